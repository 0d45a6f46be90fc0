"""The check of a text against itself: parts and totals, shares, changes, repeated figures, days, tables."""

from collections.abc import Iterator, Sequence

from shilu.claims.claim import Claim
from shilu.documents.document import Document
from shilu.lib.period import Period
from shilu.reports.checking.finding import Finding
from shilu.reports.checking.verdict import Judged
from shilu.reports.checking.within.changes import changes
from shilu.reports.checking.within.days import days, own_period, title_period
from shilu.reports.checking.within.reading import Sentence, numbers_of, sentences
from shilu.reports.checking.within.repeats import repeats
from shilu.reports.checking.within.shares import shares
from shilu.reports.checking.within.sums import sums
from shilu.reports.checking.within.table_rates import table_rates
from shilu.reports.checking.within.tables import tables

__all__ = ["title_period", "within"]


def within(
    document: Document, claims: Sequence[Claim], *, period: Period | None, judged: Sequence[Judged] = ()
) -> tuple[Finding, ...]:
    """What contradicts itself in a document, in the order of the text.

    ``claims`` are those of ``document.text``. ``period`` is the report's own; None takes the one its title names.
    ``judged`` are verdicts on the claims where there are any: what they were matched to tells which numbers are of one
    figure.
    """
    read = tuple(sentences(document.text, numbers_of(document.text, claims)))
    found = [finding for sentence in read for finding in _of_sentence(sentence)]
    found += repeats(document, read, period=own_period(document, period), judged=judged)
    found += days(document, period=period)
    found += [*tables(document), *table_rates(document)]
    return tuple(sorted(set(found), key=lambda finding: (finding.start, finding.end, finding.rule)))


def _of_sentence(sentence: Sentence) -> Iterator[Finding]:
    yield from sums(sentence)
    yield from shares(sentence)
    yield from changes(sentence)
