"""In which order a list of records stands: by what each column compares records, and the heads that turn it."""

from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.ledger.listing_counts import told
from shilu.ledger.listing_sorted import Place, Sortable
from shilu.web.asking import Asking, Request
from shilu.web.heads import Head, Order, heads_of, ordered

OLDEST: Final = "oldest"
_FALLING: Final = frozenset({"count", "recorded"})  # columns of which the largest is sought first


def order_of(request: Request) -> str:
    """The order that the address asks for: "" by day, newest first; else oldest, or a column, turned after a "-"."""
    asked = request.GET.get("order", "")
    return asked if asked == OLDEST or asked.removeprefix("-") in {"unit", "kind", "count", "recorded"} else ""


def place_in(order: str, asking: Asking) -> tuple[Place, bool] | None:
    """What a record is compared by, and whether the largest stands first; None for an order by day."""
    column = order.removeprefix("-")
    places: dict[str, Place] = {
        "unit": _by_unit(asking),
        "kind": _by_kind(asking),
        "count": _by_count(asking),
        "recorded": lambda one: one.seq,
    }
    if column not in places:
        return None
    return places[column], (column in _FALLING) != order.startswith("-")


def heads(request: Request, *, order: str, all_columns: bool) -> list[Head]:
    """The heads of the list; by day it can always be turned, by the other columns where it is laid out as a whole."""
    stands = {"": "descending", OLDEST: "ascending"}.get(order, "")
    day = Head(_("Day"), address=ordered(request, OLDEST if order == "" else ""), stands=stands)
    columns = (("unit", _("Unit"), ""), ("kind", _("Kind"), ""), ("", _("Title"), ""), ("count", _("Count"), "num"))
    others = (*columns, ("recorded", _("Recorded on"), "recorded"), ("", _("Remark"), ""))
    offered = [(column if all_columns else "", title, look) for column, title, look in others]
    now = Order(order.removeprefix("-"), turned=order.startswith("-"))
    return [day, *heads_of(request, offered, order=now, falling=_FALLING)]


def _by_unit(asking: Asking) -> Place:
    places = {uuid: at for at, uuid in enumerate(asking.structure.units)}
    return lambda one: places[one.unit]


def _by_kind(asking: Asking) -> Place:
    places = {key: at for at, key in enumerate(asking.catalogue.kinds)}
    return lambda one: places[one.kind]


def _by_count(asking: Asking) -> Place:
    """The first count that this reader is told: an order by what is not told would tell it."""

    def first(one: Sortable) -> Any:
        kind = asking.catalogue.kinds[one.kind]
        keeps = asking.viewer.may(Right.POST, one.unit)
        shown: Decimal | None = next((amount for _of, amount in told(one.quantities, kind=kind, all_of_it=keeps)), None)
        return shown

    return first
