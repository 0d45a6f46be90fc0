"""Pages of imports: a workbook handed in, seen, corrected, imported, undone; who has sent; workbooks to hand out."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

import cast
from books import write_book
from shilu.access.operations import appoint
from shilu.access.roles import Role
from shilu.collecting.models import Delivery
from shilu.ledger.entries import Wanted, entries_listed
from shilu.ledger.operations import correct_entry, draft_of, reverse_entries
from shilu.ledger.queries import said_of_periods
from web.examples.collecting import handed_in
from web.world import BY, OTHER, OWN, World

pytestmark = pytest.mark.database

GOOD = "2022-05-03 | 城东所 | 例会 | 五月例会 | 1 | 12\n2022-05-10 | 城东所 | 例会 | 五月第二次例会 | 1 | 9"
BAD = "2022-05-03 | 城东所 | 例会 | 五月例会 | 1 | 12\n2022-05-10 | 城东所 | 例会 | 五月第二次例会 | 1 | 约9人"


@pytest.fixture
def hand_in(world: World, tmp_path: Path) -> Any:
    """Hands tables in as the recorder of the second station; returns the browser and the page it came to."""

    def hand(*tables: str, name: str = "recorder", unit: str = OWN, **more: str) -> tuple[Client, Any]:
        files = []
        for number, table in enumerate(tables):
            path = write_book(tmp_path / f"台账{number}.xlsx", table, **{"title": "城东所2022年5月台账", **more})
            files.append(SimpleUploadedFile(path.name, path.read_bytes()))
        client = world.as_(name)
        return client, client.post(f"/import/?unit={unit}", {"workbooks": files}, follow=True)

    return hand


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def titles() -> list[str]:
    return [
        entry.texts.title
        for entry in entries_listed(Wanted(text="五月"))
        if entry.type == "entry" and entry.reversed_by is None
    ]


def test_import_without_a_workbook_is_told_at_its_field(world: World) -> None:
    answer = world.as_("recorder").post(f"/import/?unit={OWN}", {})
    assert answer.status_code == 422
    assert 'id="id_workbooks_error">请至少选一个工作簿' in answer.content.decode()


def test_of_many_bad_rows_some_are_shown_and_it_says_so(hand_in: Any) -> None:
    _client, page = hand_in("\n".join(f"2022-05-03 | 城东所 | 例会 | 例会{at} | 1 | 约9人" for at in range(40)))
    assert "有 40 个单元格读不了" in text(page)
    assert "共 40 行，列出 30 行：开头几行，以及需要看一看的行（每种最多列 30 行）。" in text(page)
    assert page.content.decode().count('class="bad-cell"') == 30


def test_workbook_is_shown_on_its_rows_and_imported(hand_in: Any) -> None:
    client, page = hand_in(GOOD)
    assert "2022-05-03 城东所 例会 五月例会 1次 12人次" in text(page)
    assert "记入台账（新增 2 行）" in text(page)
    assert titles() == []
    done = client.post(f"{page.redirect_chain[-1][0]}begin/", follow=True)
    assert "台账0.xlsx 已记入台账：新增 2 行。" in text(done)
    assert titles() == ["五月例会", "五月第二次例会"]


def test_bad_cell_stands_in_its_place_with_the_reason(hand_in: Any) -> None:
    client, page = hand_in(BAD)
    assert "有 1 个单元格读不了" in text(page)
    assert '<td class="bad-cell">约9人<span class="why">' in text(page)
    address = page.redirect_chain[-1][0]
    marked = client.get(f"{address}marked/")
    sheet = load_workbook(io.BytesIO(b"".join(marked.streaming_content)))["台账"]
    assert sheet["F4"].comment is not None
    client.post(f"{address}begin/", {"accept_valid": "on"})
    assert titles() == ["五月例会"]


def test_a_workbook_is_shown_in_the_language_of_who_reads_it(hand_in: Any) -> None:
    client, page = hand_in(BAD)
    address = page.redirect_chain[-1][0]
    client.cookies["django_language"] = "en"
    english = text(client.get(address))
    assert "约9人” is only about how many: write the number" in english
    assert ("是约数" in english, "Not ticked, because: 1 row is left out" in english) == (False, True)
    listed = text(client.get(f"/import/?unit={OWN}"))
    assert "Nothing is counted as reported by it: 1 row is left out." in listed
    client.cookies["django_language"] = "zh-hans"
    assert "是约数" in text(client.get(address))


def test_column_is_corrected_in_the_side_sheet(hand_in: Any) -> None:
    header = "日期 | 单位 | 事项类别 | 活动名称 | 到场"
    client, page = hand_in("2022-05-03 | 城东所 | 例会 | 五月例会 | 12", header=header)
    address = f"{page.redirect_chain[-1][0]}0/E/"
    sheet = client.get(address, headers={"HX-Request": "true"})
    assert "<html" not in text(sheet)
    assert "E 列" in text(sheet)
    wrong = client.post(address, {"role": "title"})
    assert wrong.status_code == 422
    assert "“名称”已经是 D 列，只能有一列是它。" in text(wrong)
    right = client.post(address, {"role": "people"}, headers={"HX-Request": "true"})
    assert right["HX-Redirect"] == page.redirect_chain[-1][0]
    assert "五月例会 1次 12人次" in text(client.get(right["HX-Redirect"]))


def test_kind_and_period_of_a_table_are_said(hand_in: Any) -> None:
    client, page = hand_in("1 | 城东所 | 3 | 无", header="序号 | 单位 | 次数 | 备注", title="情况")
    address = f"{page.redirect_chain[-1][0]}0/"
    wrong = client.post(address, {"kind": "test/meeting", "period": "何时"})
    assert (wrong.status_code, 'id="id_period_error"' in text(wrong)) == (422, True)
    right = client.post(address, {"kind": "test/meeting", "period": "2022年5月"}, follow=True)
    assert "2022-05-31 城东所 例会 3次" in text(right)


def test_several_workbooks_stand_together_and_the_clean_ones_are_imported(hand_in: Any) -> None:
    client, page = hand_in(GOOD, BAD)
    assert "2 个工作簿" in text(page)
    assert "导入没有问题的 1 个工作簿" in text(page)
    done = client.post(f"{page.redirect_chain[-1][0]}begin/", follow=True)
    assert "已导入 1 个工作簿。" in text(done)
    assert titles() == ["五月例会", "五月第二次例会"]


def test_wrong_files_say_why(world: World) -> None:
    client = world.as_("recorder")
    nothing = client.post(f"/import/?unit={OWN}", {})
    assert (nothing.status_code, "请至少选一个工作簿。" in text(nothing)) == (422, True)
    pdf = SimpleUploadedFile("扫描件.pdf", b"%PDF-1.4")
    page = client.post(f"/import/?unit={OWN}", {"workbooks": [pdf]}, follow=True)
    assert "扫描件.pdf 是 PDF" in text(page)
    many = [SimpleUploadedFile(f"{number}.csv", b"a,b\n1,2\n") for number in range(31)]
    refused = client.post(f"/import/?unit={OWN}", {"workbooks": many})
    assert (refused.status_code, "选了 31 个文件" in text(refused)) == (422, True)


def test_an_empty_file_among_others_is_told_by_its_name(world: World, tmp_path: Path) -> None:
    good = write_book(tmp_path / "台账.xlsx", GOOD, title="城东所2022年5月台账")
    files = [SimpleUploadedFile("空.xlsx", b""), SimpleUploadedFile(good.name, good.read_bytes())]
    page = world.as_("recorder").post(f"/import/?unit={OWN}", {"workbooks": files}, follow=True)
    assert page.status_code == 200
    assert "空.xlsx 是空文件，请重新拷贝或另存。" in text(page)
    assert "导入没有问题的 1 个工作簿" in text(page)


def test_workbook_that_names_another_unit_asks_first(hand_in: Any) -> None:
    header = "日期 | 事项类别 | 活动名称 | 次数 | 参加人次"
    client, page = hand_in("2022-05-03 | 例会 | 五月例会 | 1 | 12", header=header, title="城西所2022年5月台账")
    assert "表里写的是<strong>城西所</strong>" in text(page)
    address = f"{page.redirect_chain[-1][0]}begin/"
    assert client.post(address).status_code == 422
    assert titles() == []
    client.post(address, {"elsewhere": "on"})
    assert titles() == ["五月例会"]


@pytest.mark.parametrize(
    ("title", "asks"),
    [
        ("邻县公安局2022年5月工作台账", "邻县公安局"),
        ("附件2：邻县第一中学2022年5月台账", "邻县第一中学"),
        ("各科所队2022年5月台账", ""),
        ("基层派出所2022年5月台账", ""),
        ("2022年5月学习台账", ""),
    ],
)
def test_workbook_of_a_body_that_nobody_knows_asks_first(hand_in: Any, title: str, asks: str) -> None:
    header = "日期 | 事项类别 | 活动名称 | 次数 | 参加人次"
    client, page = hand_in("2022-05-03 | 例会 | 五月例会 | 1 | 12", header=header, title=title)
    assert (f"表里写的是<strong>{asks}</strong>" in text(page)) == bool(asks)
    done = client.post(f"{page.redirect_chain[-1][0]}begin/")
    assert (done.status_code, titles()) == ((422, []) if asks else (302, ["五月例会"]))


def test_import_is_undone_after_a_question_with_a_reason(hand_in: Any) -> None:
    client, page = hand_in(GOOD)
    client.post(f"{page.redirect_chain[-1][0]}begin/")
    history = client.get(f"/import/history/?unit={OWN}")
    assert "台账0.xlsx" in text(history)
    seq = Delivery.objects.get().seq
    asked = client.get(f"/import/history/{seq}/undo/")
    assert "撤销后：作废 2 条记录。" in text(asked)
    assert "请写明撤销这次导入的原因。" in text(client.post(f"/import/history/{seq}/undo/", {"reason": ""}))
    done = client.post(f"/import/history/{seq}/undo/", {"reason": "导错了"}, follow=True)
    assert "已撤销 台账0.xlsx 的导入：作废 2 条记录。" in text(done)
    assert titles() == []
    again = client.post(f"/import/history/{seq}/undo/", {"reason": "再撤"}, follow=True)
    assert "台账0.xlsx 的导入已经撤销过：导错了。" in text(again)


TALKS = """2022-05-04 | 城东所 | 谈心谈话 | 与甲谈 | 1 | 1
2022-05-05 | 城东所 | 谈心谈话 | 与乙谈 | 1 | 1"""


def test_undoing_says_what_is_put_back(hand_in: Any) -> None:
    client, page = hand_in(f"{GOOD}\n{TALKS}")
    client.post(f"{page.redirect_chain[-1][0]}begin/")
    changed = GOOD.splitlines()[0].replace("| 12", "| 15") + "\n2022-05-20 | 城东所 | 例会 | 五月第三次例会 | 1 | 8"
    more = "2022-05-06 | 城东所 | 谈心谈话 | 与丙谈 | 1 | 1"
    client, page = hand_in(f"{changed}\n{TALKS}\n{more}")
    client.post(f"{page.redirect_chain[-1][0]}begin/", {"update": "on", "remove": "on"})
    assert sorted(titles()) == ["五月例会", "五月第三次例会"]
    seq = Delivery.objects.order_by("id").last().seq
    asked = client.get(f"/import/history/{seq}/undo/")
    told = "作废 1 条记录；被它更正或作废的 2 条恢复原样；1 个当月合计退回它计入的数"
    assert f"撤销后：{told}。" in text(asked)
    done = client.post(f"/import/history/{seq}/undo/", {"reason": "导错了"}, follow=True)
    assert f"已撤销 台账0.xlsx 的导入：{told}。" in text(done)
    assert sorted(titles()) == ["五月例会", "五月第二次例会"]
    _client, page = hand_in(f"{GOOD}\n{TALKS}")
    assert "这些行台账里都有了" in text(page)


def test_rows_that_go_into_months_are_told_beside_the_number_of_records(hand_in: Any) -> None:
    client, page = hand_in(f"{GOOD}\n{TALKS}")
    assert "新增的行里有 2 行计入当月合计" in text(page)
    address = page.redirect_chain[-1][0]
    done = client.post(f"{address}begin/", follow=True)
    told = (
        "其中 2 行计入 1 个当月合计（只按月保存的事项）：每个合计在台账里是一条记录；之后又计数的合计，以最新一条为准。"
    )
    assert f"{told} 所以这次导入在台账里记了 3 条。" in text(done)
    seq = Delivery.objects.get().seq
    assert told in text(client.get(f"/ledger/?import={seq}&ever=on&unit={OWN}"))
    assert told not in text(client.get(f"/ledger/?ever=on&unit={OWN}"))


def test_known_private_rows_are_shown_as_known(hand_in: Any) -> None:
    client, page = hand_in(TALKS)
    assert text(page).count("+ 计入当月合计") == 2
    client.post(f"{page.redirect_chain[-1][0]}begin/")
    _client, page = hand_in(TALKS)
    assert (text(page).count("+ 计入当月合计"), text(page).count("= 已有")) == (0, 2)


def test_only_an_administrator_of_the_body_adds_kinds(hand_in: Any) -> None:
    row = "2022-05-03 | 城东所 | 从没听过的事 | 五月 | 1 | 12"
    client, page = hand_in(row)
    assert "按表里的写法加进目录" not in text(page)
    client.post(f"{page.redirect_chain[-1][0]}begin/", {"new_kinds": "on", "accept_valid": "on"})
    assert titles() == []


@pytest.fixture
def administers(world: World) -> None:
    """The office keeps the records and administers the body."""
    appoint(world.accounts["office"], Role.ADMINISTRATOR, unit=world.bureau["X"], on=date(2020, 1, 1), by=BY)


@pytest.mark.usefixtures("administers")
def test_kinds_are_offered_only_where_the_workbook_has_unknown_ones(hand_in: Any) -> None:
    _client, page = hand_in(BAD, name="office", unit="X")
    assert 'name="new_kinds"' not in text(page)
    _client, page = hand_in(BAD.replace("例会 | 五月第二次", "从没听过的事 | 五月第二次"), name="office", unit="X")
    assert 'name="new_kinds"' in text(page)


@pytest.mark.usefixtures("administers")
def test_a_staff_list_is_sent_where_staff_lists_are_taken(hand_in: Any) -> None:
    table = {"header": "序号 | 姓名 | 性别 | 单位 | 职务", "title": "示例局花名册"}
    _client, page = hand_in("1 | 张三 | 男 | 城东所 | 民警", name="office", unit="X", **table)
    assert "是花名册，不在这里导入，请到“人员与账号”导入" in text(page)
    assert 'href="/people/staff-list/"' in text(page)
    _client, page = hand_in("1 | 张三 | 男 | 城东所 | 民警", **table)
    assert 'href="/people/staff-list/"' not in text(page)


def test_what_was_handed_in_for_another_unit_is_in_no_list(world: World) -> None:
    handed_in(world, OTHER)
    client = world.as_("recorder")
    for address in ("/import/", "/import/history/", "/import/history/export/", "/import/returns/"):
        answer = client.get(f"{address}?unit={OWN}")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert "2022年5月台账" not in content.decode(errors="ignore")


def test_returns_name_who_is_missing_with_a_text_to_copy(world: World) -> None:
    page = world.as_("office").get("/import/returns/?unit=X&period=2022-05&until=6月5日")
    assert "3 个单位中 <strong>0</strong> 个已报" in text(page)
    assert "2022年5月台账还未报送的单位：办公室、城东所、城西所。请于6月5日前报送。" in text(page)
    book = world.as_("office").get("/import/returns/export/?unit=X&period=2022-05")
    rows = list(load_workbook(io.BytesIO(b"".join(book.streaming_content))).active.values)
    assert [row[:2] for row in rows] == [("单位", "状态"), ("办公室", "未报"), ("城东所", "未报"), ("城西所", "未报")]


def test_handout_is_one_workbook_or_one_for_each_unit(world: World) -> None:
    client = world.as_("office")
    page = client.get("/import/template/?unit=X&period=2022-05")
    assert 'value="test/meeting" checked' in text(page)
    one = client.get("/import/template/?unit=X&period=2022-05&made=1&kinds=test/meeting")
    assert load_workbook(io.BytesIO(b"".join(one.streaming_content)))["台账"]["A1"].value == "示例局2022年5月工作台账"
    each = client.get("/import/template/?unit=X&period=2022-05&made=1&kinds=test/meeting&each=below")
    names = zipfile.ZipFile(io.BytesIO(b"".join(each.streaming_content))).namelist()
    assert names == ["办公室2022年5月台账.xlsx", "城东所2022年5月台账.xlsx", "城西所2022年5月台账.xlsx"]
    assert client.get("/import/template/?unit=X&made=1").status_code == 422


def test_lists_ask_no_more_for_more_rows(world: World, django_assert_max_num_queries: Any) -> None:
    client = world.as_("recorder")
    for count in (1, 12):
        for _more in range(count):
            handed_in(world, OWN)
        with django_assert_max_num_queries(16):
            client.get(f"/import/?unit={OWN}")
        with django_assert_max_num_queries(16):
            client.get(f"/import/history/?unit={OWN}")


def test_progress_sends_the_page_on_when_the_work_is_done(world: World) -> None:
    delivery = handed_in(world, OWN)
    client = world.as_("recorder")
    assert client.get(f"/import/{delivery.uuid}/progress/")["HX-Refresh"] == "true"
    Delivery.objects.update(state="importing", stage=3, stages=4)
    working = client.get(f"/import/{delivery.uuid}/progress/")
    assert "HX-Refresh" not in working
    assert "正在写入记录" in text(working)


def test_large_workbook_is_read_and_imported_in_the_background(world: World, hand_in: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("shilu.collecting.operations._SMALL", 0)
    client, page = hand_in(GOOD)
    client.post(f"{page.redirect_chain[-1][0]}begin/")
    assert titles() == ["五月例会", "五月第二次例会"]
    assert Delivery.objects.get().state == "imported"


def test_what_was_not_taken_can_be_decided_later(hand_in: Any) -> None:
    client, page = hand_in(BAD)
    address = page.redirect_chain[-1][0]
    done = client.post(f"{address}begin/", {"accept_valid": "on"}, follow=True)
    assert "重新读一遍，处理没有记入的" in text(done)
    again = client.post(f"{address}look/", follow=True)
    assert "有 1 个单元格读不了" in text(again)
    assert Delivery.objects.get().summary["known"] == 1


def test_large_import_is_undone_in_the_background(hand_in: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("shilu.web.views.collecting_history.LARGE", 0)
    client, page = hand_in(GOOD)
    client.post(f"{page.redirect_chain[-1][0]}begin/")
    seq = Delivery.objects.get().seq
    done = client.post(f"/import/history/{seq}/undo/", {"reason": "导错了"}, follow=True)
    assert "正在撤销 台账0.xlsx 的导入，请稍等。" in text(done)
    assert titles() == []


def test_changed_and_gone_rows_are_decided_one_by_one(hand_in: Any) -> None:
    rows = [f"2022-05-{day:02} | 城东所 | 例会 | 五月第{day}次 | 1 | 9" for day in (3, 4, 5, 6)]
    client, page = hand_in("\n".join(rows))
    client.post(f"{page.redirect_chain[-1][0]}begin/")
    standing = {entry.texts.title: entry.seq for entry in entries_listed(Wanted(text="五月")) if entry.type == "entry"}
    changed = "\n".join(row.replace("| 9", "| 12") for row in rows[:2])
    client, page = hand_in(changed)
    assert f'name="changed_seq" value="{standing["五月第3次"]}"' in text(page)
    assert f'name="gone_seq" value="{standing["五月第5次"]}">2022-05-05 城东所' in text(page)
    picked = {"changed_seq": [standing["五月第3次"]], "gone_seq": [standing["五月第5次"], "x"]}
    done = client.post(f"{page.redirect_chain[-1][0]}begin/", picked, follow=True)
    counts = {
        entry.texts.title: int(entry.quantities["people"])
        for entry in entries_listed(Wanted(text="五月"))
        if entry.type == "entry" and entry.reversed_by is None
    }
    assert counts == {"五月第3次": 12, "五月第4次": 9, "五月第6次": 9}
    assert "<dt>已更正</dt><dd>1</dd>" in text(done)
    assert "<dt>已作废</dt><dd>1</dd>" in text(done)
    assert "<dt>未动</dt><dd>2</dd>" in text(done)
    assert "2022-05-04 城东所 例会 五月第4次" in text(done)
    assert "2022-05-03 城东所" not in text(done)


def test_rows_of_records_cancelled_or_corrected_in_the_ledger_are_told_and_recorded_again(
    hand_in: Any, clerk: Any
) -> None:
    client, page = hand_in(GOOD)
    client.post(f"{page.redirect_chain[-1][0]}begin/")
    first, second = (entry for entry in entries_listed(Wanted(text="五月")) if entry.type == "entry")
    reverse_entries([first.seq], reason="误删", clerk=clerk)
    draft = replace(draft_of(second), quantities={**second.quantities, "people": Decimal(11)})
    _reversal, now = correct_entry(second.seq, draft, reason="笔误", clerk=clerk)
    client, page = hand_in(GOOD)
    told = text(page)
    assert "<dt>已有</dt><dd>0</dd>" in told
    assert "<dt>台账里已作废</dt><dd>1</dd>" in told
    assert "<dt>台账里已更正</dt><dd>1</dd>" in told
    assert f"第 {first.seq} 号记录已于 2022-07-04 作废（误删）" in told
    assert "已在台账更正为 2022-05-10 城东所 例会 五月第二次例会 1次 11人次" in told
    assert f'name="again_seq" value="{first.seq}"' in told
    assert f'href="/ledger/{now}/"' in told
    address = page.redirect_chain[-1][0]
    left = client.post(f"{address}begin/", follow=True)
    assert "台账0.xlsx：没有新的；有 1 行台账里已作废，没有记入。" in text(left)
    assert "有的行台账里已作废" in text(left)
    client.post(f"{address}look/")
    done = client.post(f"{address}begin/", {"again_seq": [first.seq]}, follow=True)
    assert "台账0.xlsx 已记入台账：新增 0 行，再记入 1 行。" in text(done)
    assert sorted(titles()) == ["五月例会", "五月第二次例会"]
    _client, page = hand_in(GOOD)
    assert ("<dt>已有</dt><dd>1</dd>" in text(page), "台账里已作废" in text(page)) == (True, False)
    assert sorted(titles()) == ["五月例会", "五月第二次例会"]


def test_a_likely_double_is_taken_alone(hand_in: Any, clerk: Any) -> None:
    cast.post(
        "2022-05-03 | X02 | meeting | times=1 | 五月例会\n2022-05-04 | X02 | meeting | times=1 | 五月小结", clerk=clerk
    )
    rows = "2022-05-03 | 城东所 | 例会 | 五月例会 | 1 | 12\n2022-05-04 | 城东所 | 例会 | 五月小结 | 1 | 9"
    client, page = hand_in(rows)
    assert 'name="likely_row" value="3 台账"' in text(page)
    client.post(f"{page.redirect_chain[-1][0]}begin/", {"likely_row": ["3 台账"]})
    assert sorted(titles()) == ["五月例会", "五月例会", "五月小结"]


@pytest.fixture
def reviewed(world: World) -> World:
    """The station with its records reviewed."""
    world.as_("reviewer").post("/review/switch/", {"of": OWN, "on": "1"})
    return world


def test_workbook_of_a_reviewed_unit_waits_for_its_reviewer(reviewed: World, hand_in: Any) -> None:
    client, page = hand_in(GOOD)
    assert "交审核人" in text(page)
    address = page.redirect_chain[-1][0]
    told = client.post(f"{address}begin/", follow=True)
    assert titles() == []
    assert "已交审核" in text(told)
    assert f'action="{address}begin/"' not in text(told)

    uuid = Delivery.objects.get().uuid
    reviewer = reviewed.as_("reviewer")
    assert f"/review/workbooks/{uuid}/" in text(reviewer.get("/review/"))
    assert "五月例会" in text(reviewer.get(f"/review/workbooks/{uuid}/"))
    assert "1</strong> 个工作簿等着审核" in text(reviewer.get("/"))
    reviewer.post(f"/review/workbooks/{uuid}/", {"act": "post"})
    assert titles() == ["五月例会", "五月第二次例会"]
    assert {entry.account for entry in entries_listed(Wanted(text="五月"))} == {str(reviewed.accounts["recorder"].uuid)}


def test_workbook_that_a_reviewer_returns_brings_nothing(reviewed: World, hand_in: Any) -> None:
    client, page = hand_in(GOOD)
    address = page.redirect_chain[-1][0]
    client.post(f"{address}begin/")
    reviewing = f"/review/workbooks/{Delivery.objects.get().uuid}/"
    assert client.get(reviewing).status_code == 404
    assert reviewed.as_("reviewer").post(reviewing, {"act": "return", "words": ""}).status_code == 422
    reviewed.as_("reviewer").post(reviewing, {"act": "return", "words": "场次不对"})
    assert "审核人退回：场次不对" in text(client.get(address))
    assert f'action="{address}begin/"' in text(client.get(address))
    assert titles() == []


def test_workbook_read_anew_waits_no_more(reviewed: World, hand_in: Any) -> None:
    client, page = hand_in(GOOD)
    address = page.redirect_chain[-1][0]
    client.post(f"{address}begin/")
    client.post(f"{address}look/")
    uuid = Delivery.objects.get().uuid
    late = reviewed.as_("reviewer").post(f"/review/workbooks/{uuid}/", {"act": "post"}, follow=True)
    assert (late.redirect_chain[-1][0], "台账0.xlsx 不在待审核里了" in text(late)) == ("/review/", True)
    assert titles() == []


def test_workbooks_imported_together_go_around_no_review(reviewed: World, hand_in: Any) -> None:
    client, page = hand_in(GOOD, "2022-05-20 | 城东所 | 例会 | 五月第三次例会 | 1 | 7")
    told = client.post(f"{page.redirect_chain[-1][0]}begin/", follow=True)
    assert "2 个工作簿等着审核" in text(told)
    assert titles() == []


def test_import_of_a_reviewed_unit_is_undone_by_its_reviewer(world: World, hand_in: Any) -> None:
    client, page = hand_in(GOOD)
    client.post(f"{page.redirect_chain[-1][0]}begin/")
    world.as_("reviewer").post("/review/switch/", {"of": OWN, "on": "1"})
    one = Delivery.objects.get()
    asked = client.post(f"/import/history/{one.seq}/undo/", {"reason": "交错了"}, follow=True)
    assert "已请审核人" in text(asked)
    assert len(titles()) == 2
    assert "交错了" in text(world.as_("reviewer").get(f"/review/workbooks/{one.uuid}/"))
    world.as_("reviewer").post(f"/review/workbooks/{one.uuid}/", {"act": "post"})
    assert titles() == []


def test_workbook_of_which_no_row_can_be_taken_offers_no_import(hand_in: Any) -> None:
    _client, page = hand_in("2022-05-10 | 城东所 | 例会 | 五月例会 | 1 | 约9人")
    assert "没有一行可以记入" in text(page)
    assert "先记入没有问题的" not in text(page)


REPORTED = 'name="reported"'
TICKED = f"{REPORTED} checked"


def claimed() -> list[Any]:
    return [said.unit for said in said_of_periods()]


def test_what_will_count_as_reported_is_told_before_the_press(hand_in: Any, world: World) -> None:
    client, page = hand_in(GOOD)
    assert "都在表里了，记入后算作已报：城东所和所属各单位（2022年5月）" in text(page)
    assert TICKED in text(page)
    done = client.post(f"{page.redirect_chain[-1][0]}begin/", {"asks_reported": "1", "reported": "on"}, follow=True)
    assert "算作已报：城东所和所属各单位（2022年5月）。" in text(done)
    assert claimed() == [world.bureau["X02"]]


def test_the_clerk_can_say_that_not_all_is_there(hand_in: Any) -> None:
    client, page = hand_in(GOOD)
    done = client.post(f"{page.redirect_chain[-1][0]}begin/", {"asks_reported": "1"}, follow=True)
    assert "这次导入不说明哪个期间已报。" in text(done)
    assert claimed() == []
    assert "没有算作已报" in text(client.get(f"/import/history/?unit={OWN}"))


def test_units_whose_rows_alone_are_there_are_reported_only_where_that_is_said(hand_in: Any, world: World) -> None:
    client, page = hand_in(GOOD, name="office", unit="X", title="工作台账")
    assert "没有先勾上，因为：没有写明是哪个单位的；没有写明是哪个期间的。" in text(page)
    assert (REPORTED in text(page), TICKED in text(page)) == (True, False)
    client.post(f"{page.redirect_chain[-1][0]}begin/", {"asks_reported": "1", "reported": "on"})
    assert claimed() == [world.bureau["X02"]]


def test_the_good_rows_of_a_workbook_with_bad_ones_do_not_report_its_period(hand_in: Any) -> None:
    client, page = hand_in(BAD)
    assert "没有先勾上，因为：有 1 行没有记入。" in text(page)
    assert TICKED not in text(page)
    client.post(f"{page.redirect_chain[-1][0]}begin/", {"accept_valid": "on", "asks_reported": "1"})
    assert (titles(), claimed()) == (["五月例会"], [])


def test_workbooks_imported_together_tell_beforehand_what_counts_as_reported(hand_in: Any) -> None:
    _client, page = hand_in(GOOD, BAD)
    assert "算作已报：城东所和所属各单位（2022年5月）。" in text(page)
    assert "不算已报：有 1 行没有记入。" in text(page)


def test_where_every_row_is_known_or_bad_there_is_no_button(hand_in: Any) -> None:
    client, page = hand_in(BAD)
    client.post(f"{page.redirect_chain[-1][0]}begin/", {"accept_valid": "on", "asks_reported": "1"})
    _client, again = hand_in(BAD)
    assert "照现在这样，没有一行可以记入。" in text(again)
    assert ("0 行" in text(again), 'data-working="正在导入' in text(again)) == (False, False)


def test_a_table_of_something_else_has_no_button_to_import_it(hand_in: Any) -> None:
    client, page = hand_in("张三 | 1", header="姓名 | 电话", title="通讯录")
    assert "没有认出任何记录" in text(page)
    assert "≠ 没有认出记录" in text(page)
    assert 'data-working="正在导入' not in text(page)
    done = client.post(f"{page.redirect_chain[-1][0]}begin/", follow=True)
    assert "没有认出任何记录" in text(done)
