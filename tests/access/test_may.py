"""Who sees and does what: subtrees, units that moved away, a leader's lines, and what may be handed on."""

from datetime import date
from uuid import UUID

import pytest

from cast import FOUNDED, person_uuid, unit_uuid
from shilu.access.may import Held, Viewer, held_on
from shilu.access.roles import CONTENT, RIGHTS, Right, Role
from shilu.organisation.changes import Change, UnitAdded, UnitMoved
from shilu.organisation.structure import Structure, structure_of

X, OFFICE, EAST, TEAM, WEST = (unit_uuid(code) for code in ("X", "X01", "X02", "X0201", "X03"))
TODAY = date(2022, 6, 30)
MOVE = date(2022, 5, 1)


def bureau(*more: Change) -> Structure:
    units = ((X, "X", "示例局", None), (OFFICE, "X01", "办公室", X), (EAST, "X02", "城东所", X))
    units += ((TEAM, "X0201", "城东所一队", EAST), (WEST, "X03", "城西所", X))
    return structure_of([*(UnitAdded(uuid, code, name, "", "", up, FOUNDED) for uuid, code, name, up in units), *more])


def viewer(*held: Held, structure: Structure | None = None) -> Viewer:
    return Viewer(person_uuid("甲"), "甲", "1001", held, structure or bureau())


def seen(who: Viewer, *, kind: str = "test/meeting", last: date = TODAY) -> set[UUID]:
    return {unit for unit in (X, OFFICE, EAST, TEAM, WEST) if who.sight.sees(unit, kind=kind, last=last)}


def test_role_reaches_its_unit_and_all_below() -> None:
    who = viewer(Held(Role.RECORDER, EAST))
    assert [unit.uuid for unit in who.units(Right.POST)] == [EAST, TEAM]
    assert seen(who) == {EAST, TEAM}
    assert not who.may(Right.READ, X)
    assert not who.may(Right.READ, WEST)


def test_role_holds_on_its_days_alone() -> None:
    held = Held(Role.RECORDER, EAST)
    days = (date(2022, 3, 1), date(2022, 6, 1))

    def on(day: date) -> tuple[Held, ...]:
        return held_on(day, [(held, *days)])

    assert [on(date(2022, 2, 28)), on(days[0]), on(date(2022, 5, 31)), on(days[1])] == [(), (held,), (held,), ()]


def test_unit_that_moved_away_is_read_up_to_its_last_day_there() -> None:
    moved = bureau(UnitMoved(TEAM, WEST, MOVE))
    east, west = viewer(Held(Role.RECORDER, EAST), structure=moved), viewer(Held(Role.RECORDER, WEST), structure=moved)
    assert seen(east, last=date(2022, 4, 30)) == {EAST, TEAM}
    assert seen(east, last=MOVE) == {EAST}
    assert not east.may(Right.READ, TEAM)
    assert seen(west, last=date(2022, 4, 30)) == {WEST, TEAM}  # what it brought along is read where it stands now
    assert west.may(Right.POST, TEAM)


def test_leader_without_lines_reads_the_subtree() -> None:
    assert seen(viewer(Held(Role.LEADER, X))) == {X, OFFICE, EAST, TEAM, WEST}


def test_leader_with_units_reads_and_signs_for_these() -> None:
    who = viewer(Held(Role.LEADER, X, (EAST,)))
    assert seen(who) == {EAST, TEAM}
    assert who.may(Right.SIGN, TEAM)
    assert not who.may(Right.SIGN, X)
    assert not who.may(Right.READ, OFFICE)


def test_leader_with_kinds_reads_these_alone_in_the_whole_unit() -> None:
    who = viewer(Held(Role.LEADER, X, (), frozenset({"test/article"})))
    assert seen(who, kind="test/article") == {X, OFFICE, EAST, TEAM, WEST}
    assert seen(who, kind="test/meeting") == set()
    assert who.sight.kinds_of(WEST) == {"test/article"}


def test_leader_with_units_and_kinds_reads_all_of_the_units_and_the_kinds_elsewhere() -> None:
    who = viewer(Held(Role.LEADER, X, (EAST,), frozenset({"test/article"})))
    assert seen(who, kind="test/meeting") == {EAST, TEAM}
    assert seen(who, kind="test/article") == {X, OFFICE, EAST, TEAM, WEST}
    assert who.sight.kinds_of(EAST) is None
    assert who.sight.kinds_of(WEST) == {"test/article"}


def test_system_administrator_sees_no_content() -> None:
    who = viewer(Held(Role.SYSTEM, X))
    assert who.holds(Right.OPERATE)
    assert not any(who.holds(right) for right in CONTENT)
    assert seen(who) == set()


def test_two_roles_add_up() -> None:
    who = viewer(Held(Role.MEMBER, EAST), Held(Role.INSPECTOR, WEST))
    assert seen(who) == {EAST, TEAM, WEST}
    assert [unit.uuid for unit in who.units(Right.RECORD)] == [EAST, TEAM]


def test_nobody_grants_beyond_what_they_administer() -> None:
    station, body = viewer(Held(Role.ADMINISTRATOR, EAST)), viewer(Held(Role.ADMINISTRATOR, X))
    assert station.may_grant(Held(Role.RECORDER, TEAM))
    assert not station.may_grant(Held(Role.RECORDER, WEST))
    assert not station.may_grant(Held(Role.LEADER, EAST, (WEST,)))
    assert not station.may_grant(Held(Role.SYSTEM, EAST))
    assert body.may_grant(Held(Role.SYSTEM, X))
    assert body.everywhere(Right.ADMINISTER)
    assert not station.everywhere(Right.ADMINISTER)


@pytest.mark.parametrize(
    ("others", "allowed"),
    [
        ([], True),
        ([Held(Role.MEMBER, EAST)], True),
        ([Held(Role.RECORDER, TEAM)], True),
        ([Held(Role.MEMBER, EAST), Held(Role.ADMINISTRATOR, EAST)], False),
        ([Held(Role.REVIEWER, EAST)], False),
        ([Held(Role.MEMBER, WEST)], False),
        ([Held(Role.LEADER, X, (EAST,))], False),
    ],
)
def test_recorder_resets_only_who_can_do_no_more_than_the_recorder(others: list[Held], *, allowed: bool) -> None:
    assert viewer(Held(Role.RECORDER, EAST)).may_reset(EAST, holding=others) is allowed


def test_administrator_resets_whom_they_could_appoint() -> None:
    body = viewer(Held(Role.ADMINISTRATOR, X))
    assert body.may_reset(EAST, holding=[Held(Role.LEADER, X), Held(Role.SYSTEM, X)])
    assert not viewer(Held(Role.RECORDER, EAST)).may_reset(WEST, holding=[])


def test_every_role_opens_pages_and_only_administrators_administer() -> None:
    assert all(Right.OPEN in rights for rights in RIGHTS.values())
    assert [role for role, rights in RIGHTS.items() if Right.ADMINISTER in rights] == [Role.ADMINISTRATOR]
    assert [role for role, rights in RIGHTS.items() if Right.OPERATE in rights] == [Role.SYSTEM]


def test_correction_is_posted_by_who_posts_in_both_units_where_none_is_reviewed() -> None:
    who = viewer(Held(Role.RECORDER, EAST))
    assert who.posts_correction(EAST, after=TEAM, reviewed=False)
    assert not who.posts_correction(EAST, after=TEAM, reviewed=True)
    assert not who.posts_correction(EAST, after=WEST, reviewed=False)
    assert not who.posts_correction(WEST, after=EAST, reviewed=False)
    assert not viewer(Held(Role.MEMBER, EAST)).posts_correction(EAST, after=EAST, reviewed=False)


def test_copies_are_looked_after_by_the_systems_administrators_and_those_of_the_whole_body() -> None:
    held = (Held(Role.SYSTEM, EAST), Held(Role.ADMINISTRATOR, X), Held(Role.ADMINISTRATOR, EAST), Held(Role.LEADER, X))
    assert [viewer(one).looks_after_copies for one in held] == [True, True, False, False]
