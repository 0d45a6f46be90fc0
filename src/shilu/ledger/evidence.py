"""Files that show what an entry says: kept beside the log, cited by it, and erasable like the words of a row."""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.db import connection, transaction
from django.utils.translation import gettext as _

from shilu.ledger.clerk import Clerk
from shilu.ledger.log import append
from shilu.ledger.models import Evidence, Head, Row, Text
from shilu.ledger.row import SEPARATOR, RowDraft, commitment_of
from shilu.lib.canonical import canonical
from shilu.lib.durable import settle, sync_folder, unnamed_file
from shilu.lib.errors import Refused

_CHUNK = 1 << 20
_SALT = 16
_DIGEST = re.compile(r"[0-9a-f]{64}")


def evidence_bytes(*, digest: str, name: str, size: int) -> bytes:
    """What an evidence row commits to: the file's hash, the name it had and its size; the name may be anything."""
    return SEPARATOR.join((digest, str(size), name)).encode()


def stored_file(store: Path, digest: str) -> Path:
    """Where the file of that hash lies; ValueError where ``digest`` is no hash, so that no other file is ever named."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    return store / digest[:2] / digest


def chunks_of(stream: BinaryIO) -> Iterator[bytes]:
    """The rest of ``stream`` in parts that fit into memory."""
    while chunk := stream.read(_CHUNK):
        yield chunk


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies in the store, durably, and that no row cites yet."""

    name: str
    digest: str
    size: int


def keep_evidence(source: BinaryIO, *, name: str, store: Path) -> Kept:
    """Bring a file into the store, on the disk under its hash; outside a transaction, for it may be large."""
    algorithm = Head.objects.values_list("algorithm", flat=True).get(id=1)
    digest, size = _kept(source, store=store, algorithm=algorithm)
    return Kept(name, digest, size)


def cite_evidence(entry: int, kept: Kept, *, clerk: Clerk) -> int:
    """Say that a kept file is evidence of an entry and return the position; Refused where the entry has it already."""
    with transaction.atomic():
        _refuse_unless_entry(entry)
        head = Head.objects.get(id=1)
        salt = os.urandom(_SALT)
        content = evidence_bytes(digest=kept.digest, name=kept.name, size=kept.size)
        commitment = commitment_of(content, salt=salt, algorithm=head.algorithm)
        row = RowDraft(type="evidence", target=entry, body=canonical({"commitment": commitment.hex()}))
        cited = Row.objects.filter(type="evidence", target=entry).values("seq")
        if Evidence.objects.filter(seq__in=cited, digest=kept.digest).exists():
            raise Refused(_("Record %(seq)s has the file %(file)s already.") % {"seq": entry, "file": kept.name})
        seq = append([row], account=clerk.account, now=clerk.now)[0]
        Evidence.objects.create(seq=seq, salt=salt, digest=kept.digest, name=kept.name, size=kept.size)
    return seq


def add_evidence(entry: int, path: Path, *, store: Path, clerk: Clerk) -> int:
    """Keep the file at ``path`` as evidence of an entry and return the position of the row that cites it.

    The file is on the disk under its hash before the log cites it, so a crash leaves a file too many, never one too few.
    """
    _refuse_unless_entry(entry)
    return cite_evidence(entry, kept_file(path, store=store), clerk=clerk)


def kept_file(path: Path, *, store: Path) -> Kept:
    """The file at ``path``, kept; Refused where there is none."""
    try:
        with path.open("rb") as stream:
            return keep_evidence(stream, name=path.name, store=store)
    except FileNotFoundError:
        raise Refused(_("There is no file %(file)s.") % {"file": path}) from None


def _refuse_unless_entry(seq: int) -> None:
    if not Row.objects.filter(seq=seq, type="entry").exists():
        raise Refused(_("There is no record %(seq)s.") % {"seq": seq})


def _kept(source: BinaryIO, *, store: Path, algorithm: str) -> tuple[str, int]:
    """Copy ``source`` into the store, durably, and return its hash and size."""
    store.mkdir(exist_ok=True)
    hasher, size = hashlib.new(algorithm), 0
    with unnamed_file(store) as (stream, temporary):
        for chunk in chunks_of(source):
            hasher.update(chunk)
            size += len(chunk)
            stream.write(chunk)
        digest = hasher.hexdigest()
        name = stored_file(store, digest)
        if not name.parent.is_dir():
            name.parent.mkdir(exist_ok=True)
            sync_folder(store)
        settle(stream, temporary, name=name)
    return digest, size


def evidence_of(entry: int) -> list[Evidence]:
    """The files of an entry that were not erased, in the order in which they came."""
    cited = Row.objects.filter(type="evidence", target=entry).values("seq")
    return list(Evidence.objects.filter(seq__in=cited).order_by("seq"))


def erase_text(seq: int, *, reason: str, clerk: Clerk) -> int:
    """Remove the words of a row with their salt, for good, and return the position of the row that says so."""
    _refuse_without_reason(reason)
    with _forgetting(), transaction.atomic():
        row = _erased_row(seq, what="text", reason=reason, clerk=clerk)
        if not Text.objects.filter(seq=seq).delete()[0]:
            raise Refused(_("Record %(seq)s has no text that could be erased.") % {"seq": seq})
    return row


def erase_evidence(seq: int, *, reason: str, store: Path, clerk: Clerk) -> int:
    """Remove the file that the evidence row ``seq`` cites, for good, and return the position of the row that says so.

    A file that another row cites as well stays for that row. The file goes first: after a crash in between, erasing
    again finishes.
    """
    _refuse_without_reason(reason)
    with _forgetting(), transaction.atomic():
        row = _erased_row(seq, what="evidence", reason=reason, clerk=clerk)
        found = Evidence.objects.filter(seq=seq).first()
        if found is None:
            raise Refused(_("Row %(seq)s has no file that could be erased.") % {"seq": seq})
        found.delete()
        if not Evidence.objects.filter(digest=found.digest).exists():
            file = stored_file(store, found.digest)
            file.unlink(missing_ok=True)
            if file.parent.is_dir():
                sync_folder(file.parent)
    return row


def _erased_row(seq: int, *, what: str, reason: str, clerk: Clerk) -> int:
    body = canonical({"what": what, "reason": reason})
    return append([RowDraft(type="erased", target=seq, body=body)], account=clerk.account, now=clerk.now)[0]


def _refuse_without_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why with --reason: nothing is erased without a reason."))


@contextmanager
def _forgetting() -> Iterator[None]:
    """On SQLite, have what is deleted overwritten in the file, and afterwards taken out of the write-ahead log."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA secure_delete=OFF")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def commitment_in(body: str) -> bytes:
    """The commitment that an evidence row states; ValueError, KeyError or TypeError where it states none."""
    return bytes.fromhex(json.loads(body)["commitment"])
