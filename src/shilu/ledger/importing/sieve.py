"""Rows below a header that are no records: sums, foot lines, headings repeated, lines alone in their row."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from shilu.ledger.importing.vocabulary import bare, is_foot, is_section, is_total, role_named
from shilu.ledger.importing.workbook import Sheet, Value

LONGEST_NAME: Final = 30


def filled(cells: Sequence[Value]) -> list[int]:
    """Where something stands in a row."""
    return [at for at, cell in enumerate(cells) if cell != "" and (not isinstance(cell, str) or cell.strip())]


class Sieve:
    """Tells the rows below a header that are no records; ``lines`` are those alone in their row, in case a table follows."""

    def __init__(self, sheet: Sheet, header: range, *, lead: Sequence[int], first_column: str) -> None:
        self.sheet = sheet
        self.headings = [tuple(bare(str(cell)) for cell in sheet.rows[row]) for row in header]
        self.above = {bare(str(cell)) for row in lead for cell in sheet.rows[row] if isinstance(cell, str) and cell}
        self.tied = {
            row for merge in sheet.merges if merge.last_row > merge.row for row in range(merge.row, merge.last_row + 1)
        }
        self.wide = {(merge.row, merge.column) for merge in sheet.merges if merge.last_column > merge.column}
        key = role_named(first_column)
        self.first_is_key = key is not None and key[0] in {"day", "start", "month", "unit", "kind", "title"}
        self.lines: list[int] = []

    def repeats_header(self, cells: Sequence[Value]) -> bool:
        return tuple(bare(str(cell)) for cell in cells) in self.headings

    def why_not(self, row: int, first: str) -> str:
        """Why a row that begins with the text ``first`` is no record; empty where it is one."""
        cells = self.sheet.rows[row]
        word = bare(first)
        why = ""
        if any(word in heading for heading in self.headings) and self.repeats_header(cells):
            why = _("the headings again")
        elif is_total(first) or _second_is_total(cells):
            why = _("a sum")
        elif is_foot(first):
            why = _("a line below the table")
        elif cells.count("") == len(cells) - 1 and word in self.above:
            why = _("the title again")
        elif cells.count("") == len(cells) - 1 and self._is_line(row):
            self.lines.append(row)
            why = _("a line without a record")
        return why

    def _is_line(self, row: int) -> bool:
        """Whether the only filled cell of a row is a line of text, not the little that was filled in of a record."""
        at = filled(self.sheet.rows[row])[0]
        if (row, at) in self.wide:
            return True
        if row in self.tied or at != 0:
            return False
        text = str(self.sheet.rows[row][at])
        return not self.first_is_key or is_section(text) or len(text) > LONGEST_NAME


def _second_is_total(cells: Sequence[Value]) -> bool:
    words = [cell for cell in cells[:4] if isinstance(cell, str) and cell]
    return any(map(is_total, words[1:3]))
