"""What is done to a record that stands: cancelling it, and files that come to it, at once or after a review."""

from collections.abc import Sequence
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import standing_entries
from shilu.ledger.operations import draft_of, reverse_entries
from shilu.ledger.queries import structure_at
from shilu.lib.errors import Refused
from shilu.recording.evidence_files import refuse_too_many
from shilu.recording.handed import Correction, EvidenceFile, Handed
from shilu.recording.models import Waiting
from shilu.recording.operations import Recorded, cite_new, keep_files, let_wait
from shilu.recording.queries import review_on


def cancel(seq: int, *, reason: str, clerk: Clerk) -> Recorded:
    """Cancel an entry; where the records of its unit are reviewed that waits, and the entry counts until then."""
    (entry,) = standing_entries([seq])
    if not review_on(entry.unit, structure=structure_at()):
        return Recorded(reverse_entries([seq], reason=reason, clerk=clerk)[0])
    with transaction.atomic():
        if _waits(seq):
            raise Refused(_("A cancellation of record %(seq)s waits for its review already.") % {"seq": seq})
        handed = Handed(draft_of(entry), cancels=Correction(seq, reason))
        return Recorded(waiting=let_wait(handed, held=(), new=(), clerk=clerk).uuid)


def _waits(seq: int) -> bool:
    return Waiting.objects.filter(state="waiting", content__cancels__seq=seq).exists()


def add_evidence(seq: int, files: Sequence[EvidenceFile], *, clerk: Clerk, store: Path) -> int | None:
    """Let files show an entry; how many are new to it, None where they wait because its unit's records are reviewed."""
    (entry,) = standing_entries([seq])
    refuse_too_many(files)
    if not review_on(entry.unit, structure=structure_at()):
        return cite_new(seq, keep_files(files, store=store), clerk=clerk)
    with transaction.atomic():
        let_wait(Handed(draft_of(entry), shows=seq), held=(), new=files, clerk=clerk)
    return None
