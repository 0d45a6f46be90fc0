"""An entry: one dated fact of a unit, as it is handed in and as it is read back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from shilu.ledger.row import NO_TEXTS, Texts


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """A fact to be posted: kind by its key, unit by its uuid, quantities by theirs.

    ``whole`` tells that only a month, quarter or year is known: the entry then counts in the periods that contain
    ``first`` to ``last``, and in no finer cut.
    """

    kind: str
    unit: UUID
    first: date
    last: date
    quantities: Mapping[str, Decimal]
    labels: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False
    texts: Texts = NO_TEXTS


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry or a reversal as the log has it.

    ``reverses`` is the entry that a reversal cancels, ``corrects`` the one that an entry was posted in place of, and
    ``reversed_by`` the row that cancelled it, if one did.
    """

    seq: int
    uuid: UUID
    type: str
    kind: str
    unit: UUID
    first: date
    last: date
    whole: bool
    labels: Mapping[str, str]
    quantities: Mapping[str, Decimal]
    received: datetime
    account: str
    reverses: int | None
    corrects: int | None
    reversed_by: int | None
    batch: int | None
    body: Mapping[str, Any]
    texts: Texts
    erased: bool
    occasion: UUID | None = None
