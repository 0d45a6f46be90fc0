"""What was said of an edited number to be recorded, and is not in the ledger yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from shilu.ledger.queries import position
from shilu.lib.errors import Refused
from shilu.reports.binding import Query, read_query
from shilu.reports.drafting.composing import Setting, composed
from shilu.reports.drafting.edited import Edited, found_of
from shilu.reports.flow import squeeze
from shilu.reports.models import Paper, TakenBack


@dataclass(frozen=True, slots=True)
class Promised:
    """A number that would read ``wanted`` once what is missing was recorded; the ledger still says ``now``."""

    title: str
    wanted: str
    now: str
    query: Query


def promised_of(paper: Paper, *, setting: Setting) -> tuple[Promised, ...]:
    """The numbers of ``paper`` for which somebody was to record what is missing, where the ledger has not moved since.

    What was said of a final paper is told of the edition that was begun with it, where there is one.
    """
    said = {one.query: one for one in _said(paper)}  # the last word on each number
    open_ones = [one for one in said.values() if one.said == "record"]
    if not open_ones or (paper.issue is not None and Paper.objects.filter(follows=paper.uuid).exists()):
        return ()
    try:
        printed = composed(paper, text=paper.text, at=position(), setting=setting).printed
    except Refused:  # the page of the text says why
        return ()
    now = {run.binding.query: run.shown for run in printed.values()}
    return tuple(
        Promised(one.title, one.shown, now[one.query], read_query(one.query))
        for one in open_ones
        if one.query in now and squeeze(now[one.query]) == squeeze(one.printed)
    )


def _said(paper: Paper) -> Iterator[Edited]:
    """What was said of each number in the files that came back, of the papers before this one first."""
    line: list[Paper] = [paper]
    while (before := line[0].follows) is not None and (elder := Paper.objects.filter(uuid=before).first()):
        line.insert(0, elder)
    for one in line:
        for taken in TakenBack.objects.filter(paper=one).exclude(settled_at=None).order_by("settled_at", "id"):
            yield from (number for number in found_of(taken.found).numbers if number.said)
