"""What a kind asks for when it is recorded: only the fields that it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from shilu.ledger.catalogue import Catalogue, Kind, Label

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NAMED = frozenset({"honours"})
WORD_FIELDS = ("place", "host", "remark")
"""Further words of a record, by their roles; a private kind has none of them."""


@dataclass(frozen=True, slots=True)
class QuantityField:
    """A count that may be given: its key, what it is called, the measure word beside it and all that are read as it."""

    key: str
    title: str
    measure: str
    measures: frozenset[str]


@dataclass(frozen=True, slots=True)
class KindFields:
    """The fields of a kind. ``signed``: the count may be a decrease; ``level``: it is the number there was on the day."""

    kind: Kind
    quantities: tuple[QuantityField, ...]
    labels: tuple[Label, ...]

    @property
    def words(self) -> bool:
        """Whether a title and further words are kept."""
        return not self.kind.private

    @property
    def named(self) -> bool:
        """Whether a record says nothing without its title: an honour is its name."""
        return self.words and self.kind.section in _NAMED

    @property
    def signed(self) -> bool:
        return self.kind.adds == "change"

    @property
    def level(self) -> bool:
        return self.kind.adds == "level"

    @property
    def takes_files(self) -> bool:
        return not self.kind.private


def fields_of(kind: Kind, *, catalogue: Catalogue, carried: Mapping[str, str] = _NOTHING) -> KindFields:
    """The fields that ``kind`` needs, in the order in which they are asked.

    Labels and values that ended are left out, but for those ``carried`` by the record that is mended.
    """
    quantities = []
    for counted in kind.quantities:
        quantity = catalogue.quantities[counted.key]
        measures = frozenset({counted.measure, quantity.measure, *quantity.measures})
        quantities.append(QuantityField(counted.key, str(quantity.title), counted.measure, measures))
    labels = tuple(
        _asked(catalogue.labels[key], carried=carried.get(key))
        for key in kind.labels
        if key in carried or key in kind.asked
    )
    return KindFields(kind, tuple(quantities), labels)


def _asked(label: Label, *, carried: str | None) -> Label:
    return replace(label, values=tuple(value for value in label.values if not value.ended or value.key == carried))
