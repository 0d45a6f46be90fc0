"""Values written into a given workbook: the cells that were meant, and not a byte elsewhere."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from forms.workbooks import (
    SHEET,
    by_hand,
    cell_xml,
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
from shilu.forms.excel.writing import filled_workbook
from shilu.forms.sheet import Span

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def statistics(book):
    """A form with a merged head, borders, totals by formula and a second sheet that adds them up."""
    page, total = book.add_worksheet(SHEET), book.add_worksheet("汇总")
    frame = book.add_format({"border": 1, "align": "center"})
    share = book.add_format({"border": 1, "num_format": "0.0%"})
    page.merge_range("A1:D1", "统计表", frame)
    page.write("A2", "填报单位：")
    page.merge_range("A3:A4", "项目", frame)
    page.merge_range("B3:C3", "上半年", frame)
    page.write_row("B4", ["场次", "人次", "占比"], frame)
    for row, name in enumerate(("政治轮训", "警示教育"), start=5):
        page.write(f"A{row}", name, frame)
        page.write_blank(f"B{row}", None, frame)
        page.write_blank(f"C{row}", None, frame)
        page.write_blank(f"D{row}", None, share)
    page.write("A7", "合计", frame)
    page.write_formula("B7", "=SUM(B5:B6)", frame, 99)
    page.write_formula("C7", "=SUM(C5:C6)", frame, 99)
    page.write_formula("D7", '="共"&A7', frame, "共合计")
    total.write_formula("A1", f"={SHEET}!B7*2", None, 198)
    total.write_formula("A2", "=A3+1", None, 8)
    total.write("A3", 7)


def test_values_are_written_and_other_parts_stay():
    form = made(statistics)
    filled = filled_workbook(form_of(form), plan({"B5": 4, "C5": Decimal("12.50"), "B6": 0, "D5": Decimal("0.975")}))
    assert changed_parts(form, filled) == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    page = opened(filled)[SHEET]
    assert [page[at].value for at in ("B5", "C5", "B6", "C6", "D5")] == [4, 12.5, 0, None, 0.975]
    assert page["B7"].value == "=SUM(B5:B6)"
    assert page["D5"].number_format == "0.0%"
    assert page["B5"].border.left.style == "thin"


def test_sheet_xml_differs_in_the_written_cells_and_the_stale_results_only():
    form = made(statistics)
    filled = filled_workbook(form_of(form), plan({"B5": 4}))
    before, after = sheet_xml(form), sheet_xml(filled)
    expected = re.sub(r'(<c r="B5" s="\d+")/>', r"\1><v>4</v></c>", before)
    expected = expected.replace("<f>SUM(B5:B6)</f><v>99</v>", "<f>SUM(B5:B6)</f>")
    assert after == expected


def test_results_that_do_not_depend_on_a_change_are_kept():
    filled = filled_workbook(form_of(made(statistics)), plan({"B5": 4}))
    book = opened(filled, values=True)
    assert [book[SHEET][at].value for at in ("B7", "C7", "D7")] == [None, 99, "共合计"]
    assert [book["汇总"][at].value for at in ("A1", "A2", "A3")] == [None, 8, 7]


def test_sheet_that_reads_nothing_of_it_stays_to_the_byte():
    def build(book):
        statistics(book)
        other = book.add_worksheet("别的")
        other.write_formula("A1", "=SUM(B1:B3)", None, 5)

    form = made(build)
    filled = filled_workbook(form_of(form), plan({"B5": 4}))
    assert "xl/worksheets/sheet3.xml" not in changed_parts(form, filled)


def test_empty_plan_gives_the_same_bytes():
    form = made(statistics)
    assert filled_workbook(form_of(form), plan({})) == form


def test_text_stays_text_whatever_it_looks_like():
    wanted = {"B5": "=1+1", "C5": "00123", "B6": "a<b>&\"'", "C6": "_x0041_ 一\n二  "}
    filled = filled_workbook(form_of(made(statistics)), plan(wanted))
    page = opened(filled)[SHEET]
    assert {at: page[at].value for at in ("C5", "B6")} == {"C5": "00123", "B6": "a<b>&\"'"}
    assert cell_xml(filled, "B5").endswith('t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>')
    assert {at: texts(table_of(filled))[at] for at in wanted} == wanted


def test_day_is_written_as_a_day_where_the_format_shows_one():
    def build(book):
        page = book.add_worksheet(SHEET)
        page.write_blank("A1", None, book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))
        page.write_blank("A2", None, book.add_format({"border": 1}))

    filled = filled_workbook(form_of(made(build)), plan({"A1": date(2022, 6, 30), "A2": date(2022, 6, 30)}))
    assert cell_xml(filled, "A1").endswith("><v>44742</v></c>")
    assert texts(table_of(filled)) == {"A1": "2022年6月30日", "A2": "2022-06-30"}


def test_day_counts_from_1904_where_the_workbook_does():
    def build(book):
        page = book.add_worksheet(SHEET)
        page.write_blank("A1", None, book.add_format({"num_format": "yyyy-mm-dd"}))

    parts = parts_of(made(build))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    filled = filled_workbook(form_of(packed(parts)), plan({"A1": date(2022, 6, 30)}))
    assert opened(filled)[SHEET]["A1"].value.date() == date(2022, 6, 30)
    assert texts(table_of(filled)) == {"A1": "2022-06-30"}


def test_merged_cell_is_written_at_its_anchor():
    def build(book):
        page = book.add_worksheet(SHEET)
        page.merge_range("B2:C3", "", book.add_format({"border": 1}))

    filled = filled_workbook(form_of(made(build)), plan({"C3": 5}))
    assert opened(filled)[SHEET]["B2"].value == 5
    assert table_of(filled).spans == (Span(2, 2, 3, 3),)


def test_missing_cells_and_rows_come_in_order_and_look_as_their_row_or_column():
    sheet = (
        f'<worksheet xmlns="{MAIN}"><dimension ref="B2:D2"/><cols><col min="6" max="6" style="7"/></cols><sheetData>'
        '<row r="2" spans="2:4" s="3" customFormat="1"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row>'
        '<row r="9"/></sheetData></worksheet>'
    )
    wanted = {"C2": 5, "E2": 6, "F4": 7, "A9": 8, "B9": "x", "F12": 9}
    filled = filled_workbook(form_of(by_hand(sheet)), plan(wanted))
    assert sheet_xml(filled) == (
        f'<worksheet xmlns="{MAIN}"><dimension ref="A2:F12"/><cols><col min="6" max="6" style="7"/></cols><sheetData>'
        '<row r="2" s="3" customFormat="1"><c r="B2"><v>1</v></c><c r="C2" s="3"><v>5</v></c><c r="D2"><v>2</v></c>'
        '<c r="E2" s="3"><v>6</v></c></row><row r="4"><c r="F4" s="7"><v>7</v></c></row>'
        '<row r="9"><c r="A9"><v>8</v></c><c r="B9" t="inlineStr"><is><t xml:space="preserve">x</t></is></c></row>'
        '<row r="12"><c r="F12" s="7"><v>9</v></c></row></sheetData></worksheet>'
    )


def test_sheet_with_prefixes_and_without_addresses():
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" mc:Ignorable="x14ac">\r\n'
        "<!-- a > b --><x:sheetData><x:row x14ac:dyDescent='0.2'><x:c t=\"inlineStr\"><x:is><x:t>项目</x:t></x:is></x:c>"
        '<x:c s="1" /></x:row><x:row><x:c/><x:c t="str"><x:f>B1&amp;"次"</x:f><x:v>旧</x:v></x:c></x:row>'
        "</x:sheetData><x:extLst><x:ext uri='{1}'/></x:extLst></x:worksheet>"
    )
    form = by_hand(sheet)
    assert texts(table_of(form)) == {"A1": "项目", "B2": "旧"}
    filled = filled_workbook(form_of(form), plan({"B1": 3, "D1": 4, "A4": 5}))
    assert sheet_xml(filled) == (
        sheet.replace("dyDescent='0.2'>", "dyDescent='0.2' r=\"1\">")
        .replace("<x:row><x:c/>", '<x:row r="2"><x:c/>')
        .replace('<x:c t="inlineStr">', '<x:c t="inlineStr" r="A1">')
        .replace('<x:c s="1" /></x:row>', '<x:c s="1"  r="B1"><x:v>3</x:v></x:c><x:c r="D1"><x:v>4</x:v></x:c></x:row>')
        .replace('<x:c t="str"><x:f>B1&amp;"次"</x:f><x:v>旧</x:v></x:c></x:row>',
                 '<x:c><x:f>B1&amp;"次"</x:f></x:c></x:row><x:row r="4"><x:c r="A4"><x:v>5</x:v></x:c></x:row>')
    )  # fmt: skip


def test_empty_sheet_and_rows_without_numbers_take_several_rows():
    empty = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    filled = filled_workbook(form_of(by_hand(empty)), plan({"A1": 1, "B3": 2}))
    assert texts(table_of(filled)) == {"A1": "1", "B3": "2"}
    bare = f'<worksheet xmlns="{MAIN}"><sheetData><row/><row><c/></row></sheetData></worksheet>'
    filled = filled_workbook(form_of(by_hand(bare)), plan({"A1": 1, "C2": 2, "A4": 3, "A5": 4}))
    assert texts(table_of(filled)) == {"A1": "1", "C2": "2", "A4": "3", "A5": "4"}


@st.composite
def sheets(draw):
    """A sheet with gaps and with addresses left out where they can be, and its values by row and column."""
    rows, values, number = [], {}, 0
    for step in draw(st.lists(st.integers(1, 3), max_size=5)):
        number += step
        cells, column = [], 0
        for gap in draw(st.lists(st.integers(1, 3), max_size=4)):
            column += gap
            value = draw(st.none() | st.integers(0, 99))
            at = f' r="{get_column_letter(column)}{number}"' if gap > 1 or draw(st.booleans()) else ""
            cells.append(f"<c{at}/>" if value is None else f"<c{at}><v>{value}</v></c>")
            if value is not None:
                values[number, column] = str(value)
        at = f' r="{number}"' if step > 1 or draw(st.booleans()) else ""
        rows.append(f"<row{at}>{''.join(cells)}</row>" if cells else f"<row{at}/>")
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>', values


@given(sheets(), st.dictionaries(st.tuples(st.integers(1, 12), st.integers(1, 12)), st.integers(100, 200), max_size=8))
def test_any_sheet_holds_what_it_held_and_what_was_written(sheet, wanted):
    markup, values = sheet
    given_ = plan({f"{get_column_letter(column)}{row}": value for (row, column), value in wanted.items()})
    filled = filled_workbook(form_of(by_hand(markup)), given_)
    cells = table_of(filled).cells
    expected = values | {place: str(value) for place, value in wanted.items()}
    assert {place: cell.text for place, cell in cells.items() if not cell.empty} == expected
    page = opened(filled)[SHEET]
    assert {place: str(page.cell(*place).value) for place in expected} == expected


def test_label_with_runs_keeps_the_looks_of_each():
    texts_part = (
        f'<sst xmlns="{MAIN}"><si><r><rPr><b/></rPr><t>填报人：</t></r><r><rPr><u/></rPr><t xml:space="preserve">      </t></r>'
        '<r><t>（签字）</t></r><rPh sb="0" eb="1"><t>tian</t></rPh></si></sst>'
    )
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    )
    form = by_hand(sheet, **{"xl/sharedStrings.xml": texts_part})
    assert texts(table_of(form)) == {"A1": "填报人：      （签字）"}
    filled = filled_workbook(form_of(form), plan({"A1": "填报人：李晓（签字）"}))
    assert cell_xml(filled, "A1") == (
        '<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t xml:space="preserve">填报人：</t></r>'
        '<r><rPr><u/></rPr><t xml:space="preserve">李晓</t></r><r><t xml:space="preserve">（签字）</t></r></is></c>'
    )
    assert changed_parts(form, filled) == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}


def test_mark_for_calculating_anew_comes_at_its_place():
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    form = by_hand(sheet)
    filled = filled_workbook(form_of(form), plan({"A1": 1}))
    assert parts_of(filled)["xl/workbook.xml"] == parts_of(form)["xl/workbook.xml"].replace(
        b"</sheets>", b'</sheets><calcPr fullCalcOnLoad="1"/>'
    )
    assert sheet_xml(filled) == (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    )


def test_calculation_chain_goes_with_what_names_it():
    parts = parts_of(made(statistics))
    plain = packed(parts)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'.encode()
    )
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{links}" Target="calcChain.xml"/></Relationships>'.encode(),
    )
    parts["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN}"><c r="B7" i="1"/></calcChain>'.encode()
    form = packed(parts)
    filled = filled_workbook(form_of(form), plan({"B6": 1}))
    assert changed_parts(form, filled) == {
        "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
        "xl/calcChain.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels",
    }  # fmt: skip
    assert changed_parts(plain, filled) == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}


def test_shared_formulas_and_names_are_followed():
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"/><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*2</f><v>9</v></c>'
        '</row><row r="2"><c r="A2"/><c r="B2"><f t="shared" si="0"/><v>9</v></c><c r="C2"><f>SUM(全部)</f><v>9</v></c>'
        '<c r="D2"><f>INDIRECT("A1")</f><v>9</v></c><c r="E2"><f>[1]年报!A1</f><v>9</v></c></row></sheetData></worksheet>'
    )
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets>'
        f"<definedNames><definedName name=\"全部\">{SHEET}!$B$1:$B$2</definedName></definedNames><calcPr calcId='1'/></workbook>"
    )
    filled = filled_workbook(form_of(by_hand(sheet, **{"xl/workbook.xml": book})), plan({"A2": 4}))
    assert sheet_xml(filled) == sheet.replace('<c r="A2"/>', '<c r="A2"><v>4</v></c>').replace(
        '<f t="shared" si="0"/><v>9</v>', '<f t="shared" si="0"/>'
    ).replace("<f>SUM(全部)</f><v>9</v>", "<f>SUM(全部)</f>").replace(
        '<f>INDIRECT("A1")</f><v>9</v>', '<f>INDIRECT("A1")</f>'
    )
    assert b"<calcPr calcId='1' fullCalcOnLoad=\"1\"/>" in parts_of(filled)["xl/workbook.xml"]


def test_protected_sheet_is_filled_and_stays_protected():
    def build(book):
        page = book.add_worksheet(SHEET)
        page.protect("secret")
        page.write_blank("A1", None, book.add_format({"locked": False, "border": 1}))
        page.write_blank("A2", None, book.add_format({"border": 1}))

    form = made(build)
    table = table_of(form)
    assert (table.protected, table.cells[1, 1].locked, table.cells[2, 1].locked) == (True, False, True)
    filled = filled_workbook(form_of(form), plan({"A1": 1, "A2": 2}))
    stated = re.search(r"<sheetProtection[^>]*>", sheet_xml(form))
    assert stated is not None
    assert stated[0] in sheet_xml(filled)
    assert texts(table_of(filled)) == {"A1": "1", "A2": "2"}


def test_formula_is_never_written_over():
    with pytest.raises(ValueError, match="B7 holds a formula"):
        filled_workbook(form_of(made(statistics)), plan({"B7": 1}))


def test_utf16_sheet_is_written():
    sheet = (
        f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{MAIN}"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>项目</t></is></c></row></sheetData></worksheet>'
    )
    filled = filled_workbook(form_of(by_hand(sheet.encode("utf-16"))), plan({"B1": 1}))  # type: ignore[arg-type]
    assert texts(table_of(filled)) == {"A1": "项目", "B1": "1"}
