"""What an organisation sheet changes: its rows compared with the structure that is there."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.organisation.changes import AliasAdded, Change, UnitAdded, UnitMoved, UnitRenamed, UnitTyped
from shilu.organisation.names import name_key
from shilu.organisation.sheet import UnitRow, UnitSheet
from shilu.organisation.structure import Structure, Unit
from shilu.organisation.table import Fault


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """What a sheet changes; with faults, what would be left. ``absent`` are units below the same roots that it lacks."""

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]
    known: int
    absent: tuple[Unit, ...]

    def count(self, sort: type[Change]) -> int:
        return sum(isinstance(change, sort) for change in self.changes)


def unit_changes(sheet: UnitSheet, *, structure: Structure, new_uuid: Callable[[], UUID] = uuid4) -> UnitPlan:
    """What has to happen to ``structure`` so that it says what the sheet says, each row from its own day.

    A row is compared with the unit as it was on the row's day, so that an old sheet undoes no later change. Every fault
    is named by its cell.
    """
    rows, unknown = _with_parents(sheet, structure)
    rows, rings = _without_cycles(rows)
    faults = [*sheet.faults, *unknown, *rings]
    at_work = structure.copy()
    changes: list[Change] = []
    known = 0
    for row in _parents_first(rows):
        if row.parent and row.parent not in at_work.codes:
            continue  # its parent has a fault, and that is the one to mend
        found = list(_row_changes(row, at_work, new_uuid))
        try:
            for change in found:
                at_work.apply(change)
        except Refused as error:
            faults.append(row.line.fault("parent" if row.parent else "code", str(error)))
            continue
        changes += found
        known += not found
    faults.sort(key=lambda fault: (fault.row, fault.column))
    return UnitPlan(tuple(changes), tuple(faults), known, tuple(_absent({row.code for row in sheet.rows}, structure)))


def _with_parents(sheet: UnitSheet, structure: Structure) -> tuple[dict[str, UnitRow], list[Fault]]:
    """The rows with their parents as codes; a parent may be written as a code or as a unit's whole name."""
    codes = {name_key(code): code for code in (*structure.codes, *sheet.unread, *(row.code for row in sheet.rows))}
    names: dict[str, set[str]] = {}
    for unit in structure.units.values():
        for name in (unit.name, unit.short_name):
            names.setdefault(name_key(name), set()).add(unit.code)
    for row in sheet.rows:
        for name in (row.name, row.short_name or ""):
            names.setdefault(name_key(name), set()).add(row.code)
    found: dict[str, UnitRow] = {}
    faults: list[Fault] = []
    for row in sheet.rows:
        if not row.parent:
            found[row.code] = row
            continue
        key = name_key(row.parent)
        means = {codes[key]} if key in codes else names.get(key, set())
        if len(means) == 1:
            found[row.code] = replace(row, parent=next(iter(means)))
        elif means:
            shown = {"parent": row.parent, "codes": enumerated(sorted(means))}
            reason = _("“%(parent)s” may mean several units: %(codes)s; write the code.") % shown
            faults.append(row.line.fault("parent", reason))
        else:
            reason = _("There is no unit “%(parent)s” in this sheet or in Shilu.") % {"parent": row.parent}
            faults.append(row.line.fault("parent", reason))
    return found, faults


def _without_cycles(rows: Mapping[str, UnitRow]) -> tuple[dict[str, UnitRow], list[Fault]]:
    """The rows that do not stand below themselves within the sheet, and one fault for each ring of those that do."""
    faults: list[Fault] = []
    rings: set[str] = set()
    cleared: set[str] = set()
    for start in rows:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at in rows and at not in path and at not in cleared:
            path[at] = None
            at = rows[at].parent
        if at is not None and at in path:
            ring = list(path)[list(path).index(at) :]
            if not rings.intersection(ring):
                first = min(ring, key=lambda code: rows[code].line.number)
                turned = [*ring[ring.index(first) :], *ring[: ring.index(first)], first]
                shown = {"name": rows[first].name, "path": " → ".join(rows[code].name for code in turned)}
                reason = _("%(name)s would stand below itself: %(path)s.") % shown
                faults.append(rows[first].line.fault("parent", reason))
            rings.update(ring)
        cleared.update(path)
    return {code: row for code, row in rows.items() if code not in rings}, faults


def _parents_first(rows: Mapping[str, UnitRow]) -> Iterator[UnitRow]:
    done: set[str] = set()
    for code in rows:
        above: list[str] = []
        at: str | None = code
        while at is not None and at in rows and at not in done:
            above.append(at)
            done.add(at)
            at = rows[at].parent
        yield from (rows[each] for each in reversed(above))


def _row_changes(row: UnitRow, structure: Structure, new_uuid: Callable[[], UUID]) -> Iterator[Change]:
    above = structure.by_code(row.parent) if row.parent else None
    parent = above.uuid if above else None
    unit = structure.by_code(row.code)
    if unit is None:
        uuid = new_uuid()
        yield UnitAdded(uuid, row.code, row.name, row.short_name or "", row.type or "", parent, row.on)
        yield from (AliasAdded(uuid, alias) for alias in row.aliases if alias not in {row.name, row.short_name})
        return
    name, short_name = unit.names.at(row.on)
    wanted = (row.name, short_name if row.short_name is None else row.short_name)
    if wanted != (name, short_name):
        yield UnitRenamed(unit.uuid, *wanted, on=row.on)
    if row.parent is not None and parent != unit.parents.at(row.on):
        yield UnitMoved(unit.uuid, parent, row.on)
    if row.type is not None and row.type != unit.types.at(row.on):
        yield UnitTyped(unit.uuid, row.type, row.on)
    known = set(unit.known_as())
    yield from (AliasAdded(unit.uuid, alias) for alias in row.aliases if alias not in known)


def _absent(codes: set[str], structure: Structure) -> Iterator[Unit]:
    """Living units that the sheet lacks, below a root that it names."""
    stated = {structure.codes[code] for code in codes if code in structure.codes}
    tree = structure.tree_now()
    for uuid, unit in structure.units.items():
        if unit.ended is None and uuid not in stated and list(tree.chain(uuid))[-1] in stated:
            yield unit
