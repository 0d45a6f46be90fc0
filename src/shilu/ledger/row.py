"""A row of the log as a value, and the one way in which it is written before it is hashed."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple
from uuid import UUID

from shilu.lib.canonical import canonical

RowType = Literal[
    "entry",
    "reversal",
    "evidence",
    "joined",
    "left",
    "closed",
    "opened",
    "organisation",
    "catalogue",
    "import",
    "report",
    "erased",
]

ROW_COLUMNS = (
    "seq",
    "type",
    "uuid",
    "received",
    "account",
    "kind",
    "unit",
    "first",
    "last",
    "whole",
    "labels",
    "quantities",
    "target",
    "batch",
    "body",
    "commitment",
    "leaf",
)
SEPARATOR = "\x1f"  # the unit separator: canonical JSON escapes it, so no field can contain it
# In columns of numbers %r, so that the text "None", which SQLite would keep there, differs from nothing.
_ROW = SEPARATOR.join(("%s",) * 7 + ("%r",) * 3 + ("%s",) * 2 + ("%r",) * 2 + ("%s",) * 2)
_TEXT = SEPARATOR.join(("%d:%s",) * 4 + ("%r",))  # with its length before it, a word may hold any sign


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of a row, which lie beside the log: title, further details as canonical JSON, and where they came from."""

    title: str = ""
    details: str = ""
    file: str = ""
    sheet: str = ""
    line: int | None = None

    @property
    def particulars(self) -> dict[str, str]:
        """The further details, each by its role."""
        return json.loads(self.details) if self.details else {}

    def __bool__(self) -> bool:
        return bool(self.title or self.details or self.file or self.sheet or self.line)


NO_TEXTS = Texts()


class RowDraft(NamedTuple):
    """What is to be written as the next row: days as yyyymmdd, labels, quantities and body as canonical JSON.

    ``kind`` and ``unit`` are the small ids of their tables; ``amounts`` are the quantities in thousandths. A row without
    a ``uuid`` gets a random one when it is written. A tuple, because an import makes tens of thousands: a frozen
    dataclass takes six times as long.
    """

    type: RowType
    kind: int | None = None
    unit: int | None = None
    first: int | None = None
    last: int | None = None
    whole: int = 0
    labels: str = ""
    quantities: str = ""
    amounts: tuple[tuple[str, int], ...] = ()
    target: int | None = None
    batch: int | None = None
    body: str = ""
    texts: Texts = NO_TEXTS
    uuid: UUID | None = None


def written_quantities(quantities: Mapping[str, Decimal]) -> str:
    """Quantities as the log keeps them: canonical JSON of plain decimals, ``{"people":"82","times":"1"}``."""
    return "{" + ",".join([f'{_quoted(key)}:"{quantities[key]:f}"' for key in sorted(quantities)]) + "}"


@lru_cache(maxsize=1_000)
def _quoted(key: str) -> str:
    return canonical(key)


def row_bytes(columns: Sequence[object]) -> bytes:
    """The canonical row: its columns as text, joined by the unit separator, in UTF-8.

    The columns are those of the table, in its order, up to and with the commitment; kind and unit are given by their
    uuid, the commitment in hexadecimal; a column that holds nothing is written as ``None``.
    """
    return (_ROW % tuple(columns)).encode()


def text_bytes(title: str, details: str, file: str, sheet: str, line: int | None) -> bytes:
    """The words of a row as they are committed to: each after its length in characters, then the line."""
    return (_TEXT % (len(title), title, len(details), details, len(file), file, len(sheet), sheet, line)).encode()


def commitment_of(content: bytes, *, salt: bytes, algorithm: str) -> bytes:
    """A commitment that says nothing of ``content`` once the 16 bytes of ``salt`` are gone."""
    return plain_hasher(algorithm)(salt + content)


def plain_hasher(algorithm: str) -> Callable[[bytes], bytes]:
    """The hash function itself, in the quickest way to it."""
    if algorithm == "sha256":
        sha256 = hashlib.sha256
        return lambda content: sha256(content).digest()
    return lambda content: hashlib.new(algorithm, content).digest()


def leaf_hasher(algorithm: str) -> Callable[[bytes], bytes]:
    """The leaf hash of RFC 6962, section 2.1: H(0x00 ‖ row)."""
    hashed = plain_hasher(algorithm)
    return lambda row: hashed(b"\x00" + row)
