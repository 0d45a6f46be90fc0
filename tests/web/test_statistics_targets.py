"""Targets are set on a page, with who and when, stand beside what is done, and are let go after a question."""

import re
from html import unescape

import pytest
from django.http import HttpResponse

from shilu.access.audit import WantedActs, acts
from shilu.ledger.models import Row
from web.world import World

pytestmark = pytest.mark.database

OF = "test/meeting.times"


def words(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def set_on_the_page(
    world: World, amount: str, *, as_: str = "recorder", unit: str = "X02", period: str = "2022"
) -> HttpResponse:
    sent = {"of": OF, "period": period, "amount": amount}
    answer: HttpResponse = world.as_(as_).post(f"/statistics/targets/?unit={unit}", sent, follow=True)
    return answer


def test_a_target_stands_beside_what_is_done_of_it(world: World) -> None:
    rows = Row.objects.count()
    told = words(set_on_the_page(world, "8"))
    assert "2022年“例会”的任务数已定为 8次。" in told
    assert "例会（次） 2022年 8次 1 次 未报齐 12.5% 更改" in told or "例会（次） 2022年 8次 1 次 12.5% 更改" in told
    assert Row.objects.count() == rows + 1
    assert "8次 2022年（截至6月30日）1次，完成 12.5%" in words(
        world.as_("recorder").get("/statistics/?unit=X02&period=2022-06")
    )
    assert "完成" not in words(world.as_("office").get("/statistics/?unit=X03&period=2022-06&figure=" + OF))


def test_who_set_what_is_told_and_a_target_is_set_anew_and_let_go(world: World) -> None:
    set_on_the_page(world, "8")
    told = words(set_on_the_page(world, "10"))
    assert "recorder某 例会（次） 统计期 2022年；任务数 8次 统计期 2022年；任务数 10次" in told
    recorder = world.as_("recorder")
    address = f"/statistics/targets/drop/?unit=X02&of={OF}&for=2022"
    assert "例会（次），2022年：10次。" in words(recorder.get(address))
    recorder.post(address)
    told = words(recorder.get("/statistics/targets/?unit=X02"))
    assert "这个单位还没有任务数。" in told
    assert recorder.get(address).status_code == 404
    assert [(one.before, one.after) for one in acts(WantedActs(act="target"))] == [
        ({"period": "2022年", "amount": "10次"}, None),
        ({"period": "2022年", "amount": "8次"}, {"period": "2022年", "amount": "10次"}),
        (None, {"period": "2022年", "amount": "8次"}),
    ]


def test_what_is_wrong_is_told_at_its_field(world: World) -> None:
    assert "任务数要大于 0。" in words(set_on_the_page(world, "0"))
    answer = set_on_the_page(world, "8", period="随便")
    assert answer.status_code == 422
    assert [*answer.context["form"].errors] == ["period"]
    assert "“随便”看不出是哪个时期，可以写：上半年、一季度、6月" in words(answer)


@pytest.mark.parametrize(
    ("typed", "told"),
    [("上半年", "2022年上半年"), ("6月", "2022年6月"), ("去年一季度", "2021年第一季度"), ("2023-H1", "2023年上半年")],
)
def test_a_period_is_typed_as_in_the_top_line(world: World, typed: str, told: str) -> None:
    assert f"{told}“例会”的任务数已定为 8次。" in words(set_on_the_page(world, "8", period=typed))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("十二", "任务数已定为 12次。"),
        ("1,200", "任务数已定为 1200次。"),
        ("12次", "任务数已定为 12次。"),
        ("12.5", "任务数已定为 12.5次。"),
        ("12篇", "例会以“次”计，不以“篇”计。"),
        ("约12", "是约数，请写准确数字"),
        ("", "这一项要填"),
        ("/", "任务数要大于 0。"),
    ],
)
def test_amounts_are_written_as_in_a_ledger(world: World, written: str, told: str) -> None:
    assert told in words(set_on_the_page(world, written))


def test_a_reader_sets_no_target(world: World) -> None:
    assert world.as_("inspector").get("/statistics/targets/?unit=X02").status_code == 404
    assert set_on_the_page(world, "8", unit="X03").status_code == 404
