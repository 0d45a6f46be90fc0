"""Changes of the organisation as they were entered, and taking one of them back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.following import drop_roles, follow_back, follow_people, follow_roots, unfollow_roots
from shilu.access.hanging import hanging
from shilu.access.queries import account_names
from shilu.access.roles import Right
from shilu.ledger.log import instant_of
from shilu.ledger.models import Row
from shilu.ledger.organising_back import structure_without, take_back
from shilu.ledger.organising_gone import Gone, Stop, Stopped, gone_between
from shilu.ledger.queries import organisation_rows, structure_at
from shilu.lib.enumerating import in_clauses
from shilu.lib.errors import Refused
from shilu.organisation.changes import (
    Change,
    PersonLeft,
    PersonPlaced,
    PostHeld,
    UnitAdded,
    UnitEnded,
    UnitMoved,
)
from shilu.organisation.queries import names_of
from shilu.organisation.replaying import ChangeRow, taken_back
from shilu.organisation.structure import Structure, Unit
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.views.administration import asked_first, audited
from shilu.web.views.organisation_told import told

_SCREENFUL: Final = 30
_MOST_LINES: Final = 6


@dataclass(frozen=True, slots=True)
class Entered:
    """One row of changes: when, by whom, what; whether it was taken back, and whether the reader may do so."""

    seq: int
    at: datetime
    name: str
    lines: tuple[str, ...]
    more: int
    gone: bool
    open: bool


def listed(request: Request) -> HttpResponse:
    """The changes that touch nothing but what the reader administers, newest first; of one unit or person if asked."""
    rows = organisation_rows()
    gone = taken_back(rows)
    wanted = [row for row in reversed(rows) if _concerns(request, row, rows) and _may(request, row, rows)]
    shown = Paginator(wanted, _SCREENFUL).get_page(request.GET.get("page"))
    context = {"entered": list(_entered(request, list(shown), rows, gone)), "shown": shown, "asked": request.GET}
    return render(request, "organisation/changes.html", context)


def back(request: Request, seq: int) -> HttpResponse:
    """A change taken back, after it was asked."""
    rows = organisation_rows()
    row = next((one for one in rows if one.seq == seq), None)
    if row is None or not _may(request, row, rows):
        raise Http404
    asking = request.asking
    (shown,) = _entered(request, [row], rows, taken_back(rows))

    def undo() -> str:
        done: list[Structure] = []
        changes = _meant(row, rows).changes

        def change() -> None:
            done.append(take_back(seq, clerk=asking.clerk, besides=besides))
            drop_roles(asking.structure, done[0])
            follow_roots(asking.structure, done[0], on=asking.today, by=asking.by)
            entered = instant_of(Row.objects.get(seq=seq).received)
            unfollow_roots(asking.structure, done[0], given_at=entered, on=asking.today, by=asking.by)
            if _holds_again(row, rows):
                for day in sorted({one.on for one in changes if isinstance(one, PersonPlaced)}):
                    follow_people(asking.structure, done[0], on=day, by=asking.by)
            else:
                follow_back(asking.structure, done[0], changes=changes, by=asking.by)

        audited(request, "organisation-back", change, what=shown.lines[0][:300] if shown.lines else str(seq))
        if gone_between(asking.structure, done[0]).people:
            return _(
                "Taken back. The names of the people who came in by it are erased; to have them again, take the list in anew."
            )
        return _("Taken back; it stands under the changes and can hold again.")

    def besides(gone: Gone) -> list[Stop]:
        return hanging(gone, before=asking.structure, on=asking.today)

    try:
        structure_without(seq, rows, besides=besides)  # what cannot be is said before it is asked
    except Stopped as stopped:
        return render(request, "organisation/stopped.html", {"stops": stopped.stops}, status=422)
    except Refused as refused:
        return render(request, "organisation/stopped.html", {"line": str(refused)}, status=422)
    told = in_clauses(shown.lines) + (_(" and %(count)s more") % {"count": shown.more} if shown.more else "")
    return asked_first(
        request,
        undo,
        title=_("Take the change back"),
        line=_("It is as if this had not been entered: %(what)s. Roles that ended by it are given back.")
        % {"what": told}
        + _went_along(row, rows),
        button=_("Take it back"),
        back=reverse("organisation_changes"),
    )


def end_of(request: Request, unit: Unit) -> int | None:
    """The position of the change by which ``unit`` ended, where the reader may take it back."""
    if unit.ended is None:
        return None
    rows = organisation_rows()
    gone = taken_back(rows)
    for row in reversed(rows):
        if row.seq not in gone and any(isinstance(one, UnitEnded) and one.unit == unit.uuid for one in row.changes):
            return row.seq if _may(request, row, rows) else None
    return None


def _meant(row: ChangeRow, rows: Iterable[ChangeRow]) -> ChangeRow:
    """The row whose changes it is about: what it takes back, down to changes."""
    known = {one.seq: one for one in rows}
    while row.takes_back is not None:
        row = known[row.takes_back]
    return row


def _holds_again(row: ChangeRow, rows: Iterable[ChangeRow]) -> bool:
    """Whether its changes hold once it is taken back: it took changes back itself."""
    known = {one.seq: one for one in rows}
    again = False
    while row.takes_back is not None:
        row, again = known[row.takes_back], not again
    return again


def _entered(
    request: Request, shown: list[ChangeRow], rows: list[ChangeRow], gone: frozenset[int]
) -> Iterator[Entered]:
    structure = request.asking.structure
    meant = {row.seq: sorted(_meant(row, rows).changes, key=_rank) for row in shown}
    people = names_of(
        change.person
        for changes in meant.values()
        for change in changes
        if isinstance(change, PersonPlaced | PersonLeft | PostHeld)
    )
    written = {row.seq: row for row in Row.objects.filter(seq__in=[row.seq for row in shown])}
    whole = request.asking.workspace.config.account
    names = {whole.id: whole.name, **account_names(UUID(one.account) for one in written.values())}
    for row in shown:
        changes = meant[row.seq]
        known = structure if _knows(structure, changes) else structure_at(_meant(row, rows).seq)
        lines = [told(change, known, people) for change in changes[:_MOST_LINES]]
        if row.takes_back is not None:
            lines = [_("taken back: %(what)s") % {"what": line} for line in lines]
        yield Entered(
            row.seq,
            instant_of(written[row.seq].received),
            names.get(UUID(written[row.seq].account), ""),
            tuple(lines),
            max(len(changes) - _MOST_LINES, 0),
            row.seq in gone,
            row.seq not in gone and not (_holds_again(row, rows) and _is_nameless(changes, people, structure)),
        )


def _is_nameless(changes: Iterable[Change], people: Mapping[UUID, str], structure: Structure) -> bool:
    """Whether names of people are erased who would come in again."""
    coming = {one.person for one in changes if isinstance(one, PersonPlaced)} - structure.people.keys()
    return not coming <= people.keys()


def _rank(change: Change) -> int:
    """What is told first: the end of a unit, then units, then people."""
    return 0 if isinstance(change, UnitEnded) else 2 if isinstance(change, PersonPlaced | PersonLeft | PostHeld) else 1


def _knows(structure: Structure, changes: Iterable[Change]) -> bool:
    """Whether all units still are of which these changes tell; a unit whose beginning was taken back is not."""
    return all(unit in structure.units for change in changes for unit in _units(change) if unit is not None)


def _went_along(row: ChangeRow, rows: list[ChangeRow]) -> str:
    """How many units and people are no more, where they came in by the change and it is the first that is asked back."""
    if _holds_again(row, rows):
        return ""
    before = {change.person for one in rows if one.seq < row.seq for change in one.changes if hasattr(change, "person")}
    changes = _meant(row, rows).changes
    units = sum(isinstance(change, UnitAdded) for change in changes)
    people = len({change.person for change in changes if isinstance(change, PersonPlaced)} - before)
    counts = {"units": units, "people": people}
    if units and people:
        return (
            _(" %(units)s units and %(people)s people that came in by it are no more; the names are erased.") % counts
        )
    if people:
        return _(" %(people)s people who came in by it are no more; their names are erased.") % counts
    return _(" %(units)s units that came in by it are no more.") % counts if units else ""


def _concerns(request: Request, row: ChangeRow, rows: list[ChangeRow]) -> bool:
    """Whether it is about the unit or person that the address names; any, where it names none."""
    code, person = request.GET.get("of", ""), request.GET.get("person", "")
    changes = _meant(row, rows).changes
    if code:
        unit = request.asking.unit_coded(code, Right.ADMINISTER).uuid
        return any(unit in _units(change) for change in changes)
    if person:
        return any(str(getattr(change, "person", "")) == person for change in changes)
    return True


def _may(request: Request, row: ChangeRow, rows: list[ChangeRow]) -> bool:
    """Whether the reader administers all that the change touches; the top is of who administers the whole body."""
    viewer = request.asking.viewer
    if viewer.everywhere(Right.ADMINISTER):
        return True
    structure = request.asking.structure
    for change in _meant(row, rows).changes:
        touched = {*_units(change), *_left(change, structure)}
        if None in touched or not all(viewer.may(Right.ADMINISTER, unit) for unit in touched if unit):
            return False
    return True


def _units(change: Change) -> Iterator[UUID | None]:
    """Every unit that a change names; None for the top."""
    match change:
        case UnitAdded() | UnitMoved():
            yield from (change.unit, change.parent)
        case UnitEnded():
            yield from (change.unit, *change.successors)
        case PersonLeft():
            return
        case _:
            yield change.unit


def _left(change: Change, structure: Structure) -> Iterator[UUID]:
    """The unit in which somebody stood the day before, to which they would come back."""
    if isinstance(change, PersonPlaced | PersonLeft):
        places = structure.people.get(change.person)
        before = places.since(change.on - timedelta(days=1)) if places else None
        if before:
            yield before[0]
    elif isinstance(change, UnitMoved) and change.unit in structure.units:
        above = structure.units[change.unit].parents.at(change.on - timedelta(days=1))
        if above:
            yield above


PAGES = [
    page("organisation/changes/", listed, name="organisation_changes", right=Right.ADMINISTER),
    page("organisation/changes/<position:seq>/back/", back, name="organisation_back", right=Right.ADMINISTER),
]
