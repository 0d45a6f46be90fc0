"""Who asks, for which unit and period, and in whose workspace: what every page hangs on."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final
from urllib.parse import unquote
from uuid import UUID

from django.http import Http404, HttpRequest
from django_htmx.middleware import HtmxDetails

from shilu.access.may import Viewer
from shilu.access.roles import Right
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.clerk import Clerk
from shilu.ledger.queries import catalogue_at
from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, Period, month_of, parse_period
from shilu.organisation.finding import Finder
from shilu.organisation.structure import Structure, Unit
from shilu.workspace.opening import Workspace

UNIT_COOKIE: Final = "unit"
PERIOD_COOKIE: Final = "period"
OWN_PERIOD: Final = "span"  # typed in the top line, beside the list of periods
STOOD: Final = "stood"  # sent by the top line alone: the unit and period that it showed before


@dataclass(frozen=True)
class Asking:
    """One request's question: ``unit`` and ``period`` stand in the top line, by the address, else as chosen there last."""

    viewer: Viewer
    workspace: Workspace
    now: datetime
    today: date
    unit: Unit | None
    period: Period
    typed: str = ""
    misread: str = ""
    """Why the words ``typed`` in the field of another period mean none; the period that stood before stands still."""

    @property
    def structure(self) -> Structure:
        return self.viewer.structure

    @property
    def calendar(self) -> BodyCalendar:
        return self.workspace.config.calendar

    @cached_property
    def catalogue(self) -> Catalogue:
        return catalogue_at()

    @property
    def clerk(self) -> Clerk:
        """On whose behalf this request writes to the ledger."""
        return Clerk(account=str(self.viewer.account), now=self.now, calendar=self.calendar)

    @property
    def by(self) -> By:
        """Who asks, for what is written beside the ledger."""
        return By(self.viewer.account, self.viewer.name, self.now)

    @property
    def month(self) -> Period:
        """The month of the top line; of a longer period its last month that has begun."""
        last = min(self.period.last, max(self.today, self.period.first))
        return month_of(last, calendar=self.calendar)

    def here(self, right: Right = Right.READ) -> Unit:
        """The unit of the top line, where ``right`` holds in it; else Http404."""
        if self.unit is None or not self.viewer.may(right, self.unit.uuid):
            raise Http404
        return self.unit

    def unit_coded(self, code: str, right: Right = Right.READ) -> Unit:
        """The unit of that code, where ``right`` holds in it; else Http404, whether it exists or not."""
        unit = self.structure.by_code(code)
        if unit is None or not self.viewer.may(right, unit.uuid):
            raise Http404
        return unit

    def check(self, right: Right, unit: UUID) -> None:
        """Http404 unless ``right`` holds in ``unit``."""
        if not self.viewer.may(right, unit):
            raise Http404


class Request(HttpRequest):
    """A request that passed the guard."""

    asking: Asking
    htmx: HtmxDetails


def unit_asked(request: HttpRequest, viewer: Viewer) -> Unit | None:
    """The unit that the address names (Http404 where it may not be read), else the one chosen last, else one's own."""
    asked = request.GET.get("unit", "").strip()
    structure = viewer.structure
    if asked:
        unit = structure.by_code(asked) or _named(asked, structure)
        if unit is None or not _may_stand(viewer, unit):
            raise Http404
        return unit
    kept = structure.by_code(unquote(request.COOKIES.get(UNIT_COOKIE, "")))
    if kept is not None and _may_stand(viewer, kept):
        return kept
    return structure.units.get(viewer.home) if viewer.home else None


def _may_stand(viewer: Viewer, unit: Unit) -> bool:
    return viewer.may(Right.READ, unit.uuid)


def _named(name: str, structure: Structure) -> Unit | None:
    try:
        return Finder(structure).unit(name)
    except Refused:
        return None


def period_asked(request: HttpRequest, *, today: date, calendar: BodyCalendar) -> Period:
    """The period that the address names (Refused where it is none), else the one chosen last, else this month."""
    asked = request.GET.get("period", "").strip()
    usual = f"{today:%Y-%m}"
    for name in (asked, unquote(request.COOKIES.get(PERIOD_COOKIE, "")), usual):
        if not name:
            continue
        try:
            return parse_period(name, calendar=calendar)
        except Refused:
            if name == asked:
                raise
        except ValueError:
            if name == asked:
                raise Http404 from None
    raise Http404
