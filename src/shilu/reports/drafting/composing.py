"""A paper on its way composed with the numbers of a position, as far as its reader may see them."""

from collections.abc import Callable, Sequence
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
from shilu.reports.compose import Draft, compose, settings_filled
from shilu.reports.document import Number
from shilu.reports.drafting.tracing import TracedLine, traced_lines
from shilu.reports.in_sight import figure_in_sight
from shilu.reports.markdown import CLOSES, OPENS
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


def printed_alone(paper: Paper, sources: Sequence[str], *, at: int, setting: Setting) -> list[str]:
    """What each expression of a template prints in ``paper``; nothing for an empty one and for one that is refused."""
    return in_its_language(lambda: _printed_alone(paper, sources, at=at, setting=setting))


def _printed_alone(paper: Paper, sources: Sequence[str], *, at: int, setting: Setting) -> list[str]:
    binder = _binder(paper, at=at, setting=setting)
    names = {**surroundings(binder), "today": Today.of(setting.today)}
    told = []
    for source in sources:
        try:
            key = render(source, names, file=paper.template).strip(f"{OPENS}{CLOSES}") if source else ""
        except Refused:
            key = ""
        bound = binder.bound.get(key)
        told.append(bound.shown if isinstance(bound, Number) else "")
    return told


def _binder(paper: Paper, *, at: int, setting: Setting) -> Binder:
    period = period_of_paper(paper, calendar=setting.calendar)
    return Binder(Reader(at, setting.calendar, today=setting.today), unit_of(paper), period, root="")


def _traced(paper: Paper, *, text: str, at: int, setting: Setting) -> tuple[TracedLine, ...]:
    binder = _binder(paper, at=at, setting=setting)
    names = {**surroundings(binder), "today": Today.of(setting.today)}
    # The settings are filled in first, as when the paper is composed: their numbers take the first ids.
    settings_filled(text, binder=binder, names=names, name=paper.template)
    return traced_lines(text, binder=binder, names=names)
