"""A record as the cells of a list, by what each column holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from shilu.forms.items import Items
from shilu.forms.layout import Layout
from shilu.forms.sheet import Value
from shilu.ledger.catalogue import Kind, Meaning
from shilu.ledger.entry import Entry
from shilu.ledger.importing.cells import Bad
from shilu.ledger.importing.columns import TEXTS, Use
from shilu.ledger.importing.counting import quantity_of
from shilu.ledger.importing.label_values import front_labels
from shilu.ledger.importing.like_table import UnitWords, written_days

_COUNTED: Final = {
    "count": "count",
    "times": "times",
    "people": "people",
    "present": "people",
    "hours": "hours",
    "amount": "amount",
    "assigned": "assigned",
    "completed": "completed",
}
_TICK: Final = "√"
_DAY_SIGNS: Final = ("y", "d")


@dataclass(frozen=True)
class EntryCells:
    """Writes records into the columns of a list whose first row is ``row``."""

    items: Items
    layout: Layout
    uses: tuple[Use, ...]
    row: int

    def of(self, entry: Entry, *, number: int) -> Mapping[int, Value]:
        """The cells of a record by column from 1; what the record does not say is left out."""
        kind = self.items.catalogue.kinds[entry.kind]
        cells: dict[int, Value] = {}
        for use in self.uses:
            value = Decimal(number) if use.role == "number" else self._value(entry, use, kind)
            if value is not None and value != "":
                cells[use.at + 1] = value
        return cells

    def _value(self, entry: Entry, use: Use, kind: Kind) -> Value | None:
        if use.role in _COUNTED:
            return self._count(entry, use, kind)
        if use.role in {"label", "level", "grade", "outlet", "page", "issuer"}:
            return self._label(entry, use)
        if use.role in TEXTS:
            return self._details(entry).get(use.role) or (self._unit(entry) if use.role == "host" else None)
        simple: Mapping[str, Callable[[], Value | None]] = {
            **dict.fromkeys(("day", "start", "end"), lambda: self._day(entry, use)),
            **dict.fromkeys(("unit", "receiver"), lambda: self._unit(entry)),
            "month": lambda: f"{entry.last.year}年{entry.last.month}月",
            "year": lambda: Decimal(entry.last.year),
            "kind": lambda: str(kind.title),
            "title": lambda: " ".join(entry.texts.title.split()),
            "measure": lambda: kind.first.measure,
            "front": lambda: self._front(entry, kind),
        }
        written = simple.get(use.role)
        return written() if written else None

    def _count(self, entry: Entry, use: Use, kind: Kind) -> Decimal | None:
        meaning = Meaning(kind, entry.labels)
        key = quantity_of(meaning, _COUNTED[use.role], measure=use.measure, catalogue=self.items.catalogue)
        return entry.quantities.get(key) if key else None

    def _label(self, entry: Entry, use: Use) -> str | None:
        """A label's value by its title; a column of levels takes the level of the outlet or of the prize."""
        wanted = use.label or use.role
        keys = ("outlet", "level") if wanted in {"outlet", "level"} else (wanted,)
        for key in keys:
            if value := entry.labels.get(key):
                label = self.items.catalogue.labels.get(key)
                known = label.value(value) if label else None
                return str(known.title) if known else value
        return self._details(entry).get(wanted)

    def _day(self, entry: Entry, use: Use) -> Value:
        others = {one.role for one in self.uses}
        if use.role == "end":
            value: object = entry.last
        elif "end" in others:
            value = entry.first
        else:
            value = written_days(entry.first, entry.last, whole=entry.whole)
        if isinstance(value, date):
            shown = self.layout.cell(self.row, use.at + 1).pattern.lower()
            return value if all(sign in shown for sign in _DAY_SIGNS) else value.isoformat()
        return str(value)

    def _unit(self, entry: Entry) -> str:
        return self._units.name(entry.unit)

    @cached_property
    def _units(self) -> UnitWords:
        return UnitWords(self.items.units.structure)

    def _front(self, entry: Entry, kind: Kind) -> str | None:
        ticked = front_labels(kind, _TICK, catalogue=self.items.catalogue)
        return _TICK if not isinstance(ticked, Bad) and ticked and ticked.items() <= entry.labels.items() else None

    def _details(self, entry: Entry) -> Mapping[str, str]:
        return entry.texts.particulars
