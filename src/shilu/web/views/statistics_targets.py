"""Targets of a unit: what is set for which period, how much of it is done, by whom it was set, and letting it go."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from shilu.access.audit import WantedActs, acts, told
from shilu.access.models import Act
from shilu.access.operations import written_down
from shilu.access.roles import Right
from shilu.figures.names import all_figures
from shilu.figures.queries import ask_keyed
from shilu.figures.readable import readable
from shilu.figures.reading import Reading
from shilu.figures.result import PER_CENT, Result, quotient, shown_value
from shilu.ledger.catalogue_sections import section_place, section_title
from shilu.ledger.targeting import Counted, countable, set_target, targets_set
from shilu.lib.enumerating import bracketed
from shilu.lib.errors import Refused
from shilu.lib.periods import Period, parse_period
from shilu.organisation.structure import Unit
from shilu.web.addresses import address
from shilu.web.asking import Asking, Request
from shilu.web.came_from import BACK, way_back
from shilu.web.forms.targets import Choices, TargetForm
from shilu.web.guard import page
from shilu.web.views.administration import asked_first

_HISTORY: Final = 30
_LAST: Final = 1_000  # figures over several kinds stand behind the sections of the catalogue


@dataclass(frozen=True, slots=True)
class Line:
    """One target that holds, with what was done of it so far."""

    of: Counted
    period: Period
    amount: Decimal
    result: Result

    @property
    def title(self) -> str:
        return _titled(self.of)

    @property
    def shown(self) -> str:
        """The amount with its measure word."""
        return shown_value(self.amount, measure=self.of.measure)

    @property
    def done(self) -> str:
        """How much of it is done, as a share."""
        value = self.result.value
        return "" if value is None else shown_value(quotient(value, self.amount), measure=PER_CENT)

    @property
    def asked(self) -> str:
        """What the addresses of this target say."""
        return urlencode({"of": self.of.reference, "for": self.period.name, "amount": f"{self.amount:f}"})


def targets(request: Request) -> HttpResponse:
    """The targets of the unit of the top line, and the form that sets one."""
    asking, unit = request.asking, request.asking.here(Right.CONFIRM)
    initial = {
        "of": request.GET.get("of", ""),
        "period": request.GET.get("for") or f"{asking.today.year}",
        "amount": request.GET.get("amount", ""),
    }
    bound = request.POST if request.method == "POST" else None
    form = TargetForm(bound, choices=_choices(asking, unit), shown=asking.period, today=asking.today, initial=initial)
    if form.is_valid():
        period, amount, of = form.cleaned_data["period"], form.cleaned_data["amount"], form.counted
        try:
            _set(request, of, unit=unit, period=period, amount=amount)
        except Refused as refused:
            form.add_error("amount", str(refused))
        else:
            said = {"title": of.title, "period": period.title(), "shown": shown_value(amount, measure=of.measure)}
            messages.success(request, _("The target of %(title)s for %(period)s is %(shown)s.") % said)
            return HttpResponseRedirect(_back(request, unit))
    context = {
        "form": form,
        "lines": list(_lines(asking, unit)),
        "history": [(act, told(act.before), told(act.after)) for act in _history(unit)],
        "for_unit": unit,
        "came_from": way_back(request) or None,
        "kept": f"&{urlencode({BACK: way_back(request)})}" if way_back(request) else "",
    }
    return render(request, "statistics/targets.html", context, status=422 if form.is_bound and form.errors else 200)


def drop(request: Request) -> HttpResponse:
    """Ask, then let a target go; it can be set again, and both stand in the history."""
    asking, unit = request.asking, request.asking.here(Right.CONFIRM)
    asked = request.GET.get("of", ""), request.GET.get("for", "")
    line = next((one for one in _lines(asking, unit) if (one.of.reference, one.period.name) == asked), None)
    if line is None:
        raise Http404

    def let_go() -> str:
        _set(request, line.of, unit=unit, period=line.period, amount=None)
        return _("%(title)s has no target for %(period)s any more.") % {
            "title": line.of.title,
            "period": line.period.title(),
        }

    return asked_first(
        request,
        let_go,
        title=_("Let the target go?"),
        line=_("%(title)s, %(period)s: %(shown)s. The figures stay as they are; the target can be set again.")
        % {"title": line.title, "period": line.period.title(), "shown": line.shown},
        button=_("Let it go"),
        back=_back(request, unit),
    )


def _set(request: Request, of: Counted, *, unit: Unit, period: Period, amount: Decimal | None) -> None:
    """Set it, and write down who did and what it was before, both or neither."""

    def kept(value: Decimal | None) -> dict[str, str] | None:
        return None if value is None else {"period": period.title(), "amount": shown_value(value, measure=of.measure)}

    with transaction.atomic():
        was = set_target(of, period=period.name, unit=_place(unit), amount=amount, clerk=request.asking.clerk)
        if was != amount:
            written_down(
                "target", by=request.asking.by, what=_titled(of), unit=unit.uuid, before=kept(was), after=kept(amount)
            )


def _lines(asking: Asking, unit: Unit) -> Iterator[Line]:
    reading, catalogue = Reading(today=asking.today), asking.catalogue
    kinds = asking.viewer.sight.kinds_of(unit.uuid)
    for one in targets_set(catalogue):
        if one.target.unit != _place(unit) and one.target.unit != unit.code:
            continue
        (asked,) = (
            found
            for found in all_figures(catalogue)
            if (found.figure.key, found.figure.quantity) == (one.of.key, one.of.quantity)
        )
        if not readable(asked, kinds=kinds, catalogue=catalogue):
            continue
        try:
            period = parse_period(one.target.period, calendar=asking.calendar)
        except Refused:
            continue
        result = ask_keyed(
            one.of.key, quantity=one.of.quantity, labels={}, unit=unit.uuid, period=period, reading=reading
        )
        yield Line(one.of, period, one.target.amount, result)


def _choices(asking: Asking, unit: Unit) -> Choices:
    """The figures that may be read, by their section."""
    catalogue = asking.catalogue
    kinds = asking.viewer.sight.kinds_of(unit.uuid)
    found: dict[tuple[int, str], list[tuple[Counted, str]]] = {}
    for asked in all_figures(catalogue):
        of = countable(asked.figure.key, asked.figure.quantity, catalogue=catalogue)
        if of is None or not readable(asked, kinds=kinds, catalogue=catalogue):
            continue
        kind = catalogue.kinds.get(of.key)
        place = (section_place(kind.section), section_title(kind.section)) if kind else (_LAST, _("Over several kinds"))
        found.setdefault(place, []).append((of, _titled(of)))
    return [(title, those) for (_at, title), those in sorted(found.items(), key=lambda one: one[0][0])]


def _history(unit: Unit) -> list[Act]:
    """What was set and let go here, newest first."""
    return list(acts(WantedActs(act="target", units=frozenset({unit.uuid})))[:_HISTORY])


def _place(unit: Unit) -> str:
    """As targets name the unit: the whole body has no code in them."""
    return "" if unit.parents.last() is None else unit.code


def _titled(of: Counted) -> str:
    return bracketed(of.title, of.measure)


def _back(request: Request, unit: Unit) -> str:
    return address("statistics_targets", {"unit": unit.code, BACK: way_back(request)})


PAGES = [
    page("statistics/targets/", targets, name="statistics_targets", right=Right.CONFIRM),
    page("statistics/targets/drop/", drop, name="statistics_target_drop", right=Right.CONFIRM),
]
