"""Counting by hand: the design's words, one by one, over the raw rows of the log, with no regard for speed.

Nothing here is shared with the program but the reading of the catalogue: trees, days, occasions, levels and confirmed
periods are worked out again, naively, for every single question.
"""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from shilu.ledger.models import Kind, Row
from shilu.organisation.models import Unit

DAY = timedelta(days=1)


def day_of(number: int) -> date:
    return date.fromisoformat(str(number))


@dataclass
class Fact:
    seq: int
    kind: str
    unit: str
    first: date
    last: date
    whole: bool
    labels: dict[str, str]
    quantities: dict[str, Decimal]
    reversed_at: int | None = None

    @property
    def start(self) -> date:
        """An entry belongs to the period that holds its last day; one that sums a time, to those that hold all of it."""
        return self.first if self.whole else self.last


class Place(NamedTuple):
    """The unit, the days, and whether the tree is taken as it is now."""

    unit: str
    first: date
    last: date
    now: bool


@dataclass
class Answer:
    value: Decimal | None
    status: str
    entries: set[int] = field(default_factory=set)


class Hand:
    """The rows up to position ``at``, read one by one."""

    def __init__(self, at: int) -> None:
        codes = dict(Unit.objects.values_list("id", "code"))
        uuids = {str(uuid): code for uuid, code in Unit.objects.values_list("uuid", "code")}
        kinds = dict(Kind.objects.values_list("id", "key"))
        self.facts: dict[int, Fact] = {}
        self.words: list[tuple[str, str, date, date]] = []
        self.joined: dict[int, str] = {}
        self.parents: dict[str, list[tuple[date, str | None]]] = {}
        self.ends: dict[str, tuple[date, list[str]]] = {}
        self.started: dict[str, date] = {}
        for row in Row.objects.filter(seq__lte=at).order_by("seq"):
            if row.type == "entry":
                self.facts[row.seq] = Fact(
                    row.seq,
                    kinds[row.kind],
                    codes[row.unit],
                    day_of(row.first),
                    day_of(row.last),
                    bool(row.whole),
                    json.loads(row.labels) if row.labels else {},
                    {key: Decimal(amount) for key, amount in json.loads(row.quantities).items()},
                )
            elif row.type == "reversal":
                self.facts[row.target].reversed_at = row.seq
            elif row.type in {"closed", "opened"}:
                self.words.append((row.type, codes[row.unit], day_of(row.first), day_of(row.last)))
            elif row.type == "organisation":
                for change in json.loads(row.body)["changes"]:
                    self.change(change, uuids)
            elif row.type in {"joined", "left"}:
                self.occasion(row.type, json.loads(row.body))

    def occasion(self, type_: str, body: dict[str, Any]) -> None:
        for entry in body["entries"]:
            if type_ == "joined":
                self.joined[entry] = body["occasion"]
            elif self.joined.get(entry) == body["occasion"]:
                del self.joined[entry]

    def change(self, change: dict[str, Any], uuids: dict[str, str]) -> None:
        if change["change"] not in {"unit-added", "unit-moved", "unit-ended"}:
            return
        unit, on = uuids[change["unit"]], date.fromisoformat(change["on"])
        if change["change"] == "unit-ended":
            self.ends[unit] = (on, [uuids[one] for one in change["successors"]])
            return
        parent = uuids[change["parent"]] if change["parent"] else None
        if change["change"] == "unit-added":
            self.started[unit] = on
            self.parents[unit] = []
        # Of two on one day the one entered later holds: it replaces the other.
        self.parents[unit] = [kept for kept in self.parents[unit] if kept[0] != on] + [(on, parent)]
        self.parents[unit].sort(key=lambda known: known[0])

    def parent(self, unit: str, day: date | None) -> str | None:
        """Who stands above on a day; None for ``day`` asks for the tree as it is now."""
        if day is None:
            if unit in self.ends and len(self.ends[unit][1]) == 1:
                return self.ends[unit][1][0]
            return self.parents[unit][-1][1]
        found = self.parents[unit][0][1]
        for on, parent in self.parents[unit]:
            if on <= day:
                found = parent
        return found

    def above(self, unit: str, day: date | None) -> list[str]:
        found: list[str] = []
        at: str | None = unit
        while at is not None:
            found.append(at)
            at = self.parent(at, day)
        return found

    def standing(self) -> list[Fact]:
        return [fact for fact in self.facts.values() if fact.reversed_at is None]

    def flow(self, kinds: list[str], quantity: str, place: Place, *, sign: int = 0) -> Answer:
        def inside(fact: Fact) -> bool:
            return (
                fact.kind in kinds
                and quantity in fact.quantities
                and place.unit in self.above(fact.unit, None if place.now else fact.last)
                and (not sign or fact.quantities[quantity] * sign > 0)
            )

        mine = [fact for fact in self.standing() if inside(fact)]
        counted = [fact for fact in mine if place.first <= fact.start and fact.last <= place.last]
        touched = [fact for fact in mine if fact.start <= place.last and place.first <= fact.last]
        cut = any(fact.quantities[quantity] for fact in touched if fact not in counted)
        value = self.with_occasions(counted, quantity) * (sign or 1)
        return self.answer(kinds, quantity, place, value=value, counted=counted, cut=cut)

    def with_occasions(self, facts: list[Fact], quantity: str) -> Decimal:
        value = Decimal(0)
        for occasion in {self.joined.get(fact.seq) for fact in facts}:
            together = [fact for fact in facts if self.joined.get(fact.seq) == occasion]
            if occasion is None:
                value += sum(fact.quantities[quantity] for fact in together)
            elif quantity in {"times", "items"}:
                value += max((fact.quantities[quantity] for fact in together), key=abs)
            else:
                for one in {fact.unit for fact in together}:
                    value += max((fact.quantities[quantity] for fact in together if fact.unit == one), key=abs)
        return value

    def by_change(self, kinds: list[str], quantity: str, place: Place) -> Answer:
        tree = None if place.now else place.last
        mine = [
            fact
            for fact in self.standing()
            if fact.kind in kinds and quantity in fact.quantities and place.unit in self.above(fact.unit, tree)
        ]
        counted = [fact for fact in mine if fact.last <= place.last]
        cut = any(fact.start <= place.last < fact.last and fact.quantities[quantity] for fact in mine)
        value = self.with_occasions(counted, quantity)
        return self.answer(kinds, quantity, place, value=value, counted=counted, cut=cut)

    def newest(self, kind: str, quantity: str, unit: str, last: date) -> Fact | None:
        stated = [
            fact
            for fact in self.standing()
            if fact.kind == kind and fact.unit == unit and quantity in fact.quantities and fact.last <= last
        ]
        return max(stated, key=lambda fact: (fact.last, fact.seq), default=None)

    def by_level(self, kind: str, quantity: str, place: Place) -> Answer:
        def carried_on(of: str, since: date, seen: tuple[str, ...]) -> bool:
            """Whether whoever carries on the work of a unit has stated a level since it ended."""
            for successor in self.ends.get(of, (None, []))[1]:
                if successor in seen:
                    continue
                stated = self.newest(kind, quantity, successor, place.last)
                if (stated and stated.last >= since) or carried_on(successor, since, (*seen, successor)):
                    return True
            return False

        counted = []
        for of in self.parents:
            fact = self.newest(kind, quantity, of, place.last)
            if fact is None or place.unit not in self.above(of, None if place.now else place.last):
                continue
            end = self.ends.get(of)
            if end and end[0] <= place.last and (not end[1] or carried_on(of, end[0], (of,))):
                continue
            counted.append(fact)
        value = sum((fact.quantities[quantity] for fact in counted), Decimal(0))
        return self.answer([kind], quantity, place, value=value, counted=counted, cut=False)

    def answer(
        self, kinds: list[str], quantity: str, place: Place, *, value: Decimal, counted: list[Fact], cut: bool
    ) -> Answer:
        status = self.reported(place)
        if counted:
            whole = status == "reported" and not cut
            return Answer(value, "reported" if whole else "partial", {fact.seq for fact in counted})
        turns = [on for known in self.parents.values() for on, _parent in known]
        trees: list[date | None] = [date(1900, 1, 1), *turns, *([None] if place.now else [])]
        if not any(
            fact.kind in kinds
            and quantity in fact.quantities
            and any(place.unit in self.above(fact.unit, day) for day in trees)
            for fact in self.facts.values()
        ):
            return Answer(None, "none")
        if cut:
            return Answer(None, "partial")
        return Answer(Decimal(0) if status == "reported" else None, status)

    def reported(self, place: Place) -> str:
        yes = no = False
        day = place.first
        while day <= place.last:
            for one in self.at_work(place.unit, day, now=place.now):
                said = False
                for word, of, start, stop in self.words:
                    if start <= day <= stop and of in self.above(one, day):
                        said = word == "closed"
                there = self.started[one] <= day and (one not in self.ends or day < self.ends[one][0])
                yes, no = yes or said, no or (there and not said)
            day += DAY
        if yes and not no:
            return "reported"
        return "partial" if yes else "none"

    def at_work(self, unit: str, day: date, *, now: bool) -> list[str]:
        """Those who must report: the units that exist on the day below ``unit`` and have none below them; else itself."""
        tree = None if now else day
        alive = [
            one
            for one in self.parents
            if one != unit
            and unit in self.above(one, tree)
            and self.started[one] <= day
            and (one not in self.ends or day < self.ends[one][0])
        ]
        lowest = [one for one in alive if not any(one != other and one in self.above(other, tree) for other in alive)]
        return lowest or [unit]
