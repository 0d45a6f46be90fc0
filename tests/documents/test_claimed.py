"""The numbers of cells, named by their heads."""

from pathlib import Path

import pytest

from documents.word_files import docx, p, table
from shilu.documents.claimed import claims_of
from shilu.documents.head_words import Head, head_of
from shilu.documents.reading import read_document, text_document

TABLES = {
    "rows are items, a column has the measure words": (
        """
        项目 | 单位 | 数量 | 备注
        （一）普法讲座 | 场 | 8 | 其中线上讲座2场
        其中：进社区 | 场 | 3 |
        宣传册（份） | | 约1,200 | 无
        满意率 | % | 97.5 |
        经费 | 万元 | 12.5 |
        联系电话 | | 5551234 |
        """,
        """
        8 8 场 普法讲座 count exact
        2场 2 场 线上讲座 count exact
        3 3 场 进社区 count exact
        约1,200 1200 份 宣传册 count about
        97.5 0.975 % 满意率 share exact
        12.5 125000 元 经费 measure exact
        """,
    ),
    "rows are units": (
        """
        单位 | 讲座场次 | 参加人数（人） | 满意率
        城关镇 | 8 | 320 | 97.5%
        合计 | 13 | 0 | 98
        """,
        """
        8 8 场次 讲座 count exact
        320 320 人 参加人数 count exact
        97.5% 0.975 % 满意率 share exact
        13 13 场次 讲座 count exact
        0 0 人 参加人数 count exact
        98 0.98 % 满意率 share exact
        """,
    ),
    "rows are months below merged headings": (
        """
        月份 | 普法讲座 | > | 党课
        ^ | 场次 | 人次 | ^
        1月 | 8 | 120 | 2
        """,
        """
        8 8 场次 普法讲座 count exact
        120 120 人次 普法讲座 count exact
        2 2 - 党课 count exact
        """,
    ),
    "rows are records": (
        """
        序号 | 日期 | 活动主题 | 主讲人 | 参加人数
        1 | 3月5日 | 消防安全 | 张某 | 40
        2 | 3月9日 | 宪法宣讲 | 李某 | 60余
        """,
        """
        40 40 人 参加人数 count exact
        60余 60 人 参加人数 count at_least
        """,
    ),
    "rows are records of kinds": (
        """
        日期 | 事项类别 | 活动名称 | 次数 | 参加人次
        3月5日 | 心理讲座 | 第一讲 | 1 | 40
        """,
        """
        1 1 次 心理讲座 count exact
        40 40 人次 参加心理讲座 count exact
        """,
    ),
    "words and numbers in pairs": (
        """
        讲座次数 | 8 | 参加人数 | 120
        志愿者 | 35人 | 服务时长（小时） | 1260.5
        联系电话 | 13912345678 | 年份 | 2022
        """,
        """
        8 8 次 讲座 count exact
        120 120 人 参加人数 count exact
        35人 35 人 志愿者 count exact
        1260.5 1260.5 小时 服务时长 measure exact
        """,
    ),
    "numbers of columns": (
        """
        项目 | 本月 | 累计
        甲 | 1 | 2
        讲座 | 8 | 9
        """,
        """
        8 8 - 讲座 count exact
        9 9 - 讲座 count exact
        """,
    ),
    "one measure for all": (
        """
        项目 | 本年 | 上年
        单位：万元
        捐款 | 3 | 2
        """,
        """
        3 30000 元 捐款 measure exact
        2 20000 元 捐款 measure exact
        """,
    ),
}


@pytest.mark.parametrize("case", TABLES)
def test_the_numbers_of_a_table_are_claims_of_its_heads(tmp_path: Path, case: str) -> None:
    rows, claims = (text.strip().splitlines() for text in TABLES[case])
    (tmp_path / "表.docx").write_bytes(docx(p("2022年上半年情况表") + table(*rows)))
    document = read_document(tmp_path / "表.docx")
    found = claims_of(document)
    assert [
        f"{one.quote} {one.value.normalize() if one.value else one.value:f} {one.unit or '-'} {one.what} {one.kind} {one.approx}"
        for one in found
        if one.value is not None
    ] == [line.strip() for line in claims]
    assert all(document.text[one.start : one.end] == one.quote for one in found)


def test_the_period_of_a_cell_is_that_of_its_heads(tmp_path: Path) -> None:
    rows = table("月份 | 讲座场次", "1月 | 8", "第一季度 | 20", "合计 | 28")
    (tmp_path / "表.docx").write_bytes(docx(p("2022年上半年情况表") + rows))
    assert [one.period for one in claims_of(read_document(tmp_path / "表.docx"))] == ["2022-01", "2022-Q1", "2022-H1"]


def test_running_text_is_read_as_it_is() -> None:
    found = claims_of(text_document("全年举办讲座8场。\n", name="-"))
    assert [(one.quote, one.what) for one in found] == [("8场", "讲座")]


HEADS = """
参加人数（人）    | -        | 人   | 参加
讲座场次          | 讲座     | 场次 | -
无人机巡查里程（公里） | 无人机巡查里程 | 公里 | -
1月               | -        | -    | -
上年同期          | -        | -    | -
2022年上半年      | -        | -    | -
合计              | -        | -    | -
数量（件）        | -        | 件   | -
人次              | -        | 人次 | -
举办次数          | -        | 次   | 举办
（一）集中学习    | 集中学习 | -    | -
1.公众号发稿篇数  | 公众号发稿 | 篇 | -
其中：党员        | 党员     | -    | -
单位：万元        | -        | 万元 | -
系数              | 系数     | -    | -
"""


@pytest.mark.parametrize("line", HEADS.strip().splitlines())
def test_a_head_is_taken_apart(line: str) -> None:
    text, *parts = (part.strip() for part in line.split("|"))
    assert head_of(text) == Head(*("" if part == "-" else part for part in parts))
