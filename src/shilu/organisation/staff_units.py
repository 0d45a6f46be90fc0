"""The units that a staff list names: those that are there, and those that have to be made, with codes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.lib.errors import Refused
from shilu.organisation.changes import UnitAdded
from shilu.organisation.finding import Ambiguous, Finder, Finding, Found, NotFound, refusal
from shilu.organisation.names import (
    is_bare,
    is_whole,
    name_key,
    place_of,
    short_form,
    short_name_of_body,
    without_itself,
    written_name,
)
from shilu.organisation.staff_list import PersonRow, StaffList
from shilu.organisation.structure import Structure
from shilu.organisation.table import Fault

_ITSELF: Final = frozenset({"本级", "局", "本局", "我局", "本单位"})
_SHORTEST_PARENT: Final = 2
_SHORTEST_REST: Final = 2
_BODY_ENDS: Final = ("局", "厅", "委员会", "政府", "办事处", "学校", "医院", "公司", "中心")


class BodyUnknown(Refused):
    """A staff list that does not say whose it is."""

    def __init__(self) -> None:
        super().__init__(_("The list does not say whose it is; name the body with --root."))


@dataclass(frozen=True, slots=True)
class Root:
    """The body whose list it is: one that is there, or one to be added."""

    uuid: UUID
    code: str
    name: str
    heads: frozenset[str]
    added: UnitAdded | None = None

    def core(self, name: str) -> str:
        """``name`` without the body's before it; an empty string for the body itself."""
        return name_key(self.written_core(name))

    def written_core(self, name: str) -> str:
        whole = without_itself(name)
        if whole in _ITSELF or not self.heads.isdisjoint((name_key(whole), short_form(name_key(whole)))):
            return ""
        head = max((head for head in self.heads if whole.startswith(head)), key=len, default="")
        rest = whole[len(head) :]
        return whole if len(rest) < _SHORTEST_REST or is_bare(rest) else rest


def _with_variants(heads: frozenset[str]) -> frozenset[str]:
    return heads | {short_form(head) for head in heads} | ({place_of(head) for head in heads} - {""})


@dataclass(slots=True)
class ListedUnits:
    """Which unit each name in the list means, the units to add, parents first, and the cells that name none."""

    root: Root
    by_name: dict[str, UUID] = field(default_factory=dict)
    added: list[UnitAdded] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def root_of_list(
    staff: StaffList, *, finder: Finder, structure: Structure, root: str | None, code: str, on: date, uuid: UUID
) -> Root:
    """The body: ``root`` by any of its names, else what the title says, else the only root, else what all names share.

    A body is added only where there is no unit yet. Refused where the body cannot be told.
    """
    name = written_name(root or "") or staff.body
    if structure.units:
        if name:
            unit = finder.unit(name)
        elif len(structure.roots()) == 1:
            unit = structure.roots()[0]
        else:
            raise BodyUnknown
        heads = frozenset(name_key(borne) for borne in unit.names_borne())
        return Root(unit.uuid, unit.code, unit.name, _with_variants(heads))
    name = name or _shared_head([row.unit for row in staff.rows])
    if not name:
        raise BodyUnknown
    short_name = short_name_of_body(name)
    heads = frozenset(filter(None, (name_key(name), short_name)))
    return Root(uuid, code, name, _with_variants(heads), UnitAdded(uuid, code, name, short_name, "", None, on))


def listed_units(
    staff: StaffList, *, root: Root, finder: Finder, on: date, taken: Iterable[str], new_uuid: Callable[[], UUID]
) -> ListedUnits:
    """Look up each unit of the list below ``root``; names that differ only in their end or in the body's name are one.

    Codes of new units begin with that of the unit above, and none is in ``taken``.
    """
    found = ListedUnits(root, added=[root.added] if root.added else [])
    fresh: dict[str, list[str]] = {}
    for name, row in _first_rows(staff.rows):
        if root.core(name) == "":
            found.by_name[name] = root.uuid
            continue
        finding = _finding(name, finder=finder, root=root, on=on)
        if isinstance(finding, Found):
            found.by_name[name] = finding.unit.uuid
        elif isinstance(finding, Ambiguous) or finding.ended:
            found.faults.append(row.line.fault("unit", str(refusal(name, finding, on=on))))
        else:
            fresh.setdefault(short_form(root.core(name)), []).append(name)
    making = _Making(found, finder, on, set(taken) | {root.code}, new_uuid)
    making.add_all(_with_shortened(list(fresh.values()), root))
    return found


def _first_rows(rows: Iterable[PersonRow]) -> list[tuple[str, PersonRow]]:
    first: dict[str, PersonRow] = {}
    for row in rows:
        first.setdefault(row.unit, row)
    return list(first.items())


def _finding(name: str, *, finder: Finder, root: Root, on: date) -> Finding:
    """As the finder says, but a whole name that is not there is a new unit, not the beginning of one below it."""
    if root.added:
        return NotFound(())
    finding = finder.find(name, within=root.uuid, on=on, beginnings=False)
    if isinstance(finding, NotFound) and not finding.ended and not is_whole(name_key(name)):
        return finder.find(name, within=root.uuid, on=on)
    return finding


def _with_shortened(groups: list[list[str]], root: Root) -> list[list[str]]:
    """The groups of names for one unit each; a shortened name (北塬) joins the one group that it begins (北塬派出所)."""
    cores = [[root.core(name) for name in group] for group in groups]
    joined = [list(group) for group in groups]
    for place, shortened in enumerate(cores):
        if is_whole(shortened[0]):
            continue
        longer = [at for at, others in enumerate(cores) if at != place and _begins_one(shortened[0], others)]
        if len(longer) == 1:
            joined[longer[0]] += joined[place]
            joined[place] = []
    return [group for group in joined if group]


def _begins_one(shortened: str, cores: list[str]) -> bool:
    return any(is_whole(core) and core.startswith(shortened) for core in cores)


@dataclass(slots=True)
class _Making:
    """New units on their way: each core, the names that were written for it, and what was made of it."""

    found: ListedUnits
    finder: Finder
    on: date
    taken: set[str]
    new_uuid: Callable[[], UUID]
    names: dict[str, list[str]] = field(default_factory=dict)
    made: dict[str, UnitAdded] = field(default_factory=dict)

    def add_all(self, groups: Iterable[list[str]]) -> None:
        for names in groups:
            core = max((self.found.root.core(name) for name in names), key=len)
            self.names[core] = names
        for core in self.names:
            self._add(core)

    def _add(self, core: str) -> UnitAdded:
        if core not in self.made:
            above, code = self._above(core)
            name, short_name = _full_and_short(self.names[core], self.found.root)
            added = UnitAdded(self.new_uuid(), self._next_code(code), name, short_name, "", above, self.on)
            self.made[core] = added
            self.found.added.append(added)
            self.found.by_name.update(dict.fromkeys(self.names[core], added.unit))
        return self.made[core]

    def _above(self, core: str) -> tuple[UUID, str]:
        """The unit whose whole name begins this one's (刑侦大队一中队 stands below 刑侦大队), else the body."""
        root = self.found.root
        for cut in range(len(core) - 2, _SHORTEST_PARENT - 1, -1):
            head = core[:cut]
            if head in self.names and is_whole(head):
                added = self._add(head)
                return added.unit, added.code
            finding = _finding(head, finder=self.finder, root=root, on=self.on) if is_whole(head) else NotFound(())
            if isinstance(finding, Found) and finding.unit.uuid != root.uuid:
                return finding.unit.uuid, finding.unit.code
        return root.uuid, root.code

    def _next_code(self, above: str) -> str:
        code = next(code for number in count(1) if (code := f"{above}{number:02}") not in self.taken)
        self.taken.add(code)
        return code


def _full_and_short(names: list[str], root: Root) -> tuple[str, str]:
    """The whole name of a unit, with the body's where it was written so, and the shortest that was written or remains."""
    cores = [root.written_core(name) for name in names]
    with_body = [name for name in names if name.startswith(root.name)]
    name = max(with_body or cores, key=len)
    short_name = min(cores, key=len)
    return name, "" if short_name == name else short_name


def _shared_head(names: list[str]) -> str:
    """The body's name with which all ``names`` begin; an empty string where they share none."""
    first, last = min(names, default=""), max(names, default="")
    length = next(
        (place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first)
    )
    shared = first[:length]
    ends = [shared.rfind(end) + len(end) for end in _BODY_ENDS if end in shared]
    return shared[: max(ends)] if ends else ""
