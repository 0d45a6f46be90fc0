"""Where in a form the headings stand: its tables with header and body, and rows that are pairs of a word and a place."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from shilu.forms.cell_words import is_sentence, is_titled, is_word, plain_value, states_fact
from shilu.forms.form_words import form_words
from shilu.forms.headings import said
from shilu.forms.sheet import FormCell, FormTable, Sort, Span, Spot, address
from shilu.ledger.importing.sieve import LONGEST_NAME
from shilu.ledger.importing.tables import Table, find_tables
from shilu.ledger.importing.vocabulary import bare, is_column_word, role_named
from shilu.ledger.importing.workbook import Merge, Sheet, sheet_of

Known = Callable[[str], bool]

_OF_ROWS = frozenset({"number", "day", "start", "month", "unit", "kind", "title", "receiver", "names"})
_CORNER = "项目"
_PLACEHOLDER = re.compile(r"[_＿×✕╳□…\s]+|[XxＸ]{2,}")


@dataclass(frozen=True, slots=True)
class Block:
    """A table within a sheet, or (without ``header``) rows in which a word stands beside each place to be filled.

    Rows and columns count from 1. ``columns`` has the headings over each column from top to bottom, ``title`` the lines
    above, ``head`` what they state (单位：次), ``source`` the table as an import finds it.
    """

    header: range
    body: tuple[int, ...]
    columns: Mapping[int, tuple[str, ...]]
    title: tuple[str, ...] = ()
    head: Mapping[str, str] = field(default_factory=dict)
    source: Table | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Layout:
    """A form's table with its blocks, asked by row and column."""

    table: FormTable
    known: Known
    sort: Sort = "xlsx"

    @cached_property
    def covered(self) -> Mapping[tuple[int, int], Span]:
        """The merged range of each cell that is in one, its anchor too."""
        return {
            (row, column): span
            for span in self.table.spans
            for row in range(span.row, span.last_row + 1)
            for column in range(span.column, span.last_column + 1)
        }

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell that holds the text at a place."""
        span = self.covered.get((row, column))
        return (span.row, span.column) if span else (row, column)

    def place(self, row: int, column: int) -> str:
        """The place in a clerk's words: B7, 第2行第3列."""
        return address(Spot(self.table.name, row, column), sort=self.sort)

    def cell(self, row: int, column: int) -> FormCell:
        """The cell at a place; an empty one where the file has none."""
        at = self.anchor(row, column)
        return self.table.cells.get(at) or FormCell(*at)

    def text(self, row: int, column: int) -> str:
        """What a reader sees at a place, "" also for a placeholder; a merged range shows its text everywhere."""
        cell = self.cell(row, column)
        shown = " ".join(cell.text.split())
        return "" if _PLACEHOLDER.fullmatch(shown) else shown

    def own(self, row: int, column: int) -> bool:
        """Whether the place is a cell of its own, not covered by a merged range that begins elsewhere."""
        return self.anchor(row, column) == (row, column)

    def open(self, row: int, column: int) -> bool:
        """Whether a value can be put there: an empty cell of its own."""
        return self.own(row, column) and not self.cell(row, column).formula and not self.text(row, column)

    def words(self, row: int) -> list[tuple[int, str]]:
        """The texts that begin in a row, with their columns; a text merged down stands in its first row only."""
        return [
            (at, text) for at in range(1, self.table.width + 1) if self.own(row, at) and (text := self.text(row, at))
        ]

    def formula(self, row: int, column: int) -> bool:
        """Whether a formula stands there."""
        return self.cell(row, column).formula

    def is_wide(self, row: int, column: int) -> bool:
        """Whether the cell reaches over several columns."""
        span = self.covered.get((row, column))
        return span is not None and span.last_column > span.column

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The tables of the sheet from top to bottom, then what stands outside them."""
        tables = self._tables()
        found: list[Block] = []
        inside: set[int] = set()
        for at, one in enumerate(tables):
            header = range(one.header.start + 1, one.header.stop + 1)
            last = tables[at + 1].header.start if at + 1 < len(tables) else self.table.height
            body = self._without_lead(range(header.stop, last + 1), another=at + 1 < len(tables))
            columns = {column.at + 1: column.names for column in one.columns}
            found.append(Block(header, body, columns, one.title, one.head, one))
            inside.update(header, body)
        outside = tuple(
            row
            for row in range(1, self.table.height + 1)
            if row not in inside and (self._is_pairs(row) or self.is_under(row)) and not self._is_title(row, found)
        )
        titles = found[0].title if found else self._titles(outside)
        return (*found, *([Block(range(0), outside, {}, titles)] if outside else []))

    def _is_title(self, row: int, tables: Sequence[Block]) -> bool:
        """Whether a text alone in its row above everything else is a title, which asks for nothing beside it."""
        words = self.words(row)
        if len(words) != 1 or any(len(self.words(above)) > 1 for above in range(1, row)):
            return False
        if tables and row < tables[0].header.start:
            return True
        first = not any(self.words(above) for above in range(1, row))
        word = said(words[0][1])
        return is_titled(words[0][1]) or (first and bool(word.when) and not word.quantity and not word.measure)

    def _tables(self) -> Sequence[Table]:
        """The tables as an import finds them, without those whose header is a row of pairs or of a body."""
        masked = {row for row in range(1, self.table.height + 1) if self._states_facts(row)}
        while True:
            tables = find_tables(self._sheet(masked), known=self.known)
            wrong = self._no_header(tables)
            if wrong is None:
                return tables
            masked.add(wrong)

    def _no_header(self, tables: Sequence[Table]) -> int | None:
        for at, table in enumerate(tables):
            row = table.header.start + 1
            words = self.words(row)
            beside = [self.open(row, column + 1) for column, _text in words[:-1]]
            ends = bool(words) and self.after(row, words[-1][0]) > self.table.width  # with a word, and not with a place
            if len(table.header) == 1 and beside and all(beside) and not ends:
                return row
            if any(self.is_under(lower + 1) for lower in table.header[1:]):
                return row
            roles = {found[0] for _column, text in words if (found := role_named(text)) is not None}
            if self.is_under(table.header.stop + 1) and roles.isdisjoint(_OF_ROWS):
                return row
            if at and not is_column_word(words[0][1]):
                return row
            if at and bare(words[0][1]) in form_words().quantities:
                return row
        return None

    def _sheet(self, masked: set[int]) -> Sheet:
        rows = [
            [
                plain_value(self.text(row, column)) if row not in masked and self.own(row, column) else ""
                for column in range(1, self.table.width + 1)
            ]
            for row in range(1, self.table.height + 1)
        ]
        for row in range(self.table.height):
            if row + 1 < self.table.height and row + 1 not in masked and self._lacks_corner(row + 1):
                rows[row][0] = _CORNER
            elif self._is_row_of_places(row + 1):
                rows[row][-1] = 0.0  # a row of places, which is not one more row of headings
        merges = [Merge(one.row - 1, one.column - 1, one.last_row - 1, one.last_column - 1) for one in self.table.spans]
        return sheet_of(self.table.name, rows, merges=merges)

    def _is_row_of_places(self, row: int) -> bool:
        """Whether a row is the first of a body: words at its left, places to its end, above it the lower row of a header."""
        words = self.words(row)
        if not words or words[0][0] != 1 or is_titled(words[0][1]) or len(words[0][1]) > LONGEST_NAME:
            return False
        after = self.after(row, words[-1][0])
        open_to_end = after <= self.table.width and all(
            self.open(row, at) for at in range(after, self.table.width + 1) if self.own(row, at)
        )
        alone = len(words) == 1 and bool(said(words[0][1]).when)
        over = [self.text(row - 1, at) for at in range(after, self.table.width + 1)] if row > 1 else []
        headed = any(text and not is_titled(text) for text in over)
        lower = headed and not (self.own(row - 1, 1) and self.text(row - 1, 1))
        return open_to_end and self.open(row, self.table.width) and (alone or lower)

    def _lacks_corner(self, row: int) -> bool:
        """Whether a row is a header but for its first cell: words of headings over places, left of them names."""
        words = self.words(row)
        below = row + 1
        named = is_word(self.text(below, 1)) and self.own(below, 1)
        places = [column for column, text in words if self.known(text) and self.open(below, column)]
        lower = row > 1 and len(self.words(row - 1)) > 1 and is_word(self.text(row - 1, 1))  # of a header of two rows
        return self.open(row, 1) and named and not lower and bool(places) and len(places) == len(words)

    def _without_lead(self, rows: range, *, another: bool) -> tuple[int, ...]:
        """``rows`` without the lines at their end that belong to the next table."""
        kept = list(rows)
        while another and kept:
            words = self.words(kept[-1])
            if len(words) > 1 or (words and not self._is_line(kept[-1], words[0])):
                break
            kept.pop()
        return tuple(kept)

    def _is_line(self, row: int, word: tuple[int, str]) -> bool:
        """Whether the only text of a row is a line: a title, a note, a measure word for all."""
        at, text = word
        blank_above = row == 1 or not self.words(row - 1)
        return self.is_wide(row, at) or blank_above or is_titled(text) or len(text) > LONGEST_NAME

    def _is_pairs(self, row: int) -> bool:
        """Whether a row outside tables has a word with a place beside it."""
        return any(
            self.open(row, self.after(row, column)) and not is_sentence(text) and not states_fact(text)
            for column, text in self.words(row)
            if self.after(row, column) <= self.table.width
        )

    def places_beside(self, row: int, column: int) -> int:
        """How many drawn empty cells stand side by side from a place on."""
        count = 0
        while column <= self.table.width and self.open(row, column) and (row, column) in self.table.cells:
            count += 1
            column = self.after(row, column)
        return count

    def is_under(self, row: int) -> bool:
        """Whether a row without words of its own has places right below words: a row of values under a row of names.

        A row below a header is none, which has other rows of its table below it.
        """
        if row < 2 or self.words(row) or (row < self.table.height and self._is_blank(row + 1)):
            return False
        above = self.words(row - 1)
        places = [column for column, text in above if is_word(text) and self.open(row, column)]
        return bool(places) and (len(places) > 1 or len(above) == 1)

    def _is_blank(self, row: int) -> bool:
        return not any(self.row_texts(row))

    def after(self, row: int, column: int) -> int:
        """The column right of a cell, or of its merged range."""
        span = self.covered.get((row, column))
        return (span.last_column if span else column) + 1

    def _states_facts(self, row: int) -> bool:
        """Whether a row does nothing but ask who fills the form in, and when."""
        words = self.words(row)
        facts = [text for _at, text in words if states_fact(text)]
        if not facts:
            return False
        if len(facts) == len(words):
            return len(facts) > 1 or not self._heads_column(row, words)
        # each word that is none stands right of one, as its value
        return all(
            states_fact(text) or (at > 0 and states_fact(words[at - 1][1])) for at, (_column, text) in enumerate(words)
        )

    def _heads_column(self, row: int, words: Sequence[tuple[int, str]]) -> bool:
        return len(words) > 1 and not self.open(row, self.after(row, words[0][0]))

    def _titles(self, outside: Sequence[int]) -> tuple[str, ...]:
        """The lines above the first row of pairs."""
        first = outside[0] - self.is_under(outside[0]) if outside else self.table.height + 1
        return tuple(text for row in range(1, first) for _at, text in self.words(row) if not states_fact(text))

    def row_texts(self, row: int) -> Iterator[str]:
        """Every text of a row, those merged down from above too."""
        seen = set()
        for column in range(1, self.table.width + 1):
            at = self.anchor(row, column)
            if at not in seen and (text := self.text(row, column)):
                seen.add(at)
                yield text
