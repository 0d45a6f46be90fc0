"""Tables are found below titles and head lines; what is no record is left out and listed."""

from shilu.ledger.importing.tables import find_tables
from written_sheets import sheet


def left_out(text: str, **marks: object) -> list[tuple[int, str]]:
    (table,) = find_tables(sheet(text, **marks))  # type: ignore[arg-type]
    return [(line.row, line.why) for line in table.left_out]


def names(text: str, **marks: object) -> list[str]:
    (table,) = find_tables(sheet(text, **marks))  # type: ignore[arg-type]
    return [column.name for column in table.columns]


def test_title_over_two_lines_and_head_lines_stand_above_the_header() -> None:
    (table,) = find_tables(
        sheet("""
            示例县公安局
            2022年上半年工作台账
            填报单位（盖章）：政工室　填报日期：2022年7月1日
            序号|日期|事项类别|次数
            1|1月4日|讲党课|1
        """)
    )
    assert table.title == ("示例县公安局", "2022年上半年工作台账")
    assert table.head == {"填报单位": "政工室", "填报日期": "2022年7月1日"}
    assert table.header == range(3, 4)
    assert table.body == [4]


def test_two_row_header_takes_its_names_from_merged_cells() -> None:
    text = """
        月份|项目|完成情况||备注
        ||数量|单位|
        1月|讲党课|1|次|
    """
    expected = ["月份", "项目", "完成情况/数量", "完成情况/单位", "备注"]
    assert names(text, merges=["A1:A2", "B1:B2", "C1:D1", "E1:E2"]) == expected
    assert names(text) == expected


def test_three_row_header_of_a_cross_table_is_one() -> None:
    text = """
        序号|党支部|三会一课开展情况|||
        ||支委会||党课|
        ||1月|2月|1月|2月
        1|第一党支部|5日|||
    """
    merges = ["A1:A3", "B1:B3", "C1:F1", "C2:D2", "E2:F2"]
    group = "三会一课开展情况"
    assert names(text, merges=merges) == [
        "序号",
        "党支部",
        f"{group}/支委会/1月",
        f"{group}/支委会/2月",
        f"{group}/党课/1月",
        f"{group}/党课/2月",
    ]


def test_headings_sums_and_foot_lines_are_left_out_and_blank_rows_end_nothing() -> None:
    text = """
        2022年台账|||
        序号|日期|事项类别|次数
        1|1月4日|讲党课|1
        |||
        2|1月5日|讲党课|1
        序号|日期|事项类别|次数
        3|1月6日|讲党课|1
        1月小计|||3
        合　计|||3
        填表人：李四||审核人：王五|
        备注：本表按月报送。|||
    """
    (table,) = find_tables(sheet(text))
    assert [row + 1 for row in table.body] == [3, 5, 7]
    assert left_out(text) == [
        (6, "重复的表头"),
        (8, "合计行"),
        (9, "合计行"),
        (10, "表下的说明行"),
        (11, "表下的说明行"),
    ]


def test_sum_in_a_later_column_is_left_out() -> None:
    assert left_out("单位|事项类别|次数\n政工室|讲党课|1\n|小计|1\n政工室|合计|1") == [(3, "合计行"), (4, "合计行")]


def test_struck_rows_are_left_out_and_hidden_rows_are_taken() -> None:
    text = "日期|事项类别\n1月4日|讲党课\n1月5日|讲党课"
    (table,) = find_tables(sheet(text, struck_rows=frozenset({1}), hidden_rows=frozenset({2})))
    assert [(line.row, line.why) for line in table.left_out] == [(2, "划了删除线")]
    assert table.body == [2]
    assert table.hidden_rows == (3,)


def test_line_across_the_table_and_repeated_title_are_left_out() -> None:
    text = "2022年台账||\n日期|事项类别|次数\n一、集体学习||\n1月4日|讲党课|1\n2022年台账||\n1月5日|讲党课|1"
    assert left_out(text) == [(3, "没有记录内容的行"), (5, "重复的标题")]


def test_what_little_is_filled_in_of_a_record_stays_a_record() -> None:
    (table,) = find_tables(sheet("日期|事项类别|次数\n1月4日||\n|讲党课|"))
    assert table.body == [1, 2]


def test_second_table_below_the_first_has_its_own_title() -> None:
    first, second = find_tables(
        sheet("""
            2022年6月汇总表|||
            序号|单位|次数|人次
            1|政工室|2|30
            合计||2|30
            |||
            附：宣传工作情况|||
            序号|单位|篇数|
            1|政工室|6|
        """)
    )
    assert [row + 1 for row in first.body] == [3]
    assert [line.row for line in first.left_out] == [4]
    assert second.title == ("附：宣传工作情况",)
    assert [row + 1 for row in second.body] == [8]


def test_row_of_words_inside_a_table_begins_no_table() -> None:
    (table,) = find_tables(
        sheet("月份|项目|数量|单位\n1月|集中学习|三|场次\n2月|集中学习|52场次|场次"),
        known=lambda name: name == "集中学习",
    )
    assert table.body == [1, 2]


def test_sheet_of_text_alone_has_no_table() -> None:
    assert find_tables(sheet("一、本表每月25日前报送。\n二、没有开展的填 0。")) == ()
    assert find_tables(sheet("|\n|")) == ()
