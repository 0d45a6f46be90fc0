"""The ledger's pages: what a list shows and adds up, within what the reader sees; a record; cancelling; export."""

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

import cast
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.entry import EntryDraft
from shilu.ledger.history import history_of
from shilu.ledger.importing.plain_book import plain_book
from shilu.ledger.operations import correct_entry
from shilu.ledger.organising import apply_catalogue
from shilu.ledger.proof import read_proof
from shilu.ledger.queries import catalogue_at, structure_at
from shilu.ledger.sight import EVERYTHING
from shilu.web.views import ledger_export
from web.examples.ledger import evidence_in, upload
from web.world import OTHER, OWN, World

pytestmark = pytest.mark.database

JUNE = {"unit": "X02", "period": "2022-06"}


def page(client: Client, **asked: str) -> str:
    return client.get("/ledger/", {**JUNE, **asked}).content.decode()


def titles(html: str) -> list[str]:
    """The titles of the list in their order."""
    return [part.split(">")[-1] for part in html.split("</a></td>")[:-1]]


def test_list_shows_the_subtree_of_the_unit_with_its_sums(world: World) -> None:
    html = page(world.as_("recorder"))
    assert titles(html) == ["城东稿件", "城东例会"]
    assert "城西" not in html.split("<main", 1)[1]
    assert "2 条" in html
    assert '<span class="soft">人次</span> <strong>20</strong>' in html


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"kind": "test/article"}, ["城东稿件"]),
        ({"kind": "test/article", "label_level": "city"}, ["城东稿件"]),
        ({"kind": "test/article", "label_level": "province"}, []),
        ({"words": "例会"}, ["城东例会"]),
        ({"recorder": "示例局"}, ["城东稿件", "城东例会"]),
        ({"recorder": "无此人"}, []),
        ({"period": "2022-05"}, []),
        ({"period": "2022-05", "ever": "on"}, ["城东稿件", "城东例会"]),
        ({"own": "on"}, ["城东稿件", "城东例会"]),
        ({"order": "oldest"}, ["城东例会", "城东稿件"]),
        ({"import": "1"}, []),
        ({"after": "20220610-999"}, ["城东稿件", "城东例会"]),
        ({"after": "nonsense"}, ["城东稿件", "城东例会"]),
    ],
)
def test_list_is_narrowed_by_each_filter(world: World, asked: dict[str, str], shown: list[str]) -> None:
    assert titles(page(world.as_("recorder"), **asked)) == shown


def test_values_that_were_written_in_records_are_offered_beside_those_of_the_catalogue(
    world: World, clerk: Clerk
) -> None:
    catalogue = catalogue_at()
    level = replace(catalogue.labels["level"], open=True)
    apply_catalogue(replace(catalogue, labels={**catalogue.labels, "level": level}), clerk=clerk)
    cast.post(
        "2022-06-12 | X02 | article(level=county) | items=1 | 县级稿件\n2022-06-12 | X03 | article(level=别处) | items=1 | 稿",
        clerk=clerk,
    )
    page = world.as_("recorder").get("/ledger/?unit=X02&period=2022-06&kind=test/article").content.decode()
    assert '<option value="county">county</option>' in page
    assert "别处" not in page
    chosen = world.as_("recorder").get("/ledger/?unit=X02&period=2022-06&kind=test/article&label_level=county")
    assert "县级稿件" in chosen.content.decode()
    assert "城东稿件" not in chosen.content.decode()


def test_words_that_name_a_kind_lead_to_all_of_its_records(world: World) -> None:
    client = world.as_("recorder")
    html = page(client, words="例", after="20220610-999")
    assert "“例”只在名称、地点、备注里找。看整类记录：" in html
    (address,) = re.findall(r'<a href="(\?[^"]*)">例会</a>', html)
    assert "words" not in address
    assert "after" not in address
    assert titles(client.get(f"/ledger/{address.replace('&amp;', '&')}").content.decode()) == ["城东例会"]
    assert "看整类记录" not in page(client, words="城东")
    assert "看整类记录" not in page(client, words="例", kind="test/meeting")
    assert "看整类记录" not in page(client, words="谈话")  # of which nothing is recorded


def test_whole_body_is_seen_from_above(world: World) -> None:
    assert titles(page(world.as_("chief"), unit="X")) == ["城西稿件", "城东稿件", "城西例会", "城东例会"]


def test_unknown_kind_is_told_at_its_field(world: World) -> None:
    html = page(world.as_("recorder"), kind="test/nothing")
    assert 'href="#filter_kind"' in html
    assert titles(html) == []


def test_list_for_htmx_is_the_part_alone(world: World) -> None:
    answer = world.as_("recorder").get("/ledger/", JUNE, headers={"HX-Request": "true", "HX-Target": "listed"})
    assert "<html" not in answer.content.decode()
    assert titles(answer.content.decode()) == ["城东稿件", "城东例会"]


def test_list_turns_its_pages(world: World, clerk: Clerk) -> None:
    cast.post("\n".join(f"2022-06-20 | X02 | meeting | times=1 | 会{at:03}" for at in range(60)), clerk=clerk)
    client = world.as_("recorder")
    first = page(client)
    assert titles(first)[0] == "会059"
    assert "62 条" in first
    further = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = client.get(further).content.decode()
    assert titles(second) == [*(f"会{at:03}" for at in range(9, -1, -1)), "城东稿件", "城东例会"]
    back = second.split('rel="prev"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert titles(client.get(back).content.decode()) == titles(first)


def test_list_asks_as_many_questions_for_many_records_as_for_few(
    world: World, clerk: Clerk, django_assert_max_num_queries: Any
) -> None:
    client = world.as_("recorder")
    for many in (2, 60):
        cast.post("\n".join(f"2022-06-20 | X02 | meeting | times=1 | 会{at}" for at in range(many)), clerk=clerk)
        with django_assert_max_num_queries(34):
            page(client)


def test_list_that_was_written_once_takes_in_what_is_posted_and_cancelled(world: World, clerk: Clerk) -> None:
    client = world.as_("recorder")
    assert titles(page(client)) == titles(page(client)) == ["城东稿件", "城东例会"]
    (seq,) = cast.post("2022-06-20 | X02 | meeting | times=1 | 新记的", clerk=clerk)
    assert titles(page(client)) == ["新记的", "城东稿件", "城东例会"]
    assert titles(page(world.as_("other"), unit="X03")) == ["城西稿件", "城西例会"]
    client.post(f"/ledger/{seq}/cancel/", {"why": "slip"})
    assert titles(page(client)) == ["城东稿件", "城东例会"]


def test_people_of_a_private_kind_are_told_to_those_who_keep_its_records_alone(world: World, clerk: Clerk) -> None:
    cast.post("2022-06-01..2022-06-30 | X02 | talk | times=3 people=3 |", clerk=clerk)
    people = '<span class="count">3<span class="measure">人次</span></span>'
    assert people in page(world.as_("recorder"), kind="test/talk")
    for reader in ("member", "leader", "inspector"):
        html = page(world.as_(reader), kind="test/talk")
        assert people not in html
        assert '<span class="count">3<span class="measure">次</span></span>' in html


def test_record_tells_what_it_says_who_recorded_it_and_its_history(world: World) -> None:
    html = world.as_("member").get(f"/ledger/{world.entries['own']}/").content.decode()
    for text in ("城东例会", "2022-06-01", "城东所", "20<span", "校验通过", "示例局", "历史"):
        assert text in html
    assert "作废（原记录保留）" not in html


def test_record_is_a_sheet_for_htmx(world: World) -> None:
    answer = world.as_("recorder").get(f"/ledger/{world.entries['own']}/", headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert "<html" not in html
    assert "data-close" in html
    assert f'href="/ledger/{world.entries["own"]}/cancel/"' in html


def test_cancelling_asks_for_a_reason_and_keeps_the_record(world: World) -> None:
    client, seq = world.as_("recorder"), world.entries["own"]
    address = f"/ledger/{seq}/cancel/"
    assert "作废后不再计数" in client.get(address).content.decode()
    refused = client.post(address, {"why": "other", "words": " "})
    assert refused.status_code == 422
    assert "请简单写明原因" in refused.content.decode()
    assert entries_by_seq([seq])[0].reversed_by is None
    done = client.post(address, {"why": "twice", "words": "与纸质台账重复"}, follow=True)
    assert "这条记录已作废，不再计数。原因：重复记录：与纸质台账重复。" in done.content.decode()
    assert titles(page(client)) == ["城东稿件"]
    assert titles(page(client, cancelled="on")) == ["城东稿件", "（无名称）", "城东例会"]
    again = client.post(address, {"why": "twice"})
    assert (again.status_code, "已经作废" in again.content.decode()) == (422, True)


def test_files_come_to_a_record_once(world: World) -> None:
    client, seq = world.as_("recorder"), world.entries["own"]
    for _time in range(2):
        assert client.post(f"/ledger/{seq}/evidence/", upload(world, OWN)).status_code == 302
    found = history_of(seq, sight=EVERYTHING, structure=structure_at())
    assert found is not None
    assert [file.name for file in found.files] == ["现场.png"]
    assert '<svg class="icon"' in page(client)
    picture = client.get(f"/ledger/evidence/{found.files[0].seq}/")
    assert (picture["Content-Type"], picture["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert client.post(f"/ledger/{seq}/evidence/", {}).status_code == 422


def test_file_that_is_no_picture_is_saved_and_never_shown(world: World) -> None:
    seq = evidence_in(world, OWN)["seq"]
    answer = world.as_("member").get(f"/ledger/evidence/{seq}/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == OWN.encode()  # type: ignore[attr-defined]
    other = evidence_in(world, OTHER)["seq"]
    assert world.as_("member").get(f"/ledger/evidence/{other}/").status_code == 404


def test_proof_holds_without_the_ledger(world: World) -> None:
    answer = world.as_("inspector").get(f"/ledger/{world.entries['own']}/proof/")
    assert read_proof(answer.content.decode()).holds()


def test_proof_of_a_private_month_is_for_those_who_keep_it(world: World, clerk: Clerk) -> None:
    (seq,) = cast.post("2022-06-01..2022-06-30 | X02 | talk | times=3 people=3 |", clerk=clerk)
    assert world.as_("recorder").get(f"/ledger/{seq}/proof/").status_code == 200
    assert world.as_("inspector").get(f"/ledger/{seq}/proof/").status_code == 404


def rows(content: bytes) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))


def test_export_holds_what_the_list_shows_and_no_formula(world: World, clerk: Clerk) -> None:
    cast.post("2022-06-20 | X02 | meeting | times=1 | =1+1", clerk=clerk)
    answer = world.as_("recorder").get("/ledger/export/", JUNE)
    assert "台账" in answer.headers["Content-Disposition"] or "utf-8''" in answer.headers["Content-Disposition"]
    head, *body = rows(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert [row[list(head).index("名称")] for row in body] == ["城东例会", "城东稿件", "=1+1"]
    book = openpyxl.load_workbook(
        BytesIO(b"".join(world.as_("recorder").get("/ledger/export/", JUNE).streaming_content))
    )  # type: ignore[attr-defined]
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n", "d"}


def test_export_of_a_long_list_has_no_end(world: World, clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.post("\n".join(f"2022-06-{1 + n % 28:02} | X02 | meeting | times=1 | 第{n}次" for n in range(60)), clerk=clerk)
    monkeypatch.setattr("shilu.ledger.listing.each_sought.__kwdefaults__", {"size": 7})
    answer = world.as_("recorder").get("/ledger/export/", {**JUNE, "kind": "test/meeting"})
    assert answer.streaming
    head, *body = rows(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    days = [row[list(head).index("截止日期")] for row in body]
    assert len(body) == 61
    assert days == sorted(days)


def test_export_speaks_the_readers_language(world: World) -> None:
    client = world.as_("recorder")
    client.cookies["django_language"] = "en"
    head, *_body = rows(b"".join(client.get("/ledger/export/", JUNE).streaming_content))  # type: ignore[attr-defined]
    assert "Title" in head


def test_export_leaves_people_of_private_kinds_to_those_who_keep_them(world: World, clerk: Clerk) -> None:
    cast.post("2022-06-01..2022-06-30 | X02 | talk | times=3 people=3 |", clerk=clerk)
    for reader, told in (("recorder", 3), ("inspector", None)):
        answer = world.as_(reader).get("/ledger/export/", {**JUNE, "kind": "test/talk"})
        head, row = rows(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
        assert dict(zip(head, row, strict=True)).get("人次") == told


def test_export_in_the_columns_of_a_workbook(world: World) -> None:
    empty = BytesIO(
        plain_book(entries_by_seq([world.entries["own"]]), structure=structure_at(), catalogue=catalogue_at())
    )
    empty.name = "我的台账.xlsx"
    answer = world.as_("recorder").post("/ledger/export/like/?unit=X02&period=2022-06", {"book": empty})
    assert answer.status_code == 200
    titles_written = {cell for row in rows(b"".join(answer.streaming_content)) for cell in row}  # type: ignore[attr-defined]
    assert {"城东例会", "城东稿件"} & titles_written


def test_more_records_than_own_sheets_take_are_told_before_a_workbook_is_asked_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = world.as_("recorder"), "/ledger/export/like/?unit=X02&period=2022-06"
    assert "一次最多放" not in client.get(address).content.decode()
    monkeypatch.setattr(ledger_export, "MOST_LIKE", 1)
    html = client.get(address).content.decode()
    assert "的这些记录有 2 条。自己的表格要整本排好（其中的合计随每条记录变），一次最多放 1 条。" in html
    assert 'type="file"' not in html
    assert 'href="/ledger/export/?unit=X02&amp;period=2022-06"' in html


@pytest.mark.parametrize(("name", "content"), [("台账.txt", b"x"), ("台账.xlsx", b"PK\x03\x04broken"), ("", b"")])
def test_workbook_that_cannot_be_read_says_why(world: World, name: str, content: bytes) -> None:
    book = BytesIO(content)
    book.name = name or "空.xlsx"
    answer = world.as_("recorder").post("/ledger/export/like/?unit=X02&period=2022-06", {"book": book})
    assert answer.status_code == 422
    assert 'class="field wrong"' in answer.content.decode()


def test_record_of_another_unit_is_not_there(world: World) -> None:
    client, other = world.as_("recorder"), world.entries["other"]
    for address in ("", "cancel/", "proof/"):
        assert client.get(f"/ledger/{other}/{address}").status_code == 404
    assert client.get("/ledger/", {"unit": "X03"}).status_code == 404
    assert client.get("/ledger/999999/").status_code == 404


def test_remark_of_a_corrected_record_is_markup_and_no_text(world: World, clerk: Clerk) -> None:
    (entry,) = entries_by_seq([world.entries["own"]])
    draft = EntryDraft(entry.kind, entry.unit, entry.first, entry.last, {"times": Decimal(1), "people": Decimal(21)})
    correct_entry(entry.seq, draft, reason="笔误", clerk=clerk)
    html = page(world.as_("recorder"), cancelled="on")
    assert '<td class="remark"><span>已更正</span></td>' in html
    assert "&lt;span" not in html


def test_number_that_no_row_can_have_is_no_address(world: World) -> None:
    for address in ("/ledger/99999999999999999999999/", "/ledger/evidence/99999999999999999999999/"):
        assert world.as_("recorder").get(address).status_code == 404
    assert world.as_("recorder").get("/ledger/999999999999999999/").status_code == 404


@pytest.mark.parametrize("named", ["9" * 20, "第三次"])
def test_what_can_be_no_import_is_said_and_lists_nothing(world: World, named: str) -> None:
    html = page(world.as_("recorder"), **{"import": named})
    assert f"没有“{named}”这一次导入。" in html
    assert titles(html) == []
    assert "还没有" not in html.split("<main", 1)[1]
