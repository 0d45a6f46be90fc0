"""Flows and stocks of one reading: their sums, the entries behind them, and the people who attended."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from shilu.figures.names import Asked
from shilu.figures.reading import Reading, Scope
from shilu.figures.rollup import Laid, Source, Sums, joint_changes, last_levels, lay, lay_levels, total
from shilu.figures.sums import EARLIEST, Standing
from shilu.ledger.catalogue import Figure
from shilu.lib.amounts import SCALE
from shilu.lib.day_numbers import day_number
from shilu.lib.period import Period

_OF_EACH: Final = frozenset({"people", "hours"})  # what each event has; money or issues only some of a kind have


@dataclass(frozen=True, slots=True)
class Summed:
    """What a figure's terms stand for: sources added and taken off, series that state a level, and all of its kinds.

    ``firsts`` are what its kinds count first, where it is another quantity that each entry should say.
    """

    added: tuple[Source, ...]
    taken: tuple[Source, ...]
    levels: tuple[int, ...]
    kinds: tuple[int, ...]
    firsts: tuple[Source, ...] = ()

    @property
    def counted(self) -> tuple[int, ...]:
        """The series that the value is made of."""
        return (*(series for series, _sign in (*self.added, *self.taken)), *self.levels)


class Summing:
    """Adds up flows and stocks; what several questions share is added up once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._laid: dict[tuple[object, ...], tuple[Laid, ...]] = {}
        self._joint: dict[tuple[object, ...], dict[tuple[int, bool], int]] = {}
        self._summed: dict[tuple[object, ...], Summed] = {}

    def sums(self, asked: Asked, *, scope: Scope, period: Period) -> Sums:
        """The amount of a flow or stock in thousandths, with joint occasions counted as they should be."""
        if counts_persons(asked.figure):
            return self.persons(asked, scope=scope, period=period)[0]
        found = self.summed(asked)
        result = Sums()
        for sources, factor in ((found.added, 1), (found.taken, -1)):
            if sources:
                result = result.plus(self._of_sources(sources, asked.figure, scope, period), factor)
        if found.levels:
            key = ("levels", found.levels, period.last)
            if key not in self._laid:
                day = day_number(period.last)
                levels = self.reading.levels(found.levels, day=day)
                forest = self.reading.forest(period.last)
                self._laid[key] = (lay_levels(levels, forest=forest, day=day, ended=self.reading.ended),)
            result = result.plus(total(self._laid[key], unit=scope.unit, own=scope.own, under=scope.under))
        return result

    def entries(self, asked: Asked, *, scope: Scope, period: Period) -> set[int]:
        """The standing entries that make the value of a flow or stock."""
        figure = asked.figure
        found = self.summed(asked)
        series = found.kinds if counts_persons(figure) else found.counted
        reading = self.reading
        changes = reading.standing(sorted(set(series) - set(found.levels)), figure=figure, period=period)
        signs = {key: sign for key, sign in (*found.added, *found.taken) if sign}
        kept = [
            row
            for row in changes
            if row.series not in signs or (row.amount > 0 if signs[row.series] == "+" else row.amount < 0)
        ]
        behind = {row.entry for row in kept if self._inside(row.unit, row.last, figure, scope, period)}
        if found.levels:
            day = day_number(period.last)
            levels = last_levels(reading.levels(found.levels, day=day), day=day, ended=reading.ended)
            behind |= {one.entry for one in levels if self._inside(one.unit, one.last, figure, scope, period)}
        return behind

    def leaves_unsaid(self, asked: Asked, *, scope: Scope, period: Period) -> bool:
        """Whether the period has entries of the figure's kinds, but none that say its quantity."""
        found = self.summed(asked)
        others = tuple((key, "") for key in found.kinds if key not in found.counted)
        if counts_persons(asked.figure) or found.levels or not others:
            return False
        return self._of_sources(others, asked.figure, scope, period).entries > 0

    def entries_of_kinds(self, asked: Asked, *, scope: Scope, period: Period) -> int:
        """How many entries could say what is counted; 0 where not each of them should."""
        firsts = self.summed(asked).firsts
        return self._of_sources(firsts, asked.figure, scope, period).entries if firsts else 0

    def persons(self, asked: Asked, *, scope: Scope, period: Period) -> tuple[Sums, str]:
        """How many different people attended, and why that cannot be told where it cannot."""
        kinds = self.summed(asked).kinds
        rows = [
            row
            for row in self.reading.standing(kinds, figure=asked.figure, period=period)
            if self._inside(row.unit, row.last, asked.figure, scope, period)
        ]
        cut = self._of_sources(tuple((key, "") for key in kinds), asked.figure, scope, period).cut
        people = self.reading.people({row.entry for row in rows})
        everybody = {person for its in people.values() for person in its}
        entries = {row.entry for row in rows}
        reason = ""
        if any(len(people.get(entry, ())) < least for entry, least in self._least_people(rows).items()):
            reason = _("some of these records do not name who attended, or it was erased; attendances are counted")
        return Sums(len(everybody) * SCALE, len(entries), cut), reason

    def _least_people(self, rows: list[Standing]) -> dict[int, int]:
        """How many people each entry must name to be complete: its persons, else its attendances, else one."""
        quantity = {row.id: row.quantity for row in self.reading.series}
        said: dict[int, dict[str, int]] = {}
        for row in rows:
            said.setdefault(row.entry, {})[quantity[row.series]] = row.amount // SCALE
        return {entry: its.get("persons", its.get("people", 1)) for entry, its in said.items()}

    def _of_sources(self, sources: tuple[Source, ...], figure: Figure, scope: Scope, period: Period) -> Sums:
        first = EARLIEST if figure.type == "stock" else day_number(period.first)
        last = day_number(period.last)
        key = (sources, figure.type == "stock", first, last)
        if key not in self._laid:
            reading = self.reading
            trees = reading.trees_for(period) if figure.type == "stock" else reading.trees
            found = reading.slices(sources, figure=figure, period=period)
            self._laid[key] = lay(found, trees=trees, first=first, last=last)
            wanted = set(sources)
            members = [one for one in reading.members if one.source in wanted]
            self._joint[key] = joint_changes(members, trees=trees, first=first, last=last)
        sums = total(self._laid[key], unit=scope.unit, own=scope.own, under=scope.under)
        joint = self._joint[key] if scope.under is None else self._joint_under(sources, figure, scope, period)
        return sums._replace(amount=sums.amount + joint.get((scope.unit, scope.own), 0))

    def _joint_under(
        self, sources: tuple[Source, ...], figure: Figure, scope: Scope, period: Period
    ) -> dict[tuple[int, bool], int]:
        """What occasions take off while the unit stood below ``scope.under``."""
        trees = self.reading.trees_for(period) if figure.type == "stock" else self.reading.trees
        members = [
            one
            for one in self.reading.members
            if one.source in sources and trees.on(one.last).parents[scope.unit] == scope.under
        ]
        first = EARLIEST if figure.type == "stock" else day_number(period.first)
        return joint_changes(members, trees=trees, first=first, last=day_number(period.last))

    def _inside(self, unit: int, last: int, figure: Figure, scope: Scope, period: Period) -> bool:
        """Whether an entry of ``unit`` counts in the scope: a stock in the tree of the period's end, a flow in its own."""
        if scope.own:
            return unit == scope.unit
        trees = self.reading.trees_for(period) if figure.type == "stock" else self.reading.trees
        forest = trees.on(last)
        if scope.under is not None and forest.parents[scope.unit] != scope.under:
            return False
        start, end = forest.span(scope.unit)
        return start <= forest.place[unit] < end

    def summed(self, asked: Asked) -> Summed:
        """What the terms of ``asked`` stand for."""
        figure, labels = asked.figure, asked.labels
        key = (figure.key, figure.quantity, tuple(sorted(labels.items())))
        if key not in self._summed:
            added: dict[Source, None] = {}
            taken: dict[Source, None] = {}
            levels: dict[int, None] = {}
            kinds: dict[int, None] = {}
            firsts: dict[Source, None] = {}
            for term in figure.terms:
                pins = {**labels, **term.labels}
                if any(pins[label] != value for label, value in labels.items()):
                    continue
                series = self.reading.series_of(term.kind, quantity=term.quantity, labels=pins)
                if self.reading.catalogue.kinds[term.kind].adds == "level":
                    levels.update(dict.fromkeys(series))
                else:
                    (taken if term.sign == "-" else added).update({(one, term.sign): None for one in series})
                kinds.update(dict.fromkeys(self.reading.series_of(term.kind, quantity=None, labels=pins)))
                first = self.reading.catalogue.kinds[term.kind].first.key
                if figure.type == "flow" and term.quantity in _OF_EACH and term.quantity != first:
                    others = self.reading.series_of(term.kind, quantity=first, labels=pins)
                    firsts.update({(one, ""): None for one in others})
            self._summed[key] = Summed(tuple(added), tuple(taken), tuple(levels), tuple(kinds), tuple(firsts))
        return self._summed[key]


def counts_persons(figure: Figure) -> bool:
    """Whether different people are counted: a flow of persons, which no sum of entries can tell."""
    return figure.type == "flow" and any(term.quantity == "persons" for term in figure.terms)
