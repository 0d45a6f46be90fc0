from datetime import date, datetime
from itertools import count
from uuid import UUID

import pytest

from shilu.lib.errors import Refused
from shilu.organisation.changes import AliasAdded, UnitAdded, UnitEnded, UnitMoved, UnitRenamed, UnitTyped
from shilu.organisation.sheet import is_unit_sheet, read_unit_sheet
from shilu.organisation.sheet_changes import UnitPlan, unit_changes
from shilu.organisation.structure import Structure

TODAY = date(2022, 7, 1)
MAY = date(2022, 5, 1)
HEAD = "单位编码|单位名称|简称|上级编码|层级|生效日期"
BUREAU = """
X01  |甲局    |局  |   |县级  |2015-01-01
X0101|办公室  |    |X01|科所队|2015-01-01
X0102|城东所  |    |X01|科所队|2015-01-01
"""


def rows(table: str, head: str = HEAD) -> list[list[object]]:
    lines = [head, *(line for line in table.splitlines() if line.strip())]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def plan(table: str, structure: Structure, *, head: str = HEAD) -> UnitPlan:
    numbers = count(1 + len(structure.units))
    sheet = read_unit_sheet(rows(table, head), on=TODAY)
    return unit_changes(sheet, structure=structure, new_uuid=lambda: UUID(int=next(numbers)))


def imported(*tables: str) -> Structure:
    structure = Structure()
    for table in tables:
        done = plan(table, structure)
        assert done.faults == ()
        for change in done.changes:
            structure.apply(change)
    return structure


def uuid(structure: Structure, code: str) -> UUID:
    return structure.codes[code]


def cells(done: UnitPlan) -> list[tuple[str, str, str]]:
    """The faults as address, value and reason."""
    return [(f"{'ABCDEFG'[fault.column]}{fault.row + 1}", fault.value, fault.reason) for fault in done.faults]


def test_children_may_stand_before_their_parents():
    structure = imported("X0101|办公室||X01|科所队|2015-01-01\nX01|甲局|局||县级|2015年1月")
    assert [unit.code for unit in structure.units.values()] == ["X01", "X0101"]
    assert structure.units[uuid(structure, "X0101")].parents.last() == uuid(structure, "X01")
    root = structure.units[uuid(structure, "X01")]
    assert (root.short_name, root.type, root.started) == ("局", "县级", date(2015, 1, 1))


def test_several_roots_are_allowed():
    structure = imported("X|甲局||||2015-01-01\nY|乙局||无||2015-01-01")
    assert [unit.code for unit in structure.roots()] == ["X", "Y"]


def test_second_import_of_the_same_sheet_changes_nothing():
    done = plan(BUREAU, imported(BUREAU))
    assert (done.changes, done.known, done.faults, done.absent) == ((), 3, (), ())


def test_changed_rows_become_changes_from_their_day():
    structure = imported(BUREAU)
    done = plan(
        """
        X01  |甲局    |局  |     |县级  |2015-01-01
        X0101|综合室  |    |X01  |科所队|2022-05-01
        X0102|城东所  |    |X0101|中队  |2022-05-01
        X0103|城西所  |    |X01  |科所队|2022-05-01
        """,
        structure,
    )
    assert done.changes == (
        UnitRenamed(uuid(structure, "X0101"), "综合室", "", MAY),
        UnitMoved(uuid(structure, "X0102"), uuid(structure, "X0101"), MAY),
        UnitTyped(uuid(structure, "X0102"), "中队", MAY),
        UnitAdded(UUID(int=4), "X0103", "城西所", "", "科所队", uuid(structure, "X01"), MAY),
    )
    assert (done.known, done.faults) == (1, ())


def test_old_sheet_undoes_no_later_change():
    structure = imported(BUREAU)
    structure.apply(UnitMoved(uuid(structure, "X0102"), uuid(structure, "X0101"), MAY))
    structure.apply(UnitRenamed(uuid(structure, "X0102"), "城东派出所", "", MAY))
    structure.apply(UnitEnded(uuid(structure, "X0101"), (), date(2023, 1, 1)))
    assert plan(BUREAU, structure).changes == ()


def test_two_units_may_change_places():
    structure = imported(BUREAU + "X010201|一队||X0102||2015-01-01")
    done = plan("X0102|城东所||X010201||2022-05-01\nX010201|一队||X01||2022-05-01", structure, head=HEAD)
    assert done.faults == ()
    assert [change.unit for change in done.changes if isinstance(change, UnitMoved)] == [
        uuid(structure, "X010201"),
        uuid(structure, "X0102"),
    ]


def test_every_fault_is_named_by_its_cell():
    done = plan(
        """
        X01  |甲局    |局  |     |县级  |2015-01-01
        X0101|        |    |X01  |科所队|2015-01-01
        X0102|城东所  |    |X99  |科所队|2015-01-01
        X0103|城西所  |    |X01  |科所队|2015-13-01
             |城南所  |    |X01  |科所队|2015-01-01
        X01  |甲局    |局  |     |市级  |2015-01-01
        X0104|一队    |    |X0103|      |2015-01-01
        """,
        Structure(),
    )
    assert cells(done) == [
        ("B3", "", "缺单位名称。"),
        ("D4", "X99", "表里没有，台账里也没有“X99”这个单位。"),
        ("F5", "2015-13-01", "没有 13 月"),
        ("A6", "", "缺编码。"),
        ("A7", "X01", "编码X01在第2行已有，内容不同，请只留一行。"),
    ]


def test_ring_within_the_sheet_is_named_by_path():
    done = plan("A|甲||C||\nB|乙||A||\nC|丙||B||\nD|丁||C||", Structure())
    assert cells(done) == [("D2", "C", "甲不能成为自己的下级：甲 → 丙 → 乙 → 甲。")]
    assert done.changes == ()


def test_ring_with_units_that_are_there_is_named_by_path():
    structure = imported(BUREAU + "X010201|一队||X0102||2015-01-01")
    done = plan("X0102|城东所||X010201||2022-05-01", structure)
    assert cells(done) == [("D2", "X010201", "城东所不能成为自己的下级：城东所 → 一队 → 城东所。")]


def test_row_given_twice_alike_counts_once():
    assert [unit.code for unit in imported(BUREAU + "X0102|城东所|    |X01|科所队|2015-01-01").units.values()] == [
        "X01",
        "X0101",
        "X0102",
    ]


def test_units_that_the_sheet_lacks_are_told_and_left():
    structure = imported(BUREAU + "Y|乙局||||2015-01-01")
    done = plan("X01|甲局|局||县级|2015-01-01\nX0101|办公室||X01|科所队|2015-01-01", structure)
    assert ([unit.code for unit in done.absent], done.changes) == (["X0102"], ())


@pytest.mark.parametrize(
    "head",
    [
        "单位代码|名称|简称|上级单位编码|级别|成立时间",
        "编码|单位名称（全称）|单位简称|上级|单位类型|启用日期",
        "Code|Name|Short name|Parent|Level|Valid from",
    ],
)
def test_columns_are_known_by_many_names(head):
    done = plan(BUREAU, imported(BUREAU), head=head)
    assert (done.changes, done.known) == ((), 3)


def test_parent_may_be_written_as_a_name():
    structure = imported("X01|甲局|局||县级|2015-01-01\nX0101|办公室||甲局||2015-01-01\nX0102|城东所||局||2015-01-01")
    assert {unit.code for unit in structure.children_on(uuid(structure, "X01"), day=TODAY)} == {"X0101", "X0102"}


def test_title_numbers_dates_feet_and_aliases_are_read():
    sheet = read_unit_sheet(
        [
            ["甲局单位一览表", None, None, None],
            [],
            ["序号", "编码", "名称", "上级编码", "生效日期", "别名"],
            [1.0, 1001.0, "甲　局", "", datetime(2015, 1, 1), ""],  # noqa: DTZ001 - a cell knows no time zone
            [],
            [2.0, 100101.0, "城东派出所", 1001.0, 20150101.0, "城东所、东所"],
            ["编码", "编码", "名称", "上级编码", "生效日期", "别名"],
            ["填表人：王某", "", "", "", "", ""],
        ],
        on=TODAY,
    )
    assert [(row.code, row.name, row.parent, row.on, row.short_name) for row in sheet.rows] == [
        ("1001", "甲局", "", date(2015, 1, 1), None),
        ("100101", "城东派出所", "1001", date(2015, 1, 1), None),
    ]
    assert (sheet.unused, sheet.faults) == (("序号",), ())
    changes = unit_changes(sheet, structure=Structure()).changes
    assert [change.alias for change in changes if isinstance(change, AliasAdded)] == ["城东所", "东所"]


def test_sheet_without_short_names_or_parents_leaves_those_that_are_there():
    structure = imported(BUREAU)
    done = plan("X01|甲局\nX0101|综合室", structure, head="编码|名称")
    assert done.changes == (UnitRenamed(uuid(structure, "X0101"), "综合室", "", TODAY),)


def test_sheet_without_header_is_refused():
    assert not is_unit_sheet([["甲", "乙"]])
    with pytest.raises(Refused) as refused:
        read_unit_sheet([["甲", "乙"]], on=TODAY)
    assert str(refused.value) == "没有找到含编码和名称的表头，请把列名写为“单位编码”“单位名称”。"
