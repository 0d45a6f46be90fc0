"""The rows of the log that change an organisation, and which of them still stand: a row can take an earlier one back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shilu.organisation.changes import Change, change_from_body
from shilu.organisation.structure import Structure


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """The changes of one row; or the position of the row that it takes back."""

    seq: int
    changes: tuple[Change, ...]
    takes_back: int | None = None


def change_row(seq: int, body: dict[str, Any]) -> ChangeRow:
    """The row that ``body`` says; KeyError, TypeError or ValueError where it says none."""
    takes_back = body.get("takes_back")
    if takes_back is not None and not 0 < int(takes_back) < seq:
        raise ValueError(takes_back)
    return ChangeRow(seq, tuple(change_from_body(change) for change in body["changes"]), takes_back)


def taken_back(rows: Sequence[ChangeRow]) -> frozenset[int]:
    """The positions of the rows that do not hold; what took a row back can itself be taken back, and then it holds."""
    found: set[int] = set()
    for row in reversed(rows):
        if row.takes_back is not None and row.seq not in found:
            found.add(row.takes_back)
    return frozenset(found)


def standing(rows: Sequence[ChangeRow]) -> Iterator[ChangeRow]:
    """The rows that hold, in their order."""
    gone = taken_back(rows)
    return (row for row in rows if row.seq not in gone)


def replayed(rows: Iterable[ChangeRow]) -> Structure:
    """The structure after all rows that hold; Refused, naming the unit, where one of them cannot follow the others."""
    structure = Structure()
    for row in standing(list(rows)):
        for change in row.changes:
            structure.apply(change)
    return structure
