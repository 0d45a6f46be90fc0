"""What the address of a list asks for, within what the reader sees."""

import json
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q

from shilu.access.models import Account
from shilu.figures.sums import seen
from shilu.ledger.catalogue import Catalogue, Kind
from shilu.ledger.listing import Place
from shilu.ledger.listing_sought import Sought
from shilu.ledger.models import Series
from shilu.ledger.queries import position
from shilu.ledger.small_ids import known_unit_ids
from shilu.organisation.structure import Unit
from shilu.recording.kind_search import kinds_found
from shilu.web.addresses import number_of
from shilu.web.asking import Asking, Request
from shilu.web.forms.ledger import ListFilter
from shilu.web.views.ledger_order import order_of

_MOST_MEANT = 4
_PAGING = frozenset({"after", "before", "page", "unit", "period"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A list that is asked for: the form as it was filled, the unit it is of, and the records sought (None: at fault).

    ``batch`` is the import of which all are, if one was named; ``no_import`` is what was named and can be none.
    """

    form: ListFilter
    unit: Unit
    sought: Sought | None
    kind: Kind | None
    order: str
    batch: int | None
    no_import: str
    address: str
    without_kind: str


def asked_of(request: Request) -> Asked:
    """What the address asks for; Http404 for a unit that the reader does not read."""
    asking = request.asking
    unit = asking.here()
    form = ListFilter(
        request.GET,
        catalogue=asking.catalogue,
        kinds=_kinds_recorded(asking),
        values=_values_recorded(request.GET.get("kind", ""), asking),
    )
    kept = {key: value for key, value in request.GET.items() if value and key not in _PAGING}
    named = request.GET.get("import", "").strip()
    batch = number_of(named)
    no_import = named if batch is None else ""
    return Asked(
        form=form,
        unit=unit,
        sought=_sought(form, unit, asking, batch=batch) if form.is_valid() and not no_import else None,
        kind=asking.catalogue.kinds.get(form.cleaned_data.get("kind", "")),
        order=order_of(request),
        batch=batch,
        no_import=no_import,
        address=urlencode({"unit": unit.code, "period": asking.period.name, **kept}),
        without_kind=urlencode({key: value for key, value in kept.items() if key != "kind"}),
    )


def kinds_meant(asked: Asked, *, catalogue: Catalogue) -> list[Kind]:
    """The kinds, of those that are offered, whose names fit the words that are sought in titles, places and remarks."""
    words = asked.form.cleaned_data.get("words", "")
    if not words or asked.kind is not None:
        return []
    offered = {key for _section, kinds in asked.form.sections for key, _title in kinds}
    fitting = [one.kind for one in kinds_found(words, catalogue=catalogue, limit=len(catalogue.kinds))]
    return [kind for kind in fitting if kind.key in offered][:_MOST_MEANT]


def place_of(text: str) -> Place | None:
    """A place in the list as an address writes it, 20220627-112; None for anything else."""
    last, _dash, seq = text.partition("-")
    return Place(int(last), int(seq)) if number_of(last) and number_of(seq) else None


def _sought(form: ListFilter, unit: Unit, asking: Asking, *, batch: int | None) -> Sought:
    asked = form.cleaned_data
    units = frozenset({unit.uuid}) if asked["own"] else asking.structure.tree_now().subtree(unit.uuid)
    return Sought(
        kinds=frozenset({asked["kind"]}) if asked["kind"] else None,
        units=None if len(units) == len(asking.structure.units) else units,
        first=None if asked["ever"] else asking.period.first,
        last=None if asked["ever"] else asking.period.last,
        labels=form.chosen_labels,
        accounts=_accounts(asked["recorder"], asking) if asked["recorder"] else None,
        words=tuple(asked["words"].split()),
        batch=batch,
        cancelled=asked["cancelled"],
    )


def _kinds_recorded(asking: Asking) -> set[str]:
    """The kinds of which the reader may read a record somewhere: what others record is not told by what is offered."""
    kinds = dict(Series.objects.order_by().values_list("id", "kind__key"))
    sight = asking.viewer.sight
    if sight.everything:
        return set(kinds.values())
    units = known_unit_ids().uuids
    recorded = {(kinds[series], unit) for series, unit in seen(kinds, at=position())}  # many series of a kind
    return {kind for kind, unit in recorded if sight.sees(units[unit], kind=kind, last=date.min)}


def _values_recorded(kind: str, asking: Asking) -> dict[str, set[str]]:
    """By label the values of the records of a kind that the reader may read somewhere."""
    found: dict[str, set[str]] = {}
    if kind not in asking.catalogue.kinds:
        return found
    labels = dict(Series.objects.filter(kind__key=kind).order_by().values_list("id", "labels"))
    sight = asking.viewer.sight
    if not sight.everything:
        units = known_unit_ids().uuids
        read = {
            series for series, unit in seen(labels, at=position()) if sight.sees(units[unit], kind=kind, last=date.min)
        }
        labels = {series: told for series, told in labels.items() if series in read}
    for told in labels.values():
        for key, value in (json.loads(told) if told else {}).items():
            found.setdefault(key, set()).add(value)
    return found


def _accounts(text: str, asking: Asking) -> frozenset[str]:
    """The accounts of that name or staff number, in both ways in which the log writes them."""
    found: set[UUID] = set(Account.objects.filter(Q(name=text) | Q(number=text)).values_list("uuid", flat=True))
    own = asking.workspace.config.account
    if text == own.name:
        found.add(own.id)
    return frozenset(form for uuid in found for form in (str(uuid), uuid.hex))
