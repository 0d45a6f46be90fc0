"""What the check of a text against itself and against other texts found wrong."""

from dataclasses import dataclass
from typing import Any, Literal

Rule = Literal["sum", "share", "change", "repeat", "period", "table", "across", "fell"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that cannot be right, whatever the records say.

    ``start`` and ``end`` are the offsets in the document's text of what is called wrong; ``message`` is one sentence for
    the clerk: what stands there, what it should be, and why. ``others`` are the offsets of what it rests on in the same
    text (the parts of a sum, the other place of a figure that stands twice). ``document`` names the file where several
    were read; it is empty where there is one.

    Rules: ``sum`` parts against their total, ``share`` a stated per cent, ``change`` a rise or fall, ``repeat`` one figure
    with two values, ``period`` a day outside the period, ``table`` a total row or column, ``across`` two papers with two
    values of a figure, ``fell`` a running total below an earlier one.
    """

    rule: Rule
    start: int
    end: int
    message: str
    others: tuple[tuple[int, int], ...] = ()
    document: str = ""

    def as_json(self) -> dict[str, Any]:
        """The object of ``within`` that ``shilu check --format json`` prints."""
        written: dict[str, Any] = {"rule": self.rule, "start": self.start, "end": self.end, "message": self.message}
        if self.document:
            written["document"] = self.document
        return written
