"""The check of a text against itself: parts and totals, shares, changes, repeated figures, days, tables."""

from collections.abc import Sequence

from shilu.claims.claim import Claim
from shilu.documents.document import Document
from shilu.lib.period import Period
from shilu.reports.checking.finding import Finding

__all__ = ["within"]


def within(document: Document, claims: Sequence[Claim], *, period: Period | None) -> tuple[Finding, ...]:
    """What contradicts itself in a document, in the order of the text.

    ``claims`` are those of ``document.text``. ``period`` is the report's own; None takes the one its title names.
    """
    raise NotImplementedError
