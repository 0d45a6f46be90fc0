"""The office's ledger: 2025 on one sheet with monthly sums and repeated heads, 2026 a sheet a month; the opening figures."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from random import Random

from county_maker.book import Book, Page
from county_maker.cast import BODY, HEADQUARTERS, MARK
from county_maker.days import written
from county_maker.events import Event, table

_HEAD = ("序号", "日期", "责任单位", "事项类别", "活动名称", "数量", "单位", "参加人次", "地点", "佐证材料", "备注")
_WIDTHS = {0: 6, 3: 18, 4: 34, 5: 8, 6: 8, 7: 10, 9: 18}
_EVIDENCE = ("签到表、照片", "照片2张", "通知、签到表", "会议记录", "")
_PAGE = 60  # rows after which a printed page repeats its head


def write_year(folder: Path, rows: Sequence[Event], *, random: Random) -> None:
    """The ledger of 2025."""
    with Book(folder / "工作台账-2025年.xlsx") as book:
        page = book.sheet("2025年", title=f"{BODY}政治处2025年工作台账{MARK}", width=len(_HEAD), widths=_WIDTHS)
        page.line(["填报单位：政治处", *[""] * 7, "填报日期：2026年1月5日"])
        page.head(_HEAD)
        writing = _Rows(page, random)
        for month, inside in groupby(rows, key=lambda event: event.day.month):
            first = page.row
            for event in inside:
                writing.write(event)
            page.sums(f"{month}月小计", at=0, columns={7: writing.people_since(first)}, first=first)
        page.foot("", "填表人：周明月", "审核人：何建国    填报日期：2026年1月5日")


def write_half(folder: Path, rows: Sequence[Event], *, random: Random) -> None:
    """The ledger of the first half of 2026; that of June is kept by headquarters for its own units only."""
    spring = [event for event in rows if event.day.month < 6]
    _write_months(folder / "工作台账-2026年1—5月.xlsx", spring, keeper=f"{BODY}政治处", random=random)
    june = [event for event in rows if event.day.month == 6]
    _write_months(folder / "工作台账-2026年6月.xlsx", june, keeper=HEADQUARTERS, random=random)


def _write_months(path: Path, rows: Sequence[Event], *, keeper: str, random: Random) -> None:
    with Book(path) as book:
        for month, inside in groupby(rows, key=lambda event: event.day.month):
            title = f"{keeper}2026年{month}月工作台账{MARK}"
            page = book.sheet(f"{month}月", title=title, width=len(_HEAD), widths=_WIDTHS)
            page.head(_HEAD)
            first = page.row
            writing = _Rows(page, random)
            for event in inside:
                writing.write(event)
            page.sums("合计", at=0, columns={7: writing.people_since(first)}, first=first)
            page.foot("填表人：周明月    审核人：何建国")


class _Rows:
    """Writes rows as people do: the unit's name in several ways, 同上 below it, counts with words in them."""

    def __init__(self, page: Page, random: Random) -> None:
        self._page, self._random = page, random
        self._number = 0
        self._above: Event | None = None
        self._people: list[tuple[int, int]] = []

    def write(self, event: Event) -> None:
        page = self._page
        if self._number and self._number % _PAGE == 0 and self._above is not None and self._above.day.year == 2025:
            page.head(_HEAD)
            self._above = None
        self._number += 1
        day = event.written or written(self._random, event.day)
        evidence = self._random.choice(_EVIDENCE)
        counts = (self._count(event), event.measure, self._attended(event))
        cells = [self._number, day, self._unit(event), event.kind, event.title, *counts, event.place, evidence]
        if event.struck:
            page.line(cells, "struck")
            self._above = None
            return
        row = page.line(cells)
        if isinstance(counts[2], int):
            self._people.append((row, counts[2]))
        self._above = event

    def people_since(self, row: int) -> int:
        return sum(amount for at, amount in self._people if at >= row)

    def _unit(self, event: Event) -> str:
        if self._above is not None and self._above.unit == event.unit and self._random.random() < 0.5:
            return self._random.choice(("同上", "〃"))
        if event.unit.endswith("派出所"):
            short = event.unit.removesuffix("派出所") + "所"
            return self._random.choice((event.unit, event.unit, short, BODY + event.unit))
        return event.unit

    def _count(self, event: Event) -> object:
        if self._random.random() < 0.15:
            return f"{event.count}{event.measure}"
        return event.count if event.count > 1 or self._random.random() < 0.9 or event.people is None else ""

    def _attended(self, event: Event) -> object:
        if event.people is None:
            return ""
        if event.expected is not None:
            return f"{event.expected}/{event.people}"
        choice = self._random.random()
        return f"{event.people}人" if choice < 0.12 else str(event.people) if choice < 0.18 else event.people


def write_opening(folder: Path) -> None:
    """The opening figures, copied from the report of the year before."""
    head = ("序号", "时间", "事项类别", "数量", "单位", "参加人次", "备注")
    with Book(folder / "期初数-2024年.xlsx") as book:
        page = book.sheet("期初数", title=f"{BODY}政治处2024年期初数{MARK}", width=len(head), widths={0: 6, 2: 20})
        page.head(head)
        for number, row in enumerate(table("fixed.toml")["opening"], start=1):
            people = row.get("people", "")
            page.line([number, row["when"], row["kind"], row["count"], row["measure"], people, "摘自2024年年度总结"])
        page.foot("填表人：周明月")
