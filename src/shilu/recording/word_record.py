"""What was typed of something that no kind knows, and the fact that it becomes once its word has a kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Kind
from shilu.ledger.entry import EntryDraft
from shilu.ledger.row import Texts
from shilu.lib.canonical import canonical_or_empty


@dataclass(frozen=True, slots=True)
class WordRecord:
    """What was typed of something that no kind knows: ``count`` of ``measure``, and how many people where that was said."""

    word: str
    unit: UUID
    first: date
    last: date
    whole: bool = False
    title: str = ""
    count: Decimal = Decimal(1)
    measure: str = ""
    people: Decimal | None = None
    remark: str = ""

    def content(self) -> dict[str, Any]:
        """Plain JSON of it."""
        return {
            "word": self.word,
            "unit": str(self.unit),
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "whole": self.whole,
            "title": self.title,
            "count": f"{self.count:f}",
            "measure": self.measure,
            "people": None if self.people is None else f"{self.people:f}",
            "remark": self.remark,
        }

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Self:
        """What ``content()`` wrote."""
        return cls(
            content["word"],
            UUID(content["unit"]),
            date.fromisoformat(content["first"]),
            date.fromisoformat(content["last"]),
            content["whole"],
            content["title"],
            Decimal(content["count"]),
            content["measure"],
            None if content["people"] is None else Decimal(content["people"]),
            content["remark"],
        )

    def fact(self, kind: Kind, *, catalogue: Catalogue, labels: Mapping[str, str]) -> EntryDraft:
        """The fact it is once its word means ``kind``; a count of people that the kind does not keep goes to the remark.

        A record that has no title is called by its word, so that it can still be told what it was; of a private kind none is.
        """
        quantity = _quantity_measured(kind, self.measure, catalogue=catalogue)
        quantities = {quantity: self.count}
        remark = self.remark
        if self.people is not None and kind.quantity("people") is not None:
            quantities.setdefault("people", self.people)
        elif self.people is not None:
            people = _("%(count)s attendances") % {"count": f"{self.people:f}"}
            remark = "；".join(filter(None, [remark, people]))
        details = canonical_or_empty({"remark": remark} if remark else {})
        texts = Texts(title=self.title or ("" if kind.private else self.word), details=details)
        return EntryDraft(kind.key, self.unit, self.first, self.last, quantities, labels, self.whole, texts)


def _quantity_measured(kind: Kind, measure: str, *, catalogue: Catalogue) -> str:
    for counted in kind.quantities:
        if measure and measure in {counted.measure, *catalogue.quantities[counted.key].measures}:
            return counted.key
    return kind.first.key
