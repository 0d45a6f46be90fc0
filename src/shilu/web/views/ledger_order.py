"""In which order a list of records stands: by what each column compares records, and the heads that turn it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.ledger.entries import cancelled_of, titles_of
from shilu.ledger.history import files_counted
from shilu.ledger.listing_counts import told
from shilu.ledger.listing_sorted import Place, Placing, Sortable
from shilu.ledger.queries import memberships
from shilu.web.asking import Asking, Request
from shilu.web.heads import Head, Order, heads_of, ordered

OLDEST: Final = "oldest"
_COLUMNS: Final = frozenset({"unit", "kind", "title", "count", "recorded", "remark"})
_FALLING: Final = frozenset({"count", "recorded", "remark"})  # columns of which the largest is sought first


def order_of(request: Request) -> str:
    """The order that the address asks for: "" by day, newest first; else oldest, or a column, turned after a "-"."""
    asked = request.GET.get("order", "")
    return asked if asked == OLDEST or asked.removeprefix("-") in _COLUMNS else ""


def placing_in(order: str, asking: Asking) -> tuple[Placing, bool] | None:
    """By what records are compared, and whether the largest stands first; None for an order by day."""
    column = order.removeprefix("-")
    placings: dict[str, Placing] = {
        "unit": lambda _found: _by_unit(asking),
        "kind": lambda _found: _by_kind(asking),
        "title": _by_title,
        "count": lambda _found: _by_count(asking),
        "recorded": lambda _found: lambda one: one.seq,
        "remark": _by_remark,
    }
    if column not in placings:
        return None
    return placings[column], (column in _FALLING) != order.startswith("-")


def heads(request: Request, *, order: str, all_columns: bool) -> list[Head]:
    """The heads of the list; by day it can always be turned, by the other columns where it is laid out as a whole."""
    stands = {"": "descending", OLDEST: "ascending"}.get(order, "")
    day = Head(_("Day"), address=ordered(request, OLDEST if order == "" else ""), stands=stands)
    columns = (
        ("unit", _("Unit"), ""),
        ("kind", _("Kind"), ""),
        ("title", _("Title"), ""),
        ("count", _("Count"), "num"),
    )
    others = (*columns, ("recorded", _("Recorded on"), "recorded"), ("remark", _("Remark"), ""))
    offered = [(column if all_columns else "", title, look) for column, title, look in others]
    now = Order(order.removeprefix("-"), turned=order.startswith("-"))
    return [day, *heads_of(request, offered, order=now, falling=_FALLING)]


def _by_unit(asking: Asking) -> Place:
    places = {uuid: at for at, uuid in enumerate(asking.structure.units)}
    return lambda one: places[one.unit]


def _by_kind(asking: Asking) -> Place:
    places = {key: at for at, key in enumerate(asking.catalogue.kinds)}
    return lambda one: places[one.kind]


def _by_title(found: Sequence[Sortable]) -> Place:
    """Titles by their sound, as GB 18030 numbers the common characters; records without one stand last."""
    places = {seq: title.lower().encode("gb18030") for seq, title in titles_of([one.seq for one in found]).items()}
    return lambda one: places.get(one.seq)


def _by_remark(found: Sequence[Sortable]) -> Place:
    """What became of a record before joint events, and these before what files show; nothing to remark stands last."""
    seqs = [one.seq for one in found]
    cancelled, joint, files = cancelled_of(seqs), memberships(), files_counted(seqs)

    def place(one: Sortable) -> tuple[int, bool, int] | None:
        became = 3 if one.seq in cancelled else 2 if one.type == "reversal" else 1 if one.target else 0
        remarked = became, one.seq in joint, files.get(one.seq, 0)
        return remarked if any(remarked) else None

    return place


def _by_count(asking: Asking) -> Place:
    """The first count that this reader is told: an order by what is not told would tell it."""

    def first(one: Sortable) -> Any:
        kind = asking.catalogue.kinds[one.kind]
        keeps = asking.viewer.may(Right.POST, one.unit)
        shown: Decimal | None = next((amount for _of, amount in told(one.quantities, kind=kind, all_of_it=keeps)), None)
        return shown

    return first
