from collections.abc import Sequence
from datetime import date
from itertools import count
from uuid import UUID

import pytest

from shilu.lib.errors import Refused
from shilu.organisation.changes import PersonLeft, PersonPlaced, PostHeld, UnitAdded, UnitEnded
from shilu.organisation.staff_changes import StaffPlan, staff_changes
from shilu.organisation.staff_list import is_staff_list, read_staff_list
from shilu.organisation.structure import Structure
from shilu.organisation.table import parts_of

DAY = date(2022, 1, 1)
MAY = date(2022, 5, 1)
TITLE = "示例县公安局2022年民警、辅警花名册"
HEAD = "序号|姓名|性别|民族|出生年月|身份证号|单位|职务|警号（工号）|人员类别|政治面貌|入党时间|联系电话"
SHORT = "姓名|单位|职务|警号|人员类别"


def rows(table: str, *, head: str = SHORT, title: str = TITLE) -> list[list[object]]:
    lines = [title, "", head, *(line.strip() for line in table.strip().splitlines())]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


class Bureau:
    """A structure and the people beside it, which lists change one after the other."""

    def __init__(self) -> None:
        self.structure = Structure()
        self.people = {}
        self._numbers = count(1)

    def plan(self, table: str, *, on: date = DAY, root: str | None = None, title: str = TITLE) -> StaffPlan:
        return staff_changes(
            read_staff_list(rows(table, title=title)),
            structure=self.structure,
            people=list(self.people.values()),
            on=on,
            root=root,
            new_uuid=lambda: UUID(int=next(self._numbers)),
        )

    def take(self, table: str, *, on: date = DAY, title: str = TITLE) -> StaffPlan:
        done = self.plan(table, on=on, title=title)
        assert done.faults == ()
        for change in done.changes:
            self.structure.apply(change)
        self.people.update({person.uuid: person for person in done.people})
        return done

    def units(self) -> list[tuple[str, str, str]]:
        return [(unit.code, unit.name, unit.short_name) for unit in self.structure.units.values()]

    def whereabouts(self, day: date) -> list[tuple[str, str, str, str, Sequence[str]]]:
        """Name, number, code of the unit, category and posts of everybody on ``day``."""
        found = []
        for uuid, person in self.people.items():
            place = self.structure.people[uuid].since(day)
            posts = [post.post for post in self.structure.posts_on(uuid, day=day)]
            if place:
                found.append((person.name, person.number, self.structure.units[place[0]].code, place[1], posts))
        return found


def cells(done: StaffPlan) -> list[tuple[str, str, str]]:
    return [(f"{'ABCDEFG'[fault.column]}{fault.row + 1}", fault.value, fault.reason) for fault in done.faults]


FIRST = """
王伟|城关派出所|所长|0101|民警
李娜||副所长、教导员|0102|民警
王　伟|示例县公安局北塬派出所|民警|0203|民警
赵䶮|北塬所||0204|辅警
𠮷田|县局北塬派出所||0205|辅警
"""


def test_plain_list_gives_units_people_and_posts():
    bureau = Bureau()
    done = bureau.take(FIRST)
    assert bureau.units() == [
        ("01", "示例县公安局", "县局"),
        ("0101", "城关派出所", ""),
        ("0102", "示例县公安局北塬派出所", "北塬所"),
    ]
    assert bureau.whereabouts(DAY) == [
        ("王伟", "0101", "0101", "民警", ["所长"]),
        ("李娜", "0102", "0101", "民警", ["副所长", "教导员"]),
        ("王伟", "0203", "0102", "民警", ["民警"]),
        ("赵䶮", "0204", "0102", "辅警", []),
        ("𠮷田", "0205", "0102", "辅警", []),
    ]
    assert (done.new, done.known, done.moved, done.missing) == (5, 0, (), ())


def test_names_and_numbers_stand_in_no_change():
    done = Bureau().plan(FIRST)
    written = repr(done.changes)
    assert not [word for word in ("王伟", "李娜", "䶮", "𠮷", "0204") if word in written]


def test_columns_that_shilu_does_not_need_are_dropped_and_named():
    table = [
        *rows("", head=HEAD)[:3],
        [1.0, "王　伟", "男", "汉", 1985.1, 3.7e17, "城关派出所", "民警", 12345.0, "民警", "党员", "2010.7", 1.39e10],
        [2.0, "李娜", "女", "汉", "1990.02", "370000199002010000", "", "", "012346", "辅警", "", "", ""],
        ["合计", "2人"],
        ["填表人：张三", "", "", "", "", "", "审核人：李四"],
    ]
    staff = read_staff_list(table)
    assert staff.dropped == ("性别", "民族", "出生年月", "身份证号", "政治面貌", "入党时间", "联系电话")
    assert [(row.name, row.unit, row.posts, row.number, row.category) for row in staff.rows] == [
        ("王伟", "城关派出所", ("民警",), "12345", "民警"),
        ("李娜", "城关派出所", (), "012346", "辅警"),
    ]
    assert (staff.body, staff.on, staff.faults) == ("示例县公安局", None, ())


def test_second_import_changes_nothing():
    bureau = Bureau()
    bureau.take(FIRST)
    done = bureau.plan(FIRST, on=MAY)
    assert (done.changes, done.people, done.known, done.missing) == ((), (), 5, ())


def test_number_without_its_zeros_is_the_same_person():
    bureau = Bureau()
    bureau.take(FIRST)
    assert bureau.plan(FIRST.replace("|0", "|"), on=MAY).changes == ()


def test_moved_people_are_placed_anew_and_missing_ones_listed():
    bureau = Bureau()
    bureau.take(FIRST)
    done = bureau.take(
        """
        王伟|北塬派出所|所长|0101|民警
        王伟|北塬所|民警|0203|民警
        赵䶮|北塬所||0204|民警
        孙七|指挥中心|科员|0301|民警
        """,
        on=MAY,
    )
    assert [person.number for person in done.moved] == ["0101"]
    assert [person.name for person in done.missing] == ["李娜", "𠮷田"]
    assert (done.new, done.known) == (1, 1)
    assert bureau.whereabouts(MAY) == [
        ("王伟", "0101", "0102", "民警", ["所长"]),
        ("李娜", "0102", "0101", "民警", ["副所长", "教导员"]),
        ("王伟", "0203", "0102", "民警", ["民警"]),
        ("赵䶮", "0204", "0102", "民警", []),
        ("𠮷田", "0205", "0102", "辅警", []),
        ("孙七", "0301", "0103", "民警", ["科员"]),
    ]
    assert bureau.whereabouts(date(2022, 4, 30))[0] == ("王伟", "0101", "0101", "民警", ["所长"])


def test_new_post_ends_the_one_before():
    bureau = Bureau()
    bureau.take("王伟|城关派出所|副所长、教导员|0101|民警")
    done = bureau.take("王伟|城关派出所|所长、教导员|0101|民警", on=MAY)
    person, unit = UUID(int=3), bureau.structure.codes["0101"]
    assert done.changes == (
        PostHeld(person, unit, "副所长", DAY, MAY),
        PostHeld(person, unit, "所长", MAY, None),
    )


def test_person_without_number_is_known_by_name_and_unit_and_gets_a_number_later():
    bureau = Bureau()
    bureau.take("王伟|城关派出所|||民警\n王伟|北塬派出所|||民警")
    assert bureau.plan("王伟|城关所|||民警\n王伟|北塬所|||民警", on=MAY).changes == ()
    done = bureau.take("王伟|城关所||0101|民警", on=MAY)
    assert (done.changes, [(one.name, one.number) for one in done.people]) == ((), [("王伟", "0101")])


def test_person_who_left_and_stands_in_the_list_again_is_placed_again():
    bureau = Bureau()
    bureau.take(FIRST)
    person = next(iter(bureau.people))
    bureau.structure.apply(PersonLeft(person, date(2022, 3, 1)))
    done = bureau.plan(FIRST, on=MAY)
    assert [type(change) for change in done.changes] == [PersonPlaced]


def test_people_who_cannot_be_told_apart_are_named_by_cell():
    done = Bureau().plan(
        """
        王伟|城关派出所|民警||民警
        王伟|城关派出所|民警||民警
        李娜|城关派出所|民警|0102|民警
        孙七|城关派出所|民警|102|民警
        |城关派出所|民警|0103|民警
        周八|城关派出所|民警|370000199001010000|民警
        """
    )
    assert cells(done) == [
        ("A5", "王伟", "王伟在第4行已有；同名的两个人请分别填警号（工号）。"),
        ("D7", "102", "警号（工号）102在第6行已是李娜的。"),
        ("A8", "", "缺姓名。"),
        ("D9", "", "这里是身份证号，不是警号（工号），实录不存身份证号。"),
    ]


def test_number_of_another_person_is_named_by_cell():
    bureau = Bureau()
    bureau.take(FIRST)
    assert cells(bureau.plan("孙七|城关派出所||0102|民警")) == [("D4", "0102", "警号（工号）0102是李娜的。")]


def test_units_are_looked_up_in_the_organisation_that_is_there():
    bureau = Bureau()
    for number, (code, name, short, parent) in enumerate(
        (
            ("X01", "示例县公安局", "县局", None),
            ("X0103", "示例县公安局刑侦大队", "刑侦大队", "X01"),
            ("X010301", "示例县公安局北塬派出所警务站", "", "X01"),
            ("Y", "邻县公安局", "", None),
            ("Y01", "邻县公安局城关派出所", "城关所", "Y"),
        )
    ):
        at = bureau.structure.codes.get(parent or "")
        bureau.structure.apply(UnitAdded(UUID(int=900 + number), code, name, short, "", at, DAY))
    bureau.take(
        "甲|刑侦大队\n乙|县局刑侦|\n丙|城关派出所\n丁|刑侦大队一中队\n戊|局本级\n己|北塬派出所", title="县局花名册"
    )
    assert [place[:3] for place in bureau.whereabouts(DAY)] == [
        ("甲", "", "X0103"),
        ("乙", "", "X0103"),
        ("丙", "", "X0101"),
        ("丁", "", "X010302"),
        ("戊", "", "X01"),
        ("己", "", "X0102"),
    ]


def test_unit_that_ended_is_named_by_cell_with_its_successor():
    bureau = Bureau()
    bureau.take(FIRST)
    codes = bureau.structure.codes
    bureau.structure.apply(UnitEnded(codes["0102"], (codes["0101"],), MAY))
    done = bureau.plan("赵䶮|北塬所||0204|辅警", on=MAY)
    assert cells(done) == [
        ("B4", "北塬所", "示例县公安局北塬派出所在2022-05-01已撤销（2022-05-01撤销），由城关派出所（0101）承接。")
    ]


@pytest.mark.parametrize(
    ("title", "root", "units", "expected"),
    [
        ("示例县公安局在职民警花名册", None, ["城关所"], "示例县公安局"),
        ("示例县公安局民辅警花名册（2026年10月）", None, ["示例县公安局", "示例县公安局政工室"], "示例县公安局"),
        ("示例县公安局社区民警花名册", None, ["示例县公安局政工室", "示例县公安局城关派出所"], "示例县公安局"),
        ("附件1：示例县公安局机关工作人员花名册", None, ["政工室"], "示例县公安局"),
        ("某县水利局工会会员名册", None, ["办公室"], "某县水利局工会"),
        ("阳光小学教师花名册", None, ["教务处"], "阳光小学"),
        ("全局人员花名册", None, ["示例县公安局城关派出所", "示例县公安局政工室"], "示例县公安局"),
        ("花名册", "某县教育局", ["办公室"], "某县教育局"),
    ],
)
def test_body_comes_from_title_root_or_the_units_names(title, root, units, expected):
    bureau = Bureau()
    table = "\n".join(f"人{number}|{unit}" for number, unit in enumerate(units))
    done = bureau.plan(table, title=title, root=root)
    first = done.changes[0]
    assert isinstance(first, UnitAdded)
    assert (first.name, first.parent) == (expected, None)


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("花名册", "看不出是哪个单位的花名册，请用 --root 写明单位名称。"),
        ("全局人员花名册", "看不出是哪个单位的花名册，请用 --root 写明单位名称。"),
    ],
)
def test_list_without_a_body_is_refused(title, message):
    with pytest.raises(Refused) as refused:
        Bureau().plan("王伟|城关派出所", title=title)
    assert str(refused.value) == message


def test_list_of_an_unknown_body_is_refused_where_there_are_units():
    bureau = Bureau()
    bureau.take(FIRST)
    with pytest.raises(Refused) as refused:
        bureau.plan(FIRST, title="邻省监狱花名册")
    assert str(refused.value) == "没有“邻省监狱”这个单位。"


def test_unit_below_another_is_told_by_its_name():
    bureau = Bureau()
    bureau.take("甲|刑侦大队一中队\n乙|刑侦大队\n丙|城关\n丁|城关派出所\n戊|局长办公室\n己|示例县公安局")
    assert bureau.units() == [
        ("01", "示例县公安局", "县局"),
        ("0101", "刑侦大队", ""),
        ("010101", "刑侦大队一中队", ""),
        ("0102", "城关派出所", "城关"),
        ("0103", "局长办公室", ""),
    ]
    assert bureau.whereabouts(DAY)[-1][:3] == ("己", "", "01")


def test_list_of_one_station_misses_only_that_stations_people():
    bureau = Bureau()
    bureau.take(FIRST)
    done = bureau.plan("王伟|城关派出所|所长|0101|民警", on=MAY, title="示例县公安局城关派出所花名册")
    assert [person.name for person in done.missing] == ["李娜"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("示例县公安局花名册（2022年6月30日）", date(2022, 6, 30)),
        ("示例县公安局2022年6月花名册", date(2022, 6, 1)),
        ("示例县公安局花名册 2022-06-30", date(2022, 6, 30)),
        ("示例县公安局2022年花名册", None),
        ("示例县公安局花名册（2022年13月）", None),
    ],
)
def test_day_comes_from_the_title(title, expected):
    assert read_staff_list(rows("王伟|城关派出所", title=title)).on == expected


def test_columns_are_known_by_many_names():
    assert is_staff_list([["No.", "姓 名", "所在部门"]])
    assert is_staff_list([["姓名", "单位\n（部门）", "工号"]])
    assert not is_staff_list([["姓名", "电话"]])
    with pytest.raises(Refused) as refused:
        read_staff_list([["姓名", "电话"]])
    assert str(refused.value) == "没有找到含姓名和单位的表头，请把列名写为“姓名”“单位”。"


def test_large_list_of_many_units_is_quick():
    table = "\n".join(f"人{number}|第{number % 500}中心派出所||{number:06}|民警" for number in range(5_000))
    bureau = Bureau()
    bureau.take(table)
    assert len(bureau.structure.units) == 501
    assert bureau.plan(table, on=MAY).known == 5_000


def test_posts_are_parted_but_not_within_brackets():
    assert parts_of("副局长(分管政治处、督察室)、工会主席") == ("副局长(分管政治处、督察室)", "工会主席")
