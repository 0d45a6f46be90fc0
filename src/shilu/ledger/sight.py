"""What part of the ledger somebody sees: units on their days, and kinds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from shilu.ledger.small_ids import known_kind_ids, known_unit_ids
from shilu.lib.day_numbers import day_number
from shilu.organisation.structure import Structure


@dataclass(frozen=True, slots=True)
class Part:
    """The records of ``units`` (None: of all), of ``kinds`` (None: of all).

    ``former`` are units that stood there on earlier days only, each with the last day before it left.
    """

    units: frozenset[UUID] | None = None
    kinds: frozenset[str] | None = None
    former: tuple[tuple[UUID, date], ...] = ()

    def sees(self, unit: UUID, *, kind: str, last: date) -> bool:
        """Whether a record of ``kind`` of ``unit`` that ends on ``last`` is among them."""
        if self.kinds is not None and kind not in self.kinds:
            return False
        return (
            self.units is None
            or unit in self.units
            or any(unit == left and last <= until for left, until in self.former)
        )


@dataclass(frozen=True, slots=True)
class Sight:
    """All that somebody sees: the records of any of its parts."""

    parts: tuple[Part, ...] = ()

    @property
    def everything(self) -> bool:
        return any(part.units is None and part.kinds is None for part in self.parts)

    def sees(self, unit: UUID, *, kind: str, last: date) -> bool:
        """Whether a record of ``kind`` of ``unit`` that ends on ``last`` may be read."""
        return any(part.sees(unit, kind=kind, last=last) for part in self.parts)

    def kinds_of(self, unit: UUID) -> frozenset[str] | None:
        """The kinds that may be read of ``unit`` and all below it as it stands now; None for all, empty for none."""
        found: frozenset[str] = frozenset()
        for part in self.parts:
            if part.units is None or unit in part.units:
                if part.kinds is None:
                    return None
                found |= part.kinds
        return found

    def rows(self) -> Q:
        """The condition on rows of the log that keeps records out of sight away; two queries at most."""
        if self.everything:
            return Q()
        if not self.parts:
            return Q(pk__in=())
        units, kinds = known_unit_ids().ids, known_kind_ids().ids
        return reduce(or_, (_condition(part, units, kinds) for part in self.parts))


EVERYTHING = Sight((Part(),))
"""What the command line sees, which acts for the whole body."""


def _condition(part: Part, ids: Mapping[UUID, int], kinds: Mapping[str, int]) -> Q:
    found = Q()
    if part.units is not None:
        found = Q(unit__in=[ids[unit] for unit in part.units if unit in ids])
        for unit, until in part.former:
            found |= Q(unit=ids[unit], last__lte=day_number(until))
    if part.kinds is not None:
        found &= Q(kind__in=[kinds[key] for key in part.kinds if key in kinds])
    return found


def subtree_part(units: Iterable[UUID], *, structure: Structure, kinds: frozenset[str] | None = None) -> Part:
    """The part of those who see ``units`` with all that stands below them now, or stood below them on a record's day.

    Where that is the whole organisation the part names no units, so that nothing has to be looked up for it.
    """
    tree = structure.tree_now()
    inside: frozenset[UUID] = frozenset()
    roots = set(units)
    for unit in roots:
        inside |= tree.subtree(unit)
    if len(inside) == len(structure.units):
        return Part(kinds=kinds)
    former: list[tuple[UUID, date]] = []
    turning = structure.turning_days()
    for uuid in structure.units if turning else ():
        if uuid in inside:
            continue
        left = [day for day in turning if _stood_below(structure, uuid, roots, before=day)]
        if left:
            former.append((uuid, date.fromordinal(max(left).toordinal() - 1)))
    return Part(inside, kinds, tuple(former))


def _stood_below(structure: Structure, unit: UUID, roots: set[UUID], *, before: date) -> bool:
    """Whether ``unit`` stood below one of ``roots`` on the last day before a move, and did no more on the day itself."""
    eve = date.fromordinal(before.toordinal() - 1)
    then, after = structure.chain_on(unit, day=eve), structure.chain_on(unit, day=before)
    return not roots.isdisjoint(then) and roots.isdisjoint(after)
