"""Who has sent a month's workbook and who has not, and the line that reminds them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.collecting.queries import ImportSeen, imports_at
from shilu.ledger.queries import Said, came_in_part, said_of_periods
from shilu.lib.enumerating import enumerated
from shilu.lib.periods import Period
from shilu.organisation.structure import Structure, Unit

How = Literal["sent", "partly", "confirmed", "above", "missing"]


@dataclass(frozen=True, slots=True)
class Return:
    """One unit in a month.

    ``sent``: a workbook of its own (or of a unit below it) covers the month, ``partly``: some of it, or rows of it were
    left out. ``confirmed``: it
    has confirmed the month without one. ``above``: a workbook or confirmation of a unit above it covers the month.
    """

    unit: Unit
    how: How
    imports: tuple[ImportSeen, ...] = ()


def returns_for(period: Period, *, within: UUID, structure: Structure, sort: str = "") -> list[Return]:
    """Each unit right below ``within`` (with ``sort`` each of that type anywhere below) on the period's last day.

    Where a unit has nothing below it, it is asked itself.
    """
    asked = units_asked(period.last, within=within, structure=structure, sort=sort)
    said = [one for one in said_of_periods() if one.first <= period.last and period.first <= one.last]
    in_part = [one for one in came_in_part() if one.first <= period.last and period.first <= one.last]
    imports = {one.seq: one for one in imports_at(one.batch for one in (*said, *in_part) if one.batch)}
    return [_return(unit, said, in_part, imports, period=period, structure=structure) for unit in asked]


def units_asked(day: date, *, within: UUID, structure: Structure, sort: str = "") -> list[Unit]:
    """The units that are asked for a workbook."""
    if not sort:
        return structure.children_on(within, day=day) or [structure.units[within]]
    tree = structure.tree_on(day)
    below = tree.subtree(within) - {within}
    return [
        unit
        for uuid, unit in structure.units.items()
        if uuid in below and unit.exists_on(day) and unit.is_a(sort, day=day)
    ]


def sorts_below(within: UUID, *, day: date, structure: Structure) -> list[str]:
    """The types of units that stand below a unit, those of at least two units, in the order in which they came."""
    below = structure.tree_on(day).subtree(within) - {within}
    count: dict[str, int] = {}
    for uuid, unit in structure.units.items():
        if uuid in below and unit.exists_on(day) and (type_ := unit.types.at(day)):
            count[type_] = count.get(type_, 0) + 1
    return [type_ for type_, number in count.items() if number > 1]


def _return(
    unit: Unit,
    said: Sequence[Said],
    in_part: Sequence[Said],
    imports: dict[int, ImportSeen],
    *,
    period: Period,
    structure: Structure,
) -> Return:
    tree = structure.tree_on(period.last)
    below, above = tree.subtree(unit.uuid), set(tree.chain(unit.uuid)) - {unit.uuid}
    own = [one for one in said if one.type == "import" and one.unit in below]
    came = dict.fromkeys(one.batch for one in (*own, *in_part) if one.unit in below)
    files = tuple(imports[seq] for seq in came if seq in imports)
    if own and min(one.first for one in own) <= period.first and period.last <= max(one.last for one in own):
        return Return(unit, "sent", files)
    if _stands_confirmed(said, {unit.uuid}, period):
        return Return(unit, "confirmed", files)
    over = any(one.type == "import" and one.unit in above and _covers(one, period) for one in said)
    if over or _stands_confirmed(said, above, period):
        return Return(unit, "above", files)
    return Return(unit, "partly" if files else "missing", files)


def _stands_confirmed(said: Iterable[Said], units: set[UUID], period: Period) -> bool:
    """Whether the last word of somebody who speaks for these units is that the whole period is reported."""
    last = [one.type for one in said if one.unit in units and one.type != "import" and _covers(one, period)]
    return bool(last) and last[-1] == "closed"


def _covers(said: Said, period: Period) -> bool:
    return said.first <= period.first and period.last <= said.last


def reminder(returns: Iterable[Return], *, period: Period, until: str = "") -> str:
    """A text that asks those who have not sent their workbook to do so; empty where nobody is missing."""
    names = enumerated(one.unit.usual_name for one in returns if one.how in {"missing", "partly"})
    if not names:
        return ""
    told = {"units": names, "period": period.title(), "until": until}
    if until:
        return _("Still missing for %(period)s: the workbooks of %(units)s. Please send them by %(until)s.") % told
    return _("Still missing for %(period)s: the workbooks of %(units)s. Please send them as soon as you can.") % told
