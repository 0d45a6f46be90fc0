"""A text laid out with its marks."""

from shilu.documents.document import Document, Place, Written, laid
from shilu.web.views.check_layout import Grid, Mark, Paragraph, Stretch, laid_out


def _mark(start: int, end: int, sign: str = "≠") -> Mark:
    return Mark(start, end, "differs", sign, "不符", 1)


def test_paragraph_is_parted_at_its_marks() -> None:
    document = Document("a.txt", "text", laid([Written("开会8次，听课9次", Place(paragraph=1)), Written(" ", Place())]))
    eight, nine = _mark(2, 4), _mark(7, 9)
    assert laid_out(document, [nine, eight]) == [
        Paragraph((Stretch("开会"), Stretch("8次", eight), Stretch("，听课"), Stretch("9次", nine)))
    ]


def test_mark_on_what_is_marked_already_stands_as_its_sign_alone() -> None:
    document = Document("a.txt", "text", laid([Written("开会8次。", Place(paragraph=1))]))
    first, second = _mark(2, 4), _mark(2, 4, "!")
    assert laid_out(document, [first, second]) == [
        Paragraph((Stretch("开会"), Stretch("8次", first), Stretch("", second), Stretch("。")))
    ]


def test_cells_of_a_table_stand_in_rows_with_holes_where_there_are_none() -> None:
    cells = [
        Written("项目", Place(table=1, row=1, column=1)),
        Written("次数", Place(table=1, row=1, column=2)),
        Written("8", Place(table=1, row=2, column=2)),
        Written("后文", Place(paragraph=1)),
    ]
    document = Document("a.docx", "docx", laid(cells))
    eight = _mark(6, 7)
    assert laid_out(document, [eight]) == [
        Grid("", (((Stretch("项目"),), (Stretch("次数"),)), ((Stretch(""),), (Stretch("8", eight),)))),
        Paragraph((Stretch("后文"),)),
    ]


def test_sheets_of_a_workbook_stand_apart() -> None:
    cells = [
        Written("甲", Place(sheet="一月", cell="A1", row=1, column=1)),
        Written("乙", Place(sheet="二月", cell="A1", row=1, column=1)),
    ]
    assert laid_out(Document("a.xlsx", "xlsx", laid(cells)), []) == [
        Grid("一月", (((Stretch("甲"),),),)),
        Grid("二月", (((Stretch("乙"),),),)),
    ]
