"""How the check did on made reports: each claim and each finding against the truth."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from reports.checking.paper import Paper, Planted, Wanted
from shilu.documents.claimed import claims_of
from shilu.documents.document import Document, Place, Written, laid
from shilu.ledger.queries import structure_at
from shilu.lib.periods import parse_period
from shilu.reports.checking.finding import Finding
from shilu.reports.checking.operations import CheckedText, Checker
from shilu.reports.checking.verdict import Judged


@dataclass(frozen=True)
class Wrong:
    """A verdict or a finding that is not true, with the words around it."""

    paper: str
    what: str
    context: str
    reason: str


@dataclass
class Measured:
    """Sums over many reports; ``wrong`` are the verdicts, ``wrong_findings`` the findings that are not true."""

    papers: int = 0
    claims: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    wrong: list[Wrong] = field(default_factory=list)
    wrong_findings: list[Wrong] = field(default_factory=list)
    abstained: list[Wrong] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: list[Wrong] = field(default_factory=list)
    findings: int = 0

    @property
    def told(self) -> int:
        """Verdicts that say something: supports and differs."""
        return self.verdicts["supports"] + self.verdicts["differs"]

    @property
    def with_records(self) -> int:
        """Claims of which the ledger has records."""
        return self.claims["true"] + self.claims["false"]


def checked(paper: Paper, checker: Checker) -> CheckedText:
    """The report as ``shilu check`` judges it."""
    lines = paper.text.split("\n")
    pieces = laid([Written(line, Place(paragraph=at)) for at, line in enumerate(lines, start=1)])
    document = Document(f"{paper.name}.txt", "text", pieces)
    unit = structure_at().by_code(paper.unit)
    return checker.check(document, claims_of(document), unit=unit, period=parse_period(paper.period))


def measure(papers: Sequence[Paper], checker: Checker) -> Measured:
    """All of ``papers``, one after the other."""
    result = Measured()
    for paper in papers:
        _count(result, paper, checked(paper, checker))
    return result


def _count(result: Measured, paper: Paper, text: CheckedText) -> None:
    result.papers += 1
    by_start = {(judged.claim.start, judged.claim.end): judged for judged in text.claims}
    by_end = {judged.claim.end: judged for judged in text.claims}
    met = set()
    for wanted in paper.wanted:
        judged = by_start.get((wanted.start, wanted.end)) or by_end.get(wanted.end) or _overlapping(text, wanted)
        result.claims[wanted.truth] += 1
        if judged is not None:
            met.add(judged.claim.start)
        _one(result, paper, wanted, judged)
    for judged in text.claims:
        if judged.claim.start not in met and judged.verdict in {"supports", "differs"}:
            result.verdicts[judged.verdict] += 1
            if judged.verdict == "differs":
                result.wrong.append(_wrong(paper, judged, f"{judged.verdict} of what is no claim"))
    _findings(result, paper, text)


def _overlapping(text: CheckedText, wanted: Wanted) -> Judged | None:
    return next((one for one in text.claims if one.claim.start < wanted.end and wanted.start < one.claim.end), None)


def _one(result: Measured, paper: Paper, wanted: Wanted, judged: Judged | None) -> None:
    verdict = judged.verdict if judged else "not_found"
    result.verdicts[verdict] += 1
    right = {"true": "supports", "false": "differs", "unknown": ""}[wanted.truth]
    context = paper.text[max(0, wanted.start - 30) : wanted.end + 12].replace("\n", "¶")
    reason = f"{judged.reason} [{judged.title} {judged.claim.what!r}]" if judged else ""
    if verdict in {"supports", "differs"}:
        if verdict != right:
            what = f"{verdict}, but it is {wanted.truth} ({wanted.value}{' ' + wanted.fault if wanted.fault else ''})"
            result.wrong.append(Wrong(paper.name, what, context, reason))
    elif wanted.truth != "unknown":
        result.abstained.append(Wrong(paper.name, f"{verdict} {wanted.truth} {wanted.kind}", context, reason))


def _findings(result: Measured, paper: Paper, text: CheckedText) -> None:
    spans = [[(finding.start, finding.end), *finding.others] for finding in text.within]
    result.findings += len(spans)
    # A number that is wrong by the records may well contradict its neighbours: that finding is true.
    false = [(one.start, one.end) for one in paper.wanted if one.truth == "false"]
    for finding, places in zip(text.within, spans, strict=True):
        known = [*false, *(span for planted in paper.planted for span in planted.spans)]
        if not any(_meet(place, one) for place in places for one in known):
            result.wrong_findings.append(_wrong_finding(paper, finding))
    differs = [(one.claim.start, one.claim.end) for one in text.claims if one.verdict == "differs"]
    for planted in paper.planted:
        result.faults[planted.fault] += 1
        by_verdict = any(_meet(place, planted.spans[0]) for place in differs)
        by_finding = any(_meet(place, one) for places in spans for place in places for one in planted.spans[:1])
        if by_verdict or by_finding:
            result.found[planted.fault] += 1
        else:
            result.missed.append(_missed(paper, planted))


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _wrong(paper: Paper, judged: Judged, what: str) -> Wrong:
    context = paper.text[max(0, judged.claim.start - 30) : judged.claim.end + 12].replace("\n", "¶")
    return Wrong(paper.name, what, context, f"{judged.reason} [{judged.title} {judged.claim.what!r}]")


def _wrong_finding(paper: Paper, finding: Finding) -> Wrong:
    context = paper.text[max(0, finding.start - 40) : finding.end + 12].replace("\n", "¶")
    return Wrong(paper.name, finding.rule, context, finding.message)


def _missed(paper: Paper, planted: Planted) -> Wrong:
    start, end = planted.spans[0]
    return Wrong(paper.name, planted.fault, paper.text[max(0, start - 40) : end + 12].replace("\n", "¶"), "")
