"""Tables in which numbers stand under headings: the stations' months, and the branches' meetings."""

from datetime import date
from pathlib import Path
from random import Random

from county_maker.book import Book
from county_maker.cast import BODY, BRANCHES, MARK, TODAY, stations_on
from county_maker.days import day_in
from county_maker.facts import Fact

_TALKS = ("反诈宣讲", "安全宣讲")
_NOTHING = ("", 0, "/", "无")


def write_months(folder: Path, *, random: Random) -> list[Fact]:
    """Workbook 5, a sheet a month; that of June 2026 is not there yet: the stations send it themselves. What it states."""
    facts = []
    for year, last, period in ((2025, 12, "2025年"), (2026, 5, "2026年1—5月")):
        with Book(folder / f"派出所月报汇总表-{period}.xlsx") as book:
            for month in range(1, last + 1):
                title = f"{BODY}治安大队{year}年{month}月派出所月报汇总表{MARK}"
                page = book.sheet(f"{month}月", title=title, width=6, widths={0: 6})
                page.two_rows((("序号", ()), ("单位", ()), *((kind, ("场次", "人次")) for kind in _TALKS)))
                first = page.row
                sums = dict.fromkeys(range(2, 6), 0)
                for number, unit in enumerate(stations_on(date(year, month, 1)), start=1):
                    cells = [*_counts(random, month, often=True), *_counts(random, month, often=False)]
                    page.line([number, unit, *cells])
                    for kind, (times, people) in zip(_TALKS, (cells[:2], cells[2:]), strict=True):
                        if isinstance(times, int) and isinstance(people, int):
                            facts.append(Fact(date(year, month, 28), kind, count=times, people=people))
                    for column, cell in enumerate(cells, start=2):
                        sums[column] += cell if isinstance(cell, int) else 0
                page.sums("合计", at=1, columns=sums, first=first)
                page.foot("", "填表人：内勤    审核人：大队长")
    return facts


def _counts(random: Random, month: int, *, often: bool) -> tuple[object, object]:
    chance = (0.55 if month == 2 else 0.97) if often else (0.15 if month == 2 else 0.45)
    if random.random() > chance:
        nothing = random.choice(_NOTHING)
        return nothing, nothing
    most = {2: 2, 6: 7, 12: 6}.get(month, 4)
    times = random.randint(1, most if often else max(1, most // 2))
    return times, times * random.randint(22, 58)


def write_branches(folder: Path, *, random: Random) -> list[Fact]:
    """Workbook 2: rows branches, columns months under two headings, days in the cells, months to come empty. What it states."""
    facts = []
    with Book(folder / "三会一课登记表.xlsx") as book:
        for year, last, period in ((2025, 12, "2025年"), (2026, 6, "2026年上半年")):
            months = [f"{month}月" for month in range(1, last + 1)]
            title = f"{BODY}机关党委{period}三会一课登记表{MARK}"
            page = book.sheet(period, title=title, width=2 + 2 * last + 1, widths={0: 6})
            page.two_rows((("序号", ()), ("党支部", ()), ("主题党日", months), ("讲党课", months)))
            for number, branch in enumerate(BRANCHES, start=1):
                themed = [_themed_day(random, year, month) for month in range(1, last + 1)]
                lessons = [_lesson(random, year, month, number) for month in range(1, last + 1)]
                page.line([number, branch, *themed, *lessons])
                for kind, cells in (("主题党日", themed), ("讲党课", lessons)):
                    for month, cell in enumerate(cells, start=1):
                        if days := [day for day in str(cell).split("、") if day]:
                            facts.append(Fact(date(year, month, 28), kind, count=len(days)))
            page.foot("注：每格填写开展日期，一格多个日期的为多次。")
    return facts


def _themed_day(random: Random, year: int, month: int) -> object:
    if random.random() < {1: 0.2, 2: 0.6, 7: 0.3, 8: 0.4}.get(month, 0):
        return ""
    day = day_in(random, year=year, month=month)
    if month in (6, 12) and random.random() < 0.3:
        other = day_in(random, year=year, month=month)
        days = sorted({one.day for one in (day, other) if one < TODAY})
        return "、".join(f"{one}日" for one in days)
    return f"{min(day, TODAY).day}日"


def _lesson(random: Random, year: int, month: int, number: int) -> object:
    # each branch has one lesson a quarter, not all in the same month
    if month % 3 != number % 3:
        return ""
    return f"{min(day_in(random, year=year, month=month), TODAY).day}日"
