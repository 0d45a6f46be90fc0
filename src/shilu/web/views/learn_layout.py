"""A finished report laid out with what of it a template would print anew, and the notes on what stays as it was typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shilu.claims.claim import Claim
from shilu.documents.document import Document
from shilu.reports.learning.operations import Learned
from shilu.web.views.check_layout import Block, Mark, laid_out


@dataclass(frozen=True, slots=True)
class Kept:
    """A number or date that stays as typed: why, the figure that could stand there, and the phrase that it counts."""

    number: int
    words: str
    where: str
    reason: str
    meant: str
    what: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The report with its marks, how many numbers and times are bound, and what is kept as typed."""

    blocks: Sequence[Block]
    numbers: int
    times: int
    kept: Sequence[Kept]
    outside: Sequence[str]


def paper_of(document: Document, claims: Sequence[Claim], learned: Learned) -> Paper:
    """What a page shows of a learned report."""
    said = {claim.start: claim.what for claim in claims}
    kept = [
        Kept(number, one.words, where, one.reason, one.meant, said.get(one.start, ""))
        for number, (one, where) in enumerate(zip(learned.left, learned.where, strict=True), start=1)
    ]
    bound = [
        Mark(
            one.start,
            one.end,
            "time" if one.is_time else "bound",
            "",
            _bound_word(is_time=one.is_time),
            0,
            one.meant,
        )
        for one in learned.replaced
    ]
    typed = [
        Mark(one.start, one.end, "typed", "?", _("stays, marked as old"), note.number, one.reason, f"#n{note.number}")
        for one, note in zip(learned.left, kept, strict=True)
    ]
    times = sum(one.is_time for one in learned.replaced)
    return Paper(laid_out(document, [*bound, *typed]), len(learned.replaced) - times, times, kept, learned.outside)


def _bound_word(*, is_time: bool) -> str:
    return _("moves on with the period") if is_time else _("counted anew")
