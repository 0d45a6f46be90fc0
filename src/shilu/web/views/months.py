"""月报确认: who has reported a month and what is missing; confirming it, nothing to report, opening it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.ledger.closing import close_period, open_period
from shilu.ledger.listing_kinds import kinds_recorded
from shilu.ledger.listing_months import MonthState
from shilu.ledger.sight import EVERYTHING
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.lib.periods import Period, month_of
from shilu.organisation.structure import Unit
from shilu.web.asking import Asking, Request
from shilu.web.forms.months import Reopening
from shilu.web.guard import page
from shilu.web.views.months_board import BoardRow, board, is_due, month_rows, months_of_year, states_in

_MARKS: Final = {
    "confirmed": "✓",
    "imported": "✓",
    "partial": "◐",
    "opened": "↺",
    "missing": "○",
    "ahead": "·",
    "absent": "",
}


def months(request: Request) -> HttpResponse:
    """The unit and all below it: one month in full, and the year on a board."""
    asking = request.asking
    unit, month = asking.here(), asking.month
    rows = month_rows(asking, unit, month)
    return render(
        request,
        "months/month.html",
        {
            "month": month,
            "rows": rows,
            "standing": _counted([row.state for row in rows if row.is_bottom]),
            "missing": [row.unit.usual_name for row in rows if row.is_bottom and row.state.missing],
            "is_due": is_due(month, today=asking.today),
            "next_month": _neighbour(asking, month, 1),
            "month_before": _neighbour(asking, month, -1),
            "marks": _MARKS,
        },
    )


def year(request: Request) -> HttpResponse:
    """The unit and all below it by the months of the year."""
    asking = request.asking
    unit, month = asking.here(), asking.month
    shown = months_of_year(month, asking=asking)
    return render(
        request,
        "months/year.html",
        {"rows": _marked(board(asking, unit, shown), shown), "months": shown, "month": month, "marks": _MARKS},
    )


def confirm(request: Request) -> HttpResponse:
    """Say that a unit has reported a month; for those below it as well, which is asked first."""
    asking, unit, month = _asked(request)
    back = f"{reverse('months')}?unit={request.GET.get('from') or unit.code}&period={month.name}"
    if not is_due(month, today=asking.today):
        raise Refused(_("%(month)s is not over; confirm it when it is.") % {"month": month.title()})
    state = states_in(asking, month)[unit.uuid]
    if request.method == "POST":
        close_period(unit.uuid, period=month, clerk=asking.clerk)
        messages.success(request, _said(asking, unit, month))
        return HttpResponseRedirect(back)
    told = {
        "title": _("Confirm a month"),
        "line": _line(asking, unit, month, state),
        "button": _("Confirm %(month)s") % {"month": month.title()},
        "cancel": back,
    }
    return render(request, "ask.html", told)


def reopen(request: Request) -> HttpResponse:
    """Take the confirmation of a month back, for a reason."""
    asking, unit, month = _asked(request)
    back = f"{reverse('months')}?unit={request.GET.get('from') or unit.code}&period={month.name}"
    form = Reopening(request.POST or None)
    if request.method == "POST" and form.is_valid():
        open_period(unit.uuid, period=month, reason=form.cleaned_data["reason"], clerk=asking.clerk)
        messages.success(request, _("%(unit)s: %(month)s is open again.") % {"unit": unit.name, "month": month.title()})
        return HttpResponseRedirect(back)
    line = _("%(unit)s: %(month)s counts as not reported until it is confirmed again. Its records stay as they are.")
    told = {
        "title": _("Open a month again"),
        "line": line % {"unit": unit.name, "month": month.title()},
        "button": _("Open it again"),
        "cancel": back,
        "form": form,
    }
    return render(request, "ask.html", told, status=422 if form.errors else 200)


def _asked(request: Request) -> tuple[Asking, Unit, Period]:
    """The unit of the address, where months are confirmed, and the month of the address."""
    asking = request.asking
    if not request.GET.get("unit") or not request.GET.get("period"):
        raise Http404
    month = asking.period
    if month_of(month.first, calendar=asking.calendar) != month:
        raise Http404
    return asking, asking.here(Right.CONFIRM), month


def _neighbour(asking: Asking, month: Period, step: int) -> Period | None:
    if step < 0:
        return month.previous()
    following = month_of(month.last.fromordinal(month.last.toordinal() + 1), calendar=asking.calendar)
    return following if following.first <= asking.today else None


def _said(asking: Asking, unit: Unit, month: Period) -> str:
    below = asking.structure.tree_now().subtree(unit.uuid)
    counted = kinds_recorded(month, units=below, sight=EVERYTHING)
    told = {"unit": unit.name, "month": month.title()}
    if not any(counted.values()):
        return _("%(unit)s has nothing to report for %(month)s; it counts as 0 from now on.") % told
    return _("%(unit)s has confirmed %(month)s.") % told


def _line(asking: Asking, unit: Unit, month: Period, state: MonthState) -> str:
    told = {"unit": unit.name, "month": month.title(), "count": len(state.missing)}
    missing = [one for one in state.missing if one != unit.uuid]
    if not missing:
        return _("%(unit)s has reported all of %(month)s; what has no record counts as 0.") % told
    names = enumerated(asking.structure.units[one].name for one in missing)
    line = _(
        "%(unit)s and all below it have reported %(month)s; what has no record counts as 0. Not confirmed yet are %(count)s: %(names)s."
    )
    return line % {**told, "names": names}


def _counted(states: list[MonthState]) -> dict[str, int]:
    counts = {"of": sum(1 for state in states if state.of), "done": sum(state.done for state in states)}
    return {**counts, "left": counts["of"] - counts["done"]}


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit's month on the board of the year."""

    month: Period
    state: MonthState
    mark: str


def _marked(rows: list[BoardRow], shown: list[Period]) -> Iterator[tuple[BoardRow, list[Cell]]]:
    for row in rows:
        yield (
            row,
            [Cell(month, state, _MARKS[state.state]) for month, state in zip(shown, row.states, strict=True)],
        )


PAGES: list[Any] = [
    page("months/", months, name="months", right=Right.READ),
    page("months/year/", year, name="months_year", right=Right.READ),
    page("months/confirm/", confirm, name="months_confirm", right=Right.CONFIRM),
    page("months/reopen/", reopen, name="months_reopen", right=Right.CONFIRM),
]
