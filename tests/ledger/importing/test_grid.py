"""Numbers under headings become facts by unit, kind and period."""

from written_sheets import faulted, read, sheet, shown


def test_units_down_and_kinds_across_give_the_period_of_the_title() -> None:
    reading = read(
        sheet(
            """
            2022年6月工作月报汇总表
            序号|单位|集中学习||警示教育||场次合计
            ||场次|人次|场次|人次|
            1|政工室|4|36|1|12|5
            2|刑侦大队|4场|88人次|0|/|4
            3|北塬派出所|||||0
            4|石桥派出所|约3|20|||3
            合计||11|144|1|12|12
            """,
            merges=["A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3"],
        )
    )
    assert shown(reading) == [
        "4|政工室|group-study|2022-06-01..2022-06-30~|times=4 people=36",
        "4|政工室|warning-education|2022-06-01..2022-06-30~|times=1 people=12",
        "5|刑侦大队|group-study|2022-06-01..2022-06-30~|times=4 people=88",
    ]
    (table,) = reading.tables
    assert [(zero.cell, zero.kind) for zero in table.zeros] == [("E5", "grassroots/warning-education")]
    assert faulted(reading) == {"C7": "约3"}
    assert [(line.row, line.why) for line in table.left_out] == [(6, "没有记录内容的行"), (8, "合计行")]


def test_cross_table_of_days_gives_one_meeting_a_day() -> None:
    reading = read(
        sheet(
            """
            2022年三会一课登记表
            党支部|支委会||党课|
            |1月|2月|1月|2月
            第一党支部|5日、19日|21日||2
            第二党支部||30日|1|无
            """,
            merges=["A2:A3", "B2:C2", "D2:E2"],
        )
    )
    assert shown(reading) == [
        "4|第一党支部|branch-committee|2022-01-05|times=1",
        "4|第一党支部|branch-committee|2022-01-19|times=1",
        "4|第一党支部|branch-committee|2022-02-21|times=1",
        "4|第一党支部|party-lesson|2022-02-01..2022-02-28~|times=2",
        "5|第二党支部|party-lesson|2022-01-01..2022-01-31~|times=1",
    ]
    assert faulted(reading) == {"C5": "30日"}


def test_kinds_down_and_months_or_quarters_across() -> None:
    months = sheet("2022年统计表\n项目|1月|2月|合计\n集中学习|3|4|7\n警示教育||1|1")
    assert shown(read(months)) == [
        "3|示例县公安局|group-study|2022-01-01..2022-01-31~|times=3",
        "3|示例县公安局|group-study|2022-02-01..2022-02-28~|times=4",
        "4|示例县公安局|warning-education|2022-02-01..2022-02-28~|times=1",
    ]
    quarters = sheet(
        "2022年上半年统计表\n项目|第一季度||第二季度|\n|场次|人次|场次|人次\n集中学习|3|41|5|65",
        merges=["A2:A3", "B2:C2", "D2:E2"],
    )
    assert shown(read(quarters)) == [
        "4|示例县公安局|group-study|2022-01-01..2022-03-31~|times=3 people=41",
        "4|示例县公安局|group-study|2022-04-01..2022-06-30~|times=5 people=65",
    ]


def test_months_down_and_kinds_across() -> None:
    reading = read(sheet("2022年统计表\n月份|集中学习（次）|短视频（个）\n1月|3|2\n2月|4|"))
    assert shown(reading) == [
        "3|示例县公安局|group-study|2022-01-01..2022-01-31~|times=3",
        "3|示例县公安局|short-video|2022-01-01..2022-01-31~|items=2",
        "4|示例县公安局|group-study|2022-02-01..2022-02-28~|times=4",
    ]


def test_unknown_heading_is_refused_once_and_proposed_when_asked_for() -> None:
    text = "2022年6月汇总表\n单位|集中学习|警示教育|无人机巡查（架次）\n政工室|1|2|3\n刑侦大队|1|2|4"
    assert faulted(read(sheet(text))) == {"D2": "无人机巡查（架次）"}
    reading = read(sheet(text), new_kinds=True)
    assert [kind.title.zh for kind in reading.new_kinds] == ["无人机巡查（架次）"]
    assert len(reading.facts) == 6


def test_grid_without_a_period_is_refused_cell_by_cell() -> None:
    reading = read(sheet("工作汇总表\n单位|集中学习|警示教育\n政工室|1|"))
    assert faulted(reading) == {"B3": 1.0}
    assert reading.faults[0].reason.endswith("标题、工作表名和文件名都没有写明统计期")


def test_unknown_unit_is_refused_once_for_its_row() -> None:
    reading = read(sheet("2022年6月汇总表\n单位|集中学习|警示教育\n南塬派出所|1|2"))
    assert faulted(reading) == {"A3": "南塬派出所"}


def test_counts_beyond_reason_are_refused() -> None:
    reading = read(
        sheet(
            """
            2022年6月工作月报汇总表
            单位|集中学习|警示教育
            政工室|999999999|1
            """
        )
    )
    assert faulted(reading) == {"B3": 999999999.0}
