"""Which unit a written name means: code, name, short name, alias, another ending, or an unambiguous beginning."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.lib.enumerating import bracketed, first_of
from shilu.lib.errors import Refused
from shilu.organisation.names import is_bare, name_key, place_of, short_form, without_itself
from shilu.organisation.structure import Structure, Tree, Unit

_SHOWN = 5  # candidates named in one line
_NEAREST = 3
_LEAST_LIKE = 0.5
_LEAST_SIGNS = 2  # a single sign begins too many names to mean one


@dataclass(frozen=True, slots=True)
class Found:
    """The one unit that the name means."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several units that the name may mean, in the order in which they came."""

    candidates: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    """No unit has the name on that day; ``ended`` is the one that had it before, ``nearest`` begins with its successors."""

    nearest: tuple[Unit, ...]
    ended: Unit | None = None


Finding = Found | Ambiguous | NotFound


class Finder:
    """An index of all names of a structure, made once and asked often; later changes of the structure are not seen."""

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._order = {uuid: place for place, uuid in enumerate(structure.units)}
        self._turns = structure.turning_days()
        self._trees: dict[int | None, Tree] = {}
        self._subtrees: dict[tuple[int | None, UUID], frozenset[UUID]] = {}
        self._above = {uuid: self._ever_above(uuid) for uuid in structure.units}
        self._exact: dict[str, set[UUID]] = {}
        self._short: dict[str, set[UUID]] = {}
        self._forms: list[tuple[str, UUID]] = []
        self._named: dict[str, frozenset[UUID]] = {}
        self._findings: dict[tuple[str, UUID | None, date | None, bool], Finding] = {}
        self._index()

    def find(
        self, name: str, *, within: UUID | None = None, on: date | None = None, beginnings: bool = True
    ) -> Finding:
        """The unit that ``name`` means among ``within`` and all below it, for a fact of the day ``on``.

        With a day, a unit that had ended by then is not found, its successors are offered; without one it is, where no
        living unit has the name. Without ``beginnings`` the name must be a whole one.
        """
        key = name_key(name)
        asked = (key, within, on, beginnings)
        if asked not in self._findings:
            self._findings[asked] = self._find(key, within=within, on=on, beginnings=beginnings)
        return self._findings[asked]

    def unit(self, name: str, *, within: UUID | None = None, on: date | None = None) -> Unit:
        """The unit that ``name`` means; Refused with the candidates or the nearest names."""
        finding = self.find(name, within=within, on=on)
        if isinstance(finding, Found):
            return finding.unit
        raise refusal(name, finding, on=on)

    def at_start(self, text: str) -> Unit | None:
        """The unit whose full or short name ``text`` begins with (a title, a sheet's name), the longest that is one's own."""
        key = name_key(text)
        for length in range(len(key), _LEAST_SIGNS - 1, -1):
            units = [self._structure.units[uuid] for uuid in self._exact.get(key[:length], ())]
            units = [unit for unit in units if name_key(unit.code) != key[:length]]
            living = [unit for unit in units if unit.ended is None] or units
            if living:
                return living[0] if len(living) == 1 else None
        return None

    def _ever_above(self, uuid: UUID) -> frozenset[UUID]:
        seen: set[UUID] = set()
        waiting = [uuid]
        while waiting:
            for parent in self._structure.units[waiting.pop()].parents.values:
                if parent is not None and parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)
        return frozenset(seen - {uuid})

    def _index(self) -> None:
        keys = {uuid: [name_key(name) for name in unit.names_borne()] for uuid, unit in self._structure.units.items()}
        for uuid, unit in self._structure.units.items():
            for key in (name_key(unit.code), *keys[uuid]):
                self._exact.setdefault(key, set()).add(uuid)
            heads = {key for above in self._above[uuid] for key in keys[above]}
            heads |= {place_of(head) for head in heads} - {""}
            rests = (_without_head(key, heads) for key in keys[uuid])
            for form in dict.fromkeys([*keys[uuid], *filter(None, rests)]):
                self._short.setdefault(short_form(form), set()).add(uuid)
                self._forms.append((form, uuid))
        self._forms.sort(key=lambda pair: pair[0])

    def _find(self, key: str, *, within: UUID | None, on: date | None, beginnings: bool) -> Finding:
        allowed = None if within is None else self._subtree(within, on) | self._subtree(within, None)
        for sought in dict.fromkeys((key, without_itself(key))):
            for means in self._tiers(sought, beginnings=beginnings):
                units = [self._structure.units[uuid] for uuid in means if allowed is None or uuid in allowed]
                if units:
                    return self._decided(sorted(units, key=lambda unit: self._order[unit.uuid]), key=sought, on=on)
        return NotFound(self._nearest(key, allowed))

    def _tiers(self, key: str, *, beginnings: bool) -> Iterator[Iterable[UUID]]:
        """Who may be meant by ``key``, the surest meaning first."""
        yield self._exact.get(key, frozenset())
        yield self._with_head(key) | self._short.get(short_form(key), frozenset())
        if beginnings and len(key) >= _LEAST_SIGNS:
            yield self._topmost(self._beginning(key))
            yield self._topmost(self._with_head(key, whole=False))

    def _with_head(self, key: str, *, whole: bool = True) -> frozenset[UUID]:
        """The units below what the first part of ``key`` names that the rest of it names (``whole``) or begins."""
        found: set[UUID] = set()
        for cut in range(1, len(key)):
            rest = key[cut:]
            if whole:
                below: Iterable[UUID] = self._short.get(short_form(rest), ())
            else:
                below = self._beginning(rest) if len(rest) >= _LEAST_SIGNS else ()
            heads = self._heads(key[:cut]) if below else frozenset()
            found.update(uuid for uuid in below if heads and not heads.isdisjoint(self._above[uuid]))
        return frozenset(found)

    def _heads(self, key: str) -> frozenset[UUID]:
        """The units that ``key`` can stand for before the name of a unit below them."""
        if key not in self._named:
            beginning = self._topmost(self._beginning(key)) if len(key) >= _LEAST_SIGNS else frozenset()
            exact = self._exact.get(key, frozenset()) | self._short.get(short_form(key), frozenset())
            self._named[key] = frozenset(exact | beginning | self._with_head(key))
        return self._named[key]

    def _beginning(self, key: str) -> frozenset[UUID]:
        start = bisect_left(self._forms, key, key=lambda pair: pair[0])
        end = bisect_right(self._forms, key, lo=start, key=lambda pair: pair[0][: len(key)])
        return frozenset(uuid for _form, uuid in self._forms[start:end])

    def _topmost(self, units: frozenset[UUID]) -> frozenset[UUID]:
        """Of a unit and those below it the upper one."""
        return frozenset(uuid for uuid in units if units.isdisjoint(self._above[uuid])) if len(units) > 1 else units

    def _decided(self, units: list[Unit], *, key: str, on: date | None) -> Finding:
        """One of ``units`` that all answer to ``key``: those that bore it on the day stand before those that did not."""
        ranked = [(_rank(unit, key=key, on=on), unit) for unit in units]
        best = min(rank for rank, _unit in ranked)
        chosen = [unit for rank, unit in ranked if rank == best]
        if best == _ENDED and on is not None:
            successors = dict.fromkeys(self._carrying_on(chosen[-1], on=on))
            return NotFound(tuple(self._structure.units[uuid] for uuid in successors), ended=chosen[-1])
        return Found(chosen[0]) if len(chosen) == 1 else Ambiguous(tuple(chosen))

    def _carrying_on(self, unit: Unit, *, on: date) -> Iterator[UUID]:
        for uuid in unit.successors:
            successor = self._structure.units[uuid]
            if successor.ended_by(on):
                yield from self._carrying_on(successor, on=on)
            else:
                yield uuid

    def _subtree(self, unit: UUID, on: date | None) -> frozenset[UUID]:
        turn = None if on is None else bisect_right(self._turns, on)
        if (turn, unit) not in self._subtrees:
            if turn not in self._trees:
                self._trees[turn] = self._structure.tree_now() if on is None else self._structure.tree_on(on)
            self._subtrees[turn, unit] = self._trees[turn].subtree(unit)
        return self._subtrees[turn, unit]

    def _nearest(self, key: str, allowed: frozenset[UUID] | None) -> tuple[Unit, ...]:
        likeness: dict[UUID, float] = {}
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(short_form(key))
        codes = ((name_key(unit.code), uuid) for uuid, unit in self._structure.units.items())
        for form, uuid in (*self._forms, *codes):
            if (allowed is None or uuid in allowed) and not set(form).isdisjoint(key):
                matcher.set_seq1(short_form(form))
                if matcher.quick_ratio() >= _LEAST_LIKE and (ratio := matcher.ratio()) >= _LEAST_LIKE:
                    likeness[uuid] = max(ratio, likeness.get(uuid, 0))
        ranked = sorted(likeness, key=lambda uuid: (-likeness[uuid], self._order[uuid]))
        return tuple(self._structure.units[uuid] for uuid in ranked[:_NEAREST])


def _without_head(key: str, heads: set[str]) -> str:
    """``key`` without the longest of ``heads`` that it begins with; an empty string where too little is left to name."""
    head = max((head for head in heads if key.startswith(head)), key=len, default=key)
    rest = key[len(head) :]
    return "" if len(rest) < _LEAST_SIGNS or is_bare(rest) else rest


def find_unit(structure: Structure, name: str, *, within: UUID | None = None, on: date | None = None) -> Finding:
    """The unit that ``name`` means in ``structure``; who asks often makes one Finder and asks that."""
    return Finder(structure).find(name, within=within, on=on)


def refusal(name: str, finding: Ambiguous | NotFound, *, on: date | None = None) -> Refused:
    """One line that says why ``name`` names no unit, and which ones it may mean."""
    match finding:
        case Ambiguous():
            names = _listed(finding.candidates)
            return Refused(_("“%(name)s” may mean several units: %(units)s.") % {"name": name, "units": names})
        case NotFound(ended=Unit() as ended) if finding.nearest:
            return Refused(
                _("%(name)s no longer exists on %(day)s (ended %(ended)s); it is carried on by %(units)s.")
                % {"name": ended.name, "day": on, "ended": ended.ended, "units": _listed(finding.nearest)}
            )
        case NotFound(ended=Unit() as ended):
            return Refused(
                _("%(name)s no longer exists on %(day)s (ended %(ended)s).")
                % {"name": ended.name, "day": on, "ended": ended.ended}
            )
        case NotFound() if finding.nearest:
            return Refused(
                _("There is no unit “%(name)s”; the nearest are %(units)s.")
                % {"name": name, "units": _listed(finding.nearest)}
            )
    return Refused(_("There is no unit “%(name)s”.") % {"name": name})


_BORE, _LIVING, _ENDED = range(3)


def _rank(unit: Unit, *, key: str, on: date | None) -> int:
    if unit.ended is not None if on is None else unit.ended_by(on):
        return _ENDED
    if on is not None and on < unit.started:
        return _LIVING
    names = unit.names.last() if on is None else unit.names.at(on)
    borne = {name_key(name) for name in (unit.code, *names, *unit.aliases)}
    return _BORE if key in borne else _LIVING


def _listed(units: tuple[Unit, ...]) -> str:
    return first_of([bracketed(unit.name, unit.code) for unit in units], most=_SHOWN)
