"""Lists: a table whose body is empty below the headings of records gets one row a record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from django.utils.translation import gettext as _

from shilu.figures.queries import entries_behind
from shilu.figures.reading import Reading
from shilu.forms.cell_words import is_below, is_word, states_fact
from shilu.forms.compose import Around
from shilu.forms.entry_cells import EntryCells
from shilu.forms.items import Item, Items
from shilu.forms.layout import Block, Layout
from shilu.forms.sheet import RowInsert, Spot, Value
from shilu.forms.titles import titles
from shilu.ledger.catalogue import Kind
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.entry import Entry
from shilu.ledger.importing.columns import Recognised, Use, recognise
from shilu.ledger.importing.vocabulary import is_total
from shilu.lib.enumerating import enumerated

_TIMES: Final = frozenset({"day", "start", "month"})
_RECORDED: Final = frozenset(
    {
        *_TIMES,
        *("end", "title", "place", "host", "names", "outlet", "label", "level", "grade", "issuer", "receiver", "page"),
        *("front", "document_number", "evidence", "private", "remark", "detail"),
    }
)
_UNKEPT: Final = frozenset({"names", "private", "unknown", "expected", "expected_present"})
_SUMMED: Final = frozenset({"count", "times", "people", "hours", "amount", "present"})


@dataclass(frozen=True, slots=True)
class ListCell:
    """A cell of a list: the value, and the record it was taken from (None for a sum).

    ``spot`` is a place of the form as read, ``below`` how many rows under it in rows that are inserted.
    """

    spot: Spot
    value: Value
    entry: Entry | None = None
    below: int = 0


@dataclass(frozen=True, slots=True)
class ListFilled:
    """The rows of a list: its cells, the rows to be inserted for them, the figure's key, and columns that stay empty."""

    figure: str
    cells: tuple[ListCell, ...]
    insert: RowInsert | None
    empty: tuple[tuple[Spot, str], ...]


@dataclass(frozen=True, slots=True)
class ListRefused:
    """A list that cannot be filled, with the first place of it and the reason."""

    spot: Spot
    reason: str


@dataclass(frozen=True)
class Register:
    """One block of a form read as a list of records; ``named`` are the texts that say of what, the nearest first."""

    layout: Layout
    block: Block
    items: Items
    around: Around
    named: tuple[str, ...]

    @cached_property
    def columns(self) -> Recognised | None:
        """The columns as an import recognises them."""
        source = self.block.source
        return None if source is None else recognise(source, catalogue=self.items.catalogue)

    @cached_property
    def prepared(self) -> tuple[int, ...]:
        """The empty rows right below the header."""
        found = []
        for row in self.block.body:
            if any(is_word(text) for text in self.layout.row_texts(row)):
                break
            found.append(row)
        return tuple(found)

    def is_list(self) -> bool:
        """Whether records are asked for: headings of records over rows without words."""
        columns = self.columns
        if columns is None or columns.shape != "list":
            return False
        roles = [use.role for use in columns.uses]
        recorded = [role for role in roles if role in _RECORDED]
        rest = [row for row in self.block.body if row not in self.prepared]
        worded = [row for row in rest if not self._is_foot(row)]
        dated = not _TIMES.isdisjoint(roles) or "title" in roles
        return dated and len(recorded) >= 2 and not worded

    def filled(self, reading: Reading) -> ListFilled | ListRefused:
        """The rows of the list from the records of the unit's subtree in the period, in the order of their days."""
        first = self.prepared[0] if self.prepared else self.block.header.stop
        corner = Spot(self.layout.table.name, first, min(self.block.columns, default=1))
        listed = next((found for text in self.named if (found := titles(text, self.items))), ())
        told_apart = self.columns is not None and self.columns.column("kind") is not None
        if not listed or (len(listed) > 1 and not told_apart):
            return ListRefused(corner, _("neither title nor sheet says which records are to be listed"))
        kinds = [kind for item in listed for kind in self._kinds(item)]
        private = next((kind for kind in kinds if kind.private), None)
        if private is not None:
            reason = _("records of %(title)s are kept as totals of a month only, so there is nothing to list")
            return ListRefused(corner, reason % {"title": private.title})
        entries = self._entries(listed, reading)
        if not entries:
            named = enumerated(str(item.asked.figure.title) for item in listed)
            told = {"title": named, "period": self.around.period.title()}
            return ListRefused(corner, _("there is no record of %(title)s in %(period)s") % told)
        return self._rows(entries, listed[0])

    def _kinds(self, item: Item) -> list[Kind]:
        keys = {term.kind for term in item.asked.figure.terms}
        return [kind for key, kind in self.items.catalogue.kinds.items() if key in keys]

    def _entries(self, listed: Sequence[Item], reading: Reading) -> tuple[Entry, ...]:
        seqs: set[int] = set()
        for item in listed:
            figure = item.asked.figure
            for key in [quantity.key for quantity in item.kind.quantities] if item.kind else [figure.quantity]:
                seqs.update(
                    entries_behind(
                        figure.key,
                        quantity=key,
                        labels=item.asked.labels,
                        unit=self.around.unit,
                        period=self.around.period,
                        reading=reading,
                    )
                )
        return tuple(sorted(entries_by_seq(sorted(seqs)), key=lambda entry: (entry.first, entry.last, entry.seq)))

    def _rows(self, entries: tuple[Entry, ...], item: Item) -> ListFilled:
        table = self.layout.table.name
        columns = self.columns
        uses = [use for use in columns.uses if self._own(use)] if columns else []
        first = self.prepared[0] if self.prepared else self.block.header.stop
        insert = self._insert(len(entries))
        words = EntryCells(self.items, self.layout, tuple(uses), row=first)
        cells: list[ListCell] = []
        last = self.prepared[-1] if self.prepared else self.block.header.stop - 1
        for at, entry in enumerate(entries):
            row = min(first + at, last) if insert is not None else first + at
            for column, value in words.of(entry, number=at + 1).items():
                if row not in self.prepared or first + at > last or self.layout.open(row, column):
                    cells.append(ListCell(Spot(table, row, column), value, entry, first + at - row))
        sums = self._sums(uses, cells)
        empty = tuple(
            (Spot(table, first, use.at + 1), _("%(column)s is not kept in the records") % {"column": use.name})
            for use in uses
            if use.role in _UNKEPT and (self.layout.open(first, use.at + 1) or not self.prepared)
        )
        return ListFilled(item.asked.figure.key, (*cells, *sums), insert, empty)

    def _own(self, use: Use) -> bool:
        """Whether a column has cells of its own in the rows of the list."""
        return not self.prepared or self.layout.own(self.prepared[0], use.at + 1)

    def _insert(self, count: int) -> RowInsert | None:
        more = count - len(self.prepared)
        if more <= 0:
            return None
        last = self.prepared[-1] if self.prepared else self.block.header.stop - 1
        if self.layout.sort == "xlsx" and not self.prepared and last == self.layout.table.height:
            return None
        return RowInsert(self.layout.table.name, last, self.prepared[0] if self.prepared else last, more)

    def _sums(self, uses: Sequence[Use], cells: Sequence[ListCell]) -> Iterator[ListCell]:
        """The row of sums below the list, where no formula adds up."""
        row = next((one for one in self.block.body if self._is_sum(one)), None)
        if row is None:
            return
        for use in uses:
            values = [cell.value for cell in cells if cell.spot.column == use.at + 1]
            numbers = [value for value in values if isinstance(value, Decimal)]
            if use.role in _SUMMED and numbers and self.layout.open(row, use.at + 1):
                yield ListCell(Spot(self.layout.table.name, row, use.at + 1), sum(numbers, Decimal(0)))

    def _is_sum(self, row: int) -> bool:
        return any(is_total(text) for text in self.layout.row_texts(row))

    def _is_foot(self, row: int) -> bool:
        texts = list(self.layout.row_texts(row))
        return not texts or self._is_sum(row) or is_below(texts[0]) or states_fact(texts[0]) or len(texts) == 1
