"""What is said of records on the command line: months confirmed, one event, files that show them, words erased."""

from pathlib import Path

from shell import Shell


def _entry(filled: Shell, title: str) -> int:
    entries = filled("ledger", "list", "--format", "json").value
    return int(next(one["seq"] for one in entries if one["title"] == title))


def test_a_month_is_confirmed_and_opened_again_for_a_reason(filled: Shell) -> None:
    close = ("ledger", "close", "--unit", "城东所", "--period", "2022-06")
    (closed,) = filled(*close, "--format", "json").value["seqs"]
    refused = filled(*close, "--reopen")
    assert (refused.code, "--reason" in refused.err) == (2, True)
    assert filled(*close, "--reopen", "--reason", "漏报", "--format", "json").value == {"seqs": [closed + 1]}


def test_records_become_one_event_and_leave_it(filled: Shell) -> None:
    one = _entry(filled, "专题党课一")
    post = ("ledger", "post", "主题党日", "--day", "2022-03-03", "--unit", "城东所", "--format", "json")
    (other,) = filled(*post).value["seqs"]
    joined = filled("ledger", "join", one, other, "--format", "json").value
    assert joined["seqs"] == [one, other]
    assert filled("ledger", "show", one, "--format", "json").value["occasion"] == joined["occasion"]
    assert filled("ledger", "join", other, "--leave", joined["occasion"]).code == 0
    assert filled("ledger", "show", other, "--format", "json").value["occasion"] is None


def test_a_file_is_added_and_erased_and_so_are_words(filled: Shell, tmp_path: Path) -> None:
    seq = _entry(filled, "专题党课一")
    paper = tmp_path / "签到.txt"
    paper.write_text("签到", encoding="utf-8")
    (file,) = filled("ledger", "attach", seq, paper, "--format", "json").value["seqs"]
    assert filled("ledger", "erase", file, "--reason", "本人申请", "--format", "json").value == {"seqs": [file + 1]}
    assert filled("ledger", "erase", seq, "--reason", "本人申请", "--format", "json").value == {"seqs": [file + 2]}
    assert filled("ledger", "show", seq, "--format", "json").value["title"] is None
    assert filled("ledger", "verify").code == 0
