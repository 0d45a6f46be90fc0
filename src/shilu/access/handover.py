"""What somebody who leaves hands on: what is due, what is not finished, and what the next one has to know."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.access.models import Account
from shilu.access.operations import written_down
from shilu.access.queries import viewer_of
from shilu.access.roles import Right
from shilu.deadlines.due import Due
from shilu.deadlines.queries import due_for
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_toml import grassroots
from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar
from shilu.organisation.structure import Structure, Unit
from shilu.recording.drafts import hand_over_drafts
from shilu.recording.models import Draft, Waiting
from shilu.recording.queries import WaitingRecord, drafts_of, waiting_of
from shilu.reports.models import Paper, Sending

_FINISHED: Final = ("final", "sent")
_MOST_RECIPIENTS: Final = 20


@dataclass(frozen=True, slots=True)
class OwnName:
    """A name that means a kind here, beyond those of the packaged catalogue."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom papers of the units went, how, and when last."""

    to: str
    how: str
    last: date


@dataclass(frozen=True, slots=True)
class Work:
    """All that is in somebody's hands, for the units in which they record."""

    units: tuple[Unit, ...]
    due: tuple[Due, ...]
    drafts: tuple[Draft, ...]
    waiting: tuple[WaitingRecord, ...]
    papers: tuple[Paper, ...]
    names: tuple[OwnName, ...]
    templates: tuple[str, ...]
    recipients: tuple[Recipient, ...]


def work_of(
    account: Account,
    *,
    structure: Structure,
    catalogue: Catalogue,
    calendar: BodyCalendar,
    templates: Path,
    today: date,
    within: frozenset[UUID] | None = None,
) -> Work:
    """What ``account`` has in hand on ``today``; only what is of units ``within``, where those are given."""
    viewer = viewer_of(account, day=today, structure=structure)
    tops = {held.unit for held in viewer.held} & {unit.uuid for unit in viewer.units(Right.POST)}
    units = frozenset(unit.uuid for unit in viewer.units(Right.POST))
    if within is not None:
        tops, units = tops & within, units & within
    return Work(
        units=tuple(unit for uuid, unit in structure.units.items() if uuid in tops),
        due=tuple(due_for(units, today=today, calendar=calendar)) if units else (),
        drafts=tuple(one for one in drafts_of(account.uuid) if within is None or one.unit in within),
        waiting=tuple(one for one in waiting_of(account.uuid) if within is None or one.unit in within),
        papers=tuple(Paper.objects.filter(unit__in=units).exclude(stage__in=_FINISHED).order_by("-changed_at")),
        names=tuple(own_names(catalogue)),
        templates=tuple(sorted(path.name for path in templates.glob("*.md"))),
        recipients=tuple(_recipients(units)),
    )


def own_names(catalogue: Catalogue) -> list[OwnName]:
    """The names that were taught here: aliases of kinds and figures that the packaged catalogue lacks."""
    packaged = grassroots()
    found = []
    for kind in catalogue.kinds.values():
        before = packaged.kinds.get(kind.key)
        known = {*before.aliases, *(one.name for one in before.names)} if before else set()
        names = [*kind.aliases, *(one.name for one in kind.names)]
        found += [OwnName(name, str(kind.title)) for name in names if name not in known]
    for figure in catalogue.figures.values():
        earlier = packaged.figures.get(figure.key)
        known = set(earlier.aliases) if earlier else set()
        found += [OwnName(name, str(figure.title)) for name in figure.aliases if name not in known]
    return found


def hand_over(account: Account, *, to: Account, by: By, within: frozenset[UUID] | None = None) -> int:
    """Give drafts, and records that were returned, to another; return how many there were. Refused for oneself.

    Only those of units ``within``, where those are given.
    """
    if account.pk == to.pk:
        raise Refused(_("Choose somebody else to hand over to."), field="to")
    with transaction.atomic():
        count = hand_over_drafts(account.uuid, to=to.uuid, within=within)
        returned = Waiting.objects.filter(account=account.uuid, state="returned")
        count += (returned if within is None else returned.filter(unit__in=within)).update(account=to.uuid)
        written_down("handover", by=by, what=account.number, after={"to": to.number, "count": count})
    return count


def _recipients(units: Collection[UUID]) -> list[Recipient]:
    found: dict[str, Recipient] = {}
    for to, how, on in (
        Sending.objects.filter(paper__unit__in=units).order_by("-on", "-id").values_list("to", "how", "on")
    ):
        found.setdefault(to, Recipient(to, how, on))
    return list(found.values())[:_MOST_RECIPIENTS]
