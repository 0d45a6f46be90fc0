"""shilu claims: the numbers of texts, without a workspace."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from shilu.cli.main import exit_code

TEXT = "2023年工作总结\n\n全年举办讲座12场，参加近千人，满意率达98.6%。\n"
RUN = "from shilu.cli.main import run; run()"
OBJECTS = [
    {
        "quote": "12场",
        "value": 12,
        "approx": "exact",
        "unit": "场",
        "what": "讲座",
        "kind": "count",
        "start": 17,
        "end": 20,
    },
    {
        "quote": "近千人",
        "value": 1000,
        "approx": "about",
        "unit": "人",
        "what": "参加讲座",
        "kind": "count",
        "start": 23,
        "end": 26,
    },
    {
        "quote": "98.6%",
        "value": 0.986,
        "approx": "exact",
        "unit": "%",
        "what": "满意率",
        "kind": "share",
        "start": 31,
        "end": 36,
    },
]
REST = {"doc": "总结.txt", "per": "", "period": "2023", "where": "第2段"}


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "总结.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = exit_code(["claims", *(str(argument) for argument in arguments)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_claims_are_objects_of_the_guide(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, text, "--format", "jsonl")
    assert (code, err) == (0, "")
    assert [json.loads(line) for line in out.splitlines()] == [one | REST for one in OBJECTS]
    code, out, err = said(capsys, text, "--format", "json")
    assert (code, json.loads(out)) == (0, [one | REST for one in OBJECTS])


def test_claims_are_a_table_for_people(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, text)
    assert (code, err) == (0, "")
    assert [line.split() for line in out.splitlines()] == [
        ["位置", "原文", "数值", "单位", "数的是", "统计期"],
        ["第2段", "12场", "12", "场", "讲座", "2023"],
        ["第2段", "近千人", "约1000", "人", "参加讲座", "2023"],
        ["第2段", "98.6%", "98.6%", "%", "满意率", "2023"],
    ]


def test_a_text_whose_numbers_state_nothing_gets_a_remark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("2023年5月8日\n", encoding="utf-8")
    assert said(capsys, tmp_path / "a.md", "--format", "json") == (0, "[]\n", "a.md 里没有说工作的数字。\n")
    assert said(capsys, tmp_path / "a.md") == (0, "", "a.md 里没有说工作的数字。\n")


def test_a_text_without_any_number_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("# 没有数字\n", encoding="utf-8")
    assert said(capsys, tmp_path / "a.md", "--format", "json") == (2, "", "a.md 里没有数字。\n")


def test_each_bad_file_is_one_line_and_the_others_are_told(
    text: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "空.docx").write_bytes(b"")
    code, out, err = said(capsys, tmp_path / "空.docx", text, tmp_path / "无.txt", "--format", "json")
    assert (code, len(json.loads(out))) == (2, 3)
    assert err.splitlines() == ["空.docx 是空文件，请重新拷贝或另存。", "找不到文件 无.txt。"]
    assert said(capsys, tmp_path / "空.docx", "--format", "json")[:2] == (2, "")


def test_the_numbers_of_cells_are_named_by_their_heads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "表.csv").write_text("序号,项目,次数\n1,普法讲座,8\n2,党课,5\n", encoding="utf-8")
    found = [json.loads(line) for line in said(capsys, tmp_path / "表.csv", "--format", "jsonl")[1].splitlines()]
    assert [(one["where"], one["quote"], one["value"], one["unit"], one["what"]) for one in found] == [
        ("C2", "8", 8, "次", "普法讲座"),
        ("C3", "5", 5, "次", "党课"),
    ]


def program(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", RUN, *arguments], input=given, capture_output=True, check=False)


def test_pasted_text_is_read_without_tables_or_workspace() -> None:
    done = program("claims", "-", "--format", "jsonl", given=TEXT.encode("gb18030"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert [json.loads(line)["quote"] for line in done.stdout.splitlines()] == ["12场", "近千人", "98.6%"]
    assert json.loads(done.stdout.splitlines()[0])["doc"] == "-"


def test_empty_or_binary_standard_input_is_refused() -> None:
    assert program("claims", "-").stderr.decode() == "没有读到文字，请把文字粘贴进来，或者写文件名。\n"
    done = program("claims", "-", given=b"\0\1\2")
    assert (done.returncode, done.stderr.decode()) == (2, "- 不是文本文件，请另存为文本文件、.docx 或 .xlsx。\n")


def test_the_command_loads_neither_tables_nor_the_drawing_of_tables(text: Path) -> None:
    code = f"import sys; from shilu.cli.main import exit_code; exit_code(['claims', {str(text)!r}, '--format', 'jsonl']); sys.exit(' '.join(m for m in ('django.db', 'rich.table', 'shilu.ledger', 'lxml') if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.stderr.decode().strip() == ""
