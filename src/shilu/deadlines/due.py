"""Something due as values: what, for whom, until when, and who has done it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from shilu.deadlines.repeating import Repeats
from shilu.lib.period import Period

State = Literal["done", "overdue", "today", "open"]


class Sort(StrEnum):
    """What is due: a report of ours, a form of an upper office, the units' months, or anything else."""

    REPORT = "report"
    FORM = "form"
    MONTH = "month"
    OTHER = "other"


TITLES: Final[dict[Sort, StrPromise]] = {
    Sort.REPORT: _("report"),
    Sort.FORM: _("form of an upper office"),
    Sort.MONTH: _("monthly table"),
    Sort.OTHER: _("other matter"),
}

REPEATING: Final[dict[Repeats, StrPromise]] = {
    Repeats.ONCE: _("once"),
    Repeats.MONTHLY: _("every month"),
    Repeats.QUARTERLY: _("every quarter"),
    Repeats.HALF_YEARLY: _("every half-year"),
    Repeats.YEARLY: _("every year"),
}


@dataclass(frozen=True, slots=True)
class NewDeadline:
    """What somebody sets up.

    ``first`` is the first due day, ``period`` the one that day is about. ``below`` says who has to do it: "" the unit
    itself, "*" each unit directly below it, else each of that type (派出所). ``figures`` are names of figures that it
    needs, so that what has no value yet can be told.
    """

    unit: UUID
    sort: Sort
    title: str
    first: date
    repeats: Repeats = Repeats.ONCE
    period: Period | None = None
    below: str = ""
    to: str = ""
    template: str = ""
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """That a unit did what was due: on which day, how (OA, paper, by hand), and by which account.

    ``account`` is None where the ledger says it: the unit's month was confirmed.
    """

    unit: UUID
    on: date
    how: str = ""
    account: UUID | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """Something due on ``on`` about ``period``; ``unit`` set it up, ``units`` have to do it, those of ``sent`` did.

    Only units that were asked about stand in ``units``. ``form`` is the name of the upper office's file, "" for none.
    """

    deadline: UUID
    number: int
    sort: Sort
    title: str
    unit: UUID
    on: date
    period: Period | None
    units: tuple[UUID, ...]
    sent: tuple[Sent, ...] = ()
    to: str = ""
    template: str = ""
    form: str = ""
    figures: tuple[str, ...] = ()
    repeats: Repeats = Repeats.ONCE

    @property
    def waiting(self) -> tuple[UUID, ...]:
        """The units that have not done it yet."""
        done = {one.unit for one in self.sent}
        return tuple(unit for unit in self.units if unit not in done)

    @property
    def sent_late(self) -> tuple[Sent, ...]:
        """What was done after the due day."""
        return tuple(one for one in self.sent if one.on > self.on)

    def state(self, *, today: date) -> State:
        """Whether it is done, and if not, whether its day has come."""
        if not self.waiting:
            return "done"
        if self.on < today:
            return "overdue"
        return "today" if self.on == today else "open"
