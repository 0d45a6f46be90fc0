"""How full the last page of a paper is, reckoned from its 22 lines of 28 characters, so that the foot finds its page."""

from collections.abc import Iterable
from dataclasses import dataclass

from shilu.reports.document import Chart, Table
from shilu.reports.docx.foot import FOOT_LINE
from shilu.reports.docx.head import MARK_TOP, mark_size
from shilu.reports.docx.styles import BLOCK, BOTTOM, EM, EM_SMALL, LINE, LOOKS, PAGE, TOP
from shilu.reports.docx.tables import table_height
from shilu.reports.pieces import Mark, Paper, Para, Piece
from shilu.reports.title import width

HEIGHT = PAGE[1] - TOP - BOTTOM
CHART_HEIGHT = 4080


@dataclass(frozen=True, slots=True)
class Fill:
    """The last page's number and the twips of its text block that are taken."""

    page: int
    taken: int


def last_page(paper: Paper) -> Fill:
    """Where the text of ``paper`` ends."""
    page, taken = 1, 0
    for piece in paper.pieces:
        if isinstance(piece, Para) and piece.new_page and taken:
            page, taken = page + 1, 0
        for height in _heights(piece):
            if taken + height > HEIGHT:
                page, taken = page + 1, 0
            taken += height
    return Fill(page, taken)


def _heights(piece: Piece) -> Iterable[int]:
    if isinstance(piece, Para):
        return [LINE] * _lines(piece)
    if isinstance(piece, Mark):
        return [MARK_TOP - piece.lines_above * LINE + mark_size(piece.text) * 12]
    if isinstance(piece, Table):
        return table_height(piece)
    assert isinstance(piece, Chart)  # noqa: S101 - the last of the four pieces
    return [CHART_HEIGHT]


def _lines(para: Para) -> int:
    em = LOOKS[para.style].size * 10 - 5
    room = BLOCK / em - (para.left + para.right) * EM / em
    text = para.lead + "".join(run.shown for run in para.runs) + para.tail
    return max(1, -int(-(para.first + width(text)) // room))


def foot_fits(paper: Paper, lines: tuple[str, ...]) -> bool:
    """Whether the foot can lie on the page where the text ends: that page is an even one and has room (7.4, 7.5)."""
    end = last_page(paper)
    room = (BLOCK - 2 * EM_SMALL) / EM_SMALL
    rows = sum(max(1, -int(-width(line) // room)) for line in lines)
    return end.page % 2 == 0 and end.taken + rows * FOOT_LINE + LINE <= HEIGHT
