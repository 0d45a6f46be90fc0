from collections.abc import Sequence
from datetime import date

import pytest

from cast import unit_uuid as u
from shilu.lib.errors import Refused
from shilu.organisation.changes import AliasAdded, Change, UnitAdded, UnitEnded, UnitMoved, UnitRenamed
from shilu.organisation.finding import Ambiguous, Finder, Finding, Found, NotFound, find_unit
from shilu.organisation.structure import Structure, structure_of

BEGIN = date(2015, 1, 1)
MAY = date(2022, 5, 1)

UNITS = """
X01    | 示例县公安局           | 县局       |
X0103  | 示例县公安局刑侦大队   | 刑侦大队   | X01
X010301| 示例县公安局刑侦大队一中队 |       | X0103
X0107  | 示例县公安局城关派出所 | 城关派出所 | X01
X0111  | 示例县公安局北塬派出所 | 北塬派出所 | X01
C01    | 示例市公安局           | 市局       |
C0101  | 甲县公安局             | 甲县局     | C01
C010101| 甲县公安局城关派出所   | 城关所     | C0101
C010102| 甲县公安局西街派出所   | 西街所     | C0101
C0102  | 乙县公安局             | 乙县局     | C01
C010201| 乙县公安局城关派出所   | 城关所     | C0102
"""


def structure(*changes: Change) -> Structure:
    """The units of the table, then ``changes``."""
    added = []
    for line in UNITS.strip().splitlines():
        code, name, short_name, parent = (cell.strip() for cell in line.split("|"))
        added.append(UnitAdded(u(code), code, name, short_name, "", u(parent) if parent else None, BEGIN))
    return structure_of([*added, *changes])


def told(finding: Finding) -> str | Sequence[str]:
    """The code of the unit found, or the codes of those offered, after a sign for the reason."""
    match finding:
        case Found():
            return finding.unit.code
        case Ambiguous():
            return ["?", *(unit.code for unit in finding.candidates)]
        case NotFound(ended=None):
            return ["-"]
        case NotFound():
            return ["ended", *(unit.code for unit in finding.nearest)]


@pytest.mark.parametrize(
    ("name", "within", "expected"),
    [
        ("X0111", None, "X0111"),
        ("x0111", None, "X0111"),
        ("北塬派出所", None, "X0111"),
        ("北塬所", None, "X0111"),
        ("县局北塬派出所", None, "X0111"),
        ("县局北塬所", None, "X0111"),
        ("示例县公安局北塬派出所", None, "X0111"),
        ("示例县局 北塬派出所", None, "X0111"),
        ("“北塬派出所”", None, "X0111"),
        ("北塬", None, "X0111"),
        ("县局北塬", None, "X0111"),
        ("县公安局", None, "X01"),
        ("市局本级", None, "C01"),
        ("甲县", None, "C0101"),
        ("刑侦", None, "X0103"),
        ("刑侦队", None, "X0103"),
        ("刑侦大队一中队", None, "X010301"),
        ("甲县城关派出所", None, "C010101"),
        ("乙县局城关所", None, "C010201"),
        ("市局乙县局城关所", None, "C010201"),
        ("示例市公安局甲县公安局城关派出所", None, "C010101"),
        ("城关派出所", None, "X0107"),
        ("城关派出所", "C0102", "C010201"),
        ("城关派出所", "C01", ["?", "C010101", "C010201"]),
        ("城关所", None, ["?", "C010101", "C010201"]),
        ("城关所", "X01", "X0107"),
        ("城关", "C0101", "C010101"),
        ("西街", None, "C010102"),
        ("示例", None, ["?", "X01", "C01"]),
        ("甲县", "X01", ["-"]),
        ("县", None, ["-"]),
        ("派出所", None, ["-"]),
        ("公安局", None, ["-"]),
        ("", None, ["-"]),
    ],
)
def test_name_means_a_unit(name, within, expected):
    assert told(find_unit(structure(), name, within=u(within) if within else None)) == expected


def test_whole_name_is_no_beginning():
    finder = Finder(structure())
    assert told(finder.find("北塬", beginnings=False)) == ["-"]
    assert told(finder.find("北塬所", beginnings=False)) == "X0111"


def test_old_name_finds_the_renamed_unit_on_every_day():
    finder = Finder(structure(UnitRenamed(u("X0111"), "示例县公安局新城派出所", "新城派出所", MAY)))
    found = [told(finder.find(name, on=day)) for name in ("北塬所", "新城所") for day in (None, BEGIN, MAY)]
    assert found == ["X0111"] * 6


def test_name_given_to_another_unit_means_who_bore_it_on_the_day():
    finder = Finder(
        structure(
            UnitRenamed(u("X0111"), "示例县公安局老北塬派出所", "老北塬派出所", MAY),
            UnitAdded(u("X0112"), "X0112", "示例县公安局北塬派出所", "北塬派出所", "", u("X01"), MAY),
        )
    )
    assert told(finder.find("北塬派出所", on=date(2022, 4, 30))) == "X0111"
    assert told(finder.find("北塬派出所", on=MAY)) == "X0112"
    assert told(finder.find("北塬派出所")) == "X0112"


def test_merged_unit_is_found_for_days_before_and_its_successor_offered_after():
    finder = Finder(
        structure(
            UnitEnded(u("X0111"), (u("X0107"),), MAY),
            UnitAdded(u("X0113"), "X0113", "示例县公安局中心派出所", "中心所", "", u("X01"), date(2023, 1, 1)),
            UnitEnded(u("X0107"), (u("X0113"),), date(2023, 1, 1)),
        )
    )
    found = [told(finder.find("北塬所", on=day)) for day in (date(2022, 4, 30), MAY, date(2023, 5, 1), None)]
    assert found == ["X0111", ["ended", "X0107"], ["ended", "X0113"], "X0111"]
    with pytest.raises(Refused) as refused:
        finder.unit("北塬所", on=MAY)
    assert str(refused.value) == (
        "示例县公安局北塬派出所在2022-05-01已撤销（2022-05-01撤销），由示例县公安局城关派出所（X0107）承接。"
    )


def test_old_name_of_an_ended_unit_still_finds_it():
    finder = Finder(
        structure(
            UnitRenamed(u("X0111"), "示例县公安局新城派出所", "新城派出所", date(2020, 1, 1)),
            UnitEnded(u("X0111"), (), MAY),
        )
    )
    assert told(finder.find("北塬派出所", on=date(2021, 1, 1))) == "X0111"
    assert told(finder.find("北塬派出所", on=MAY)) == ["ended"]


def test_unit_that_moved_away_is_found_below_its_old_parent_for_days_before():
    finder = Finder(structure(UnitMoved(u("C010102"), u("C0102"), MAY)))
    assert told(finder.find("西街所", within=u("C0101"), on=date(2022, 4, 30))) == "C010102"
    assert told(finder.find("西街所", within=u("C0101"), on=MAY)) == ["-"]
    assert told(finder.find("西街所", within=u("C0102"))) == "C010102"


def test_alias_finds_a_unit_and_two_aliases_of_one_name_are_ambiguous():
    changes = [AliasAdded(u("X0111"), "老街所"), AliasAdded(u("X0107"), "中心站"), AliasAdded(u("X0111"), "中心站")]
    finder = Finder(structure(*changes))
    assert told(finder.find("老街派出所")) == "X0111"
    assert told(finder.find("中心站")) == ["?", "X0107", "X0111"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "北原派出所",
            "没有“北原派出所”这个单位，最接近的是示例县公安局北塬派出所（X0111）。",
        ),
        ("市委宣传部", "没有“市委宣传部”这个单位。"),
        ("城关所", "“城关所”对应多个单位：甲县公安局城关派出所（C010101）、乙县公安局城关派出所（C010201）。"),
    ],
)
def test_name_of_no_unit_is_refused_with_the_nearest(name, message):
    with pytest.raises(Refused) as refused:
        Finder(structure()).unit(name)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("示例县公安局2022年上半年思想政治工作台账", "X01"),
        ("甲县公安局城关派出所花名册", "C010101"),
        ("县局2022年6月月报", "X01"),
        ("城关所月报", None),
        ("关于上报情况的通知", None),
    ],
)
def test_title_begins_with_a_unit(text, expected):
    unit = Finder(structure()).at_start(text)
    assert (unit.code if unit else None) == expected
