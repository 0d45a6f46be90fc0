"""Finds the tables of a sheet: title, head lines, header rows, body rows, and what is left out with the reason."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from shilu.ledger.importing.sieve import LONGEST_NAME, Sieve, filled
from shilu.ledger.importing.vocabulary import (
    bare,
    head_lines,
    is_column_word,
    is_foot,
    month_named,
    quarter_named,
    role_named,
    vocabulary,
)
from shilu.ledger.importing.workbook import Sheet, Value

_MOST_HEADER_ROWS: Final = 4
_SEARCHED: Final = 200  # rows searched for a first header row

Known = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no record: its number as Excel shows it, why it was left out, and how it begins."""

    sheet: str
    row: int
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, counted from 0, with its headings from top to bottom."""

    at: int
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The headings in one, as the guess shows them."""
        return "/".join(self.names)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet; rows are counted from 0. ``head`` holds the lines above it that state something."""

    sheet: Sheet
    title: tuple[str, ...]
    head: Mapping[str, str]
    header: range
    columns: tuple[Column, ...]
    body: Sequence[int]
    left_out: tuple[LeftOut, ...]
    by_column: tuple[Sequence[Value], ...] = field(repr=False, compare=False)
    """The cells of the body rows, column by column."""

    @property
    def signature(self) -> str:
        """What a later workbook of the same table has in common with it: sheet name and headings."""
        return "\x1f".join((self.sheet.name, *(column.name for column in self.columns)))

    @property
    def hidden_rows(self) -> tuple[int, ...]:
        """Hidden rows that were taken, as Excel numbers them."""
        return tuple(row + 1 for row in self.body if row in self.sheet.hidden_rows)


def find_tables(sheet: Sheet, *, known: Known = lambda _name: False) -> tuple[Table, ...]:
    """Every table of ``sheet`` from top to bottom; ``known`` tells names of kinds, which stand in headings too.

    Blank rows end nothing. Left out and listed are struck-through rows, sums, foot lines, lines alone in their row and
    headings repeated down the sheet; blank rows are not listed. Hidden rows belong to the body.
    """
    found: list[Table] = []
    lead: list[int] = []
    row = 0
    searched = 0
    while row < len(sheet.rows) and searched < _SEARCHED:
        if _is_blank(sheet.rows[row]):
            row += 1
            continue
        if not _is_header(sheet, row, known=known):
            lead.append(row)
            searched += 1
            row += 1
            continue
        table, row, lead = _table(sheet, row, lead, known=known)
        found.append(table)
        searched = 0
    return tuple(found)


def _is_blank(cells: Sequence[Value]) -> bool:
    return cells.count("") == len(cells) or not any(
        cell.strip() if isinstance(cell, str) else True for cell in cells if cell != ""
    )


def _is_header(sheet: Sheet, row: int, *, known: Known) -> bool:
    """A header row holds only short words, at least two, one of them what columns are called."""
    if row in sheet.struck_rows:
        return False
    cells = [cell for cell in sheet.rows[row] if cell != ""]
    words = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    if len(words) < 2 or len(words) < len(cells):
        return False
    if any(len(bare(word)) > LONGEST_NAME or is_foot(word) for word in words):
        return False
    exact = sum(map(is_column_word, words))
    if exact >= 2:
        return True
    like = exact + sum(
        1 for word in words if not is_column_word(word) and (role_named(word) or _spans(word) or known(word))
    )
    below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else ()
    lower = [cell for cell in below if isinstance(cell, str) and cell.strip()]
    under = sum(1 for cell in lower if bare(cell) in vocabulary().under_heading or _spans(cell))
    return (exact >= 1 and like >= 2) or (exact >= 1 and under >= 2) or (like >= 3 and 2 * like > len(words))


def _spans(word: str) -> bool:
    return month_named(word) is not None or quarter_named(word) is not None


def _header_height(sheet: Sheet, row: int) -> int:
    last = row
    for merge in sheet.merges:
        if merge.row == row and merge.last_row - row < _MOST_HEADER_ROWS:
            last = max(last, merge.last_row)
    while last + 1 < len(sheet.rows) and last + 1 - row < _MOST_HEADER_ROWS and _continues(sheet, row, last + 1):
        last += 1
    return last - row + 1


def _continues(sheet: Sheet, top: int, row: int) -> bool:
    """Whether ``row`` is a further header row: only words that stand under headings, and something above is open.

    Open is a heading that is merged over several columns, or a cell under a blank one.
    """
    cells = sheet.rows[row]
    places = filled(cells)
    if not places or any(not isinstance(cells[at], str) for at in places):
        return False
    words = [str(cells[at]) for at in places]
    if any(
        bare(word) not in vocabulary().under_heading and not _spans(word) and not is_column_word(word) for word in words
    ):
        wide = {
            column
            for merge in sheet.merges
            if top <= merge.row < row and merge.last_row == row - 1 and merge.last_column > merge.column
            for column in range(merge.column, merge.last_column + 1)
        }
        if not wide or any(at not in wide or len(bare(str(cells[at]))) > LONGEST_NAME for at in places):
            return False
    repeated = all(bare(str(sheet.value(top, at))) == bare(str(cells[at])) for at in places)
    return not repeated and (0 not in places or sheet.rows[row - 1][0] == "")


def _columns(sheet: Sheet, header: range) -> tuple[Column, ...]:
    width = len(sheet.rows[header.start])
    paths: list[list[str]] = [[] for _column in range(width)]
    for row in header:
        left = ""
        for at in range(width):
            word = str(sheet.value(row, at)).strip()
            if word:
                left = word
            elif row < header.stop - 1 and (row, at) not in sheet.covered and sheet.value(header.stop - 1, at) != "":
                # without merged cells a heading over several columns stands in the first of them
                word = left
            if word and word not in paths[at]:
                paths[at].append(word)
    return tuple(Column(at, tuple(path)) for at, path in enumerate(paths) if path)


def _lead_lines(sheet: Sheet, lead: Iterable[int]) -> tuple[tuple[str, ...], dict[str, str]]:
    title: list[str] = []
    head: dict[str, str] = {}
    for row in lead:
        for cell in sheet.rows[row]:
            if isinstance(cell, str) and cell.strip():
                stated = head_lines(cell)
                head.update(stated)
                if not stated:
                    title.append(" ".join(cell.split()))
    return tuple(title), head


def _table(sheet: Sheet, top: int, lead: list[int], *, known: Known) -> tuple[Table, int, list[int]]:
    """The table whose header begins at ``top``, the row after it, and the lines that stand above the next one."""
    header = range(top, top + _header_height(sheet, top))
    columns = _columns(sheet, header)
    title, head = _lead_lines(sheet, lead)
    sieve = Sieve(sheet, header, lead=lead, first_column=columns[0].name)
    body: list[int] = []
    left_out: list[LeftOut] = []
    ends = len(sheet.rows)
    next_lead: list[int] = []
    for row in range(header.stop, len(sheet.rows)):
        cells = sheet.rows[row]
        first = next((cell for cell in cells if cell != ""), "")
        why = ""
        if isinstance(first, str):
            if _is_blank(cells):
                continue
            after_record = row == header.stop or (bool(body) and body[-1] == row - 1)
            starts = _starts_table(sheet, row, after_record=after_record, known=known)
            if starts and not sieve.repeats_header(cells):
                next_lead = [line for line in sieve.lines if line > (body[-1] if body else header.stop)]
                ends = row
                break
            why = sieve.why_not(row, first)
        if row in sheet.struck_rows:
            why = _("struck through")
        if why:
            left_out.append(LeftOut(sheet.name, row + 1, why, _beginning(cells)))
        else:
            body.append(row)
    kept = tuple(line for line in left_out if line.row - 1 not in next_lead)
    by_column = tuple(zip(*(sheet.rows[row] for row in body), strict=True)) or ((),) * len(sheet.rows[top])
    return Table(sheet, title, head, header, columns, body, kept, by_column), ends, next_lead


def _starts_table(sheet: Sheet, row: int, *, after_record: bool, known: Known) -> bool:
    """Whether another table's header stands in the body; right below a record it must say so in three words."""
    words = [cell for cell in sheet.rows[row] if isinstance(cell, str) and cell][:12]
    exact = len({bare(word) for word in words if is_column_word(word)})
    enough = exact >= 3 or (not after_record and (exact >= 2 or (exact == 1 and any(map(known, words)))))
    return enough and _is_header(sheet, row, known=known)


def _beginning(cells: Sequence[Value]) -> str:
    return " ".join(str(cells[at]).strip() for at in filled(cells)[:3])[:60]
