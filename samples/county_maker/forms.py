"""Three forms that came by mail from the bureau above, empty: a table of sums, a list, and a Word table."""

from pathlib import Path

from xlsxwriter.format import Format

from county_maker.book import Book, Page
from county_maker.cast import MARK
from county_maker.word import HEADING, TITLE, paragraph, runs, table, write_word

_ABOVE = "示例市公安局政治处"

# what the city counts, and how far each item stands below the one that contains it
_ITEMS = (
    ("一、学习教育", ()),
    ("中心组学习", (1,)),
    ("集中学习", (1,)),
    ("公安讲堂", (1,)),
    ("政治轮训", (1,)),
    ("警示教育", (1,)),
    ("二、服务群众", ()),
    ("面向群众宣讲", (1,)),
    ("其中：反诈宣讲", (0,)),
    ("　　　安全宣讲", (0,)),
    ("　　　法治宣讲", (0,)),
    ("院坝会", (1,)),
)
_NOTES = (
    "填报说明：1. 本月数为2026年6月1日至30日，累计数为2026年1月1日至6月30日。",
    "　　　　　2. 较上年同期填增减百分数，保留一位小数；没有开展的填0。",
    "　　　　　3. 请于2026年7月3日17:30前将本表发政治处邮箱，逾期未报的将予通报。",
)


def write_forms(folder: Path) -> None:
    """All three."""
    _statistics(folder / "附件1-队伍建设和服务群众工作情况统计表.xlsx")
    _list(folder / "附件2-公安讲堂开展情况明细表.xlsx")
    _word_table(folder / "附件3-警示教育和关心关爱工作情况表.docx")


def _statistics(path: Path) -> None:
    """Workbook 12, first part: a head of two rows, parts below their whole, sums, a protected sheet, notes below."""
    with Book(path) as book:
        page = _above(book, "统计表", number=1, title="2026年上半年队伍建设和服务群众工作情况统计表", width=8)
        page.sheet.set_column(1, 1, 24)
        page.sheet.merge_range(page.row, 0, page.row, 3, "填报单位（盖章）：", book.format())
        page.sheet.merge_range(page.row, 4, page.row, 7, "填报日期：    年  月  日", book.format())
        page.row += 1
        page.two_rows(
            (
                ("序号", ()),
                ("项目", ()),
                ("开展次数（次）", ("本月", "累计", "上年同期", "较上年同期±%")),
                ("参加人次（人次）", ("本月", "累计")),
            )
        )
        first, number = page.row, 0
        box, share, lined = _open(book), book.format("center", "lined", "open", "tenth"), book.format("head")
        for name, own in _ITEMS:
            number += bool(own and own[0])
            page.sheet.write(page.row, 1, name, lined)
            page.sheet.write(page.row, 0, number if own and own[0] else "", lined)
            for column in range(2, 8):
                page.sheet.write_blank(page.row, column, None, (share if column == 5 else box) if own else lined)
            page.row += 1
        counted = [first + at for at, (_name, own) in enumerate(_ITEMS) if own and own[0]]
        page.sheet.merge_range(page.row, 0, page.row, 1, "合计", lined)
        for column in (2, 3, 4, 6, 7):
            letter = "ABCDEFGH"[column]
            formula = f"=SUM({','.join(f'{letter}{row + 1}' for row in counted)})"
            page.sheet.write_formula(page.row, column, formula, lined, 0)
        page.sheet.write_blank(page.row, 5, None, lined)
        page.row += 1
        _signed(page)
        page.foot(*_NOTES)
        page.sheet.protect()
        page.sheet.freeze_panes(first, 2)


def _list(path: Path) -> None:
    """Workbook 12, second part: a list without rows, with three of them lined, and a sum below."""
    head = ("序号", "日期", "主题", "主讲人", "举办地点", "参加人次", "备注")
    with Book(path) as book:
        page = _above(book, "明细表", number=2, title="2026年上半年公安讲堂开展情况明细表", width=len(head))
        page.sheet.set_column(2, 2, 30)
        page.sheet.merge_range(page.row, 0, page.row, len(head) - 1, "填报单位：", book.format())
        page.row += 1
        page.head(head)
        first = page.row
        for _row in range(3):
            for column in range(len(head)):
                page.sheet.write_blank(page.row, column, None, _open(book))
            page.row += 1
        lined = book.format("head")
        page.sheet.merge_range(page.row, 0, page.row, 4, "合计", lined)
        page.sheet.write_formula(page.row, 5, f"=SUM(F{first + 1}:F{page.row})", lined, 0)
        page.sheet.write_blank(page.row, 6, None, lined)
        page.row += 1
        _signed(page)
        page.foot("注：每场讲堂填一行，行数不够请自行增加；请于2026年7月6日前报送。")


def _word_table(path: Path) -> None:
    """Workbook 12, third part: a Word table with a cell for what was done in words."""
    rows = (
        ("填报单位", "", "<", "<"),
        ("警示教育", "开展次数（次）", "受教育人次（人次）", "较上年同期增减（次）"),
        ("^", "", "", ""),
        ("关心关爱", "谈心谈话（次）", "走访慰问（次）", "慰问金（元）"),
        ("^", "", "", ""),
        ("^", "心理健康讲座（场）", "团体心理辅导（场）", "警营图书室（个）"),
        ("^", "", "", ""),
        ("主要做法", "", "<", "<"),
        ("存在问题和建议", "", "<", "<"),
        ("填报人", "", "审核人", ""),
        ("联系电话", "", "填报日期", ""),
    )
    heights = [1900 if row[0] == "主要做法" else 900 if row[0] == "存在问题和建议" else 500 for row in rows]
    body = [
        paragraph(runs(f"附件3{MARK}", font=HEADING), indent=0),
        paragraph(
            runs("2026年上半年警示教育和关心关爱工作情况表", font=TITLE, size=40), align="center", indent=0, exact=640
        ),
        paragraph(indent=0),
        table(rows, widths=(1800, 2340, 2340, 2340), head=0, heights=heights),
        paragraph(
            runs(
                f"说明：统计时段为2026年1月1日至6月30日；主要做法不超过300字。请于2026年7月6日前经主要负责人审签后报{_ABOVE}。",
                size=24,
            ),
            exact=400,
        ),
    ]
    write_word(path, body, title="警示教育和关心关爱工作情况表")


def _above(book: Book, name: str, *, number: int, title: str, width: int) -> Page:
    """A sheet with 附件 above its title."""
    page = book.sheet(name, title=f"附件{number}{MARK}", width=width, widths={0: 6})
    page.sheet.merge_range(page.row, 0, page.row, width - 1, title, book.format("title"))
    page.row += 1
    page.sheet.set_default_row(21)
    page.sheet.set_row(0, 24)
    page.sheet.set_row(1, 30)
    page.sheet.set_paper(9)
    page.sheet.set_landscape()
    page.sheet.fit_to_pages(1, 1)
    return page


def _open(book: Book) -> Format:
    """A lined cell that stays open on a protected sheet."""
    return book.format("center", "lined", "open")


def _signed(page: Page) -> None:
    for column, text in ((0, "填报人："), (3, "审核人："), (5, "联系电话：")):
        page.sheet.write(page.row, column, text)
    page.row += 1
