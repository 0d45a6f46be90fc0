"""What a list tells of the counts of a record: of private kinds no people, whom two sums would tell by subtraction."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from shilu.ledger.catalogue import Catalogue, Kind, KindQuantity
from shilu.ledger.entry import Entry

PEOPLE: Final = frozenset({"people", "persons"})


def untold(kind: Kind) -> frozenset[str]:
    """The quantities of a kind that lists and sums of lists keep to themselves; figures tell what may be told."""
    if not kind.private:
        return frozenset()
    return PEOPLE | {"times"} if kind.one_person else PEOPLE


def told(
    amounts: Mapping[str, Decimal], *, kind: Kind, all_of_it: bool = False
) -> Iterator[tuple[KindQuantity, Decimal]]:
    """The amounts of a record, or of a sum of records, of ``kind`` that are shown; those who keep the records see all."""
    hidden = frozenset() if all_of_it else untold(kind)
    for quantity in kind.quantities:
        if quantity.key in amounts and quantity.key not in hidden:
            yield quantity, amounts[quantity.key]


def without_untold(entry: Entry, *, catalogue: Catalogue) -> Entry:
    """``entry`` as it may leave the house with those who only read it."""
    hidden = untold(catalogue.kinds[entry.kind])
    if not hidden:
        return entry
    return replace(entry, quantities={key: amount for key, amount in entry.quantities.items() if key not in hidden})
