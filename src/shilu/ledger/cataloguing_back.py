"""Taking back what was added to the catalogue by hand: another name, or a kind that nobody recorded."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Kind
from shilu.ledger.cataloguing import OWN, held, laid
from shilu.ledger.clerk import Clerk
from shilu.ledger.models import Kind as KindRow
from shilu.ledger.models import Row
from shilu.ledger.organising import apply_catalogue
from shilu.lib.errors import Refused


def remove_kind_alias(key: str, *, alias: str, clerk: Clerk) -> Kind:
    """Let a name stand for a kind no more; what was recorded by it stays. Refused where it is none of its other names."""
    with transaction.atomic():
        before = held()
        kind = before.kinds.get(key)
        if kind is None or alias not in kind.aliases:
            raise Refused(_("“%(name)s” is none of its other names.") % {"name": alias})
        kind = replace(kind, aliases=tuple(name for name in kind.aliases if name != alias))
        laid(Catalogue(kinds={key: kind}), over=before, clerk=clerk)
    return kind


def remove_kind(key: str, *, clerk: Clerk) -> None:
    """Take a kind of the body's own out of the catalogue; Refused once something was recorded or a figure counts it."""
    with transaction.atomic():
        before = held()
        kind = before.kinds.get(key)
        if kind is None or not key.startswith(f"{OWN}/"):
            raise Refused(_("Only a kind that was added here is taken out again."))
        if Row.objects.filter(kind__in=KindRow.objects.filter(key=key).values("id")).exists():
            raise Refused(
                _("“%(kind)s” has records, so it stays; stop using it from a day on instead.") % {"kind": kind.title}
            )
        counting = [one for one in before.figures.values() if any(term.kind == key for term in one.terms)]
        if counting:
            raise Refused(
                _("“%(figure)s” counts “%(kind)s”, so it stays.") % {"figure": counting[0].title, "kind": kind.title}
            )
        apply_catalogue(
            replace(before, kinds={name: one for name, one in before.kinds.items() if name != key}), clerk=clerk
        )
