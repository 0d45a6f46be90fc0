"""Records that are posted, corrected and reversed on the command line."""

from pathlib import Path

import pytest

from shell import Shell


def _counts(filled: Shell, seq: int) -> dict[str, int]:
    counts: dict[str, int] = filled("ledger", "show", seq, "--format", "json").value["quantities"]
    return counts


@pytest.mark.parametrize(
    ("options", "counts"),
    [
        ((), {"times": 1}),
        (("--count", "2"), {"times": 2}),
        (("--count", "people=16"), {"times": 1, "people": 16}),
        (("--count", "人次=16"), {"times": 1, "people": 16}),
    ],
)
def test_a_record_of_a_day_counts_once_and_those_who_were_there(
    filled: Shell, options: tuple[str, ...], counts: dict[str, int]
) -> None:
    posted = filled(
        "ledger", "post", "中心组学习", "--day", "2022-06-27", "--unit", "政工室", *options, "--format", "json"
    )
    assert posted.code == 0, posted.err
    (seq,) = posted.value["seqs"]
    assert _counts(filled, seq) == counts


def test_a_single_fact_within_a_months_sum_is_held_back(filled: Shell) -> None:
    post = ("ledger", "post", "讲党课", "--unit", "城东所")
    assert filled(*post, "--day", "2022-02", "--count", "times=3").code == 0
    held = filled(*post, "--day", "2022-02-10")
    assert (held.code, held.err.count("\n")) == (2, 1)
    assert "--accept-likely" in held.err
    assert filled(*post, "--day", "2022-02-10", "--accept-likely").code == 0


def test_a_unit_that_ended_takes_no_later_records(filled: Shell) -> None:
    assert filled("units", "end", "城东所", "--into", "城西所", "--from", "2022-05-01").code == 0
    late = filled("ledger", "post", "讲党课", "--unit", "城东所", "--day", "2022-06-10")
    assert late.code == 2
    assert "城西所" in late.err
    assert filled("ledger", "post", "讲党课", "--unit", "城东所", "--day", "2022-04-10").code == 0


def test_the_words_of_a_private_record_are_said_to_be_left_out(filled: Shell, tmp_path: Path) -> None:
    post = ("ledger", "post", "谈心谈话", "--unit", "城东所", "--day", "2022-06-10")
    done = filled(*post, "--title", "与某某谈")
    assert (done.code, "没有保存" in done.err) == (0, True)
    assert filled(*post, "--evidence", tmp_path / "笔录.jpg").code == 2
    shown = filled("ledger", "list", "--kind", "谈心谈话", "--format", "json")
    assert "与某某谈" not in shown.out


@pytest.mark.parametrize("beside", [("--joined-with", "99999"), ("--evidence", "没有这个文件.jpg")])
def test_a_record_whose_event_or_file_is_not_there_is_not_posted(filled: Shell, beside: tuple[str, str]) -> None:
    before = filled("ledger", "list", "--all-types", "--format", "json").value
    post = ("ledger", "post", "中心组学习", "--day", "2022-06-27", "--unit", "政工室")
    assert filled(*post, *beside).code == 2
    assert filled("ledger", "list", "--all-types", "--format", "json").value == before


def test_a_correction_keeps_the_files_of_the_record(filled: Shell, tmp_path: Path) -> None:
    picture = tmp_path / "现场.jpg"
    picture.write_bytes(b"picture")
    post = ("ledger", "post", "中心组学习", "--day", "2022-06-27", "--unit", "政工室", "--evidence", picture)
    (seq,) = filled(*post, "--format", "json").value["seqs"]
    done = filled("ledger", "correct", seq, "--count", "people=16", "--reason", "笔误", "--format", "json")
    rows = filled("ledger", "list", "--all-types", "--format", "json").value
    shown = [row["target"] for row in rows if row["type"] == "evidence"]
    assert shown == [seq, done.value["seqs"][1]]


def test_a_whole_import_is_reversed_or_records_by_their_numbers(filled: Shell) -> None:
    assert filled("ledger", "reverse", "--reason", "重复").code == 2
    row = next(
        one for one in filled("ledger", "list", "--all-types", "--format", "json").value if one["type"] == "import"
    )
    asked = ("figures", "讲党课", "--unit", "X", "--period", "2022-H1", "--format", "json")
    assert [one["value"] for one in filled(*asked).value] == [2, 93]
    assert filled("ledger", "reverse", "--import", row["seq"], "--reason", "弄错了文件").code == 0
    assert [one["entries"] for one in filled(*asked).value] == [0, 0]
