"""The rows and cells of a Word table by its grid."""

from lxml import etree

from shilu.documents.word_grid import W, cells_of, rows_of


def table(*rows: str) -> etree._Element:
    return etree.fromstring(f'<w:tbl xmlns:w="{W}">{"".join(rows)}</w:tbl>')


def cell(properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr></w:tc>"


def test_cells_stand_where_the_grid_says_also_inside_content_controls() -> None:
    row = (
        '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'
        + cell('<w:gridSpan w:val="2"/>')
        + f"<w:sdt><w:sdtContent>{cell('<w:vMerge/>')}</w:sdtContent></w:sdt></w:tr>"
    )
    (found,) = rows_of(table(row))
    assert [(one.column, one.width, one.merge) for one in cells_of(found)] == [(1, 2, ""), (3, 1, "continue")]


def test_rows_that_a_revision_deleted_are_none() -> None:
    assert len(rows_of(table("<w:tr><w:trPr><w:del/></w:trPr></w:tr>", "<w:tr/>"))) == 1


def test_a_cell_covers_no_more_columns_than_a_table_can_have() -> None:
    wide = cell('<w:gridSpan w:val="999999999"/>')
    (row,) = rows_of(table(f"<w:tr>{wide}{cell()}</w:tr>"))
    assert [(one.column, one.width) for one in cells_of(row)] == [(0, 63), (63, 1)]
