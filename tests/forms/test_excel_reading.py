"""A form in Excel as values: what cells show, merges, what is hidden or locked, and what can be refused."""

import re
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.test_excel_inserting import THREE, listing
from forms.workbooks import SHEET, by_hand, form_of, made, packed, parts_of, table_of, texts
from shilu.forms.excel.writing import filled_workbook, insert_fault
from shilu.forms.sheet import Fill, FormCell, Plan, Span, Spot
from shilu.lib.errors import Refused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def test_cells_show_what_people_see():
    def build(book):
        page = book.add_worksheet(SHEET)
        page.write("A1", 1234.5, book.add_format({"num_format": "#,##0.00"}))
        page.write("A2", 0.975, book.add_format({"num_format": "0.0%"}))
        page.write("A3", 44742, book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))
        page.write("A4", 0.1 + 0.2)
        page.write_boolean("A5", 1)
        page.write_formula("A6", "=1+1", None, 2)
        page.write_formula("A7", '="共"', None, "共")
        page.write("A8", "两\n行")
        page.write_rich_string("A9", "填报", book.add_format({"bold": True}), "单位")
        page.write("A10", "旧", book.add_format({"font_strikeout": True}))
        page.write_number("A11", 8.0)

    table = table_of(made(build))
    assert texts(table) == {
        "A1": "1,234.50", "A2": "97.5%", "A3": "2022年6月30日", "A4": "0.3", "A5": "TRUE", "A6": "2", "A7": "共",
        "A8": "两\n行", "A9": "填报单位", "A10": "旧", "A11": "8",
    }  # fmt: skip
    assert [row for (row, _column), cell in table.cells.items() if cell.formula] == [6, 7]
    assert [row for (row, _column), cell in table.cells.items() if cell.struck] == [10]
    assert table.cells[2, 1].pattern == "0.0%"


def test_merged_hidden_and_bordered_cells():
    def build(book):
        page = book.add_worksheet(SHEET)
        page.merge_range("A1:C2", "标题", book.add_format({"border": 1}))
        page.write_blank("D4", None, book.add_format({"border": 1}))
        page.set_row(2, None, None, {"hidden": True})
        page.set_column("C:C", None, None, {"hidden": True})
        book.add_worksheet("字典").hide()

    form = form_of(made(build))
    table = form.table(SHEET)
    assert table.cells == {(1, 1): FormCell(1, 1, "标题"), (4, 4): FormCell(4, 4)}
    assert table.cells[4, 4].empty
    assert (table.height, table.width, table.spans) == (4, 4, (Span(1, 1, 2, 3),))
    assert (table.hidden_rows, table.hidden_columns) == (frozenset({3}), frozenset({3}))
    assert [(one.name, one.hidden) for one in form.tables] == [(SHEET, False), ("字典", True)]


def test_formats_that_reach_to_the_end_of_the_sheet_are_left_out():
    rows = "".join(f'<row r="{row}"><c r="B{row}" s="0"/></row>' for row in (2, 900, 65536))
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"/></row>{rows}</sheetData>'
        '<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells></worksheet>'
    )
    table = table_of(by_hand(sheet))
    assert sorted(table.cells) == [(1, 1), (2, 2), (900, 2)]
    assert (table.height, table.width) == (1001, 2)


@pytest.mark.parametrize(
    "broken",
    [
        {"xl/worksheets/sheet1.xml": "<worksheet><a></worksheet>"},
        {"xl/worksheets/sheet1.xml": f'<!DOCTYPE a [<!ENTITY b "c">]><worksheet xmlns="{MAIN}"/>'},
        {"xl/workbook.xml": ""},
    ],
)
def test_broken_part_is_refused_in_one_line(broken):
    content = by_hand("<worksheet/>", **broken)
    with pytest.raises(Refused, match=r"^报表\.xlsx .*$"):
        form_of(content)


def test_missing_part_is_refused():
    parts = parts_of(by_hand("<worksheet/>"))
    del parts["xl/worksheets/sheet1.xml"]
    with pytest.raises(Refused, match=r"^报表\.xlsx "):
        form_of(packed(parts))


def test_zip_that_is_cut_off_is_refused():
    with pytest.raises(Refused, match=r"^报表\.xlsx "):
        form_of(by_hand("<worksheet/>")[:-40])


WHOLE = parts_of(made(listing))
SPOILT = sorted(name for name in WHOLE if re.search(r"(sheet\d|workbook|styles|sharedStrings|comments1)\.xml$", name))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_spoilt_attribute_or_text_gives_a_form_or_a_refusal(data):
    """Whatever a number, a place or a text of the file says, reading and filling end in a workbook or in one line."""
    part = data.draw(st.sampled_from(SPOILT))
    places = list(re.finditer(rb'="([^"]*)"|>([^<]+)<', WHOLE[part]))
    place = data.draw(st.sampled_from(places))
    spoilt = data.draw(st.sampled_from([b"", b"-1", b"abc", b"1e999", b"A1", b"ZZZZ9", b"99999999", b"SUM(", b"x!y!z"]))
    first, last = place.span(1 if place[1] is not None else 2)
    content = packed(WHOLE | {part: WHOLE[part][:first] + spoilt + WHOLE[part][last:]})
    with suppress(Refused):
        form = form_of(content)
        for table in form.tables:
            insert_fault(form, replace(THREE, table=table.name))
            empty = [place for place, cell in table.cells.items() if cell.empty][:3]
            fills = tuple(Fill(Spot(table.name, *at), Decimal(1), "来源") for at in empty)
            assert filled_workbook(form, Plan(fills), notes=True)
