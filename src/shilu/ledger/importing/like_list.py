"""Entries as rows of a list: each says again what an import would read out of it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from shilu.ledger.catalogue import Catalogue, Kind, Meaning
from shilu.ledger.entry import Entry
from shilu.ledger.importing.amounts import Amounts, amounts_of
from shilu.ledger.importing.cells import Bad
from shilu.ledger.importing.columns import COUNTED, TEXTS, Use
from shilu.ledger.importing.context import UnitFound
from shilu.ledger.importing.counting import Counted, counted, quantity_of
from shilu.ledger.importing.label_values import front_labels, label_value
from shilu.ledger.importing.like_table import BookTable, Cells, UnitWords, plain_number, reads_as, written_days
from shilu.ledger.importing.vocabulary import bare
from shilu.ledger.importing.workbook import Value

_MAIN: Final = frozenset({"count", "times"})
_MOST_ROWS: Final = 1_000
_TICK: Final = "√"


@dataclass(frozen=True, slots=True)
class _Form:
    """How records of one kind with these labels and quantities are written.

    ``cells`` hold the kind's name, labels, ticks and the measure word. ``counts`` gives for a column the quantity and
    the measure word after its number. ``each`` is the quantity that has no column and is said by that many rows.
    """

    cells: Cells
    counts: Mapping[int, tuple[str, str]]
    sign: int
    each: str = ""
    exact: bool = False


class ListTaker:
    """The rows of a list, in the order of their days."""

    def __init__(self, about: BookTable, *, catalogue: Catalogue, units: UnitWords) -> None:
        self.about = about
        self._uses = about.recognised
        self._catalogue = catalogue
        self._units = units
        self._counted = tuple(use for use in self._uses.uses if use.role in {*COUNTED, "expected_present"})
        self._states_count = any(use.role in _MAIN for use in self._counted)
        self._measure = self._uses.column("measure")
        self._texts = {role: self._uses.columns(role)[0] for role in TEXTS if self._uses.columns(role)}
        self._forms: dict[tuple[object, ...], _Form | None] = {}
        self._names: dict[str, list[tuple[str, Meaning]]] = {}
        self._own_names = set(about.texts_of("kind"))
        self._own_units = units.named(about.texts_of("unit"))
        self._taken: list[Entry] = []

    def takes(self, entry: Entry) -> bool | None:
        """See ``Taker``."""
        form = self._form(entry)
        found = None if form is None else self._words(entry, form)
        if form is None or found is None:
            return None
        return form.exact and found[1]

    def take(self, entry: Entry) -> None:
        """See ``Taker``."""
        self._taken.append(entry)

    def rows(self) -> list[Cells]:
        """See ``Taker``; the running number counts the rows."""
        number = self._uses.column("number")
        found: list[Cells] = []
        for entry in sorted(self._taken, key=lambda entry: (entry.last, entry.seq)):
            for cells in self._rows(entry):
                found.append({number.at: len(found) + 1, **cells} if number else cells)
        return found

    def _rows(self, entry: Entry) -> Iterator[Cells]:
        form = self._form(entry)
        words = None if form is None else self._words(entry, form)
        if form is None or words is None:
            raise ValueError(entry)
        more = {**form.cells, **words[0]}
        counts = {at: _count(form.sign * entry.quantities[key], word) for at, (key, word) in form.counts.items()}
        yield {**more, **counts, **self._goods(entry, form)}
        if form.each:
            for _more in range(int(entry.quantities[form.each]) - 1):
                yield more

    def _form(self, entry: Entry) -> _Form | None:
        known = (
            entry.kind,
            tuple(sorted(entry.labels.items())),
            tuple(map(self._sort, sorted(entry.quantities.items()))),
        )
        if known not in self._forms:
            self._forms[known] = self._best_form(entry)
        return self._forms[known]

    def _sort(self, counted_: tuple[str, Decimal]) -> tuple[object, ...]:
        """What of an amount decides how it is written: all of it where a row cannot state how many it is of."""
        key, amount = counted_
        if not self._states_count:
            return key, amount
        return key, amount > 0, amount == 0, amount == 1, amount == amount.to_integral_value()

    def _best_form(self, entry: Entry) -> _Form | None:
        best: _Form | None = None
        for name, meaning in self._meanings(entry):
            form = self._form_by(name, meaning, entry)
            if form is not None and form.exact:
                return form
            best = best or form
        return best

    def _meanings(self, entry: Entry) -> list[tuple[str, Meaning]]:
        """What the row may be called, the book's own words first, then the name that pins fewest labels.

        A table without a column of kinds has one kind.
        """
        titled = self.about.titled
        if self._uses.column("kind") is None:
            found = [("", titled)] if titled is not None and titled.kind.key == entry.kind else []
        else:
            if entry.kind not in self._names:
                self._names[entry.kind] = list(_names(self._catalogue.kinds[entry.kind], self._catalogue))
            found = self._names[entry.kind]
        fitting = [pair for pair in found if pair[1].labels.items() <= entry.labels.items()]
        return sorted(fitting, key=lambda pair: (pair[0] not in self._own_names, len(pair[1].labels)))

    def _form_by(self, name: str, meaning: Meaning, entry: Entry) -> _Form | None:
        sign = -1 if meaning.sign == "-" else 1
        amounts = {key: sign * amount for key, amount in entry.quantities.items()}
        if any(amount < 0 for amount in amounts.values()):
            return None
        cells, left = self._labels(meaning, entry)
        if (use := self._uses.column("kind")) is not None:
            cells[use.at] = name
        counts, measure = self._counts(meaning, amounts)
        if self._measure is not None:
            cells[self._measure.at] = measure
        form = _Form(cells, counts, sign)
        read = self._read_back(meaning, form, entry, measure=measure)
        if read.faults or read.nothing:
            return None
        if read.quantities == entry.quantities:
            return replace(form, exact=not left)
        return self._repeated(form, meaning, entry, left=bool(left)) or form

    def _repeated(self, form: _Form, meaning: Meaning, entry: Entry, *, left: bool) -> _Form | None:
        """The form in which an amount without a column is said by as many rows."""
        main = meaning.quantity or meaning.kind.first.key
        amount = form.sign * entry.quantities.get(main, Decimal(0))
        if main in {key for key, _word in form.counts.values()} or amount not in range(2, _MOST_ROWS + 1):
            return None
        counts = {} if meaning.kind.one_person else form.counts
        said = {main, *(key for key, _word in counts.values())}
        if meaning.kind.one_person and entry.quantities.get("people") == entry.quantities[main]:
            said.add("people")
        exact = meaning.kind.private and said == entry.quantities.keys() and not left
        return replace(form, counts=counts, each=main, exact=exact)

    def _labels(self, meaning: Meaning, entry: Entry) -> tuple[dict[int, Value], set[str]]:
        """The cells that say the entry's labels, and the labels that neither they nor the name say."""
        cells: dict[int, Value] = {}
        said = dict(meaning.labels)
        for use in self._uses.columns("label"):
            for key, value in entry.labels.items():
                known = self._catalogue.labels[key].value(value) if key in self._catalogue.labels else None
                text = str(known.title) if known else value
                if label_value(meaning.kind, use.label, text, catalogue=self._catalogue) == (key, value):
                    cells[use.at] = text
                    said[key] = value
        front = self._uses.column("front")
        if front is not None:
            ticked = front_labels(meaning.kind, _TICK, catalogue=self._catalogue)
            if not isinstance(ticked, Bad) and ticked and ticked.items() <= entry.labels.items():
                cells[front.at] = _TICK
                said.update(ticked)
        return cells, entry.labels.keys() - said.keys()

    def _counts(self, meaning: Meaning, amounts: Mapping[str, Decimal]) -> tuple[dict[int, tuple[str, str]], str]:
        """Which column says which quantity, and what stands in the column of measure words."""
        left = dict(amounts)
        found: dict[int, tuple[str, str]] = {}
        measure = ""
        for use in self._counted:
            if use.role not in _MAIN:
                role = "people" if use.role == "expected_present" else use.role
                key = quantity_of(meaning, role, measure="", catalogue=self._catalogue)
                if key in left and key != meaning.quantity:
                    found[use.at] = (str(key), "")
                    del left[str(key)]
        for use in self._counted:
            if use.role in _MAIN and (key := self._main(meaning, use, left)):
                word = self._word(meaning.kind, key)
                if self._measure is not None:
                    measure, after = word, ""
                else:
                    natural = quantity_of(meaning, use.role, measure=use.measure, catalogue=self._catalogue)
                    after = "" if natural == key else word
                found[use.at] = (key, after)
                del left[key]
        return found, measure

    def _main(self, meaning: Meaning, use: Use, left: Mapping[str, Decimal]) -> str:
        first = meaning.quantity or meaning.kind.first.key
        natural = quantity_of(meaning, use.role, measure=use.measure, catalogue=self._catalogue)
        return next((key for key in (natural, first, *left) if key in left and key), "")

    def _word(self, kind: Kind, key: str) -> str:
        quantity = kind.quantity(key)
        return quantity.measure if quantity else ""

    def _read_back(self, meaning: Meaning, form: _Form, entry: Entry, *, measure: str) -> Amounts:
        """What an import would make of the counts."""
        cells: list[tuple[Use, Counted | Bad | None]] = []
        for use in self._counted:
            key, word = form.counts.get(use.at, ("", ""))
            cells.append((use, counted(_count(form.sign * entry.quantities[key], word)) if key else None))
        return amounts_of(meaning, cells, measure=bare(measure), catalogue=self._catalogue)

    def _words(self, entry: Entry, form: _Form) -> tuple[dict[int, Value], bool] | None:
        """Days, unit, title and further texts, and whether they say all; None where the table cannot be of the entry."""
        cells: dict[int, Value] = {}
        if not (days := self._days(entry)) or (unit := self._unit(entry)) is None:
            return None
        exact = days[1] and unit[1]
        cells.update(days[0])
        cells.update(unit[0])
        if (use := self._uses.column("title")) is not None:
            cells[use.at] = entry.texts.title
        else:
            exact = exact and not entry.texts.title
        goods = self._goods(entry, form)
        for role, text in _details(entry).items():
            if role in self._texts:
                cells[self._texts[role].at] = text
            elif not (role == "remark" and goods):
                exact = False
        return cells, exact

    def _goods(self, entry: Entry, form: _Form) -> Cells:
        """The cell of money with what was given beside it (500元+米面油), where no other column can say that."""
        remark = _details(entry).get("remark", "")
        at = next((at for at, (key, _word) in form.counts.items() if key == "amount"), None)
        if not remark or at is None or "remark" in self._texts:
            return {}
        text = f"{plain_number(entry.quantities['amount'])}元+{remark}"
        read = counted(text)
        fits = isinstance(read, Counted) and (read.amount, read.remark) == (entry.quantities["amount"], remark)
        return {at: text} if fits else {}

    def _days(self, entry: Entry) -> tuple[Cells, bool] | None:
        column = self._uses.column
        year = {use.at: entry.last.year for use in [column("year")] if use}
        start, end, month = column("start"), column("end"), column("month")
        day = column("day") or start
        if start is not None and end is not None and not entry.whole:
            return {**year, start.at: entry.first, end.at: entry.last}, True
        whole_month = f"{entry.last.year}年{entry.last.month}月"
        if day is not None:
            value = written_days(entry.first, entry.last, whole=entry.whole)
            months = {month.at: whole_month} if month is not None else {}
            return {**year, **months, day.at: value}, reads_as(value, entry)
        if month is not None:
            value = written_days(entry.first, entry.last, whole=True) if entry.whole else whole_month
            return {**year, month.at: value}, reads_as(value, entry)
        period = self.about.context.period
        if period is None or not period.covers(entry.first, entry.last):
            return None
        return year, entry.whole and (period.first, period.last) == (entry.first, entry.last)

    def _unit(self, entry: Entry) -> tuple[Cells, bool] | None:
        """The cell that says whose the entry is, where the table has one; an entry of this very book needs none."""
        around = self.about.context.unit
        own = around is None or around.key == str(entry.unit)
        if (use := self._uses.column("unit")) is not None:
            return {use.at: self._own_units.get(entry.unit) or self._units.name(entry.unit)}, True
        if (use := self._uses.column("receiver")) is not None:
            return ({}, True) if own else ({use.at: self._units.name(entry.unit)}, True)
        if (use := self._uses.column("host")) is not None:
            return self._hosted(entry, use, own=own)
        if self.about.holds(entry):
            return {}, True
        return None if self._units.distance(entry.unit, around) is None else ({}, own)

    def _hosted(self, entry: Entry, use: Use, *, own: bool) -> tuple[Cells, bool]:
        """A host is kept as a text too, and is the unit where it is one."""
        host = _details(entry).get("host", "")
        unit = self._units.find(host) if host else ""
        if isinstance(unit, UnitFound):
            return {}, unit.key == str(entry.unit)
        return ({}, True) if own else ({use.at: self._units.name(entry.unit)}, False)


def _names(kind: Kind, catalogue: Catalogue) -> Iterator[tuple[str, Meaning]]:
    """The names under which an import finds the kind, its title first."""
    for name in (kind.title.zh, kind.title.en, *kind.aliases, *(one.name for one in kind.names), kind.key):
        meaning = catalogue.meaning(name) if name else None
        if meaning is not None and meaning.kind.key == kind.key:
            yield name, meaning


def _details(entry: Entry) -> Mapping[str, str]:
    return json.loads(entry.texts.details) if entry.texts.details else {}


def _count(amount: Decimal, word: str) -> Value:
    number = plain_number(amount)
    return f"{number}{word}" if word else number
