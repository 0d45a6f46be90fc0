"""Units and people that would be no more if their coming were taken back, and what in the log holds them."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shilu.ledger.models import Attendance, Row
from shilu.ledger.queries import catalogue_at
from shilu.ledger.small_ids import unit_ids
from shilu.lib.enumerating import in_clauses
from shilu.lib.errors import Refused
from shilu.organisation.queries import names_of
from shilu.organisation.structure import Structure, Unit

_TOLD: Final = 5


@dataclass(frozen=True, slots=True)
class Gone:
    """Units and people that came in by a change, and would be no more without it."""

    units: Collection[UUID]
    people: Collection[UUID]


@dataclass(frozen=True, slots=True)
class Stop:
    """Who or what cannot go, and what hangs on it."""

    name: str
    why: str


Besides = Callable[[Gone], Sequence[Stop]]
"""What else holds units and people, in tables of which the ledger does not know."""


class Stopped(Refused):
    """A change that brought in units or people on which something hangs; ``stops`` names each."""

    def __init__(self, stops: Sequence[Stop]) -> None:
        shown = in_clauses(_("%(name)s: %(why)s") % {"name": one.name, "why": one.why} for one in stops[:_TOLD])
        message = _("%(count)s things hang on what came in by it: %(shown)s")
        super().__init__(message % {"count": len(stops), "shown": shown})
        self.stops = tuple(stops)


def gone_between(before: Structure, after: Structure) -> Gone:
    """What ``before`` has and ``after`` has not."""
    units = tuple(uuid for uuid in before.units if uuid not in after.units)
    return Gone(units, tuple(person for person in before.people if person not in after.people))


def held_by_log(gone: Gone, *, before: Structure) -> list[Stop]:
    """What of the log names units that would go, and who of the people attended something."""
    units = [before.units[uuid] for uuid in gone.units]
    counts = _rows_of(gone.units)
    papers = _units_of_papers() if units else frozenset()
    targets = {target.unit for figure in catalogue_at().figures.values() for target in figure.targets}
    found = []
    for unit in units:
        why = _why(unit, counts.get(unit.uuid, 0), papers=papers, targets=targets)
        found += [Stop(unit.name, one) for one in why]
    attended = dict(
        Attendance.objects.filter(person__in=gone.people)
        .values("person")
        .annotate(n=Count("id"))
        .values_list("person", "n")
    )
    names = names_of(attended)
    for person, count in attended.items():
        told = ngettext("attended %(count)s event", "attended %(count)s events", count) % {"count": count}
        found.append(Stop(names.get(person, "—"), told))
    return found


def _why(unit: Unit, rows: int, *, papers: Collection[str], targets: Collection[str]) -> list[str]:
    why = []
    if rows:
        why.append(ngettext("%(count)s row of the ledger", "%(count)s rows of the ledger", rows) % {"count": rows})
    if unit.code in papers:
        why.append(_("issued papers"))
    if {unit.code, str(unit.uuid)} & set(targets):
        why.append(_("targets"))
    return why


def _rows_of(units: Collection[UUID]) -> dict[UUID, int]:
    ids = unit_ids()
    small = {ids[uuid]: uuid for uuid in units if uuid in ids}
    counted = Row.objects.filter(unit__in=small).values("unit").annotate(n=Count("seq")).values_list("unit", "n")
    return {small[unit]: count for unit, count in counted if unit is not None}


def _units_of_papers() -> frozenset[str]:
    bodies = Row.objects.filter(type="report").values_list("body", flat=True)
    return frozenset(str(json.loads(body).get("unit", "")) for body in bodies)
