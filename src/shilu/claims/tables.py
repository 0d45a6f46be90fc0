"""Tables pasted as text: the head of the row or of the column that a number stands in."""

import re

from shilu.claims.nouns import noun_before
from shilu.claims.words import word_list

_CELL_EDGE = re.compile(r"[\t|｜]")
_LABEL = re.compile(r"[\u4e00-\u9fffA-Za-z（）()]{2,12}")
_UNIT = re.compile(r"[(（].*[)）]$")
_LONGEST_LINE = 200
_MOST_LINES = 30


def head_of(text: str, start: int) -> str:
    """What a number is called that has a cell or a line of its own; "" where it stands in running text."""
    first = text.rfind("\n", max(0, start - _LONGEST_LINE), start) + 1
    row = text[first:start]
    if first and not row.strip():
        above = text[text.rfind("\n", max(0, first - 40), first - 1) + 1 : first - 1].strip()
        return above if _LABEL.fullmatch(above) else ""
    if not _CELL_EDGE.fullmatch(row.rstrip(" ")[-1:]):
        return ""
    return _column_head(text, first, column=len(_CELL_EDGE.findall(row))) or _row_head(row)


def _row_head(row: str) -> str:
    cells = (cell.strip() for cell in _CELL_EDGE.split(row))
    head = next((cell for cell in cells if cell and not cell[0].isdigit()), "")
    return noun_before(head, act=True)[0] or head


def _column_head(text: str, first: int, *, column: int) -> str:
    """The head of a column, where the first line of the table has one that says more than 人数 or 完成."""
    top, last = "", first - 1
    for _line in range(_MOST_LINES):
        above = text.rfind("\n", max(0, last - _LONGEST_LINE), max(0, last)) + 1
        if last <= 0 or not _CELL_EDGE.search(text, above, last):
            break
        top, last = text[above:last], above - 1
    heads = _CELL_EDGE.split(top)
    head = heads[column].strip() if column < len(heads) and not any(sign.isdigit() for sign in top) else ""
    return "" if _UNIT.sub("", head) in word_list("general_heads") else head
