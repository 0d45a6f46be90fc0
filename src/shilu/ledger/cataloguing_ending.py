"""A kind that is not used any more from a day on: its records and figures stay; and used again."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Kind
from shilu.ledger.cataloguing import held, laid
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import standing_rows
from shilu.ledger.models import Kind as KindRow
from shilu.lib.day_numbers import day_number
from shilu.lib.errors import Refused


def retire_kind(key: str, *, on: date, clerk: Clerk) -> Kind:
    """Let nothing that happened on ``on`` or later be recorded as this kind; Refused where such records stand."""
    with transaction.atomic():
        before = held()
        kind = before.kinds.get(key)
        if kind is None:
            raise Refused(_("There is no kind %(key)s.") % {"key": key})
        day, of_kind = day_number(on), KindRow.objects.filter(key=key).values("id")
        later = Q(first__gte=day) | Q(last__gte=day, whole=0)
        count = standing_rows().filter(later, kind__in=of_kind, last__gte=day).count()
        if count:
            raise Refused(
                _(
                    "%(count)s records of “%(kind)s” are of this day or later; choose a later day, or correct them first."
                )
                % {"count": count, "kind": kind.title},
                field="on",
            )
        kind = replace(kind, ended=on)
        laid(Catalogue(kinds={key: kind}), over=before, clerk=clerk)
    return kind


def use_kind_again(key: str, *, clerk: Clerk) -> Kind:
    """Take the end of a kind back: it is recorded as before."""
    with transaction.atomic():
        before = held()
        kind = before.kinds.get(key)
        if kind is None or kind.ended is None:
            raise Refused(_("This kind is in use."))
        kind = replace(kind, ended=None)
        laid(Catalogue(kinds={key: kind}), over=before, clerk=clerk)
    return kind
