"""Views of figures that somebody keeps for the next time: which figures, how cut, against what."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self
from uuid import UUID

from django.db.models import Q

from shilu.figures.models import View


@dataclass(frozen=True, slots=True)
class Question:
    """What a table of figures asks, as its address writes it.

    ``names`` are keys of figures or ``kind.quantity``; ``by`` is unit, month, the key of a label or empty; ``compare`` is
    previous, last-year, the name of a period or empty; an empty ``period`` is the one that is being looked at.
    """

    names: tuple[str, ...] = ()
    by: str = ""
    compare: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    period: str = ""

    def at(self, period: str) -> Self:
        """The same question about the period of that name, whatever is being looked at."""
        return replace(self, period=period)

    def body(self) -> dict[str, Any]:
        """The question as plain JSON."""
        return {**asdict(self), "names": list(self.names), "labels": dict(self.labels)}

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Self:
        """The question that ``body()`` wrote."""
        return cls(
            tuple(body.get("names", ())),
            body.get("by", ""),
            body.get("compare", ""),
            dict(body.get("labels", {})),
            body.get("period", ""),
        )


@dataclass(frozen=True, slots=True)
class SavedView:
    """A kept question about ``unit``; ``own`` where the asker kept it, ``shared`` where all who read the unit see it."""

    uuid: UUID
    name: str
    unit: UUID
    question: Question
    own: bool
    shared: bool


def views_of(account: UUID, *, units: Iterable[UUID]) -> list[SavedView]:
    """What ``account`` kept, and what others share, of ``units``; own ones first, then by name. One query."""
    rows = View.objects.filter(Q(account=account) | Q(shared=True), unit__in=list(units)).order_by("name", "id")
    found = [_saved(row, account) for row in rows]
    return sorted(found, key=lambda view: not view.own)


def _saved(row: View, account: UUID) -> SavedView:
    own = row.account == account
    return SavedView(row.uuid, row.name, row.unit, Question.from_body(row.question), own, row.shared)
