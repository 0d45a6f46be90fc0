"""Saying that a unit reported a period, and taking that back."""

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


def _say_period(type_: str, unit: UUID, *, period: Period, reason: str, clerk: Clerk) -> int:
    body = {
        "unit": str(unit),
        "period": period.name,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "reason": reason,
    }
    row = RowDraft(
        type=type_,  # type: ignore[arg-type]
        unit=unit_ids()[unit],
        first=day_number(period.first),
        last=day_number(period.last),
        body=canonical(body),
    )
    return append([row], account=clerk.account, now=clerk.now)[0]
