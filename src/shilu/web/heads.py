"""Heads of the columns of a table that the server puts in order: links that work by keyboard and without a script."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.http import HttpRequest

PLACES = ("after", "before", "page")  # where one is in a list, which another order does not keep


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: where it leads (nowhere where there is no order by it), and how it stands now."""

    title: str
    look: str = ""
    address: str = ""
    stands: str = ""

    @property
    def arrow(self) -> str:
        """Which way the column runs, as a sign."""
        return {"ascending": "↑", "descending": "↓"}.get(self.stands, "")


@dataclass(frozen=True, slots=True)
class Order:
    """The column that a list is put in order by, in its own direction or ``turned``."""

    column: str
    turned: bool = False

    @property
    def written(self) -> str:
        """The order as an address has it."""
        return f"-{self.column}" if self.turned else self.column


def order_asked(request: HttpRequest, columns: Collection[str], *, usual: str) -> Order:
    """The order that the address asks for, else the usual one."""
    asked = request.GET.get("order", "")
    column = asked.removeprefix("-")
    return Order(column, turned=asked.startswith("-")) if column in columns else Order(usual)


def heads_of(
    request: HttpRequest, columns: Iterable[tuple[str, str, str]], *, order: Order, falling: Collection[str] = ()
) -> list[Head]:
    """Heads of (column, title, look), without an order where the column has no name.

    A column that is chosen stands smallest first, one of ``falling`` largest first; chosen again it is turned.
    """
    found = []
    for column, title, look in columns:
        here = column == order.column
        largest_first = (column in falling) != (here and order.turned)
        stands = "" if not here else "descending" if largest_first else "ascending"
        leads_to = Order(column, turned=here and not order.turned)
        found.append(Head(title, look, ordered(request, leads_to.written), stands) if column else Head(title, look))
    return found


def ordered(request: HttpRequest, order: str) -> str:
    """This page's address in another order, from its beginning."""
    parameters = request.GET.copy()
    for name in ("order", *PLACES):
        parameters.pop(name, None)
    if order:
        parameters["order"] = order
    return f"?{parameters.urlencode()}"
