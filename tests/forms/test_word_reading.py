"""A form in Word as values: the grid of its tables, and the lines around them."""

import pytest

from forms.documents import by_hand, form_of, made, table_of, texts
from forms.workbooks import packed, parts_of
from shilu.forms.sheet import FormLine, Span
from shilu.lib.errors import Refused


def cell(text, *, properties="", before=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{before}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def test_merged_cells_and_grid():
    def build(document):
        table = document.add_table(4, 4)
        for place, text in {(0, 0): "单位", (0, 1): "上半年", (1, 1): "场次", (1, 2): "人次"}.items():
            table.cell(*place).text = text
        table.cell(0, 0).merge(table.cell(1, 0))
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(2, 0).merge(table.cell(3, 1)).text = "北塬所"

    table = table_of(made(build))
    assert (table.name, table.height, table.width) == ("表1", 4, 4)
    assert texts(table) == {(1, 1): "单位", (1, 2): "上半年", (2, 2): "场次", (2, 3): "人次", (3, 1): "北塬所"}
    assert table.spans == (Span(1, 1, 2, 1), Span(1, 2, 1, 3), Span(3, 1, 4, 2))
    assert sorted(table.cells) == [
        (1, 1), (1, 2), (1, 4), (2, 2), (2, 3), (2, 4), (3, 1), (3, 3), (3, 4), (4, 3), (4, 4),
    ]  # fmt: skip


def test_rows_that_begin_later_and_cells_in_controls():
    body = (
        f"<w:tbl><w:tr>{cell('甲')}{cell('乙')}{cell('丙')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:sdt><w:sdtContent>{cell("丁")}</w:sdtContent></w:sdt>{cell("戊")}</w:tr>'
        f"<w:sdt><w:sdtContent><w:tr>{cell('己')}</w:tr></w:sdtContent></w:sdt>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}</w:tr></w:tbl>"
    )
    assert texts(table_of(by_hand(body))) == {
        (1, 1): "甲", (1, 2): "乙", (1, 3): "丙", (2, 2): "丁", (2, 3): "戊", (3, 1): "己",
    }  # fmt: skip


def test_lines_stand_above_and_below_the_tables():
    def build(document):
        document.add_paragraph("附件3")
        document.add_paragraph("")
        document.add_paragraph("填报单位：      ")
        document.add_table(1, 1).cell(0, 0).text = "一"
        document.add_paragraph("之二")
        document.add_table(1, 1)
        document.add_paragraph("填报人：")

    one, two = form_of(made(build)).tables
    assert one.above == (FormLine(1, "附件3"), FormLine(3, "填报单位：      "))
    assert (one.below, two.above, two.below) == ((), (FormLine(4, "之二"),), (FormLine(5, "填报人："),))


def test_text_of_a_cell_is_what_stands_there_now():
    runs = (
        "<w:p><w:r><w:t>主要</w:t><w:tab/><w:t>做法</w:t><w:br/><w:t>二行</w:t></w:r></w:p>"
        "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p><w:p/>"
    )
    body = (
        f"<w:tbl><w:tr><w:tc>{runs}</w:tc><w:tc><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        "<w:p><w:r><w:t>单击此处输入</w:t></w:r></w:p></w:sdtContent></w:sdt></w:tc>"
        f"<w:tc><w:tbl><w:tr>{cell('内表')}</w:tr></w:tbl><w:p/></w:tc>"
        "<w:tc><w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>划去</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    table = table_of(by_hand(body))
    assert texts(table) == {(1, 1): "主要\t做法\n二行\n新", (1, 3): "内表", (1, 4): "划去"}
    assert [place for place, one in table.cells.items() if one.struck] == [(1, 4)]
    assert table.cells[1, 2].empty


def test_document_without_tables_is_a_form_without_tables():
    assert form_of(made(lambda document: document.add_paragraph("通知"))).tables == ()


@pytest.mark.parametrize("content", ["<w:document>", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "<a/>"])
def test_broken_document_is_refused_in_one_line(content):
    parts = parts_of(made(lambda _document: None)) | {"word/document.xml": content.encode()}
    with pytest.raises(Refused, match=r"^报表\.docx .*$"):
        form_of(packed(parts))
