"""The ledger as of one position, for answering several questions at once: each sum is fetched when first needed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from shilu.figures.reported import Coverage, Life, Organisation, Word, coverage
from shilu.figures.rollup import Ended, Level, Member, Slice, Source
from shilu.figures.sums import EARLIEST, SeriesRow, Standing, all_series, people_of, seen, slices, standing, standing_of
from shilu.figures.trees import Forest, Trees, forest_of
from shilu.ledger.catalogue import Catalogue, Figure, Term
from shilu.ledger.queries import catalogue_at, memberships, moment_of, position, said_of_periods, structure_at
from shilu.ledger.small_ids import ids_of
from shilu.lib.day_numbers import day_number
from shilu.lib.period import Period
from shilu.organisation.structure import Structure, Tree

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose entries are meant: a unit by its small id with all below it, or (``own``) what it recorded itself.

    With ``under`` only what counted while the unit stood directly below that one.
    """

    unit: int
    own: bool = False
    under: int | None = None


class Reading:
    """What the first ``at`` rows say; ``then`` counts entries in the tree of their day, else in the tree as it is now.

    ``today`` is the day of the question: nobody is missing for a month that is not over on it. None asks for all days.
    """

    def __init__(self, at: int | None = None, *, today: date | None, then: bool = True) -> None:
        self.at = position() if at is None else at
        self.then = then
        self.today = today
        self.catalogue: Catalogue = catalogue_at(self.at)
        self.structure: Structure = structure_at(self.at)
        self.ids = ids_of(self.structure.units)
        self.units = {self.ids[uuid]: uuid for uuid in self.structure.units}
        self.days = self._trees_of_days()
        self.trees = self.days if then else Trees((EARLIEST,), (self._forest(self.structure.tree_now()),))
        self._fine: set[int] = self._months_cut(self.structure.turning_days())
        self._spans: dict[Source, tuple[int, int]] = {}
        self._slices: dict[Source, list[Slice]] = {}
        self._levels: dict[int, tuple[int, list[Level]]] = {}
        self._standing: dict[tuple[object, ...], list[Standing]] = {}
        self._people: dict[int, set[UUID]] = {}
        self._seen: dict[int, set[int]] = {}
        self._prepared: set[int] = set()
        self._below: dict[int, frozenset[int]] = {}
        self._coverage: dict[tuple[Scope, Period], Coverage] = {}

    @cached_property
    def moment(self) -> datetime | None:
        """When the last of those rows came in."""
        return moment_of(self.at)

    def forest(self, day: date) -> Forest:
        """The tree in which a stock, or who has not reported, is looked at on ``day``."""
        return self.trees.on(day_number(day))

    def trees_for(self, period: Period) -> Trees:
        """The one tree in which a stock at the end of ``period`` is rolled up."""
        return Trees((EARLIEST,), (self.forest(period.last),))

    def prepare(self, figures: Iterable[Figure], periods: Collection[Period]) -> None:
        """Fetch what leaf ``figures`` need in ``periods`` by one statement, and who recorded any of it by another."""
        for period in periods:
            self._cut_at(period)
        wanted: dict[Source, tuple[int, int]] = {}
        for figure in figures:
            for term in figure.terms:
                sources = self._sources_of(term)
                self._prepared.update(key for key, _sign in sources)
                for period in periods:
                    self._widen(wanted, sources, figure, period)
        self._load(wanted)

    def slices(self, sources: Collection[Source], *, figure: Figure, period: Period) -> list[Slice]:
        """The slices of ``sources`` that touch what ``figure`` counts in ``period``."""
        self._cut_at(period)
        wanted: dict[Source, tuple[int, int]] = {}
        self._widen(wanted, sources, figure, period)
        self._load(wanted)
        return [piece for source in sources for piece in self._slices[source]]

    def levels(self, series: Collection[int], *, day: int) -> list[Level]:
        """Every standing statement of a level up to ``day``."""
        missing = [key for key in series if key not in self._levels or self._levels[key][0] < day]
        if missing:
            rows = standing(missing, last=day, at=self.at)
            for key in missing:
                self._levels[key] = (day, [])
            for row in rows:
                self._levels[row.series][1].append(Level(row.series, row.unit, row.entry, row.last, row.amount))
        return [level for key in series for level in self._levels[key][1] if level.last <= day]

    def standing(self, series: Collection[int], *, figure: Figure, period: Period) -> list[Standing]:
        """The entries of ``series`` that count in ``period``."""
        first = EARLIEST if figure.type == "stock" else day_number(period.first)
        key = (frozenset(series), first, period.last)
        if key not in self._standing:
            self._standing[key] = standing(series, first=first, last=day_number(period.last), at=self.at)
        return self._standing[key]

    def people(self, entries: Collection[int]) -> dict[int, set[UUID]]:
        """Who attended each entry's event, as far as it is known."""
        missing = [entry for entry in entries if entry not in self._people]
        if missing:
            self._people.update({entry: set() for entry in missing})
            self._people.update(people_of(missing))
        return {entry: self._people[entry] for entry in entries}

    def look_for(self, series: Collection[int]) -> None:
        """Find out by one statement who recorded anything of ``series``, and of all that is prepared with them."""
        missing = {key for key in series if key not in self._seen}
        if missing:
            missing |= self._prepared - self._seen.keys()
            self._seen.update({key: set() for key in missing})
            for key, its in seen(missing, at=self.at):
                self._seen[key].add(its)

    def ever_recorded(self, series: Collection[int], unit: int) -> bool:
        """Whether anybody in what is or was the unit's subtree recorded anything of ``series``."""
        self.look_for(series)
        below = self._ever_below(unit)
        return any(not below.isdisjoint(self._seen[key]) for key in series)

    def over(self, period: Period) -> date | None:
        """Up to which day of ``period`` all can have reported; None where no month of it is over."""
        return period.last if self.today is None else period.over_by(self.today)

    def coverage(self, scope: Scope, period: Period) -> Coverage:
        """How far ``period`` is reported."""
        key = (scope, period)
        if key not in self._coverage:
            self._coverage[key] = coverage(
                scope.unit,
                first=period.first,
                last=period.last,
                over=self.over(period),
                organisation=self.organisation,
                shape=self.trees,
                own=scope.own,
                under=scope.under,
            )
        return self._coverage[key]

    def series_of(self, kind: str, *, quantity: str | None, labels: Mapping[str, str]) -> list[int]:
        """The series of a kind that carry ``labels``; an empty value asks for those without that label."""
        return [
            row.id
            for row in self._of_kind.get(kind, ())
            if (quantity is None or row.quantity == quantity)
            and all(row.labels.get(key, "") == value for key, value in labels.items())
        ]

    def label_values(self, kind: str, key: str) -> set[str]:
        """The values of a label that records of the kind carry; the empty one where some carry none."""
        return {row.labels.get(key, "") for row in self._of_kind.get(kind, ())}

    def name(self, unit: int) -> str:
        """The unit's name as of the position."""
        return self.structure.units[self.units[unit]].name

    @cached_property
    def members(self) -> list[Member]:
        """The standing members of all occasions, for every quantity that they count."""
        joined = memberships(self.at)
        quantities = self.catalogue.quantities
        once = {
            row.id: row.quantity not in quantities or quantities[row.quantity].joint == "once" for row in self.series
        }
        return [
            Member(
                joined[row.entry].hex, row.unit, (row.series, sign), row.since, row.last, row.amount, once[row.series]
            )
            for row in standing_of(joined, at=self.at)
            for sign in ("", "+" if row.amount > 0 else "-")
        ]

    @cached_property
    def organisation(self) -> Organisation:
        """What coverage is judged by."""
        words = [
            Word(self.ids[said.unit], said.type != "opened", said.first, said.last)
            for said in said_of_periods(self.at)
            if said.unit is not None
        ]
        lives = {self.ids[uuid]: Life(unit.started, unit.ended) for uuid, unit in self.structure.units.items()}
        return Organisation(words, self.days, lives)

    @cached_property
    def ended(self) -> dict[int, Ended]:
        """The units that are no more, with those that carry on."""
        return {
            self.ids[uuid]: Ended(day_number(unit.ended), tuple(self.ids[one] for one in unit.successors))
            for uuid, unit in self.structure.units.items()
            if unit.ended is not None
        }

    @cached_property
    def series(self) -> list[SeriesRow]:
        """Every series of the ledger."""
        return all_series()

    @cached_property
    def _of_kind(self) -> dict[str, list[SeriesRow]]:
        found: dict[str, list[SeriesRow]] = {}
        for row in self.series:
            found.setdefault(row.kind, []).append(row)
        return found

    def _ever_below(self, unit: int) -> frozenset[int]:
        if unit not in self._below:
            self._below[unit] = self.days.ever_below(unit) | self.trees.ever_below(unit)
        return self._below[unit]

    def _trees_of_days(self) -> Trees:
        turns = self.structure.turning_days()
        days = [date.min, *turns]
        forests = tuple(self._forest(self.structure.tree_on(day)) for day in days)
        return Trees((EARLIEST, *map(day_number, turns)), forests)

    def _forest(self, tree: Tree) -> Forest:
        return forest_of(
            {self.ids[unit]: None if parent is None else self.ids[parent] for unit, parent in tree.parents.items()}
        )

    def _sources_of(self, term: Term) -> list[Source]:
        """What may be asked of a term; without a sign every quantity of its kind, to tell which were not counted."""
        series = self.series_of(term.kind, quantity=term.quantity if term.sign else None, labels={})
        return [(key, term.sign) for key in series]

    def _widen(
        self, wanted: dict[Source, tuple[int, int]], sources: Iterable[Source], figure: Figure, period: Period
    ) -> None:
        first = EARLIEST if figure.type == "stock" else day_number(period.first)
        last = day_number(period.last)
        for source in sources:
            before = wanted.get(source) or self._spans.get(source) or (first, last)
            wanted[source] = (min(first, before[0]), max(last, before[1]))

    def _load(self, wanted: Mapping[Source, tuple[int, int]]) -> None:
        missing: dict[tuple[int, int], list[Source]] = {}
        for source, span in wanted.items():
            if source not in self._slices or self._spans[source] != span:
                missing.setdefault(span, []).append(source)
        for (first, last), sources in missing.items():
            self._slices.update(slices(sources, first=first, last=last, fine=self._fine, at=self.at))
            self._spans.update(dict.fromkeys(sources, (first, last)))

    def _cut_at(self, period: Period) -> None:
        """See to it that no bucket reaches over an edge of ``period``."""
        edges = self._months_cut((period.first, period.last + _DAY))
        if not edges <= self._fine:
            self._fine |= edges
            self._slices.clear()

    @staticmethod
    def _months_cut(days: Iterable[date]) -> set[int]:
        """The months that begin not with one of ``days`` but hold it."""
        return {day_number(day) // 100 for day in days if day.day != 1}
