"""Any file is read as a document whose pieces quote its text, or refused in one line."""

import io
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.word_files import docx, p, table
from shilu.documents.document import Document, Place
from shilu.documents.office import converted, office
from shilu.documents.reading import read_document, text_document
from shilu.lib.errors import Refused

ENDINGS = (".txt", ".md", ".csv", ".html", ".docx", ".xlsx", ".doc", ".xls", ".ods", ".wps", ".pdf", "")


def read(path: Path, content: bytes) -> Document:
    path.write_bytes(content)
    return read_document(path)


def refusal(path: Path, content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(path, content)
    return str(refused.value)


def workbook(**formats: str) -> bytes:
    """Two visible sheets and a hidden one; on the first a hidden row and column, merged headings and formats."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        first = book.add_worksheet("统计")
        first.merge_range("A1:D1", "活动统计表")
        first.write_row("A2", ["单位：次"])
        first.merge_range("A3:A4", "项目")
        first.merge_range("B3:C3", "上半年")
        first.write("D3", "满意率")
        first.write_row("B4", ["讲座", "党课"])
        first.write_row("A5", ["城关所", 8, 5.0])
        first.write("D5", 0.975, book.add_format({"num_format": "0.0%"}))
        first.write_row("A6", ["藏", 99])
        first.set_row(5, None, None, {"hidden": True})
        first.write("F5", 77)
        first.set_column("F:F", None, None, {"hidden": True})
        first.write_formula("A7", "=1/0", None, "#DIV/0!")
        first.write_rich_string("B7", "富", book.add_format({"bold": True}), "文本")
        book.add_worksheet("藏").write("A1", "9场")
        book.get_worksheet_by_name("藏").hide()
        book.add_worksheet("日期").write("A1", 44625, book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))
    return made.getvalue()


def test_a_text_quotes_the_file(tmp_path: Path) -> None:
    text = "标题\n\n　　举办讲座8场  。\n"
    found = read(tmp_path / "a.txt", text.encode("utf-8-sig"))
    assert (found.name, found.sort, found.text) == ("a.txt", "text", text)
    assert [one.place.words() for one in found.pieces if one.text] == ["第1段", "第2段"]
    for encoding in ("utf-8", "gb18030", "utf-16"):
        assert read(tmp_path / "b.md", text.replace("\n", "\r\n").encode(encoding)).text == text
    assert text_document(text, name="-").pieces == found.pieces


def test_sheets_are_read_as_people_see_them(tmp_path: Path) -> None:
    found = read(tmp_path / "表.xlsx", workbook())
    assert [(one.place.words(), one.text, one.heads) for one in found.pieces] == [
        ("统计!A1", "活动统计表", ()),
        ("统计!A2", "单位：次", ()),
        ("统计!A3", "项目", ()),
        ("统计!B3", "上半年", ()),
        ("统计!D3", "满意率", ()),
        ("统计!B4", "讲座", ()),
        ("统计!C4", "党课", ()),
        ("统计!A5", "城关所", ("单位：次", "项目")),
        ("统计!B5", "8", ("城关所", "单位：次", "上半年", "讲座")),
        ("统计!C5", "5", ("城关所", "单位：次", "上半年", "党课")),
        ("统计!D5", "97.5%", ("城关所", "单位：次", "满意率")),
        ("统计!B7", "富文本", ()),
        ("日期!A1", "2022年3月5日", ()),
    ]


def test_delimited_text_has_cells(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", "项目,次数\n讲座,8\n".encode("gb18030"))
    assert [(one.place.cell, one.text, one.heads) for one in found.pieces] == [
        ("A1", "项目", ()),
        ("B1", "次数", ()),
        ("A2", "讲座", ("项目",)),
        ("B2", "8", ("讲座", "次数")),
    ]


def test_the_piece_at_an_offset_is_found() -> None:
    found = text_document("甲乙\n\n丙", name="-")
    assert [piece.text if (piece := found.at(offset)) else None for offset in range(6)] == [
        "甲乙",
        "甲乙",
        None,
        None,
        "丙",
        None,
    ]


def test_a_word_file_under_another_ending_is_read_by_its_content(tmp_path: Path) -> None:
    assert read(tmp_path / "a.txt", docx(p("举办讲座8场"))).sort == "docx"


@pytest.mark.office
@pytest.mark.skipif(office() is None, reason="LibreOffice (soffice) is not installed")
def test_old_files_are_read_through_libreoffice(tmp_path: Path) -> None:
    paper = python_docx.Document()
    paper.add_paragraph("举办讲座8场")
    grid = paper.add_table(2, 2)
    for cell, text in zip((one for row in grid.rows for one in row.cells), ("项目", "次数", "党课", "5"), strict=True):
        cell.text = text
    paper.add_paragraph("完")
    made = io.BytesIO()
    paper.save(made)
    old = converted(made.getvalue(), to="doc")
    assert old is not None
    found = read(tmp_path / "旧.doc", old)
    assert [(one.text, one.heads) for one in found.pieces] == [
        ("举办讲座8场", ()),
        ("项目", ()),
        ("次数", ()),
        ("党课", ("项目",)),
        ("5", ("党课", "次数")),
        ("完", ()),
    ]
    sheet = converted(workbook(), to="xls", ending="xlsx")
    assert sheet is not None
    assert [one.text for one in read(tmp_path / "旧.xls", sheet).pieces][8:11] == ["8", "5", "97.5%"]


def test_without_libreoffice_an_old_file_says_how_to_save_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("shilu.documents.office._PLACES", ())
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000 + "WordDocument".encode("utf-16-le")
    assert (
        refusal(tmp_path / "旧.doc", old)
        == "旧.doc 是旧格式，本机没有 LibreOffice，打不开；请在 Word 或 WPS 中另存为 .docx。"
    )


def with_part(content: bytes, name: str, change: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            new.writestr(part, change if part == name else old.read(part))
    return made.getvalue()


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/workbook.xml", b"<x"),
        ("xl/styles.xml", b"<x"),
        ("xl/sharedStrings.xml", b"<sst/>"),
        ("xl/worksheets/sheet1.xml", b"<x><row r='1'><c r='A1' t='s'><v>x</v></c></row></x>"),
        ("xl/worksheets/sheet1.xml", b"<x><row r='99999999999'><c><v>1</v></c></row></x>"),
        ("xl/worksheets/sheet1.xml", b"<x><row><c><v>1</v></c>"),
    ],
)
def test_a_workbook_with_a_broken_part_is_refused(tmp_path: Path, part: str, change: bytes) -> None:
    said = refusal(tmp_path / "坏.xlsx", with_part(workbook(), part, change))
    assert said == "坏.xlsx 已损坏或不完整，打不开；请重新拷贝，或在 Excel、WPS 中重新保存。"


def test_a_part_with_entities_is_refused(tmp_path: Path) -> None:
    bad = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x><row><c><v>&a;</v></c></row></x>'
    assert (
        refusal(tmp_path / "坏.xlsx", with_part(workbook(), "xl/worksheets/sheet1.xml", bad))
        == "坏.xlsx 里有不安全的自定义内容，没有打开。"
    )


def test_numbers_out_of_range_leave_a_workbook_readable(tmp_path: Path) -> None:
    cells = b"<x><row><c><v>1e308</v></c><c><v>1e999999</v></c><c><v>nan</v></c><c s='99'><v>8</v></c><c s='1'><v>1e300</v></c></row></x>"
    found = read(tmp_path / "a.xlsx", with_part(workbook(), "xl/worksheets/sheet1.xml", cells))
    assert [one.place.cell for one in found.pieces][-2:] == ["E1", "A1"]


def is_sound(path: Path, content: bytes) -> None:
    """Whether a file of these bytes is refused in one line, or its pieces quote its text."""
    try:
        found = read(path, content)
    except Refused as refused:
        said = str(refused)
    else:
        said = ""
        for piece in found.pieces:
            assert found.text[piece.start : piece.end] == piece.text
            assert piece.place != Place() or not piece.text.strip()
    assert "\n" not in said


ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("ending", ENDINGS)
@ANY
@given(content=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(tmp_path: Path, ending: str, content: bytes) -> None:
    is_sound(tmp_path / f"a{ending}", content)


@pytest.mark.parametrize(
    ("ending", "whole"), [(".docx", docx(p("甲8") + table("项目 | 次", "课 | 5"))), (".xlsx", workbook())]
)
@ANY
@given(data=st.data())
def test_any_damage_is_read_or_refused(tmp_path: Path, ending: str, whole: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole) - 1))
    change = data.draw(st.binary(max_size=8))
    rest = data.draw(st.sampled_from([whole[at + len(change) :], b""]))
    is_sound(tmp_path / f"a{ending}", whole[:at] + change + rest)


@ANY
@given(
    st.lists(
        st.sampled_from(
            [
                "<table>",
                "<tr>",
                "<td>",
                "<td rowspan=3>",
                "<th colspan=2>",
                "</table>",
                "</td>",
                "<p>",
                "8",
                "次",
                "<br>",
                "</tr>",
                "\n",
            ]
        ),
        max_size=40,
    )
)
def test_any_page_is_read_or_refused(tmp_path: Path, parts: list[str]) -> None:
    is_sound(tmp_path / "a.html", "".join(parts).encode())


@ANY
@given(
    st.lists(
        st.sampled_from(["甲", "8", "次", "2022年", ",", ",", "\n", "\n", "\n\n", "单位：次", "12人", " "]), max_size=40
    )
)
def test_any_rows_are_read_or_refused(tmp_path: Path, parts: list[str]) -> None:
    is_sound(tmp_path / "a.csv", "".join(parts).encode())
