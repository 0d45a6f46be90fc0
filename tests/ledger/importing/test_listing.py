"""Rows of a list become facts, or name each cell that cannot be taken."""

import datetime as dt

from shilu.ledger.catalogue_toml import grassroots
from shilu.ledger.importing.context import UnitFound
from shilu.ledger.importing.reading import read_facts
from shilu.ledger.importing.workbook import Workbook
from written_sheets import DEFAULT, faulted, find_unit, read, sheet, shown

HEADER = "序号|日期|责任单位|事项类别|活动名称|次数|参加人次|备注\n"


def rows(text: str, **marks: object) -> list[str]:
    reading = read(sheet("2022年台账\n" + HEADER + text.strip(), **marks))  # type: ignore[arg-type]
    assert faulted(reading) == {}
    return shown(reading)


def faults(text: str) -> dict[str, object]:
    return dict(faulted(read(sheet("2022年台账\n" + HEADER + text.strip()))))


def reasons(text: str) -> list[str]:
    return [fault.reason for fault in read(sheet("2022年台账\n" + HEADER + text.strip())).faults]


def test_row_is_one_fact_and_one_without_a_count_is_one_of_the_first_quantity() -> None:
    assert rows("""
        1|@2022-01-04|政工室|讲党课|专题党课一|1次|53人|
        2|1月5日|刑侦大队|讲党课|专题党课二||24|
        3|2022.1.6|政工室|心得体会|学习心得|||
    """) == [
        "3|政工室|party-lesson|2022-01-04|times=1 people=53||专题党课一",
        "4|刑侦大队|party-lesson|2022-01-05|times=1 people=24||专题党课二",
        "5|政工室|reflection|2022-01-06|items=1||学习心得",
    ]


def test_bad_cells_are_named_by_address_with_what_they_say() -> None:
    text = """
        1|13月5日|政工室|讲党课|党课|1|2|
        2|1月5日|不存在大队|讲党课|党课|两三次|-5|
        3|1月6日|政工室||党课|1|2|
        4||政工室|放风筝|党课|1|2|
    """
    assert faults(text) == {
        "B3": "13月5日",
        "C4": "不存在大队",
        "F4": "两三次",
        "G4": -5.0,
        "D5": "",
        "B6": "",
        "D6": "放风筝",
    }
    assert reasons(text)[:2] == [
        "第 3 行“日期”写的是“13月5日”，没有 13 月",
        "第 4 行“责任单位”写的是“不存在大队”，没有“不存在大队”这个单位",
    ]
    assert reasons(text)[-2] == "第 6 行“日期”是空的，请填写日期"


def test_counts_beyond_reason_are_refused() -> None:
    text = """
        1|1月5日|政工室|讲党课|党课|1000000000000|999999999|
        2|1月5日|政工室|讲党课|党课|100000000|100000000|
        3|1月6日|政工室|走访慰问|慰问|100000001|2|
    """
    assert faults(text) == {"F3": 1e12, "G3": 999999999.0, "F5": 100000001.0}
    assert reasons(text)[0].endswith("不会超过 100,000,000，请核对这个数")
    money = "2022年台账\n日期|单位|事项类别|慰问金(元)\n1月5日|政工室|走访慰问|100000001\n1月6日|政工室|走访慰问|1000000000001"
    assert faulted(read(sheet(money))) == {"D4": 1000000000001.0}


def test_good_rows_are_given_beside_the_faults() -> None:
    reading = read(sheet("2022年台账\n" + HEADER + "1|1月4日|政工室|讲党课|甲|1|5|\n2|1月40日|政工室|讲党课|乙|1|5|"))
    assert [fact.title for fact in reading.facts] == ["甲"]
    assert reading.rows == 2


def test_merged_cells_and_ditto_marks_carry() -> None:
    text = """
        1|1月4日|政工室|讲党课|甲|1|5|
        2||〃|同上|乙|1|6|
        3||刑侦大队|警示教育|丙|1|〃|
    """
    assert rows(text, merges=["B3:B5"]) == [
        "3|政工室|party-lesson|2022-01-04|times=1 people=5||甲",
        "4|政工室|party-lesson|2022-01-04|times=1 people=6||乙",
        "5|刑侦大队|warning-education|2022-01-04|times=1 people=6||丙",
    ]


def test_count_merged_over_rows_is_refused() -> None:
    text = "1|1月4日|政工室|讲党课|甲|2|5|\n2|1月5日|政工室|讲党课|乙||6|"
    reading = read(sheet("2022年台账\n" + HEADER + text, merges=["F3:F4"]))
    assert faulted(reading) == {"F3": 2.0}


def test_several_days_in_one_cell_are_one_fact_each() -> None:
    assert rows("1|3月5日、12日、19日|政工室|集中学习|周六学习|3次||") == [
        "3|政工室|group-study|2022-03-05|times=1||周六学习",
        "3|政工室|group-study|2022-03-12|times=1||周六学习",
        "3|政工室|group-study|2022-03-19|times=1||周六学习",
    ]
    assert faults("1|3月5日、12日|政工室|集中学习|学习|3次||") == {"F3": "3次"}
    assert faults("1|3月5日、12日|政工室|集中学习|学习|2次|40|") == {"G3": 40.0}


def test_range_of_days_is_one_fact_and_a_month_is_whole() -> None:
    assert rows("1|3.5—3.9|政工室|政治轮训|轮训|1|30|\n2|4月|政工室|政治轮训|轮训|2|60|") == [
        "3|政工室|rotation-training|2022-03-05..2022-03-09|times=1 people=30||轮训",
        "4|政工室|rotation-training|2022-04-01..2022-04-30~|times=2 people=60||轮训",
    ]


def test_stating_nothing_is_a_zero_report_and_contradicting_it_a_fault() -> None:
    (table,) = read(sheet("2022年台账\n" + HEADER + "1|3月|政工室|警示教育||0|/|")).tables
    assert table.facts == ()
    assert [(zero.cell, zero.kind, zero.first, zero.last) for zero in table.zeros] == [
        ("F3", "grassroots/warning-education", dt.date(2022, 3, 1), dt.date(2022, 3, 31))
    ]
    assert faults("1|3月|政工室|警示教育||0|30|") == {"F3": 0.0}


def test_measure_word_of_something_else_is_refused() -> None:
    assert faults("1|1月4日|政工室|讲党课|甲|3人|5|") == {"F3": "3人"}
    assert faults("1|1月4日|政工室|讲党课|甲|1|3场|") == {"G3": "3场"}
    assert faults("1|1月4日|政工室|讲党课|甲|1.5|3|") == {"F3": 1.5}


def test_alias_pins_labels_and_quantity() -> None:
    table = """
        2023年月报
        月份|项目|数量|单位
        1月|头版头条稿件|2|篇
        1月|完成学习任务|1,450|条
        2|中省市主流媒体稿件|9|篇
    """
    assert shown(read(sheet(table))) == [
        "3|示例县公安局|article|2023-01-01..2023-01-31~|items=2|page=front-headline",
        "4|示例县公安局|learning-task|2023-01-01..2023-01-31~|completed=1450",
        "5|示例县公安局|article|2023-02-01..2023-02-28~|items=9|outlet=mainstream",
    ]


def test_private_kinds_keep_neither_title_nor_words() -> None:
    (fact,) = read(sheet("2022年台账\n" + HEADER + "1|1月4日|政工室|重点谈话|与某同志谈话|1|1|情绪稳定")).facts
    assert (fact.title, fact.texts) == ("", {})


def test_kind_comes_from_the_title_and_columns_of_names_are_dropped() -> None:
    reading = read(
        sheet("""
            示例县公安局2022年中心组学习台账
            序号|时间|地点|学习主题|主持人|应到/实到|缺席人员及原因
            1|3月5日下午|三楼会议室|传达会议精神|张三|16/15|李四（出差）
        """)
    )
    assert shown(reading) == ["3|示例县公安局|centre-group-study|2022-03-05|times=1 people=15||传达会议精神"]
    assert reading.facts[0].texts == {"place": "三楼会议室"}
    assert reading.tables[0].dropped == ("主持人", "缺席人员及原因")


def test_person_who_is_honoured_is_not_named() -> None:
    reading = read(
        sheet("""
            2022年荣誉表彰台账
            获奖时间|单位/个人|荣誉名称|级别|等次
            1月|北塬派出所|先进集体|市级|
            3月|王　伟|演讲比赛奖|县级|一等奖
        """)
    )
    assert shown(reading) == [
        "3|北塬派出所|honour|2022-01-01..2022-01-31~|items=1|level=city|先进集体",
        "4|示例县公安局|honour|2022-03-01..2022-03-31~|items=1|grade=first level=county|演讲比赛奖",
    ]
    assert [fact.unit_typed for fact in reading.facts] == ["", ""]


def test_several_outlets_on_lines_are_one_article_each() -> None:
    reading = read(
        sheet("""
            2022年宣传稿件刊登统计表
            标题|作者|刊发媒体|媒体级别|刊发日期|是否头版头条|阅读量
            一盏灯|张三|示例日报⏎示例晚报|市级|1月12日||10万+
            年三十|李四|示例法治报|省级|1月31日|√|
        """)
    )
    assert shown(reading) == [
        "3|示例县公安局|article|2022-01-12|items=1|medium=示例日报 outlet=city|一盏灯",
        "3|示例县公安局|article|2022-01-12|items=1|medium=示例晚报 outlet=city|一盏灯",
        "4|示例县公安局|article|2022-01-31|items=1|medium=示例法治报 outlet=provincial page=front-headline|年三十",
    ]
    assert reading.tables[0].dropped == ("作者", "阅读量")


def test_goods_beside_money_are_kept_as_a_remark() -> None:
    (fact,) = read(
        sheet("2022年走访慰问台账\n日期|慰问对象|事由|慰问金（元）\n1月25日|张三|慰问伤员|500元+米面油")
    ).facts
    assert {key: str(amount) for key, amount in fact.quantities.items()} == {"times": "1", "amount": "500"}
    assert fact.texts == {"remark": "米面油"}


def test_unit_comes_from_row_sheet_title_file_or_import() -> None:
    header = "日期|责任单位|事项类别\n"
    assert shown(read(sheet("2022年台账\n" + header + "1月4日||讲党课"))) == [
        "3|示例县公安局|party-lesson|2022-01-04|times=1"
    ]
    assert read(sheet("北塬派出所2022年台账\n日期|事项类别\n1月4日|讲党课")).facts[0].unit == UnitFound(
        "北塬派出所", "北塬派出所"
    )
    by_sheet = read(sheet("刑侦大队2022年台账\n日期|事项类别\n1月4日|讲党课", name="北塬派出所"))
    assert by_sheet.facts[0].unit == find_unit("北塬派出所")
    by_file = read(sheet("2022年台账\n日期|事项类别\n1月4日|讲党课"), file="石桥派出所2022年台账.xlsx")
    assert by_file.facts[0].unit == find_unit("石桥派出所")
    filled_by = read(sheet("2022年台账\n填报单位：政工室\n日期|事项类别\n1月4日|讲党课"))
    assert (filled_by.facts[0].unit, filled_by.tables[0].filled_by) == (UnitFound("default", "示例县公安局"), "政工室")


def test_year_comes_from_title_sheet_or_file_and_is_never_guessed() -> None:
    text = "日期|事项类别\n3月5日|讲党课"
    assert read(sheet(text, name="2021年")).facts[0].first == dt.date(2021, 3, 5)
    assert read(sheet(text), file="branch-2019-H1.xlsx").facts[0].first == dt.date(2019, 3, 5)
    assert faulted(read(sheet(text))) == {"A2": "3月5日"}


def test_sheet_named_for_a_month_is_nearer_than_the_years_title() -> None:
    reading = read(sheet("2023年台账\n日期|事项类别\n5日|讲党课\n3月6日|讲党课", name="3月"))
    assert reading.period is not None
    assert reading.period.name == "2023-03"


def test_unknown_kinds_are_proposed_when_asked_for() -> None:
    text = """
        2022年台账
        日期|事项类别|数量|单位|参加人数
        1月4日|放风筝比赛|1|次|20
        1月5日|风筝制作|3|个|
        1月6日|放风筝比赛|1|次|30
    """
    reading = read(sheet(text), new_kinds=True)
    assert [(kind.key, kind.title.zh, [(q.key, q.measure) for q in kind.quantities]) for kind in reading.new_kinds] == [
        ("own/放风筝比赛", "放风筝比赛", [("times", "次"), ("people", "人次")]),
        ("own/风筝制作", "风筝制作", [("items", "个"), ("people", "人次")]),
    ]
    assert [dict(fact.quantities) for fact in reading.facts] == [
        {"times": 1, "people": 20},
        {"items": 3},
        {"times": 1, "people": 30},
    ]
    assert faulted(read(sheet(text))) == {"B3": "放风筝比赛", "B4": "风筝制作", "B5": "放风筝比赛"}


def test_number_typed_ahead_and_lone_remark_are_no_records() -> None:
    reading = read(sheet("2022年台账\n" + HEADER + "1|1月4日|政工室|讲党课|甲|1|5|\n2|||||||\n3|||||||待补"))
    assert (reading.rows, faulted(reading)) == (1, {})
    assert [(line.row, line.why) for line in reading.left_out] == [(5, "没有记录内容的行")]


def test_beginning_and_end_in_two_columns_are_one_stretch() -> None:
    text = "2022年教育培训台账\n开始时间|结束时间|班次名称|人数\n1月30日|2月2日|轮训班|32\n3月9日|3月5日|培训班|14"
    reading = read(sheet(text))
    assert shown(reading) == ["3|示例县公安局|training|2022-01-30..2022-02-02|times=1 people=32||轮训班"]
    assert faulted(reading) == {"A4": "3月9日"}


def test_form_of_file_that_hides_struck_rows_is_told() -> None:
    page = sheet("2022年台账\n日期|事项类别\n1月4日|讲党课")
    book = Workbook("台账.xls", (page,), blind=True)
    reading = read_facts(book, catalogue=grassroots(), find_unit=find_unit, default=DEFAULT)
    assert reading.tables[0].hidden == ("这种格式看不出隐藏行和划掉的行，已一并读取；请另存为 .xlsx 核对",)
    assert read(page).tables[0].hidden == ()
