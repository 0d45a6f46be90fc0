"""Checking a text: every number of it with a verdict, and what contradicts itself."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from shilu.claims.claim import Claim
from shilu.documents.document import Document
from shilu.figures.reading import Reading
from shilu.lib.period import Period
from shilu.matching.matcher import Matcher
from shilu.organisation.structure import Unit
from shilu.reports.checking.across import Said, across, said_by
from shilu.reports.checking.asking import Books
from shilu.reports.checking.bounds import bounds_of
from shilu.reports.checking.clause import clauses_of
from shilu.reports.checking.derived_cells import with_derived
from shilu.reports.checking.finding import Finding
from shilu.reports.checking.judging import Judge
from shilu.reports.checking.meanings import Meanings
from shilu.reports.checking.scope import scope_of
from shilu.reports.checking.scope_place import Places
from shilu.reports.checking.verdict import Judged
from shilu.reports.checking.within import within
from shilu.reports.checking.within.reading import limits
from shilu.reports.queries import issued_papers


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text with its claims judged, in the order of the text, and its contradictions."""

    document: Document
    claims: tuple[Judged, ...]
    within: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing differs and nothing contradicts itself."""
        return not self.within and all(claim.verdict != "differs" for claim in self.claims)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader of all its verdicts should know, each once: who has not reported."""
        return tuple(dict.fromkeys(line for claim in self.claims for line in claim.remarks))

    def as_json(self) -> dict[str, Any]:
        """The object that ``shilu check --format json`` prints for one file."""
        return {
            "claims": [{"doc": self.document.name, **claim.as_json()} for claim in self.claims],
            "within": [finding.as_json() for finding in self.within],
        }


@dataclass(slots=True)
class Checker:
    """Checks texts at one position of the ledger."""

    reading: Reading
    matcher: Matcher

    @classmethod
    def now(cls, *, today: date | None) -> "Checker":
        """A checker at the position of now, for a text of ``today``; see ``Reading``."""
        reading = Reading(today=today)
        return cls(reading, Matcher(reading.catalogue))

    def check(
        self, document: Document, claims: Sequence[Claim], *, unit: Unit | None, period: Period | None
    ) -> CheckedText:
        """The verdicts on ``claims`` of ``document``, a text of ``unit`` on ``period``; without those nothing can be told."""
        places = None
        if unit is not None and period is not None:
            tree = self.reading.structure.tree_on(period.last)
            places = Places(self.reading.structure, unit, day_tree=tree.subtree(unit.uuid))
        judge = Judge(self.matcher, Books(self.reading), Meanings(self.matcher, places))
        clauses = clauses_of(document, claims)
        scopes = [
            scope_of(claim, clause, unit=unit, period=period, places=places)
            if unit is not None and period is not None and places is not None
            else None
            for claim, clause in zip(claims, clauses, strict=True)
        ]
        judged = with_derived(document, judge.judged_all(claims, clauses, scopes))
        return CheckedText(document, tuple(judged), within(document, claims, period=period, judged=judged))

    def across(self, texts: Sequence[CheckedText], *, units: Container[str] | None = None) -> tuple[Finding, ...]:
        """Where texts contradict each other or what was issued before, by any unit or by ``units`` (their codes)."""
        said = [one for text in texts for one in _said_of(text)]
        papers = [paper for paper in issued_papers() if units is None or paper.unit in units]
        return across(said, said_by(papers, grows=self._grows))

    def _grows(self, key: str) -> bool:
        """Whether a longer time cannot have less of the figure: the flow of a kind's entries, or a sum of such."""
        catalogue = self.reading.catalogue
        figure = catalogue.figures.get(key)
        if figure is not None:
            return figure.type == "flow"
        kind = catalogue.kinds.get(key)
        return kind is not None and kind.adds == "flow"


def _said_of(text: CheckedText) -> list[Said]:
    """What a text says of figures, for the comparison with other texts."""
    found = []
    for one in text.claims:
        bounds = bounds_of(one.claim)
        if (
            one.is_change
            or one.figure is None
            or one.verdict == "cannot_tell"
            or bounds is None
            or one.period is None
            or one.claim.per
        ):
            continue
        lowest, highest = limits(one.claim)
        # A rate is as good as its last place.
        half = bounds.step / 2 if bounds.is_one and bounds.step < 1 else Decimal(0)
        found.append(
            Said(
                document=text.document.name,
                start=one.claim.start,
                end=one.claim.end,
                quote=one.claim.quote,
                title=one.title,
                figure=one.figure,
                quantity=one.quantity,
                unit=one.unit,
                period=one.period,
                lowest=None if lowest is None else lowest - half,
                highest=None if highest is None else highest + half,
                labels=one.labels,
                grows=one.adds_up,
            )
        )
    return found
