"""Filling an upper office's form: what was filled and what was not, headings correctable, both copies to take away."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shilu.access.roles import Right
from shilu.figures.reading import Reading
from shilu.forms.facts import Filler
from shilu.forms.files import read_form, why_not_inserted, working_copy, write_form
from shilu.forms.filling import Wanted, fill_form
from shilu.forms.outcome import Filled, Filling
from shilu.forms.sheet import Form, Spot, address
from shilu.forms.understood import Understood, understood
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.listing_counts import without_untold
from shilu.lib.errors import Refused
from shilu.web.asking import Asking, Request
from shilu.web.forms.fill import FillForm
from shilu.web.forms.handed import Meaning
from shilu.web.guard import page
from shilu.web.views.fill_grid import reasons_of, tables_of
from shilu.web.views.handed import (
    Opened,
    download,
    erased,
    figure_names,
    handed_over,
    opened,
    remembered,
)

_TITLE_ROWS: Final = 4


@dataclass(frozen=True, slots=True)
class Done:
    """A form filled: as it was read, what came of it, and the copy to send."""

    form: Form
    filling: Filling
    out: Path
    understood: tuple[Understood, ...]


def start(request: Request) -> HttpResponseBase:
    """Hand in a form."""
    return handed_over(request, "fill", FillForm, read=read_form, titles=_titles)


def form(request: Request, uuid: UUID) -> HttpResponse:
    """The filled form as it stands."""
    return _shown(request, opened(request.asking, uuid, "fill"))


@require_POST
def match(request: Request, uuid: UUID) -> HttpResponseBase:
    """Keep what a heading means, and fill again."""
    found = opened(request.asking, uuid, "fill")
    meaning = Meaning(request.POST)
    if not remembered(request, meaning):
        return _shown(request, found, meaning=meaning)
    return HttpResponseRedirect(reverse("fill_form", args=[uuid]))


def cell(request: Request, uuid: UUID) -> HttpResponse:
    """The records behind one cell."""
    asking = request.asking
    found = opened(asking, uuid, "fill")
    filling = _filling(found, asking)[1]
    one = _asked_cell(request, filling)
    viewer = asking.viewer
    entries = [
        entry if viewer.may(Right.POST, entry.unit) else without_untold(entry, catalogue=asking.catalogue)
        for entry in entries_by_seq(list(one.entries))
        if viewer.sight.sees(entry.unit, kind=entry.kind, last=entry.last)
    ]
    context = {
        "found": found,
        "cell": one,
        "place": address(one.spot, sort=filling.sort),
        "rows": [
            (entry, asking.structure.units[entry.unit], asking.catalogue.kinds.get(entry.kind)) for entry in entries
        ],
    }
    return render(request, "fill/_records.html" if request.htmx else "fill/cell.html", context)


def clean(request: Request, uuid: UUID) -> HttpResponseBase:
    """The copy to send."""
    return download(_done(opened(request.asking, uuid, "fill"), request.asking).out)


def working(request: Request, uuid: UUID) -> HttpResponseBase:
    """The copy for ourselves, with the records behind each number."""
    return download(working_copy(_done(opened(request.asking, uuid, "fill"), request.asking).out))


def erase(request: Request, uuid: UUID) -> HttpResponse:
    """Throw the form away before its time."""
    return erased(request, opened(request.asking, uuid, "fill").handed)


def _titles(form: Form) -> list[str]:
    """The lines above the first table of a form, and the first rows of it."""
    found = []
    for table in form.tables[:1]:
        rows = [cell for _place, cell in sorted(table.cells.items()) if cell.row <= _TITLE_ROWS]
        found += [*(line.text for line in table.above), *(cell.text for cell in rows)]
    return [text for text in found if text.strip()]


def _filling(found: Opened, asking: Asking) -> tuple[Form, Filling, Wanted, Reading]:
    config = asking.workspace.config
    names, reading = config.forms, Reading(today=asking.today)
    filler = Filler(
        found.unit.name, names.reporter or asking.viewer.name, names.reviewer, names.telephone, asking.today
    )
    wanted = Wanted(found.unit.uuid, found.period, filler, found.handed.zero)
    read = read_form(found.handed.files[0])
    filling = fill_form(read, wanted=wanted, calendar=asking.calendar, reading=reading, why_not=why_not_inserted)
    return read, filling, wanted, reading


def _done(found: Opened, asking: Asking) -> Done:
    """The form filled and written, as the page shows it and the files have it."""
    read, filling, wanted, reading = _filling(found, asking)
    out = found.handed.out / f"{found.handed.files[0].stem}.{read.sort}"
    write_form(read, filling.plan, out=out)
    words = understood(read, wanted=wanted, calendar=asking.calendar, reading=reading)
    return Done(read_form(out), filling, out, words)


def _asked_cell(request: Request, filling: Filling) -> Filled:
    try:
        spot = Spot(request.GET["table"], int(request.GET["row"]), int(request.GET["column"]))
    except (KeyError, ValueError):
        raise Http404 from None
    found = next((one for one in filling.filled if one.spot == spot and one.entries), None)
    if found is None:
        raise Http404
    return found


def _shown(request: Request, found: Opened, *, meaning: Meaning | None = None) -> HttpResponse:
    asking = request.asking
    fault = ""
    done = None
    try:
        done = _done(found, asking)
    except Refused as refused:
        fault = str(refused)
    word = request.POST.get("word", "") if meaning else request.GET.get("word", "")
    chosen = next((one for one in done.understood if one.phrase == word), None) if done else None
    context = {
        "found": found,
        "fault": fault,
        "tables": tables_of(done.form, done.filling) if done else [],
        "reasons": reasons_of(done.filling) if done else [],
        "filled": len(done.filling.filled) if done else 0,
        "open": len(done.filling.empty) if done else 0,
        "remarks": done.filling.remarks if done else (),
        "words": done.understood if done else (),
        "chosen": chosen,
        "meaning": meaning or (chosen and Meaning(initial={"phrase": chosen.phrase, "figure": chosen.title})),
        "figure_names": figure_names(asking.catalogue) if chosen else [],
    }
    return render(request, "fill/form.html", context, status=422 if meaning else 200)


PAGES = [
    page("fill/", start, name="fill", right=Right.REPORT),
    page("fill/<uuid:uuid>/", form, name="fill_form", right=Right.REPORT),
    page("fill/<uuid:uuid>/match/", match, name="fill_match", right=Right.REPORT),
    page("fill/<uuid:uuid>/cell/", cell, name="fill_cell", right=Right.REPORT),
    page("fill/<uuid:uuid>/clean/", clean, name="fill_clean", right=Right.REPORT),
    page("fill/<uuid:uuid>/working/", working, name="fill_working", right=Right.REPORT),
    page("fill/<uuid:uuid>/erase/", erase, name="fill_erase", right=Right.REPORT),
]
