"""The days of a month in Word: a small table of shaded cells, sharp in print and made of nothing but Word's own."""

from functools import cache

from shilu.figures.pictures.activity import weeks
from shilu.figures.pictures.marks import HAIRLINE
from shilu.reports.document import Squares

_SIDE = 227  # twips: 4 mm
_EDGE = f'w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE.lstrip("#").upper()}"'
_NONE = 'w:val="nil"'
_CLOSE = (
    '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="140" w:lineRule="exact"/>'
    '<w:ind w:firstLine="0"/></w:pPr></w:p>'
)
_EMPTY = (
    '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:ind w:firstLine="0"/></w:pPr></w:p>'
)


def squares_xml(squares: Squares) -> str:
    """The table of the weeks from Monday on, with the empty paragraph that has to close a cell."""
    rows = "".join(_row(week) for week in weeks(squares.sheet, peak=squares.peak))
    grid = f'<w:gridCol w:w="{_SIDE}"/>' * 7
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{7 * _SIDE}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{_CLOSE}"
    )


def squares_height(squares: Squares) -> int:
    """The twips that they take below the words of their cell."""
    return len(weeks(squares.sheet, peak=squares.peak)) * _SIDE + 140


def _row(inks: list[str]) -> str:
    cells = "".join(map(_cell, inks))
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{_SIDE}" w:hRule="atLeast"/></w:trPr>{cells}</w:tr>'


@cache
def _cell(ink: str) -> str:
    edge = _EDGE if ink else _NONE
    borders = "".join(f"<w:{side} {edge}/>" for side in ("top", "left", "bottom", "right"))
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{ink.lstrip("#").upper()}"/>' if ink else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{_SIDE}" w:type="dxa"/><w:tcBorders>{borders}</w:tcBorders>{fill}</w:tcPr>{_EMPTY}</w:tc>'
