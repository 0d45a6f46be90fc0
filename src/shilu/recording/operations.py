"""The front door of the ledger: one record comes in here, from a page or a program, and is posted or waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from shilu.ledger.attendance import record_attendance
from shilu.ledger.carried import carry_over
from shilu.ledger.checking import checked
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import standing_entries
from shilu.ledger.entry import EntryDraft
from shilu.ledger.evidence import Kept, cite_evidence, evidence_of, keep_evidence
from shilu.ledger.occasions import join_occasion
from shilu.ledger.operations import correct_entry, post_checked, reverse_entries
from shilu.ledger.queries import catalogue_at, structure_at
from shilu.lib.errors import Refused
from shilu.lib.group_commit import committed
from shilu.recording.evidence_files import refuse_too_many
from shilu.recording.handed import Correction, EvidenceFile, Handed
from shilu.recording.likely import LikelyDouble, likely_doubles
from shilu.recording.models import Draft, Staged, Usual, Waiting
from shilu.recording.once import once
from shilu.recording.queries import review_on


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a record: its position in the ledger, or the uuid under which it waits.

    ``again``: it had been sent before under the same key, and this is what was answered then.
    """

    seq: int | None = None
    waiting: UUID | None = None
    again: bool = False


def record(
    fact: EntryDraft,
    *,
    clerk: Clerk,
    store: Path,
    may_post: bool,
    joined_with: Sequence[int] = (),
    attended: Sequence[UUID] = (),
    evidence: Sequence[EvidenceFile] = (),
    corrects: Correction | None = None,
    accept_likely: bool = False,
    key: str | None = None,
    draft: UUID | None = None,
    staged: Sequence[UUID] = (),
    replaces: UUID | None = None,
    remember: bool = False,
) -> Recorded:
    """Take one record: post it, or let it wait where the caller may not post or the unit's records are reviewed.

    ``evidence`` are files as ``evidence_file`` gave them back, ``staged`` those that ``stage_files`` keeps; ``draft`` is
    dropped with the same step, and so is ``replaces``, an own record outside the ledger that came back. ``remember`` keeps it as what
    the account usually records. With ``key`` the same record sent again is answered again, and KeyReused raised for another.
    Refused, in one line, for what the catalogue does not allow; LikelyDouble where the ledger seems to have it already,
    unless ``accept_likely``. Whether the caller may record in the unit has been asked before.
    """
    held = _held(staged, replaces=replaces, clerk=clerk) if staged else []
    files = (*evidence, *(EvidenceFile(one.name, bytes(one.content)) for one in held))
    handed = allowed(Handed(fact, tuple(joined_with), tuple(attended), files, corrects), clerk=clerk)
    posts = may_post and not review_on(fact.unit, structure=structure_at())
    # files reach the disk before the transaction begins: they may be large, and the log cites none that is not there
    kept = keep_files(files, store=store) if posts else ()

    def take() -> dict[str, Any]:
        if corrects is not None:
            standing_entries([corrects.seq])
        elif not accept_likely:
            _refuse_likely(handed.fact)
        if draft:
            Draft.objects.filter(uuid=draft, account=clerk.account).delete()
        if posts:
            if held:
                Staged.objects.filter(id__in=[one.id for one in held]).delete()
            outcome: dict[str, Any] = {"seq": post_handed(handed, kept=kept, clerk=clerk)}
            if remember:
                remember_usual(handed.fact, seq=outcome["seq"], clerk=clerk)
        else:
            outcome = {"waiting": str(let_wait(handed, held=held, new=evidence, clerk=clerk).uuid)}
        if replaces:
            Waiting.objects.filter(uuid=replaces, account=clerk.account).exclude(state="posted").delete()
        return outcome

    if key is None:
        return _recorded(committed(take), again=False)
    # a file that was staged is gone once it has arrived, so its id stands for it when the same is sent again
    sent = {**Handed(fact, handed.joined_with, handed.attended, tuple(evidence), corrects).fingerprint()}
    sent["staged"] = [str(uuid) for uuid in staged]
    outcome, again = once(take, account=clerk.account, key=key, content=sent, now=clerk.now)
    return _recorded(outcome, again=again)


def _held(staged: Sequence[UUID], *, replaces: UUID | None, clerk: Clerk) -> list[Staged]:
    """The files that were kept for this record, or for the one that it replaces."""
    free = Q(waiting=None) | Q(waiting__uuid=replaces) if replaces else Q(waiting=None)
    return list(Staged.objects.filter(free, uuid__in=staged, account=clerk.account).order_by("id"))


def _recorded(outcome: Mapping[str, Any], *, again: bool) -> Recorded:
    waiting = outcome.get("waiting")
    return Recorded(outcome.get("seq"), UUID(waiting) if waiting else None, again)


def allowed(handed: Handed, *, clerk: Clerk) -> Handed:
    """``handed`` with its fact as the catalogue allows it; of a private kind nothing is kept that must never be."""
    if handed.cancels or handed.shows:
        standing_entries([handed.about])
        return handed
    catalogue = catalogue_at()
    fact = checked(handed.fact, catalogue=catalogue, calendar=clerk.calendar, latest=clerk.latest)
    refuse_too_many(handed.evidence)
    if catalogue.kinds[fact.kind].private:
        refuse_private(str(catalogue.kinds[fact.kind].title), people=bool(handed.attended), files=bool(handed.evidence))
    elif catalogue.kinds[fact.kind].evidence == "required" and not (handed.evidence or handed.corrects):
        raise Refused(
            _("%(kind)s needs a file that shows it; add a picture or document.")
            % {"kind": catalogue.kinds[fact.kind].title}
        )
    if handed.corrects is not None and not handed.corrects.reason.strip():
        raise Refused(_("Say why the record is corrected; a reason is kept with it."))
    return handed.with_fact(fact)


def refuse_private(title: str, *, people: bool, files: bool) -> None:
    """Refused where something is handed in of a private kind that must never be kept."""
    if people:
        raise Refused(_("Who was at %(kind)s is never kept; leave the names out.") % {"kind": title})
    if files:
        raise Refused(_("No file is kept of %(kind)s; take the files out.") % {"kind": title})


def _refuse_likely(fact: EntryDraft) -> None:
    found = likely_doubles(fact)
    if found:
        raise LikelyDouble(found)


def keep_files(files: Sequence[EvidenceFile], *, store: Path) -> tuple[Kept, ...]:
    """The files on the disk, each content once."""
    distinct = {file.content: file for file in reversed(files)}
    return tuple(
        keep_evidence(BytesIO(file.content), name=file.name, store=store) for file in reversed(distinct.values())
    )


def post_handed(handed: Handed, *, kept: Sequence[Kept], clerk: Clerk) -> int:
    """Post a checked record with all that belongs to it, within the caller's transaction, and return its position."""
    if handed.cancels is not None:
        return reverse_entries([handed.cancels.seq], reason=handed.cancels.reason, clerk=clerk)[0]
    if handed.shows:
        cite_new(handed.shows, kept, clerk=clerk)
        return handed.shows
    if handed.corrects is not None:
        _reversal, seq = correct_entry(handed.corrects.seq, handed.fact, reason=handed.corrects.reason, clerk=clerk)
        _carry_over(handed, handed.corrects.seq, seq, clerk=clerk)
    else:
        (seq,) = post_checked([handed.fact], catalogue=catalogue_at(), clerk=clerk)
    record_attendance(seq, handed.attended)
    if handed.joined_with:
        join_occasion([*handed.joined_with, seq], clerk=clerk)
    cite_new(seq, kept, clerk=clerk)
    return seq


def post_at_once(
    fact: EntryDraft, *, joined_with: Sequence[int], attended: Sequence[UUID], kept: Sequence[Kept], clerk: Clerk
) -> int:
    """Post a record with all that belongs to it, or nothing, as the command line does for the whole body: past reviews."""
    with transaction.atomic():
        known = checked(fact, catalogue=catalogue_at(), calendar=clerk.calendar, latest=clerk.latest)
        return post_handed(Handed(known, tuple(joined_with), tuple(attended)), kept=kept, clerk=clerk)


def correct_at_once(seq: int, fact: EntryDraft, *, reason: str, clerk: Clerk) -> tuple[int, int]:
    """Correct a record past reviews; its files and people go on to the one in its place. Positions of reversal and record."""
    with transaction.atomic():
        reversal, posted = correct_entry(seq, fact, reason=reason, clerk=clerk)
        _carry_over(Handed(fact), seq, posted, clerk=clerk)
        return reversal, posted


def cite_new(seq: int, kept: Sequence[Kept], *, clerk: Clerk) -> int:
    """Let files show an entry, each content once; return how many are new to it."""
    if not kept:
        return 0
    known = {file.digest for file in evidence_of(seq)}
    new = [file for file in kept if file.digest not in known]
    for file in new:
        cite_evidence(seq, file, clerk=clerk)
    return len(new)


def _carry_over(handed: Handed, old: int, new: int, *, clerk: Clerk) -> None:
    """What showed the record that was corrected, and who attended unless others are named, belongs to the one in its place.

    Nothing of it is kept where the record turns out to be of a private kind.
    """
    if catalogue_at().kinds[handed.fact.kind].private:
        return
    carry_over({new: (old,)}, people=not handed.attended, clerk=clerk)


def remember_usual(fact: EntryDraft, *, seq: int, clerk: Clerk) -> None:
    """Keep a record as what its account usually records."""
    Usual.objects.update_or_create(
        account=clerk.account, unit=fact.unit, kind=fact.kind, defaults={"seq": seq, "used_at": clerk.now}
    )


def let_wait(handed: Handed, *, held: Sequence[Staged], new: Sequence[EvidenceFile], clerk: Clerk) -> Waiting:
    """Keep a checked record with its files outside the ledger until somebody posts or returns it."""
    waiting = Waiting.objects.create(
        uuid=uuid4(),
        account=clerk.account,
        unit=handed.fact.unit,
        kind=handed.fact.kind,
        content=handed.content(),
        state="waiting",
        handed_at=clerk.now,
    )
    Staged.objects.filter(id__in=[one.id for one in held]).update(waiting=waiting)
    stage_files(new, clerk=clerk, waiting=waiting)
    return waiting


def stage_files(files: Sequence[EvidenceFile], *, clerk: Clerk, waiting: Waiting | None = None) -> list[UUID]:
    """Keep files that came with a form until it is complete, or with a record until it is posted."""
    rows = [
        Staged(
            uuid=uuid4(),
            account=clerk.account,
            waiting=waiting,
            name=file.name,
            content=file.content,
            made_at=clerk.now,
        )
        for file in files
    ]
    Staged.objects.bulk_create(rows)
    return [row.uuid for row in rows]
