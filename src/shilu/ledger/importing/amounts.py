"""The counts of a row in a list: what it states of events or things, and the further quantities beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shilu.ledger.catalogue import Catalogue, Meaning
from shilu.ledger.importing.cells import Bad
from shilu.ledger.importing.columns import Use
from shilu.ledger.importing.counting import Counted, fraction, misfit, quantity_of
from shilu.ledger.importing.vocabulary import bare


@dataclass(frozen=True, slots=True)
class Amounts:
    """The counts of a row by quantity; ``main`` is what the row states of events or things, None where it states none."""

    others: Mapping[str, Decimal]
    main: Decimal | None
    key: str
    nothing: bool
    faults: tuple[tuple[int, Bad], ...]
    unused: tuple[str, ...]
    goods: str = ""


def amounts_of(
    meaning: Meaning, cells: Sequence[tuple[Use, Counted | Bad | None]], *, measure: str, catalogue: Catalogue
) -> Amounts:
    """The quantities that the counted cells of a row give a record of ``meaning``."""
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
    return Amounts(others, main, main_key, nothing, tuple(faults), tuple(unused), goods)
