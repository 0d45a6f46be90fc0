"""Whose work and which time a verdict is about: units below, the unit's own, rates, private kinds, what was not reported."""

from pathlib import Path

import pytest

from books import write_book
from shell import Shell

LEDGER = """
2022-01-14 | 县局   | 中心组学习   | 第一次学习 | 1 | 16
2022-02-19 | 县局   | 中心组学习   | 第二次学习 | 1 | 14
2022-03-03 | 城东所 | 中心组学习   | 所里学习   | 1 | 9
2022-01-05 | 城东所 | 讲党课       | 一         | 1 | 10
2022-02-05 | 城东所 | 讲党课       | 二         | 3 | 30
2022-03-05 | 城西所 | 讲党课       | 三         | 2 | 20
2022-03-06 | 城西所 | 重点谈话     | 谈         | 1 | 1
2022-03-07 | 政工室 | 政治轮训     | 轮训       | 1 | 40
2022-03-08 | 政工室 | 走访慰问     | 慰问       | 1 | 3
"""

# text | verdict | what the reason says
TEXTS = """
全局开展中心组学习3次。                       | supports    | 为3次
局党委开展中心组学习2次。                     | supports    | 示例县局本级为2次
全局开展中心组学习2次。                       | cannot_tell | 指哪个口径不明确
全局开展中心组学习7次。                       | differs     | 文中写的是“7次”
城东所开展讲党课4次。                         | supports    | 为4次
城东所开展讲党课5次。                         | differs     | 示例县局城东所2022年第一季度
各派出所讲党课4次。                           | cannot_tell | “各派出所”可能只是其中一部分
各派出所讲党课9次。                           | differs     | 为6次
1月份讲党课1次。                              | supports    | 2022年1月
2月份讲党课1次。                              | differs     | 2022年2月
每月讲党课2次。                               | supports    | 平均2次；不到此数的有2022年1月
每月讲党课不少于2次。                         | differs     | 不到此数的有2022年1月
每月讲党课3次。                               | differs     | 平均2次
讲党课比上年同期增加2次。                     | cannot_tell | 增减数
去年，讲党课5次。                             | cannot_tell | 没有“讲党课”的记录
近三年来讲党课50次。                          | cannot_tell | 指哪段时间不明确
全市开展讲党课8次。                           | cannot_tell | “全市”可能超出本单位范围
城西所开展重点谈话2次。                       | cannot_tell | 不足5人
举办政治轮训1期，参训40人次。                 | supports    | 为
举办政治轮训1期，参训民警50名。               | cannot_tell | 口径不同
开展主题征文3次。                             | no_record   | 没有“征文活动”的记录
讲党课5次以上。                               | supports    | 为6次
讲党课3次以上。                               | supports    | 台账数比文中写的多出不少
"""


@pytest.fixture
def first_quarter(shell: Shell, tmp_path: Path) -> Shell:
    """A quarter in which the county itself, its office and two stations recorded work."""
    book = write_book(tmp_path / "一季度台账.xlsx", LEDGER, title="示例县局2022年第一季度台账")
    done = shell("import", book, "--unit", "X")
    assert done.code == 0, done.err
    return shell


def test_verdicts_of_sentences(first_quarter: Shell, tmp_path: Path) -> None:
    assert wrong_verdicts(first_quarter, TEXTS, tmp_path, period="2022-Q1") == []


# By 5 February 讲党课 had been held 4 times, by the end of the quarter 6 times.
CUT_TEXTS = """
2022年第一季度开展讲党课4次。                            | supports    | 为4次
2022年第一季度（截至2月5日），各单位开展讲党课6次。      | differs     | （截至2月5日）“讲党课”为4次
截至2月5日，一季度全局开展讲党课6次。                    | differs     | 为4次
2022年第一季度，开展中心组学习1次，讲党课6次。           | differs     | 为4次
截至2月5日，开展讲党课6次。                              | differs     | 为4次
2月份开展讲党课3次。                                     | supports    | 2022年2月（截至2月5日）“讲党课”为3次
1月份开展讲党课1次。                                     | supports    | 2022年1月
"""
WHOLE_TEXTS = """
截至2月5日，一季度全局开展讲党课4次。                    | supports    | 为4次
截至2月5日，一季度全局开展讲党课6次。                    | cannot_tell | （截至2月5日）“讲党课”为4次
一季度（截至2月5日），全局开展讲党课4次。                | supports    | 为4次
截至5月10日，全局开展讲党课7次。                         | cannot_tell | 不在文稿所属时期内
"""


def test_a_paper_that_is_cut_off_is_judged_up_to_its_day(first_quarter: Shell, tmp_path: Path) -> None:
    cut = wrong_verdicts(first_quarter, CUT_TEXTS, tmp_path, period="2022-Q1", until="2022-02-05")
    assert cut == []
    assert wrong_verdicts(first_quarter, WHOLE_TEXTS, tmp_path, period="2022-Q1") == []


def wrong_verdicts(shell: Shell, texts: str, folder: Path, *, period: str, until: str = "") -> list[tuple[str, ...]]:
    """The texts whose last number is not judged as they say, with what is said of it."""
    rows = [[cell.strip() for cell in line.split("|")] for line in texts.strip().splitlines()]
    wrong = []
    for at, (text, verdict, reason) in enumerate(rows):
        path = folder / f"{at}.txt"
        path.write_text(text, encoding="utf-8")
        cut = ("--until", until) if until else ()
        said = shell("check", path, "--unit", "X", "--period", period, *cut, "--format", "json")
        last = said.value["claims"][-1]
        if last["verdict"] != verdict or reason not in last["reason"]:
            wrong.append((text, last["verdict"], last["reason"]))
    return wrong


def test_what_is_not_told_is_not_told_here(first_quarter: Shell, tmp_path: Path) -> None:
    path = tmp_path / "总结.txt"
    path.write_text("城西所开展重点谈话1次。", encoding="utf-8")
    said = first_quarter("check", path, "--unit", "X", "--period", "2022-Q1", "--format", "json")
    (claim,) = said.value["claims"]
    assert (claim["verdict"], claim["recorded"], claim["entries"]) == ("cannot_tell", None, [])


def test_a_period_that_nobody_reported_gives_no_verdict(first_quarter: Shell, tmp_path: Path) -> None:
    path = tmp_path / "总结.txt"
    path.write_text("讲党课6次。", encoding="utf-8")
    said = first_quarter("check", path, "--unit", "X", "--period", "2022-Q3", "--format", "json")
    assert (said.code, said.value["claims"][0]["verdict"]) == (0, "cannot_tell")


def test_the_cells_of_a_table_are_checked_by_their_heads(first_quarter: Shell, tmp_path: Path) -> None:
    rows = """
讲党课     | 6 | 60
中心组学习 | 3 | 38
"""
    book = write_book(tmp_path / "汇总.xlsx", rows, header="项目 | 次数 | 人次")
    said = first_quarter("check", book, "--unit", "X", "--period", "2022-Q1", "--format", "json")
    assert [(one["quote"], one["verdict"], one["recorded"]) for one in said.value["claims"]] == [
        ("6", "supports", 6),
        ("60", "supports", 60),
        ("3", "supports", 3),
        ("38", "differs", 39),
    ]
