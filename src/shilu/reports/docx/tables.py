"""Tables of Word: thin borders, 仿宋 of size 4 or smaller, the head repeated on each page, numbers centred."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from shilu.reports.document import Number, Row, Runs, Side, Squares, Table, Text
from shilu.reports.docx.runs import Controls, runs_xml
from shilu.reports.docx.squares import squares_height, squares_xml
from shilu.reports.docx.styles import BLOCK, FANGSONG, run_look
from shilu.reports.title import width

_SIDES = {"left": "left", "right": "right", "centre": "center"}
_SIZES = ((6, 28, 400), (9, 24, 360), (99, 21, 320))  # columns up to, size in half points, line in twips
_AIR = 108  # twips beside the text of a cell
_BORDERS = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the cells of one table share."""

    widths: tuple[int, ...]
    sides: tuple[Side, ...]
    size: int
    line: int


def table_xml(table: Table, controls: Controls) -> str:
    """The table as wide as the text block, columns by what stands in them."""
    columns = max(len(row) for row in (*table.header, *table.body))
    size, line = _type(columns)
    rows = (*table.header, *table.body)
    setting = _Setting(
        widths=column_widths(rows, columns, size),
        sides=column_sides(table),
        size=size,
        line=line,
    )
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in setting.widths)
    body = "".join(_row(row, setting, controls, head=at < len(table.header)) for at, row in enumerate(rows))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{BLOCK}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{_AIR}" w:type="dxa"/><w:right w:w="{_AIR}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def column_sides(table: Table) -> tuple[Side, ...]:
    """How each column stands: as the table says, else by what is in it."""
    columns = max(len(row) for row in (*table.header, *table.body))
    return table.sides or tuple(_side(table.body, at) for at in range(columns))


def table_height(table: Table) -> list[int]:
    """The twips that each row takes."""
    rows = (*table.header, *table.body)
    columns = max(len(row) for row in rows)
    size, line = _type(columns)
    rooms = [(wide - 2 * _AIR) / (size * 10) for wide in column_widths(rows, columns, size)]
    return [
        line
        * max(
            1, *(-int(-sum(width(run.shown) for run in cell) // room) for cell, room in zip(row, rooms, strict=False))
        )
        + 80
        + max((squares_height(run) for cell in row for run in cell if isinstance(run, Squares)), default=0)
        for row in rows
    ]


def _type(columns: int) -> tuple[int, int]:
    """Size in half points and line in twips."""
    return next((size, line) for most, size, line in _SIZES if columns <= most)


def column_widths(rows: Sequence[Row], columns: int, size: int) -> tuple[int, ...]:
    """Twips for each column: the width of its longest cell, at most a share, stretched to the text block."""
    longest = [
        max((sum(width(run.shown) for run in row[at]) for row in rows if at < len(row)), default=1)
        for at in range(columns)
    ]
    wanted = [min(max(wide, 2), 16) * size * 10 + 2 * _AIR for wide in longest]
    scale = BLOCK / sum(wanted)
    widths = [round(wide * scale) for wide in wanted]
    return (*widths[:-1], BLOCK - sum(widths[:-1]))


def _side(body: Sequence[Row], at: int) -> Side:
    """Words stand left where one of them is long; numbers and short words are centred."""
    cells = [row[at] for row in body if at < len(row)]
    long = any(not _is_number(cell) and sum(width(run.shown) for run in cell) > 8 for cell in cells)
    return "left" if long else "centre"


def _is_number(cell: Runs) -> bool:
    return len(cell) == 1 and (
        isinstance(cell[0], Number) or (isinstance(cell[0], Text) and cell[0].text[:1].isdigit())
    )


def _row(row: Row, setting: _Setting, controls: Controls, *, head: bool) -> str:
    cells = [row[at] if at < len(row) else () for at in range(len(setting.widths))]
    look, bold = run_look(FANGSONG, setting.size, bold=head), run_look(FANGSONG, setting.size, bold=True)
    drawn = max((squares_height(run) for cell in row for run in cell if isinstance(run, Squares)), default=0)
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/><w:vAlign w:val="{"top" if drawn else "center"}"/></w:tcPr><w:p>'
        f"{_cell_properties('center' if head else _SIDES[side], setting.line)}{runs_xml(cell, look, bold, controls)}</w:p>"
        f"{''.join(squares_xml(run) for run in cell if isinstance(run, Squares))}</w:tc>"
        for cell, wide, side in zip(cells, setting.widths, setting.sides, strict=True)
    )
    # LibreOffice reckons the row without the last line of a table within it
    height = f'<w:trHeight w:val="{setting.line + drawn + 120}" w:hRule="atLeast"/>' if drawn else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{'<w:tblHeader/>' if head else ''}</w:trPr>{inner}</w:tr>"


@cache
def _cell_properties(side: str, line: int) -> str:
    return (
        f'<w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="40" w:after="40" w:line="{line}" w:lineRule="exact"/>'
        f'<w:ind w:firstLine="0"/><w:jc w:val="{side}"/></w:pPr>'
    )
