from datetime import date

import pytest

from shilu.lib.errors import Refused
from shilu.reports.document import FrontMatter
from shilu.reports.front_matter import parse_front_matter


def front(settings: str) -> FrontMatter:
    return parse_front_matter(f"+++\n{settings}\n+++\n正文")[0]


def test_settings_give_every_element():
    found = front(
        """
        form = "letter"
        title = "关于报送材料的函"
        to = "示例市公安局："
        from = "示例县公安局"
        date = 2022-06-20
        seal = true
        copy_number = 12
        classification = "秘密★1年"
        urgency = "加急"
        issuer_mark = "示例县公安局"
        number = "示公〔2022〕8号"
        signer = ["张一", "李二"]
        copies_to = "示例县委办公室。"
        printed_by = "示例县公安局办公室"
        printed_on = "2022年6月21日"
        attachments = ["统计表"]
        note = "（联系人：张一）"
        unit = "X01"
        period = 2022
        until = 2022-06-15
        """
    )
    assert found == FrontMatter(
        form="letter",
        title="关于报送材料的函",
        to="示例市公安局",
        sender="示例县公安局",
        dated=date(2022, 6, 20),
        seal=True,
        copy_number="000012",
        classification="秘密★1年",
        urgency="加急",
        issuer_mark="示例县公安局",
        number="示公〔2022〕8号",
        signers=("张一", "李二"),
        copies_to="示例县委办公室",
        printed_by="示例县公安局办公室",
        printed_on=date(2022, 6, 21),
        attachments=("统计表",),
        note="联系人：张一",
        unit="X01",
        period="2022",
        until=date(2022, 6, 15),
    )


def test_a_template_without_settings_is_all_body():
    assert parse_front_matter("# 题\n正文") == (FrontMatter(), "# 题\n正文")


def test_the_body_keeps_its_line_numbers():
    assert parse_front_matter('+++\ntitle = "题"\n+++\n正文')[1] == "\n\n\n正文"


def test_texts_are_rendered_before_they_are_checked():
    settings = '+++\ntitle = "{{ period }}报告"\ndate = "{{ today }}"\nnumber = "示公〔{{ year }}〕8号"\n+++\n'
    assert parse_front_matter(settings)[0].title == "{{ period }}报告"
    values = {"period": "2022年上半年", "today": "2022-06-20", "year": "2022"}

    def render(text: str) -> str:
        for key, value in values.items():
            text = text.replace("{{ " + key + " }}", value)
        return text

    found = parse_front_matter(settings, render=render)[0]
    assert (found.title, found.dated, found.number) == ("2022年上半年报告", date(2022, 6, 20), "示公〔2022〕8号")


@pytest.mark.parametrize("written", ["示公[2022]08号", "示公（2022）第8号", "示公〔2022〕8", "示公【2022】 8号"])
def test_a_number_gets_its_brackets_and_loses_its_zeros(written: str):
    assert front(f'number = "{written}"').number == "示公〔2022〕8号"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("titel = '题'", "+++ 之间的设置没有“titel”这一项，相近的有：title, subtitle, until。"),
        ("\nto = 市局", '+++ 之间的设置第 3 行无法识别：to = 市局。请写成 名称 = "内容"。'),
        ("date = '2022年13月1日'", "date 写的是“2022年13月1日”，不是日期。请写成 2022-06-20 或 2022年6月20日。"),
        ("date = 20220620", "date 写的是“20220620”，不是日期。请写成 2022-06-20 或 2022年6月20日。"),
        ("number = '示公22年8号'", "发文字号（number）写的是“示公22年8号”。请写成 示公〔2026〕3号，年份写全。"),
        ("copy_number = 1234567", "份号（copy_number）写的是“1234567”。份号最多六位数字。"),
        ("seal = 'yes'", "seal 写的是 yes。请写 true（是）或 false（否）。"),
        ("form = 'memo'", "form 写的是“memo”。请写 report（报告）、letter（信函）或 minutes（纪要）。"),
        ("to = 3", "to 写的是 3。请写成引号里的文字。"),
        ("signer = 3", 'signer 写的是 3。请写成引号里的文字，或写成 ["甲", "乙"]。'),
    ],
)
def test_what_cannot_be_taken_is_named(settings: str, said: str):
    with pytest.raises(Refused) as refused:
        front(settings)
    assert str(refused.value) == said


def test_settings_that_are_not_closed_are_refused():
    with pytest.raises(Refused, match=r"第 1 行的 \+\+\+ 没有结束"):
        parse_front_matter("+++\ntitle = '题'\n正文")
