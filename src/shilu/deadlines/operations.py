"""Setting up what is due, saying that it was done, and taking either back."""

import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path, PurePath
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.deadlines.due import NewDeadline, Sort
from shilu.deadlines.models import Deadline, Done
from shilu.deadlines.repeating import STEPS, Repeats, days_due, period_after
from shilu.lib.acting import By
from shilu.lib.durable import write_file
from shilu.lib.errors import Refused
from shilu.lib.period import period_of_name

_LONGEST: Final = 200
_EARLY: Final = timedelta(days=366)  # nothing is sent earlier before its day


def add_deadline(new: NewDeadline, *, by: By) -> Deadline:
    """Set something up as due.

    Refused without a title, or where its period cannot move on as often as it comes again.
    """
    return Deadline.objects.create(uuid=uuid4(), unit=new.unit, account=by.account, made_at=by.now, **_said(new))


def change_deadline(deadline: Deadline, new: NewDeadline) -> None:
    """Set it up otherwise; what was done stays done. Refused as by ``add_deadline``.

    How often it comes again stays once somebody did it: their due days would be others.
    """
    said = _said(new)
    if new.repeats != deadline.repeats and deadline.done.exists():
        raise Refused(
            _("“%(title)s” was done before, so it goes on as often as it did; let it end and add it anew.")
            % {"title": deadline.title}
        )
    for name, value in said.items():
        setattr(deadline, name, value)
    deadline.save(update_fields=list(said))


def _said(new: NewDeadline) -> dict[str, Any]:
    title = new.title.strip()
    if not title:
        raise Refused(_("Say what is due."))
    if new.period is not None:
        period_after(new.period, months=STEPS[new.repeats])
    return {
        "sort": new.sort,
        "title": title[:_LONGEST],
        "first": new.first,
        "repeats": new.repeats,
        "period": new.period.name if new.period else "",
        "below": new.below,
        "to": new.to.strip()[:_LONGEST],
        "template": new.template,
        "figures": list(new.figures),
    }


def keep_form(deadline: Deadline, *, name: str, content: bytes, folder: Path) -> None:
    """Keep the upper office's file of a deadline in ``folder``, under a name that nobody can guess."""
    folder.mkdir(parents=True, exist_ok=True)
    stored = f"{secrets.token_hex(16)}{PurePath(name).suffix.lower()}"
    write_file(folder / stored, content)
    before = deadline.form
    deadline.form, deadline.form_name = stored, name[-_LONGEST:]
    deadline.save(update_fields=("form", "form_name"))
    if before:
        (folder / before).unlink(missing_ok=True)


def end_deadline(deadline: Deadline, *, until: date) -> None:
    """Let a deadline come no more from ``until``; what was due before stays. ``until`` None in the table lets it go on."""
    deadline.until = until
    deadline.save(update_fields=("until",))


def resume_deadline(deadline: Deadline) -> None:
    """Let a deadline that was ended come again."""
    deadline.until = None
    deadline.save(update_fields=("until",))


def mark_done(deadline: Deadline, number: int, *, unit: UUID, on: date, by: By, how: str = "") -> Done:
    """Say that ``unit`` did on ``on`` what was due for the ``number``-th time; said twice it stays as it was said first."""
    done, _made = Done.objects.get_or_create(
        deadline=deadline,
        number=number,
        unit=unit,
        defaults={"on": on, "how": how.strip()[:_LONGEST], "account": by.account, "at": by.now},
    )
    return done


def undo_done(deadline: Deadline, number: int, *, unit: UUID) -> None:
    """Take back that ``unit`` did it; nothing where nobody said so."""
    with transaction.atomic():
        Done.objects.filter(deadline=deadline, number=number, unit=unit).delete()


def drop_deadline(deadline: Deadline, *, folder: Path) -> None:
    """Take a deadline away as if it had never been set up, with its file; Refused where somebody did it already."""
    with transaction.atomic():
        if deadline.done.exists():
            raise Refused(_("“%(title)s” was done before; let it end instead.") % {"title": deadline.title})
        deadline.delete()
    if deadline.form:
        (folder / deadline.form).unlink(missing_ok=True)


def rename_template(name: str, *, to: str) -> None:
    """What is due with a template is due with it under its new name."""
    Deadline.objects.filter(template=name).update(template=to)


def mark_sent(template: str, *, unit: UUID, period: str, on: date, by: By, how: str = "") -> int:
    """Say of every report due of ``template``, ``unit`` and ``period`` (by name) that it was sent; how many there were.

    Where a period is cut off makes no difference: a report due on the half-year is sent with one up to 15 June.
    """
    due = list(_reports_due(template, unit=unit, period=period, on=on))
    for deadline, number in due:
        mark_done(deadline, number, unit=unit, on=on, by=by, how=how)
    return len(due)


def mark_unsent(template: str, *, unit: UUID, period: str, on: date, how: str = "") -> int:
    """Take back that a report went out on a day in that way; how many were due with it. Marks of others stay."""
    gone = 0
    with transaction.atomic():
        for deadline, number in _reports_due(template, unit=unit, period=period, on=on):
            told = deadline.done.filter(number=number, unit=unit, on=on, how=how.strip()[:_LONGEST])
            gone += told.delete()[0]
    return gone


def _reports_due(template: str, *, unit: UUID, period: str, on: date) -> Iterator[tuple[Deadline, int]]:
    """The reports due of a template, unit and period on a day, each with how many times it came before."""
    for deadline in Deadline.objects.filter(sort=Sort.REPORT, template=template, unit=unit, below=""):
        first = period_of_name(deadline.period) if deadline.period else None
        for number, _day in days_due(deadline.first, Repeats(deadline.repeats), until=on + _EARLY):
            months = STEPS[Repeats(deadline.repeats)] * number
            if first is not None and _whole(period_after(first, months=months).name) == _whole(period):
                yield deadline, number


def _whole(period: str) -> str:
    """The name of a period without the day at which it is cut off."""
    return period.partition("..")[0]
