"""The page behind a number: what it counts, and the records that make it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.figures.names import Asked, figure_keyed
from shilu.figures.queries import ask_keyed, definition_sentence, entries_behind
from shilu.figures.readable import readable
from shilu.figures.reading import Reading
from shilu.figures.result import Result, shown_value
from shilu.ledger.catalogue import Catalogue, Kind, KindQuantity
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.entry import Entry
from shilu.ledger.listing_counts import told
from shilu.ledger.listing_sought import Sought
from shilu.lib.amounts import plain_number
from shilu.lib.enumerating import beside
from shilu.lib.errors import Refused
from shilu.organisation.structure import Unit
from shilu.web.addresses import address
from shilu.web.asking import Asking, Request
from shilu.web.came_from import BACK, way_back
from shilu.web.views.ledger_export import records_sent
from shilu.web.views.statistics_explained import Source, in_the_ledger, joint_of, places_of, sources_of

SCREENFUL: Final = 50
MOST_SENT: Final = 30_000  # records that are asked for one by one; the ledger's own list has no such end


@dataclass(frozen=True, slots=True)
class Line:
    """A record behind a number, as a row of the list."""

    entry: Entry
    kind: str
    unit: str
    amounts: str
    address: str
    event: int | None = None


def entries_page(request: Request) -> HttpResponse:
    """A figure's value with its definition, how it comes about, and its records, the latest first."""
    asking = request.asking
    reading = Reading(today=request.asking.today)
    asked, named, unit = _question(request, reading)
    result = ask_keyed(asked.figure.key, quantity=asked.figure.quantity, labels=asked.labels, **named)
    seqs = _seqs(asked, named, result)
    page = _page(request.GET.get("page", ""), len(seqs))
    shown = seqs[(page - 1) * SCREENFUL : page * SCREENFUL]
    joint = joint_of(asked, seqs, reading=reading)
    where = {"period": asking.period, "own": named["own"], "reading": reading}
    sources = sources_of(asked, result, unit=unit.uuid, **where)
    places = places_of(asked, unit=unit.uuid, **where)
    return render(
        request,
        "statistics/_entries.html" if request.htmx else "statistics/entries.html",
        {
            "result": result,
            "sentence": definition_sentence(result),
            "sources": sources,
            "places": places,
            "place_units": len({unit.uuid for one in places for unit in one.units}),
            "beside": _beside(asked, result, sources),
            "kept": _kept_on(asked, unit, asking),
            "joint": joint.sentence,
            "lines": list(_lines(shown, asking, reading.catalogue, events=joint.events)),
            "count": len(seqs),
            "listed": list(in_the_ledger(asked, seqs, unit=unit, **where)) if seqs else [],
            "export": f"{reverse('figure_entries_export')}?{request.GET.urlencode()}" if len(seqs) <= MOST_SENT else "",
            "digits": result.shown.removesuffix(result.measure),
            "previous": _turned(request, page - 1) if page > 1 else "",
            "next": _turned(request, page + 1) if page * SCREENFUL < len(seqs) else "",
        },
    )


def _beside(asked: Asked, result: Result, sources: list[Source]) -> tuple[str, str] | None:
    """What stands beside the sources and is no figure: the amount of a target, the months of an average."""
    if result.denominator is None or result.hidden:
        return None
    if asked.figure.type == "target":
        return _("Target"), shown_value(result.denominator, measure=sources[0].result.measure)
    if asked.figure.type == "rate":
        words = {"month": _("%(count)s months"), "quarter": _("%(count)s quarters"), "year": _("%(count)s years")}
        return _("Divided by"), words[asked.figure.per or "month"] % {
            "count": shown_value(result.denominator, measure="")
        }
    return None


def _kept_on(asked: Asked, unit: Unit, asking: Asking) -> tuple[str, str] | None:
    """The words and address of the page on which the people or units are kept, for who looks after them."""
    if asked.figure.type == "headcount" and asking.viewer.may(Right.RESET, unit.uuid):
        return _("People and accounts"), address("people", {"unit": unit.code})
    if asked.figure.type == "unitcount" and asking.viewer.may(Right.ADMINISTER, unit.uuid):
        return _("Organisation"), reverse("organisation_unit", args=[unit.code])
    return None


def entries_exported(request: Request) -> HttpResponseBase:
    """The records behind the number as a workbook; Http404 where they are not listed."""
    reading = Reading(today=request.asking.today)
    asked, named, _unit = _question(request, reading)
    result = ask_keyed(asked.figure.key, quantity=asked.figure.quantity, labels=asked.labels, **named)
    seqs = _seqs(asked, named, result)
    if result.hidden or len(seqs) > MOST_SENT:
        raise Http404
    name = f"{result.title} {result.unit_name} {result.period.title()}"
    sought = Sought(seqs=frozenset(seqs))
    return records_sent(sought, name=name, asking=request.asking)


def _question(request: Request, reading: Reading) -> tuple[Asked, dict[str, Any], Unit]:
    """What the address asks: the figure, of whom and when, and the unit."""
    asking = request.asking
    unit = asking.here()
    asked = _asked(request.GET, asking, reading.catalogue)
    own = request.GET.get("own") == "1"
    return asked, {"unit": unit.uuid, "period": asking.period, "own": own, "reading": reading}, unit


def _seqs(asked: Asked, named: Mapping[str, Any], result: Result) -> list[int]:
    """The positions of the records behind the number, the newest first; none where they would single somebody out."""
    if result.hidden:
        return []
    return entries_behind(asked.figure.key, quantity=asked.figure.quantity, labels=asked.labels, **named)[::-1]


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


def _lines(seqs: list[int], asking: Asking, catalogue: Catalogue, *, events: Mapping[int, int]) -> Iterator[Line]:
    """The records at ``seqs`` that the reader sees, the latest day first."""
    units = asking.structure.units
    sight = asking.viewer.sight
    for entry in sorted(entries_by_seq(seqs), key=lambda one: (one.last, one.seq), reverse=True):
        if sight.sees(entry.unit, kind=entry.kind, last=entry.last):
            kind = catalogue.kinds[entry.kind]
            yield Line(
                entry,
                str(kind.title),
                units[entry.unit].name,
                _amounts(entry, kind, catalogue),
                _address(entry),
                events.get(entry.seq),
            )


def _address(entry: Entry) -> str:
    return reverse("ledger_entry", args=[entry.seq])


def _amounts(entry: Entry, kind: Kind, catalogue: Catalogue) -> str:
    """What a record counts; of a private kind no people, whom two sums of a month would tell by subtraction."""

    def name(quantity: KindQuantity) -> str:
        """The name of a quantity whose measure word another one has too."""
        return str(catalogue.quantities[quantity.key].title) if kind.shares_measure(quantity.measure) else ""

    return _(", ").join(
        beside(name(quantity), f"{plain_number(amount)}{quantity.measure}").strip()
        for quantity, amount in told(entry.quantities, kind=kind)
    )
