"""Saying that a unit reported a period, and taking that back."""

from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.ledger.clerk import Clerk
from shilu.ledger.log import append
from shilu.ledger.queries import said_of_periods
from shilu.ledger.row import RowDraft
from shilu.ledger.small_ids import unit_ids
from shilu.lib.canonical import canonical
from shilu.lib.day_numbers import day_number
from shilu.lib.errors import Refused
from shilu.lib.periods import Period

EARLY_DAYS: Final = 10  # before its last day a month can be confirmed: its tables are due by then


def close_period(unit: UUID, *, period: Period, clerk: Clerk) -> int:
    """Confirm that ``unit`` and all below it reported ``period``; return the position.

    Refused for a period that has not begun; one that stands confirmed already stays so, and its position is returned.
    """
    if period.first > clerk.latest:
        raise Refused(_("%(period)s has not begun; it can be confirmed when it has.") % {"period": period.title()})
    said = [
        one for one in said_of_periods() if one.unit == unit and (one.first, one.last) == (period.first, period.last)
    ]
    if said and said[-1].type == "closed":
        return said[-1].seq
    return _say_period("closed", unit, period=period, reason="", clerk=clerk)


def open_period(unit: UUID, *, period: Period, reason: str, clerk: Clerk) -> int:
    """Take the confirmation of ``period`` back, with a reason; return the position."""
    return _say_period("opened", unit, period=period, reason=reason, clerk=clerk)


def reported_until(period: Period, *, today: date) -> date | None:
    """The last day of ``period`` that can have been reported by ``today``: its own, else that of a month; None for none."""
    if (period.last - today).days < EARLY_DAYS:
        return period.last
    over = [month.last for month in period.months() if (month.last - today).days < EARLY_DAYS]
    return over[-1] if over else None


def _say_period(type_: str, unit: UUID, *, period: Period, reason: str, clerk: Clerk) -> int:
    row = said_row(type_, unit, period=period, reason=reason)
    return append([row], account=clerk.account, now=clerk.now)[0]


def said_row(type_: str, unit: UUID, *, period: Period, reason: str = "", batch: int | None = None) -> RowDraft:
    """The row that says it; ``batch`` is the import that does."""
    body = {
        "unit": str(unit),
        "period": period.name,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "reason": reason,
    }
    return RowDraft(
        type=type_,  # type: ignore[arg-type]
        unit=unit_ids()[unit],
        first=day_number(period.first),
        last=day_number(period.last),
        batch=batch,
        body=canonical(body),
    )
