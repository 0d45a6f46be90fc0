"""The counts of a row in a list: what it states of events or things, and the further quantities beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Meaning
from shilu.ledger.importing.cells import Bad
from shilu.ledger.importing.columns import Use
from shilu.ledger.importing.counting import Counted, misfit, quantity_of, signed, unreasonable
from shilu.ledger.importing.vocabulary import bare

_ONE: Final = Decimal(1)
_MAIN: Final = frozenset({"count", "times"})


@dataclass(frozen=True, slots=True)
class Amounts:
    """The counts of a row: ``quantities`` of the row as one record, ``one`` where it is one of several.

    ``main`` is what the row states of events or things, None where it states none; ``others`` stand beside it.
    ``nothing`` tells that it states that there was none.
    """

    quantities: Mapping[str, Decimal]
    one: Mapping[str, Decimal]
    main: Decimal | None
    others: Mapping[str, Decimal]
    nothing: bool
    faults: tuple[tuple[int, Bad], ...]
    unused: tuple[str, ...]
    goods: str = ""


def amounts_of(
    meaning: Meaning, cells: Sequence[tuple[Use, Counted | Bad | None]], *, measure: str, catalogue: Catalogue
) -> Amounts:
    """The quantities that the counted cells of a row give a record of ``meaning``.

    A row without a count of events or things is one of the kind's first (or the name's own) quantity.
    """
    others: dict[str, Decimal] = {}
    main: tuple[str, Decimal] | None = None
    nothing_at: int | None = None
    faults = [(use.at, cell) for use, cell in cells if isinstance(cell, Bad)]
    unused: list[str] = []
    goods = ""
    for use, cell in cells:
        if not isinstance(cell, Counted):
            continue
        role = "people" if use.role == "expected_present" else use.role
        word = bare(cell.measure) or ((measure or use.measure) if role in _MAIN else "")
        key = quantity_of(meaning, role, measure=word, catalogue=catalogue)
        bad = misfit(meaning, role, word, catalogue=catalogue) or (unreasonable(key, cell.amount) if key else None)
        if bad is not None:
            faults.append((use.at, bad))
        elif cell.nothing:
            nothing_at = use.at if role in _MAIN else nothing_at
        elif key is None:
            unused.append(use.name)
        elif role in _MAIN and main is None:
            main = key, cell.amount
        else:
            others.setdefault(key, cell.amount)
            # what was given beside money (500元+米面油); a remark beside people may hold names
            goods = cell.remark if role == "amount" else goods
    if nothing_at is not None and main is None and others:
        faults.append((nothing_at, Bad(_("it says that there was none, but other counts of the row are given"))))
    key = main[0] if main else meaning.quantity or meaning.kind.first.key
    amount = main[1] if main else None
    others.pop(key if main else "", None)
    return Amounts(
        quantities=_posted(meaning, key, amount, others),
        one=_posted(meaning, key, _ONE, others),
        main=amount,
        others=others,
        nothing=nothing_at is not None and main is None and not others,
        faults=tuple(faults),
        unused=tuple(unused),
        goods=goods,
    )


def own_amounts_of(meaning: Meaning, cells: Sequence[tuple[Use, Counted | Bad | None]]) -> Amounts:
    """The counts of a row of the ledger's own sheet, where each column names its quantity; of a private kind it may tell none."""
    kind = meaning.kind
    given = [(use, cell) for use, cell in cells if isinstance(cell, Counted)]
    told = {use.quantity: cell.amount for use, cell in given if kind.quantity(use.quantity)}
    if not told and not kind.private:
        told = {kind.first.key: _ONE}
    faults = [(use.at, cell) for use, cell in cells if isinstance(cell, Bad)]
    faults += [(use.at, bad) for use, cell in given if (bad := unreasonable(use.quantity, cell.amount))]
    if kind.adds != "change":
        faults += [(use.at, Bad(_("it cannot be less than nothing"))) for use, cell in given if cell.amount < 0]
    unused = tuple(use.name for use, _cell in given if not kind.quantity(use.quantity))
    return Amounts(told, told, None, {}, nothing=False, faults=tuple(faults), unused=unused)


def _posted(meaning: Meaning, key: str, main: Decimal | None, others: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    quantities = dict(others)
    if main is not None or key not in others:
        quantities = {key: _ONE if main is None else main, **others}
    if meaning.kind.one_person and key == "times" and "people" not in quantities and meaning.kind.quantity("people"):
        quantities["people"] = quantities["times"]
    return signed(quantities, meaning)
