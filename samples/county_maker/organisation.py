"""The staff list, and the organisation sheet that adds levels and party branches."""

from itertools import groupby
from pathlib import Path
from random import Random

from county_maker.book import Book
from county_maker.cast import (
    BODY,
    BRANCHES,
    BRIGADES,
    FOUNDED,
    HEADQUARTERS,
    MARK,
    OFFICES,
    STATIONS,
    Person,
    people,
)


def write_staff_list(folder: Path, *, random: Random) -> None:
    """Workbook 3: the unit merged down, wide blanks in short names, 1985.10 that became 1985.1, an id as a float."""
    head = (
        "序号", "姓名", "性别", "民族", "出生年月", "身份证号", "单位", "职务", "警号（工号）", "人员类别", "政治面貌", "入党时间", "联系电话"
    )  # fmt: skip
    with Book(folder / "花名册.xlsx") as book:
        page = book.sheet(
            "花名册",
            title=f"{BODY}民警辅警花名册（2024年1月1日，虚构示例）",
            width=len(head),
            widths={0: 6, 5: 22, 7: 30},
        )
        page.head(head)
        number = 0
        for unit, together in groupby(people(random), key=lambda person: person.unit):
            first = page.row
            for person in together:
                number += 1
                page.line(_cells(number, person, random))
            page.merge_down(6, first, page.row - 1, unit)
        page.foot("填表人：人事专干", "审核人：政治处主任")


def _cells(number: int, person: Person, random: Random) -> list[object]:
    identity: object = f"999999{person.born:%Y%m}01{number:04}"
    if number % 90 == 0:
        identity = float(str(identity))
    return [
        number,
        f"{person.name[0]}\u3000{person.name[1]}" if len(person.name) == 2 else person.name,
        "女" if person.woman else "男",
        "汉",
        float(f"{person.born.year}.{person.born.month}"),
        identity,
        "",
        person.post,
        person.number,
        person.category,
        "中共党员" if person.member else "群众",
        f"{random.randint(2005, 2024)}.7" if person.member else "",
        f"8{random.randint(1000, 9999)}",
    ]


def write_units(folder: Path) -> None:
    """The organisation sheet that the office made of the list of units: with levels, headquarters and party branches."""
    head = ("单位编码", "单位名称", "上级编码", "层级", "生效日期")
    levels = {"内设机构": OFFICES, "大队": BRIGADES, "派出所": STATIONS}
    named = [(name, level) for level, names in levels.items() for name in names]
    party, headquarters = f"01{len(named) + 1:02}", f"01{len(named) + 2:02}"
    with Book(folder / "组织机构.xlsx") as book:
        page = book.sheet("组织机构", title=f"{BODY}组织机构一览表{MARK}", width=len(head), widths={1: 24})
        page.head(head)
        page.line(["01", BODY, "", "县局", FOUNDED])
        page.line([headquarters, HEADQUARTERS, "01", "机关", FOUNDED])
        for number, (name, level) in enumerate(named, start=1):
            page.line([f"01{number:02}", name, "01" if level == "派出所" else headquarters, level, FOUNDED])
        page.line([party, "机关党委", "01", "党委", FOUNDED])
        for number, branch in enumerate(BRANCHES, start=1):
            page.line([f"{party}{number:02}", branch, party, "党支部", FOUNDED])
