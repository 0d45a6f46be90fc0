"""What is set as a target: an amount of a figure for a unit and a period, laid into the catalogue as a row of the log."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Figure, Words
from shilu.ledger.catalogue_values import Target
from shilu.ledger.cataloguing import OWN, held, laid
from shilu.ledger.clerk import Clerk
from shilu.lib.enumerating import bracketed
from shilu.lib.errors import Refused

MOST: Final = Decimal(10) ** 12
_MEASURED: Final = frozenset({"flow", "stock"})


@dataclass(frozen=True, slots=True)
class Counted:
    """What a target is set for: the key of a kind or figure, one of its quantities, and how both are called."""

    key: str
    quantity: str
    title: str
    measure: str

    @property
    def reference(self) -> str:
        """As the catalogue refers to it."""
        return f"{self.key}.{self.quantity}"


@dataclass(frozen=True, slots=True)
class SetTarget:
    """One target that holds: what it is for, and its amount for a unit (empty: the whole body) and a period."""

    of: Counted
    target: Target


def countable(key: str, quantity: str, *, catalogue: Catalogue) -> Counted | None:
    """What a target may be set for: a sum or a stock; None for shares, comparisons and targets themselves."""
    kind = catalogue.kinds.get(key)
    if kind is not None:
        found = kind.quantity(quantity) or kind.first
        title = str(kind.title)
        if kind.shares_measure(found.measure):
            title = bracketed(title, catalogue.quantities[found.key].title)
        return Counted(key, found.key, title, found.measure)
    figure = catalogue.figures.get(key)
    if figure is None or figure.type not in _MEASURED:
        return None
    return Counted(key, figure.quantity, str(figure.title), figure.measure)


def targets_set(catalogue: Catalogue) -> Iterator[SetTarget]:
    """Every target that holds, in the order of the catalogue."""
    for figure in catalogue.figures.values():
        of = _measured(figure, catalogue)
        if of is not None:
            yield from (SetTarget(of, one) for one in figure.targets)


def set_target(of: Counted, *, period: str, unit: str, amount: Decimal | None, clerk: Clerk) -> Decimal | None:
    """Set the amount of ``of`` for a unit and a period, or with None let it go; returns what was set before."""
    if amount is not None and not 0 < amount < MOST:
        raise Refused(_("A target is a number above 0."))
    with transaction.atomic():
        before = held()
        figure = next(
            (one for one in before.figures.values() if (measured := _measured(one, before)) and _same(measured, of)),
            None,
        ) or _figure(of, before)
        was = next((one.amount for one in figure.targets if (one.period, one.unit) == (period, unit)), None)
        others = tuple(one for one in figure.targets if (one.period, one.unit) != (period, unit))
        now = others if amount is None else (*others, Target(period, amount, unit))
        if now != figure.targets:
            laid(Catalogue(figures={figure.key: replace(figure, targets=now)}), over=before, clerk=clerk)
    return was


def _same(one: Counted, other: Counted) -> bool:
    return (one.key, one.quantity) == (other.key, other.quantity)


def _measured(figure: Figure, catalogue: Catalogue) -> Counted | None:
    """What a figure of targets is about."""
    if figure.type != "target":
        return None
    if figure.of in catalogue.figures:
        return countable(figure.of, "", catalogue=catalogue)
    key, _dot, quantity = figure.of.partition(".")
    return countable(key, quantity, catalogue=catalogue)


def _figure(of: Counted, catalogue: Catalogue) -> Figure:
    """A figure of targets where there is none yet."""
    kind = catalogue.kinds.get(of.key)
    several = kind is not None and len(kind.quantities) > 1
    title = f"{of.title}任务数（{of.measure}）" if several else f"{of.title}任务数"
    word = of.key.partition("/")[2] or of.key
    return Figure(
        key=f"{OWN}/{word}-{of.quantity}-target",
        title=Words(title, f"target of {word} ({of.quantity})"),
        definition=Words(f"{of.title}的任务数，由本单位填写。"),
        type="target",
        quantity=of.quantity,
        measure=of.measure,
        of=of.reference if kind is not None else of.key,
    )
