"""The page behind a number: what it counts, and the records that make it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.figures.names import Asked, figure_keyed
from shilu.figures.queries import ask_keyed, definition_sentence, entries_behind
from shilu.figures.readable import readable
from shilu.figures.reading import Reading
from shilu.ledger.catalogue import Catalogue, Kind
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.entry import Entry
from shilu.ledger.listing_counts import told
from shilu.lib.amounts import plain_number
from shilu.lib.errors import Refused
from shilu.web.asking import Asking, Request
from shilu.web.came_from import BACK, way_back

SCREENFUL: Final = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A record behind a number, as a row of the list."""

    entry: Entry
    kind: str
    unit: str
    amounts: str
    address: str


def entries_page(request: Request) -> HttpResponse:
    """A figure's value with its definition and its records, the latest first."""
    asking = request.asking
    reading = Reading()
    asked = _asked(request.GET, asking, reading.catalogue)
    named: dict[str, Any] = {
        "quantity": asked.figure.quantity,
        "labels": asked.labels,
        "unit": asking.here().uuid,
        "period": asking.period,
        "own": request.GET.get("own") == "1",
        "reading": reading,
    }
    result = ask_keyed(asked.figure.key, **named)
    seqs = [] if result.hidden else entries_behind(asked.figure.key, **named)[::-1]
    page = _page(request.GET.get("page", ""), len(seqs))
    shown = seqs[(page - 1) * SCREENFUL : page * SCREENFUL]
    return render(
        request,
        "statistics/_entries.html" if request.htmx else "statistics/entries.html",
        {
            "result": result,
            "sentence": definition_sentence(result),
            "lines": list(_lines(shown, asking, reading.catalogue)),
            "count": len(seqs),
            "digits": result.shown.removesuffix(result.measure),
            "previous": _turned(request, page - 1) if page > 1 else "",
            "next": _turned(request, page + 1) if page * SCREENFUL < len(seqs) else "",
        },
    )


def _turned(request: Request, page: int) -> str:
    parameters = request.GET.copy()
    parameters["page"] = str(page)
    if came_from := way_back(request):
        parameters[BACK] = came_from
    return f"?{parameters.urlencode()}"


def _asked(parameters: Mapping[str, Any], asking: Asking, catalogue: Catalogue) -> Asked:
    """The figure that the address names; Http404 where there is none, or where not all it counts may be read."""
    try:
        labels = json.loads(parameters.get("labels") or "{}")
        asked = figure_keyed(
            parameters.get("figure", ""),
            quantity=parameters.get("quantity", ""),
            labels={str(key): str(value) for key, value in labels.items()},
            catalogue=catalogue,
        )
    except (Refused, ValueError, AttributeError):
        raise Http404 from None
    kinds = asking.viewer.sight.kinds_of(asking.here().uuid)
    if not readable(asked, kinds=kinds, catalogue=catalogue):
        raise Http404
    return asked


def _page(text: str, count: int) -> int:
    last = max(1, -(-count // SCREENFUL))
    return min(max(int(text), 1), last) if text.isdecimal() and len(text) < 9 else 1


def _lines(seqs: list[int], asking: Asking, catalogue: Catalogue) -> Iterator[Line]:
    """The records at ``seqs`` that the reader sees, the latest day first."""
    units = asking.structure.units
    sight = asking.viewer.sight
    for entry in sorted(entries_by_seq(seqs), key=lambda one: (one.last, one.seq), reverse=True):
        if sight.sees(entry.unit, kind=entry.kind, last=entry.last):
            kind = catalogue.kinds[entry.kind]
            yield Line(entry, str(kind.title), units[entry.unit].name, _amounts(entry, kind), _address(entry))


def _address(entry: Entry) -> str:
    return reverse("ledger_entry", args=[entry.seq])


def _amounts(entry: Entry, kind: Kind) -> str:
    """What a record counts; of a private kind no people, whom two sums of a month would tell by subtraction."""
    counts = told(entry.quantities, kind=kind)
    return _(", ").join(f"{plain_number(amount)}{quantity.measure}" for quantity, amount in counts)
