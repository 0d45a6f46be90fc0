"""The units for which somebody records, found by the names that people write."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.organisation.finding import Ambiguous, Finder, Found
from shilu.organisation.structure import Structure, Unit

_SHOWN = 3


class OwnUnits:
    """The units of somebody among those of ``structure``; names of other units are not told apart from no names at all."""

    def __init__(self, units: Iterable[Unit], *, structure: Structure) -> None:
        self._own = {unit.uuid: unit for unit in units}
        self._finder = Finder(structure)

    def named(self, name: str) -> Unit:
        """The unit that ``name`` means; Refused with those of one's own that it may mean."""
        finding = self._finder.find(name)
        if isinstance(finding, Found):
            meant: tuple[Unit, ...] = (finding.unit,)
        else:
            meant = finding.candidates if isinstance(finding, Ambiguous) else ()
        own = [unit for unit in meant if unit.uuid in self._own]
        if len(own) == 1:
            return own[0]
        near = own if own or isinstance(finding, Found | Ambiguous) else self._near(finding.nearest)
        if not near:
            raise Refused(_("“%(name)s” is no unit that you record for.") % {"name": name[:40]})
        shown = enumerated(unit.usual_name for unit in near[:_SHOWN])
        raise Refused(
            _("“%(name)s” is no unit that you record for; the nearest: %(units)s.")
            % {"name": name[:40], "units": shown}
        )

    def _near(self, units: Iterable[Unit]) -> list[Unit]:
        return [unit for unit in units if unit.uuid in self._own]
