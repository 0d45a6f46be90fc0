"""Which quantity of an item headings ask for, by a role (场次, 人次, 金额) and a measure word."""

from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from shilu.figures.names import Asked, own_figure
from shilu.forms.items import Item
from shilu.forms.unknown import Unknown, uncounted
from shilu.ledger.catalogue import Catalogue, Figure, Meaning
from shilu.ledger.importing.cells import Bad
from shilu.ledger.importing.counting import misfit, quantity_of
from shilu.ledger.importing.vocabulary import bare

_HEADS: Final = frozenset({"人", "名", "位"})
_ATTENDANCES: Final = "人次"
_PEOPLE: Final = _HEADS | {_ATTENDANCES}


def counted(item: Item, *, role: str, measure: str, catalogue: Catalogue) -> Asked | Unknown:
    """The figure of ``item`` in the quantity that the headings ask for by a role and a measure word."""
    figure = item.asked.figure
    if role == "completed" and not (item.kind and item.kind.quantity("completed")) and figure.quantity != role:
        role = "count"  # 完成数 of what nobody assigned is how much there is
    wrong = uncounted(figure, measure or role)
    if measure and not _is_measure(measure, catalogue):
        return wrong
    if item.kind is None or figure.key.endswith("-"):
        fitting = figure if _fits(figure, role, measure, catalogue) else _counterpart(figure, role, measure, catalogue)
        return replace(item.asked, figure=fitting) if fitting else wrong
    if not item.free and role in {"", "count", "times"}:
        return item.asked
    quantity = _quantity(Meaning(item.kind, item.asked.labels), role, bare(measure), catalogue)
    if isinstance(quantity, Unknown):
        return quantity
    return replace(item.asked, figure=own_figure(item.kind, quantity)) if quantity else wrong


def _quantity(meaning: Meaning, role: str, measure: str, catalogue: Catalogue) -> str | Unknown:
    """The quantity of a kind by role and measure word; "" where the measure word counts nothing of it."""
    kind = meaning.kind
    role = "people" if measure in _PEOPLE and role in {"", "count"} else role
    if role == "people" and measure in _HEADS and kind.quantity("persons"):
        return "persons"
    if isinstance(misfit(meaning, role, measure, catalogue=catalogue), Bad):
        return ""
    quantity = quantity_of(meaning, role, measure=measure, catalogue=catalogue)
    if quantity is None or (role == "times" and quantity in {"people", "persons", "amount"}):
        known = catalogue.quantities.get(role)
        told = {"title": kind.title, "quantity": known.title if known else role}
        return Unknown(_("records of %(title)s do not count the %(quantity)s") % told)
    return quantity


def _counterpart(figure: Figure, role: str, measure: str, catalogue: Catalogue) -> Figure | None:
    """The figure of the catalogue that counts the same records in the quantity asked for."""
    counted = [(term.kind, term.labels, term.sign) for term in figure.terms]
    for other in catalogue.figures.values():
        same = counted and counted == [(term.kind, term.labels, term.sign) for term in other.terms]
        if same and other.key != figure.key and _fits(other, role, measure, catalogue):
            return other
    return None


def _fits(figure: Figure, role: str, measure: str, catalogue: Catalogue) -> bool:
    if role in {"", "count"}:
        words = catalogue.quantities.get(figure.quantity)
        known = {figure.measure, words.measure, *words.measures} if words else {figure.measure}
        return not measure or bare(measure) in set(map(bare, known))
    heads = role == "people" and figure.quantity == "persons" and measure != _ATTENDANCES
    return figure.quantity == role or heads or (role == "times" and figure.quantity == "items")


def _is_measure(measure: str, catalogue: Catalogue) -> bool:
    """Whether anything in the catalogue is counted in a measure word."""
    quantities = catalogue.quantities.values()
    known = {word for quantity in quantities for word in (quantity.measure, *quantity.measures)}
    known |= {quantity.measure for kind in catalogue.kinds.values() for quantity in kind.quantities}
    return bare(measure) in set(map(bare, known))
