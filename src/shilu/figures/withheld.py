"""Whether a figure of a private kind may be told for a unit and period, with all that a reader could subtract it from."""

from collections.abc import Iterable
from functools import cache, cached_property
from typing import Self

from shilu.figures.formulas import Formulas
from shilu.figures.names import Asked, own_figure
from shilu.figures.private import FLOOR, Reason
from shilu.figures.private_year import Joint, Pin, Posted, PrivateYear, Slot, Time, private_year, year_of
from shilu.figures.reading import Reading, Scope
from shilu.figures.result import Hidden
from shilu.figures.rollup import joint_changes
from shilu.figures.sums import LATEST, Standing
from shilu.ledger.catalogue import Kind
from shilu.ledger.listing_counts import PEOPLE, untold
from shilu.lib.body_calendar import BodyCalendar
from shilu.lib.day_numbers import day_number
from shilu.lib.period import Period, range_period


class Withheld:
    """Says what stays unsaid on one reading; a table of a kind and year is judged once.

    All is judged in the tree of each day. With the tree as it is now a unit is told only what it is told with that, so
    that nobody can take one from the other.
    """

    def __init__(self, formulas: Formulas) -> None:
        self._formulas = formulas
        self._reading = formulas.reading
        self._years: dict[tuple[str, str, int, int, int], PrivateYear] = {}
        self._moved: dict[tuple[object, ...], frozenset[int]] = {}

    def why(self, asked: Asked, *, scope: Scope, period: Period) -> Hidden:
        """Why a figure stays unsaid: few people below a root, or a neighbour that would tell them; else nothing."""
        figure = asked.figure
        if figure.references:
            periods = self._formulas.times(asked, scope=scope, period=period)
            leaves = self._formulas.leaves(asked)
            told = all(not self.why(leaf, scope=scope, period=time) for leaf in leaves for time in periods)
            return "" if told else "neighbour"
        count = self._count(asked, scope, period) if self._guarded(asked) else 0
        if not count:
            return ""
        if not self._reading.then:
            if scope.unit in self._regrouped(asked, period) and not scope.own:
                return "neighbour"
            return self._then.why(asked, scope=scope, period=period)
        return "" if self._is_whole(scope, period) else self._why_below(asked, scope, period, count=count)

    def _why_below(self, asked: Asked, scope: Scope, period: Period, *, count: int) -> Hidden:
        """Why a count below a root, which is not nothing, stays unsaid."""
        reasons = self._reasons(asked, scope, period)
        if "neighbour" in reasons or (reasons and count >= FLOOR):
            return "neighbour"
        return "few" if count < FLOOR else ""

    @cached_property
    def _then(self) -> Self:
        """The same for the trees of each day."""
        return type(self)(Formulas(Reading(self._reading.at, today=self._reading.today)))

    def _guarded(self, asked: Asked) -> bool:
        """Whether any term counts people of a private kind, or the times of one where each has one person."""
        kinds = [self._reading.catalogue.kinds[term.kind] for term in asked.figure.terms]
        quantity = asked.figure.quantity
        return any(quantity in untold(kind) for kind in kinds)

    def _is_whole(self, scope: Scope, period: Period) -> bool:
        """Whether the scope is a whole body: a root with all below it."""
        forest = self._reading.forest(period.last)
        alone = not forest.children(scope.unit)
        return forest.parents[scope.unit] is None and (alone or not scope.own)

    def _count(self, asked: Asked, scope: Scope, period: Period) -> int:
        return self._formulas.sums(asked, scope=scope, period=period).amount // 1000

    def _regrouped(self, asked: Asked, period: Period) -> frozenset[int]:
        """The units that count other entries in the tree as it is now than in the tree of each day."""
        key = (asked.figure.key, asked.figure.quantity, tuple(sorted(asked.labels.items())), period)
        if key not in self._moved:
            reading = self._reading
            series = {
                key for term in asked.figure.terms for key in reading.series_of(term.kind, quantity=None, labels={})
            }
            found: set[int] = set()
            for row in reading.standing(sorted(series), figure=asked.figure, period=period):
                day = day_number(period.last) if asked.figure.type == "stock" else row.last
                found |= {*reading.days.on(day).chain(row.unit)} ^ {*reading.trees.on(day).chain(row.unit)}
            self._moved[key] = frozenset(found)
        return self._moved[key]

    def _reasons(self, asked: Asked, scope: Scope, period: Period) -> list[Reason]:
        """Why a count that is not nothing stays unsaid, besides being small."""
        figure = asked.figure
        pins = {key: value for term in figure.terms for key, value in term.labels.items()} | dict(asked.labels)
        kinds = {term.kind for term in figure.terms}
        if len(pins) > 1 or figure.type != "flow" or any(term.sign for term in figure.terms):
            return ["neighbour"]
        if len(kinds) > 1:
            return self._reasons_of_parts(kinds, asked, scope, period)
        kind = self._reading.catalogue.kinds[kinds.pop()]
        quantities = {figure.quantity, *(PEOPLE if figure.quantity == "times" else ())}
        label = next(iter(pins.items()), None)
        return [
            reason
            for quantity in sorted(quantities)
            if kind.quantity(quantity)
            for reason in self._in_tables(kind, quantity, label, scope, period)
        ]

    def _reasons_of_parts(self, kinds: Iterable[str], asked: Asked, scope: Scope, period: Period) -> list[Reason]:
        """What is unsaid of the kinds that a wider figure adds up."""
        catalogue = self._reading.catalogue
        parts = [
            Asked(own_figure(catalogue.kinds[key], asked.figure.quantity), labels=asked.labels)
            for key in sorted(kinds)
            if catalogue.kinds[key].quantity(asked.figure.quantity)
        ]
        found = (self.why(part, scope=scope, period=period) for part in parts)
        return [reason for reason in found if reason]

    def _in_tables(self, kind: Kind, quantity: str, label: Pin | None, scope: Scope, period: Period) -> list[Reason]:
        """What the tables of the years say that the period touches."""
        calendar = period.calendar
        first, last = day_number(period.first), day_number(period.last)
        reasons: list[Reason] = []
        years = {year_of(calendar.month_index(day), calendar) for day in (period.first, period.last)}
        for year in range(min(years), max(years) + 1):
            table = self._year(kind, quantity, year, calendar)
            time = tuple(
                sorted(
                    slot
                    for (slot, *more) in table.times
                    if not more and first <= slot.since and slot.last <= last and self._stood(scope, slot)
                )
            )
            reasons += table.reasons(scope.unit, own=scope.own, time=time, label=label) if time else []
        return reasons

    def _stood(self, scope: Scope, slot: Slot) -> bool:
        return scope.under is None or self._reading.days.on(slot.last).parents[scope.unit] == scope.under

    def _year(self, kind: Kind, quantity: str, year: int, calendar: BodyCalendar) -> PrivateYear:
        key = (kind.key, quantity, year, calendar.month_starts_on, calendar.year_starts_in)
        if key not in self._years:
            rows = self._rows(kind, quantity, year, calendar)
            labels = {row.id: row.labels for row in self._reading.series}
            posted = [
                Posted(
                    row.unit,
                    Slot(row.since, row.last),
                    [(one, labels[row.series].get(one, "")) for one in kind.labels],
                    row.amount // 1000,
                )
                for row in rows
            ]
            self._years[key] = private_year(
                posted, year=year, calendar=calendar, trees=self._reading.days, joint=self._joint(rows)
            )
        return self._years[key]

    def _rows(self, kind: Kind, quantity: str, year: int, calendar: BodyCalendar) -> list[Standing]:
        """The entries whose last day lies in the year."""
        reading = self._reading
        series = reading.series_of(kind.key, quantity=quantity, labels={})
        start = calendar.first_month(year)
        first = day_number(calendar.month_first(start))
        everything = range_period(calendar.month_first(start - 24), calendar.month_last(start + 11))
        rows = reading.standing(series, figure=own_figure(kind, quantity), period=everything)
        return [row for row in rows if first <= row.last]

    def _joint(self, rows: Iterable[Standing]) -> Joint | None:
        """What occasions of several of the entries take off the plain sums; None where there are none."""
        entries = {(row.unit, row.series, row.since, row.last) for row in rows}
        members = [
            one
            for one in self._reading.members
            if not one.source[1] and (one.unit, one.source[0], one.since, one.last) in entries
        ]
        if len({one.occasion for one in members}) == len(members):
            return None
        labels = {row.id: row.labels for row in self._reading.series}

        @cache
        def changes(time: Time, label: Pin | None) -> dict[tuple[int, bool], int]:
            inside = [
                one
                for one in members
                if (one.since, one.last) in time
                and (label is None or labels[one.source[0]].get(label[0], "") == label[1])
            ]
            found = joint_changes(inside, trees=self._reading.days, first=0, last=LATEST)
            return {place: change // 1000 for place, change in found.items()}

        return changes
