"""Home: what it says to whom, and the first steps of a workspace that has nothing yet."""

from datetime import date
from typing import Any

import pytest
from lxml import html

import cast
from shilu.access.operations import appoint
from shilu.access.roles import Role
from shilu.deadlines.due import NewDeadline, Sort
from shilu.deadlines.operations import add_deadline
from shilu.lib.acting import By
from shilu.lib.periods import parse_period
from shilu.recording.models import Draft, Waiting
from shilu.recording.word_record import WordRecord
from shilu.recording.words import wait_for_word
from web.examples.reports import paper_of
from web.world import BY, World

pytestmark = pytest.mark.database


def home(world: World, as_: str = "office", *, query: str = "", lang: str = "zh-hans") -> Any:
    client = world.as_(as_)
    client.cookies["django_language"] = lang
    answer = client.get(f"/{query}")
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def month_lines(root: Any) -> list[str]:
    for mark in root.xpath("//span[@class='partial']"):
        mark.drop_tree()
    return ["|".join(words(cell) for cell in row) for row in root.xpath("//table[@class='month']//tbody/tr")]


def test_the_day_begins_with_the_unit_the_day_and_one_button(world):
    root = home(world, "recorder")
    assert words(root.xpath("//h1")[0]) == "城东所"
    assert words(root.xpath("//p[contains(@class,'today')]")[0]) == "2022年7月4日 星期一"
    (button,) = root.xpath("//a[contains(@class,'main')]")
    assert (words(button), button.get("href")) == ("记一笔", "/record/")


def test_this_month_stands_beside_the_same_month_of_last_year(world, clerk):
    cast.post(
        """
        2022-07-01 | X02 | meeting | times=2 people=9 | 七月例会
        2021-07-02 | X02 | meeting | times=1 | 去年七月例会
        2021-07-20 | X02 | meeting | times=4 | 去年七月下旬
        2021-07-03 | X02 | article | items=3 | 去年稿件
        """,
        clerk=clerk,
    )
    root = home(world, "recorder")
    assert month_lines(root) == ["例会|2次|5次", "稿件|— 尚无记录|3篇"]
    assert words(root.xpath("//table[@class='month']/caption")[0]) == "2022年7月至今，与2021年7月全月对照"


def test_the_month_of_the_top_line_is_shown_with_those_before_it(world):
    root = home(world, "recorder", query="?period=2022-06")
    assert words(root.xpath("//table[@class='month']/caption")[0]) == "2022年6月，与2021年6月对照"
    assert month_lines(root) == ["例会|1次|— 未报", "稿件|3篇|— 未报"]
    assert words(root.xpath("//h2[@id='month']")[0]) == "2022年6月记了什么"
    months = [words(one.xpath("./a/span[1]")[0]) for one in root.xpath("//ol[@class='calendar']/li")]
    assert (months[0], months[-1]) == ("2022年1月", "2022年6月")
    assert words(home(world, "recorder", query="?period=2022").xpath("//h2[@id='month']")[0]) == "本月记了什么"


def test_only_what_may_be_read_is_counted(world, clerk):
    cast.post("2022-07-01 | X03 | meeting | times=2 | 城西例会", clerk=clerk)
    assert month_lines(home(world, "recorder")) == []
    assert month_lines(home(world, "office")) == ["例会|2次|— 未报"]
    world.accounts["chief"].appointments.update(lines={"kinds": ["test/article"]})
    assert month_lines(home(world, "chief")) == []


def test_the_calendar_counts_records_of_the_unit_by_their_day(world, clerk):
    cast.post("2022-06-30 | X02 | meeting | times=1 | 一\n2022-06-30 | X0201 | meeting | times=1 | 二", clerk=clerk)
    root = home(world, "recorder")
    months = [words(one.xpath("./a")[0]) for one in root.xpath("//ol[@class='calendar']/li")]
    assert months == [
        "2022年2月 0 条",
        "2022年3月 0 条",
        "2022年4月 0 条",
        "2022年5月 0 条",
        "2022年6月 4 条",
        "2022年7月 0 条",
    ]
    assert "最多的一天是 6月30日，2 条" in words(root.xpath("//section[contains(@class,'activity')]")[0])
    july = root.xpath("//ol[@class='calendar']/li")[-1]
    assert len(july.xpath(".//*[local-name()='rect']")) == 4


def test_the_calendars_number_is_that_of_the_records_it_leads_to(world, clerk):
    cast.post(
        """
        2022-06-01..2022-06-30 | X02 | meeting | times=9 | 全月
        2022-04-01..2022-06-30 | X02 | meeting | times=9 | 全季
        2022-06-30 | X02 | meeting | times=1 | 一天
        """,
        clerk=clerk,
    )
    june = home(world, "recorder").xpath("//ol[@class='calendar']/li/a")[-2]
    assert words(june) == "2022年6月 4 条 其中 1 条按月填"
    address = f"{june.get('href')}&unit=X02"
    found = html.fromstring(world.as_("recorder").get(address).content.decode())
    assert len(found.xpath("//main//tbody//a[starts-with(@href, '/ledger/')][not(contains(@href, '?'))]")) == 4


def test_what_is_due_says_how_long_and_what_is_missing(world):
    add_deadline(
        NewDeadline(
            world.bureau["X"],
            Sort.MONTH,
            "六月月报表",
            date(2022, 7, 1),
            period=parse_period("2022-06"),
            below="*",
            to="市局",
        ),
        by=By(world.accounts["office"].uuid, "", BY.now),
    )
    root = home(world, "office")
    (line,) = root.xpath("//ol[@class='dues']/li")
    told = words(line)
    (address,) = line.xpath(".//a[text()='六月月报表']/@href")
    assert "<h1>六月月报表</h1>" in world.as_("office").get(address).content.decode()
    assert told.startswith("07-01 已过 3 天 六月月报表 2022年6月 报市局")
    assert "还没交：办公室、城东所、城西所" in told
    assert "未报：" not in told
    own = words(home(world, "member").xpath("//ol[@class='dues']/li")[0])
    assert own.startswith("07-01 已过 3 天")
    assert "还没交" not in own


def test_where_nothing_is_due_a_line_says_so(world):
    assert "一个月内没有到期的事项" in home(world, "other").text_content()


def test_records_without_a_kind_are_told_to_who_gives_kinds(world, clerk):
    typed = WordRecord("家风夜话", world.bureau["X02"], date(2022, 7, 1), date(2022, 7, 1))
    wait_for_word(typed, clerk=clerk, may_post=True)
    appoint(world.accounts["office"], Role.ADMINISTRATOR, unit=world.bureau["X"], on=date(2020, 1, 1), by=BY)
    line = home(world, "office").xpath("//ul[@class='halfway']/li[a[@href='/catalogue/words/']]")[0]
    assert words(line) == "1 条“其他”记录待归类 未计入"
    assert home(world, "recorder").xpath("//a[@href='/catalogue/words/']") == []


def test_drafts_and_reviews_stand_above_it_all(world):
    own = world.accounts["member"].uuid
    Draft.objects.create(
        uuid=cast.person_uuid("draft"), account=own, unit=world.bureau["X02"], kind="test/meeting", updated_at=BY.now
    )
    for at, (state, said) in enumerate((("waiting", ""), ("returned", "日期写错了"))):
        Waiting.objects.create(
            uuid=cast.person_uuid(f"waiting {at}"),
            account=own,
            unit=world.bureau["X02"],
            state=state,
            handed_at=BY.now,
            words=said,
        )
    told = [words(one) for one in home(world, "member").xpath("//ul[@class='halfway']/li")]
    assert told == [
        "1 条您的记录被退回 “日期写错了”",
        "1 条您的记录待审核 未计入",
        "1 份您的草稿 2022-07-04 09:30",
    ]
    assert [words(one) for one in home(world, "reviewer").xpath("//ul[@class='halfway']/li")] == [
        "1 条记录待审核 未计入"
    ]
    assert home(world, "other").xpath("//ul[@class='halfway']") == []


def test_who_looks_after_the_machine_sees_no_records(world):
    root = home(world, "system")
    assert root.xpath("//table") == []
    assert root.xpath("//ol[@class='calendar']") == []
    assert "这个账号不看业务记录" in root.text_content()


def test_an_empty_workspace_begins_with_four_steps_that_can_be_skipped(world):
    client = world.as_("administrator")

    def steps() -> list[str]:
        root = html.fromstring(client.get("/").content.decode())
        return [
            words(one.xpath(".//strong")[0])
            + (
                words(one.xpath(".//span[contains(@class,'state')]")[0])
                if one.xpath(".//span[contains(@class,'state')]")
                else ""
            )
            for one in root.xpath("//ol[@class='begin-steps']/li")
        ]

    assert steps() == ["导入花名册已完成", "导入去年的台账已完成", "用去年的报告做模板", "写第一份报告"]
    assert client.post("/steps/template/skip/").status_code == 302
    assert steps()[2] == "用去年的报告做模板已跳过"
    paper = paper_of(world, "X02")
    assert steps() == []
    paper.delete()
    assert steps()[3] == "写第一份报告"
    client.post("/steps/report/skip/")
    assert steps() == []
    assert client.post("/steps/nothing/skip/").status_code == 404


def test_steps_are_for_who_sets_the_workspace_up(world):
    assert home(world, "recorder").xpath("//ol[@class='begin-steps']") == []


def test_home_is_read_in_english_too(world):
    root = home(world, "recorder", lang="en")
    assert words(root.xpath("//a[contains(@class,'main')]")[0]) == "Record something"
    assert words(root.xpath("//h2[@id='due']")[0]) == "What is due"
    assert words(root.xpath("//p[contains(@class,'today')]")[0]) == "Monday, July 4, 2022"


def test_queries_do_not_grow_with_records(world, clerk, django_assert_max_num_queries):
    client = world.as_("office")
    with django_assert_max_num_queries(90) as few:
        client.get("/")
    cast.post("\n".join(f"2022-06-{1 + n % 28:02} | X02 | meeting | times=1 | 第{n}次" for n in range(80)), clerk=clerk)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get("/")
