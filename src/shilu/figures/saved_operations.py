"""Keeping views of figures, and giving them up."""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.figures.models import View
from shilu.figures.saved import Question
from shilu.lib.errors import Refused

LONGEST_NAME: Final = 60
MOST: Final = 100


class Taken(Refused):
    """There is an own view of that name already, which would be replaced."""


def keep_view(
    name: str,
    *,
    question: Question,
    unit: UUID,
    account: UUID,
    shared: bool,
    now: datetime,
    replaces: bool = False,
) -> UUID:
    """Keep ``question`` under ``name`` for ``account``; returns its uuid.

    Another own view of that name is Taken, unless this one ``replaces`` it. Refused without a name, with one that is too
    long, and where the account keeps too many already.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Give the view a name, so that it is found again."))
    if len(name) > LONGEST_NAME:
        raise Refused(_("The name is too long; use at most %(most)s characters.") % {"most": LONGEST_NAME})
    said = {"unit": unit, "question": question.body(), "shared": shared}
    with transaction.atomic():
        own = View.objects.filter(account=account)
        known = own.filter(name=name).first()
        if known is not None:
            if not replaces and any(getattr(known, part) != value for part, value in said.items()):
                raise Taken(_taken(known))
            own.filter(pk=known.pk).update(**said, changed_at=now)
            return known.uuid
        if own.count() >= MOST:
            raise Refused(_("You keep %(most)s views already; delete one you no longer need.") % {"most": MOST})
        return View.objects.create(uuid=uuid4(), account=account, name=name, changed_at=now, **said).uuid


def _taken(known: View) -> str:
    if known.shared:
        words = _(
            "You keep a view “%(name)s” that others see too; choose another name, or tick that this one replaces it."
        )
    else:
        words = _("You keep a view “%(name)s” already; choose another name, or tick that this one replaces it.")
    return words % {"name": known.name}


def drop_view(uuid: UUID, *, account: UUID) -> bool:
    """Give up an own view; False where ``account`` keeps none of that uuid."""
    deleted, _by_table = View.objects.filter(uuid=uuid, account=account).delete()
    return bool(deleted)
