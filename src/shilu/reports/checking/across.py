"""The check of several papers against each other and against what was issued before."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from shilu.lib.period import Period, period_of_name
from shilu.reports.checking.finding import Finding
from shilu.reports.queries import Frozen, Issued


@dataclass(frozen=True, slots=True)
class Said:
    """A number that a paper says of a figure: where it stands, what it means, and what values it allows.

    ``document`` is the file's name or the issued paper's title; ``start`` and ``end`` are offsets in its text. ``figure``,
    ``quantity``, ``labels``, ``unit`` (its code) and ``period`` are what the claim was matched to. ``lowest`` and
    ``highest`` are the bounds of what was written (40余次 is 41 to 49), None where it is open. ``grows`` marks a flow,
    of which a longer time cannot have less. ``issued`` is the day of an issued paper.
    """

    document: str
    start: int
    end: int
    quote: str
    title: str
    figure: str
    quantity: str
    unit: str
    period: Period
    lowest: Decimal | None
    highest: Decimal | None
    labels: Mapping[str, str] = field(default_factory=dict)
    grows: bool = True
    issued: date | None = None


def across(said: Sequence[Said], issued: Sequence[Said] = ()) -> tuple[Finding, ...]:
    """Where two papers give a figure of one unit and period two values, and where a running total fell.

    ``said`` are the numbers of the papers under check in the order in which the papers were named, ``issued`` those of
    papers that were issued before. A finding stands in the later paper, with both named; rates (每月3次) and numbers
    without a figure are not to be handed in.
    """
    groups: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    for one in (*issued, *said):
        groups[one.figure, one.quantity, one.unit, *sorted(one.labels.items())].append(one)
    found = [finding for group in groups.values() for finding in _in_group(group)]
    return tuple(sorted(found, key=lambda finding: (_order(finding, said), finding.start, finding.rule)))


def said_by(papers: Iterable[Issued], *, grows: Callable[[str], bool]) -> tuple[Said, ...]:
    """What issued papers say, without those that a later issue replaced; ``grows`` tells flows by the figure's key."""
    papers = list(papers)
    replaced = {paper.supersedes for paper in papers}
    return tuple(
        said
        for paper in papers
        if paper.uuid not in replaced
        for number in paper.numbers
        if (said := _frozen(paper, number, grows=grows)) is not None
    )


def _frozen(paper: Issued, number: Frozen, *, grows: Callable[[str], bool]) -> Said | None:
    query = number.query
    period = period_of_name(query.period)
    if number.value is None or period is None or query.show != "value" or query.by or query.part or query.entries:
        return None
    value = Decimal(number.value)
    return Said(
        document=paper.title,
        start=0,
        end=0,
        quote=number.expected.shown,
        title=number.title,
        figure=query.figure,
        quantity=query.quantity,
        unit=query.unit,
        period=period,
        lowest=value,
        highest=value,
        labels=query.labels,
        grows=grows(query.figure),
        issued=paper.issued.date(),
    )


def _in_group(group: Sequence[Said]) -> Iterator[Finding]:
    """For each number the first contradiction with what was issued, and the first with another paper under check."""
    for at, later in enumerate(group):
        if later.issued is not None:
            continue
        before = [one for one in group[:at] if one.document != later.document or one.issued is not None]
        for earlier in ([one for one in before if one.issued], [one for one in before if not one.issued]):
            found = next(filter(None, (_contradiction(one, later) for one in earlier)), None)
            if found is not None:
                yield found


def _contradiction(earlier: Said, later: Said) -> Finding | None:
    if _days(earlier) == _days(later):
        return _finding("across", later, earlier) if _apart(earlier, later) else None
    return _fallen(earlier, later)


def _days(said: Said) -> tuple[date, date]:
    return said.period.first, said.period.last


def _apart(one: Said, other: Said) -> bool:
    return _below(one, other) or _below(other, one)


def _below(one: Said, other: Said) -> bool:
    return one.highest is not None and other.lowest is not None and one.highest < other.lowest


def _fallen(one: Said, other: Said) -> Finding | None:
    """Of two totals since one day, the one of the longer time that is less than the other."""
    if not (one.grows and other.grows) or one.period.first != other.period.first:
        return None
    short, long = sorted((one, other), key=lambda said: said.period.last)
    if not _below(long, short):
        return None
    return _finding("fell", other, one)


def _finding(rule: str, later: Said, earlier: Said) -> Finding:
    words = {
        "title": later.title,
        "here": later.quote,
        "there": earlier.quote,
        "paper": "".join(earlier.document.splitlines()),
        "period": later.period.title(),
        "before": earlier.period.title(),
        "day": earlier.issued.isoformat() if earlier.issued else "",
    }
    if rule == "fell":
        message = _(
            "%(title)s: %(here)s for %(period)s, “%(paper)s” has %(there)s for %(before)s: "
            "the longer time has the smaller total."
        )
        return Finding("fell", later.start, later.end, message % words, document=later.document)
    if earlier.issued:
        message = _("%(title)s for %(period)s: %(here)s here, but “%(paper)s”, issued on %(day)s, has %(there)s.")
    else:
        message = _("%(title)s for %(period)s: %(here)s here, but “%(paper)s” has %(there)s.")
    return Finding("across", later.start, later.end, message % words, document=later.document)


def _order(finding: Finding, said: Sequence[Said]) -> int:
    names = list(dict.fromkeys(one.document for one in said))
    return names.index(finding.document)
