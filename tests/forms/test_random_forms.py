"""Forms of any shape: filling one raises nothing but Refused, writes each place once, and leaves what stands there."""

import random
from dataclasses import replace

import pytest

from forms.written_forms import filling_of, table_of
from shilu.forms.sheet import FormTable
from shilu.lib.errors import Refused

pytestmark = pytest.mark.usefixtures("office")

WORDS = """
项目 序号 单位 场次 人次 第一季度 3月 本月 累计 上年同期 较上年同期±% 合计 小计 其中：省级 　　市级 中心组学习 讲党课 稿件（篇） 政工室
城东所 日期 主题 地点 参加人次 主要做法 填报人： 审核人 =A1 < ^ 1 0 / 占比 完成率 备注 一、学习教育 （一）主题党日 注：说明 单位：次
2022年上半年统计表 慰问金（万元） 场次/人次 XX 应完成 指标代码 本级 中心组学习登记表 名称 填报日期：
"""


def random_table(seed: int) -> FormTable:
    chance = random.Random(seed)
    words = WORDS.replace("\n", " ").strip().split(" ")
    rows = [[chance.choice(["", "", *words]) for _column in range(6)] for _row in range(chance.randint(2, 8))]
    rows[0] = ["项目", *("" if cell == "^" else cell for cell in rows[0][1:])]
    rows[1:] = [["" if row[0] == "<" else row[0], *row[1:]] for row in rows[1:]]
    table = table_of("\n".join(" | ".join(row) for row in rows))
    taken: set[tuple[int, int]] = set()
    spans = []
    for span in table.spans:
        rows_of, columns_of = range(span.row, span.last_row + 1), range(span.column, span.last_column + 1)
        cells = {(row, column) for row in rows_of for column in columns_of}
        if not cells & taken:
            spans.append(span)
            taken |= cells
    return replace(table, spans=tuple(spans))


@pytest.mark.parametrize("first", range(0, 40, 20))
def test_a_form_of_any_shape_is_filled_or_refused(first):
    for seed in range(first, first + 20):
        table = random_table(seed)
        try:
            filling = filling_of(table, period="2022-H1" if seed % 2 else "2022-06")
        except Refused:
            continue
        spots = [fill.spot for fill in filling.plan.fills]
        assert len(spots) == len(set(spots)), seed
        if filling.plan.inserts:
            continue
        for fill in filling.plan.fills:
            cell = table.cells.get((fill.spot.row, fill.spot.column))
            kept = cell is None or cell.empty or cell.text == "XX" or str(fill.value).startswith(cell.text)
            assert kept, (seed, fill)
            assert cell is None or not cell.formula, (seed, fill)
