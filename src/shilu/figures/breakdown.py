"""The parts of a figure: by the units below, by months, by the values of a label."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shilu.figures.formulas import Formulas
from shilu.figures.names import Asked, pinned
from shilu.figures.reading import Scope
from shilu.figures.trees import Forest, Trees
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_names import normalised
from shilu.lib.day_numbers import day_number
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.lib.period import Period


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of one scope in one period."""

    asked: Asked
    scope: Scope
    period: Period


def parts_by_month(asked: Asked, scope: Scope, period: Period) -> list[Part]:
    """One part a month of the body's calendar; the last one of a period that is cut off is cut too."""
    return [Part(asked, scope, month) for month in period.months()]


def parts_by_unit(asked: Asked, scope: Scope, period: Period, *, formulas: Formulas) -> list[Part]:
    """One part for each unit that stood directly below at some time in ``period``, and what the unit recorded itself.

    A unit that moved in or out meanwhile counts for the time it stood there, so that the parts of a flow are the whole;
    what is looked at on one day has the parts of that day.
    """
    reading = formulas.reading
    inside = [reading.forest(period.last)]
    if any(leaf.figure.type == "flow" for leaf in formulas.leaves(asked)):
        inside = _forests_in(period, reading.trees)
    children = {child for forest in inside for child in forest.children(scope.unit)}
    if not children:
        return [Part(asked, scope, period)]
    parts = []
    for unit in reading.units:
        life = reading.organisation.lives[unit]
        gone = life.ended is not None and life.ended <= period.first
        stayed = all(forest.parents[unit] == scope.unit for forest in inside)
        part = Part(asked, Scope(unit, under=None if stayed else scope.unit), period)
        if unit in children and (not gone or _has_entries(part, formulas)):
            parts.append(part)
    own = Part(asked, Scope(scope.unit, own=True), period)
    return [*parts, own] if _has_entries(own, formulas) else parts


def _forests_in(period: Period, trees: Trees) -> list[Forest]:
    """The trees that hold on some day of ``period``."""
    first, last = day_number(period.first), day_number(period.last)
    return [
        forest
        for at, forest in enumerate(trees.forests)
        if trees.starts[at] <= last and (at + 1 == len(trees.starts) or trees.starts[at + 1] > first)
    ]


def parts_by_label(
    wanted: Sequence[Asked], scope: Scope, period: Period, *, label: str, formulas: Formulas
) -> list[tuple[Asked, list[Part]]]:
    """One part for each value of the label that has entries; a figure without that label stays whole.

    Refused where the catalogue has no such label or none of the figures carries it.
    """
    reading = formulas.reading
    key = _label_key(label, reading.catalogue)
    found: list[tuple[Asked, list[Part]]] = []
    carried = False
    for asked in wanted:
        kinds = [term.kind for leaf in formulas.leaves(asked) for term in leaf.figure.terms]
        carried = carried or any(key in reading.catalogue.kinds[kind].labels for kind in kinds)
        recorded = {value for kind in kinds for value in reading.label_values(kind, key)}
        listed = [value.key for value in reading.catalogue.labels[key].values]
        order = [*listed, *sorted(recorded.difference(listed, {""})), ""]
        parts = [Part(pinned(asked, {key: value}), scope, period) for value in order if value in recorded]
        if key in asked.labels or not recorded - {""}:
            parts = []
        found.append((asked, [part for part in parts if _has_entries(part, formulas)] or [Part(asked, scope, period)]))
    if wanted and not carried:
        raise Refused(_("None of these figures can be told apart by “%(label)s”.") % {"label": label})
    return found


def _has_entries(part: Part, formulas: Formulas) -> bool:
    return formulas.outcome(part.asked, scope=part.scope, period=part.period).entries > 0


def _label_key(name: str, catalogue: Catalogue) -> str:
    wanted = normalised(name)
    for label in catalogue.labels.values():
        if name == label.key or wanted in {normalised(one) for one in (label.title.zh, label.title.en, *label.aliases)}:
            return label.key
    known = enumerated(str(label.title) for label in catalogue.labels.values())
    raise Refused(_("There is no label “%(label)s”; there are %(known)s.") % {"label": name, "known": known})
