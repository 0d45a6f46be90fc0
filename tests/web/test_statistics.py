"""The pages of figures: what they say, to whom, and what can be taken away from them."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils.html import strip_tags
from lxml import html
from openpyxl import load_workbook

import cast
from shilu.access.models import Account
from shilu.access.operations import appoint
from shilu.access.roles import Role
from shilu.figures.queries import ask
from shilu.figures.saved import views_of
from shilu.ledger.catalogue_toml import read_catalogue
from shilu.ledger.closing import close_period, open_period
from shilu.ledger.occasions import join_occasion
from shilu.ledger.organising import apply_catalogue, change_organisation
from shilu.lib.periods import parse_period
from shilu.organisation.changes import PostHeld
from shilu.web.views import statistics_asked, statistics_words
from web.world import BY, World

pytestmark = pytest.mark.database

TARGET = """
namespace = "test"

[figures.goal]
zh = "例会年度任务数"
en = "target of meetings"
definition_zh = "例会的年度任务数。"
type = "target"
quantity = "times"
measure = "次"
of = "meeting"
targets = [{ period = "2022", amount = 8 }]
"""


SHARE = """
namespace = "test"

[figures.share]
zh = "例会与稿件之比"
en = "meetings to articles"
definition_zh = "例会数除以稿件数。"
type = "ratio"
quantity = "times"
measure = "%"
numerator = "meeting"
denominator = "article"
"""
COUNTED = """
namespace = "test"

[figures.staff]
zh = "人数"
en = "staff"
definition_zh = "在册的人。"
type = "headcount"
quantity = "persons"
measure = "人"

[figures.heads]
zh = "所长数"
en = "heads"
definition_zh = "在任的所长。"
type = "headcount"
quantity = "persons"
measure = "人"
where = { post = "所长" }

[figures.stations]
zh = "所数"
en = "stations"
definition_zh = "现有的所。"
type = "unitcount"
quantity = "items"
measure = "个"
where = { type = "所" }

[figures.each]
zh = "所均人数"
en = "staff of each station"
definition_zh = "人数除以所数。"
type = "ratio"
quantity = "persons"
measure = "人"
numerator = "staff"
denominator = "stations"
"""


def page(world: World, query: str, *, as_: str = "office", path: str = "/statistics/", status: int = 200) -> Any:
    answer = world.as_(as_).get(f"{path}?{query}")
    assert answer.status_code == status
    return html.fromstring(answer.content.decode())


def lines(root: Any) -> list[str]:
    """The rows of the table of figures, their cells between strokes, without the mark of what is not complete."""
    for mark in root.xpath("//span[contains(@class, 'partial')]"):
        mark.drop_tree()
    return [
        "|".join(" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")).strip("|")
        for row in root.xpath("//form[contains(@class,'figures')]//tbody/tr")
    ]


def test_all_figures_stand_together_with_their_measure_words(world):
    root = page(world, "unit=X&period=2022-06")
    assert lines(root) == [
        "本单位自设",
        "例会|2次",
        "50人次",
        "稿件|5篇",
    ]


def test_every_number_leads_to_its_records(world):
    root = page(world, "unit=X&period=2022-06")
    (address,) = root.xpath("//a[contains(@class,'number')][contains(@href,'quantity=people')]/@href")
    found = page(world, address.partition("?")[2], path="/statistics/entries/")
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in found.xpath("//main//tbody/tr")]
    assert rows == [
        ["2022-06-02", "城西例会 例会", "城西所", "1次，30人次"],
        ["2022-06-01", "城东例会 例会", "城东所", "1次，20人次"],
    ]
    assert found.xpath("//span[@class='figure-value']")[0].text == "50"
    assert found.xpath("//main//tbody//a/@href") == [
        f"/ledger/{world.entries['other']}/",
        f"/ledger/{world.entries['own']}/",
    ]


def test_the_page_of_a_number_tells_which_records_are_one_event(world, clerk):
    joint = cast.post(
        "2022-06-20 | X02 | meeting | times=1 people=3 | 联席会\n2022-06-20 | X03 | meeting | times=1 people=4 | 联席会",
        clerk=clerk,
    )
    join_occasion(joint, clerk=clerk)
    query = "unit=X&period=2022-06&figure=test/meeting&quantity=times"
    found = page(world, query, path="/statistics/entries/")
    assert found.xpath("//span[@class='figure-value']")[0].text == "3"
    assert "其中 2 条是 1 场同场活动，每场只计一次。" in found.text_content()
    marks = [" ".join(row.text_content().split()) for row in found.xpath("//main//tbody/tr")]
    assert ["同场活动 1" in row for row in marks] == [True, True, False, False]


def test_records_behind_a_number_are_exported_and_opened_in_the_ledger(world):
    query = "unit=X&period=2022-06&figure=test/article&quantity=items&labels=%7B%22level%22%3A%22city%22%7D"
    found = page(world, query, path="/statistics/entries/")
    export, listed = found.xpath("//p[contains(@class,'taken')]/a/@href")
    assert listed == "/ledger/?unit=X&period=2022-06&kind=test%2Farticle&label_level=city"
    assert "城东稿件" in world.as_("office").get(listed).content.decode()
    answer = world.as_("office").get(export)
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert [row[6] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["城东稿件"]


def test_records_behind_a_stock_are_opened_in_the_ledger_from_the_first_of_them_on(world, clerk):
    cast.post(
        "2022-02-03 | X02 | members | persons=5 | 转入\n2022-06-08 | X02 | members | persons=-1 | 转出\n2022-07-01 | X02 | members | persons=2 | 后来",
        clerk=clerk,
    )
    found = page(world, "unit=X&period=2022-06&figure=test/members", path="/statistics/entries/")
    _export, listed = found.xpath("//p[contains(@class,'taken')]/a/@href")
    assert listed == "/ledger/?unit=X&period=2022-02-03%2F2022-06-30&kind=test%2Fmembers"
    told = world.as_("office").get(listed).content.decode()
    assert [word in told for word in ("转入", "转出", "后来")] == [True, True, False]


def test_both_parts_of_a_share_lead_to_their_numbers_and_to_the_ledger(world, clerk):
    merged, faults = read_catalogue(SHARE, file="share.toml", over=cast.small_catalogue())
    assert faults == ()
    apply_catalogue(cast.small_catalogue().merged(merged), clerk=clerk)
    found = page(world, "unit=X&period=2022-06&figure=test/share", path="/statistics/entries/")
    for mark in found.xpath("//span[contains(@class, 'partial')]"):
        mark.drop_tree()
    facts = [" ".join(one.text_content().split()) for one in found.xpath("//dl[contains(@class,'sources')]/*")]
    assert facts == ["分子", "例会 2次", "分母", "稿件 5篇"]
    listed = found.xpath("//p[contains(@class,'taken')]/a/text()")
    assert [one for one in listed if one.startswith("在台账")] == ["在台账中打开：例会", "在台账中打开：稿件"]


def test_people_and_units_that_are_counted_are_listed_by_their_units(world, clerk):
    merged, faults = read_catalogue(COUNTED, file="counted.toml", over=cast.small_catalogue())
    assert faults == ()
    apply_catalogue(cast.small_catalogue().merged(merged), clerk=clerk)
    people = page(world, "unit=X&period=2022-06&figure=test/staff", path="/statistics/entries/")
    assert [" ".join(one.text_content().split()) for one in people.xpath("//ul[@class='places']/li")] == ["城西所 3人"]
    assert "没有记录" not in people.text_content()
    units = page(world, "unit=X&period=2022-06&figure=test/stations", path="/statistics/entries/")
    assert [one.text.strip() for one in units.xpath("//ul[@class='places']/li")] == ["城东所", "城西所"]
    share = page(world, "unit=X&period=2022-06&figure=test/each", path="/statistics/entries/")
    facts = [" ".join(one.text_content().split()) for one in share.xpath("//dl[contains(@class,'sources')]/*")]
    assert facts == ["分子", "人数 3人", "分母", "所数 2个"]
    assert len(share.xpath("//dl[contains(@class,'sources')]//a")) == 2


def test_who_holds_a_post_in_two_units_is_one_of_the_list_as_of_the_number(world, clerk):
    merged, _faults = read_catalogue(COUNTED, file="counted.toml", over=cast.small_catalogue())
    apply_catalogue(cast.small_catalogue().merged(merged), clerk=clerk)
    on = date(2022, 1, 1)
    held = (("甲", "X02"), ("甲", "X03"), ("乙", "X03"))
    posts = [PostHeld(cast.person_uuid(name), world.bureau[unit], "所长", on, None) for name, unit in held]
    change_organisation(posts, clerk=clerk)
    found = page(world, "unit=X&period=2022-06&figure=test/heads", path="/statistics/entries/")
    assert found.xpath("string(//p[@class='value'])").split()[0] == "2人"
    listed = [" ".join(one.text_content().split()) for one in found.xpath("//ul[@class='places']/li")]
    assert listed == ["城东所、城西所 1人", "城西所 1人"]
    assert "由 2 个单位构成" in found.text_content()


def test_nought_and_not_reported_look_different(world, clerk):
    close_period(world.bureau["X03"], period=parse_period("2022-05"), clerk=clerk)
    root = page(world, "unit=X&period=2022-05&by=unit&figure=test/meeting.times")
    assert lines(root) == ["办公室|— 未报", "城东所|— 未报", "城西所|0次", "合计|— 未报齐"]
    assert "0 表示已报、没有" in root.text_content()


def test_a_number_that_only_some_records_say_has_that_beside_it(world, clerk):
    cast.post("2022-06-09 | X03 | meeting | times=1 | 没有点人数", clerk=clerk)
    root = page(world, "unit=X&period=2022-06&by=unit&figure=test/meeting.times&figure=test/meeting.people")
    beside = {mark.getparent().xpath("./a")[0].text_content(): mark.text_content() for mark in said_partly(root)}
    assert beside == {"30人次": "2条记录中1条填了人次", "50人次": "3条记录中2条填了人次"}
    assert "例会：" not in root.xpath("//p[contains(@class, 'legend')]")[0].text_content()


def said_partly(root: Any) -> list[Any]:
    return [mark for mark in root.xpath("//span[contains(@class, 'partial')]") if "填了" in mark.text_content()]


def test_figures_by_unit_beside_the_month_before(world, clerk):
    cast.post("2022-05-09 | X02 | meeting | times=3 people=9 | 五月例会", clerk=clerk)
    root = page(world, "unit=X&period=2022-06&by=unit&figure=test/meeting.times&compare=previous")
    assert lines(root) == [
        "办公室|— 未报|— 未报",
        "城东所|1次|3次|-2次（-66.7%）",
        "城西所|1次|— 未报",
        "合计|2次|3次|-1次（-33.3%）",
    ]


def test_a_column_puts_the_units_in_its_order_largest_first_and_then_smallest(world):
    query = "unit=X&period=2022-06&by=unit&figure=test/meeting.people"
    root = page(world, query)
    (address,) = root.xpath("//thead//a/@href")
    root = page(world, address[1:])
    assert lines(root) == ["城西所|30人次", "城东所|20人次", "办公室|— 未报", "合计|50人次"]
    assert root.xpath("//thead/tr/th/@aria-sort") == ["descending"]
    assert lines(page(world, root.xpath("//thead//th[@aria-sort]//a/@href")[0][1:]))[:2] == [
        "城东所|20人次",
        "城西所|30人次",
    ]


def test_a_table_in_the_order_of_a_column_goes_back_to_its_own(world):
    root = page(world, "unit=X&period=2022-06&by=unit&figure=test/meeting.people&sort=test/meeting.people&page=1")
    (address,) = root.xpath("//thead//a[@title='按原来的顺序']/@href")
    assert "sort" not in address
    assert "page" not in address
    assert lines(page(world, address[1:])) == ["办公室|— 未报", "城东所|20人次", "城西所|30人次", "合计|50人次"]


def test_figures_by_month_are_drawn_as_a_line(world):
    root = page(world, "unit=X&period=2022-Q2&by=month&figure=test/article.items")
    assert lines(root) == ["2022年4月|— 未报", "2022年5月|— 未报", "2022年6月|5篇", "合计|5篇"]
    picture, _calendar = root.xpath("//figure//*[local-name()='svg'][contains(@class,'picture')]")
    assert picture.xpath("./*[local-name()='desc']")[0].text == "2022年第二季度：4月 未报、5月 未报、6月 5"
    assert len(picture.xpath("./*[local-name()='circle']")) == 1


def test_figures_by_month_stand_as_a_calendar_of_their_days_too(world):
    query = "unit=X&period=2022-H1&by=month&figure=test/meeting.times"
    root = page(world, query)
    calendar = root.xpath("//figure[contains(@class,'drawn')]")[1]
    said = calendar.xpath(".//rect[not(@class='shade-0')]/title/text()")
    assert said == ["6月1日：1 条记录", "6月2日：1 条记录"]
    assert "6月 2次" in [one.text for one in calendar.xpath(".//text")]
    (address,) = calendar.xpath(".//figcaption/a/@href")
    assert world.as_("office").get(address)["Content-Type"] == "image/svg+xml"


def test_what_may_not_be_told_one_by_one_has_no_calendar(world, clerk):
    cast.post("2022-06-01..2022-06-30 | X02 | talk | times=8 people=9", clerk=clerk)
    root = page(world, "unit=X&period=2022-H1&by=month&figure=test/talk.times")
    assert root.xpath("//rect[starts-with(@class,'shade')]") == []


def test_figures_by_label_and_only_of_one_value(world):
    root = page(world, "unit=X&period=2022-06&by=level&figure=test/article.items")
    assert lines(root) == ["市级|3篇", "省级|2篇", "合计|5篇"]
    root = page(world, "unit=X&period=2022-06&figure=test/article.items&only=level%3Dcity")
    assert lines(root)[1] == "稿件（市级）|3篇"


def test_a_period_that_is_not_over_is_compared_up_to_today(world, clerk):
    cast.post(
        "2021-07-02 | X02 | meeting | times=1 | 去年\n2021-07-30 | X02 | meeting | times=5 | 去年月底", clerk=clerk
    )
    query = "unit=X&period=2022-07&figure=test/meeting.times&compare=last-year"
    root = page(world, query)
    assert "本期还没有结束，比较的是2022年7月（截至7月4日）" in root.text_content()
    assert lines(root)[1] == "例会|— 场次尚无记录|1次"
    assert lines(page(world, f"{query}&whole=1"))[1] == "例会|— 场次尚无记录|6次"


def test_a_year_that_is_not_over_misses_who_has_not_reported_the_months_that_are(world, clerk):
    close_period(world.bureau["X"], period=parse_period("2022-H1"), clerk=clerk)
    query = "unit=X&period=2022&figure=test/meeting.times"
    assert "未报齐" not in page(world, query).text_content()
    assert lines(page(world, f"{query}&by=month"))[5:8] == ["2022年6月|2次", "2022年7月|— 尚无记录", "2022年8月|— 未到"]
    (told,) = page(world, query, path="/statistics/copied/").xpath("//textarea/text()")
    assert told.strip() == "2022年（截至7月4日），示例局例会2次。"
    open_period(world.bureau["X03"], period=parse_period("2022-05"), reason="补报", clerk=clerk)
    other = query.replace("meeting.times", "article.items")
    (told,) = page(world, other, path="/statistics/copied/").xpath("//textarea/text()")
    assert told.strip() == "2022年（截至7月4日），示例局稿件5篇。（未报齐：城西所未报）"


def test_what_is_left_out_of_one_figure_is_told_with_its_name(world, clerk):
    cast.post("2022-06-01..2022-06-30 | X02 | meeting | times=5 | 六月合计", clerk=clerk)
    query = "unit=X&period=2022-06-01/2022-06-20&figure=test/meeting.times&figure=test/article.items"
    root = page(world, query)
    (foot,) = root.xpath("//p[contains(@class,'legend')]")
    assert "例会：有1笔汇总记录跨出本期，未计入" in " ".join(foot.text_content().split())
    assert "：未报单位：" not in foot.text_content()
    assert foot.text_content().index("未报单位：") < foot.text_content().index("例会：有1笔")


def test_ticked_figures_are_cut_by_month(world):
    answer = world.as_("office").get("/statistics/?unit=X&row=test/meeting.times&row=test/article.items&by=month")
    assert (
        answer.headers["Location"]
        == "/statistics/?unit=X&period=2022-07&figure=test%2Fmeeting.times&figure=test%2Farticle.items&by=month"
    )


def test_a_figure_is_added_by_its_name_and_taken_out_again(world):
    answer = world.as_("office").get("/statistics/?unit=X&period=2022-06&add=稿件")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/statistics/?unit=X&period=2022-06&figure=test%2Farticle.items"
    root = page(world, "unit=X&figure=test/article.items&figure=test/meeting.times")
    chips = [" ".join(one.text_content().split()) for one in root.xpath("//ul[contains(@class,'chosen')]/li")]
    assert chips == ["稿件 篇去掉", "例会 次去掉"]
    assert (
        root.xpath("//ul[contains(@class,'chosen')]//a/@href")[0] == "/statistics/?unit=X&figure=test%2Fmeeting.times"
    )


def test_a_name_that_fits_nothing_and_no_period_are_told_at_their_fields(world):
    root = page(world, "unit=X&add=例回&compare=other&against=随便")
    told = [one.text_content().strip() for one in root.xpath("//p[@class='error']")]
    assert told[0] == "没有统计项目“例回”；相近的有：例会。"
    assert "随便" in told[1]
    assert root.xpath("//input[@name='add']/@value") == ["例回"]
    assert root.xpath("//div[contains(@class,'errors')]//a/@href") == ["#id_add", "#id_against"]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["例会"], []),
        (["例会", "例回"], ["没有统计项目“例回”，未列出。"]),
        (["例会", "", "例回", "甲" * 60, "例回"], [f"没有统计项目“例回”、“{'甲' * 40}”，未列出。"]),
        (["例会", *"甲乙丙丁戊"], ["没有统计项目“甲”、“乙”、“丙”，还有 2 个也没有，均未列出。"]),
    ],
)
def test_a_name_of_the_address_that_fits_nothing_is_told_in_a_line(world, names, told):
    root = page(world, urlencode([("unit", "X"), ("period", "2022-06"), *(("figure", name) for name in names)]))
    assert root.xpath("//p[@class='message warning']/text()") == told
    assert lines(root)[1] == "例会|2次"


def test_a_figure_that_the_reader_may_not_read_is_as_unknown_as_none(world, clerk):
    kinds = {"kinds": ["test/article"]}
    appoint(world.accounts["member"], Role.LEADER, unit=world.bureau["X03"], on=date(2020, 1, 1), by=BY, lines=kinds)
    cast.post("2022-06-01 | X03 | meeting | times=1 | 会", clerk=clerk)
    root = page(world, "unit=X03&period=2022-06&figure=例会&figure=稿件", as_="member")
    assert root.xpath("//p[@class='message warning']/text()") == ["没有统计项目“例会”，未列出。"]


def test_figures_beyond_the_last_column_are_told(world, monkeypatch):
    for module in (statistics_asked, statistics_words):
        monkeypatch.setattr(module, "MOST_NAMES", 1)
    told = "一张表最多列 1 个统计项目，其余 1 个未列出。"
    asked = "unit=X&period=2022-06&by=unit"
    root = page(world, f"{asked}&figure=test/meeting.times&figure=test/article.items")
    assert root.xpath("//p[@class='message warning']/text()") == [told]
    ticked = world.as_("office").get(f"/statistics/?{asked}&row=test/meeting.times&row=test/article.items", follow=True)
    assert told in ticked.content.decode()


def test_ticked_figures_become_a_sentence_a_table_and_a_picture(world, clerk):
    cast.post("2021-06-09 | X02 | meeting | times=1 people=40 | 去年例会", clerk=clerk)
    query = "unit=X&period=2022-06&compare=last-year&row=test/meeting.times&row=test/article.items"
    root = page(world, query, path="/statistics/copied/")
    assert root.xpath("//textarea/text()")[0].strip() == (
        "2022年6月，示例局例会2次，同比增加1次、增长100.0%；稿件5篇。（未报齐：办公室、城东所、城西所未报）"
    )
    table = [[cell.text or "" for cell in row] for row in root.xpath("//table[@id='plain-table']//tr")]
    assert table == [
        ["统计项目", "计量单位", "2022年6月", "2021年6月", "增减", "增减%", "记录数"],
        ["例会", "次", "2", "1", "1", "+100.0%", "2"],
        ["稿件", "篇", "5", "未报", "", "", "2"],
        ["注：未报齐：办公室、城东所、城西所未报"],
    ]


def test_parts_of_one_figure_become_a_sentence(world):
    query = "unit=X&period=2022-06&by=unit&figure=test/meeting.people&row=X02&row=X03"
    root = page(world, query, path="/statistics/copied/")
    assert root.xpath("//textarea/text()")[0].strip() == (
        "2022年6月，示例局例会：城东所20人次、城西所30人次。（未报齐：城东所一队、城西所未报）"
    )
    (source,) = root.xpath("//figure//*[local-name()='text'][contains(., '来源')]")
    assert source.text.startswith("来源：示例局台账，2022年6月，取数时点 2022-07-04 ")


def test_parts_of_a_figure_are_set_apart_as_english_does(world):
    client = world.as_("office")
    client.cookies["django_language"] = "en"
    asked = "unit=X&period=2022-06&by=unit&figure=test/meeting.times&row=X02&row=X03"
    root = html.fromstring(client.get(f"/statistics/copied/?{asked}").content.decode())
    (told,) = root.xpath("//textarea[@id='sentence']/text()")
    assert "城东所 1次, 城西所 1次." in told
    assert root.xpath("//table[@id='plain-table']//th/text()") == ["Unit", "meeting (次)"]


def test_the_side_sheet_gets_the_part_without_the_page(world):
    answer = world.as_("office").get("/statistics/copied/?unit=X&period=2022-06", headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "data-close" in answer.content.decode()


def test_a_picture_is_a_file_of_its_own(world):
    query = "unit=X&period=2022-Q2&by=month&figure=test/article.items&drawn=test/article.items"
    answer = world.as_("office").get(f"/statistics/picture/?{query}")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")
    assert world.as_("office").get(f"/statistics/picture/?{query}0").status_code == 404


def test_the_workbook_has_numbers_as_numbers_and_words_where_there_are_none(world):
    answer = world.as_("office").get("/statistics/export/?unit=X&period=2022-06&by=unit&figure=test/meeting.times")
    book = load_workbook(BytesIO(answer.content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=4)]
    assert rows == [["单位", "例会（次）"], ["办公室", "未报"], ["城东所", 1], ["城西所", 1], ["合计", 2]]
    assert book.worksheets[0]["A1"].value == "示例局 2022年6月"
    assert "开一次算一次" in book.worksheets[1]["A1"].value


def test_what_one_recorded_is_in_a_table_that_another_one_asked_for_first(world, clerk):
    second = Account(uuid=cast.person_uuid("second"), number="2", name="乙", must_change=False, made_at=BY.now)
    second.set_unusable_password()
    second.save()
    appoint(second, Role.RECORDER, unit=world.bureau["X"], on=date(2020, 1, 1), by=BY)
    client = Client()
    client.force_login(second, backend="shilu.access.signed_in.Accounts")
    whole, sorted_too = (f"/statistics/?unit=X&period=2022-06{more}" for more in ("", "&sort=value"))
    client.get(whole)
    own = replace(clerk, account=str(world.accounts["office"].uuid))
    cast.post("2022-06-20 | X02 | meeting | times=4 people=8 | 新开的会", clerk=own)
    client.get(sorted_too)
    assert "例会|6次" in lines(page(world, sorted_too.partition("?")[2]))


def test_a_view_is_kept_shared_and_deleted(world):
    query = "unit=X02&figure=test/meeting.times&by=month"
    own, others = world.as_("recorder"), world.as_("member")
    assert own.post(f"/statistics/keep/?{query}", {"name": "例会按月", "shared": "on"}).status_code == 302
    chips = html.fromstring(others.get("/statistics/?unit=X02").content.decode()).xpath("//nav[@class='kept']//li")
    assert [" ".join(one.text_content().split()) for one in chips] == ["例会按月"]
    assert chips[0].xpath("./a/@href") == ["/statistics/?unit=X02&figure=test%2Fmeeting.times&by=month"]
    assert others.post("/statistics/drop/?name=例会按月").status_code == 404
    assert "删去视图“例会按月”？" in own.get("/statistics/drop/?name=例会按月").content.decode()
    assert own.post("/statistics/drop/?name=例会按月").status_code == 302
    assert views_of(world.accounts["recorder"].uuid, units=[world.bureau["X02"]]) == []


def test_a_name_that_is_taken_is_asked_about_before_its_view_is_replaced(world):
    own = world.as_("recorder")
    own.post("/statistics/keep/?unit=X02&by=month", {"name": "对照", "shared": "on"})
    asked = own.post("/statistics/keep/?unit=X02&by=unit", {"name": "对照"})
    assert (asked.status_code, "您已有视图“对照”，别人也在用" in asked.content.decode()) == (422, True)
    assert "替换同名的视图" in asked.content.decode()
    assert "替换同名的视图" not in own.get("/statistics/?unit=X02").content.decode()
    assert [view.question.by for view in views_of(world.accounts["recorder"].uuid, units=[world.bureau["X02"]])] == [
        "month"
    ]
    assert own.post("/statistics/keep/?unit=X02&by=unit", {"name": "对照", "replaces": "on"}).status_code == 302
    assert [view.question.by for view in views_of(world.accounts["recorder"].uuid, units=[world.bureau["X02"]])] == [
        "unit"
    ]


def test_a_view_may_hold_its_period(world):
    world.as_("office").post(
        "/statistics/keep/?unit=X&period=2022-06&figure=test/meeting.times", {"name": "六月", "fixed": "on"}
    )
    root = page(world, "unit=X&period=2022-05")
    assert (
        root.xpath("//nav[@class='kept']//li/a/@href")[0]
        == "/statistics/?unit=X&period=2022-06&figure=test%2Fmeeting.times"
    )


def test_a_view_without_a_name_is_asked_for_one_and_the_page_stays(world):
    answer = world.as_("office").post("/statistics/keep/?unit=X&period=2022-06", {"name": " "})
    assert answer.status_code == 422
    assert "例会" in strip_tags(answer.content.decode())


def test_a_shared_view_of_another_unit_is_not_seen(world):
    world.as_("other").post("/statistics/keep/?unit=X03", {"name": "城西", "shared": "on"})
    assert "城西" not in strip_tags(world.as_("recorder").get("/statistics/?unit=X02").content.decode())


def test_another_units_figures_are_not_there(world):
    page(world, "unit=X03&period=2022-06", as_="recorder", status=404)
    page(world, "unit=X03&figure=test/meeting&quantity=times", as_="recorder", path="/statistics/entries/", status=404)


def test_a_leader_with_lines_sees_the_kinds_of_the_lines_only(world):
    world.accounts["chief"].appointments.update(lines={"kinds": ["test/article"]})
    text = page(world, "unit=X&period=2022-06", as_="chief").text_content()
    assert "稿件" in text
    assert "例会" not in text
    page(world, "unit=X&figure=test/meeting&quantity=times", as_="chief", path="/statistics/entries/", status=404)
    root = page(world, "unit=X&period=2022-06&figure=test/meeting.times&figure=test/article.items&by=unit", as_="chief")
    assert root.xpath("//thead//th[@title]/a/text()") == ["稿件"]
    assert "没有统计项目“例会”" in page(world, "unit=X&add=例会", as_="chief").text_content()


def test_records_of_a_count_that_is_not_told_are_not_listed(world, clerk):
    cast.post("2022-06-01..2022-06-30 | X02 | talk | times=2 people=2", clerk=clerk)
    query = "unit=X02&period=2022-06&figure=test/talk&quantity=people"
    found = page(world, query, as_="recorder", path="/statistics/entries/")
    assert "不足5人" in found.text_content()
    assert found.xpath("//tbody") == []
    root = page(world, "unit=X&period=2022-06&figure=test/talk&quantity=people", path="/statistics/entries/")
    assert [cell.text for cell in root.xpath("//tbody//td[@class='num']")] == ["2次"]


@pytest.mark.parametrize(
    "query", ["figure=", "figure=test/meeting&quantity=items", "figure=test/meeting&labels=[", "figure=nothing"]
)
def test_an_address_that_names_no_figure_is_not_there(world, query):
    page(world, f"unit=X&{query}", path="/statistics/entries/", status=404)


def test_looking_at_records_does_not_move_unit_and_period(world):
    client = world.as_("office")
    client.get("/statistics/?unit=X&period=2022-06&stood=X03+2022-07")
    client.get("/statistics/entries/?unit=X02&period=2022-05&figure=test/meeting&quantity=times")
    assert (client.cookies["unit"].value, client.cookies["period"].value) == ("X", "2022-06")


def test_many_months_are_refused_in_one_line(world):
    answer = world.as_("office").get("/statistics/?unit=X&period=2000-01-01/2022-01-01&by=month")
    assert "超过 60 个月了，请选短一些的时期。" in answer.content.decode()


def test_many_records_are_turned_in_pages(world, clerk):
    cast.post("\n".join(f"2022-03-{1 + n % 28:02} | X02 | meeting | times=1 | 第{n}次" for n in range(60)), clerk=clerk)
    query = "unit=X02&period=2022-03&figure=test/meeting&quantity=times"
    first = page(world, query, as_="recorder", path="/statistics/entries/")
    second = page(world, f"{query}&page=2", as_="recorder", path="/statistics/entries/")
    assert (len(first.xpath("//tbody/tr")), len(second.xpath("//tbody/tr"))) == (50, 10)
    assert "这个数由 60 条记录构成" in second.text_content()


def test_queries_do_not_grow_with_records(world, clerk, django_assert_max_num_queries):
    client = world.as_("office")
    query = "/statistics/?unit=X&period=2022-H1&by=unit&figure=test/meeting.times&compare=last-year"
    with django_assert_max_num_queries(60) as few:
        client.get(query)
    cast.post("\n".join(f"2022-03-{1 + n % 28:02} | X02 | meeting | times=1 | 第{n}次" for n in range(80)), clerk=clerk)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(query)


def test_a_target_stands_beside_what_is_done_of_it(world, clerk):
    catalogue, faults = read_catalogue(TARGET, file="target.toml", over=cast.small_catalogue())
    assert faults == ()
    apply_catalogue(cast.small_catalogue().merged(catalogue), clerk=clerk)
    cast.post("2022-03-09 | X02 | meeting | times=4 people=9 | 三月例会", clerk=clerk)
    query = "unit=X&period=2022-06&figure=test/meeting.times"
    assert lines(page(world, query))[1] == "例会|2次|8次 2022年（截至6月30日）6次，完成 75%"
    copied = page(world, query, path="/statistics/copied/")
    told = "2022年6月，示例局例会2次（任务数8次，2022年（截至6月30日）已完成6次，完成率75%）。"
    assert copied.xpath("//textarea/text()")[0].strip().startswith(told)
    head, line = [[cell.text or "" for cell in row] for row in copied.xpath("//table[@id='plain-table']//tr")][:2]
    assert list(zip(head[3:6], line[3:6], strict=True)) == [
        ("年度任务数", "8"),
        ("任务期内已完成", "6"),
        ("完成率", "75%"),
    ]
    (figure,) = ask(["例会年度任务数"], unit=world.bureau["X"], period=parse_period("2022-06"))
    assert (figure.value, figure.numerator, figure.denominator, figure.entries) == (8, 6, 8, 3)
    found = page(world, "unit=X&period=2022-06&figure=test/goal", path="/statistics/entries/")
    assert len(found.xpath("//main//tbody/tr")) == 3
    facts = [" ".join(one.text_content().split()) for one in found.xpath("//dl[contains(@class,'sources')]/*")]
    assert facts == ["2022年（截至6月30日）", "例会 6次 未报齐", "年度任务数", "8次"]


def crowded(number: int) -> Any:
    """A catalogue with many kinds, each with two quantities and a definition of some length."""
    text = 'namespace = "test"\n' + "".join(
        f"""
[kinds.kind{at}]
zh = "第{at}类工作"
en = "work {at}"
definition_zh = "{"按实际开展的次数统计，开一次算一次，人次按到场人数计。" * 2}"
quantities = ["times 次", "people 人次"]
"""
        for at in range(number)
    )
    found, faults = read_catalogue(text, file="many.toml", over=cast.small_catalogue())
    assert faults == ()
    return cast.small_catalogue().merged(found)


def test_a_page_of_many_figures_stays_light_and_every_section_is_reached(world, clerk):
    catalogue = crowded(150)
    apply_catalogue(catalogue, clerk=clerk)
    rows = "\n".join(f"2022-03-02 | X02 | kind{at} | times=2 people=30" for at in range(150))
    cast.post(rows, clerk=clerk)
    client = world.as_("office")
    query = "/statistics/?unit=X&period=2022-H1&compare=last-year"
    first = client.get(query)
    pages = html.fromstring(first.content.decode()).xpath("//nav[contains(@class,'numbered')]/a/@href")
    told = [
        line
        for address in pages
        for line in lines(html.fromstring(client.get(f"/statistics/{address}").content.decode()))
    ]
    assert all(len(client.get(f"/statistics/{address}").content) < 150_000 for address in pages)
    assert len({line for line in told if line.startswith("第")}) == 150
    assert sum("30人次" in line for line in told) == 150


def way_back(client: Client, address: str, *, came_from: str) -> tuple[str, str]:
    """Where the link above a page leads whose reader came from ``came_from``, and what it says."""
    answer = client.get(address, headers={"Referer": f"http://testserver{came_from}" if came_from else ""})
    (link,) = html.fromstring(answer.content.decode()).xpath("//p[@class='back']/a")
    return link.get("href"), link.text_content()


def test_the_way_back_from_a_number_is_the_view_that_it_stood_in(world: World, clerk: Any):
    client = world.as_("office")
    number = "/statistics/entries/?unit=X02&period=2022-06&figure=test/meeting&quantity=times"
    view = "/statistics/?unit=X&period=2022-06&by=unit&compare=last-year&figure=test%2Fmeeting"
    assert way_back(client, number, came_from=view) == (view, "回到统计")
    assert way_back(client, number, came_from="/") == ("/", "首页")
    assert way_back(client, number, came_from="/ledger/") == ("/statistics/?unit=X02&period=2022-06", "回到统计")
    assert way_back(client, number, came_from="") == ("/statistics/?unit=X02&period=2022-06", "回到统计")
    for elsewhere in ("//evil.example/statistics/", "https://evil.example/statistics/", "/audit/"):
        told = way_back(client, f"{number}&{urlencode({'back': elsewhere})}", came_from="")
        assert told == ("/statistics/?unit=X02&period=2022-06", "回到统计")
    cast.post("\n".join(f"2022-06-{1 + n % 28:02} | X02 | meeting | times=1 | 第{n}次" for n in range(60)), clerk=clerk)
    first = client.get(number, headers={"Referer": f"http://testserver{view}"}).content.decode()
    (turned,) = html.fromstring(first).xpath("//a[contains(@href, 'page=2')]/@href")
    assert way_back(client, f"/statistics/entries/{turned}", came_from=number) == (view, "回到统计")


def test_the_way_back_from_the_targets_is_the_view_that_led_there(world: World):
    client = world.as_("office")
    view = "/statistics/?unit=X&period=2022-06&by=month"
    asked = {"unit": "X", "back": view}
    page_of = "/statistics/targets/?unit=X"
    assert way_back(client, page_of, came_from=view) == (view, "回到统计")
    form = {"of": "test/meeting.times", "period": "2022", "amount": "12"}
    (action,) = html.fromstring(
        client.get(page_of, headers={"Referer": f"http://testserver{view}"}).content.decode()
    ).xpath("//main//form[@data-keep='target']/@action")
    done = client.post(f"/statistics/targets/{action}", form)
    assert done.headers["Location"] == f"/statistics/targets/?{urlencode(asked)}"
    at_targets = done.headers["Location"]
    assert way_back(client, at_targets, came_from=page_of) == (view, "回到统计")
    number = "/statistics/entries/?unit=X&period=2022&figure=test/meeting&quantity=times"
    assert way_back(client, number, came_from=at_targets) == (at_targets, "回到任务数")
