"""Taking out of the catalogue what nobody has recorded or is about to record: a kind, or a label of one."""

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.cataloguing_back import remove_kind
from shilu.ledger.cataloguing_labels import end_label
from shilu.ledger.clerk import Clerk
from shilu.lib.errors import Refused
from shilu.recording.models import Draft, Waiting


def withdraw_kind(key: str, *, clerk: Clerk) -> None:
    """Take a kind of the body's own out again; Refused where records, drafts or figures have it."""
    with transaction.atomic():
        if _on_their_way(key):
            raise Refused(_("Drafts or waiting records have this kind; settle these first."))
        remove_kind(key, clerk=clerk)


def withdraw_label(key: str, *, label: str, clerk: Clerk) -> bool:
    """Ask for a label of a kind no more; return whether it stays for records, drafts or figures that have it."""
    with transaction.atomic():
        return end_label(key, label=label, keep=_on_their_way(key), clerk=clerk)


def _on_their_way(key: str) -> bool:
    waiting = Waiting.objects.filter(kind=key).exclude(state="posted")
    return Draft.objects.filter(kind=key).exists() or waiting.exists()
