"""The page of a kind: its labels given, renamed and ended, and the kind not used from a day on."""

import re

import pytest
from django.test import Client

import cast
from shilu.access.models import Act, Appointment
from shilu.ledger.clerk import Clerk
from shilu.ledger.queries import catalogue_at
from web.world import World

pytestmark = pytest.mark.database

KIND = "/catalogue/kind/test/meeting/"
SHIFT = {"label": "", "title": "班次", "values": "白班、夜班"}


@pytest.fixture
def client(world: World) -> Client:
    """The browser of the administrator of the whole body."""
    Appointment.objects.filter(role="administrator").update(unit=world.bureau["X"])
    return world.as_("administrator")


def words(client: Client, address: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(address).content.decode()))


def test_label_is_given_renamed_ended_and_asked_again(client: Client, world: World, clerk: Clerk) -> None:
    assert "加分类项" in words(client, KIND)
    assert client.post(f"{KIND}label/", SHIFT).status_code == 302
    assert "班次 ：白班、夜班" in words(client, KIND)
    assert "班次" in words(world.as_("recorder"), "/record/test/meeting/")
    changed = {"title": "班别", "value_0": "日班", "value_1": "夜班", "more": "中班", "ended": ["夜班"]}
    assert client.post(f"{KIND}label/own_1/", changed).status_code == 302
    form = words(world.as_("recorder"), "/record/test/meeting/")
    assert [word in form for word in ("班别", "日班", "中班", "夜班")] == [True, True, True, False]
    told = {act: Act.objects.filter(act="catalogue").order_by("-id")[at] for at, act in enumerate(("changed", "given"))}
    assert told["given"].after == {"label": "班次"}
    assert told["changed"].after == {"label": "班别", "values": ["日班", "夜班", "中班"], "ended": ["夜班"]}
    cast.post("2022-06-01 | X02 | meeting(own_1=中班) | times=1", clerk=clerk)
    assert "已填的记录保持不变" in words(client, f"{KIND}label/own_1/end/")
    client.post(f"{KIND}label/own_1/end/")
    assert "班别 ○ 不再填写" in words(client, KIND)
    assert "班别" not in words(world.as_("recorder"), "/record/test/meeting/")
    assert client.get(f"{KIND}label/own_1/end/").status_code == 404
    client.post(f"{KIND}label/own_1/again/")
    assert catalogue_at().kinds["test/meeting"].asked == ("own_1",)


def test_label_added_by_mistake_is_taken_off_again(client: Client) -> None:
    client.post(f"{KIND}label/", SHIFT)
    answer = client.post(f"{KIND}label/own_1/end/", follow=True)
    assert "“班次”已从“例会”撤去" in answer.content.decode()
    assert "own_1" not in catalogue_at().labels
    assert client.get(f"{KIND}label/own_1/").status_code == 404


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"label": "level", "title": "班次"}, "二选一"),
        ({"label": "", "title": ""}, "写明新分类项的名称"),
        ({"label": "", "title": "级别", "values": "甲"}, "已有分类项“级别”"),
        ({"label": "", "title": "班次", "values": ""}, "还没有可选的选项"),
        ({"label": "nothing"}, ""),
    ],
)
def test_label_that_cannot_be_is_told_at_its_field(client: Client, given: dict[str, str], told: str) -> None:
    answer = client.post(f"{KIND}label/", given)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert catalogue_at().kinds["test/meeting"].labels == ()


def test_value_under_an_old_name_is_refused_at_its_field(client: Client) -> None:
    client.post(f"{KIND}label/", SHIFT)
    changed = {"title": "班次", "value_0": "日班", "value_1": "夜班"}
    client.post(f"{KIND}label/own_1/", changed)
    answer = client.post(f"{KIND}label/own_1/", {**changed, "more": "白班"})
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, ["more"])
    assert "“白班”现在读作选项“日班”；请换一个名称，或把那个选项改回这个名称。" in answer.content.decode()


def test_label_of_several_kinds_tells_the_others(client: Client) -> None:
    client.post(f"{KIND}label/", {"label": "level"})
    assert "另有 1 类事项也用它，改了一起变 稿件" in words(client, f"{KIND}label/level/")


def test_new_kind_brings_its_labels(client: Client) -> None:
    data = {"title": "夜巡", "definition": "巡一趟算一次。", "first": "times", "adds": "flow", "evidence": "none"}
    wrong = client.post("/catalogue/new-kind/", {**data, "own_labels": "班次"})
    assert (wrong.status_code, "没有写成" in wrong.content.decode()) == (422, True)
    taken = client.post("/catalogue/new-kind/", {**data, "own_labels": "级别：甲、乙"})
    assert "已有分类项“级别”" in taken.content.decode()
    own = "班次：白班、夜班\n路线: 沿河，沿江等\n"
    assert client.post("/catalogue/new-kind/", {**data, "labels": ["level"], "own_labels": own}).status_code == 302
    catalogue = catalogue_at()
    labels = [catalogue.labels[key] for key in catalogue.kinds["own/夜巡"].labels]
    told = [(label.title.zh, [value.title.zh for value in label.values], label.open) for label in labels[1:]]
    assert told == [("班次", ["白班", "夜班"], False), ("路线", ["沿河", "沿江"], True)]


def test_kind_is_not_used_from_a_day_on_and_used_again(client: Client, world: World) -> None:
    early = client.post(f"{KIND}stop/", {"on": "2022-06-01"})
    assert (early.status_code, "有2条“例会”记录" in early.content.decode()) == (422, True)
    assert client.post(f"{KIND}stop/", {"on": "2022-07-01"}).status_code == 302
    assert "自2022-07-01起停用" in words(client, KIND)
    assert "例会 ○ 自2022-07-01起停用" in words(client, "/catalogue/")
    recorder = world.as_("recorder")
    assert "/record/test/meeting/" not in recorder.get("/record/?q=lihui").content.decode()
    for asked in ("/record/?q=例会", "/record/kinds/?q=例会"):
        assert "“例会”自2022-07-01起停用。 补记此前的" in words(recorder, asked)
    assert 'value="test/meeting"' not in recorder.get("/import/template/").content.decode()
    form = {"day": "2022-07-02", "for_unit": "X02", "q-times": "1", "key": "00000000-0000-4000-8000-000000000001"}
    assert "自2022-07-01起停用" in recorder.post("/record/test/meeting/", form).content.decode()
    assert client.get(f"{KIND}stop/").status_code == 404
    assert client.post(f"{KIND}again/").status_code == 302
    assert catalogue_at().kinds["test/meeting"].ended is None
    assert client.get(f"{KIND}again/").status_code == 404


def test_kind_that_ended_is_missed_in_no_later_month(client: Client, world: World, clerk: Clerk) -> None:
    days = ("2022-03-03", "2022-04-03", "2022-05-03")
    cast.post("\n".join(f"{day} | X01 | meeting | times=1 people=5" for day in days), clerk=clerk)
    assert "例会" in words(client, "/months/?unit=X01&period=2022-06")
    client.post(f"{KIND}stop/", {"on": "2022-06-30"}, follow=True)
    assert "例会" not in words(client, "/months/?unit=X01&period=2022-06")
