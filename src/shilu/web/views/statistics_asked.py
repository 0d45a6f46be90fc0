"""What a page of figures is asked: its address read once, within what the reader may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from shilu.figures.names import Asked, all_figures, figures_named
from shilu.figures.queries import Against
from shilu.figures.readable import readable
from shilu.figures.saved import Question
from shilu.ledger.catalogue import Catalogue, Label
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, Period, parse_period
from shilu.organisation.structure import Unit
from shilu.web.asking import Asking
from shilu.web.forms.statistics import Filter

MOST_MONTHS: Final = 60
MOST_NAMES: Final = 12  # columns of a table


@dataclass(frozen=True, slots=True)
class Look:
    """A question with the unit, the period and the kinds that it may be answered for.

    ``period`` ends today where a period that is not over is compared; ``whole`` is the one of the top line. ``unknown``
    are names of figures that the reader cannot have, ``beyond`` those for which the table has no more columns.
    """

    unit: Unit
    period: Period
    whole: Period
    question: Question
    against: Against | None
    kinds: frozenset[str] | None
    catalogue: Catalogue
    today: date
    unknown: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()

    @property
    def label(self) -> Label | None:
        """The label that the table is cut by."""
        return self.catalogue.labels.get(self.question.by)

    @property
    def so_far(self) -> Period:
        """The part of the period of which anything can be told."""
        return _until(self.today, self.period)

    @property
    def is_cut(self) -> bool:
        """Whether a comparison stops today, before the period is over."""
        return self.period != self.whole

    def asked(self) -> list[Asked]:
        """What the chosen names ask for."""
        return [asked for name in self.question.names for asked in figures_named(name, catalogue=self.catalogue)]


def look_of(asking: Asking, parameters: QueryDict) -> tuple[Look, Filter]:
    """What the address asks of the unit of the top line (Http404 where it may not be read), and the form that says so."""
    unit = asking.here()
    catalogue, kinds = asking.catalogue, asking.viewer.sight.kinds_of(unit.uuid)
    names, unknown = _known(parameters.getlist("figure"), catalogue=catalogue, kinds=kinds)
    filters = Filter(
        parameters,
        catalogue=catalogue,
        shown=asking.period,
        today=asking.today,
        kinds=kinds,
        labels=label_choices(names[:MOST_NAMES], catalogue=catalogue),
    )
    filters.is_valid()
    told = filters.cleaned_data
    if told.get("add"):
        names, _none = _known([*names, told["add"]], catalogue=catalogue, kinds=kinds)
    question = Question(
        names[:MOST_NAMES],
        by=_by(parameters.get("by", ""), catalogue),
        compare=_compared(told),
        labels=dict([told["only"].split("=", 1)]) if told.get("only") else {},
    )
    look = _look(question, unit, asking, kinds, whole=parameters.get("whole") == "1")
    return replace(look, unknown=unknown, beyond=names[MOST_NAMES:]), filters


def _look(question: Question, unit: Unit, asking: Asking, kinds: frozenset[str] | None, *, whole: bool) -> Look:
    period = asking.period
    against = _against(question.compare, asking.calendar)
    if against in {"previous", "last-year"} and not whole:
        period = _until(asking.today, period)
    if question.by == "month" and len(period.months()) > MOST_MONTHS:
        raise Refused(_("That are more than %(most)s months; choose a shorter period.") % {"most": MOST_MONTHS})
    return Look(unit, period, asking.period, question, against, kinds, asking.catalogue, asking.today)


def address_of(question: Question, *, unit: str = "") -> str:
    """The query of an address that asks ``question``."""
    pairs: list[tuple[str, str]] = [("unit", unit)] if unit else []
    pairs += [("period", question.period)] if question.period else []
    pairs += [("figure", name) for name in question.names]
    if question.by:
        pairs.append(("by", question.by))
    if question.compare in {"previous", "last-year"}:
        pairs.append(("compare", question.compare))
    elif question.compare:
        pairs += [("compare", "other"), ("against", question.compare)]
    pairs += [("only", f"{key}={value}") for key, value in question.labels.items()]
    return urlencode(pairs)


def token_of(figure: str, *, quantity: str, catalogue: Catalogue) -> str:
    """The name by which one column is asked for again."""
    return f"{figure}.{quantity}" if figure in catalogue.kinds else figure


def names_offered(catalogue: Catalogue, *, kinds: frozenset[str] | None) -> list[str]:
    """The titles of all figures that may be read, each once."""
    return list(
        dict.fromkeys(
            str(one.figure.title) for one in all_figures(catalogue) if readable(one, kinds=kinds, catalogue=catalogue)
        )
    )


def labels_of(names: Iterable[str], *, catalogue: Catalogue) -> list[Label]:
    """The labels that records of the named figures carry."""
    kinds = [
        term.kind for name in names for asked in figures_named(name, catalogue=catalogue) for term in asked.figure.terms
    ]
    keys = dict.fromkeys(key for kind in kinds for key in catalogue.kinds[kind].labels)
    return [catalogue.labels[key] for key in keys if key in catalogue.labels]


def label_choices(names: Iterable[str], *, catalogue: Catalogue) -> list[tuple[str, str]]:
    """The values to choose from, each with the label's name before it."""
    return [
        (f"{label.key}={value.key}", f"{label.title}{_(': ')}{value.title}")
        for label in labels_of(names, catalogue=catalogue)
        for value in label.values
    ]


def _known(
    names: Iterable[str], *, catalogue: Catalogue, kinds: frozenset[str] | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those of ``names`` that still name something the reader may see, in keys where there is one; and those that do not."""
    found: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for name in names:
        try:
            asked = figures_named(name, catalogue=catalogue)
        except Refused:
            asked = ()
        if not asked or not all(readable(one, kinds=kinds, catalogue=catalogue) for one in asked):
            unknown[name] = None
        elif any(one.labels for one in asked):
            found[name] = None
        else:
            tokens = (token_of(one.figure.key, quantity=one.figure.quantity, catalogue=catalogue) for one in asked)
            found.update(dict.fromkeys(tokens))
    return tuple(found), tuple(name for name in unknown if name.strip())


def _by(text: str, catalogue: Catalogue) -> str:
    return text if text in {"unit", "month"} or text in catalogue.labels else ""


def _compared(told: Mapping[str, object]) -> str:
    compare = told.get("compare") or ""
    against = told.get("against")
    if compare == "other":
        return against.name if isinstance(against, Period) else ""
    return str(compare)


def _against(compare: str, calendar: BodyCalendar) -> Against | None:
    match compare:
        case "previous":
            return "previous"
        case "last-year":
            return "last-year"
    return parse_period(compare, calendar=calendar) if compare else None


def _until(today: date, period: Period) -> Period:
    """``period`` up to today where it has begun and is not over."""
    return period.cut(today) if period.first <= today < period.last else period
