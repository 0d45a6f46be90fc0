"""What the paragraphs of a finished report are."""

import pytest

from shilu.reports.learning.roles import Shown, roles_of

CASES = {
    "a red head belongs to the layout, the title follows the paper's number": """
    centred | 示例县公安局文件         | layout
            | 示公〔2026〕37号         | layout
    centred | 关于上半年学习情况       | title
    centred | 的报告                   | title
            | 市局：                   | to
            | 今年以来，学习抓得实。   | text
            | 示例县公安局             | sender
            | 2026年6月30日            | date
            | 抄送：县委办公室。       | layout
    """,
    "a line in brackets below the title is no part of it": """
    centred | 关于上半年学习情况           | title
    centred | 的报告                       | title
    centred | （虚构示例：数据均不真实）   | subtitle
            | 市局：                       | to
            | （今年以来，学习抓得实）     | text
    """,
    "a report may open without a title": """
            | 市局政治部：             | to
            | 一、学习情况             | heading
            | （一）理论学习           | heading
            | （三）数错了的标题       | text
            | 1.读书                   | heading
            | 某某局                   | sender
            | 2026年×月×日             | date
    """,
    "a first line that is no sentence is the title though nothing says so": """
            | 示例县公安局上半年工作总结 | title
            | 上半年，各项工作有序。     | text
    """,
    "a sentence with a lead in it is no heading": """
            | 市局：                         | to
            | （一）学得勤。全年学习十二次。 | text
            | 一、下一步                     | heading
    """,
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_paragraph_has_its_part(case: str) -> None:
    rows = [[cell.strip() for cell in line.split("|")] for line in case.strip().splitlines()]
    parts = roles_of([Shown(text, centred=bool(side)) for side, text, _role in rows])
    assert [part.role for part in parts] == [role for _side, _text, role in rows]
