"""The working copy: the filled form with comments that say where each number comes from."""

from forms.workbooks import SHEET, by_hand, changed_parts, form_of, made, opened, parts_of, plan, sheet_xml
from shilu.forms.excel.writing import filled_workbook
from shilu.forms.sheet import RowInsert

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def comments(content, sheet=SHEET):
    return {
        cell.coordinate: (cell.comment.author, cell.comment.text)
        for row in opened(content)[sheet].iter_rows()
        for cell in row
        if cell.comment
    }


def plain(book):
    page = book.add_worksheet(SHEET)
    page.write("A1", "项目")
    page.write_blank("B1", None, book.add_format({"border": 1}))


def test_notes_become_comments():
    form = made(plain)
    given = plan({"B1": 3, "C2": 4}, notes={"B1": "政治轮训（场次）\n2022上半年，3条记录"})
    filled = filled_workbook(form_of(form), given, notes=True)
    assert comments(filled) == {"B1": ("实录", "政治轮训（场次）\n2022上半年，3条记录")}
    assert changed_parts(form, filled) == {
        "xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/_rels/sheet1.xml.rels", "[Content_Types].xml",
    }  # fmt: skip
    assert b"<x:Row>0</x:Row><x:Column>1</x:Column>" in parts_of(filled)["xl/drawings/vmlDrawing1.vml"]


def test_clean_copy_has_none():
    filled = filled_workbook(form_of(made(plain)), plan({"B1": 3}, notes={"B1": "来源"}))
    assert comments(filled) == {}
    assert changed_parts(made(plain), filled) == {"xl/worksheets/sheet1.xml"}


def test_comments_of_the_form_stay_and_are_added_to():
    def build(book):
        plain(book)
        page = book.get_worksheet_by_name(SHEET)
        page.write_comment("A1", "按科目填", {"author": "上级"})
        page.write_comment("B1", "单位：次", {"author": "上级"})
        page.write_comment("A5", "末行", {"author": "上级"})

    notes = {"B1": "3条记录", "C1": "1条记录"}
    given = plan({"B1": 3, "C1": 1, "A3": "x"}, RowInsert(SHEET, 1, 1, 2), notes=notes)
    form = made(build)
    clean = filled_workbook(form_of(form), given)
    filled = filled_workbook(form_of(form), given, notes=True)
    kept = {"A1": ("上级", "按科目填"), "A7": ("上级", "末行")}
    assert comments(clean) == kept | {"B1": ("上级", "单位：次")}
    assert comments(filled) == kept | {"B1": ("上级", "单位：次\n实录：3条记录"), "C1": ("实录", "1条记录")}
    assert changed_parts(clean, filled) == {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    assert parts_of(filled)["xl/drawings/vmlDrawing1.vml"].count(b"<v:shape ") == 4


def test_sheet_with_prefixes_takes_comments_before_its_tail():
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/><x:pageMargins/><x:extLst/></x:worksheet>'
    filled = filled_workbook(form_of(by_hand(sheet)), plan({"A1": 1}, notes={"A1": "来源"}), notes=True)
    assert sheet_xml(filled).endswith(
        '<x:pageMargins/><x:legacyDrawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'r:id="rId2"/><x:extLst/></x:worksheet>'
    )
    assert comments(filled) == {"A1": ("实录", "来源")}


def test_comment_of_a_covered_place_stands_at_the_anchor():
    def build(book):
        book.add_worksheet(SHEET).merge_range("B2:C3", "")

    given = plan({"C3": 1}, notes={"C3": "来源"})
    assert comments(filled_workbook(form_of(made(build)), given, notes=True)) == {"B2": ("实录", "来源")}


def test_two_sheets_have_comments_of_their_own():
    def build(book):
        book.add_worksheet("甲")
        book.add_worksheet("乙")

    form = form_of(made(build))
    first, second = plan({"A1": 1}, sheet="甲", notes={"A1": "一"}), plan({"A1": 2}, sheet="乙", notes={"A1": "二"})
    both = type(first)((*first.fills, *second.fills))
    filled = filled_workbook(form, both, notes=True)
    assert (comments(filled, "甲"), comments(filled, "乙")) == ({"A1": ("实录", "一")}, {"A1": ("实录", "二")})
    parts = parts_of(filled)
    assert b"_x0000_s1025" in parts["xl/drawings/vmlDrawing1.vml"]
    assert b"_x0000_s2049" in parts["xl/drawings/vmlDrawing2.vml"]
