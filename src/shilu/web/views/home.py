"""Home: what is due, what this month has so far, what lies half done, and the button to record."""

from typing import Any, Final

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from shilu.access.roles import Right
from shilu.collecting.reviewing import waiting_deliveries_count
from shilu.figures.reading import Reading
from shilu.organisation.structure import Unit
from shilu.recording.queries import drafts_of, waiting_of
from shilu.recording.words import unknown_words
from shilu.web.asking import Asking, Request
from shilu.web.guard import page
from shilu.web.kept import answered
from shilu.web.views.home_activity import activity_of
from shilu.web.views.home_due import dues_of
from shilu.web.views.home_month import month_seen
from shilu.web.views.home_steps import COOKIE, STEPS, steps_for
from shilu.web.views.papers_found import papers_waiting
from shilu.web.views.review_deciding import waiting_to_decide
from shilu.workspace.backup_schedule import backup_state

_YEAR: Final = 365 * 86_400
_MOST: Final = 12  # lines of the month's table


def home(request: Request) -> HttpResponse:
    """The page that the day begins with."""
    asking = request.asking
    shown: dict[str, Any] = {
        **_own(asking),
        "steps": steps_for(asking, skipped=request.COOKIES.get(COOKIE, "")),
        "backup": _backup(asking),
        "today": asking.today,
    }
    if asking.unit is not None and asking.viewer.may(Right.READ, asking.unit.uuid):
        shown |= _of_unit(asking, asking.unit)
    return render(request, "home/page.html", shown)


@require_POST
def skip(request: Request, step: str) -> HttpResponse:
    """Leave a step out; it is not offered on this computer any more."""
    if step not in {one.key for one in STEPS}:
        raise Http404
    passed = {*filter(None, request.COOKIES.get(COOKIE, "").split(".")), step}
    response = HttpResponseRedirect(reverse("home"))
    response.set_cookie(
        COOKIE, ".".join(sorted(passed)), max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


def _own(asking: Asking) -> dict[str, Any]:
    """What lies half done for the person: drafts, what waits, what came back, what is to be reviewed or given a kind."""
    viewer = asking.viewer
    handed = waiting_of(viewer.account)
    reviewed = [unit.uuid for unit in viewer.units(Right.REVIEW)]
    return {
        "drafts": drafts_of(viewer.account) if viewer.holds(Right.RECORD) else [],
        "returned": [one for one in handed if one.state == "returned"],
        "handed": [one for one in handed if one.state != "returned"],
        "to_review": waiting_to_decide(asking),
        "words": sum(one.records for one in unknown_words()) if viewer.everywhere(Right.ADMINISTER) else 0,
        "workbooks": waiting_deliveries_count(reviewed) if reviewed else 0,
        "papers": papers_waiting(asking),
        "may_record": viewer.holds(Right.RECORD),
        "catalogue": asking.catalogue if viewer.holds(Right.READ) else None,
    }


def _of_unit(asking: Asking, unit: Unit) -> dict[str, Any]:
    """What stands for the unit: kept until the ledger grows, but for what is due, which other tables decide."""
    sight = asking.viewer.sight
    key = ("home", unit.uuid, asking.month, asking.today, asking.calendar, sight)

    def month_and_activity(at: int) -> tuple[SafeString, SafeString]:
        month = month_seen(unit, asking=asking, reading=Reading(at, today=asking.today))
        shown = {"month": month, "lines": month.cells[:_MOST], "more": max(len(month.cells) - _MOST, 0)}
        activity = {"activity": activity_of(unit, asking=asking)}
        return render_to_string("home/_month.html", shown), render_to_string("home/_activity.html", activity)

    month, activity = answered(
        key, make=month_and_activity, workspace=asking.workspace.folder, account=asking.viewer.account
    )
    dues, count = dues_of(unit, asking=asking)
    return {
        "month": month,
        "activity": activity,
        "dues": dues,
        "more_dues": max(count - len(dues), 0),
    }


def _backup(asking: Asking) -> Any:
    """How the copies stand, for those who look after them, where it is time to worry."""
    if not asking.viewer.looks_after_copies:
        return None
    state = backup_state(asking.workspace, now=asking.now)
    return state if state.worrying or state.failed else None


PAGES = [
    page("", home, name="home", right=Right.OPEN),
    page("steps/<str:step>/skip/", skip, name="home_skip", right=Right.ADMINISTER),
]
