"""Who lets which records into the ledger: the units in which somebody decides, and how many records wait there."""

from shilu.access.roles import Right
from shilu.organisation.structure import Unit
from shilu.recording.queries import review_in, waiting_of_others
from shilu.web.asking import Asking


def deciding_units(asking: Asking) -> list[Unit]:
    """The units of which the asker lets records into the ledger."""
    rights = (Right.REVIEW, Right.POST)
    units = {unit.uuid: unit for right in rights for unit in asking.viewer.units(right)}
    reviewed = review_in(units, structure=asking.structure)
    return [unit for uuid, unit in units.items() if asking.viewer.decides(uuid, reviewed=uuid in reviewed)]


def waiting_to_decide(asking: Asking) -> int:
    """How many records of others wait for the asker: those that the page of reviews lists."""
    viewer = asking.viewer
    if not viewer.holds(Right.REVIEW) and not viewer.holds(Right.POST):
        return 0
    waiting = waiting_of_others(viewer.account)
    reviewed = review_in({unit for unit, _kind, _many in waiting}, structure=asking.structure) if waiting else ()
    found = 0
    for unit, kind, many in waiting:
        kinds = viewer.sight.kinds_of(unit)
        if viewer.decides(unit, reviewed=unit in reviewed) and (kinds is None or kind in kinds):
            found += many
    return found
