"""Figures: values computed from records, within what the key may read."""

from typing import Any, Literal

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from shilu.access.roles import Right
from shilu.api.asking import Asking, KeyRequest
from shilu.api.day import Day
from shilu.api.errors import answers
from shilu.figures.names import Asked, all_figures, figures_named, kinds_counted
from shilu.figures.queries import ask, entries_behind
from shilu.figures.reading import Reading
from shilu.figures.result import as_json
from shilu.ledger.catalogue import Catalogue
from shilu.lib.errors import Refused
from shilu.lib.periods import Period
from shilu.organisation.structure import Unit

router = Router(tags=["figures"])

_MOST_NAMES = 200


class Named(Schema):
    """Which figures, of which unit and period."""

    unit: str = Field(description="Code, uuid or name of a unit within reach.")
    name: list[str] = Field(
        [],
        max_length=_MOST_NAMES,
        description="Names or keys of figures; without one, all that were ever recorded here.",
    )
    period: str | None = Field(None, description="2022, 2022-H1, 2022-Q2, 2022-06, 2022-W23 or first/last day.")
    until: Day | None = Field(None, description="Cut the period off after this day.")
    as_of: str | None = Field(None, description="A position of the log, or the end of a day; now without it.")
    structure: Literal["then", "now"] = Field("then", description="Units as they stood then, or as they stand now.")


class Wanted(Named):
    """Which figures, beside what, and cut how."""

    compare: str | None = Field(None, description="previous, last-year or a period.")
    by: str | None = Field(None, description="unit, month or the key of a label.")


class NamedOne(Named):
    """Which figure, and which of its quantities."""

    quantity: str = Field("", description="The key of a quantity; the figure's first one without it.")


class ComparedShape(Schema):
    """The same figure in another period."""

    period: str = Field(description="The period beside which it is put.")
    value: float | None = Field(description="The value in that period.")
    difference: float | None = Field(description="The value less that one.")
    percent: float | None = Field(description="A fraction: 0.125 for 12.5 %.")


class FigureShape(Schema):
    """A value with what it means and what it rests on."""

    asked: str | None = Field(description="The name by which it was asked for.")
    figure: str = Field(description="Its key.")
    title: str = Field(description="Its name.")
    definition: str = Field(description="What counts, and how it is counted.")
    unit: str = Field(description="The code of the unit.")
    unit_name: str = Field(description="The name of the unit.")
    period: str = Field(description="The period, cut off where that was asked.")
    quantity: str = Field(description="The key of the quantity.")
    measure: str = Field(description="The measure word.")
    labels: dict[str, str] = Field(description="Only entries with these labels.")
    value: float | None = Field(description="Null where there is nothing to say, or where it must not be told.")
    shown: str = Field(description="What a reader sees, with the measure word.")
    numerator: float | None = Field(description="Of a ratio.")
    denominator: float | None = Field(description="Of a ratio.")
    status: Literal["reported", "partial", "none"] = Field(
        description="Whether all units reported the period, some, or none; of one that is not over, the months that are."
    )
    missing: list[str] = Field(description="The units that have not reported.")
    remarks: list[str] = Field(description="What a reader should know of the value.")
    reason: str | None = Field(description="Why there is no value.")
    as_of: int = Field(description="The position of the log at which it was read.")
    entries: int = Field(description="How many entries make the value.")
    own: bool = Field(False, description="Whether it is of the unit alone, without those below it.")
    compare: ComparedShape | None = Field(None, description="The same in another period, where that was asked.")


@router.get("/figures", response=answers(list[FigureShape]), summary="Values of figures")
def figures(request: KeyRequest, wanted: Query[Wanted]) -> Any:
    """Figures of a unit and all below it, one object a figure and quantity, in the order asked."""
    asking = request.auth
    unit, at = asking.unit(wanted.unit), asking.position(wanted.as_of)
    period = asking.period(wanted.period, until=wanted.until)
    reading = Reading(at, today=asking.day_of(wanted.as_of), then=wanted.structure == "then")
    names = _names_within(asking, unit, wanted.name, reading.catalogue)
    if wanted.as_of is not None and not asking.viewer.may(Right.POST, unit.uuid):
        names = _without_private(names, reading.catalogue)
    results = ask(
        names,
        unit=unit.uuid,
        period=period,
        compare=_against(asking, wanted.compare),
        by=wanted.by,
        reading=reading,
    )
    return [as_json(result) for result in results]


@router.get("/figures/entries", response=answers(list[int]), summary="The records behind a value")
def entries(request: KeyRequest, wanted: Query[NamedOne]) -> Any:
    """The positions of the standing entries that make the value of one figure."""
    asking = request.auth
    unit, at = asking.unit(wanted.unit), asking.position(wanted.as_of)
    reading = Reading(at, today=asking.day_of(wanted.as_of), then=wanted.structure == "then")
    asked = _one_asked(asking, unit, wanted, reading.catalogue)
    return entries_behind(
        asked.figure.key,
        quantity=asked.figure.quantity,
        labels=asked.labels,
        unit=unit.uuid,
        period=asking.period(wanted.period, until=wanted.until),
        reading=reading,
    )


def _one_asked(asking: Asking, unit: Unit, wanted: NamedOne, catalogue: Catalogue) -> Asked:
    """The one figure that is named, of the quantity that is named or its first; 404 where there is none to be read."""
    if len(wanted.name) != 1:
        raise Refused(_("Name one figure with name=."))
    _names_within(asking, unit, wanted.name, catalogue)
    for one in figures_named(wanted.name[0], catalogue=catalogue):
        if wanted.quantity in {"", one.figure.quantity}:
            return one
    raise Http404


def _names_within(asking: Asking, unit: Unit, names: list[str], catalogue: Catalogue) -> list[str] | None:
    """``names`` if all their kinds may be read of ``unit``, else 404; without names, those that may be (None for all)."""
    kinds = asking.viewer.sight.kinds_of(unit.uuid)
    if kinds is None:
        return names or None
    if not names:
        within = [one for one in all_figures(catalogue) if _within(one, kinds, catalogue)]
        return list(dict.fromkeys(one.figure.key for one in within))
    for name in names:
        if not all(_within(one, kinds, catalogue) for one in figures_named(name, catalogue=catalogue)):
            raise Http404
    return names


def _without_private(names: list[str] | None, catalogue: Catalogue) -> list[str]:
    """``names`` without private kinds: two earlier positions would tell by subtraction what was posted between them."""
    private = {kind.key for kind in catalogue.kinds.values() if kind.private}
    if names is None:
        open_ones = [one.figure for one in all_figures(catalogue)]
        told = [one.key for one in open_ones if kinds_counted(one, catalogue=catalogue).isdisjoint(private)]
        return list(dict.fromkeys(told))
    for name in names:
        for one in figures_named(name, catalogue=catalogue):
            if not kinds_counted(one.figure, catalogue=catalogue).isdisjoint(private):
                raise Refused(
                    _("“%(name)s” of an earlier position is told to those who record it alone; leave as_of out.")
                    % {"name": name}
                )
    return names


def _within(asked: Asked, kinds: frozenset[str], catalogue: Catalogue) -> bool:
    return kinds_counted(asked.figure, catalogue=catalogue) <= kinds


def _against(asking: Asking, text: str | None) -> Literal["previous", "last-year"] | Period | None:
    match text:
        case None | "previous" | "last-year":
            return text
        case _:
            return asking.period(text)
