"""Workbooks and imports as pages show them: state in mark and word, counts, unit and person by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from shilu.access.queries import account_names
from shilu.access.roles import Right
from shilu.collecting.desk import Desk
from shilu.collecting.models import IMPORTED, IMPORTING, KNOWN, READING, READY, UNREADABLE, WAITING, Delivery
from shilu.collecting.queries import delivery_of
from shilu.collecting.reviewing import asked_by
from shilu.collecting.shown import claims_in
from shilu.ledger.importing.claims import claims_text, doubts_text, reported_text
from shilu.web.asking import Asking, Request


@dataclass(frozen=True, slots=True)
class State:
    """A state in mark and word; ``tone`` is good, bad or open."""

    mark: str
    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class ClaimsTold:
    """What a workbook can say was reported, whether it does, in one ``line``, and why not; ``ticked`` on its page."""

    possible: str
    line: str
    doubts: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class DeliverySeen:
    """A workbook in one line of a list; ``reported`` is what it says, or would say, was reported."""

    delivery: Delivery
    state: State
    unit: str
    by: str
    counts: Mapping[str, Any]
    reported: str

    @property
    def clean(self) -> bool:
        """Whether it can be imported without any decision."""
        told = self.counts
        return (
            self.delivery.state == READY
            and asked_by(self.delivery) is None
            and bool(told)
            and not told["refused"]
            and not told.get("elsewhere")
            and not told.get("empty")
        )


def delivery_here(request: Request, uuid: UUID) -> Delivery:
    """The workbook of that uuid, where its unit may be imported for; else Http404."""
    delivery = delivery_of(uuid)
    if delivery is None:
        raise Http404
    request.asking.check(Right.IMPORT, delivery.unit)
    return delivery


def desk_here(asking: Asking) -> Desk:
    """The desk at which this request works."""
    return asking.workspace.desk(asking.clerk)


def units_here(asking: Asking) -> set[UUID]:
    """The unit of the top line with all below it, as far as one may import for them."""
    unit = asking.here(Right.IMPORT)
    tree = asking.structure.tree_now()
    return {uuid for uuid in tree.subtree(unit.uuid) if asking.viewer.may(Right.IMPORT, uuid)}


def seen(deliveries: Iterable[Delivery], asking: Asking) -> list[DeliverySeen]:
    """Workbooks as lines of a list; one query for all names."""
    listed = list(deliveries)
    names = account_names(delivery.account for delivery in listed)
    return [
        DeliverySeen(
            delivery,
            state_of(delivery),
            _unit_name(asking, _own_unit(delivery)),
            names.get(delivery.account, ""),
            delivery.summary or {},
            _reported(delivery, asking),
        )
        for delivery in listed
    ]


def claims_told(told: Mapping[str, Any], asking: Asking, *, said: bool | None = None) -> ClaimsTold:
    """What a workbook that was looked at or imported can say was reported, and does."""
    claims, reported = claims_in(told, calendar=asking.calendar)
    return ClaimsTold(
        possible=claims_text(claims.possible, structure=asking.structure),
        line=reported_text(claims, reported, structure=asking.structure),
        doubts=doubts_text(claims),
        ticked=not claims.doubts if said is None else said,
    )


def _reported(delivery: Delivery, asking: Asking) -> str:
    told = delivery.summary or {}
    return claims_told(told, asking).line if "claims" in told and delivery.state in {READY, IMPORTED} else ""


def _own_unit(delivery: Delivery) -> UUID:
    """The unit that the workbook turned out to be of, else the one for which it was handed in."""
    told = (delivery.summary or {}).get("unit")
    return UUID(told) if told else delivery.unit


def _unit_name(asking: Asking, uuid: UUID) -> str:
    unit = asking.structure.units.get(uuid)
    return unit.usual_name if unit else ""


def state_of(delivery: Delivery) -> State:
    """The state of a workbook in mark and word."""
    told = delivery.summary or {}
    states = {
        WAITING: State("…", _("waits its turn"), "open"),
        READING: State("…", _("is being read"), "open"),
        READY: _ready(told),
        UNREADABLE: State("≠", _("could not be read"), "bad"),
        IMPORTING: State("…", _("is being imported"), "open"),
        IMPORTED: State("✓", _("entered in the ledger"), "good"),
        KNOWN: State("✓", _("the ledger had all of it"), "good"),
    }
    if delivery.state == KNOWN and told.get("withheld"):
        return State("?", _("held back as likely doubles"), "bad")
    if delivery.state == KNOWN and told.get("withdrawn_left"):
        return State("?", _("records of it were cancelled"), "open")
    if asked_by(delivery) is not None:
        return State("◔", _("waits for review, not counted") if delivery.state == READY else _("to be undone"), "open")
    return states[delivery.state]


def _ready(told: Mapping[str, Any]) -> State:
    if told.get("refused"):
        return State("≠", _("has bad cells"), "bad")
    if told.get("elsewhere"):
        return State("?", _("names another unit"), "bad")
    if told.get("empty"):
        return State("≠", _("no record was found in it"), "bad")
    if not any(told.get(count) for count in ("new", "changed", "gone", "likely", "withdrawn")):
        return State("=", _("nothing new in it"), "open")
    return State("○", _("ready to import"), "open")
