"""The counts of a row in a list: what it states of events or things, and the further quantities beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from shilu.ledger.catalogue import Catalogue, Meaning
from shilu.ledger.importing.cells import Bad
from shilu.ledger.importing.columns import Use
from shilu.ledger.importing.counting import Counted, fraction, misfit, quantity_of, signed
from shilu.ledger.importing.vocabulary import bare

_ONE: Final = Decimal(1)


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
    main: Decimal | None = None
    main_key = meaning.quantity or meaning.kind.first.key
    faults: list[tuple[int, Bad]] = []
    unused: list[str] = []
    goods = ""
    nothing_typed = False
    for use, cell in cells:
        if cell is None:
            continue
        if isinstance(cell, Bad):
            faults.append((use.at, cell))
            continue
        role = "people" if use.role == "expected_present" else use.role
        word = bare(cell.measure) or measure if role in {"count", "times"} else ""
        word = word or (use.measure if role in {"count", "times"} else "")
        key = quantity_of(meaning, role, measure=word, catalogue=catalogue)
        if role == "count" and (bad := misfit(meaning, word, catalogue=catalogue)):
            faults.append((use.at, bad))
            continue
        if cell.nothing:
            nothing_typed = nothing_typed or role in {"count", "times"}
            continue
        if key is None:
            unused.append(use.name)
            continue
        if bad := fraction(key, cell.amount):
            faults.append((use.at, bad))
        elif role in {"count", "times"} and main is None:
            main, main_key = cell.amount, key
        elif key not in others and key != main_key:
            others[key] = cell.amount
            # what was given beside money (500元+米面油); a remark beside people may hold names
            goods = cell.remark if role == "amount" else goods
    nothing = nothing_typed and main is None and not others
    return Amounts(
        quantities=_posted(meaning, main_key, main, others),
        one=_posted(meaning, main_key, _ONE, others),
        main=main,
        others=others,
        nothing=nothing,
        faults=tuple(faults),
        unused=tuple(unused),
        goods=goods,
    )


def _posted(meaning: Meaning, key: str, main: Decimal | None, others: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    quantities = dict(others)
    if main is not None or key not in others:
        quantities = {key: _ONE if main is None else main, **others}
    if meaning.kind.one_person and key == "times" and "people" not in quantities and meaning.kind.quantity("people"):
        quantities["people"] = quantities["times"]
    return signed(quantities, meaning)
