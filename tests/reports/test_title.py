import pytest

from shilu.reports.title import title_lines, width


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于2022年上半年工作的报告", ("关于2022年上半年工作的报告",)),
        ("示例县公安局关于2022年上半年政治工作情况的报告", ("示例县公安局关于2022年上半年", "政治工作情况的报告")),
        (
            "虚构示例县公安局2022年上半年理论学习中心组学习情况报告",
            ("虚构示例县公安局2022年", "上半年理论学习中心组学习情况报告"),
        ),
        (
            "示例县公安局办公室关于印发《示例县公安局2022年度学习教育工作要点》的通知",
            ("示例县公安局办公室关于印发《示例县", "公安局2022年度学习教育工作要点》的通知"),
        ),
        ("甲\n乙", ("甲", "乙")),
    ],
)
def test_titles_break_by_sense(title: str, lines: tuple[str, ...]):
    assert title_lines(title) == lines


def test_lines_are_no_longer_than_the_block_and_never_hollow():
    title = "示例县公安局关于贯彻落实市局党委决策部署扎实推进2022年上半年队伍建设和文化建设工作情况的报告"
    lines = title_lines(title)
    widths = [width(line) for line in lines]
    assert "".join(lines) == title
    assert max(widths) <= 19.5
    assert not (len(widths) == 3 and widths[0] > widths[1] < widths[2])


def test_a_title_of_more_than_four_lines_is_cut_where_a_line_is_full():
    lines = title_lines("示" * 100)
    assert [len(line) for line in lines] == [19, 19, 19, 19, 19, 5]
