"""Total rows and total columns of tables."""

from reports.checking.texts import found, table


def told(rows: str, *, heads: int = 1) -> list[tuple[str, str]]:
    return [(words, message) for rule, words, message in found(table(rows, heads=heads)) if rule == "table"]


def test_total_row_is_compared_with_its_rows() -> None:
    rows = """
单位   | 场次 | 人次
城东所 | 3    | 120
城西所 | 4    | 80
合计   | 8    | 200
"""

    assert told(rows) == [("8", "表1第4行第2列的合计为8，各项相加为7。")]


def test_subtotals_and_the_total_of_subtotals_are_right_either_way() -> None:
    rows = """
单位   | 场次
城东所 | 3
城西所 | 4
小计   | 7
甲大队 | 2
乙大队 | 1
小计   | 3
合计   | 10
"""

    assert told(rows) == []


def test_rates_means_and_numbers_of_rows_are_not_added() -> None:
    rows = """
单位   | 场次 | 完成率 | 人均 | 较上年增减
城东所 | 3    | 90%    | 2    | 1
城西所 | 4    | 80%    | 3    | 2
合计   | 7    | 85%    | 2.5  | 9
"""

    assert told(rows) == []


def test_rows_of_which_may_be_counted_or_not() -> None:
    rows = """
项目         | 数量
宣讲         | 10
其中反诈宣讲 | 6
走访         | 5
合计         | {total}
"""

    assert told(rows.format(total=15)) == []
    assert told(rows.format(total=21)) == []
    assert [words for words, _message in told(rows.format(total=16))] == ["16"]


def test_empty_cells_count_nothing_and_words_end_the_check() -> None:
    rows = """
单位   | 场次 | 人次
城东所 | /    | 约120
城西所 | 4    | 80
合计   | 4    | 250
"""

    assert told(rows) == []


def test_total_column_is_compared_with_the_columns_of_its_measure() -> None:
    rows = """
单位   | 一季度 | 二季度 | 合计
城东所 | 3      | 4      | 7
城西所 | 2      | 4      | 7
"""

    assert told(rows) == [("7", "表1第3行第4列的合计为7，各项相加为6。")]


def test_total_columns_below_two_rows_of_heads() -> None:
    rows = """
单位   | 一季度 | 一季度 | 二季度 | 二季度 | 合计 | 合计
单位   | 场次   | 人次   | 场次   | 人次   | 场次 | 人次
城东所 | 3      | 30     | 4      | 40     | 7    | 80
"""

    assert told(rows, heads=2) == [("80", "表1第3行第7列的合计为80，各项相加为70。")]


def of_columns(rows: str) -> list[tuple[str, str, str]]:
    return [one for one in found(table(rows)) if one[0] in {"share", "change"}]


def test_rate_column_follows_from_its_two_columns() -> None:
    rows = """
单位   | 应到 | 实到 | 到会率
城东所 | 20   | 18   | 90%
城西所 | 30   | 20   | 60%
"""

    assert of_columns(rows) == [("share", "60%", "表1第3行第4列为60%，按30和20算应为66.7%。")]


def test_change_column_follows_from_now_and_then() -> None:
    rows = """
项目   | 本期 | 上年同期 | 同比±%
院坝会 | 27   | 20       | 35
宣讲   | 30   | 40       | -25.0
走访   | 28   | 24       | 20
"""

    assert of_columns(rows) == [("change", "20", "表1第4行第4列为20，按24和28算应为16.7%。")]


def test_columns_without_a_clear_whole_are_left_alone() -> None:
    rows = """
单位   | 场次 | 人次 | 满意率
城东所 | 20   | 18   | 99%
"""

    assert of_columns(rows) == []
