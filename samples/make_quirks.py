"""Writes the workbooks of samples/quirks: one of each sort that offices keep, with the habits that make them hard to read.

Everything in them is fictional (虚构示例). Usage: make_quirks.py [FOLDER]. The same files come out every time; what a
reader must find in each stands beside it in NAME.expected.txt, written by hand.
"""

import datetime as dt
import io
import struct
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

FOLDER = Path(__file__).parent / "quirks"
MADE = dt.datetime(2022, 7, 1, 9, 0, 0)  # noqa: DTZ001 - Excel's own times have no zone
NOTE = "（虚构示例）"
UNITS = [
    ["X01", "示例县公安局", "县局", "", "县级"],
    ["X0101", "示例县公安局政工室", "政工室", "X01", "科所队"],
    ["X0102", "示例县公安局刑侦大队", "刑侦大队", "X01", "科所队"],
    ["X0103", "示例县公安局治安大队", "治安大队", "X01", "科所队"],
    ["X0104", "示例县公安局城关派出所", "城关所", "X01", "科所队"],
    ["X0105", "示例县公安局北塬派出所", "北塬所", "X01", "科所队"],
    ["X0106", "示例县公安局河口派出所", "河口所", "X01", "科所队"],
    ["P01", "示例县公安局机关党委", "机关党委", "", "县级"],
    ["P0101", "机关第一党支部", "机关一支部", "P01", "支部"],
    ["P0102", "刑侦大队党支部", "刑侦支部", "P01", "支部"],
    ["P0103", "城关派出所党支部", "城关所支部", "P01", "支部"],
    ["C01", "示例市公安局", "市局", "", "市级"],
    ["C0101", "甲县公安局", "甲县局", "C01", "县级"],
    ["C0102", "乙县公安局", "乙县局", "C01", "县级"],
]

Row = Sequence[Any]


def day(month: int, number: int, year: int = 2022) -> dt.date:
    return dt.date(year, month, number)


class Book:
    """A workbook with the few looks that the samples need."""

    def __init__(self, name: str, folder: Path) -> None:
        self.file = xlsxwriter.Workbook(str(folder / name), {"strings_to_numbers": False, "strings_to_urls": False})
        self.file.set_properties({"title": "虚构示例", "author": "", "created": MADE})
        self.plain = self.file.add_format({"text_wrap": True, "valign": "vcenter"})
        self.bold = self.file.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True})
        self.date = self.file.add_format({"num_format": "yyyy-mm-dd", "valign": "vcenter"})
        self.struck = self.file.add_format({"font_strikeout": True})
        self.struck_date = self.file.add_format({"font_strikeout": True, "num_format": "yyyy-mm-dd"})
        self.two_places = self.file.add_format({"num_format": "0.00"})

    def sheet(self, name: str) -> Worksheet:
        return self.file.add_worksheet(name)

    def row(
        self, sheet: Worksheet, number: int, cells: Row, *, look: Format | None = None, struck: bool = False
    ) -> None:
        """Write a row; ``number`` is the one Excel shows, None leaves a cell empty, a tuple is (formula, value)."""
        for column, cell in enumerate(cells):
            if cell is None:
                continue
            if isinstance(cell, dt.date):
                date = dt.datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - see MADE
                sheet.write_datetime(number - 1, column, date, self.struck_date if struck else self.date)
            elif isinstance(cell, tuple):
                sheet.write_formula(number - 1, column, cell[0], look, cell[1])
            elif isinstance(cell, str):
                sheet.write_string(number - 1, column, cell, look or (self.struck if struck else self.plain))
            else:
                sheet.write_number(number - 1, column, cell, look or (self.struck if struck else None))

    def rows(self, sheet: Worksheet, start: int, rows: Sequence[Row]) -> None:
        for offset, cells in enumerate(rows):
            self.row(sheet, start + offset, cells)

    def head(self, sheet: Worksheet, number: int, cells: Row) -> None:
        self.row(sheet, number, cells, look=self.bold)

    def close(self) -> None:
        self.file.close()


def picture() -> io.BytesIO:
    """A grey PNG of 8 × 8 points, standing for the photograph of a certificate."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    lines = b"".join(b"\0" + b"\xb0" * 8 for _line in range(8))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body)


def organisation(folder: Path) -> None:
    """The units of all the other workbooks."""
    book = Book("00-organisation.xlsx", folder)
    sheet = book.sheet("单位")
    book.head(sheet, 1, ["单位编码", "单位名称", "简称", "上级编码", "层级", "生效日期"])
    book.rows(sheet, 2, [[*unit, "2015-01-01"] for unit in UNITS])
    book.close()


def centre_group_study(folder: Path) -> None:
    """Title over two lines with the year in the title alone, 16/15, 同上 and 〃, a struck-through row."""
    book = Book("01-centre-group-study.xlsx", folder)
    sheet = book.sheet("中心组学习")
    sheet.merge_range("A1:J1", "示例县公安局党委理论学习中心组", book.bold)
    sheet.merge_range("A2:J2", f"2022年上半年学习台账{NOTE}", book.bold)
    sheet.merge_range("A3:E3", "填报单位：政工室", book.plain)
    sheet.merge_range("F3:J3", "填报日期：2022年7月1日", book.plain)
    heads = ["序号", "时间", "地点", "学习主题", "主持人", "领学人", "应到/实到", "缺席人员及原因", "记录人", "备注"]
    book.head(sheet, 4, heads)
    book.rows(
        sheet,
        5,
        [
            [
                1,
                "1月7日",
                "三楼会议室",
                "传达学习全县工作会议精神",
                "赵　一",
                "钱二",
                "16/15",
                "孙三（出差）",
                "李四",
                None,
            ],
            [2, "春节前", "同上", "节前廉政教育专题学习", "〃", "周五", "16/16", "/", "〃", None],
            [
                3,
                "2022.2.25",
                "同上",
                "服务群众工作专题学习",
                "〃",
                "吴六",
                "16/14",
                "郑七、孙三（请假）",
                "〃",
                "第一季度补课",
            ],
            [4, "3月5日下午", "〃", "队伍作风建设专题学习", "赵一", "钱二", "16人/15人", "孙三（培训）", "李四", None],
            [5, day(3, 25), "二楼党委会议室", "安全工作专题学习", "赵一", "周五", "１６／１６", None, "李四", None],
        ],
    )
    book.head(sheet, 10, heads)
    book.rows(
        sheet,
        11,
        [
            [
                6,
                "4月15日（周五）",
                "三楼会议室",
                "基层基础工作专题学习",
                "赵一",
                "吴六",
                "应到16，实到13",
                "三人值班",
                "李四",
                None,
            ],
            [7, "5月20日-21日", "县委党校", "读书班集中学习", "赵一", "钱二", "16/15", None, "李四", "两天算一次"],
            [8, "6月10日", "三楼会议室", "半年工作学习研讨", "赵一", "钱二", "约14人", None, "李四", None],
        ],
    )
    book.row(
        sheet,
        14,
        [9, "6月17日", "三楼会议室", "因故取消的一次学习", "赵一", "钱二", "16/0", None, "李四", "取消"],
        struck=True,
    )
    book.row(sheet, 15, [10, "6月24日", "三楼会议室", "上半年学习小结", "赵一", "钱二", "16/16", None, "李四", None])
    book.row(sheet, 17, ["填表人：李四", None, None, "审核人：赵一", None, None, "联系电话：0000-0000000"])
    book.row(sheet, 18, ["注：列席人员不计入实到人数。"])
    book.close()


def branch_meetings(folder: Path) -> None:
    """A cross table: branches down, months across under each sort of meeting, days in the cells."""
    book = Book("02-branch-meetings.xlsx", folder)
    sheet = book.sheet("三会一课")
    kinds = ["支委会", "党员大会", "党课"]
    sheet.merge_range("A1:K1", f"2022年第一季度“三会一课”登记表{NOTE}", book.bold)
    sheet.merge_range("A2:A3", "序号", book.bold)
    sheet.merge_range("B2:B3", "党支部", book.bold)
    for place, kind in enumerate(kinds):
        sheet.merge_range(1, 2 + 3 * place, 1, 4 + 3 * place, kind, book.bold)
        for month in range(3):
            sheet.write_string(2, 2 + 3 * place + month, f"{month + 1}月", book.bold)
    book.rows(
        sheet,
        4,
        [
            [1, "机关一支部", "5日、19日", "11日", "4日", "20日", None, None, None, "25日", None],
            [2, "刑侦支部", "6日", "10日", None, None, None, "18日", None, None, "18日"],
            [3, "城关所支部", "7、21日", "30日", "3日", None, "16日", None, "/", None, "25日"],
        ],
    )
    book.row(sheet, 7, [None, "小计", 5, 3, 2, 1, 1, 1, 0, 1, 2])
    book.row(sheet, 8, ["填表人：李四", None, None, "审核人：赵一"])
    book.close()


def staff_list(folder: Path) -> None:
    """Units merged down, names with wide spaces, a birth month without its zero, an identity number as a number."""
    book = Book("03-staff-list.xlsx", folder)
    sheet = book.sheet("花名册")
    sheet.merge_range("A1:M1", f"示例县公安局人员花名册{NOTE}", book.bold)
    sheet.merge_range("A2:M2", "填报单位：政工室　　　　统计时间：2022年6月30日", book.plain)
    heads = [
        "序号",
        "姓名",
        "性别",
        "民族",
        "出生年月",
        "身份证号",
        "单位",
        "职务",
        "警号（工号）",
        "人员类别",
        "政治面貌",
        "入党时间",
        "联系电话",
    ]
    book.head(sheet, 3, heads)
    people = [
        [
            "赵一",
            "男",
            "汉族",
            1975.1,
            3.7e17,
            "县局",
            "局长",
            "000001",
            "民警",
            "中共党员",
            "1998年7月",
            "00000000001",
        ],
        [
            "王　伟",
            "男",
            "汉族",
            "1985.10",
            "示例号码0002",
            "政工室",
            "主任",
            "000002",
            "民警",
            "中共党员",
            "2008.7",
            "00000000002",
        ],
        ["李四", "女", "汉族", 1985.1, 3.7e17, None, "民警", "000003", "民警", "群众", "/", "00000000003"],
        [
            "孙三",
            "男",
            "回族",
            "1990年3月",
            "示例号码0004",
            None,
            "辅警",
            "F00004",
            "辅警",
            "共青团员",
            None,
            "00000000004",
        ],
        [
            "王伟",
            "男",
            "汉族",
            day(5, 1, 1988),
            "示例号码0005",
            "城关派出所",
            "所长",
            "000005",
            "民警",
            "中共党员",
            "2010年6月",
            "00000000005",
        ],
        [
            "周䶮",
            "男",
            "汉族",
            "1992.06",
            "示例号码0006",
            None,
            "民警",
            "000006",
            "民警",
            "中共党员",
            "2016年",
            "00000000006",
        ],
        ["吴　六", "女", "苗族", 1996.12, "示例号码0007", None, "辅警", "F00007", "辅警", "群众", None, "00000000007"],
        [
            "郑七",
            "男",
            "汉族",
            1979.11,
            "示例号码0008",
            "北塬所",
            "所长",
            "000008",
            "民警",
            "中共党员",
            "2001-12",
            "00000000008",
        ],
        [
            "钱二",
            "男",
            "汉族",
            "1983-02",
            "示例号码0009",
            None,
            "民警",
            "000009",
            "民警",
            "中共党员",
            "2005.1",
            "00000000009",
        ],
    ]
    for number, cells in enumerate(people, start=1):
        line = number + 3 if number < 6 else number + 4
        book.row(sheet, line, [number, *cells])
    book.head(sheet, 9, heads)
    sheet.merge_range("G5:G7", "政工室", book.plain)
    sheet.merge_range("G10:G11", "城关派出所", book.plain)
    sheet.write_string("G8", "城关派出所", book.plain)
    sheet.merge_range("G12:G13", "北塬所", book.plain)
    sheet.set_row(10, None, None, {"hidden": True})
    book.row(sheet, 14, ["合计", "9人"])
    book.row(sheet, 15, ["填表人：李四", None, None, "审核人：王　伟"])
    book.close()


def articles(folder: Path) -> None:
    """Outlets on several lines of a cell, √, 10万+, links, a filter that hides rows, a month without its zero."""
    book = Book("04-articles-2022-Q1.xlsx", folder)
    sheet = book.sheet("刊登统计")
    sheet.merge_range("A1:K1", f"示例县公安局宣传稿件刊登统计表{NOTE}", book.bold)
    book.head(
        sheet,
        2,
        ["序号", "标题", "作者", "刊发媒体", "媒体级别", "刊发日期", "版面", "是否头版头条", "链接", "阅读量", "备注"],
    )
    book.rows(
        sheet,
        3,
        [
            [1, "《雪夜里的一盏灯》", "王　伟", "示例日报", "市级", "2022/1/12", "3版", None, None, 3200, None],
            [
                2,
                "守在村口的年三十",
                "李四、孙三",
                "示例法治报",
                "省级",
                "1月31日",
                "头版",
                "√",
                None,
                "1.2万",
                "整版配图",
            ],
            [
                3,
                "把讲堂搬进院坝",
                "王伟",
                "示例日报\n示例晚报\n示例网",
                "市级",
                "2月18日",
                None,
                None,
                None,
                "10万+",
                "三家同发",
            ],
            [4, "夜巡路上的热汤", "〃", "示例网", "〃", "2022.2.25", None, None, None, 860, None],
            [5, "一面锦旗背后的三十公里", "周䶮", "示例县融媒体中心", "县级", day(3, 3), None, "否", None, 1500, None],
            [6, "老所长的调解本", "周䶮", "同上", "同上", 2022.1, None, None, None, 420, "月份待核"],
            [7, "春耕路上的护学岗", "吴　六", "示例日报", "市级", "3月28日", "一版", None, None, "/", None],
        ],
    )
    sheet.write_url("I3", "https://example.invalid/1", book.plain, "查看原文")
    sheet.write_url("I5", "https://example.invalid/3", book.plain, "示例日报链接")
    sheet.autofilter("A2:K9")
    sheet.filter_column("E", "x == 市级")
    for row in (3, 6, 7):
        sheet.set_row(row, None, None, {"hidden": True})
    book.row(sheet, 10, [None, "合计", None, None, None, None, None, 1, None, None, "7篇"])
    book.row(sheet, 11, ["审核人：赵一"])
    book.close()


def monthly_summary(folder: Path) -> None:
    """Units down, kinds across with times and attendances; blank, 0, / and 无 differ; a second table below the first."""
    book = Book("05-monthly-summary.xlsx", folder)
    sheet = book.sheet("6月")
    sheet.merge_range("A1:J1", f"2022年6月思想政治工作月报汇总表{NOTE}", book.bold)
    sheet.merge_range("A2:J2", "填报单位（盖章）：示例县公安局政工室　　填报日期：2022年6月25日", book.plain)
    sheet.merge_range("A3:A4", "序号", book.bold)
    sheet.merge_range("B3:B4", "单位", book.bold)
    for place, kind in enumerate(["集中学习", "警示教育", "走访慰问"]):
        sheet.merge_range(2, 2 + 2 * place, 2, 3 + 2 * place, kind, book.bold)
    sheet.merge_range("I3:I4", "场次合计", book.bold)
    sheet.merge_range("J3:J4", "备注", book.bold)
    book.head(sheet, 4, [None, None, "场次", "人次", "场次", "人次", "次数", "人次"])
    table = [
        ["政工室", 4, 36, 1, 12, 2, 5],
        ["刑侦大队", "4场", "88人次", 0, 0, "/", "/"],
        ["城关派出所", 3, 51, "无", None, 1, 1],
        ["北塬所", None, None, None, None, None, None],
        ["南塬派出所", 2, 20, 1, 10, None, None],
        ["河口派出所", 2, "约30", 1, 16, None, None],
    ]
    for offset, (unit, *cells) in enumerate(table):
        row = 5 + offset
        total = sum(cell for cell in (cells[0], cells[2], cells[4]) if isinstance(cell, int))
        book.row(sheet, row, [offset + 1, unit, *cells, (f"=SUM(C{row},E{row},G{row})", total)])
    sums = [
        (f"=SUM({column}5:{column}10)", value)
        for column, value in zip("CDEFGHI", (11, 107, 3, 38, 3, 6, 17), strict=True)
    ]
    book.row(sheet, 11, ["合计", None, *sums])
    sheet.merge_range("A13:E13", "附：宣传工作情况", book.bold)
    book.head(sheet, 14, ["序号", "单位", "宣传稿件（篇）", "短视频（个）", "备注"])
    book.rows(
        sheet,
        15,
        [[1, "政工室", 6, 2, None], [2, "城关派出所", 1, "无", None], [3, "河口所", None, 1, "与县融媒体中心合拍"]],
    )
    book.row(sheet, 18, ["合计", None, ("=SUM(C15:C17)", 7), ("=SUM(D15:D17)", 3)])
    book.row(sheet, 19, ["填表人：李四", None, None, "审核人：王　伟"])
    book.close()


def talks(folder: Path) -> None:
    """Forty-three talks: names and contents beside every one, days by 同上 and 〃, the head on every page."""
    book = Book("06-talks.xlsx", folder)
    sheet = book.sheet("登记表")
    sheet.merge_range("A1:G1", f"北塬派出所2022年上半年谈心谈话登记表{NOTE}", book.bold)
    heads = ["序号", "时间", "谈话人", "谈话对象", "谈话类型", "谈话内容", "备注"]
    sorts = ["岗位变动谈话", "家访谈话", "日常谈话"]
    row = 2
    for number in range(1, 44):
        if number % 15 == 1:
            book.head(sheet, row, heads)
            row += 1
        month, place = divmod(number - 1, 8)
        written: Any = [f"{month + 1}月{3 + place}日", f"2022.{month + 1}.{3 + place}", day(month + 1, 3 + place)][
            number % 3
        ]
        if number in {5, 20}:
            written = "同上"
        elif number in {6, 33}:
            written = "〃"
        talker = "郑七" if number % 4 else "〃"
        cells = [number, written, talker, f"示例人员{number:02}", sorts[number % 3], "虚构的谈话内容，不应入库", None]
        book.row(sheet, row, cells)
        row += 1
    book.row(sheet, row, ["合计", "43人次"])
    book.row(sheet, row + 1, ["填表人：钱二", None, "审核人：郑七"])
    book.close()


def visits(folder: Path) -> None:
    """The unit in the sheet's name alone, amounts as text, goods beside money, 春节前 and a number for two days."""
    book = Book("07-visits.xlsx", folder)
    sheet = book.sheet("河口派出所")
    sheet.merge_range("A1:F1", f"2022年走访慰问台账{NOTE}", book.bold)
    book.head(sheet, 2, ["日期", "带队领导", "慰问对象", "事由", "慰问金（元）", "慰问品"])
    book.rows(
        sheet,
        3,
        [
            ["春节前", "赵一", "示例民警甲", "春节慰问困难民警", 1000, None],
            ["2022.1.25", "赵一", "示例民警乙", "慰问因公负伤民警", "500元+米面油", None],
            ["1月26日", "同上", "示例家属丙", "慰问民警家属", "5,000.00", "棉被两床"],
            [day(1, 27), "王　伟", "示例老干部丁", "慰问离退休老干部", None, "米、面"],
            ["1月28日、29日", "王伟", "示例民警戊等", "慰问值班民警", 1200, None],
            ["3月7日、8日", "李四", "示例女民警", "节日慰问女民警", None, "鲜花"],
            ["4月4日上午", "赵一", "示例家属己", "慰问英烈家属", "２０００元", None],
            ["5月底", "赵一", "示例民警庚", "看望住院民警", "约800", None],
            ["6月28日", "赵一", "示例党员辛", "慰问老党员", "/", "慰问信"],
        ],
    )
    book.row(sheet, 12, ["合计", None, None, None, "9,700.00"])
    book.row(sheet, 13, ["填表人：孙三", None, None, "审核人：郑七"])
    book.close()


def training(folder: Path) -> None:
    """The year in the file's name alone, ranges of days in many hands, 含辅警8人, a hidden column, hours."""
    book = Book("08-training-2022-H1.xlsx", folder)
    sheet = book.sheet("Sheet1")
    sheet.merge_range("A1:H1", f"教育培训\n台账{NOTE}", book.bold)
    book.head(sheet, 2, ["起止时间", "班次名称", "主办单位", "参训对象", "人数", "学时", "方式", "考核结果"])
    book.rows(
        sheet,
        3,
        [
            [
                "1月30日-2月2日",
                "冬季轮值轮训班",
                "县局政工室",
                "民警、辅警",
                "32人（含辅警8人）",
                "24学时",
                "线下",
                "全部合格",
            ],
            ["3.5—3.9", "基层所长培训班", "县局", "所领导", 14, 40, "集中面授", "合格"],
            ["2022.2.28-3.4", "新警岗前培训", "县局", "新警", "6人", "32", "面授", "合格"],
            ["4月11日至15日", "窗口服务培训班", "治安大队", "窗口人员", "２１人", 30, "线下", None],
            ["5月", "急救知识网上学习", "政工室", "全体民警", 186, 8, "线上", None],
            ["每周三下午", "业务夜校", "刑侦大队", "青年民警", 12, 2, "线下", None],
            ["5月23日-5月20日", "驾驶技能培训", "交警大队", "驾驶员", 18, 16, "线下", None],
            ["6月6日", "信息系统操作培训", "政工室", "内勤", "120余人", 4, "线上", None],
            [
                "2022年6月20日至6月24日",
                "骨干教官培训班",
                "政工室",
                "教官",
                "9名",
                "35.5",
                "集中面授",
                "优秀3人、合格6人",
            ],
        ],
    )
    sheet.set_column("G:G", None, None, {"hidden": True})
    book.row(sheet, 12, ["合计", None, None, None, 418])
    book.close()


def honours(folder: Path) -> None:
    """Months only, receivers merged over their honours, pictures of certificates, document numbers in 〔〕."""
    book = Book("09-honours.xlsx", folder)
    sheet = book.sheet("荣誉")
    sheet.merge_range("A1:H1", f"示例县公安局2022年荣誉表彰台账{NOTE}", book.bold)
    book.head(sheet, 2, ["获奖时间", "单位/个人", "荣誉名称", "授予单位", "级别", "等次", "文号", "证书"])
    book.rows(
        sheet,
        3,
        [
            ["2022年1月", "北塬派出所", "全市先进基层单位", "示例市公安局", "市级", None, "示市公〔2022〕3号", None],
            ["3月", None, "知识竞赛团体奖", "示例市公安局", "市级", "二等奖", "示市公政〔2022〕11号", None],
            ["2022.05", None, "全省优秀派出所", "示例省公安厅", "省级", None, "示公发〔2022〕27号", None],
            ["4月", "王　伟", "演讲比赛奖", "示例县总工会", "县级", "一等奖", None, None],
            [2022.1, "周䶮", "优秀共产党员", "示例县委", "县级", None, "示委〔2022〕9号", None],
            [2022.6, "城关所", "文明窗口", "示例县文明办", "县级", None, None, None],
            ["上半年", "刑侦大队", "办案质量先进集体", "县局", "县局", None, "示县公〔2022〕40号", None],
        ],
    )
    sheet.merge_range("B3:B5", "北塬派出所", book.plain)
    for cell in ("H3", "H6"):
        sheet.insert_image(cell, "certificate.png", {"image_data": picture(), "object_position": 1})
    sheet.write_number("A7", 2022.1, book.two_places)
    book.row(sheet, 10, ["注：证书原件存政工室。"])
    book.close()


def city_monthly(folder: Path) -> None:
    """A city's set: a sheet of each county, two header rows with a column of measure words, months merged down."""
    book = Book("10-city-monthly.xlsx", folder)
    counties: dict[str, list[tuple[str, list[Row]]]] = {
        "甲县": [
            (
                "2023年1月",
                [
                    ["集中学习", 48, "场次", None, None],
                    ["革命传统教育", 1, "场次", 39, None],
                    ["短视频", 2, "个", None, None],
                ],
            ),
            (
                "2023年2月",
                [
                    ["集中学习", "52场次", "场次", None, None],
                    ["中省市主流媒体稿件", 9, "篇", None, None],
                    ["头版头条稿件", 1, "篇", None, None],
                ],
            ),
        ],
        "乙县": [
            (
                "1月",
                [
                    ["发布学习任务", "1,450", "条", None, None],
                    ["完成学习任务", "1,450", "条", None, None],
                    ["新建警营图书室", 1, "个", None, None],
                ],
            ),
            (
                "2月",
                [
                    ["融媒体矩阵发布信息", "两三百", "条", None, None],
                    ["警示教育", 0, "场次", "/", "未开展"],
                    ["海报长图", 6, "张", None, None],
                ],
            ),
        ],
    }
    for county, months in counties.items():
        sheet = book.sheet(county)
        sheet.merge_range("A1:F1", f"{county}公安局2023年宣传思想文化工作月报汇总{NOTE}", book.bold)
        for cells, words in (
            ("A2:A3", "月份"),
            ("B2:B3", "项目"),
            ("C2:D2", "完成情况"),
            ("E2:E3", "参加人次"),
            ("F2:F3", "备注"),
        ):
            sheet.merge_range(cells, words, book.bold)
        book.head(sheet, 3, [None, None, "数量", "单位"])
        row = 4
        for month, lines in months:
            book.rows(sheet, row, [[None, *line] for line in lines])
            sheet.merge_range(row - 1, 0, row + len(lines) - 2, 0, month, book.plain)
            row += len(lines)
        book.row(sheet, row, ["合计", None, 0])
        book.row(sheet, row + 1, ["填报说明：数量按当月发生数填写，不填累计数。"])
    notes = book.sheet("填表说明")
    book.rows(notes, 1, [["一、本表由各县公安局每月25日前报送。"], ["二、没有开展的填 0，不掌握的留空。"]])
    notes.hide()
    book.close()


def several_tables(folder: Path) -> None:
    """Three tables on one sheet with heads of their own, blank rows, sums of each unit, the title on every page."""
    book = Book("11-several-tables.xlsx", folder)
    sheet = book.sheet("2022年3月")
    title = f"示例县公安局政治工作月度台账{NOTE}"
    sheet.merge_range("A1:G1", title, book.bold)
    sheet.merge_range("A2:G2", "一、学习教育", book.plain)
    heads = ["日期", "责任单位", "事项类别", "活动名称", "次数", "参加人次", "备注"]
    book.head(sheet, 3, heads)
    book.rows(
        sheet,
        4,
        [
            ["3月2日", "刑侦大队", "集中学习", "每周集中学习", 1, 31, None],
            ["3月9日", None, "〃", "每周集中学习", "1次", "29人", None],
            [None, "小计", None, None, 2, 60, None],
            [None, None, None, None, None, None, None],
            ["3月3日", "治安大队", "警示教育", "观看警示教育片", 1, "17人", None],
            ["3月5日、12日、19日", None, "集中学习", "周六集中学习", "3次", None, "共51人次，按次另报"],
            ["3月16日", None, "集中学习", "条例集中学习", "两三次", 18, None],
            [None, "小计", None, None, 6, 35, None],
        ],
    )
    sheet.merge_range("B4:B5", "刑侦大队", book.plain)
    sheet.merge_range("B8:B10", "治安大队", book.plain)
    sheet.merge_range("A13:G13", title, book.bold)
    sheet.merge_range("A14:G14", "二、宣传报道", book.plain)
    book.head(sheet, 15, ["序号", "刊发日期", "单位", "事项类别", "标题", "数量", "媒体级别"])
    book.rows(
        sheet,
        16,
        [
            [1, "3.8", "城关所", "宣传稿件", "巾帼建功在一线", "1篇", "市级"],
            [2, day(3, 15), "政工室", "短视频", "一分钟看懂新规", "1个", None],
            [3, "3月32日", "政工室", "海报长图", "植树节海报", "2张", None],
        ],
    )
    sheet.merge_range("A20:G20", "三、文体活动", book.plain)
    book.head(sheet, 21, ["日期", "单位", "项目", "活动名称", "场次", "人数", "地点"])
    book.row(sheet, 22, ["3月8日", "县局", "乒乓球比赛", "庆祝节日乒乓球友谊赛", 1, 26, "四楼活动室"])
    book.row(sheet, 23, ["3月20日", "石桥派出所", "篮球比赛", "篮球友谊赛", 1, 20, "镇中学球场"])
    book.row(sheet, 24, ["填表人：李四　　审核人：王　伟　　填报日期：2022年3月25日"])
    book.close()


def office_ledger(folder: Path) -> None:
    """The office's book: hidden rows and a hidden column, struck-through rows, pages with the head again, days in every hand."""
    book = Book("14-office-ledger.xlsx", folder)
    sheet = book.sheet("上半年")
    sheet.merge_range("A1:J1", f"示例县公安局2022年上半年思想政治工作台账{NOTE}", book.bold)
    heads = ["序号", "日期", "责任单位", "事项类别", "活动名称", "次数", "参加人次", "地点", "佐证材料", "备注"]
    book.head(sheet, 3, heads)
    book.rows(
        sheet,
        4,
        [
            [
                1,
                "二〇二二年一月四日",
                "政工室",
                "政治轮训",
                "政治轮训班第一期",
                "1期",
                "82人",
                "县委党校",
                "签到表",
                None,
            ],
            [
                2,
                "2022年1月9号",
                "北塬派出所",
                "专题研讨",
                "队伍建设专题研讨",
                1,
                "１８",
                "本单位会议室",
                "照片2张",
                None,
            ],
            [3, "22.1.14", "城关所", "讲党课", "支部书记讲党课", 1, 23, "会议室", None, None],
            [4, "2月2日", " 河口 派出所 ", "走访慰问", "慰问困难民警", 1, 1, None, None, None],
        ],
    )
    book.row(sheet, 8, [5, "2月10日", "刑侦大队", "知识考试", "因故未开展", 1, 40, None, None, "取消"], struck=True)
    book.head(sheet, 10, heads)
    book.rows(
        sheet,
        11,
        [
            [
                6,
                "2022-03-05 09:30:00",
                "治安大队",
                "警示教育",
                "参观警示教育基地",
                1,
                35,
                "县警示教育基地",
                "照片",
                None,
            ],
            [7, "13月5日", "政工室", "英模报告会", "英模事迹报告会", 1, 203, "四楼大会议室", None, None],
            [8, "4月", "县局", "演讲比赛", "青年民警演讲比赛", "1场", 22, "四楼大会议室", None, "只记到月"],
            [9, "4月31日", "城关派出所", "宣讲会", "反诈宣讲会", 1, 90, "社区", None, None],
            [10, "5月6日", "西塬派出所", "座谈会", "青年民警座谈会", 1, 15, None, None, None],
            [11, "5月12日", "政工室", "放风筝比赛", "放风筝比赛", 1, 30, None, None, None],
            [12, "5月17日", "政工室", "公安讲堂", "公安讲堂第二讲", 1, -5, None, None, None],
            [13, "长期坚持", "政工室", "讲党课", "领导干部讲党课", 1, 60, None, None, None],
            [14, "6.16", "政工室", "英模报告会", "先进事迹报告会", None, 180, None, None, "未填次数"],
        ],
    )
    sheet.set_row(11, None, None, {"hidden": True})
    sheet.set_row(18, None, None, {"hidden": True})
    sheet.set_column("I:I", None, None, {"hidden": True})
    book.row(sheet, 21, ["合计", None, None, None, None, ("=SUM(F4:F20)", 13), ("=SUM(G6:G20)", 694)])
    book.close()


CSV_GB18030 = """\
机关第一党支部2019年上半年活动台账（虚构示例）,,,
时间,类型,主题,参加人数
2019-01-02,理论学习,理论学习（1月）,24
2019/1/17,集中培训,业务知识集中培训,"1,024"
2019.3.9,心得体会,春季学习心得,
3月15日,专题研究意识形态工作,专题研究（3月）,11人
2019年4月3日,理论学习,“五四”前的一次学习䶮,23
4月初,理论学习,日期不详的一次学习,20
2019-06-25,宣传举措,推出宣传举措,/
合计,,,1102
填表人：李四,,,
"""
CSV_UTF8 = """\
日期,责任单位,事项类别,活动名称,次数,参加人次,备注
2022/1/4,政工室,英模报告会,"英模学习报告会
（两行标题）",1次,203,"签到表,照片"
2022-01-09,北塬派出所,走访慰问,慰问因公负伤民警,1,1,
2022.1,城关所,讲党课,支部书记讲党课,1,16,经 Excel 另存后少了一个零
2022.3.10,城关所,讲党课,支部书记讲党课,1,16,
44624,刑侦大队,集中学习,每周集中学习,1,28,日期成了序号
2022年6月29日,河口派出所,重点谈话,不应入库的标题,1,1,不应入库的内容
"""


def delimited(folder: Path) -> None:
    """A CSV as Chinese Excel saves it, and one as it saves UTF-8."""
    (folder / "12-branch-gb18030.csv").write_bytes(CSV_GB18030.replace("\n", "\r\n").encode("gb18030"))
    (folder / "13-ledger-utf8-bom.csv").write_bytes(b"\xef\xbb\xbf" + CSV_UTF8.replace("\n", "\r\n").encode())


WORKBOOKS = (
    organisation,
    centre_group_study,
    branch_meetings,
    staff_list,
    articles,
    monthly_summary,
    talks,
    visits,
    training,
    honours,
    city_monthly,
    several_tables,
    delimited,
    office_ledger,
)


def make(folder: Path) -> None:
    """Write every workbook into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for write in WORKBOOKS:
        write(folder)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
