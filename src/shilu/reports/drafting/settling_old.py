"""The old numbers of a draft settled: replaced by the ledger's or other words, or kept on purpose, with who and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.queries import position
from shilu.lib.acting import By
from shilu.lib.enumerating import in_clauses
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar
from shilu.reports.answers import Reader
from shilu.reports.binding import Query, read_query
from shilu.reports.compose import Draft
from shilu.reports.document import Number
from shilu.reports.drafting.composing import (
    Setting,
    composed,
    in_its_language,
    period_of_paper,
    printed_alone,
    unit_of,
)
from shilu.reports.drafting.operations import locked, refuse_unless_written, title_of
from shilu.reports.drafting.stages import Stage
from shilu.reports.models import KeptEdit, Paper
from shilu.reports.old_numbers import OldPlace, as_words, old_places, replaced_places

OldChoice = Literal["later", "figure", "words", "keep"]


@dataclass(frozen=True, slots=True)
class OldSaid:
    """What becomes of an old number: the figure or other ``words`` in its place, or kept with a ``reason``."""

    choice: OldChoice
    words: str = ""
    reason: str = ""


def open_old(paper: Paper, *, setting: Setting) -> tuple[OldPlace, ...]:
    """The old numbers of a paper on its way that nobody has settled; none of a final one."""
    if paper.stage in {Stage.FINAL, Stage.SENT}:
        return ()
    return old_places(paper.text, unit=unit_of(paper).name, period=period_of_paper(paper, calendar=setting.calendar))


def offered_for(paper: Paper, places: Sequence[OldPlace], *, setting: Setting) -> list[str]:
    """What the ledger says for each place; empty where no figure was found for it."""
    sources = [place.as_figure if place.has_figure else "" for place in places]
    return printed_alone(paper, sources, at=position(), setting=setting)


def settle_old(paper: Paper, *, said: Mapping[int, OldSaid], edition: int, setting: Setting, by: By) -> Paper:
    """Do with each old number, by its place in the order, what was said of it.

    Refused for words that are missing, for a number kept without a reason, and where somebody wrote on the paper meanwhile.
    """
    places = open_old(paper, setting=setting)
    answered = [(place, said[at]) for at, place in enumerate(places) if at in said and said[at].choice != "later"]
    for place, one in answered:
        _refuse_unsaid(place, one)
    if not answered:
        raise Refused(_("Say of at least one old number what becomes of it."))
    text = replaced_places(paper.text, [(place, _instead(place, one)) for place, one in answered])
    title = title_of(paper, text=text, setting=setting)
    draft = composed(paper, text=text, at=position(), setting=setting)
    reasons = [(place.words, one.reason) for place, one in answered if one.choice == "keep"]
    with transaction.atomic():
        now = locked(paper)
        refuse_unless_written(now)
        if now.edition != edition or now.text != paper.text:
            raise Refused(_("The paper was changed meanwhile; load the page again."))
        now.text, now.title, now.edition, now.changed_at = text, title, now.edition + 1, by.now
        now.save(update_fields=("text", "title", "edition", "changed_at"))
        rows = kept_rows(now, draft, reasons=reasons, calendar=setting.calendar, today=setting.today, by=by)
        KeptEdit.objects.bulk_create(rows)
    return now


def kept_rows(
    paper: Paper, draft: Draft, *, reasons: Sequence[tuple[str, str]], calendar: BodyCalendar, today: date, by: By
) -> list[KeptEdit]:
    """Who keeps the old numbers of ``draft`` that ``reasons`` tell: their words and why, in their order; of a title too.

    Who kept a number before goes on keeping it. Places that say the same by the same figure are one, with all reasons.
    """
    reader = Reader(draft.at, calendar, today=today)
    before = set(KeptEdit.objects.filter(paper=paper).values_list("query", flat=True))
    queries = [read_query(run.binding.query) for run in draft.printed.values() if isinstance(run, Number)]
    new = [one for one in queries if one.kept and one.old and one.written() not in before]
    kept: dict[str, Query] = {}
    whys: dict[str, list[str]] = {}
    for words, why in reasons:
        titled = Query("", "", draft.unit.code, draft.period.name, old=words, kept=words)
        query = next((one for one in new if one.old == words), titled)
        new = [one for one in new if one is not query]
        kept[query.written()] = query
        whys.setdefault(query.written(), []).append(why.strip())
    answers = in_its_language(lambda: [reader.answer(query.question) for query in kept.values()])
    return [
        KeptEdit(
            paper=paper,
            issue=paper.issue,
            query=written,
            title=answer.title,
            shown=query.kept,
            ledger=answer.shown,
            reason=in_clauses(dict.fromkeys(whys[written]))[:300],
            account=by.account,
            at=by.now,
        )
        for (written, query), answer in zip(kept.items(), answers, strict=True)
    ]


def _instead(place: OldPlace, said: OldSaid) -> str:
    if said.choice == "figure":
        return place.as_figure
    return place.as_kept if said.choice == "keep" else as_words(said.words.strip())


def _refuse_unsaid(place: OldPlace, said: OldSaid) -> None:
    told = {"words": place.words}
    if said.choice == "keep" and not said.reason.strip():
        raise Refused(_("Say why the old number %(words)s stays.") % told)
    if said.choice == "words" and not said.words.strip():
        raise Refused(_("Say what stands in the place of the old number %(words)s.") % told)
    if said.choice == "figure" and not place.has_figure:
        raise Refused(_("There is no figure for the old number %(words)s; write what stands in its place.") % told)
