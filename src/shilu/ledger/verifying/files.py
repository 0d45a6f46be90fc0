"""Evidence files against the rows that cite them."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from shilu.ledger.evidence import chunks_of, commitment_in, evidence_bytes, stored_file
from shilu.ledger.models import Evidence
from shilu.ledger.row import commitment_of
from shilu.ledger.verifying.findings import Findings
from shilu.ledger.verifying.raw import Columns, rows
from shilu.lib.durable import TEMPORARY

_COLUMNS = ("seq", "salt", "digest", "name", "size")


def check_evidence(
    findings: Findings, cited: Mapping[int, str], *, store: Path | None, algorithm: str, erased: Mapping[int, int]
) -> None:
    """``cited`` are the bodies of the evidence rows by position; without a ``store`` no file is read."""
    found = {row[0]: row for row in rows(Evidence, _COLUMNS, order='"seq"')}
    files: dict[str, tuple[int, Any]] = {}
    for seq, body in cited.items():
        row = found.pop(seq, None)
        if row is None:
            if seq not in erased:
                findings.add(seq, _("what is known of its file is missing, and no row says that it was erased"))
        elif seq in erased:
            findings.add(seq, _("its file was erased and is known again"))
        elif not _fits(row, body, algorithm=algorithm):
            findings.add(seq, _("what is known of its file is not what was recorded"))
        else:
            files[row[2]] = (seq, row[4])
    for seq in found:
        findings.add(seq, _("there is a file kept for it, but no such row of evidence"))
    if store is not None:
        _check_files(findings, files, store=store, algorithm=algorithm)


def _fits(row: Columns, body: str, *, algorithm: str) -> bool:
    _seq, salt, digest, name, size = row
    try:
        content = evidence_bytes(digest=digest, name=name, size=size)
        return isinstance(size, int) and commitment_in(body) == commitment_of(
            content, salt=bytes(salt), algorithm=algorithm
        )
    except (TypeError, ValueError, KeyError):
        return False


def _check_files(findings: Findings, files: Mapping[str, tuple[int, int]], *, store: Path, algorithm: str) -> None:
    for digest, (seq, size) in files.items():
        path = stored_file(store, digest)
        try:
            fits = path.stat().st_size == size and _digest_of(path, algorithm=algorithm) == digest
        except FileNotFoundError:
            findings.add(seq, _("its file %(file)s is missing") % {"file": path.name})
        except OSError as error:
            findings.add(
                seq, _("its file %(file)s cannot be read: %(what)s") % {"file": path.name, "what": error.strerror}
            )
        else:
            if not fits:
                findings.add(seq, _("its file %(file)s is not the one that was recorded") % {"file": path.name})
    known = {stored_file(store, digest) for digest in files}
    for path in sorted(store.rglob("*")):
        if path.is_file() and path not in known and not path.name.startswith(TEMPORARY):
            name = path.relative_to(store).as_posix()
            findings.add(None, _("the evidence file %(file)s is cited by no row") % {"file": name}, orphan=True)


def _digest_of(path: Path, *, algorithm: str) -> str:
    hasher = hashlib.new(algorithm)
    with path.open("rb") as stream:
        for chunk in chunks_of(stream):
            hasher.update(chunk)
    return hasher.hexdigest()
