"""What somebody typed and has not handed in: kept on the server, so that a closed page loses nothing."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.clerk import Clerk
from shilu.lib.canonical import canonical
from shilu.lib.errors import Refused
from shilu.recording.models import Draft

MOST_DRAFTS = 50
_LONGEST = 20_000
_LONGEST_POSITION = 16


def keep_draft(uuid: UUID, *, unit: UUID | None, kind: str, content: Mapping[str, object], clerk: Clerk) -> None:
    """Keep the fields of a form as they stand; beyond fifty drafts of an account the oldest goes."""
    if len(canonical(content)) > _LONGEST:
        raise Refused(_("The draft is too long to be kept; record it, or shorten the remark."))
    with transaction.atomic():
        row = Draft.objects.filter(uuid=uuid).first() or Draft(uuid=uuid, account=UUID(clerk.account))
        if row.account != UUID(clerk.account):
            raise Refused(_("There is no such draft."))
        row.unit, row.kind, row.content, row.updated_at = unit, kind[:120], dict(content), clerk.now
        row.save()
        own = Draft.objects.filter(account=clerk.account).order_by("-updated_at", "-id")
        Draft.objects.filter(id__in=list(own.values_list("id", flat=True)[MOST_DRAFTS:])).delete()


def drop_draft(uuid: UUID, *, clerk: Clerk) -> Draft | None:
    """Forget a draft of one's own, and return it; None where there is none."""
    draft = Draft.objects.filter(uuid=uuid, account=clerk.account).first()
    if draft is not None:
        draft.delete()
    return draft


def corrected_by_draft(draft: Draft) -> int | None:
    """The record that the form of a draft corrects; None where it records something new."""
    typed = str(draft.content.get("corrects", ""))
    return int(typed) if typed.isdecimal() and len(typed) < _LONGEST_POSITION else None


def hand_over_drafts(account: UUID, *, to: UUID, within: frozenset[UUID] | None = None) -> int:
    """Give the drafts of one who leaves, or those of units ``within``, to another; return how many there were."""
    drafts = Draft.objects.filter(account=account)
    return (drafts if within is None else drafts.filter(unit__in=within)).update(account=to)
