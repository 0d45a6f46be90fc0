"""What became of one record: what it stood for before, who cancelled it and why, its files, and the event it was part of."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, Exists, OuterRef

from shilu.ledger.entries import entries_by_seq
from shilu.ledger.entry import Entry
from shilu.ledger.log import instant_of
from shilu.ledger.models import Evidence, Head, Row
from shilu.ledger.proving import canonical_row
from shilu.ledger.queries import Said, memberships, said_of_periods
from shilu.ledger.sight import Sight
from shilu.ledger.tree import leaf_hash
from shilu.organisation.structure import Structure


@dataclass(frozen=True, slots=True)
class Version:
    """A record as it was posted, and the reversal that cancelled it, if one did."""

    entry: Entry
    cancelled: Entry | None = None


@dataclass(frozen=True, slots=True)
class File:
    """Evidence of a record; ``erased`` tells why it is no more, and then its name is gone as well."""

    seq: int
    entry: int
    account: str
    received: datetime
    name: str = ""
    size: int = 0
    digest: str = ""
    erased: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """All versions of a record, oldest first, and which of them was asked for; ``together`` are of the same event.

    ``hidden`` counts records of the event that the reader does not see. ``late``: it was first recorded after its month
    was confirmed.
    """

    asked: Version
    versions: Sequence[Version]
    files: Sequence[File]
    together: Sequence[Entry]
    hidden: int
    late: bool

    @property
    def latest(self) -> Version:
        return self.versions[-1]

    @property
    def stands(self) -> bool:
        """Whether the version asked for still counts."""
        return self.asked.cancelled is None


def history_of(seq: int, *, sight: Sight, structure: Structure) -> History | None:
    """The history of the record at ``seq``, or of the one that the reversal there cancelled.

    None where there is no such record or it is out of sight. Versions of units or kinds out of sight are left out.
    """
    found = entries_by_seq([seq])
    if found and found[0].reverses is not None:
        found = entries_by_seq([found[0].reverses])
    if not found or not seen(found[0], sight):
        return None
    chain = [entry for entry in _chain(found[0].seq) if seen(entry, sight)]
    reversals = {one.reverses: one for one in entries_by_seq([one.reversed_by for one in chain if one.reversed_by])}
    versions = [Version(entry, reversals.get(entry.seq)) for entry in chain]
    together, hidden = _together(found[0], sight)
    return History(
        asked=next(one for one in versions if one.entry.seq == found[0].seq),
        versions=versions,
        files=files_of([one.seq for one in chain]),
        together=together,
        hidden=hidden,
        late=was_late(chain[0], said_of_periods(chain[0].seq), structure=structure),
    )


def seen(entry: Entry, sight: Sight) -> bool:
    """Whether ``entry`` may be read."""
    return sight.sees(entry.unit, kind=entry.kind, last=entry.last)


def files_of(entries: Sequence[int]) -> list[File]:
    """The evidence of ``entries`` in the order in which it came, each file once, with what was erased."""
    rows = list(Row.objects.filter(type="evidence", target__in=entries).order_by("seq"))
    kept = {one.seq: one for one in Evidence.objects.filter(seq__in=[row.seq for row in rows])}
    gone = {
        row.target: str(json.loads(row.body).get("reason", ""))
        for row in Row.objects.filter(type="erased", target__in=[row.seq for row in rows])
    }
    files = [_file(row, kept.get(row.seq), gone) for row in rows]
    return list({file.digest or file.seq: file for file in files}.values())


def files_counted(entries: Iterable[int]) -> dict[int, int]:
    """How many files show each of ``entries``; those without any are left out."""
    kept = Evidence.objects.filter(seq=OuterRef("seq"))
    rows = Row.objects.filter(Exists(kept), type="evidence", target__in=list(entries))
    return {target or 0: many for target, many in rows.values_list("target").annotate(many=Count("seq"))}


def is_whole(seq: int) -> bool:
    """Whether the row at ``seq`` still gives the hash that was written with it."""
    algorithm, leaf = (
        Head.objects.values_list("algorithm", flat=True).get(id=1),
        Row.objects.values_list("leaf", flat=True),
    )
    return leaf_hash(canonical_row(seq), algorithm=algorithm) == bytes(leaf.get(seq=seq))


def file_of(seq: int, *, sight: Sight) -> File | None:
    """The evidence that the row at ``seq`` cites; None where there is none, it was erased, or its record is out of sight."""
    row = Row.objects.filter(seq=seq, type="evidence", target__isnull=False).first()
    entry = next(iter(entries_by_seq([row.target])), None) if row is not None and row.target else None
    if row is None or entry is None or not seen(entry, sight):
        return None
    kept = Evidence.objects.filter(seq=seq).first()
    return None if kept is None else _file(row, kept, {})


def was_late(entry: Entry, said: Iterable[Said], *, structure: Structure) -> bool:
    """Whether the last word before ``entry`` on its unit and its last day was that the period is reported."""
    if entry.batch is not None:
        said = [one for one in said if one.seq != entry.batch]
    above = set(structure.chain_on(entry.unit, day=entry.last))
    words = [
        one
        for one in said
        if one.seq < entry.seq and one.unit in above and one.first <= entry.last <= one.last and one.type != "import"
    ]
    return bool(words) and words[-1].type == "closed"


def _chain(seq: int) -> list[Entry]:
    """The records that stood in each other's place, from the first to the last, through the one at ``seq``."""
    table = f'"{Row._meta.db_table}"'
    sql = f"""
        WITH RECURSIVE before(seq, target) AS (
            SELECT seq, target FROM {table} WHERE seq = %s
            UNION ALL SELECT r.seq, r.target FROM {table} AS r JOIN before AS b ON r.seq = b.target
        ), after(seq) AS (
            SELECT CAST(%s AS BIGINT)
            UNION ALL SELECT r.seq FROM {table} AS r JOIN after AS a ON r.target = a.seq WHERE r.type = 'entry'
        ) SELECT seq FROM before UNION SELECT seq FROM after
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, (seq, seq))
        return entries_by_seq([at for (at,) in cursor.fetchall()])


def _together(entry: Entry, sight: Sight) -> tuple[list[Entry], int]:
    """The standing records of the same event that are seen, and how many are not."""
    if entry.occasion is None:
        return [], 0
    seqs = [seq for seq, occasion in memberships().items() if occasion == entry.occasion and seq != entry.seq]
    standing = [one for one in entries_by_seq(seqs) if one.reversed_by is None]
    shown = [one for one in standing if seen(one, sight)]
    return shown, len(standing) - len(shown)


def _file(row: Row, kept: Evidence | None, gone: Mapping[int | None, str]) -> File:
    said = File(row.seq, row.target or 0, row.account, instant_of(row.received))
    if kept is None:
        return File(said.seq, said.entry, said.account, said.received, erased=gone.get(row.seq, ""))
    return File(said.seq, said.entry, said.account, said.received, kept.name, kept.size, kept.digest)
