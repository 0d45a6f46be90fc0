"""What the frame of every page shows: the body, unit and period, where one is, who one is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shilu.access.roles import Right
from shilu.lib.periods import Period, parse_period
from shilu.organisation.structure import Unit
from shilu.web.asking import Asking
from shilu.web.kept import Same, part
from shilu.workspace import serving

MOST_UNITS: Final = 80  # in a list to choose from; above that a name is typed


@dataclass(frozen=True, slots=True)
class RailItem:
    """A word of the rail: the view it leads to, its icon, and the views that belong to it."""

    view: str
    icon: str
    title: Any
    right: Right
    nouns: tuple[str, ...]


RAIL: Final = (
    RailItem("home", "home", gettext_lazy("Home"), Right.OPEN, ("home",)),
    RailItem("record", "pen", gettext_lazy("Record"), Right.RECORD, ("record", "review", "drafts")),
    RailItem("ledger", "book", gettext_lazy("Ledger"), Right.READ, ("ledger", "months", "entry")),
    RailItem("statistics", "bars", gettext_lazy("Statistics"), Right.READ, ("statistics", "figure")),
    RailItem(
        "reports",
        "paper",
        gettext_lazy("Reports and forms"),
        Right.READ,
        ("reports", "papers", "check", "learn", "fill", "verify"),
    ),
    RailItem("imports", "tray", gettext_lazy("Import"), Right.IMPORT, ("imports",)),
    RailItem("deadlines", "calendar", gettext_lazy("Agenda"), Right.READ, ("deadlines",)),
    RailItem("more", "dots", gettext_lazy("More"), Right.OPEN, ()),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from; ``depth`` tells how far below the first one a unit stands."""

    value: str
    title: str
    chosen: bool
    depth: int = 0


def page(request: HttpRequest) -> dict[str, Any]:
    """The names that the frame uses; ``asking`` is missing on pages before the log-in."""
    asking: Asking | None = getattr(request, "asking", None)
    workspace = serving.current()
    shown: dict[str, Any] = {
        "body": workspace.config.name,
        "sample": workspace.config.sample,
        "notice": workspace.config.web.notice or _("No state secrets may be entered into this system."),
    }
    if asking is None:
        return shown
    return {
        **shown,
        "asking": asking,
        "viewer": asking.viewer,
        "unit": asking.unit,
        "period": asking.period,
        "rail": lambda: _rail(asking, request),
        "place": lambda: _place(asking),
    }


def _rail(asking: Asking, request: HttpRequest) -> SafeString:
    """The words that lead everywhere, with the one of this page marked."""
    match = request.resolver_match
    noun = (match.url_name or "").partition("_")[0] if match else ""
    items = tuple(item for item in RAIL if item.right is Right.OPEN or asking.viewer.holds(item.right))
    here = next((item.view for item in items if noun in item.nouns), "more")
    views = tuple(item.view for item in items)
    return part("parts/rail.html", views, here, make=lambda: {"rail": items, "here": here})


def _place(asking: Asking) -> SafeString:
    """Unit and period to choose from; it is the longest part of a page, and the same for all of one post on one day."""
    viewer, unit = asking.viewer, asking.unit

    def choices() -> dict[str, Any]:
        units = [one for one in viewer.units() if not one.ended_by(asking.today)]
        return {
            "unit": unit,
            "one_unit": len(units) == 1,
            "unit_choices": unit_choices(units, unit),
            "period_choices": period_choices(asking.period, today=asking.today),
        }

    here = unit.uuid if unit else None
    key = (Same(viewer.structure), viewer.held, here, asking.period, asking.today)
    return part("parts/place.html", *key, make=choices)


def unit_choices(units: Sequence[Unit], here: Unit | None) -> list[Choice]:
    """The units that may stand in the top line, upper ones first; empty where there are too many for a list."""
    if not 1 < len(units) <= MOST_UNITS:
        return []
    below: dict[Any, list[Any]] = {}
    known = {unit.uuid for unit in units}
    for unit in units:
        parent = unit.parents.last()
        below.setdefault(parent if parent in known else None, []).append(unit)

    def laid(parent: Any, depth: int) -> Iterable[Choice]:
        for unit in below.get(parent, ()):
            chosen = here is not None and unit.uuid == here.uuid
            yield Choice(unit.code, unit.usual_name, chosen, depth)
            yield from laid(unit.uuid, depth + 1)

    return list(laid(None, 0))


def period_choices(period: Period, *, today: date) -> list[tuple[str, list[Choice]]]:
    """Periods to choose from, newest first: years, halves, quarters and months of this year and the one before."""
    years = (today.year, today.year - 1)
    months = [
        parse_period(f"{year}-{month:02}")
        for year in years
        for month in range(12, 0, -1)
        if date(year, month, 1) <= today
    ]
    wholes = [f"{year}" for year in years]
    halves = [f"{year}-H{half}" for year in years for half in (2, 1) if date(year, half * 6 - 5, 1) <= today]
    quarters = [f"{year}-Q{q}" for year in years for q in (4, 3, 2, 1) if date(year, q * 3 - 2, 1) <= today]
    groups: list[tuple[str, list[Period]]] = [
        (_("Months"), months),
        (_("Quarters"), [parse_period(name) for name in quarters]),
        (_("Half-years"), [parse_period(name) for name in halves]),
        (_("Years"), [parse_period(name) for name in wholes]),
    ]
    known = {one.name for _title, periods in groups for one in periods}
    if period.name not in known:
        groups.insert(0, (_("Chosen"), [period]))
    return [(title, [Choice(one.name, one.title(), one.name == period.name) for one in of]) for title, of in groups]
