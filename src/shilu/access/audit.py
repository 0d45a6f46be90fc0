"""The book of what administrators did, read: newest first, by act, person, unit and days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from shilu.access.models import Act
from shilu.access.roles import TITLES
from shilu.lib.enumerating import enumerated, in_clauses

ACTS: Final[Mapping[str, StrPromise]] = {
    "account-made": _("account made"),
    "account-closed": _("account closed"),
    "account-reopened": _("account opened again"),
    "account-renumbered": _("staff number of an account changed"),
    "code-reset": _("new first code given"),
    "code-changed": _("own code changed"),
    "appointed": _("role given"),
    "appointment-ended": _("role ended"),
    "appointment-resumed": _("role given back"),
    "token-made": _("key to the interface made"),
    "token-ended": _("key to the interface ended"),
    "organisation": _("organisation changed"),
    "organisation-back": _("change of the organisation taken back"),
    "people": _("people changed"),
    "staff-list": _("staff list taken in"),
    "catalogue": _("catalogue changed"),
    "target": _("target set"),
    "settings": _("settings changed"),
    "review": _("review switched"),
    "handover": _("work handed over"),
    "backup": _("backup made"),
    "backup-taken": _("backup downloaded"),
    "restored": _("backup restored"),
    "data-exported": _("personal data given out"),
    "data-erased": _("personal data erased"),
}
"""What each act is called; an act without a name here is shown by its own."""


@dataclass(frozen=True, slots=True)
class WantedActs:
    """Which acts a list shows; an empty value leaves the condition out."""

    act: str = ""
    text: str = ""
    first: datetime | None = None
    before: datetime | None = None
    units: frozenset[UUID] | None = None


def acts(wanted: WantedActs) -> QuerySet[Act]:
    """The acts that fit, newest first; with ``units`` those alone that concern one of them."""
    found = Act.objects.order_by("-id")
    if wanted.act:
        found = found.filter(act=wanted.act)
    if wanted.text:
        found = found.filter(Q(name__contains=wanted.text) | Q(what__contains=wanted.text))
    if wanted.first:
        found = found.filter(at__gte=wanted.first)
    if wanted.before:
        found = found.filter(at__lt=wanted.before)
    if wanted.units is not None:
        found = found.filter(unit__in=wanted.units)
    return found


def title_of(act: str) -> str:
    """What an act is called on the screen."""
    return str(ACTS.get(act, act))


_KEYS: Final[Mapping[str, StrPromise]] = {
    "role": _("Role"),
    "on": _("From"),
    "until": _("Ends on"),
    "unit": _("Unit"),
    "under": _("Stands below"),
    "top": _("At the top"),
    "category": _("Category"),
    "post": _("Post"),
    "left": _("Leaves the body"),
    "name": _("Name"),
    "short_name": _("Short name"),
    "into": _("Carried on by"),
    "alias": _("Another name"),
    "label": _("Label"),
    "values": _("Values"),
    "ended": _("Offered no more"),
    "nobody": _("No unit carries on"),
    "number": _("Staff number"),
    "kind": _("Kind"),
    "period": _("Period"),
    "amount": _("Target of the period"),
    "figure": _("Figure"),
    "to": _("To whom"),
    "count": _("How many"),
    "changes": _("Changes"),
    "review": _("Review"),
    "kept": _("Kept as"),
    "notice": _("The line on secrets"),
    "reporter": _("Reporter in forms (填报人)"),
    "reviewer": _("Reviewer in forms (审核人)"),
    "telephone": _("Telephone in forms"),
    "hosts": _("Names of this machine in the network"),
    "month_starts_on": _("A statistics month starts on day"),
    "year_starts_in": _("The year starts in month"),
    "backup_folder": _("Folder of the daily copies"),
    "backup_daily": _("Copy everything once a day"),
    "backup_keep": _("How many copies are kept"),
    "correcting": _("Mend a slip"),
}
_ORDER: Final = {key: place for place, key in enumerate(_KEYS)}
_WORDS: Final[Mapping[Any, StrPromise]] = {role.value: title for role, title in TITLES.items()}


def told(value: Any) -> str:
    """What was there before or after, in one line."""
    if isinstance(value, Mapping):
        # PostgreSQL keeps keys in an order of its own
        known = sorted(value, key=lambda key: _ORDER.get(key, len(_ORDER)))
        return in_clauses(
            f"{_KEYS.get(key, key)} {told(value[key])}" for key in known if value[key] not in (None, "", [])
        )
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, str):
        return str(_WORDS.get(value, value))
    if isinstance(value, list):
        return enumerated(told(one) for one in value)
    return "" if value is None else str(value)
