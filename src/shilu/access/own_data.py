"""What Shilu holds about one person: given out on request, and erased on request."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from axes.models import AccessAttempt
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from shilu.access.colleagues import roles_of
from shilu.access.models import Account, Act
from shilu.access.operations import written_down
from shilu.access.roles import RIGHTS, Right
from shilu.access.sessions import sign_out_elsewhere
from shilu.collecting.models import Delivery
from shilu.deadlines.models import Deadline, Done
from shilu.figures.models import View
from shilu.ledger.attendance import forget_person
from shilu.ledger.models import Attendance, Row
from shilu.ledger.queries import structure_at
from shilu.ledger.small_ids import unit_ids
from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.organisation.models import Person
from shilu.recording.models import Draft, Staged, Waiting
from shilu.reports.models import Paper


def data_of(person: UUID | None, account: Account | None, *, within: frozenset[UUID] | None = None) -> dict[str, Any]:
    """All that is held about somebody, as plain values; records are told by their positions alone, for they are the body's.

    For somebody who gives it out for some units alone (``within``), what the person did in others, and what belongs to no
    unit, is left out; the file says so.
    """
    held = {**_of_person(person), **(_of_account(account, within=within) if account else {})}
    if within is not None:
        held["left_out"] = _(
            "what is of other units, or of none; those who administer these, or the person, take it out"
        )
    return held


def data_file(data: dict[str, Any]) -> bytes:
    """``data`` as the file that is handed to the person."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=str).encode()


def _of_person(person: UUID | None) -> dict[str, Any]:
    row = Person.objects.filter(uuid=person).first() if person else None
    if row is None:
        return {}
    structure = structure_at()
    places = structure.people.get(row.uuid)
    moves = zip(places.days, places.values, strict=True) if places else ()
    return {
        "name": row.name,
        "number": row.number,
        "places": [
            {
                "from": day,
                "unit": structure.units[place[0]].name if place else None,
                "category": place[1] if place else "",
            }
            for day, place in moves
        ],
        "posts": [
            {"unit": structure.units[post.unit].name, "post": post.post, "from": post.on, "until": post.until}
            for post in structure.held.get(row.uuid, {}).values()
        ],
        "attended": list(Attendance.objects.filter(person=row.uuid).order_by("entry").values_list("entry", flat=True)),
    }


def _of_account(account: Account, *, within: frozenset[UUID] | None) -> dict[str, Any]:
    units = structure_at().units
    inside = Q() if within is None else Q(unit__in=within)
    whole = within is None
    held = account.appointments.filter(inside).order_by("id")
    rows = Row.objects.filter(account=str(account.uuid)).order_by("seq")
    if within is not None:
        known = unit_ids()
        rows = rows.filter(unit__in=[known[unit] for unit in within if unit in known])
    files = Staged.objects.filter(account=account.uuid)
    files = files if within is None else files.filter(waiting__unit__in=within)
    return {
        "account": {
            "number": account.number,
            "name": account.name,
            "language": account.language,
            "made": account.made_at,
            "last_signed_in": account.last_login,
        },
        "roles": [
            {"role": one.role, "unit": units[one.unit].name if one.unit in units else "", "from": one.on, "until": one.until, "lines": one.lines}
            for one in held
        ],
        "keys": list(account.tokens.values("name", "made_at", "until", "used_on")) if whole else [],
        "acts": list(Act.objects.filter(inside, account=account.uuid).values("at", "act", "what", "before", "after")),
        "recorded": list(rows.values_list("seq", flat=True)),
        "drafts": list(Draft.objects.filter(inside, account=account.uuid).values("kind", "content", "updated_at")),
        "waiting": list(
            Waiting.objects.filter(inside, account=account.uuid).values("kind", "content", "state", "handed_at")
        ),
        "files": list(files.values("name", "made_at")),
        "due": list(Deadline.objects.filter(inside, account=account.uuid).values("title", "to", "first")),
        "views": list(View.objects.filter(account=account.uuid).values("name", "question")) if whole else [],
        "papers": list(Paper.objects.filter(inside, account=account.uuid).values("title", "began_at")),
        "workbooks": list(Delivery.objects.filter(inside, account=account.uuid).values("name", "received_at")),
        "sent": list(Done.objects.filter(inside, account=account.uuid).values("on", "how")),
    }  # fmt: skip


def erase_data(person: UUID | None, account: Account | None, *, by: By) -> int:
    """Erase name, number, account, attendances, drafts and traces of signing in; return how many attendances there were.

    What was recorded stays, under an id that names nobody from then on. Refused for oneself, for who still belongs to
    a unit, and for who administers: nobody's acts lose their name while they act.
    """
    today = by.now.date()
    structure = structure_at()
    places = structure.people.get(person) if person else None
    if places and places.since(today):
        raise Refused(_("The person belongs to a unit still; let them leave first, then erase."))
    if account is not None and account.uuid == by.account:
        raise Refused(_("Nobody erases their own account; another administrator does."))
    if account is not None and _administers(account, by=by):
        raise Refused(_("The account has a role of administration still; end it first."))
    with transaction.atomic():
        number = Person.objects.filter(uuid=person).values_list("number", flat=True).first() if person else None
        for written in _numbers({number or "", account.number if account else ""}):
            _take_out_of_audit(written, instead=str(account.uuid if account else person))
        erased = forget_person(person) if person else 0
        if account is not None:
            _erase_account(account, now=by.now)
        written_down("data-erased", by=by, what=str(account.uuid if account else person))
    return erased


def _administers(account: Account, *, by: By) -> bool:
    return any(
        not RIGHTS[held.role].isdisjoint({Right.ADMINISTER, Right.OPERATE})
        for held in roles_of(account, on=by.now.date(), structure=structure_at())
    )


def _numbers(now: set[str]) -> set[str]:
    """The staff numbers of somebody now and, by the audit, before."""
    found = now - {""}
    changed = Act.objects.filter(act="account-renumbered").order_by("-id").values_list("what", "before")
    for number, before in changed:
        if number in found and isinstance(before, dict):
            found.add(str(before["number"]))
    return found


def _take_out_of_audit(number: str, *, instead: str) -> None:
    """A staff number gives way to the uuid; what was done, when, and by which account stays."""
    Act.objects.filter(what=number).update(what=instead)
    for key, column in (("to", "after"), ("number", "before")):
        for act in Act.objects.filter(**{f"{column}__{key}": number}):
            Act.objects.filter(pk=act.pk).update(**{column: {**getattr(act, column), key: instead}})


def _erase_account(account: Account, *, now: datetime) -> None:
    Draft.objects.filter(account=account.uuid).delete()
    View.objects.filter(account=account.uuid, shared=False).delete()
    Staged.objects.filter(account=account.uuid, waiting=None).delete()
    AccessAttempt.objects.filter(username=account.number).delete()
    sign_out_elsewhere(account, now=now, here="")
    Act.objects.filter(account=account.uuid).update(name="")
    account.delete()
