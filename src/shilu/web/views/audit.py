"""What administrators did: to be read by those of the body and of the system, and changed by nobody."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from shilu.access.audit import ACTS, WantedActs, acts, title_of, told
from shilu.access.roles import Right
from shilu.web.addresses import day_asked
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.sheet import sheet_response

_SCREENFUL = 50
_MOST_EXPORTED = 20_000


def listed(request: Request) -> HttpResponse:
    """The acts that fit, newest first."""
    shown = Paginator(acts(_wanted(request)), _SCREENFUL).get_page(request.GET.get("page"))
    units = request.asking.structure.units
    rows = [
        (act, title_of(act.act), units[act.unit].name if act.unit in units else "", told(act.before), told(act.after))
        for act in shown
    ]
    return render(request, "audit/list.html", {"rows": rows, "shown": shown, "acts": ACTS, "asked": request.GET})


def export(request: Request) -> HttpResponseBase:
    """The same as a workbook."""
    zone = request.asking.workspace.config.zone
    units = request.asking.structure.units

    def rows() -> Iterator[tuple[str, ...]]:
        for act in acts(_wanted(request))[:_MOST_EXPORTED]:
            unit = units[act.unit].name if act.unit in units else ""
            at = act.at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
            yield at, act.name, title_of(act.act), act.what, unit, told(act.before), told(act.after)

    head = [_("When"), _("Who"), _("What was done"), _("To what"), _("Unit"), _("Was"), _("Is now")]
    return sheet_response(_("Audit"), head, rows())


def _wanted(request: Request) -> WantedActs:
    """What is asked for, and no more than the reader may see: the system's and the body's administrators see all."""
    viewer = request.asking.viewer
    if not viewer.holds(Right.OPERATE) and not viewer.holds(Right.ADMINISTER):
        raise Http404
    whole = viewer.holds(Right.OPERATE) or viewer.everywhere(Right.ADMINISTER)
    zone = request.asking.workspace.config.zone
    last = day_asked(request, "until")
    return WantedActs(
        act=request.GET.get("act", ""),
        text=request.GET.get("text", "").strip(),
        first=_midnight(day_asked(request, "from"), zone),
        before=_midnight(last + timedelta(days=1) if last else None, zone),
        units=None if whole else frozenset(unit.uuid for unit in viewer.units(Right.ADMINISTER)),
    )


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time(), zone) if day else None


PAGES = [
    page("audit/", listed, name="audit", right=Right.OPEN),
    page("audit/export/", export, name="audit_export", right=Right.OPEN),
]
