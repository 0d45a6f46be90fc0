"""In which order a list of records stands: by what each column compares records, and the heads that turn it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.ledger.listing_counts import told
from shilu.ledger.listing_sorted import Place, Sortable
from shilu.web.asking import Asking, Request

OLDEST: Final = "oldest"
_FALLING: Final = frozenset({"count", "recorded"})  # columns of which the largest is sought first


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: where it leads (nowhere where the list is not put in order by it), and how it stands now."""

    title: str
    look: str
    address: str = ""
    stands: str = ""

    @property
    def arrow(self) -> str:
        """Which way the column runs, as a sign."""
        return {"ascending": "↑", "descending": "↓"}.get(self.stands, "")


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
    return list(_heads(request, order, all_columns=all_columns))


def _heads(request: Request, order: str, *, all_columns: bool) -> Iterator[Head]:
    by_day = {"": "descending", OLDEST: "ascending"}.get(order, "")
    yield Head(_("Day"), "", _to(request, OLDEST if order == "" else ""), by_day)
    columns = (("unit", _("Unit"), ""), ("kind", _("Kind"), ""), ("", _("Title"), ""), ("count", _("Count"), "num"))
    for column, title, look in (*columns, ("recorded", _("Recorded on"), "recorded"), ("", _("Remark"), "")):
        if not column or not all_columns:
            yield Head(title, look)
            continue
        here = order.removeprefix("-") == column
        falling = (column in _FALLING) != order.startswith("-")
        stands = "" if not here else "descending" if falling else "ascending"
        yield Head(title, look, _to(request, f"-{column}" if order == column else column), stands)


def _to(request: Request, order: str) -> str:
    parameters = request.GET.copy()
    for name in ("order", "after", "before", "page"):
        parameters.pop(name, None)
    if order:
        parameters["order"] = order
    return f"?{parameters.urlencode()}"


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
