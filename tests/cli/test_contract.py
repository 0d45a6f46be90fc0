"""What scripts rely on: exit codes, one JSON value on standard output, one line on standard error."""

from pathlib import Path

import pytest

from books import write_book
from shell import Shell, shell_in


def test_import_says_what_became_of_each_row(shell: Shell, ledger_book: Path) -> None:
    done = shell("import", ledger_book, "--unit", "X", "--format", "json")
    assert done.code == 0
    told = {
        key: done.value[key] for key in ("rows", "accepted", "new", "known", "changed", "gone", "likely", "refused")
    }
    assert told == {
        "rows": 5,
        "accepted": 5,
        "new": 5,
        "known": 0,
        "changed": [],
        "gone": [],
        "likely": [],
        "refused": [],
    }
    assert done.value["kinds_added"] == []


def test_rows_of_cancelled_records_are_told_and_recorded_again_when_asked(shell: Shell, ledger_book: Path) -> None:
    shell("import", ledger_book, "--unit", "X")
    seq = shell("ledger", "list", "--format", "json").value[0]["seq"]
    shell("ledger", "reverse", str(seq), "--reason", "误删")
    told = shell("import", ledger_book, "--unit", "X")
    assert f"第 {seq} 号记录已于" in told.out
    assert "要再记入，加 --again" in told.err
    value = shell("import", ledger_book, "--unit", "X", "--again", "--format", "json").value
    assert (value["known"], [one["seq"] for one in value["withdrawn"]], value["revised"]) == (4, [seq], [])
    assert shell("import", ledger_book, "--unit", "X", "--format", "json").value["known"] == 5


def test_refused_cells_are_told_as_json_with_exit_code_2(shell: Shell, tmp_path: Path) -> None:
    bad = write_book(
        tmp_path / "坏.xlsx", "2022-13-05 | 政工室 | 中心组学习 | 学习 | 1 | 16", title="示例县局2022年上半年台账"
    )
    done = shell("import", bad, "--unit", "X", "--format", "json")
    assert done.code == 2
    assert [(cell["sheet"], cell["cell"], cell["value"]) for cell in done.value["refused"]] == [
        ("台账", "A3", "2022-13-05")
    ]
    assert shell("ledger", "list", "--format", "json").value == []
    taken = shell("import", bad, "--unit", "X", "--accept-valid", "--format", "json")
    assert (taken.code, taken.value["accepted"]) == (1, 0)


def test_figures_come_in_the_order_asked_one_object_a_quantity(filled: Shell) -> None:
    asked = filled("figures", "讲党课", "中心组学习", "--unit", "X", "--period", "2022-H1", "--format", "json")
    assert asked.code == 0
    assert [
        (one["asked"], one["figure"], one["title"], one["quantity"], one["measure"], one["value"])
        for one in asked.value
    ] == [
        ("讲党课", "grassroots/party-lesson", "讲党课", "times", "次", 2),
        ("讲党课", "grassroots/party-lesson", "讲党课", "people", "人次", 93),
        ("中心组学习", "grassroots/centre-group-study", "中心组学习", "times", "次", 2),
        ("中心组学习", "grassroots/centre-group-study", "中心组学习", "people", "人次", 30),
    ]
    keys = {
        "asked",
        "figure",
        "title",
        "unit",
        "period",
        "quantity",
        "measure",
        "labels",
        "value",
        "numerator",
        "denominator",
    }
    assert keys | {"status", "as_of", "entries"} <= asked.value[0].keys()
    assert (asked.value[0]["unit"], asked.value[0]["period"], asked.value[0]["entries"]) == ("X", "2022-H1", 2)


def test_a_name_that_fits_nothing_names_the_nearest_with_exit_code_2(filled: Shell) -> None:
    asked = filled("figures", "中心组学", "--unit", "X", "--period", "2022-H1", "--format", "json")
    assert (asked.code, asked.out) == (2, "")
    assert asked.err.count("\n") == 1
    assert "中心组学习" in asked.err


def test_a_comparison_stands_beside_the_value(filled: Shell) -> None:
    asked = filled(
        "figures", "讲党课", "--unit", "X", "--period", "2022-Q2", "--compare", "previous", "--format", "json"
    )
    compare = asked.value[0]["compare"]
    assert (
        asked.value[0]["value"],
        compare["period"],
        compare["value"],
        compare["difference"],
        compare["percent"],
    ) == (
        1,
        "2022-Q1",
        1,
        0,
        0.0,
    )


def test_figures_by_unit_have_their_own_unit(filled: Shell) -> None:
    asked = filled("figures", "讲党课", "--unit", "X", "--period", "2022-H1", "--by", "unit", "--format", "json")
    times = {one["unit"]: one["value"] for one in asked.value if one["quantity"] == "times"}
    assert times["X02"] == 1
    assert times["X03"] == 1


def test_a_figure_as_of_an_earlier_position_reads_only_rows_up_to_it(filled: Shell) -> None:
    entries = filled("ledger", "list", "--format", "json").value
    lesson = next(entry for entry in entries if entry["title"] == "专题党课二")
    before = filled(
        "figures", "讲党课", "--unit", "X", "--period", "2022-H1", "--as-of", lesson["seq"] - 1, "--format", "json"
    )
    assert (before.value[0]["value"], before.value[0]["as_of"]) == (1, lesson["seq"] - 1)


def test_few_people_of_a_private_kind_are_not_shown_below_the_whole_body(filled: Shell) -> None:
    below = filled("figures", "重点谈话", "--unit", "X03", "--period", "2022-H1", "--format", "json").value
    assert [(one["quantity"], one["value"], one["shown"]) for one in below] == [
        ("times", None, "不足5次"),
        ("people", None, "不足5人"),
    ]
    whole = filled("figures", "重点谈话", "--unit", "X", "--period", "2022-H1", "--format", "json").value
    assert [(one["quantity"], one["value"]) for one in whole] == [("times", 1), ("people", 1)]


def test_the_ledger_lists_entries_and_reversals_oldest_first(filled: Shell) -> None:
    entries = filled("ledger", "list", "--kind", "讲党课", "--format", "json").value
    first = entries[0]
    assert (first["type"], first["kind"], first["title"], first["unit"]) == (
        "entry",
        "grassroots/party-lesson",
        "专题党课一",
        "X02",
    )
    assert (first["from"], first["to"], first["quantities"]) == ("2022-03-03", "2022-03-03", {"times": 1, "people": 53})
    assert (first["occasion"], first["reverses"]) == (None, None)
    assert first["source"] == {"file": "台账.xlsx", "sheet": "台账", "row": 5}
    done = filled("ledger", "reverse", first["seq"], "--reason", "重复", "--format", "json")
    assert done.code == 0
    entries = filled("ledger", "list", "--kind", "讲党课", "--format", "json").value
    assert [(entry["type"], entry["reverses"]) for entry in entries] == [
        ("entry", None),
        ("entry", None),
        ("reversal", first["seq"]),
    ]
    private = filled("ledger", "list", "--kind", "重点谈话", "--format", "json").value
    assert [(entry["title"], entry["source"], entry["from"], entry["to"]) for entry in private] == [
        (None, None, "2022-05-01", "2022-05-31")
    ]


def test_posting_correcting_and_closing_answer_with_positions(filled: Shell) -> None:
    posted = filled(
        "ledger",
        "post",
        "中心组学习",
        "--day",
        "2022-06-27",
        "--unit",
        "政工室",
        "--count",
        "people=15",
        "--format",
        "json",
    )
    assert posted.code == 0, posted.err
    (seq,) = posted.value["seqs"]
    corrected = filled("ledger", "correct", seq, "--count", "people=51", "--reason", "笔误", "--format", "json")
    assert corrected.value["seqs"] == [seq + 1, seq + 2]
    asked = filled("figures", "中心组学习", "--unit", "X", "--period", "2022-06", "--format", "json").value
    assert [one["value"] for one in asked] == [1, 51]
    assert filled("ledger", "close", "--unit", "X02", "--period", "2022-06", "--format", "json").code == 0


def test_verify_says_whether_the_log_is_whole(filled: Shell) -> None:
    done = filled("ledger", "verify", "--format", "json")
    assert (done.code, done.value["ok"], done.value["faults"]) == (0, True, [])
    assert done.value["size"] == len(filled("ledger", "list", "--all-types", "--format", "json").value)


def test_a_proof_holds_until_it_is_touched(filled: Shell, tmp_path: Path) -> None:
    proof = tmp_path / "proof.json"
    assert filled("ledger", "prove", 4, "-o", proof).code == 0
    assert filled("ledger", "prove", "--check", proof).code == 0
    proof.write_text(
        proof.read_text(encoding="utf-8").replace("政工室", "治安队").replace('"seq": 4', '"seq": 3'), encoding="utf-8"
    )
    assert filled("ledger", "prove", "--check", proof).code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("figur",),
        ("figures", "--period", "2022-13"),
        ("figures", "--unit", "没有的所"),
        ("figures", "--no-such-option"),
        ("ledger", "show"),
        ("ledger", "show", "abc"),
        ("ledger", "show", "9999"),
        ("ledger", "reverse", "9999", "--reason", "错"),
        ("ledger", "post", "没有的事项", "--day", "2022-06-27"),
        ("ledger", "post", "讲党课", "--day", "13月5日"),
        ("ledger", "close"),
        ("import", "no-such-file.xlsx"),
        ("report", "build", "no-such-template.md", "--period", "2022-H1", "-o", "x.docx"),
        ("units", "move", "X02", "--under", "X99"),
        ("units", "move", "X", "--under", "X02"),
    ],
)
def test_a_wrong_call_gets_one_line_and_exit_code_2_and_changes_nothing(
    filled: Shell, arguments: tuple[str, ...]
) -> None:
    before = filled("ledger", "verify", "--format", "json").value["root"]
    done = filled(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1, done.err
    assert "Traceback" not in done.err
    assert "shilu-errors.log" not in done.err
    assert filled("ledger", "verify", "--format", "json").value["root"] == before


def test_a_folder_that_is_no_workspace_is_named(
    own_process: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = shell_in(tmp_path, capsys)("ledger", "list")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "shilu init" in done.err


def test_messages_are_chinese_unless_english_is_asked_for(filled: Shell) -> None:
    assert "没有" in filled("ledger", "show", "9999").err
    assert filled("--lang", "en", "ledger", "show", "9999").err == "There is no record 9999.\n"


def test_each_command_has_help_with_an_example(filled: Shell) -> None:
    for command in (
        ("import",),
        ("figures",),
        ("ledger", "list"),
        ("ledger", "post"),
        ("report", "issue"),
        ("units", "move"),
    ):
        done = filled(*command, "--help")
        assert done.code == 0
        assert "shilu " in done.out


def test_a_workspace_whose_units_cannot_be_read_is_not_made(
    own_process: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "县局"
    done = shell_in(folder, capsys)("init", folder, "--units", tmp_path / "没有.xlsx")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert not folder.exists()


def test_several_files_of_which_some_are_bad_are_told_from_none(filled: Shell, tmp_path: Path) -> None:
    good = write_book(
        tmp_path / "好.xlsx", "2022-06-01 | 城东所 | 讲党课 | 新的 | 1 | 5", title="示例县局2022年6月台账"
    )
    bad = write_book(tmp_path / "坏.xlsx", "2022-13-01 | 城东所 | 讲党课 | 坏的 | 1 | 5", title="示例县局2022年6月台账")
    done = filled("import", good, bad, "--unit", "X", "--format", "json")
    assert (done.code, done.value["new"], len(done.value["refused"])) == (1, 1, 1)
    assert filled("import", bad, "--unit", "X").code == 2


def test_a_printed_record_that_was_cancelled_names_its_reversal(filled: Shell, tmp_path: Path) -> None:
    template = tmp_path / "名单.md"
    template.write_text('# 名单\n\n上半年：{{ entries("讲党课") }}。\n', encoding="utf-8")
    paper = tmp_path / "名单.docx"
    filled("report", "issue", template, "--unit", "X", "--period", "2022-H1", "-o", paper)
    entry = next(one for one in filled("ledger", "list", "--format", "json").value if one["title"] == "专题党课一")
    (reversal,) = filled("ledger", "reverse", entry["seq"], "--reason", "重复", "--format", "json").value["seqs"]
    changed = [
        one for one in filled("report", "verify", paper, "--format", "json").value["numbers"] if one["state"] != "same"
    ]
    assert [(one["state"], one["entries"], one["cancelled"]) for one in changed] == [
        ("changed", [reversal], [entry["seq"]])
    ]
