"""Random trees and moves, entered in any order: the structure agrees with a definition that anybody can check."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from shilu.lib.errors import Refused
from shilu.organisation.changes import Change, UnitAdded, UnitEnded, UnitMoved
from shilu.organisation.structure import Structure

FIRST = date(2020, 1, 1)
DAYS = [FIRST + timedelta(days) for days in range(8)]


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Units that begin on any of eight days, then moves and ends on any of them in any order."""
    size = draw(st.integers(2, 7))
    units = [UUID(int=number) for number in range(1, size + 1)]
    changes: list[Change] = []
    for place, unit in enumerate(units):
        parent = draw(st.sampled_from([None, *units[:place]]))
        changes.append(UnitAdded(unit, f"U{place}", f"单位{place}", "", "", parent, draw(st.sampled_from(DAYS[:3]))))
    some = st.sampled_from(units)
    moves = st.builds(UnitMoved, some, st.one_of(st.none(), some), st.sampled_from(DAYS))
    ends = st.builds(UnitEnded, some, st.lists(some, max_size=2, unique=True).map(tuple), st.sampled_from(DAYS))
    return [*changes, *draw(st.lists(st.one_of(moves, moves, ends), max_size=14))]


def accepted(history: list[Change]) -> tuple[Structure, list[Change]]:
    structure, taken = Structure(), []
    for change in history:
        try:
            structure.apply(change)
        except Refused:
            continue
        taken.append(change)
    return structure, taken


def parent_by_definition(taken: list[Change], unit: UUID, day: date) -> UUID | None:
    """The parent of the last day up to ``day`` that has one, of several the one entered last; else where it began."""
    stated = [
        (change.on, number, change.parent)
        for number, change in enumerate(taken)
        if isinstance(change, UnitAdded | UnitMoved) and change.unit == unit
    ]
    before = [one for one in stated if one[0] <= day]
    if before:
        return max(before, key=lambda one: one[:2])[2]
    first_day = min(one[0] for one in stated)
    return max(one for one in stated if one[0] == first_day)[2]


@given(histories())
def test_chain_and_subtree_agree_with_the_definition_on_every_day(history: list[Change]):
    structure, taken = accepted(history)
    for day in [FIRST - timedelta(400), *DAYS, DAYS[-1] + timedelta(400)]:
        tree = structure.tree_on(day)
        chains: dict[UUID, list[UUID]] = {}
        for unit in structure.units:
            chain: list[UUID] = []
            at: UUID | None = unit
            while at is not None:
                assert at not in chain, "an accepted history stands below itself"
                chain.append(at)
                at = parent_by_definition(taken, at, day)
            chains[unit] = chain
            assert list(tree.chain(unit)) == list(structure.chain_on(unit, day=day)) == chain
        for unit in structure.units:
            assert tree.subtree(unit) == {below for below, chain in chains.items() if unit in chain}


@given(histories())
def test_no_accepted_history_has_a_ring_now(history: list[Change]):
    structure, _taken = accepted(history)
    tree = structure.tree_now()
    for unit in structure.units:
        seen: set[UUID] = set()
        for above in tree.chain(unit):
            assert above not in seen
            seen.add(above)


@given(histories())
def test_refused_change_leaves_the_structure_as_it_was(history: list[Change]):
    structure, taken = accepted(history)
    again = Structure()
    for change in taken:
        again.apply(change)
    assert structure == again


@given(histories())
def test_tree_stays_the_same_between_turning_days(history: list[Change]):
    structure, _taken = accepted(history)
    turns = structure.turning_days()
    for before, day in pairwise(DAYS):
        if day not in turns:
            assert structure.tree_on(before) == structure.tree_on(day)
