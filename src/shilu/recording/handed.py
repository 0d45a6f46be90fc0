"""What somebody hands in: a fact with its files and companions, and the JSON in which it waits."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from shilu.ledger.entry import EntryDraft
from shilu.ledger.row import Texts
from shilu.lib.canonical import canonical_or_empty


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file that shows a record: the name it had, and what is kept of it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Correction:
    """That a record takes the place of entry ``seq`` or the entry is cancelled, and why."""

    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class Handed:
    """A fact, the entries of the same event, who attended, the files that show it, and what it corrects.

    It may also be about an entry as it stands: to cancel it (``cancels``), or with files that show it (``shows``).
    """

    fact: EntryDraft
    joined_with: tuple[int, ...] = ()
    attended: tuple[UUID, ...] = ()
    evidence: tuple[EvidenceFile, ...] = ()
    corrects: Correction | None = None
    cancels: Correction | None = None
    shows: int = 0

    @property
    def about(self) -> int:
        """The entry that it is about; 0 for a new one."""
        named = self.corrects or self.cancels
        return named.seq if named else self.shows

    def content(self) -> dict[str, Any]:
        """All of it but the files, as plain JSON; equal records have equal contents."""
        fact = self.fact
        return {
            "kind": fact.kind,
            "unit": str(fact.unit),
            "first": fact.first.isoformat(),
            "last": fact.last.isoformat(),
            "whole": fact.whole,
            "title": fact.texts.title,
            "details": fact.texts.particulars,
            "labels": dict(fact.labels),
            "quantities": {key: f"{amount:f}" for key, amount in fact.quantities.items()},
            "joined_with": list(self.joined_with),
            "attended": [str(person) for person in self.attended],
            "corrects": _written(self.corrects),
            "cancels": _written(self.cancels),
            "shows": self.shows,
            "about": self.about,
        }

    def fingerprint(self) -> dict[str, Any]:
        """The content with the hash of each file: what tells whether the same thing was sent again."""
        files = [[file.name, hashlib.sha256(file.content).hexdigest()] for file in self.evidence]
        return {**self.content(), "evidence": files}

    @classmethod
    def from_content(cls, content: dict[str, Any]) -> Self:
        """What ``content()`` wrote, without files."""
        return cls(
            EntryDraft(
                kind=content["kind"],
                unit=UUID(content["unit"]),
                first=date.fromisoformat(content["first"]),
                last=date.fromisoformat(content["last"]),
                whole=content["whole"],
                labels=content["labels"],
                quantities={key: Decimal(amount) for key, amount in content["quantities"].items()},
                texts=Texts(title=content["title"], details=canonical_or_empty(content["details"])),
            ),
            joined_with=tuple(content["joined_with"]),
            attended=tuple(UUID(person) for person in content["attended"]),
            corrects=_read(content["corrects"]),
            cancels=_read(content.get("cancels")),
            shows=content.get("shows", 0),
        )

    def with_fact(self, fact: EntryDraft) -> Self:
        """The same with another fact."""
        return replace(self, fact=fact)


def _written(named: Correction | None) -> dict[str, Any] | None:
    return {"seq": named.seq, "reason": named.reason} if named else None


def _read(content: dict[str, Any] | None) -> Correction | None:
    return Correction(content["seq"], content["reason"]) if content else None
