"""Whose workbooks of a folder are there, and whose are missing."""

from collections.abc import Sequence
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from shilu.ledger.importing.outcome import Imported, returned_units
from shilu.organisation.changes import UnitAdded
from shilu.organisation.structure import Structure, structure_of

TREE = """
X | 示例局 | 局 |
X01 | 政工室 | 科室 | X
X02 | 刑侦大队 | 大队 | X
X03 | 北塬派出所 | 派出所 | X
X04 | 石桥派出所 | 派出所 | X
X05 | 治安大队 | 大队 | X
X06 | 水上派出所 | 派出所 | X05
X07 | 北塬一派出所 | 派出所 | X03
"""


def uuid(code: str) -> UUID:
    return uuid5(NAMESPACE_URL, code)


def structure(*, typed: bool = True) -> Structure:
    changes = []
    for line in TREE.strip().splitlines():
        code, name, type_, parent = (cell.strip() for cell in line.split("|"))
        above = uuid(parent) if parent else None
        changes.append(UnitAdded(uuid(code), code, name, "", type_ if typed else "", above, date(2020, 1, 1)))
    return structure_of(changes)


def imported(code: str, *, blocked: bool = False) -> Imported:
    return Imported(
        file=f"{code}.xlsx",
        unit=uuid(code),
        rows=1,
        accepted=1,
        new=1,
        known=0,
        changed=(),
        gone=(),
        likely=(),
        refused=(),
        kinds_added=(),
        batch=9,
        blocked=blocked,
        updated=False,
        removed=False,
        withheld=False,
        guess=(),
        remarks=(),
    )


def returned(codes: Sequence[str], *, typed: bool = True, blocked: str = "") -> tuple[list[str], list[str]]:
    done = [imported(code, blocked=code == blocked) for code in codes]
    sent, missing = returned_units(done, uuid("X"), structure=structure(typed=typed))
    return [unit.code for unit in sent], [unit.code for unit in missing]


def test_workbooks_of_one_type_leave_those_of_that_type_missing() -> None:
    assert returned(["X03"]) == (["X03"], ["X04", "X06"])
    assert returned(["X03", "X06"]) == (["X03", "X06"], ["X04"])
    assert returned(["X03", "X04"], blocked="X04") == (["X03"], ["X04", "X06"])


def test_units_without_a_type_are_told_by_how_their_names_end() -> None:
    assert returned(["X03", "X04"], typed=False) == (["X03", "X04"], ["X06"])
    assert returned(["X03"], typed=False) == (["X03"], ["X01", "X02", "X04", "X05"])


def test_workbooks_of_several_types_or_of_the_whole_leave_all_units_right_below_missing() -> None:
    assert returned(["X03", "X02"]) == (["X02", "X03"], ["X01", "X04", "X05"])
    assert returned(["X"]) == ([], ["X01", "X02", "X03", "X04", "X05"])
    assert returned([]) == ([], ["X01", "X02", "X03", "X04", "X05"])
