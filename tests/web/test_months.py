"""The months' pages: who has reported, what is missing, confirming and opening again."""

import re
from typing import Any

import pytest

import cast
from shilu.figures.queries import ask
from shilu.ledger.clerk import Clerk
from shilu.lib.periods import parse_period
from web.world import World

pytestmark = pytest.mark.database


def month(world: World, name: str, unit: str = "X", period: str = "2022-06") -> str:
    return world.as_(name).get("/months/", {"unit": unit, "period": period}).content.decode()


def rows(html: str) -> list[str]:
    """Each unit with its state and what can be done, in plain words."""
    found = []
    for row in html.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0].split("</tr>")[:-1]:
        cells = [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        found.append(" | ".join(cells).strip())
    return found


def test_month_tells_who_has_reported_and_what_can_be_done(world: World) -> None:
    html = month(world, "office")
    assert rows(html) == [
        "示例局 | ○ 未报 | 0 |  | 连同所属单位确认 示例局",
        "办公室 | ○ 未报 | 0 |  | 零报告 办公室",
        "城东所 | ○ 未报 | 2 |  | 连同所属单位确认 城东所",
        "城东所一队 | ○ 未报 | 0 |  | 零报告 城东所一队",
        "城西所 | ○ 未报 | 2 |  | 确认 城西所",
    ]
    assert "办公室、城东所一队、城西所" in html


def test_those_who_only_read_see_no_buttons(world: World) -> None:
    assert rows(month(world, "chief"))[-1] == "城西所 | ○ 未报 | 2 |  |"
    assert rows(month(world, "member", unit="X02"))[0].startswith("城东所 | ○ 未报")


def test_nothing_to_report_is_one_press_and_counts_as_zero(world: World, bureau: cast.Bureau) -> None:
    client = world.as_("office")
    answer = client.post("/months/confirm/?unit=X01&period=2022-06", follow=True)
    assert "办公室2022年6月为零报告，各事项计为0。" in answer.content.decode()
    assert "办公室 | ✓ 零报告 | 0 |  | 退回 办公室" in rows(month(world, "office"))
    (result, _people) = ask(["例会"], unit=bureau["X01"], period=parse_period("2022-06"))
    assert result.status in {"reported", "none"}


def test_whether_there_was_nothing_to_report_is_not_told_by_what_the_reader_may_see(world: World) -> None:
    for unit in ("X01", "X03"):
        world.as_("office").post(f"/months/confirm/?unit={unit}&period=2022-06")
    world.accounts["chief"].appointments.update(lines={"kinds": ["test/talk"]})
    found = rows(month(world, "chief"))
    assert [found[1], found[-1]] == ["办公室 | ✓ 零报告 | 0 |  |", "城西所 | ✓ 已确认 | 0 |  |"]


def test_confirming_for_all_asks_and_names_who_is_missing(world: World) -> None:
    client = world.as_("office")
    client.post("/months/confirm/?unit=X03&period=2022-06")
    asked = client.get("/months/confirm/?unit=X&period=2022-06").content.decode()
    assert "其中还有 2 个单位没有确认：办公室、城东所一队。" in asked
    client.post("/months/confirm/?unit=X&period=2022-06")
    html = month(world, "office")
    assert "全部已报" in html
    assert rows(html)[0] == "示例局 | ✓ 已确认 | 0 |  |"


def test_month_is_opened_again_for_a_reason_only(world: World) -> None:
    client = world.as_("office")
    client.post("/months/confirm/?unit=X03&period=2022-06")
    address = "/months/reopen/?unit=X03&period=2022-06&from=X"
    assert client.post(address, {"reason": "  "}).status_code == 422
    answer = client.post(address, {"reason": "漏报一次"})
    assert answer["Location"] == "/months/?unit=X&period=2022-06"
    assert "城西所 | ↺ 已退回 | 2 |  | 确认 城西所" in rows(month(world, "office"))


def test_month_that_is_not_over_is_not_confirmed(world: World) -> None:
    client = world.as_("office")
    answer = client.post("/months/confirm/?unit=X03&period=2022-07")
    assert (answer.status_code, "还没有结束" in answer.content.decode()) == (422, True)
    assert "确认" not in rows(month(world, "office", period="2022-07"))[-1]


def test_what_a_unit_usually_records_is_missed(world: World, clerk: Clerk) -> None:
    cast.post(
        """
        2022-03-03 | X01 | meeting | times=1 people=5 | 三月会
        2022-05-03 | X01 | meeting | times=1 people=5 | 五月会
        """,
        clerk=clerk,
    )
    assert "办公室 | ○ 未报 | 0 | 例会 | 零报告 办公室" in rows(month(world, "office"))


def test_year_shows_every_month_of_every_unit(world: World) -> None:
    client = world.as_("office")
    client.post("/months/confirm/?unit=X03&period=2022-06")
    html = client.get("/months/year/", {"unit": "X", "period": "2022-06"}).content.decode()
    found = rows(html)
    assert found[0].split(" | ")[6] == "◐ 已报 1 个，共 3 个单位 1/3"
    assert found[-1].split(" | ")[5:9] == ["○ 未报", "✓ 已确认", "·", "·"]


def test_months_of_a_year_are_named_in_the_readers_language(world: World) -> None:
    client = world.as_("recorder")
    for language, names in (("zh-hans", ["1月", "2月", "3月"]), ("en", ["Jan", "Feb", "Mar"])):
        client.cookies["django_language"] = language
        html = client.get("/months/year/", {"unit": "X02", "period": "2022-06"}).content.decode()
        assert re.findall(r'<th scope="col"[^>]*><a[^>]*>([^<]*)</a>', html)[:3] == names


def test_months_ask_as_many_questions_for_many_records_as_for_few(
    world: World, clerk: Clerk, django_assert_max_num_queries: Any
) -> None:
    client = world.as_("office")
    for many in (1, 60):
        cast.post("\n".join(f"2022-06-20 | X02 | meeting | times=1 | 会{at}" for at in range(many)), clerk=clerk)
        with django_assert_max_num_queries(42):
            client.get("/months/", {"unit": "X", "period": "2022-06"})
        with django_assert_max_num_queries(25):
            client.get("/months/year/", {"unit": "X", "period": "2022-06"})


@pytest.mark.parametrize("query", ["unit=X03", "period=2022-06", "unit=X02&period=2022-H1", ""])
def test_confirming_needs_a_unit_and_a_month(world: World, query: str) -> None:
    assert world.as_("recorder").post(f"/months/confirm/?{query}").status_code == 404


def test_a_month_before_the_staff_list_has_its_units_and_records(world: World, clerk: Any) -> None:
    cast.post("2010-03-01 | X02 | meeting | times=1 | 早年的会", clerk=clerk)
    assert "城东所 | ○ 未报 | 1 |" in " ".join(rows(month(world, "office", period="2010-03")))
