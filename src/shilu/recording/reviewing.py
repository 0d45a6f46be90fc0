"""Looking at records before they count: which units want that, and posting or returning what waits."""

from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.clerk import Clerk
from shilu.lib.errors import Refused
from shilu.recording.handed import EvidenceFile, Handed
from shilu.recording.models import ReviewSwitch, Waiting
from shilu.recording.operations import allowed, keep_files, post_handed

_LONGEST_WORDS = 300


def switch_review(unit: UUID, *, on: bool, clerk: Clerk) -> None:
    """Have the records of ``unit`` and all below it looked at before they count, or no more; what waits goes on waiting."""
    if not on:
        ReviewSwitch.objects.filter(unit=unit).delete()
        return
    ReviewSwitch.objects.get_or_create(unit=unit, defaults={"account": clerk.account, "since": clerk.now})


def post_waiting(uuid: UUID, *, clerk: Clerk, store: Path) -> int:
    """Let a record that waits into the ledger, under the name of whoever handed it in; return its position.

    The catalogue and the day are asked again. Refused for a record that was settled, and for one's own.
    """
    waiting = Waiting.objects.filter(uuid=uuid).first()
    if waiting is None or waiting.state != "waiting":
        raise _settled_already()
    if waiting.account == UUID(clerk.account):
        raise Refused(_("You handed this record in yourself; somebody else has to look at it."))
    return post_row(waiting, clerk=clerk, store=store)


def post_row(waiting: Waiting, *, clerk: Clerk, store: Path) -> int:
    """Post what a row keeps; the row stays, empty, with the position."""
    files = [EvidenceFile(one.name, bytes(one.content)) for one in waiting.files.order_by("id")]
    author = Clerk(str(waiting.account), clerk.now, clerk.calendar)
    handed = allowed(Handed.from_content(waiting.content), clerk=author)
    kept = keep_files(files, store=store)
    with transaction.atomic():
        fresh = Waiting.objects.select_for_update().get(id=waiting.id)
        if fresh.state not in {"waiting", "word"}:
            raise _settled_already()
        fresh.seq = post_handed(handed, kept=kept, clerk=author)
        fresh.state, fresh.content = "posted", {}
        fresh.settled_at, fresh.settled_by = clerk.now, UUID(clerk.account)
        fresh.save()
        fresh.files.all().delete()
        return fresh.seq


def return_waiting(uuid: UUID, *, words: str, clerk: Clerk) -> None:
    """Give a record back to whoever handed it in, with words; it can be mended and handed in again."""
    words = words.strip()
    if not words:
        raise Refused(_("Say in a few words why the record comes back."), field="words")
    if len(words) > _LONGEST_WORDS:
        raise Refused(_("Say it in at most %(most)s signs.") % {"most": _LONGEST_WORDS}, field="words")
    with transaction.atomic():
        waiting = Waiting.objects.select_for_update().filter(uuid=uuid).first()
        if waiting is None or waiting.state != "waiting":
            raise _settled_already()
        waiting.state, waiting.words = "returned", words
        waiting.settled_at, waiting.settled_by = clerk.now, UUID(clerk.account)
        waiting.save()


def withdraw_waiting(uuid: UUID, *, clerk: Clerk) -> None:
    """Take back a record of one's own that is not in the ledger; nothing of it stays."""
    with transaction.atomic():
        found = Waiting.objects.filter(uuid=uuid, account=clerk.account).exclude(state="posted")
        if not found.exists():
            raise _settled_already()
        found.delete()


def _settled_already() -> Refused:
    return Refused(_("This record was settled by somebody else in the meantime; look at the list again."))
