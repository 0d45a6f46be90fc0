"""The order of the list of records: by each column in both directions, by links, and by day alone where it is long."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import cast
from shilu.ledger import listing_sorted
from shilu.ledger.clerk import Clerk
from shilu.ledger.occasions import join_occasion
from shilu.ledger.operations import reverse_entries
from shilu.web.views import ledger
from web.world import World

pytestmark = pytest.mark.database

JUNE = {"unit": "X", "period": "2022-06"}


def page(client: Client, **asked: str) -> str:
    return client.get("/ledger/", {**JUNE, **asked}).content.decode()


def titles(html: str) -> list[str]:
    return [part.split(">")[-1] for part in html.split("</a></td>")[:-1]]


def head(html: str, title: str) -> tuple[str, str]:
    """How a column of the table stands, and the order to which its head leads."""
    found = re.search(rf'<th scope="col"([^>]*)>(?:<a class="by" href="([^"]*)">)?{title}', html)
    assert found
    stands = re.search(r'aria-sort="(\w+)"', found[1])
    order = re.search(r"order=([-\w]+)", found[2] or "")
    return stands[1] if stands else "", order[1] if order else ""


@pytest.mark.parametrize(
    ("order", "shown"),
    [
        ("unit", ["城东稿件", "城东例会", "城西稿件", "城西例会"]),
        ("-unit", ["城西稿件", "城西例会", "城东稿件", "城东例会"]),
        ("kind", ["城西例会", "城东例会", "城西稿件", "城东稿件"]),
        ("-kind", ["城西稿件", "城东稿件", "城西例会", "城东例会"]),
        ("count", ["城东稿件", "城西稿件", "城西例会", "城东例会"]),
        ("-count", ["城西例会", "城东例会", "城西稿件", "城东稿件"]),
        ("recorded", ["城西稿件", "城东稿件", "城西例会", "城东例会"]),
        ("-recorded", ["城东例会", "城西例会", "城东稿件", "城西稿件"]),
        ("title", ["城东稿件", "城东例会", "城西稿件", "城西例会"]),
        ("-title", ["城西例会", "城西稿件", "城东例会", "城东稿件"]),
        ("words", ["城西稿件", "城东稿件", "城西例会", "城东例会"]),
    ],
)
def test_list_stands_in_the_order_of_the_chosen_column(world: World, order: str, shown: list[str]) -> None:
    assert titles(page(world.as_("chief"), order=order)) == shown


def test_order_by_remark_has_first_what_became_of_records(world: World, clerk: Clerk) -> None:
    joined = cast.post(
        "2022-06-01 | X02 | meeting | times=1 | 同场\n2022-06-01 | X03 | meeting | times=1 | 同场", clerk=clerk
    )
    join_occasion(joined, clerk=clerk)
    reverse_entries([world.entries["own article"]], reason="记错了", clerk=clerk)
    client = world.as_("chief")

    became, plain = ["城东稿件", "（无名称）"], ["城西稿件", "城西例会", "城东例会"]
    assert titles(page(client, order="remark", cancelled="on")) == [*became, "同场", "同场", *plain]
    assert titles(page(client, order="-remark", cancelled="on")) == ["同场", "同场", *reversed(became), *plain]


@pytest.mark.parametrize(
    ("order", "title", "stands", "leads_to"),
    [
        ("", "日期", "descending", "oldest"),
        ("oldest", "日期", "ascending", ""),
        ("kind", "日期", "", ""),
        ("", "事项类别", "", "kind"),
        ("kind", "事项类别", "ascending", "-kind"),
        ("-kind", "事项类别", "descending", "kind"),
        ("count", "数量", "descending", "-count"),
        ("-count", "数量", "ascending", "count"),
        ("recorded", "记入日期", "descending", "-recorded"),
        ("", "名称", "", "title"),
        ("title", "名称", "ascending", "-title"),
        ("remark", "备注", "descending", "-remark"),
    ],
)
def test_heads_say_how_the_list_stands_and_turn_it(
    world: World, order: str, title: str, stands: str, leads_to: str
) -> None:
    assert head(page(world.as_("chief"), order=order), title) == (stands, leads_to)


def test_order_stays_from_page_to_page_and_with_the_filters(world: World, clerk: Clerk) -> None:
    cast.post("\n".join(f"2022-06-20 | X02 | meeting | times={at + 1} | 会{at:03}" for at in range(60)), clerk=clerk)
    client = world.as_("recorder")
    first = page(client, unit="X02", order="count", kind="test/meeting")
    assert titles(first)[:2] == ["会059", "会058"]
    assert '<input type="hidden" name="order" value="count">' in first
    further = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = client.get(further).content.decode()
    assert titles(second) == [*(f"会{at:03}" for at in range(9, -1, -1)), "城东例会"]
    assert "上一页" in second
    assert "order=oldest" not in head(second, "数量")
    assert "page=" not in second.split("<thead>")[1].split("</thead>")[0]


def test_long_list_is_put_in_order_by_day_alone_and_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (listing_sorted, ledger):
        monkeypatch.setattr(module, "MOST_SORTED", 3)
    html = page(world.as_("chief"), order="count")
    assert titles(html) == ["城西稿件", "城东稿件", "城西例会", "城东例会"]
    assert "超过 3 条时只能按日期排列" in html
    assert head(html, "日期") == ("descending", "oldest")
    assert head(html, "数量") == ("", "")
    assert "只能按日期排列" not in page(world.as_("chief"), order="count", kind="test/meeting")


def test_order_by_count_tells_nothing_of_what_is_not_told(world: World, clerk: Clerk) -> None:
    cast.post(
        "2022-06-01..2022-06-30 | X02 | talk | times=1 people=9 |\n2022-06-01..2022-06-30 | X03 | talk | times=2 people=2 |",
        clerk=clerk,
    )
    html = page(world.as_("chief"), order="count", kind="test/talk")
    assert re.findall(r'<td class="unit">([^<]*)', html) == ["城西所", "城东所"]


@pytest.mark.parametrize("order", ["count", "title", "remark"])
def test_every_order_asks_as_many_questions_for_many_records_as_for_few(world: World, clerk: Clerk, order: str) -> None:
    client = world.as_("recorder")

    def asked(many: int) -> int:
        cast.post("\n".join(f"2022-06-20 | X02 | meeting | times=1 | 会{at}" for at in range(many)), clerk=clerk)
        with CaptureQueriesContext(connection) as queries:
            page(client, unit="X02", order=order)
        return len(queries)

    asked(1)  # what a process keeps of organisation and catalogue is read now
    few = asked(2)
    assert asked(200) <= few <= 36
