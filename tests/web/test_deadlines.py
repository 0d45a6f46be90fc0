"""The pages of the agenda."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from shilu.deadlines.due import NewDeadline, Sort
from shilu.deadlines.models import Deadline
from shilu.deadlines.operations import add_deadline
from shilu.deadlines.repeating import Repeats
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import close_period
from shilu.lib.periods import parse_period
from web.examples.deadlines import added
from web.examples.fill import form
from web.examples.reports import FINAL, TEMPLATE, paper_of
from web.world import BY, World

pytestmark = pytest.mark.database


def _words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def _main(answer: Any) -> str:
    """The page without its frame and tags."""
    html = answer.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]))


def _asked(**changes: Any) -> dict[str, Any]:
    usual = {"title": "半年报告", "sort": "report", "first": "2022-07-15", "repeats": "once", "below": "own"}
    return {**usual, "period": "", "until": "", "to": "", "template": "", "figures": "", **changes}


@pytest.fixture
def client(world: World) -> Client:
    return world.as_("recorder")


def _months(world: World, *, below: str = "*") -> Deadline:
    june = parse_period("2022-06")
    new = NewDeadline(
        world.bureau["X"], Sort.MONTH, "月报", date(2022, 6, 25), Repeats.MONTHLY, june, below=below, to="办公室"
    )
    return add_deadline(new, by=BY)


def test_empty_agenda_says_what_belongs_there(client: Client) -> None:
    assert "城东所暂无到期事项。 可以把月报、半年报告" in _main(client.get("/deadlines/"))


def test_who_only_reads_is_not_told_what_to_put_into_the_agenda(world: World) -> None:
    words = _main(world.as_("leader").get("/deadlines/"))
    assert ("暂无到期事项。" in words, "可以把" in words) == (True, False)


def test_agenda_tells_apart_what_is_overdue_near_and_later(client: Client, world: World) -> None:
    for title, day in (("晚了的", 1), ("今天的", 4), ("近的", 6), ("月底的", 30)):
        add_deadline(NewDeadline(world.bureau["X02"], Sort.OTHER, title, date(2022, 7, day)), by=BY)
    add_deadline(NewDeadline(world.bureau["X02"], Sort.OTHER, "以后的", date(2022, 9, 1)), by=BY)
    add_deadline(NewDeadline(world.bureau["X03"], Sort.OTHER, "别处的", date(2022, 7, 6)), by=BY)
    answer = client.get("/deadlines/")
    looks = re.findall(r'<p class="state (\w+)">', answer.content.decode())
    assert looks == ["bad", "bad", "open", "open", "open"]
    words = _main(answer)
    parts = [
        "逾期 1",
        "晚了的",
        "! 逾期 3 天",
        "一周内 2",
        "今天的",
        "! 今天到期",
        "近的",
        "○ 还有 2 天",
        "一个月内 1",
        "月底的",
        "以后 1",
        "以后的",
    ]
    assert [part for part in parts if part not in words] == []
    assert [words.index(part) for part in parts] == sorted(words.index(part) for part in parts)
    assert "别处的" not in words


def test_what_comes_again_stands_later_only_for_its_next_time(client: Client, world: World) -> None:
    add_deadline(NewDeadline(world.bureau["X02"], Sort.OTHER, "盘点", date(2022, 8, 20), Repeats.MONTHLY), by=BY)
    assert _main(client.get("/deadlines/")).count("盘点") == 4  # its line, and thrice in what comes again


def test_what_is_added_stands_in_the_agenda_with_what_is_missing_for_it(client: Client, world: World) -> None:
    (world.workspace.templates / "半年.md").write_text(
        '开例会{{ figure("例会") }}，稿件{{ 数("稿件") }}，{{ 数("队员") }}', "utf-8"
    )
    answer = client.post(
        "/deadlines/new/", _asked(period="2022-H1", template="半年.md", repeats="half-yearly", to="县局"), follow=True
    )
    assert "“半年报告”已列入日程。" in _main(answer)
    deadline = Deadline.objects.get()
    assert (deadline.figures, deadline.below) == (["例会", "稿件", "队员"], "")
    words = _main(client.get(f"/deadlines/{deadline.uuid}/0/"))
    assert "2022-07-15 星期五 ○ 还有 11 天" in words
    assert "1 个单位未报： 城东所一队" in words
    assert "1 个统计项目没有数： 队员" in words
    assert "写报告" in words


def test_faults_of_a_new_deadline_are_told_at_their_fields(client: Client) -> None:
    words = _main(client.post("/deadlines/new/", _asked(title="", sort="month", repeats="monthly")))
    assert "有 2 处要改" in words
    assert "月报要有统计期，请选择。" in words
    half = client.post("/deadlines/new/", _asked(repeats="monthly", period="2022-H1"))
    assert (half.status_code, "2022年上半年不能按1个月推移" in _main(half)) == (422, True)
    bad = client.post("/deadlines/new/", _asked(form=SimpleUploadedFile("表.xlsx", b"PK\x03\x04")))
    assert (bad.status_code, "表.xlsx" in _main(bad), Deadline.objects.count()) == (422, True, 0)


def test_what_would_be_overdue_many_times_at_once_is_asked_about(client: Client) -> None:
    address, old = "/deadlines/new/", _asked(title="简报", sort="other", repeats="monthly", first="2020-01-31")
    assert 'name="behind"' not in client.get(address).content.decode()
    asked = client.post(address, old)
    assert (asked.status_code, Deadline.objects.count()) == (422, 0)
    assert "已过期 30 次，会全部列为逾期。请改填下一次的日期 2022-07-31" in _main(asked)
    assert 'name="behind"' in asked.content.decode()
    assert client.post(address, {**old, "behind": "on"}).status_code == 302
    deadline = Deadline.objects.get()
    assert client.post(f"/deadlines/{deadline.uuid}/edit/", {**old, "title": "信息"}).status_code == 302
    assert client.post(address, {**old, "first": "2022-06-30"}).status_code == 302  # the last one is often made up


def test_form_that_is_kept_is_filled_for_the_period_that_is_due(client: Client, world: World) -> None:
    content = form()
    file = SimpleUploadedFile("附件1.xlsx", content)
    client.post("/deadlines/new/", _asked(title="附件1", sort="form", period="2022-06", form=file))
    deadline = Deadline.objects.get()
    assert deadline.figures == ["例会"]
    address = f"/deadlines/{deadline.uuid}/0/"
    assert b"".join(client.get(f"{address}form/").streaming_content) == content  # type: ignore[attr-defined]
    assert "城东所 · 2022年6月 · 已填 3 格" in _main(client.post(f"{address}fill/", {"doer": "X02"}, follow=True))
    client.post(f"/deadlines/{deadline.uuid}/end/")
    client.post(f"/deadlines/{deadline.uuid}/drop/")
    assert list((world.workspace.folder / "deadlines").iterdir()) == []


def test_done_with_one_press_and_taken_back(client: Client, world: World) -> None:
    deadline = added(world, "X02")
    address = f"/deadlines/{deadline.uuid}/0/"
    words = _main(client.post(f"{address}done/", {"doer": "X02"}, follow=True))
    assert "已记下：城东所“附件1”已报送。" in words
    assert "完成 1" in words
    assert "2022-07-04" in _main(client.get(address))
    assert "recorder某" in _main(client.get(address))
    assert "重新列为待办" in _main(client.post(f"{address}undo/", {"doer": "X02"}, follow=True))
    assert deadline.done.count() == 0


def test_day_and_way_of_sending_are_noted_and_lateness_is_said(client: Client, world: World) -> None:
    deadline = added(world, "X02")
    address = f"/deadlines/{deadline.uuid}/0/"
    bad = client.post(f"{address}done/", {"doer": "X02", "on": "7月8日", "how": ""})
    assert bad.status_code == 422
    data = {"doer": "X02", "on": "2022-07-08", "how": "OA 12号", "from": "due"}
    words = _main(client.post(f"{address}done/", data, follow=True))
    assert "✓ 2022-07-08 补报" in words
    assert "OA 12号" in words


def test_month_of_all_stations_names_who_is_missing_with_a_reminder(world: World, clerk: Clerk) -> None:
    deadline = _months(world)
    close_period(world.bureau["X03"], period=parse_period("2022-06"), clerk=clerk)
    office = world.as_("office")
    assert "3 个单位中 2 个未报送" in _main(office.get("/deadlines/"))
    words = _main(office.get(f"/deadlines/{deadline.uuid}/0/"))
    assert "城西所 ✓ 已报 据月报确认" in words
    assert "办公室、城东所：2022年6月“月报”应于6月25日前报送，目前尚未收到，请尽快报办公室。" in words


def test_station_sees_its_own_part_of_what_the_bureau_set_up(client: Client, world: World) -> None:
    deadline = _months(world)
    words = _main(client.get(f"/deadlines/{deadline.uuid}/0/"))
    assert "城东所" in words
    assert "城西所" not in words
    assert client.post(f"/deadlines/{deadline.uuid}/0/done/", {"doer": "X03"}).status_code == 404
    assert client.post(f"/deadlines/{deadline.uuid}/end/").status_code == 404
    assert client.post(f"/deadlines/{deadline.uuid}/0/done/", {"doer": "X02"}).status_code == 302


def test_report_that_is_sent_is_done_in_the_agenda(client: Client, world: World) -> None:
    period = parse_period("2022-H1")
    new = NewDeadline(world.bureau["X02"], Sort.REPORT, "半年报告", date(2022, 7, 3), period=period, template=TEMPLATE)
    deadline = add_deadline(new, by=BY)
    paper = paper_of(world, "X02", *FINAL)
    data = {"to": "上级", "on": "2022-07-04", "how": "system", "number": "3号", "words": ""}
    assert client.post(f"/reports/{paper.uuid}/sent/", data).status_code == 302
    words = _main(client.get(f"/deadlines/{deadline.uuid}/0/"))
    assert "✓ 2022-07-04 补报" in words
    assert "3号 recorder某" in words


def test_who_reads_some_kinds_alone_is_not_told_of_other_units_agenda(world: World) -> None:
    _months(world)
    chief = world.as_("chief")
    assert "2022-06-25" in _main(chief.get("/deadlines/"))
    assert "城西所" in _main(chief.get("/"))
    world.accounts["chief"].appointments.update(lines={"kinds": ["test/article"]})
    assert "2022-06-25" not in _main(chief.get("/deadlines/"))
    assert "城西所" not in _main(chief.get("/"))
    deadline = Deadline.objects.get()
    assert chief.get(f"/deadlines/{deadline.uuid}/0/").status_code == 404


def test_member_reads_the_agenda_and_changes_nothing(world: World) -> None:
    deadline = added(world, "X02")
    member = world.as_("member")
    words = _main(member.get("/deadlines/"))
    assert "附件1" in words
    assert "添加到期事项" not in words
    assert "<button" not in member.get(f"/deadlines/{deadline.uuid}/0/").content.decode().partition("<main")[2]


def test_what_ends_can_go_on_again_and_is_taken_away_for_good_where_nobody_did_it(client: Client, world: World) -> None:
    never, once = added(world, "X02"), added(world, "X02")
    client.post(f"/deadlines/{once.uuid}/0/done/", {"doer": "X02"})
    assert "以后可以恢复" in _main(client.get(f"/deadlines/{never.uuid}/end/"))
    client.post(f"/deadlines/{never.uuid}/end/")
    assert client.get(f"/deadlines/{never.uuid}/0/").status_code == 404
    client.post(f"/deadlines/{never.uuid}/resume/")
    assert client.get(f"/deadlines/{never.uuid}/0/").status_code == 200
    assert client.post(f"/deadlines/{never.uuid}/drop/").status_code == 404
    client.post(f"/deadlines/{never.uuid}/end/")
    assert "不能恢复" in _main(client.get(f"/deadlines/{never.uuid}/drop/"))
    client.post(f"/deadlines/{never.uuid}/drop/")
    assert list(Deadline.objects.all()) == [once]
    assert "从今天起不再到期" in _main(client.get(f"/deadlines/{once.uuid}/end/"))
    client.post(f"/deadlines/{once.uuid}/end/")
    assert client.post(f"/deadlines/{once.uuid}/drop/").status_code == 422
    assert "已停用 2022-07-04" in _main(client.get("/deadlines/"))
    client.post(f"/deadlines/{once.uuid}/resume/")
    once.refresh_from_db()
    assert once.until is None


def test_what_is_due_is_changed_and_what_was_done_stays(client: Client, world: World) -> None:
    deadline = added(world, "X02")
    address = f"/deadlines/{deadline.uuid}/edit/"
    page = client.get(address).content.decode()
    assert 'value="附件1"' in page
    assert '<option value="2022-06" selected>' in page
    asked = _asked(title="附件一", sort="form", first="2022-07-08", period="2022-06", to="市局", figures="例会")
    assert "“附件一”已改好" in _main(client.post(address, asked, follow=True))
    client.post(f"/deadlines/{deadline.uuid}/0/done/", {"doer": "X02"})
    deadline.refresh_from_db()
    assert (deadline.title, deadline.first, deadline.to, deadline.form_name) == (
        *("附件一", date(2022, 7, 8), "市局", "附件1.xlsx"),
    )
    refused = client.post(address, {**asked, "repeats": "monthly"})
    assert refused.status_code == 422
    assert "多久一次不能再改" in _main(refused)
    client.post(address, {**asked, "first": "2022-07-09"})
    assert "2022-07-09" in _main(client.get(f"/deadlines/{deadline.uuid}/0/"))
    assert deadline.done.count() == 1


def test_what_another_unit_set_up_is_not_changed(world: World) -> None:
    deadline = added(world, "X03")
    assert world.as_("recorder").get(f"/deadlines/{deadline.uuid}/edit/").status_code == 404


def test_time_that_never_comes_is_not_there(client: Client, world: World) -> None:
    deadline = added(world, "X02")
    for number in (1, 5_000):
        assert client.get(f"/deadlines/{deadline.uuid}/{number}/").status_code == 404


def test_export_holds_a_row_a_unit_as_text(world: World) -> None:
    _months(world)
    add_deadline(NewDeadline(world.bureau["X"], Sort.OTHER, "=1+1", date(2022, 7, 5)), by=BY)
    answer = world.as_("office").get("/deadlines/export/")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert rows[0][:3] == ("报送期限", "到期事项", "事项类型")
    assert [row[4] for row in rows[1:4]] == ["办公室", "城东所", "城西所"]
    assert next(row for row in sheet.iter_rows() if row[1].value == "=1+1")[1].data_type == "s"


def test_queries_do_not_grow_with_what_is_due(
    client: Client, world: World, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for count in (1, 40):
        for number in range(count):
            add_deadline(NewDeadline(world.bureau["X02"], Sort.OTHER, f"{number}", date(2022, 7, 6)), by=BY)
        _months(world)
        with django_assert_max_num_queries(25):
            client.get("/deadlines/")


def test_agenda_speaks_english_too(client: Client, world: World) -> None:
    added(world, "X02")
    client.cookies["django_language"] = "en"
    words = _main(client.get("/deadlines/"))
    assert "Within a week 1" in words
    assert "2 days left" in words
