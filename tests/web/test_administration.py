"""Organisation, kinds, settings, audit, backup, handover and one's own account on their pages."""

import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shilu.access.closing import end_role
from shilu.access.may import WHOLE
from shilu.access.models import Account, Act, Appointment, Token
from shilu.access.operations import appoint
from shilu.access.roles import Role
from shilu.access.tokens import account_with
from shilu.ledger.clerk import Clerk
from shilu.ledger.entry import EntryDraft
from shilu.ledger.operations import post_entries
from shilu.ledger.queries import catalogue_at, position, structure_at
from shilu.ledger.reorganising import move_unit, rename_unit
from shilu.recording.models import Draft, ReviewSwitch
from shilu.recording.word_record import WordRecord
from shilu.recording.words import wait_for_word
from shilu.workspace.backup_schedule import backup_folder
from shilu.workspace.config import read_config
from web.examples.administration import a_copy, a_database, person
from web.world import BY, TODAY, World

pytestmark = pytest.mark.database


@pytest.fixture
def body(world: World) -> World:
    """The world with the administrator over the whole body."""
    Appointment.objects.filter(role="administrator").update(unit=world.bureau["X"])
    return world


def words(client: Client, address: str) -> str:
    return text_of(client.get(address).content)


def text_of(content: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode()))


def test_unit_is_added_renamed_moved_and_ended_with_its_history(body: World) -> None:
    client = body.as_("administrator")
    assert client.post("/organisation/new/?under=X02", {"name": "城东所二队", "on": "2022-01-01"}).status_code == 302
    made = structure_at().by_code("X0202")
    assert made is not None
    client.post("/organisation/X0202/rename/", {"name": "城东所巡逻队", "on": "2022-03-01"})
    client.post("/organisation/X0202/move/", {"under": "X03", "on": "2022-05-01"})
    shown = words(client, "/organisation/X0202/")
    assert "2022-01-01 名称 城东所二队" in shown
    assert "2022-03-01 名称 城东所巡逻队" in shown
    assert "2022-05-01 上级单位为城西所" in shown
    assert "城东所二队" in words(client, "/organisation/?on=2022-02-01")
    client.post("/organisation/X0202/end/", {"into": ["X03"], "on": "2022-07-01"})
    assert structure_at().units[made.uuid].ended == date(2022, 7, 1)
    assert "已撤销单位 1 个" in words(client, "/organisation/")
    assert Act.objects.filter(act="organisation").count() == 4


def test_who_administers_the_whole_body_keeps_it_when_a_unit_comes_to_the_top(body: World) -> None:
    client = body.as_("administrator")
    station = body.accounts["recorder"].appointments.get()
    Appointment.objects.filter(pk=station.pk).update(role="administrator")
    assert client.post("/organisation/new/", {"name": "森林局", "on": "2022-07-01"}).status_code == 302
    assert client.post("/organisation/X03/move/", {"top": "on", "on": "2022-07-01"}).status_code == 302
    assert [client.get(address).status_code for address in ("/settings/", "/organisation/new/")] == [200, 200]
    assert "森林局" in words(client, "/organisation/")
    assert body.accounts["recorder"].appointments.get() == station
    assert len(structure_at().roots()) == body.accounts["administrator"].appointments.count() == 3
    assert "森林局" not in words(body.as_("recorder"), "/organisation/")


def test_a_unit_comes_to_the_top_only_where_that_is_said(body: World) -> None:
    client, address = body.as_("administrator"), "/organisation/X0201/move/"
    shown = client.get(address).content.decode()
    assert '<option value="X02" selected>' in shown
    assert '<option value="">' not in shown
    assert "上级单位 选填" not in words(client, address)
    changes = position()
    for sent, told in (
        ({"under": "X02"}, "那天已经在这里"),
        ({"under": ""}, "请选择上级单位"),
        ({"under": "X03", "top": "on"}, "只能选一样"),
    ):
        answer = client.post(address, {"on": "2022-07-01", **sent})
        assert (answer.status_code, told in answer.content.decode()) == (422, True), sent
    assert position() == changes
    assert client.post(address, {"under": "X02", "top": "on", "on": "2022-07-01"}).status_code == 302
    assert "X0201" in {unit.code for unit in structure_at().roots()}
    assert "上级单位 城东所 起始日期 2022-07-01；最上级 是" in words(client, "/audit/").replace("， ", " ")
    Appointment.objects.filter(role="administrator").update(unit=body.bureau["X03"])
    assert 'name="top"' not in client.get("/organisation/X03/move/").content.decode()


def test_roles_that_came_with_a_place_at_the_top_end_with_it(body: World) -> None:
    client = body.as_("administrator")
    own = set(body.accounts["administrator"].appointments.all())
    client.post("/organisation/X03/move/", {"top": "on", "on": "2022-07-01"})
    (given,) = set(body.accounts["administrator"].appointments.all()) - own
    assert given.until is None
    client.post(back_of(client, "/organisation/changes/?of=X03"))
    given.refresh_from_db()
    assert given.until == TODAY
    assert {one.until for one in own} == {None}
    assert "结束角色" in words(client, "/audit/")
    client.post(back_of(client, "/organisation/changes/"))  # it holds again, and who administers the whole body there
    assert body.accounts["administrator"].appointments.filter(unit=body.bureau["X03"], until=None).count() == 1


def test_end_of_a_unit_at_the_top_leads_to_a_page_that_is_there(body: World) -> None:
    Appointment.objects.filter(role="administrator").update(unit=WHOLE)
    client = body.as_("administrator")
    client.post("/organisation/new/", {"name": "森林局", "on": "2022-07-01"})
    code = next(unit.code for unit in structure_at().roots() if unit.name == "森林局")
    answer = client.post(f"/organisation/{code}/end/", {"into": [], "nobody": "on", "on": "2022-07-04"}, follow=True)
    assert answer.status_code == 200
    assert "森林局：已办理“撤销单位”" in answer.content.decode()
    assert client.get(f"/organisation/{code}/").status_code == 404


def test_audit_names_the_units_of_a_change(body: World) -> None:
    client = body.as_("administrator")
    client.post("/organisation/X0201/move/", {"under": "X03", "on": "2022-07-01", "correcting": "on"})
    client.post("/organisation/X03/end/", {"into": ["X02"], "on": "2022-07-04"})
    shown = words(client, "/audit/")
    assert "由谁承接 城东所" in shown
    assert "上级单位 城西所" in shown
    assert "改正笔误 是" in shown
    assert "[" not in shown
    assert "X0" not in shown


def test_unit_in_which_people_stand_ends_with_one_that_takes_them_over(body: World) -> None:
    client = body.as_("administrator")
    one = person(body, "X03")
    shown = words(client, "/organisation/X03/end/")
    for told in ("现有人员 4", "在本单位有角色的账号 2", "本单位记录 2", "本单位到期事项 0", "下级单位 0"):
        assert told in shown
    for given, line in (
        ({"into": []}, "请选择承接单位"),
        ({"into": ["X02"], "nobody": "on"}, "请去掉一项"),
        ({"into": [], "nobody": "on"}, "城西所还有 4 人"),
        ({"into": ["X", "X02"]}, "城西所还有 4 人"),
    ):
        answer = client.post("/organisation/X03/end/", {**given, "on": "2022-07-04"})
        assert (answer.status_code, line in answer.content.decode()) == (422, True)
    assert structure_at().units[body.bureau["X03"]].ended is None
    assert client.post("/organisation/X03/end/", {"into": ["X02"], "on": "2022-07-04"}).status_code == 302
    assert structure_at().people[one].since(TODAY) == (body.bureau["X02"], "民警")


def test_end_of_a_unit_is_taken_back_on_a_page_with_people_and_roles(body: World) -> None:
    client = body.as_("administrator")
    account = Account.objects.get(person=person(body, "X03"))
    recorder = appoint(account, Role.RECORDER, unit=body.bureau["X03"], on=TODAY, by=BY)
    client.post("/organisation/X03/end/", {"into": ["X02"], "on": "2022-07-04"})
    assert [one.unit for one in account.appointments.exclude(until__lte=TODAY)] == [body.bureau["X02"]]
    address = back_of(client, "/organisation/X03/")
    assert "城西所撤销，由城东所承接" in words(client, address)
    assert client.post(address).status_code == 302
    assert structure_at().units[body.bureau["X03"]].ended is None
    assert structure_at().people[account.person].since(TODAY) == (body.bureau["X03"], "民警")
    held = {(one.role, one.unit) for one in account.appointments.exclude(until__lte=TODAY)}
    assert held == {("recorder", recorder.unit), ("member", recorder.unit)}
    listed = words(client, "/organisation/changes/")
    assert "撤回：城西所撤销，由城东所承接" in listed
    assert "已撤回" in listed
    assert client.get(address).status_code == 422
    assert "撤回机构人员变动" in words(client, "/audit/")
    client.post(back_of(client, "/organisation/changes/"))  # what was taken back holds again
    assert structure_at().units[body.bureau["X03"]].ended == TODAY
    assert {one.unit for one in account.appointments.exclude(until__lte=TODAY)} == {body.bureau["X02"]}


def test_move_and_leaving_are_taken_back(body: World) -> None:
    client = body.as_("administrator")
    account = Account.objects.get(person=person(body, "X02"))
    client.post("/organisation/X0201/move/", {"under": "X03", "on": "2022-07-01"})
    client.post(back_of(client, "/organisation/changes/?of=X0201"))
    assert structure_at().units[body.bureau["X0201"]].parents.last() == body.bureau["X02"]
    client.post(f"/people/{account.person}/leave/", {"on": "2022-07-04"})
    assert not Account.objects.get(pk=account.pk).is_active
    client.post(back_of(client, f"/organisation/changes/?person={account.person}"))
    assert Account.objects.get(pk=account.pk).is_active
    assert account.appointments.get().until is None


def test_change_that_touches_another_unit_is_not_a_stations_to_take_back(world: World, clerk: Clerk) -> None:
    move_unit(world.bureau["X0201"], under=world.bureau["X03"], on=TODAY, clerk=clerk)
    move_unit(world.bureau["X0201"], under=world.bureau["X02"], on=TODAY, clerk=clerk, correcting=True)
    rename_unit(world.bureau["X02"], name="东所", on=TODAY, clerk=clerk)
    shown = words(world.as_("administrator"), "/organisation/changes/")
    assert "城东所更名为东所" in shown
    assert "城西所" not in shown
    assert world.as_("administrator").get(f"/organisation/changes/{position() - 2}/back/").status_code == 404


def test_second_root_is_taken_back_with_the_roles_that_came_with_it_or_ended(body: World) -> None:
    client, on = body.as_("administrator"), TODAY - timedelta(days=3)
    client.post("/organisation/new/", {"name": "森林局", "on": on.isoformat()})
    made = next(one for one in structure_at().roots() if one.name == "森林局")
    address = back_of(client, "/organisation/changes/")
    recorder = appoint(body.accounts["recorder"], Role.RECORDER, unit=made.uuid, on=on, by=BY)
    answer = client.get(address)
    assert (answer.status_code, "森林局 角色" in text_of(answer.content)) == (422, True)
    assert [one.why for one in answer.context["stops"]] == ["角色"]

    end_role(recorder, until=TODAY, by=BY)
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert [one.name for one in structure_at().roots()] == ["示例局"]
    assert not Appointment.objects.filter(unit=made.uuid).exists()
    for path in ("/people/", "/audit/", "/organisation/changes/"):
        assert client.get(path).status_code == 200, path

    client.post(back_of(client, "/organisation/changes/"))  # it holds again, and who administers the whole body does
    assert [one.role for one in Appointment.objects.filter(unit=made.uuid)] == ["administrator"]


def test_role_that_ended_is_given_back(body: World) -> None:
    client = body.as_("administrator")
    account = Account.objects.get(person=person(body, "X02"))
    role = account.appointments.get()
    address = f"/people/{account.person}/"
    client.post(f"{address}role/{role.pk}/end/", {"on": "2022-07-04"})
    assert f"{address}role/{role.pk}/again/" in client.get(address).content.decode()
    assert "继续担任城东所的一般人员" in words(client, f"{address}role/{role.pk}/again/")
    client.post(f"{address}role/{role.pk}/again/")
    assert account.appointments.get().until is None
    assert Act.objects.filter(act="appointment-resumed").count() == 1


def back_of(client: Client, address: str) -> str:
    """The first change that a page offers to take back."""
    found = re.search(r'href="(/organisation/changes/\d+/back/)"', client.get(address).content.decode())
    assert found is not None
    return found[1]


def test_move_that_cannot_be_is_told_and_nothing_changes(body: World) -> None:
    answer = body.as_("administrator").post("/organisation/X02/move/", {"under": "X0201", "on": "2022-07-01"})
    assert answer.status_code == 422
    assert "城东所" in answer.content.decode()
    assert not Act.objects.filter(act="organisation").exists()


def test_review_is_switched_on_and_off(body: World) -> None:
    client = body.as_("administrator")
    client.post("/organisation/X02/review/")
    assert ReviewSwitch.objects.filter(unit=body.bureau["X02"]).exists()
    assert "先审核后计数" in words(client, "/organisation/X02/")
    client.post("/organisation/X02/review/")
    assert not ReviewSwitch.objects.exists()


def test_kind_is_added_in_a_clerks_words(body: World) -> None:
    client = body.as_("administrator")
    data = {
        "title": "道德讲堂",
        "definition": "办一期算一次。",
        "first": "times",
        "further": ["people"],
        "adds": "flow",
    }
    data |= {"evidence": "asked", "aliases": "德育讲堂、讲堂", "section": "study"}
    assert client.post("/catalogue/new-kind/", data).status_code == 302
    made = catalogue_at().kinds["own/道德讲堂"]
    assert ([(one.key, one.measure) for one in made.quantities], made.aliases) == (
        [("times", "次"), ("people", "人次")],
        ("德育讲堂", "讲堂"),
    )
    for given, field, told in (
        ({}, "title", "已有事项“道德讲堂”"),
        ({"title": "讲堂"}, "title", "“讲堂”是事项“道德讲堂”的别名"),
        ({"title": "新讲堂", "aliases": "新讲堂、德育讲堂"}, "aliases", "“德育讲堂”是事项“道德讲堂”的别名"),
    ):
        again = client.post("/catalogue/new-kind/", {**data, **given})
        assert again.status_code == 422
        assert told in fault_at(again.content, field)
    client.post("/catalogue/kind/own/道德讲堂/name/", {"alias": "道讲"})
    assert catalogue_at().kinds["own/道德讲堂"].aliases == ("德育讲堂", "讲堂", "道讲")
    for alias, told in (("道讲", "用“道讲”已经能找到这个事项"), ("例会", "已有事项“例会”")):
        answer = client.post("/catalogue/kind/own/道德讲堂/name/", {"alias": alias})
        assert told in fault_at(answer.content, "alias")


def test_kind_without_a_section_is_the_bodys_own_and_counts_are_told_in_the_readers_language(body: World) -> None:
    client = body.as_("administrator")
    data = {
        "title": "道德讲堂",
        "definition": "办一期算一次。",
        "first": "times",
        "further": ["people"],
        "adds": "flow",
    }
    client.post("/catalogue/new-kind/", {**data, "evidence": "asked", "section": ""})
    assert "归在哪一栏 本单位自设" in words(client, "/catalogue/kind/own/道德讲堂/")
    assert "办一期算一次。 场次（次）、人次" in words(client, "/catalogue/")
    client.cookies["django_language"] = "en"
    assert "办一期算一次。 times (次), attendances (人次)" in words(client, "/catalogue/")


def fault_at(content: bytes, field: str) -> str:
    """What stands at a field."""
    found = re.search(rf'<p class="error" id="id_{field}_error">(.*?)</p>', content.decode(), re.DOTALL)
    return found[1] if found else ""


def test_other_name_and_a_kind_without_records_are_taken_away_again(body: World) -> None:
    client = body.as_("administrator")
    data = {"title": "道德讲堂", "definition": "办一期算一次。", "first": "times", "adds": "flow", "evidence": "asked"}
    for kind_name in ("道德讲堂", "道德讲堂"):  # taken out, it can be added again
        assert client.post("/catalogue/new-kind/", {**data, "title": kind_name, "aliases": "德讲"}).status_code == 302
        asked = "/catalogue/kind/own/道德讲堂/name/end/?alias=德讲"
        assert asked.split("?", maxsplit=1)[0] in unquote(client.get("/catalogue/kind/own/道德讲堂/").content.decode())
        assert "不再认作“道德讲堂”" in words(client, asked)
        assert client.post(asked).status_code == 302
        assert catalogue_at().meaning("德讲") is None
        assert "不再供填报" in words(client, "/catalogue/kind/own/道德讲堂/end/")
        assert client.post("/catalogue/kind/own/道德讲堂/end/").status_code == 302
        assert "own/道德讲堂" not in catalogue_at().kinds
    assert client.get("/catalogue/kind/test/meeting/end/").status_code == 404


def test_kind_with_drafts_or_records_stays(body: World, clerk: Clerk) -> None:
    client = body.as_("administrator")
    data = {"title": "道德讲堂", "definition": "办一期算一次。", "first": "times", "adds": "flow", "evidence": "asked"}
    client.post("/catalogue/new-kind/", data)
    draft = Draft.objects.create(
        uuid=uuid4(), account=clerk.account, kind="own/道德讲堂", content={}, updated_at=BY.now
    )
    assert "还有草稿" in client.post("/catalogue/kind/own/道德讲堂/end/").content.decode()
    draft.delete()
    day = date(2022, 6, 1)
    record = EntryDraft("own/道德讲堂", body.bureau["X02"], first=day, last=day, quantities={"times": Decimal(1)})
    post_entries([record], clerk=clerk)
    assert "已有记录" in client.post("/catalogue/kind/own/道德讲堂/end/").content.decode()
    assert "own/道德讲堂" in catalogue_at().kinds


def test_figure_of_ones_own_sums_kinds_of_one_quantity(body: World) -> None:
    client = body.as_("administrator")
    data = {
        "title": "会议合计",
        "definition": "各类会议之和。",
        "quantity": "times",
        "kinds": ["test/meeting", "test/talk"],
    }
    assert client.post("/catalogue/new-figure/", data).status_code == 302
    assert [term.kind for term in catalogue_at().figures["own/会议合计"].terms] == ["test/meeting", "test/talk"]
    wrong = client.post("/catalogue/new-figure/", {**data, "title": "错", "quantity": "items"})
    assert wrong.status_code == 422


def test_figure_of_ones_own_may_count_records_of_one_label_alone(body: World) -> None:
    client = body.as_("administrator")
    data = {"title": "市级稿件", "definition": "市级刊发。", "quantity": "items", "kinds": ["test/article"]}
    assert client.post("/catalogue/new-figure/", {**data, "only": "level=city"}).status_code == 302
    (term,) = catalogue_at().figures["own/市级稿件"].terms
    assert dict(term.labels) == {"level": "city"}
    foreign = {**data, "title": "错", "quantity": "times", "kinds": ["test/meeting"], "only": "level=city"}
    assert client.post("/catalogue/new-figure/", foreign).status_code == 422


def test_word_without_a_kind_gets_one_and_its_records_count(body: World) -> None:
    clerk = Clerk(str(body.accounts["recorder"].uuid), BY.now)
    typed = WordRecord(word="碰头会", unit=body.bureau["X02"], first=TODAY, last=TODAY)
    wait_for_word(typed, clerk=clerk, may_post=True)
    client = body.as_("administrator")
    page = client.get("/catalogue/words/")
    assert "碰头会 1 条 · 城东所" in text_of(page.content)
    assert re.findall(r'<optgroup label="(.*?)"', page.content.decode()) == ["名称相近", "本单位自设"]
    answer = client.post("/catalogue/words/", {"word": "碰头会", "kind": "test/meeting", "alias": "on"}, follow=True)
    assert "记入台账 1 条" in text_of(answer.content)
    assert "碰头会" in catalogue_at().kinds["test/meeting"].aliases


def test_settings_are_written_and_hold_at_once(body: World) -> None:
    client = body.as_("administrator")
    data = {
        "name": "新示例局",
        "month_starts_on": "26",
        "year_starts_in": "1",
        "backup_keep": "7",
        "hosts": "testserver",
        "notice": "严禁录入涉密信息",
    }
    assert client.post("/settings/", data).status_code == 302
    config = read_config((body.workspace.folder / "shilu.toml").read_text(encoding="utf-8"))
    assert (config.name, config.calendar.month_starts_on, config.backup.keep, config.backup.daily) == (
        "新示例局",
        26,
        7,
        False,
    )
    assert "严禁录入涉密信息" in words(client, "/settings/")
    act = Act.objects.get(act="settings")
    assert (act.before["name"], act.after["name"]) == ("示例局", "新示例局")
    assert client.post("/settings/", {**data, "month_starts_on": "31"}).status_code == 422
    assert client.post("/settings/", {**data, "backup_folder": "备份"}).status_code == 422


def test_settings_that_cannot_work_are_told_at_their_fields(body: World, tmp_path: Path) -> None:
    client, file = body.as_("administrator"), body.workspace.folder / "shilu.toml"
    data = {"name": "示例局", "month_starts_on": "1", "year_starts_in": "1", "backup_keep": "7", "hosts": "testserver"}
    client.post("/settings/", data)
    kept = file.read_text(encoding="utf-8")
    for name, value, told in (
        ("backup_folder", "/proc/x", "备份写不进 /proc/x：没有这个文件夹，也无法在那里新建。"),
        ("backup_folder", str(body.workspace.evidence / "备份"), "在数据文件夹里面，请换一个，最好放在另一块硬盘上。"),
        (
            "hosts",
            "testserver 不是主机!!",
            "“不是主机!!”不是主机名或地址，请写成 shilu.local 或 10.0.0.8 这样，不带 http:// 和 :8000。",
        ),
        ("hosts", "http://10.0.0.8:8000/", "“http://10.0.0.8:8000/”不是主机名或地址"),
        ("notice", "密" * 3000, "120"),
    ):
        answer = client.post("/settings/", {**data, name: value})
        assert (answer.status_code, told in fault_at(answer.content, name)) == (422, True), (name, value)
    assert file.read_text(encoding="utf-8") == kept
    a_copy(body, "X02")
    other = tmp_path / "第二块盘" / "备份"
    answer = client.post(
        "/settings/", {**data, "hosts": "testserver [fe80::1] .shilu.local", "backup_folder": str(other)}
    )
    assert (answer.status_code, other.is_dir(), list(other.iterdir())) == (302, True, [])
    assert f"以前的备份仍在 {backup_folder(body.workspace)}" in words(client, "/more/")


def test_settings_and_catalogue_of_the_body_are_not_a_stations(world: World) -> None:
    client = world.as_("administrator")
    found = [
        client.get(address).status_code for address in ("/settings/", "/catalogue/new-kind/", "/people/staff-list/")
    ]
    assert found == [404, 404, 404]


def test_audit_shows_a_station_its_own_acts_alone(world: World) -> None:
    own = words(world.as_("administrator"), "/audit/")
    assert "城东所" in own
    assert "城西所" not in own
    whole = words(world.as_("system"), "/audit/?act=appointed")
    assert "授予角色" in whole
    assert "城西所" in whole
    assert world.as_("recorder").get("/audit/").status_code == 404


def test_audit_is_exported_as_text(world: World) -> None:
    Act.objects.create(at=BY.now, account=BY.account, name="=1+1", act="settings", what="x")
    answer = world.as_("system").get("/audit/export/")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")


def test_backup_is_made_listed_and_taken_away(world: World) -> None:
    client = world.as_("system")
    a_database(world, "X02")
    answer = client.post("/backup/now/", follow=True)
    assert "已备份到 shilu-" in text_of(answer.content)
    name = a_copy(world, "X02")["name"]
    taken = client.get(f"/backup/{name}/download/")
    assert b"".join(taken.streaming_content) == b"a copy"
    assert Act.objects.order_by("-id")[0].act == "backup-taken"
    assert world.as_("administrator").get("/backup/").status_code == 404


def test_backup_is_there_for_the_administrator_of_the_whole_body(body: World) -> None:
    client = body.as_("administrator")
    a_database(body, "X")
    assert "备份" in words(client, "/more/")
    (body.workspace.folder / "backup-failed.json").write_text('{"what": "磁盘已满"}', encoding="utf-8")
    assert "磁盘已满" in words(client, "/")
    assert "磁盘已满" not in words(body.as_("recorder"), "/")
    assert "已备份到 shilu-" in text_of(client.post("/backup/now/", follow=True).content)
    name = a_copy(body, "X")["name"]
    wrong = client.post(f"/backup/{name}/restore/", {"name": "别的局"})
    assert (wrong.status_code, "名称不对" in wrong.content.decode()) == (422, True)


def test_restore_asks_for_the_name_and_refuses_what_is_no_backup(world: World) -> None:
    client = world.as_("system")
    name = a_copy(world, "X02")["name"]
    wrong = client.post(f"/backup/{name}/restore/", {"name": "别的局"})
    assert (wrong.status_code, "名称不对" in wrong.content.decode()) == (422, True)
    damaged = client.post(f"/backup/{name}/restore/", {"name": "示例局"})
    assert (damaged.status_code, "不是实录的备份" in damaged.content.decode()) == (422, True)
    assert client.get("/backup/shilu-20200101-000000.zip/restore/").status_code == 404


def test_handover_gives_drafts_to_another_recorder(body: World) -> None:
    own, to = body.accounts["recorder"], body.accounts["administrator"]
    Draft.objects.create(uuid=uuid4(), account=own.uuid, kind="test/meeting", updated_at=BY.now)
    client = body.as_("recorder")
    assert "草稿：例会" in words(client, "/handover/")
    assert client.post(f"/handover/?of={own.uuid}", {"to": str(uuid4())}).status_code == 422
    Appointment.objects.filter(account=to).update(unit=body.bureau["X02"])
    assert client.post(f"/handover/?of={own.uuid}", {"to": str(to.uuid)}).status_code == 302
    assert Draft.objects.get().account == to.uuid
    assert Act.objects.get(act="handover").after == {"to": to.number, "count": 1}


def test_handover_of_another_is_not_a_recorders_to_see(world: World) -> None:
    assert world.as_("recorder").get(f"/handover/?of={world.accounts['administrator'].uuid}").status_code == 404
    assert world.as_("administrator").get(f"/handover/?of={world.accounts['recorder'].uuid}").status_code == 200
    assert world.as_("administrator").get(f"/handover/?of={world.accounts['other'].uuid}").status_code == 404


def test_own_code_is_changed_by_who_knows_the_one_before(world: World) -> None:
    own = world.accounts["recorder"]
    own.set_password("先前的密码123")
    own.save()
    client = world.as_("recorder")
    data = {"before": "错的", "code": "北塬雪落三尺厚x", "again": "北塬雪落三尺厚x"}
    assert client.post("/account/code/", data).status_code == 422
    assert client.post("/account/code/", {**data, "before": "先前的密码123"}).status_code == 302
    assert Account.objects.get(pk=own.pk).check_password("北塬雪落三尺厚x")
    assert client.get("/account/").status_code == 200


def test_key_is_shown_once_and_opens_the_interface_until_it_is_ended(world: World) -> None:
    client = world.as_("recorder")
    answer = client.post("/account/key/", {"name": "县局 OA", "until": "2022-12-31"})
    plain = re.findall(r"shilu_[\w-]{43}", answer.content.decode())[0]
    assert account_with(plain, today=TODAY) == world.accounts["recorder"]
    assert plain not in client.get("/account/").content.decode()
    token = Token.objects.get()
    assert world.as_("other").post(f"/account/key/{token.pk}/end/").status_code == 404
    assert client.post(f"/account/key/{token.pk}/end/").status_code == 302
    assert account_with(plain, today=TODAY) is None


def test_other_places_are_signed_out(world: World) -> None:
    here, elsewhere = world.as_("recorder"), world.as_("recorder")
    assert "其他浏览器" in words(here, "/account/")
    here.post("/account/elsewhere/")
    assert elsewhere.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_own_data_is_a_file_with_what_is_held(world: World) -> None:
    answer = world.as_("recorder").get("/account/data/")
    assert (answer.headers["Cache-Control"], answer.json()["account"]["number"]) == ("no-store", "100002")


def test_staff_list_is_looked_at_before_it_is_taken_in(body: World) -> None:
    book = openpyxl.Workbook()
    for row in (["姓名", "单位", "警号"], ["周某", "城东所", "771"], ["吴某", "城南所", "772"]):
        book.active.append(row)
    written = BytesIO()
    book.save(written)
    client = body.as_("administrator")

    def sent(**more: str) -> str:
        file = SimpleUploadedFile("花名册.xlsx", written.getvalue())
        return text_of(client.post("/people/staff-list/", {"file": file, **more}).content)

    assert "预览（尚未改动）" in sent(look="1")
    assert structure_at().by_code("X04") is None
    assert "✓ 已导入" in sent()
    assert [unit.name for unit in structure_at().units.values()][-1] == "城南所"
    assert Act.objects.get(act="staff-list").what == "花名册.xlsx"


def test_staff_list_that_is_none_is_told_at_the_field(body: World) -> None:
    client = body.as_("administrator")
    for name, content, told in (
        ("花名册.xlsx", b"no workbook", "打不开"),
        ("花名册.txt", "姓名 单位\n张三 一所\n".encode(), "花名册.txt 是文本文件，不是工作簿"),
    ):
        answer = client.post("/people/staff-list/", {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 422
        assert told in fault_at(answer.content, "file")


def test_staff_list_of_an_unknown_body_asks_for_its_name_at_the_field(body: World) -> None:
    client = body.as_("administrator")
    client.post("/organisation/X03/move/", {"top": "on", "on": "2022-07-01"})
    file = SimpleUploadedFile("花名册.csv", "姓名,单位\n张三,一所\n".encode())
    answer = client.post("/people/staff-list/", {"file": file})
    assert "请在这里填写单位名称" in fault_at(answer.content, "root")
    assert "--root" not in answer.content.decode()


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(
    ("name", "address", "most"),
    [
        ("administrator", "/organisation/", 12),
        ("administrator", "/catalogue/", 14),
        ("administrator", "/catalogue/words/", 14),
        ("administrator", "/handover/", 30),
        ("system", "/audit/", 12),
    ],
)
def test_page_asks_the_same_few_queries_for_many(
    body: World, django_assert_max_num_queries, name: str, address: str, most: int, *, many: bool
) -> None:
    own = body.accounts[name]
    clerk = Clerk(str(own.uuid), BY.now)
    for at in range(40 if many else 1):
        Act.objects.create(
            at=BY.now, account=own.uuid, name="甲", act="settings", what=str(at), unit=body.bureau["X02"]
        )
        Draft.objects.create(uuid=uuid4(), account=own.uuid, kind="test/meeting", updated_at=BY.now)
        typed = WordRecord(word=f"事项{at}", unit=body.bureau["X02"], first=TODAY, last=TODAY)
        wait_for_word(typed, clerk=clerk, may_post=True)
    client = body.as_(name)
    client.get(address)
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(("language", "what"), [("zh-hans", "警号（工号）"), ("en", "name and staff number")])
def test_personal_data_page_says_what_is_kept_in_the_readers_words(world: World, language: str, what: str) -> None:
    client = world.as_("member")
    client.cookies["django_language"] = language
    shown = words(client, "/personal/")
    assert what in shown
    assert not re.search(r"[a-z]+\.[A-Z]|[a-z]_[a-z]", shown.partition("Excel")[2])  # no names of tables and columns
    if language == "zh-hans":
        assert "掌握人员所在单位" in shown
        assert "未记录" not in shown
    sheet = openpyxl.load_workbook(BytesIO(b"".join(client.get("/personal/export/").streaming_content))).active
    assert sheet is not None
    assert what in " ".join(str(row[0]) for row in sheet.iter_rows(values_only=True))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "x", "9" * 30])
def test_day_that_is_none_of_our_time_is_not_there_and_told_at_its_field(body: World, day: str) -> None:
    client = body.as_("administrator")
    for address in (f"/organisation/?on={day}", f"/audit/?from={day}", f"/audit/?until={day}"):
        assert client.get(address).status_code == 404
    answer = client.post("/organisation/X02/rename/", {"name": "新所", "on": day})
    assert (answer.status_code, bool(fault_at(answer.content, "on"))) == (422, True)


@pytest.mark.parametrize(
    "address",
    [
        "/organisation/{}/",
        "/organisation/changes/{}/back/",
        "/organisation/changes/?of={}",
        "/people/{}/",
        "/people/?unit={}",
        "/account/key/{}/end/",
        "/handover/?of={}",
        "/catalogue/kind/{}/",
        "/backup/{}/download/",
    ],
)
@pytest.mark.parametrize("key", ["9" * 18, "9" * 30, "9" * 3000, "00000000-0000-0000-0000-000000000000"])
def test_key_of_nothing_is_not_there(body: World, address: str, key: str) -> None:
    assert body.as_("administrator").get(address.format(key)).status_code == 404


@pytest.mark.parametrize(
    ("address", "given", "field"),
    [
        ("/organisation/new/?under=X02", {"name": "城东所一队", "on": "2022-07-01"}, "name"),
        ("/organisation/new/?under=X02", {"name": "新队", "code": "X03", "on": "2022-07-01"}, "code"),
        ("/organisation/X02/move/", {"under": "X0201", "on": "2022-07-01"}, "under"),
        ("/organisation/X02/move/", {"under": "X03", "on": "2019-07-01"}, "on"),
        ("/organisation/X02/alias/", {"alias": "城西所"}, "alias"),
        ("/organisation/X02/end/", {"into": ["X0201"], "on": "2022-07-01"}, "into"),
        ("/organisation/X0201/end/", {"into": ["X02"], "on": "2019-07-01"}, "on"),
        ("/people/new/", {"name": "钱某", "number": "2X02", "unit": "X02", "on": "2022-07-01"}, "number"),
        ("/account/key/", {"name": "OA", "until": "2022-07-01"}, "until"),
    ],
)
def test_refusal_stands_at_the_field_that_it_is_about(body: World, address: str, given: dict, field: str) -> None:
    person(body, "X02")
    answer = body.as_("administrator").post(address, given)
    assert answer.status_code == 422
    assert fault_at(answer.content, field)
