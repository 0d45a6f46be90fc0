"""shilu fill: what is written, what is told, and what is refused in one line with nothing written."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import pytest
import xlsxwriter

from shell import Shell

STATISTICS = """
2022年上半年工作情况统计表 |  |  |
填报单位： |  | 填报人： |
项目 | 场次 | 人次 | 合计
中心组学习 |  |  | =B4+C4
讲党课 |  |  | =B5+C5
谈心谈话 |  |  | =B6+C6
"""
REGISTER = """
讲党课情况登记表 |  |
日期 | 主题 | 人数
 |  |
合计 |  | =SUM(C3:C3)
"""


def write_form(path: Path, *sheets: str) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        border = book.add_format({"border": 1})
        for text in sheets:
            sheet = book.add_worksheet()
            for row, line in enumerate(text.strip("\n").splitlines()):
                for column, cell in enumerate(line.split("|")):
                    sheet.write(row, column, cell.strip() or None, border)
    return path


def cells_of(path: Path, sheet: str = "Sheet1") -> dict[str, object]:
    rows = openpyxl.load_workbook(path)[sheet].iter_rows()
    return {cell.coordinate: cell.value for row in rows for cell in row if cell.value is not None}


def test_a_form_is_filled_and_a_working_copy_lies_beside_it(filled: Shell, tmp_path: Path) -> None:
    form = write_form(tmp_path / "表样.xlsx", STATISTICS)
    done = filled("fill", form, "--unit", "X", "--period", "2022-H1", "-o", tmp_path / "报送.xlsx")
    assert done.code == 0, done.err
    assert cells_of(tmp_path / "报送.xlsx") == {
        **cells_of(form),
        "A2": "填报单位：示例县局",
        "C2": "填报人：示例县局",
        "B4": 2,
        "C4": 30,
        "B5": 2,
        "C5": 93,
    }
    assert done.out.splitlines()[:2] == [
        f"{tmp_path / '报送.xlsx'}：已为示例县局填 6 格。",
        f"底稿（每个数后面是哪些记录，见批注）：{tmp_path / '报送-底稿.xlsx'}。",
    ]
    assert "本单位及所属单位从未登记过此项" in done.out
    assert "B6、C6" in done.out
    assert "3 个公式单元格保持不变。" in done.out
    working = openpyxl.load_workbook(tmp_path / "报送-底稿.xlsx")["Sheet1"]
    assert "记录 5、6，共 2 条" in working["B4"].comment.text
    assert openpyxl.load_workbook(tmp_path / "报送.xlsx")["Sheet1"]["B4"].comment is None


def test_scripts_get_one_value_of_all_sheets(filled: Shell, tmp_path: Path) -> None:
    form = write_form(tmp_path / "表样.xlsx", STATISTICS, REGISTER)
    done = filled("fill", form, "--unit", "X", "--period", "2022-H1", "-o", tmp_path / "o.xlsx", "--format", "json")
    assert done.code == 0, done.err
    by_sheet = {(one["sheet"], one["cell"]): one for one in done.value["filled"]}
    assert by_sheet["Sheet1", "B4"] == {
        "sheet": "Sheet1",
        "cell": "B4",
        "figure": "grassroots/centre-group-study",
        "value": 2,
        "shown": "2",
        "entries": [5, 6],
    }
    assert by_sheet["Sheet2", "B4"]["value"] == "专题党课二"
    assert cells_of(tmp_path / "o.xlsx", "Sheet2")["C5"] == "=SUM(C3:C4)"
    assert {one["cell"] for one in done.value["empty"]} == {"B6", "C6"}


def test_the_settings_say_who_fills_in(filled: Shell, tmp_path: Path) -> None:
    settings = tmp_path / "县局" / "shilu.toml"
    text = settings.read_text(encoding="utf-8").replace('reporter = ""', 'reporter = "周明"')
    settings.write_text(text, encoding="utf-8")
    form = write_form(tmp_path / "表样.xlsx", STATISTICS)
    filled("fill", form, "--unit", "X", "--period", "2022-H1", "-o", tmp_path / "o.xlsx")
    assert cells_of(tmp_path / "o.xlsx")["C2"] == "填报人：周明"


def test_a_reason_is_shown_word_for_word(filled: Shell, tmp_path: Path) -> None:
    form = write_form(tmp_path / "表样.xlsx", "项目 | 数量\n讲党课 |\n审核人： |")
    done = filled("fill", form, "--unit", "X", "--period", "2022-H1", "-o", tmp_path / "o.xlsx")
    assert "设置里没有写审核人（shilu.toml 的 [forms] reviewer）" in done.out


def test_nothing_may_be_written_as_a_stroke(filled: Shell, tmp_path: Path) -> None:
    form = write_form(tmp_path / "表样.xlsx", "项目 | 第一季度 | 第二季度\n中心组学习 | |")
    done = filled("fill", form, "--unit", "X", "--period", "2022-H1", "-o", tmp_path / "o.xlsx", "--zero", "/")
    assert done.code == 0, done.err
    assert (cells_of(tmp_path / "o.xlsx")["B2"], cells_of(tmp_path / "o.xlsx")["C2"]) == (2, "/")


def test_a_word_table_is_filled(filled: Shell, tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph("填报单位（盖章）：          ")
    table = paper.add_table(rows=3, cols=3)
    rows = (("项目", "场次", "人次"), ("讲党课", "", ""), ("主要做法", "", ""))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(2, 1).merge(table.cell(2, 2))
    paper.save(str(tmp_path / "附件3.docx"))
    done = filled(
        *("fill", tmp_path / "附件3.docx", "--unit", "X", "--period", "2022-H1"),
        *("-o", tmp_path / "报送.docx", "--format", "json"),
    )
    assert done.code == 0, done.err
    assert [(one["cell"], one["value"]) for one in done.value["filled"]] == [
        ("第2行第2列", 2),
        ("第2行第3列", 93),
        ("第1段", "示例县局"),
    ]
    assert [(one["cell"], one["reason"]) for one in done.value["empty"]] == [("第3行第2列", "要写文字，请手工填写")]
    written = docx.Document(str(tmp_path / "报送.docx"))
    assert [cell.text for cell in written.tables[0].rows[1].cells] == ["讲党课", "2", "93"]
    assert written.paragraphs[0].text.strip() == "填报单位（盖章）：示例县局"
    assert (tmp_path / "报送-底稿.docx").is_file()


@dataclass(frozen=True, slots=True)
class Bad:
    """A call that is refused: the form (without ``content`` a good one), where it is to go, and words of the line."""

    name: str
    content: bytes | None
    out: str
    line: str


@pytest.mark.parametrize(
    "case",
    [
        Bad("表样.xlsx", None, "报送.docx", "表样.xlsx 填好后存为 .xlsx 文件，“报送.docx”的后缀不对。"),
        Bad("表样.xlsx", None, "表样.xlsx", "表样.xlsx 就是这份表样，请用 -o 另写一个文件名。"),
        Bad("报送-底稿.xlsx", None, "报送.xlsx", "报送-底稿.xlsx 就是这份表样，请用 -o 另写一个文件名。"),
        Bad("空.xlsx", b"", "报送.xlsx", "空.xlsx"),
        Bad("坏.xlsx", b"PK\x03\x04" + bytes(200), "报送.xlsx", "坏.xlsx"),
        Bad("表.et", b"\xd0\xcf\x11\xe0", "报送.xlsx", "表.et"),
        Bad("没有.xlsx", b"-", "没有/报送.xlsx", "没有.xlsx"),
    ],
    ids=lambda case: f"{case.name} {case.out}",
)
def test_what_cannot_be_filled_gives_one_line_and_no_file(filled: Shell, tmp_path: Path, case: Bad) -> None:
    if case.content is None:
        write_form(tmp_path / case.name, STATISTICS)
    else:
        (tmp_path / case.name).write_bytes(case.content)
    before = sorted(path.name for path in tmp_path.iterdir())
    done = filled("fill", tmp_path / case.name, "--unit", "X", "--period", "2022-H1", "-o", tmp_path / case.out)
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert case.line in done.err
    assert "没有预料" not in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize("text", ["甲 | 乙\n1 | 2", "项目 | 数量\n讲党课 | 3", "只有一行字"])
def test_a_form_without_headings_or_places_is_refused(filled: Shell, tmp_path: Path, text: str) -> None:
    form = write_form(tmp_path / "表样.xlsx", text)
    done = filled("fill", form, "--unit", "X", "--period", "2022-H1", "-o", tmp_path / "报送.xlsx")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert not (tmp_path / "报送.xlsx").exists()


def test_a_zero_and_a_period_must_be_ones_that_are_known(filled: Shell, tmp_path: Path) -> None:
    form = write_form(tmp_path / "表样.xlsx", STATISTICS)
    out = ("-o", tmp_path / "报送.xlsx")
    assert filled("fill", form, "--unit", "X", *out).err == "请用 --period 写明统计期，如 2022-H1。\n"
    done = filled("fill", form, "--unit", "X", "--period", "2022-H1", "--zero", "零", *out)
    assert (done.code, done.err) == (2, "--zero 只能是 0、/ 或 无，不能是“零”。\n")


def test_a_file_with_macros_is_refused(filled: Shell, tmp_path: Path) -> None:
    form = write_form(tmp_path / "表样.xlsx", STATISTICS)
    stream = io.BytesIO(form.read_bytes())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    (tmp_path / "宏.xlsm").write_bytes(stream.getvalue())
    done = filled("fill", tmp_path / "宏.xlsm", "--unit", "X", "--period", "2022-H1", "-o", tmp_path / "报送.xlsx")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert not (tmp_path / "报送.xlsx").exists()
