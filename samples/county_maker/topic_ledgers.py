"""Ledgers that keep one kind each: training courses, articles, talks, visits, honours."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

from county_maker.book import Book
from county_maker.cast import BODY, BRIGADES, HEADQUARTERS, INTO, MARK, STATIONS, TODAY, stations_on
from county_maker.days import day_in, some_day, written
from county_maker.facts import Fact

_PERIODS = {
    "2025年": ((2025, 1, 6), (2025, 7, 12)),
    "2026年上半年": ((2026, 1, 6),),
    "2026年1—5月": ((2026, 1, 5),),
}


def _days(random: Random, period: str, rows: tuple[int, ...]) -> list[date]:
    found = [
        some_day(random, year=year, first_month=first, last_month=last)
        for (year, first, last), count in zip(_PERIODS[period], rows, strict=True)
        for _row in range(count)
    ]
    return sorted(found)


def write_training(folder: Path, *, random: Random) -> list[Fact]:
    """Workbook 8: courses with ranges of days, hours, and auxiliaries in brackets. What it states."""
    facts = []
    names = (
        "新修订法律业务培训班",
        "警务技能培训班",
        "辅警岗前培训班",
        "窗口服务业务培训",
        "所队长能力提升培训班",
        "急救知识与技能培训班",
    )
    head = ("序号", "起止时间", "班次名称", "主办单位", "参训对象", "人数", "学时", "方式", "考核结果")
    with Book(folder / "教育培训台账.xlsx") as book:
        for period, rows in (("2025年", (20, 22)), ("2026年上半年", (24,))):
            page = book.sheet(
                period, title=f"{HEADQUARTERS}{period}教育培训台账{MARK}", width=len(head), widths={0: 6, 2: 26}
            )
            page.head(head)
            for number, day in enumerate(_days(random, period, rows), start=1):
                last = day + timedelta(days=random.choice((0, 0, 1, 2, 4)))
                people = random.randint(18, 64)
                auxiliaries = random.randint(3, people // 2)
                shown = f"{people}人（含辅警{auxiliaries}人）" if random.random() < 0.25 else people
                hours = 8 * ((last - day).days + 1)
                cells = (
                    number,
                    _span(random, day, min(last, TODAY)),
                    random.choice(names),
                    random.choice(("政治处", "法制室", "警务保障室", *BRIGADES)),
                    random.choice(("全体民警", "辅警", "所队长", "业务骨干", "窗口人员")),
                    shown,
                    hours,
                    random.choice(("集中面授", "线上", "线上线下结合")),
                    random.choice(("合格", "全部合格", "")),
                )
                page.line(cells)
                facts.append(Fact(min(last, TODAY), "教育培训", people=people))
            page.foot("填表人：周明月")
    return facts


def _span(random: Random, day: date, last: date) -> object:
    if last == day:
        return written(random, day)
    short = f"{day.month}.{day.day}—{last.month}.{last.day}"
    long = f"{day.month}月{day.day}日-{last.month}月{last.day}日"
    return random.choice((short, long, f"{day.year}年{long}"))


_OUTLETS = (
    ("示例日报", "市级"),
    ("示例晚报", "市级"),
    ("示例省法治报", "省级"),
    ("示例县融媒体中心", "县级"),
    ("示例警务报", "行业"),
)
_ARTICLES = (
    "窗口延时办 群众少跑路",
    "护学岗上的清晨",
    "院坝里说安全",
    "走进校园讲交通安全",
    "一次深夜的寻人",
    "派出所里的便民角",
    "防范诈骗进村组",
    "雨中送考记",
    "练兵场上比身手",
    "老所长的最后一班岗",
)


def write_articles(folder: Path, *, random: Random) -> list[Fact]:
    """Workbook 4: ticks, several outlets in one cell on lines, a filter on with rows hidden. What it states."""
    facts = []
    head = (
        "序号",
        "标题",
        "作者",
        "刊发媒体",
        "媒体级别",
        "刊发日期",
        "版面",
        "是否头版头条",
        "链接",
        "字数",
        "备注",
    )
    for period, rows in (("2025年", (54, 58)), ("2026年上半年", (70,))):
        with Book(folder / f"宣传稿件刊登统计表-{period}.xlsx") as book:
            title = f"{BODY}政治处{period}宣传稿件刊登统计表{MARK}"
            page = book.sheet("刊登统计", title=title, width=len(head), widths={0: 6, 1: 28, 8: 30})
            page.head(head)
            for number, day in enumerate(_days(random, period, rows), start=1):
                several = random.random() < 0.05
                outlets = random.sample(_OUTLETS, 2) if several else [random.choice(_OUTLETS)]
                facts += [Fact(day, "宣传稿件", label=level) for _name, level in outlets]
                front = not several and random.random() < 0.05
                page.line(
                    [
                        number,
                        f"{random.choice(_ARTICLES)}（{day.month}月{day.day}日刊）",
                        random.choice(("通讯员", "宣传专干", "本局供稿")),
                        "\n".join(name for name, _level in outlets),
                        "\n".join(level for _name, level in outlets),
                        written(random, day),
                        "" if several else random.choice(("头版", "其他版面", "其他版面", "综合版")),
                        "√" if front else "",
                        f"https://news.example.com/{day:%Y%m}/{number}" if random.random() < 0.4 else "",
                        random.choice(("", 460, 860, 1240, 2400)),
                    ]
                )
            last = page.row - 1
            page.sheet.autofilter(1, 0, last, len(head) - 1)
            for row in range(6, last, 17):
                page.sheet.set_row(row, None, None, {"hidden": True})
            page.foot("", "填表人：宣传专干    审核人：何建国")
    return facts


def write_care(folder: Path, *, random: Random) -> list[Fact]:
    """Workbooks 6 and 7 as two sheets: talks, visits. What they state."""
    facts = []
    for period, talks, visits in (("2025年", (38, 40), (24, 26)), ("2026年上半年", (42,), (28,))):
        with Book(folder / f"关心关爱台账-{period}.xlsx") as book:
            facts += _talks(book, period, _days(random, period, talks), random)
            facts += _visits(book, period, _days(random, period, visits), random)
    return facts


def write_honours(folder: Path, *, random: Random) -> list[Fact]:
    """Workbook 9: months only, units and people as receivers. What it states."""
    facts = []
    with Book(folder / "荣誉表彰台账.xlsx") as book:
        for period, rows in (("2025年", (16, 18)), ("2026年1—5月", (18,))):
            facts += _honours(book, period, _days(random, period, rows), random)
    return facts


def _talks(book: Book, period: str, days: list[date], random: Random) -> list[Fact]:
    head = ("序号", "时间", "谈话人", "谈话对象", "谈话类型", "谈话内容", "备注")
    page = book.sheet(
        "谈心谈话", title=f"{BODY}政治处{period}谈心谈话登记表{MARK}", width=len(head), widths={0: 6, 5: 36}
    )
    page.head(head)
    for number, day in enumerate(days, start=1):
        same = number > 1 and random.random() < 0.3
        page.line(
            [
                number,
                written(random, day),
                "同上" if same else random.choice(("政委", "政治处主任", "分管领导", "所队领导")),
                random.choice(("民警甲", "民警乙", "辅警甲", "辅警乙", "新入职人员")),
                "〃" if same else random.choice(("日常谈话", "入职谈话", "任前谈话", "荣休谈话")),
                random.choice(("了解近期工作情况", "听取对岗位安排的意见", "介绍岗位职责和要求")),
            ]
        )
    page.foot("填表人：周明月")
    return [Fact(day, "谈心谈话") for day in days]


def _visits(book: Book, period: str, days: list[date], random: Random) -> list[Fact]:
    facts = []
    head = ("日期", "带队领导", "慰问对象", "事由", "慰问金（元）", "慰问品")
    page = book.sheet("走访慰问", title=f"{BODY}政治处{period}走访慰问台账{MARK}", width=len(head), widths={3: 28})
    page.head(head)
    for day in days:
        money = random.choice((300, 500, 500, 800, 1000, 2000, 5000))
        facts.append(Fact(day, "走访慰问", amount=money))
        shown: object = money
        if money == 5000:
            shown = "5,000.00"
        elif random.random() < 0.25:
            shown = f"{money}元+米面油"
        page.line(
            [
                written(random, day),
                random.choice(("局长", "政委", "分管领导", "工会负责人")),
                random.choice(("住院民警", "退休老同志", "因公负伤民警家属", "驻村工作队员", "困难职工")),
                random.choice(("节日慰问", "看望住院人员", "看望老同志", "高温慰问", "生日慰问")),
                shown,
                random.choice(("", "米、面、油", "水果", "牛奶、鸡蛋")),
            ]
        )
    page.foot("审核人：何建国")
    return facts


def _honours(book: Book, period: str, days: list[date], random: Random) -> list[Fact]:
    facts = []
    head = ("获奖时间", "单位/个人", "荣誉名称", "授予单位", "级别", "等次", "文号", "证书")
    names = (
        "优秀基层单位",
        "工作先进集体",
        "巾帼文明岗",
        "青年文明号",
        "先进个人",
        "优秀宣传专干",
        "业务能手",
        "平安建设先进个人",
    )
    page = book.sheet(period, title=f"{BODY}政治处{period}荣誉表彰台账{MARK}", width=len(head), widths={2: 24, 6: 20})
    page.head(head)
    for number, day in enumerate(days, start=1):
        level, issuer = random.choices(
            (("省级", "示例省公安厅"), ("市级", "示例市公安局"), ("县级", "示例县人民政府")), (2, 5, 6)
        )[0]
        facts.append(Fact(day, "荣誉表彰", label=level))
        units = [*BRIGADES, *stations_on(day)]
        own = random.random() < 0.6
        name = random.choice(names[:4] if own else names[4:])
        page.line(
            [
                f"{day.year}年{day.month}月",
                random.choice(units) if own else "民警",
                name,
                issuer,
                level,
                random.choice(("", "", "一等奖", "二等奖")),
                f"示表〔{day.year}〕{number}号",
                random.choice(("有", "")),
            ]
        )
    page.foot("填表人：周明月")
    return facts


def write_returns(folder: Path, name: str, rows: list[list[object]], *, bad: bool) -> None:
    """The June table of one station as it came back by mail; a bad one has three cells that nobody can read."""
    head = ("序号", "日期", "事项类别", "活动名称", "数量", "参加人次", "备注")
    with Book(folder / f"{name}2026年6月月报.xlsx") as book:
        page = book.sheet("月报", title=f"{name}2026年6月工作月报{MARK}", width=len(head), widths={0: 6, 3: 30})
        page.line([f"填报单位：{name}", "", "", "", "填报日期：2026年6月29日"])
        page.head(head)
        for number, row in enumerate(rows, start=1):
            cells = [number, *row]
            if bad and number == 2:
                cells[1] = "6月31日"
            if bad and number == 3:
                cells[5] = "约60人"
            if bad and number == 4:
                cells[2] = "反诈宣讲进村"
            page.line(cells)
        page.sums("合计", at=0, columns={5: sum(int(row[4]) for row in rows)}, first=3)
        page.foot("填报人：内勤    审核人：所长")


def june_rows(random: Random, name: str) -> tuple[list[list[object]], list[Fact]]:
    """What a station states for June: the rows of its table, and those among them that nobody else has stated."""
    titles = {
        "反诈宣讲": ("防范诈骗进社区", "防范诈骗进村组", "防范诈骗进校园"),
        "安全宣讲": ("暑期安全宣讲", "防溺水安全宣讲"),
        "院坝会": ("听取群众意见院坝会",),
    }
    rows = []
    for kind in ("反诈宣讲", "反诈宣讲", "反诈宣讲", "反诈宣讲", "安全宣讲", "安全宣讲", "院坝会"):
        day = day_in(random, year=2026, month=6)
        while day >= TODAY:
            day = day_in(random, year=2026, month=6)
        rows.append((day, kind, random.choice(titles[kind]), random.randint(18, 90)))
    rows.sort()
    found: list[list[object]] = [[written(random, day), kind, title, 1, people] for day, kind, title, people in rows]
    if name == INTO:
        # the office's ledger has this one already
        found.append(["5月28日", "法治宣讲", "法治宣讲走进示例二中", 1, 120])
    return found, [Fact(day, kind, people=people, title=title) for day, kind, title, people in rows]


def returning(on: date = TODAY) -> list[str]:
    """The stations that exist today, in the order of the staff list."""
    return [name for name in stations_on(on) if name in STATIONS or name.endswith("派出所")]
