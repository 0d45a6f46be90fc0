"""Whether the log is what was written: every column recomputed into its hash, every table beside it compared."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from shilu.ledger.models import Head, Row
from shilu.ledger.row import ROW_COLUMNS, leaf_hasher, row_bytes
from shilu.ledger.tree import ALGORITHMS, Frontier
from shilu.ledger.verifying.files import check_evidence
from shilu.ledger.verifying.findings import Fault, Findings
from shilu.ledger.verifying.meaning import Statement, check_meaning
from shilu.ledger.verifying.raw import Columns, any_text, batches, is_undecodable, one_state, rows
from shilu.ledger.verifying.small_ids import SmallIds, read_small_ids
from shilu.ledger.verifying.sums import SUMMED, SumsCheck
from shilu.ledger.verifying.texts import TextsCheck

Progress = Callable[[int], None]
_NAMED_GAPS = 100


@dataclass(frozen=True, slots=True)
class Verified:
    """How many rows the head counts, the root over the rows that are there, and what is wrong, by position."""

    ok: bool
    size: int
    root: str
    faults: tuple[Fault, ...]


def verify(*, store: Path | None, progress: Progress = lambda _done: None) -> Verified:
    """Recompute the whole log and compare all that lies beside it; ``store`` holds the evidence files.

    Without an outside copy of a root nobody can tell a log that was rewritten from its first row to its last; compare
    the root with one that was printed or handed over.
    """
    with one_state():
        try:
            return _Verification(store=store, progress=progress).run()
        except Exception as error:
            if not is_undecodable(error):
                raise
        with any_text():
            return _Verification(store=store, progress=progress).run()


@dataclass(frozen=True, slots=True)
class _Head:
    """The head as it lies in the database; ``frontier`` may be anything."""

    algorithm: str
    size: int
    frontier: Any


class _Verification:
    """One run over the log, in the order of positions."""

    def __init__(self, *, store: Path | None, progress: Progress) -> None:
        self._store, self._progress = store, progress
        self._findings = Findings()
        self._head = self._read_head()
        self._frontier = Frontier(self._head.algorithm)
        self._leaf_of = leaf_hasher(self._head.algorithm)
        self._next = 1
        self._statements: list[Statement] = []

    def _read_head(self) -> _Head:
        found = list(rows(Head, ("id", "algorithm", "size", "frontier"), order='"id"'))
        if len(found) != 1:
            self._findings.add(None, _("the log has %(count)s heads instead of one") % {"count": len(found)})
        _id, algorithm, size, frontier = found[0] if found else (1, ALGORITHMS[0], 0, b"")
        if algorithm not in ALGORITHMS or not isinstance(size, int):
            self._findings.add(None, _("the head of the log cannot be read"))
            algorithm, size = ALGORITHMS[0], 0
        return _Head(algorithm, size, frontier)

    def run(self) -> Verified:
        head, findings = self._head, self._findings
        ids = read_small_ids()
        erased = _erased()
        texts = TextsCheck(findings, algorithm=head.algorithm, erased=erased)
        sums = SumsCheck(findings)
        for batch in batches(Row, ROW_COLUMNS, order='"seq"'):
            self._take(batch, ids=ids)
            last = batch[-1][0]
            texts.take([(row[0], row[15]) for row in batch], last=last)
            sums.take([row for row in batch if row[1] in SUMMED], last=last)
            self._progress(last)
        self._gap(until=head.size + 1)
        texts.finish()
        sums.finish()
        check_meaning(findings, self._statements, ids=ids)
        cited = {said.seq: said.body for said in self._statements if said.type == "evidence"}
        check_evidence(findings, cited, store=self._store, algorithm=head.algorithm, erased=erased)
        self._compare_head()
        faults = findings.all()
        return Verified(ok=not faults, size=head.size, root=self._frontier.root().hex(), faults=faults)

    def _take(self, batch: list[Columns], *, ids: SmallIds) -> None:
        """Recompute the hashes of rows, and keep for later what rows of other types say."""
        self._statements += [
            Statement(row[0], row[1], row[6], row[7], row[8], row[14]) for row in batch if row[1] not in SUMMED
        ]
        leaves = [row[16] for row in batch]
        first, end = self._next, self._next + len(batch)
        whole = end <= self._head.size + 1 and [row[0] for row in batch] == list(range(first, end))
        if whole and self._leaves(batch, ids=ids) == leaves:
            self._next = end
            self._frontier.extend(leaves)
        else:
            self._frontier.extend(self._named(batch, ids=ids))

    def _leaves(self, batch: list[Columns], *, ids: SmallIds) -> list[bytes] | None:
        """The hashes of a batch in the quickest way; None where a column cannot even be read."""
        kinds, units, leaf_of = ids.kinds, ids.units, self._leaf_of
        try:
            return [
                leaf_of(row_bytes((*row[:5], kinds[row[5]], units[row[6]], *row[7:15], row[15].hex()))) for row in batch
            ]
        except (TypeError, ValueError, KeyError, AttributeError):
            return None

    def _named(self, batch: list[Columns], *, ids: SmallIds) -> list[bytes]:
        """Name the rows of a batch that are missing, changed or outside the log; returns the leaves to go on with."""
        leaves = []
        for row in batch:
            seq, leaf = row[0], row[16]
            if seq != self._next:
                self._gap(until=seq)
            self._next = seq + 1
            if self._leaves([row], ids=ids) != [leaf]:
                self._findings.add(seq, _("its columns do not give its hash: the row was changed"))
            if 1 <= seq <= self._head.size:
                leaves.append(bytes(leaf) if isinstance(leaf, bytes | memoryview) else b"")
            else:
                outside = _("it stands outside the log, which has %(size)s rows") % {"size": self._head.size}
                self._findings.add(seq, outside)
        return leaves

    def _gap(self, *, until: int) -> None:
        """Name the rows that are missing before ``until``."""
        first, end = max(self._next, 1), min(until, self._head.size + 1)
        for seq in range(first, min(end, first + _NAMED_GAPS)):
            self._findings.add(seq, _("the row is missing"))
        if end - first > _NAMED_GAPS:
            span = {"first": first + _NAMED_GAPS, "last": end - 1}
            self._findings.add(None, _("the rows %(first)s to %(last)s are missing") % span)

    def _compare_head(self) -> None:
        """Compare the tree over the rows with the head; where they differ, say among which rows."""
        frontier = self._frontier
        try:
            stored = bytes(self._head.frontier)
            Frontier.from_bytes(stored, size=self._head.size, algorithm=self._head.algorithm)
        except (TypeError, ValueError):
            self._findings.add(None, _("the head of the log cannot be read"))
            return
        computed = frontier.to_bytes()
        if frontier.size != self._head.size or stored == computed:
            return  # rows are missing, which was said; or all is well
        width = len(frontier.root())
        for place, (first, last) in enumerate(_peaks(frontier.size)):
            part = slice(place * width, (place + 1) * width)
            if stored[part] != computed[part]:
                span = {"first": first, "last": last}
                self._findings.add(
                    None, _("the rows %(first)s to %(last)s do not give the root that the head keeps") % span
                )


def _peaks(size: int) -> Iterator[tuple[int, int]]:
    """The first and last position of each full subtree of a log, the largest first."""
    first = 1
    for height in reversed(range(size.bit_length())):
        if size >> height & 1:
            yield first, first + (1 << height) - 1
            first += 1 << height


def _erased() -> dict[int, int]:
    """The position that was erased, and the row that says so."""
    found = Row.objects.filter(type="erased").order_by("seq").values_list("target", "seq")
    return {target: seq for target, seq in found if isinstance(target, int)}
