"""Taking a kind out of the catalogue that nobody has recorded or is about to record."""

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.cataloguing_back import remove_kind
from shilu.ledger.clerk import Clerk
from shilu.lib.errors import Refused
from shilu.recording.models import Draft, Waiting


def withdraw_kind(key: str, *, clerk: Clerk) -> None:
    """Take a kind of the body's own out again; Refused where records, drafts or figures have it."""
    with transaction.atomic():
        if Draft.objects.filter(kind=key).exists() or Waiting.objects.filter(kind=key).exclude(state="posted").exists():
            raise Refused(_("Drafts or waiting records have this kind; settle these first."))
        remove_kind(key, clerk=clerk)
