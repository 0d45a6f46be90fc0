"""Entries as rows of a list: each says again what an import would read out of it."""

from collections.abc import Iterator, Mapping

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.entry import Entry
from shilu.ledger.importing.columns import TEXTS, Use
from shilu.ledger.importing.context import UnitFound
from shilu.ledger.importing.counting import Counted, counted
from shilu.ledger.importing.like_form import Form, Forms, written_count
from shilu.ledger.importing.like_table import BookTable, Cells, UnitWords, reads_as, written_days
from shilu.ledger.importing.workbook import Value
from shilu.lib.amounts import plain_number


class ListTaker:
    """The rows of a list, in the order of their days."""

    def __init__(self, about: BookTable, *, catalogue: Catalogue, units: UnitWords) -> None:
        self.about = about
        self._uses = about.recognised
        self._units = units
        self._texts = {role: self._uses.columns(role)[0] for role in TEXTS if self._uses.columns(role)}
        self._forms = Forms(about, catalogue=catalogue)
        self._own_units = units.named(about.texts_of("unit"))
        self._taken: list[Entry] = []

    def takes(self, entry: Entry) -> bool | None:
        """See ``Taker``."""
        form = self._forms.form(entry)
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
        form = self._forms.form(entry)
        words = None if form is None else self._words(entry, form)
        if form is None or words is None:
            raise ValueError(entry)
        more = {**form.cells, **words[0]}
        counts = {at: written_count(form.sign * entry.quantities[key], word) for at, (key, word) in form.counts.items()}
        yield {**more, **counts, **self._goods(entry, form)}
        if form.each:
            for _more in range(int(entry.quantities[form.each]) - 1):
                yield more

    def _words(self, entry: Entry, form: Form) -> tuple[dict[int, Value], bool] | None:
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

    def _goods(self, entry: Entry, form: Form) -> Cells:
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


def _details(entry: Entry) -> Mapping[str, str]:
    return entry.texts.particulars
