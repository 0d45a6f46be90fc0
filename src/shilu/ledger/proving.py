"""Proofs of the ledger at hand: that a row is in it, or that it extends what it was."""

import json
from typing import Any

from django.utils.translation import gettext as _

from shilu.ledger.models import Head, Row, Text
from shilu.ledger.proof import Consistency, Inclusion, read_proof
from shilu.ledger.queries import root_at
from shilu.ledger.row import ROW_COLUMNS, row_bytes
from shilu.ledger.small_ids import known_kind_ids, known_unit_ids
from shilu.ledger.tree import consistency_proof, inclusion_proof
from shilu.lib.errors import Refused


def _leaves(size: int) -> list[bytes]:
    """The leaf hashes of the log's first ``size`` rows."""
    rows = Row.objects.filter(seq__lte=size).order_by("seq").values_list("leaf", flat=True)
    return [bytes(leaf) for leaf in rows]


def canonical_row(seq: int) -> bytes:
    """The row at ``seq`` as it was hashed."""
    columns = list(Row.objects.filter(seq=seq).values_list(*ROW_COLUMNS[:-1]).get())
    columns[5] = None if columns[5] is None else known_kind_ids().uuids[columns[5]].hex
    columns[6] = None if columns[6] is None else known_unit_ids().uuids[columns[6]].hex
    columns[-1] = bytes(columns[-1]).hex()
    return row_bytes(columns)


def proof_of(*, seq: int | None, since: int | None, size: int) -> dict[str, Any]:
    """The proof that row ``seq`` is in the log of ``size`` rows, or that this log extends its first ``since`` rows.

    With a row come its words and their salt, so that the commitment in it can be opened. Refused where neither or both
    are asked for, or there is no such row.
    """
    if (seq is None) == (since is None):
        raise Refused(_("Say which record to prove, or with --since from which size on."))
    asked = seq if seq is not None else since
    if asked is None or not 0 < asked <= size:
        raise Refused(_("The log has positions 1 to %(size)s.") % {"size": size})
    algorithm = Head.objects.values_list("algorithm", flat=True).get(id=1)
    leaves = _leaves(size)
    if seq is None:
        path = consistency_proof(leaves, old=asked, algorithm=algorithm)
        return Consistency(algorithm, size, root_at(size), asked, root_at(asked), path).written()
    row = Row.objects.get(seq=seq)
    path = inclusion_proof(leaves, index=seq - 1, algorithm=algorithm)
    proof = Inclusion(algorithm, size, root_at(size), seq, bytes(row.leaf), path, canonical_row(seq).decode())
    return {**proof.written(), **_words(seq)}


def _words(seq: int) -> dict[str, Any]:
    text = Text.objects.filter(seq=seq).first()
    if text is None:
        return {}
    words = {"title": text.title, "details": json.loads(text.details) if text.details else {}}
    source = {"file": text.file, "sheet": text.sheet, "line": text.line}
    return {"words": {**words, **source}, "salt": bytes(text.salt).hex()}


def check_proof(text: str) -> bool:
    """Whether the proof that ``text`` writes holds; Refused where it writes none."""
    return read_proof(text).holds()
