"""New rows in a given list: they look like the row they copy, and everything around them follows."""

import re

import pytest

from forms.workbooks import (
    SHEET,
    by_hand,
    changed_parts,
    form_of,
    made,
    opened,
    packed,
    parts_of,
    plan,
    sheet_xml,
    table_of,
    texts,
)
from shilu.forms.excel.writing import filled_workbook, insert_fault
from shilu.forms.sheet import RowInsert, Span

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LIST = "附件2"
THREE = RowInsert(LIST, after_row=5, like_row=5, count=3)


def listing(book):
    """A list of two prepared rows (4 and 5) with a total, notes below, a second sheet that reads it, and a name."""
    page, other = book.add_worksheet(LIST), book.add_worksheet(SHEET)
    frame, days = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
    page.merge_range("A1:F1", "明细表", frame)
    page.merge_range("A2:A3", "单位", frame)
    page.write_row("B3", ["日期", "主题", "", "人数", "每人"], frame)
    page.merge_range("A4:A5", "北塬所", frame)
    for row in (4, 5):
        page.set_row(row - 1, 30)
        page.write_blank(f"B{row}", None, days)
        page.merge_range(f"C{row}:D{row}", "", frame)
        page.write_blank(f"E{row}", None, frame)
        page.write_formula(f"F{row}", f"=E{row}/E$6", frame, 0)
    page.write("A6", "合计", frame)
    page.write_formula("E6", "=SUM(E4:E5)", frame, 0)
    page.write_formula("F6", "=E6+1", frame, 1)
    page.merge_range("A8:F9", "注：人数按到场计。", frame)
    page.write_url("A10", f"internal:'{LIST}'!A8", string="见注")
    page.conditional_format("E4:E5", {"type": "cell", "criteria": ">", "value": "$E$6", "format": frame})
    page.data_validation("B5", {"validate": "list", "source": "=$H$8:$H$9"})
    page.set_h_pagebreaks([7])
    page.print_area("A1:F10")
    page.repeat_rows(1, 2)
    page.write_comment("A8", "原有批注", {"author": "上级"})
    page.insert_textbox("H12", "下方的框")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"={LIST}!$E$4:$E$5", "name": f"={LIST}!$E$6"})
    other.insert_chart("C3", chart)
    other.write_formula("A1", f"={LIST}!E6", None, 0)
    other.write_formula("A2", "=A1+E6", None, 0)
    book.define_name("总人数", f"={LIST}!$E$6")


@pytest.fixture(scope="module")
def grown():
    return filled_workbook(form_of(made(listing)), plan({"E5": 10, "E6": 7, "C8": "座谈"}, THREE, sheet=LIST))


def test_rows_below_move_and_new_rows_look_like_their_model(grown):
    page = opened(grown)[LIST]
    assert texts(table_of(grown, LIST))["A9"] == "合计"
    assert [page.row_dimensions[row].height for row in (4, 5, 6, 7, 8, 9)] == [30] * 5 + [None]
    assert [page[f"B{row}"].number_format for row in (5, 6, 8)] == ["yyyy-mm-dd"] * 3
    assert page["B8"].border.bottom.style == "thin"
    assert [page[at].value for at in ("E5", "E6", "C8", "E7")] == [10, 7, "座谈", None]


def test_formulas_follow_and_the_total_takes_in_the_new_rows(grown):
    book = opened(grown)
    page = book[LIST]
    assert {at: page[at].value for at in ("F4", "F5", "F6", "F8", "E9", "F9")} == {
        "F4": "=E4/E$9", "F5": "=E5/E$9", "F6": "=E6/E$9", "F8": "=E8/E$9", "E9": "=SUM(E4:E8)", "F9": "=E9+1",
    }  # fmt: skip
    assert [book[SHEET][at].value for at in ("A1", "A2")] == [f"={LIST}!E9", "=A1+E6"]


def test_merged_ranges_follow(grown):
    assert table_of(grown, LIST).spans == (
        Span(1, 1, 1, 6), Span(2, 1, 3, 1), Span(4, 1, 8, 1), Span(4, 3, 4, 4), Span(5, 3, 5, 4),
        Span(6, 3, 6, 4), Span(7, 3, 7, 4), Span(8, 3, 8, 4), Span(11, 1, 12, 6),
    )  # fmt: skip


def test_rules_names_breaks_links_and_extent_follow(grown):
    page = opened(grown)[LIST]
    assert [str(one.sqref) for one in page.conditional_formatting] == ["E4:E8"]
    assert next(iter(page.conditional_formatting)).rules[0].formula == ["$E$9"]
    rule = page.data_validations.dataValidation[0]
    assert (str(rule.sqref), rule.formula1) == ("B5:B8", "$H$11:$H$12")
    assert [one.id for one in page.row_breaks.brk] == [10]
    assert page.print_area == f"'{LIST}'!$A$1:$F$13"
    assert page.print_title_rows == "$2:$3"
    assert page["A13"].hyperlink.location == f"'{LIST}'!A11"
    assert opened(grown).defined_names["总人数"].attr_text == f"{LIST}!$E$9"
    assert '<dimension ref="A1:F13"/>' in sheet_xml(grown)


def test_comments_drawings_and_charts_follow(grown):
    parts = parts_of(grown)
    page = opened(grown)[LIST]
    assert (page["A11"].comment.text, page["A11"].comment.author) == ("原有批注", "上级")
    vml = parts["xl/drawings/vmlDrawing1.vml"].decode()
    assert "<x:Row>10</x:Row>" in vml
    assert re.search(r"<x:Anchor>\s*1, 15, 9, 10,", vml)
    assert "<xdr:row>14</xdr:row>" in parts["xl/drawings/drawing1.xml"].decode()
    chart = parts["xl/charts/chart1.xml"].decode()
    assert re.findall(r"<c:f>(.*?)</c:f>", chart) == [f"{LIST}!$E$9", f"{LIST}!$E$4:$E$8"]


def test_only_parts_that_point_at_the_rows_change(grown):
    assert changed_parts(made(listing), grown) == {
        "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml", "xl/drawings/drawing1.xml", "xl/charts/chart1.xml",
    }  # fmt: skip


def test_two_lists_of_one_sheet_grow_at_once():
    def build(book):
        page = book.add_worksheet(SHEET)
        for row, words in enumerate(("甲表", "头", "", "乙表", "头", "", "末"), start=1):
            page.write(f"A{row}", words) if words else page.write_blank(f"A{row}", None, book.add_format({"border": 1}))

    one, two = RowInsert(SHEET, 3, 3, 1), RowInsert(SHEET, 6, 6, 2)
    filled = filled_workbook(form_of(made(build)), plan({"A3": 1, "A4": 2, "A7": 3, "A8": 4, "A9": 5}, one, two))
    assert list(texts(table_of(filled)).values()) == ["甲表", "头", "1", "2", "乙表", "头", "3", "4", "5", "末"]


def test_shared_formulas_become_whole_ones():
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"/><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2</f><v>0</v></c></row>'
        '<row r="2"><c r="A2"/><c r="B2"><f t="shared" si="0"/></c></row>'
        '<row r="3"><c r="A3"><f>SUM(A1:A2)</f></c><c r="B3"><f t="shared" si="0"/></c></row></sheetData></worksheet>'
    )
    filled = filled_workbook(form_of(by_hand(sheet)), plan({"A3": 1}, RowInsert(SHEET, 2, 2, 1)))
    assert sheet_xml(filled) == (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"/><c r="B1"><f>A1*2</f><v>0</v></c></row>'
        '<row r="2"><c r="A2"/><c r="B2"><f>A2*2</f></c></row>'
        '<row r="3"><c r="A3"><v>1</v></c><c r="B3"><f>A3*2</f></c></row>'
        '<row r="4"><c r="A4"><f>SUM(A1:A3)</f></c><c r="B4"><f>A4*2</f></c></row></sheetData></worksheet>'
    )


def test_list_without_addresses_gets_them():
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row ht="20"><x:c s="4"/></x:row>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>末</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    )
    filled = filled_workbook(form_of(by_hand(sheet)), plan({"A2": 1}, RowInsert(SHEET, 1, 1, 1)))
    assert sheet_xml(filled) == (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row ht="20" r="1"><x:c s="4"/></x:row>'
        '<x:row r="2" ht="20"><x:c r="A2" s="4"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="3"><x:c t="inlineStr" r="A3"><x:is><x:t>末</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    )


def with_formula(formula: str) -> bytes:
    def build(book):
        page = book.add_worksheet(LIST)
        page.write("A5", "")
        page.write_formula("E6", formula)

    return made(build)


def test_total_that_names_each_row_forbids_new_ones():
    form = form_of(with_formula("=E4+E5"))
    assert insert_fault(form, THREE) == "公式“=E4+E5”只算到第5行，插入的行不会计入"
    with pytest.raises(ValueError, match="第5行"):
        filled_workbook(form, plan({}, THREE, sheet=LIST))


def test_unclear_formula_of_a_sheet_that_reads_no_other_is_no_hindrance():
    def build(book):
        book.add_worksheet(LIST).write("A5", "甲")
        book.add_worksheet(SHEET).write_formula("A1", "=SUM(A2:INDEX(A:A,9))")

    assert insert_fault(form_of(made(build)), THREE) == ""


def test_what_cannot_be_moved_is_said():
    assert (
        insert_fault(form_of(with_formula("=SUM(年报:月报!A1)")), THREE)
        == "公式“=SUM(年报:月报!A1)”引用不明，行无法下移"
    )

    def with_table(book):
        page = book.add_worksheet(LIST)
        page.add_table("A3:B5")

    assert insert_fault(form_of(made(with_table)), THREE) == "该名册是 Excel 的“表格”，请在 Excel 中加行"

    def with_array(book):
        page = book.add_worksheet(LIST)
        page.write_array_formula("A4:A7", "{=ROW(A4:A7)}")

    assert insert_fault(form_of(made(with_array)), THREE) == "A4 的公式一次填多行"

    parts = parts_of(made(listing))
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b"<legacyDrawing", b"<controls/><legacyDrawing"
    )
    assert insert_fault(form_of(packed(parts)), THREE) == "表中有按钮、嵌入的文件或自定义视图，加行会使其错位"


def test_rule_of_each_row_speaks_of_its_own_row():
    def build(book):
        page = book.add_worksheet(LIST)
        page.write("A5", "甲")
        page.conditional_format(
            "A5:F5", {"type": "formula", "criteria": '=$F5="逾期"', "format": book.add_format({"bold": 1})}
        )
        page.data_validation("F5", {"validate": "custom", "value": "=F5<>$H$9"})

    page = opened(filled_workbook(form_of(made(build)), plan({"A6": "乙"}, THREE, sheet=LIST)))[LIST]
    rule = next(iter(page.conditional_formatting))
    assert (str(rule.sqref), rule.rules[0].formula) == ("A5:F8", ['$F5="逾期"'])
    allowed = page.data_validations.dataValidation[0]
    assert (str(allowed.sqref), allowed.formula1) == ("F5:F8", "F5<>$H$12")


def test_legacy_drawing_with_open_tags_forbids_new_rows_but_not_values():
    parts = parts_of(made(listing))
    parts["xl/drawings/vmlDrawing1.vml"] = parts["xl/drawings/vmlDrawing1.vml"].replace(b"</xml>", b"<br></xml>")
    form = form_of(packed(parts))
    assert insert_fault(form, THREE) == "表中有按钮、嵌入的文件或自定义视图，加行会使其错位"
    filled = filled_workbook(form, plan({"E4": 3}, sheet=LIST, notes={"E4": "来源"}), notes=True)
    assert opened(filled)[LIST]["E4"].comment.text == "来源"


def test_possible_rows_have_no_fault():
    assert insert_fault(form_of(made(listing)), THREE) == ""
