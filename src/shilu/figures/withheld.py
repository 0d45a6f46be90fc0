"""Whether a figure of a private kind may be told for a unit and period, with all that a reader could subtract it from."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from shilu.figures.derived import earlier_period
from shilu.figures.formulas import Formulas
from shilu.figures.names import Asked, own_figure
from shilu.figures.private import FLOOR, Equation, Reason, unsaid
from shilu.figures.reading import Scope
from shilu.figures.result import Hidden
from shilu.figures.trees import Forest
from shilu.ledger.catalogue import Kind
from shilu.lib.period import Period, range_period

_PEOPLE = frozenset({"people", "persons"})
# The months of a year, its quarters, its halves and itself, each with the stretches of which it is the sum.
_STRETCHES: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {
    **{(month, month): () for month in range(1, 13)},
    **{(month, month + 2): tuple((one, one) for one in range(month, month + 3)) for month in (1, 4, 7, 10)},
    **{(month, month + 5): ((month, month + 2), (month + 3, month + 5)) for month in (1, 7)},
    (1, 12): ((1, 6), (7, 12)),
}


class Cell(NamedTuple):
    """A count that a reader can ask for: whose, in which months of the year, with which value of the label."""

    unit: int
    own: bool
    months: tuple[int, int]
    label: str | None


class Withheld:
    """Says what stays unsaid on one reading; a table of a kind and year is judged once."""

    def __init__(self, formulas: Formulas) -> None:
        self._formulas = formulas
        self._reading = formulas.reading
        self._tables: dict[tuple[object, ...], dict[Cell, Reason]] = {}

    def why(self, asked: Asked, *, scope: Scope, period: Period) -> Hidden:
        """Why a figure stays unsaid: few people below a root, or a neighbour that would tell them; else nothing."""
        figure = asked.figure
        if figure.references:
            periods = [period]
            if figure.type == "comparison":
                periods.append(earlier_period(figure, period))
            leaves = self._formulas.leaves(asked)
            told = all(not self.why(leaf, scope=scope, period=time) for leaf in leaves for time in periods)
            return "" if told else "neighbour"
        if not self._guarded(asked) or self._is_whole(scope, period):
            return ""
        count = self._count(asked, scope, period)
        if 0 < count < FLOOR:
            return "few"
        return self._neighbour(asked, scope, period) if count else ""

    def _neighbour(self, asked: Asked, scope: Scope, period: Period) -> Hidden:
        """Whether a count of 5 and more would tell a smaller one."""
        figure = asked.figure
        pins = {key: value for term in figure.terms for key, value in term.labels.items()} | dict(asked.labels)
        kinds = {term.kind for term in figure.terms}
        if len(pins) > 1:
            return "neighbour"
        if len(kinds) > 1:
            return "neighbour" if self._part_is_unsaid(kinds, asked, scope, period) else ""
        kind = self._reading.catalogue.kinds[kinds.pop()]
        tables = {figure.quantity, *(_PEOPLE if figure.quantity == "times" else ())}
        label = next(iter(pins.items()), (None, None))
        unsaid_in = (self._in_table(kind, one, label, scope, period) for one in tables if kind.quantity(one))
        return next((found for found in unsaid_in if found), "")

    def _guarded(self, asked: Asked) -> bool:
        """Whether any term counts people of a private kind, or the times of one where each has one person."""
        kinds = [self._reading.catalogue.kinds[term.kind] for term in asked.figure.terms]
        quantity = asked.figure.quantity
        return any(
            kind.private and (quantity in _PEOPLE or (kind.one_person and quantity == "times")) for kind in kinds
        )

    def _is_whole(self, scope: Scope, period: Period) -> bool:
        """Whether the scope is a whole body: a root with all below it."""
        forest = self._reading.forest(period.last)
        alone = not forest.children(scope.unit)
        return forest.parents[scope.unit] is None and (alone or not scope.own)

    def _count(self, asked: Asked, scope: Scope, period: Period) -> int:
        return self._formulas.sums(asked, scope=scope, period=period).amount // 1000

    def _part_is_unsaid(self, kinds: set[str], asked: Asked, scope: Scope, period: Period) -> bool:
        catalogue = self._reading.catalogue
        parts = [
            Asked(own_figure(catalogue.kinds[key], asked.figure.quantity), labels=asked.labels)
            for key in kinds
            if catalogue.kinds[key].quantity(asked.figure.quantity)
        ]
        return any(self.why(part, scope=scope, period=period) for part in parts)

    def _in_table(
        self, kind: Kind, quantity: str, label: tuple[str | None, str | None], scope: Scope, period: Period
    ) -> Hidden:
        """What the year's table says; a stretch of months that is no row of it is as unsaid as its months are."""
        found: list[Reason] = []
        for year, months in _whole_months(period):
            table, forest = self._table(kind, quantity, label[0], year)
            own = scope.own and bool(forest.children(scope.unit))
            stretch = (months[0], months[-1])
            alone = len(list(_whole_months(period))) == 1 and stretch in _STRETCHES
            for asked in [stretch] if alone else [(month, month) for month in months]:
                reason = table.get(Cell(scope.unit, own, asked, label[1]))
                found.extend([reason] if reason else [])
        return "neighbour" if found else ""

    def _table(self, kind: Kind, quantity: str, label: str | None, year: int) -> tuple[dict[Cell, Reason], Forest]:
        forest = self._reading.forest(date(year, 12, 31))
        key = (kind.key, quantity, label, year)
        if key not in self._tables:
            values = dict(self._cells(kind, quantity, label, year, forest))
            equations = list(_equations(values, forest))
            shown = [cell for cell in values if forest.parents[cell.unit] is None and not cell.own]
            self._tables[key] = unsaid(values, equations, shown=shown)
        return self._tables[key], forest

    def _cells(
        self, kind: Kind, quantity: str, label: str | None, year: int, forest: Forest
    ) -> Iterator[tuple[Cell, int]]:
        figure = own_figure(kind, quantity)
        values: list[str | None] = [None]
        if label is not None:
            values += sorted(self._reading.label_values(kind.key, label))
        for value in values:
            asked = Asked(figure, labels={} if value is None or label is None else {label: value})
            for first, last in _STRETCHES:
                time = range_period(date(year, first, 1), _month_end(year, last))
                for unit in forest.order:
                    yield Cell(unit, False, (first, last), value), self._count(asked, Scope(unit), time)
                    if forest.children(unit):
                        own = self._count(asked, Scope(unit, own=True), time)
                        yield Cell(unit, True, (first, last), value), own


def _equations(values: dict[Cell, int], forest: Forest) -> Iterator[Equation[Cell]]:
    """Which cells a reader knows to be the sum of which: by units, by months, by the label."""
    labels = sorted({cell.label for cell in values if cell.label is not None})
    for cell, value in values.items():
        sums: list[list[Cell]] = [[cell._replace(months=one) for one in _STRETCHES[cell.months]]]
        if not cell.own and forest.children(cell.unit):
            below = [cell._replace(unit=child) for child in forest.children(cell.unit)]
            sums.append([*below, cell._replace(own=True)])
        if cell.label is None:
            sums.append([cell._replace(label=label) for label in labels])
        for parts in sums:
            if parts:
                yield Equation(cell, parts, veiled=value != sum(values[part] for part in parts))


def _whole_months(period: Period) -> Iterator[tuple[int, list[int]]]:
    """The calendar months inside ``period``, by year."""
    for year in range(period.first.year, period.last.year + 1):
        months = [
            month
            for month in range(1, 13)
            if period.first <= date(year, month, 1) and _month_end(year, month) <= period.last
        ]
        if months:
            yield year, months


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
