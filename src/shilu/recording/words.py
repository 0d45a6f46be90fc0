"""Records under 其他: a word that no kind knows waits with what was typed until it is given a kind."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Kind
from shilu.ledger.catalogue_names import normalised
from shilu.ledger.clerk import Clerk
from shilu.ledger.organising import apply_catalogue
from shilu.ledger.queries import catalogue_at, structure_at
from shilu.lib.errors import Refused
from shilu.recording.handed import EvidenceFile, Handed
from shilu.recording.models import Draft, Waiting
from shilu.recording.operations import allowed, stage_files
from shilu.recording.queries import review_on
from shilu.recording.reviewing import post_row
from shilu.recording.word_record import WordRecord

LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word without a kind: how many records wait for it, of which units, and the names that are nearest to it."""

    word: str
    records: int
    units: tuple[UUID, ...]
    nearest: tuple[str, ...]


def wait_for_word(
    typed: WordRecord,
    *,
    clerk: Clerk,
    may_post: bool,
    evidence: Sequence[EvidenceFile] = (),
    draft: UUID | None = None,
) -> UUID:
    """Keep what was typed until its word gets a kind; Refused where the word names a kind already."""
    word = " ".join(typed.word.split())
    if not normalised(word) or len(word) > LONGEST_WORD:
        raise Refused(_("Say in 1 to %(most)s signs what it was.") % {"most": LONGEST_WORD})
    known = catalogue_at().meaning(word)
    if known is not None:
        raise Refused(_("“%(word)s” is recorded as %(kind)s.") % {"word": word, "kind": known.kind.title})
    if typed.last > clerk.latest:
        raise Refused(_("%(day)s has not come yet; a record says what has happened.") % {"day": typed.last})
    posts = may_post and not review_on(typed.unit, structure=structure_at())
    with transaction.atomic():
        waiting = Waiting.objects.create(
            uuid=uuid4(),
            account=clerk.account,
            unit=typed.unit,
            word=word,
            content=replace(typed, word=word).content(),
            state="word",
            posts=posts,
            handed_at=clerk.now,
        )
        stage_files(evidence, clerk=clerk, waiting=waiting)
        if draft:
            Draft.objects.filter(uuid=draft, account=clerk.account).delete()
    return waiting.uuid


def unknown_words(units: Collection[UUID] | None = None) -> list[UnknownWord]:
    """The words that wait for a kind, those of most records first; of ``units`` or of all."""
    rows = Waiting.objects.filter(state="word")
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    found: dict[str, list[tuple[str, UUID]]] = {}
    for word, unit in rows.order_by("handed_at", "id").values_list("word", "unit"):
        found.setdefault(normalised(word), []).append((word, unit))
    catalogue = catalogue_at() if found else None
    words = [
        UnknownWord(
            same[0][0],
            len(same),
            tuple(dict.fromkeys(unit for _word, unit in same)),
            catalogue.nearest(same[0][0]) if catalogue else (),
        )
        for same in found.values()
    ]
    return sorted(words, key=lambda word: (-word.records, word.word))


@dataclass(frozen=True, slots=True)
class SettledWord:
    """What became of the records of a word: how many were posted, wait for a review, or went back with words."""

    posted: int = 0
    waiting: int = 0
    returned: int = 0


def settle_word(
    word: str,
    *,
    kind: str,
    clerk: Clerk,
    store: Path,
    labels: Mapping[str, str] | None = None,
    alias: bool = True,
) -> SettledWord:
    """Give a word its kind: its records are posted, or wait for their review; with ``alias`` it names the kind from now on."""
    catalogue = catalogue_at()
    if kind not in catalogue.kinds:
        raise Refused(_("There is no kind of record %(kind)s.") % {"kind": kind})
    meant = catalogue.kinds[kind]
    if alias and catalogue.meaning(word) is None:
        apply_catalogue(catalogue.with_kinds([replace(meant, aliases=(*meant.aliases, word))]), clerk=clerk)
    rows = Waiting.objects.filter(state="word").order_by("handed_at", "id")
    wanted = normalised(word)
    became = [
        _settle(row, meant, catalogue=catalogue, labels=labels or {}, clerk=clerk, store=store)
        for row in rows
        if normalised(row.word) == wanted
    ]
    return SettledWord(became.count("posted"), became.count("waiting"), became.count("returned"))


def _settle(
    row: Waiting, kind: Kind, *, catalogue: Catalogue, labels: Mapping[str, str], clerk: Clerk, store: Path
) -> str:
    """Turn one record into one of ``kind``; what the catalogue does not allow goes back with the reason."""
    handed = Handed(WordRecord.from_content(row.content).fact(kind, catalogue=catalogue, labels=labels))
    if kind.private:
        row.files.all().delete()  # of a private kind no file is kept
    author = Clerk(str(row.account), clerk.now, clerk.calendar)
    files = tuple(EvidenceFile(one.name, bytes(one.content)) for one in row.files.order_by("id"))
    try:
        handed = allowed(replace(handed, evidence=files), clerk=author)
        row.kind, row.content = kind.key, handed.content()
        if row.posts:
            post_row(row, clerk=clerk, store=store)
            return "posted"
        row.state = "waiting"
    except Refused as fault:
        row.state, row.words = "returned", str(fault)[:300]
        row.settled_at, row.settled_by = clerk.now, UUID(clerk.account)
    row.save()
    return row.state
