"""Who asks through the programming interface, and what each request may name."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest
from django.utils import translation
from ninja.security import HttpBearer

from shilu.access.may import Viewer
from shilu.access.models import Account
from shilu.access.queries import viewer_of
from shilu.access.roles import Right
from shilu.access.tokens import account_with
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.clerk import Clerk
from shilu.ledger.named import day_of, period_named, position_named
from shilu.ledger.queries import catalogue_at, structure_at
from shilu.lib.periods import BodyCalendar, Period
from shilu.organisation.structure import Structure, Unit
from shilu.workspace import serving
from shilu.workspace.opening import Workspace


@dataclass(frozen=True)
class Asking:
    """One request: whose key it brought, what that account holds today, and the body that it asks."""

    account: Account
    viewer: Viewer
    workspace: Workspace
    now: datetime

    @property
    def structure(self) -> Structure:
        return self.viewer.structure

    @cached_property
    def catalogue(self) -> Catalogue:
        return catalogue_at()

    @property
    def calendar(self) -> BodyCalendar:
        return self.workspace.config.calendar

    @property
    def zone(self) -> ZoneInfo:
        return self.workspace.config.zone

    @property
    def today(self) -> date:
        """The day it is where the body is."""
        return self.now.astimezone(self.zone).date()

    @property
    def clerk(self) -> Clerk:
        """On whose behalf this request writes."""
        return Clerk(account=str(self.viewer.account), now=self.now, calendar=self.calendar)

    def unit(self, name: str, *, right: Right = Right.READ) -> Unit:
        """The unit with that code, uuid or name among those where ``right`` holds; 404 for any other."""
        allowed = self.viewer.units(right)
        for unit in allowed:
            if name in {unit.code, str(unit.uuid)}:
                return unit
        named = [unit for unit in allowed if name in {unit.name, unit.short_name}]
        if len(named) != 1:
            raise Http404
        return named[0]

    def whole(self, unit: UUID) -> bool:
        """Whether all kinds of the unit and all below it may be read, as a paper or a check of it needs."""
        return self.viewer.may(Right.READ, unit) and self.viewer.sight.kinds_of(unit) is None

    def whole_unit(self, name: str, *, right: Right) -> Unit:
        """The unit as ``unit`` gives it, if all its kinds may be read too; else 404."""
        unit = self.unit(name, right=right)
        if not self.whole(unit.uuid):
            raise Http404
        return unit

    def period(self, text: str | None, *, until: date | None = None) -> Period:
        """The period that ``text`` names, cut off after ``until``; without a text, this year."""
        return period_named(text, until=until, today=self.today, calendar=self.calendar)

    def position(self, text: str | None) -> int:
        """A position of the log: its number, or the end of a day; without a text, now."""
        return position_named(text, zone=self.zone)

    def day_of(self, text: str | None) -> date:
        """The day on which that position was now."""
        return day_of(text, today=self.today, zone=self.zone)


class KeyRequest(HttpRequest):
    """A request that brought a key."""

    auth: Asking


class Key(HttpBearer):
    """``Authorization: Bearer shilu_…``: the key of an account, which acts with that account's rights."""

    def authenticate(self, request: HttpRequest, token: str) -> Asking | None:
        """Who asks; None, and so 401, where the key opens nothing."""
        workspace, now = serving.current(), serving.now()
        today = now.astimezone(workspace.config.zone).date()
        account = account_with(token, today=today)
        if account is None:
            return None
        asked = translation.get_language_from_request(request) if "Accept-Language" in request.headers else ""
        translation.activate(asked or account.language)  # the middleware puts the thread's own language back
        viewer = viewer_of(account, day=today, structure=structure_at())
        return Asking(account, viewer, workspace, now)
