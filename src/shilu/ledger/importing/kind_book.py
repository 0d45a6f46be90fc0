"""What the names of kinds in a workbook mean, and the kinds that new names ask for."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Kind, KindQuantity, Meaning, Words
from shilu.ledger.importing.cells import Bad
from shilu.ledger.importing.counting import TIMES_MEASURES
from shilu.ledger.importing.vocabulary import bare
from shilu.lib.enumerating import enumerated

_FROM_COLUMNS = ("people", "hours", "amount", "assigned", "completed")


class KindBook:
    """Looks up names of kinds for one workbook; with ``own`` (the prefix of the workspace's keys) unknown ones are made.

    A new kind counts ``times`` where the measure word is missing, 次, 场 or 场次, else ``items``; further quantities
    come from the columns of its tables. People without ids are attendances. ``unknown`` are names that make none.
    """

    def __init__(self, catalogue: Catalogue, *, own: str | None) -> None:
        self.catalogue = catalogue
        self._own = own
        self._made: dict[str, Kind] = {}
        self.unknown: dict[str, None] = {}

    @property
    def made(self) -> tuple[Kind, ...]:
        """The kinds that unknown names asked for, in the order of the workbook."""
        return tuple(self._made.values())

    @property
    def makes(self) -> bool:
        """Whether unknown names make kinds."""
        return self._own is not None

    def meaning(self, name: str, *, measure: str = "", roles: Sequence[str] = ()) -> Meaning | Bad:
        """What ``name`` means; ``measure`` and ``roles`` (of the table's counts) serve where it makes a kind."""
        found = self.catalogue.meaning(name)
        if found is not None:
            return found
        if self._own is None:
            self.unknown[name] = None
            return self._unknown(name)
        key = f"{self._own}/{bare(name)}"
        kind = self._made.get(key) or self._new(key, " ".join(name.split()), measure)
        for role in roles:
            if role in _FROM_COLUMNS and kind.quantity(role) is None:
                quantity = KindQuantity(role, self.catalogue.quantities[role].measure)
                kind = replace(kind, quantities=(*kind.quantities, quantity))
        self._made[key] = kind
        return Meaning(kind)

    def _new(self, key: str, name: str, measure: str) -> Kind:
        first = "times" if measure in TIMES_MEASURES else "items"
        counted = KindQuantity(first, measure or self.catalogue.quantities[first].measure)
        definition = Words(_("“%(name)s” as the imported workbook keeps it") % {"name": name})
        return Kind(key, Words(name), definition, (counted,))

    def _unknown(self, name: str) -> Bad:
        nearest = self.catalogue.nearest(name)
        if nearest:
            names = enumerated(nearest)
            return Bad(
                _("there is no such kind of record; near are %(names)s (or import it as a new kind)") % {"names": names}
            )
        return Bad(_("there is no such kind of record (it can be imported as a new kind)"))
