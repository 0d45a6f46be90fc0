"""A paper on its way composed with the numbers of a position, as far as its reader may see them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from shilu.ledger.queries import catalogue_at, structure_at
from shilu.ledger.sight import Sight
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, Period, parse_period
from shilu.organisation.structure import Unit
from shilu.reports.answers import Reader
from shilu.reports.binder import Binder
from shilu.reports.compose import Draft, compose
from shilu.reports.drafting.tracing import TracedLine, traced_lines
from shilu.reports.front_matter import parse_front_matter
from shilu.reports.in_sight import figure_in_sight
from shilu.reports.models import Paper
from shilu.reports.spoken import Today
from shilu.reports.template import render, surroundings

LONGEST = 200_000
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a paper is composed: the body's months, the day it is, and what its reader sees of the ledger."""

    calendar: BodyCalendar
    today: date
    sight: Sight


def unit_of(paper: Paper) -> Unit:
    """The unit that a paper reports on."""
    return structure_at().units[paper.unit]


def period_of_paper(paper: Paper, *, calendar: BodyCalendar) -> Period:
    """The period that a paper reports on, cut off where it is."""
    return parse_period(paper.period, calendar=calendar)


def in_its_language(make: Callable[[], _Made]) -> _Made:
    """What ``make`` makes in the language of papers, whatever its reader's; what is refused is told in the reader's."""
    try:
        with translation.override(settings.LANGUAGE_CODE):
            return make()
    except Refused:
        if translation.get_language() == settings.LANGUAGE_CODE:
            raise
    return make()


def composed(paper: Paper, *, text: str, at: int, setting: Setting) -> Draft:
    """The paper with ``text`` at a position; Refused for a template that cannot be filled, or asks for what is out of
    sight.
    """
    return in_its_language(lambda: composed_as_read(paper, text=text, at=at, setting=setting))


def composed_as_read(paper: Paper, *, text: str, at: int, setting: Setting) -> Draft:
    """The same in the language of its reader, for what stands beside the paper."""
    if len(text) > LONGEST:
        raise Refused(_("The text has more than %(most)s characters; cut it into several papers.") % {"most": LONGEST})
    draft = compose(
        text,
        name=paper.template,
        unit=unit_of(paper),
        period=period_of_paper(paper, calendar=setting.calendar),
        at=at,
        calendar=setting.calendar,
        today=setting.today,
        layout=bytes(paper.layout) if paper.layout is not None else None,
    )
    refuse_out_of_sight(draft, sight=setting.sight)
    return draft


def refuse_out_of_sight(draft: Draft, *, sight: Sight) -> None:
    """Refused, by number, where a paper prints what its reader may not read."""
    catalogue = catalogue_at(draft.at)
    units: dict[str, UUID] = {unit.code: unit.uuid for unit in structure_at(draft.at).units.values()}
    for run in draft.printed.values():
        one = run.binding
        if not figure_in_sight(
            one.figure,
            quantity=one.quantity,
            labels=one.labels,
            unit=units[one.unit],
            sight=sight,
            catalogue=catalogue,
        ):
            raise Refused(
                _("“%(title)s” of %(unit)s is not among what you may read; take it out of the text.")
                % {"title": run.binding.title, "unit": run.binding.unit_name}
            )


def traced(paper: Paper, *, text: str, at: int, setting: Setting) -> tuple[TracedLine, ...]:
    """The lines of ``text`` that can be followed into the paper, with the ids that composing gives their numbers."""
    return in_its_language(lambda: _traced(paper, text=text, at=at, setting=setting))


def _traced(paper: Paper, *, text: str, at: int, setting: Setting) -> tuple[TracedLine, ...]:
    binder = Binder(
        Reader(at, setting.calendar, today=setting.today),
        unit_of(paper),
        period_of_paper(paper, calendar=setting.calendar),
        root="",
    )
    names = {**surroundings(binder), "today": Today.of(setting.today)}
    # The settings are filled in first, as when the paper is composed: their numbers take the first ids.
    parse_front_matter(text, render=lambda words: render(words, names, file=paper.template))
    return traced_lines(text, binder=binder, names=names)
