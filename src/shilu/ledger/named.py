"""The day, the period and the position of the log that a question names in words, for commands and programs alike."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from shilu.ledger.queries import moment_of, position, position_on
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, Period, parse_period

_MOST_DIGITS: Final = 18  # of a position; Python reads no more than some thousand


def day_named(text: str) -> date:
    """A day written 2022-06-15; Refused for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise _no_day(text) from None


def period_named(text: str | None, *, until: date | None, today: date, calendar: BodyCalendar) -> Period:
    """The period that ``text`` names, cut off after ``until``; without a text, the year of ``today``.

    Refused for what is no period, and for a day that is not within it.
    """
    period = parse_period(text or str(today.year), calendar=calendar)
    if until is None:
        return period
    if not period.contains(until):
        raise Refused(_("The cut-off %(day)s is not within %(period)s.") % {"day": until, "period": period.name})
    return period.cut(until)


def position_named(text: str | None, *, zone: ZoneInfo) -> int:
    """A position of the log: its number, or the end of a day in ``zone``; without a text, now.

    Refused for a position that the log does not have, and for what is neither number nor day.
    """
    size = position()
    if text is None:
        return size
    if text.isdecimal():
        if len(text) > _MOST_DIGITS or not 0 < int(text) <= size:
            raise Refused(_("The log has positions 1 to %(size)s.") % {"size": size})
        return int(text)
    day = day_named(text)
    try:
        return position_on(datetime.combine(day + timedelta(days=1), time(), zone))
    except (ValueError, OverflowError):
        raise _no_day(text) from None


def day_of(text: str | None, *, today: date, zone: ZoneInfo) -> date:
    """The day on which what ``position_named`` reads in ``text`` was now: never one that is still to come."""
    if text is None:
        return today
    moment = moment_of(int(text)) if text.isdecimal() else None
    return min(today, moment.astimezone(zone).date() if moment else day_named(text))


def _no_day(text: str) -> Refused:
    return Refused(_("“%(text)s” is no day; write it like 2022-06-15.") % {"text": text})
