import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from PIL import Image

import cast
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.entry import EntryDraft
from shilu.ledger.evidence import evidence_of
from shilu.ledger.operations import correct_entry, draft_of, post_entries, reverse_entries
from shilu.ledger.organising import apply_catalogue
from shilu.ledger.queries import catalogue_at, position
from shilu.ledger.row import Texts
from shilu.recording.drafts import hand_over_drafts
from shilu.recording.models import Draft, Staged, Waiting
from shilu.recording.queries import waiting_in
from web.world import BY, World

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MEETING = "/record/test/meeting/"


def sent(**fields: str) -> dict[str, str]:
    """A form of a meeting as it is sent."""
    usual = {"key": str(uuid4()), "for_unit": "X02", "day": "2022-07-04", "title": "部署会", "q-times": "1"}
    return {**usual, **{name.replace("q_", "q-").replace("l_", "l-"): text for name, text in fields.items()}}


def picture(name: str = "现场.png") -> SimpleUploadedFile:
    stream = BytesIO()
    Image.new("RGB", (20, 10), "red").save(stream, "PNG")
    return SimpleUploadedFile(name, stream.getvalue(), content_type="image/png")


def test_desk_offers_what_the_unit_records_and_all_kinds(world: World):
    page = world.as_("recorder").get("/record/").content.decode()

    assert "记什么事？" in page
    assert "本单位常记的" in page
    assert page.count('href="/record/test/article/"') == 2


def test_sections_are_called_the_same_and_stand_in_the_same_order_everywhere(world: World):
    clerk = Clerk(world.accounts["recorder"].uuid.hex, BY.now)
    kinds = [
        replace(kind, section=section)
        for kind, section in zip(
            catalogue_at().kinds.values(), ("outreach", "care", "publicity", "culture"), strict=True
        )
    ]
    apply_catalogue(catalogue_at().with_kinds(kinds), clerk=clerk)
    cast.post(
        "2022-06-01..2022-06-30 | X02 | talk | times=5 people=20\n2022-06-05 | X02 | members | persons=9", clerk=clerk
    )
    client = world.as_("office")

    def order(address: str) -> list[str]:
        page = client.get(address).content.decode()
        main = page[page.index("<main") :]
        return sorted(("联系群众", "关心关爱", "宣传报道", "文化建设"), key=main.index)

    for address in ("/record/", "/catalogue/", "/statistics/?unit=X&period=2022-06"):
        assert order(address) == ["文化建设", "宣传报道", "联系群众", "关心关爱"], address


@pytest.mark.parametrize("typed", ["lh", "例会", "lihui"])
def test_kind_is_found_by_a_few_letters(world: World, typed: str):
    answer = world.as_("recorder").get("/record/kinds/", {"q": typed}, headers={"HX-Request": "true"})

    assert f'href="{MEETING}"' in answer.content.decode()


def test_unknown_word_is_offered_a_place(world: World):
    page = world.as_("recorder").get("/record/", {"q": "读书沙龙"}).content.decode()

    assert "没有叫“读书沙龙”的事项" in page
    assert "/record/other/?word=%E8%AF%BB%E4%B9%A6%E6%B2%99%E9%BE%99" in page


def test_form_has_only_the_fields_of_its_kind_with_today_and_the_unit(world: World):
    page = world.as_("recorder").get(MEETING).content.decode()

    assert 'name="day" value="2022-07-04"' in page
    assert 'name="q-times" value="1"' in page
    assert 'name="q-people"' in page
    assert "l-level" not in page
    talk = world.as_("recorder").get("/record/test/talk/").content.decode()
    assert 'name="title"' not in talk
    assert 'type="file"' not in talk
    assert "只记每月数量" in talk


def test_record_enters_the_ledger_with_its_picture(world: World):
    client = world.as_("recorder")

    answer = client.post(MEETING, {**sent(q_people="16/15"), "evidence": picture()})

    seq = position() - 1
    assert answer.headers["Location"] == f"/record/?done={seq}"
    (entry,) = entries_by_seq([seq])
    assert dict(entry.quantities) == {"times": Decimal(1), "people": Decimal(15)}
    assert (entry.unit, entry.first, UUID(entry.account)) == (
        world.bureau["X02"],
        date(2022, 7, 4),
        world.accounts["recorder"].uuid,
    )
    assert [file.name for file in evidence_of(seq)] == ["现场.png"]
    after = client.get(answer.headers["Location"]).content.decode()
    assert f"已记入台账 第 {seq} 号" in after
    assert "2022-07-04 · 城东所 · 例会 · 部署会 · 1次 15人次" in after
    assert "撤回" in after


def test_htmx_answers_with_the_desk_so_that_one_goes_on_at_once(world: World):
    answer = world.as_("recorder").post(MEETING, sent(), headers={"HX-Request": "true"})

    page = answer.content.decode()
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "shilu:recorded")
    assert "<html" not in page
    assert "再记一笔：例会" in page
    assert 'id="seek"' in page


def test_member_hands_in_and_nothing_counts_yet(world: World):
    before = position()

    answer = world.as_("member").post(MEETING, sent(), follow=True)

    assert position() == before
    assert "待审核，尚未计入任何统计" in answer.content.decode()
    assert [one.account for one in waiting_in([world.bureau["X02"]])] == [world.accounts["member"].uuid]


def test_faults_stand_at_their_fields_and_what_was_typed_stays(world: World):
    client = world.as_("recorder")

    answer = client.post(MEETING, {**sent(day="13月5日", q_people="约20人"), "evidence": picture()})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "有 2 处要改" in page
    assert 'value="13月5日"' in page
    assert 'value="约20人"' in page
    (held,) = Staged.objects.all()
    assert f'value="{held.uuid}"' in page
    assert "现场.png" in page

    mended = {**sent(day="7.4", q_people="20"), "staged": str(held.uuid)}
    client.post(MEETING, mended)

    assert [file.name for file in evidence_of(position() - 1)] == ["现场.png"]
    assert Staged.objects.count() == 0


def test_file_that_shows_nothing_is_told_by_its_name(world: World):
    bad = SimpleUploadedFile("木马.exe", b"MZ\x90", content_type="image/png")

    answer = world.as_("recorder").post(MEETING, {**sent(), "evidence": bad})

    assert answer.status_code == 422
    assert "木马.exe 不能作为佐证材料" in answer.content.decode()


def test_likely_double_is_asked_before_it_is_recorded(world: World):
    client = world.as_("recorder")
    client.post(MEETING, sent())
    before = position()

    asked = client.post(MEETING, sent())
    assert (asked.status_code, position()) == (422, before)
    assert "是不是同一件事？" in asked.content.decode()

    client.post(MEETING, sent(accept="1"))
    assert position() == before + 1


def test_same_form_sent_twice_is_one_record(world: World):
    client, form = world.as_("recorder"), sent()

    first, second = client.post(MEETING, form), client.post(MEETING, form)

    assert first.headers["Location"] == second.headers["Location"]
    changed = client.post(MEETING, {**form, "title": "另一次会"})
    assert changed.status_code == 422
    assert "这一笔刚才已经记入" in changed.content.decode()


def test_event_of_another_kind_is_offered_and_joined(world: World):
    client = world.as_("recorder")
    client.post("/record/test/article/", {**sent(title="侧记"), "q-items": "1"})
    article = position()

    near = client.get("/record/near/test/meeting/", {"day": "7.4", "for_unit": "X02"}).content.decode()
    assert f'value="{article}"' in near
    client.post(MEETING, {**sent(), "joined": str(article)})

    occasions = {entry.occasion for entry in entries_by_seq([article, article + 1])}
    assert len(occasions) == 1
    assert None not in occasions
    other = world.as_("other").get("/record/near/test/meeting/", {"day": "7.4", "for_unit": "X03"})
    assert f'value="{article}"' not in other.content.decode()


@pytest.mark.parametrize("unit", ["X03", "X", "nowhere"])
def test_unit_of_others_cannot_be_chosen(world: World, unit: str):
    before = position()

    answer = world.as_("recorder").post(MEETING, sent(for_unit=unit))

    assert (answer.status_code, position()) == (422, before)


def test_last_times_values_stand_in_the_form(world: World):
    client = world.as_("recorder")
    client.post(MEETING, sent(q_people="23", place="三楼会议室", remark="只此一次"))

    page = client.get(MEETING).content.decode()

    assert 'name="q-people" value="23"' in page
    assert "上次 23" in page
    assert 'value="三楼会议室"' in page
    assert "只此一次" not in page


def test_form_is_prefilled_by_the_address(world: World):
    page = world.as_("recorder").get("/record/test/article/", {"day": "6月5日", "q-items": "3", "l-level": "city"})

    assert 'name="day" value="6月5日"' in page.content.decode()
    assert 'name="q-items" value="3"' in page.content.decode()
    assert '<option value="市级" selected>' in page.content.decode()


def test_draft_is_kept_shown_and_dropped(world: World):
    client = world.as_("recorder")
    page = client.get(MEETING)
    draft = page.context["form"]["draft"].value()
    typed = {"draft": str(draft), "kept-kind": "test/meeting", "title": "没记完的会", "for_unit": "X02"}
    assert client.post("/record/draft/", typed).status_code == 204

    again = client.get(MEETING).content.decode()
    assert "没记完的内容" in again
    assert 'value="没记完的会"' in again
    assert "没记完的会" in client.get("/record/").content.decode()
    assert "没记完的会" not in world.as_("other").get("/record/").content.decode()

    client.post(MEETING, sent(draft=str(draft)))
    assert Draft.objects.count() == 0


def correction_left(client: Client, seq: int, *, kind: str = "test/meeting") -> str:
    """A correction typed and left; the address to which its draft leads."""
    address = f"/ledger/{seq}/correct/?kind={kind}"
    page = client.get(address)
    draft = str(page.context["form"]["draft"].value())
    assert f'name="corrects" value="{seq}"' in page.content.decode()
    typed = {"draft": draft, "kept-kind": kind, "corrects": str(seq), "title": "更正到一半", "for_unit": "X02"}
    client.post("/record/draft/", typed)
    return address


@pytest.mark.parametrize("kind", ["test/meeting", "test/article"])
def test_draft_of_a_correction_leads_back_to_it(world: World, kind: str):
    client, seq = world.as_("recorder"), world.entries["own"]
    address = correction_left(client, seq, kind=kind)
    desk = client.get("/record/").content.decode()
    assert f'<a href="{escape(address)}">更正第 {seq} 号 · ' in desk
    page = client.get(address)
    assert ('value="更正到一半"' in page.content.decode(), page.context["entry"].seq) == (True, seq)

    draft = str(Draft.objects.get().uuid)
    anew = client.post("/record/draft/drop/", {"draft": draft, "kept-kind": kind, "anew": "1"})
    assert (anew.headers["Location"], Draft.objects.count()) == (address, 0)


def test_draft_of_a_correction_can_be_read_once_its_record_is_corrected_or_cancelled(world: World, clerk):
    client, seq = world.as_("recorder"), world.entries["own"]
    address = correction_left(client, seq)
    (entry,) = entries_by_seq([seq])
    fact = replace(draft_of(entry), quantities={**entry.quantities, "people": Decimal(33)})
    _reversal, now = correct_entry(seq, fact, reason="笔误", clerk=clerk)
    page = client.get(address).content.decode()
    assert 'value="更正到一半"' in page
    assert f'<a href="/ledger/{now}/correct/">第 {seq} 号记录已被更正；请更正现在的第 {now} 号记录。</a>' in page
    assert "data-record-button" not in page

    reverse_entries([now], reason="重复", clerk=clerk)
    page = client.get(address).content.decode()
    assert ('value="更正到一半"' in page, f"第 {seq} 号记录已作废，没有可更正的了。" in page) == (True, True)


def test_draft_that_was_handed_over_opens_with_what_was_typed(world: World):
    correction_left(world.as_("recorder"), world.entries["own"])
    hand_over_drafts(world.accounts["recorder"].uuid, to=world.accounts["office"].uuid)
    client, draft = world.as_("office"), str(Draft.objects.get().uuid)
    address = f"/ledger/{world.entries['own']}/correct/?kind=test/meeting&draft={draft}"
    assert f'<a href="{escape(address)}">' in client.get("/record/").content.decode()
    page = client.get(address)
    assert 'value="更正到一半"' in page.content.decode()
    assert str(page.context["form"]["draft"].value()) == draft
    assert "更正到一半" not in world.as_("recorder").get(address).content.decode()


def test_what_was_handed_in_is_no_draft_when_its_page_is_left_before_the_answer(world: World):
    client, form = world.as_("recorder"), sent()
    client.post(MEETING, form)
    late = {"draft": str(uuid4()), "kept-kind": "test/meeting", "key": form["key"], "title": "部署会"}
    assert client.post("/record/draft/", late).status_code == 204
    assert Draft.objects.count() == 0


def test_correction_is_the_same_form_with_a_reason(world: World):
    client, seq = world.as_("recorder"), world.entries["own"]
    page = client.get(f"/ledger/{seq}/correct/").content.decode()
    assert 'value="城东例会"' in page
    assert 'name="day" value="2022-06-01"' in page
    assert 'value="笔误"' in page

    answer = client.post(
        f"/ledger/{seq}/correct/", sent(day="2022-06-01", title="城东例会", q_people="21", reason="笔误")
    )

    (old, new) = (entries_by_seq([seq])[0], entries_by_seq([position()])[0])
    assert answer.headers["Location"] == reverse("ledger_entry", kwargs={"seq": new.seq})
    assert (new.corrects, old.reversed_by, new.quantities["people"]) == (seq, new.seq - 1, Decimal(21))
    assert client.get(f"/ledger/{seq}/correct/").headers["Location"] == f"/ledger/{seq}/"

    late = client.post(f"/ledger/{seq}/correct/", sent(day="2022-06-01", title="另一次更正", reason="笔误"))
    page = late.content.decode()
    assert (late.status_code, 'value="另一次更正"' in page, f'<a href="/ledger/{new.seq}/correct/">' in page) == (
        422,
        True,
        True,
    )


def test_correction_that_changes_nothing_is_refused(world: World):
    client, seq, before = world.as_("recorder"), world.entries["own"], position()

    answer = client.post(
        f"/ledger/{seq}/correct/", sent(day="2022-06-01", title="城东例会", q_people="20", reason="笔误")
    )

    assert (answer.status_code, position()) == (422, before)
    assert "没有改动" in answer.content.decode()


@pytest.mark.parametrize("count", ["0", "1.5"])
def test_count_that_cannot_be_is_told_at_its_field(world: World, count: str):
    page = world.as_("recorder").post(MEETING, sent(q_times=count)).content.decode()

    assert '<p class="error" id="id_q-times_error">' in page


def test_correction_into_another_kind_and_with_another_reason(world: World):
    client, seq = world.as_("recorder"), world.entries["own"]
    address = f"/ledger/{seq}/correct/?kind=test/article"
    form = {**sent(day="2022-06-01", title="城东例会", reason="other"), "q-items": "1"}

    assert client.post(address, form).status_code == 422
    client.post(address, {**form, "reason_other": "记成了会议"})

    reversal, entry = entries_by_seq([position() - 1, position()])
    assert (entry.kind, reversal.body["reason"]) == ("test/article", "记成了会议")


def test_correction_by_a_member_waits(world: World):
    seq, before = world.entries["own"], position()

    answer = world.as_("member").post(
        f"/ledger/{seq}/correct/", sent(day="2022-06-01", title="城东例会", reason="笔误")
    )

    assert (answer.headers["Location"], position()) == ("/review/", before)
    (waiting,) = waiting_in([world.bureau["X02"]])
    assert waiting.handed is not None
    assert waiting.handed.corrects is not None
    assert waiting.handed.corrects.seq == seq


def test_own_record_of_today_is_taken_back_with_one_press(world: World):
    client = world.as_("recorder")
    client.post(MEETING, sent())
    seq = position()

    answer = client.post(f"/ledger/{seq}/take-back/", follow=True)

    assert "“例会”已撤回（原记录保留，标为作废）" in answer.content.decode()
    assert entries_by_seq([seq])[0].reversed_by == seq + 1
    assert client.post(f"/ledger/{world.entries['own']}/take-back/").status_code == 422
    assert client.post(f"/ledger/{world.entries['other']}/take-back/").status_code == 404


def test_correction_is_taken_back_with_one_press_and_the_record_says_what_it_said(world: World):
    client, seq = world.as_("recorder"), world.entries["own"]
    client.post(f"/ledger/{seq}/correct/", sent(day="2022-06-01", title="城东例会", q_people="21", reason="笔误"))
    corrected = position()
    shown = client.get(f"/ledger/{corrected}/").content.decode()
    assert ("撤回更正" in shown, f"/ledger/{corrected}/cancel/" in shown) == (True, True)

    answer = client.post(f"/ledger/{corrected}/take-back/", follow=True)

    assert "更正已撤回，这条记录又与更正前一样" in answer.content.decode()
    again = entries_by_seq([position()])[0]
    assert answer.redirect_chain == [(f"/ledger/{again.seq}/", 302)]
    assert draft_of(again) == draft_of(*entries_by_seq([seq]))


def test_correction_keeps_what_the_form_does_not_show(world: World, clerk):
    said = Texts("例会", '{"evidence":"照片2张","place":"礼堂"}', "台账.xlsx", "三月", 4)
    fact = EntryDraft(
        "test/meeting", world.bureau["X02"], date(2022, 6, 1), date(2022, 6, 1), {"times": Decimal(1)}, texts=said
    )
    (seq,) = post_entries([fact], clerk=clerk)

    form = sent(day="2022-06-01", title="例会", q_people="21", place="礼堂", reason="笔误")
    world.as_("recorder").post(f"/ledger/{seq}/correct/", form)

    entry = entries_by_seq([position()])[0]
    assert (entry.corrects, entry.texts) == (seq, said)


def test_word_that_no_kind_knows_waits(world: World):
    form = {
        "word": "读书沙龙",
        "day": "7.1",
        "for_unit": "X02",
        "title": "",
        "count": "2场",
        "people": "30",
        "remark": "",
    }

    answer = world.as_("recorder").post("/record/other/", form, follow=True)

    row = Waiting.objects.get()
    assert (row.word, row.state, row.posts, row.content["count"], row.content["measure"]) == (
        "读书沙龙",
        "word",
        True,
        "2",
        "场",
    )
    assert "等管理员定下类别后自动记入" in answer.content.decode()
    known = world.as_("recorder").post("/record/other/", {**form, "word": "例会", "day": "2022-08-01"})
    assert known.status_code == 422
    assert "还没有到" in known.content.decode()


PASTED = "时间\t学习主题\t人次\n6月5日\t第一次\t16/15\n6.31\t第二次\t约12\n6月7日\t第三次\t14"


def test_pasted_rows_are_laid_out_mended_and_recorded_together(world: World):
    client, before = world.as_("recorder"), position()
    address = "/record/paste/test/meeting/"
    laid = client.post(address, {"for_unit": "X02", "pasted": PASTED, "key": str(uuid4()), "save": "1"})
    assert (laid.status_code, position()) == (422, before)
    page = laid.content.decode()
    assert "2 个单元格要改" in page
    assert "2022 年 6 月没有 31 日" in page

    cells = {
        "cell-day": ["6月5日", "6.30", "6月7日", ""],
        "cell-title": ["第一次", "第二次", "第三次", ""],
        "cell-q-people": ["16/15", "12", "14", ""],
    }
    form = {"for_unit": "X02", "key": str(uuid4()), "save": "1", **cells}
    answer = client.post(address, form, follow=True)

    assert position() == before + 3
    assert "3 条记录已记入台账" in answer.content.decode()
    assert client.post(address, {**form, "key": str(uuid4())}).status_code == 422
    assert position() == before + 3


def test_pasted_rows_go_to_the_unit_that_each_names_and_columns_left_out_are_told_before(world: World):
    client, before = world.as_("office"), position()
    address = "/record/paste/test/meeting/"
    pasted = "日期\t单位\t内容\t主持人\n6.20\t城东所\t例会甲\t某某\n6.22\t城北所\t例会乙\t某某\n6.23\t\t例会丙\t某某"
    form = {"for_unit": "X", "key": str(uuid4()), "save": "1"}

    laid = client.post(address, {**form, "pasted": pasted})
    page = laid.content.decode()

    assert (laid.status_code, position()) == (422, before)
    assert "“城北所”不是您能记的单位" in page
    assert 'name="cell-unit" value="城东所"' in page
    assert "<b>主持人</b>" in page
    left_over = client.post(address, {**form, "pasted": pasted.replace("城北所", "城西所")})
    assert (left_over.status_code, position()) == (422, before)
    assert "先看看哪些列不记" in left_over.content.decode()
    cells = {
        "cell-day": ["6.20", "6.22", "6.23"],
        "cell-unit": ["城东所", "城西所", ""],
        "cell-title": ["例会甲", "例会乙", "例会丙"],
        "left_out": ["主持人"],
    }
    client.post(address, {**form, **cells})
    assert [one.unit for one in entries_by_seq(range(before + 1, before + 4))] == [
        world.bureau[code] for code in ("X02", "X03", "X")
    ]


def test_pasted_rows_that_are_there_already_are_told_at_the_row_and_above(world: World):
    client = world.as_("recorder")
    address = "/record/paste/test/meeting/"
    cells = {"cell-day": ["6.1"], "cell-title": ["城东例会"], "cell-q-times": ["1"], "cell-q-people": ["20"]}
    form = {"for_unit": "X02", "key": str(uuid4()), "save": "1", **cells}

    before = position()
    answer = client.post(address, form)
    page = answer.content.decode()

    assert (answer.status_code, position()) == (422, before)
    assert "没有记入：有 1 行台账里可能已有" in page
    assert f"第 {world.entries['own']} 号" in page
    assert "2022-06-01 · 城东所 · 例会 · 城东例会" in page
    client.post(address, {**form, "accept": "1"})
    assert position() == before + 1


def test_likely_doubles_of_a_record_are_named_by_number(world: World):
    form = sent(day="2022-06-01", title="城东例会", q_people="20")
    page = world.as_("recorder").post(MEETING, form).content.decode()

    assert f"第 {world.entries['own']} 号</a> 2022-06-01" in page


def test_words_that_a_reason_may_need_are_not_called_optional(world: World):
    client, own = world.as_("recorder"), world.entries["own"]
    for address, label in ((f"/ledger/{own}/correct/", "reason_other"), (f"/ledger/{own}/cancel/", "words")):
        page = client.get(address).content.decode()
        label_of = re.search(rf'<label for="id_{label}">(.*?)</label>', page)
        assert label_of is not None
        assert "选填" not in label_of[1]


def test_nothing_pasted_and_too_much_pasted_are_told(world: World):
    client = world.as_("recorder")

    empty = client.post("/record/paste/test/meeting/", {"for_unit": "X02", "pasted": " ", "read": "1"})
    much = client.post("/record/paste/test/meeting/", {"for_unit": "X02", "pasted": "6.1\t会\n" * 201, "read": "1"})

    assert "表格还是空的" in empty.content.decode()
    assert "最多 200 行" in much.content.decode()


@pytest.mark.parametrize("address", ["/record/", MEETING])
def test_desk_and_form_ask_the_database_as_often_for_many_records(
    world: World, address: str, django_assert_max_num_queries
):
    client = world.as_("recorder")
    client.get(address)
    with django_assert_max_num_queries(32):
        client.get(address)
    clerk = Clerk(world.accounts["recorder"].uuid.hex, BY.now)
    cast.post("\n".join(f"2022-07-04 | X02 | meeting | times=1 | 会{n}" for n in range(40)), clerk=clerk)
    for number in range(10):
        client.post("/record/draft/", {"draft": str(UUID(int=number)), "kept-kind": "test/meeting", "title": "会"})
    with django_assert_max_num_queries(32):
        client.get(address)


def test_private_kind_shows_the_sum_of_its_month(world: World):
    client = world.as_("recorder")
    form = {"key": str(uuid4()), "for_unit": "X02", "day": "7.4", "q-times": "2", "title": "不该留下", "remark": "某人"}

    client.post("/record/test/talk/", form)
    answer = client.post("/record/test/talk/", {**form, "key": str(uuid4()), "q-times": "1"}, follow=True)

    page = answer.content.decode()
    assert "2022-07 · 城东所 · 谈心谈话 · 3次" in page
    assert "撤回" in page
    (entry,) = entries_by_seq([position()])
    assert not entry.texts


def test_stock_takes_a_decrease(world: World):
    client = world.as_("recorder")
    assert "减少的写负数" in client.get("/record/test/members/").content.decode()

    client.post("/record/test/members/", {"key": str(uuid4()), "for_unit": "X02", "day": "7.4", "q-persons": "-3"})

    assert dict(entries_by_seq([position()])[0].quantities) == {"persons": Decimal(-3)}


def test_kind_that_requires_evidence_asks_for_it(world: World, catalogue, clerk):
    meeting = replace(catalogue.kinds["test/meeting"], evidence="required")
    apply_catalogue(catalogue.with_kinds([meeting]), clerk=clerk)
    client = world.as_("recorder")

    answer = client.post(MEETING, sent())

    assert answer.status_code == 422
    assert "“例会”须附佐证材料" in answer.content.decode()
    assert client.post(MEETING, {**sent(), "evidence": picture()}).status_code == 302


def test_correcting_what_was_corrected_meanwhile_leads_to_what_stands_in_its_place(world: World, clerk):
    one = world.entries["own"]
    (entry,) = entries_by_seq([one])
    _reversal, new = correct_entry(
        one, replace(draft_of(entry), quantities={"times": Decimal(2)}), reason="笔误", clerk=clerk
    )
    page = world.as_("recorder").get(f"/ledger/{one}/correct/", follow=True).content.decode()
    assert f'<a href="/ledger/{new}/correct/">第 {one} 号记录已被更正；请更正现在的第 {new} 号记录。</a>' in page
    reverse_entries([new], reason="重复", clerk=clerk)
    page = world.as_("recorder").get(f"/ledger/{one}/correct/", follow=True).content.decode()
    assert f"第 {one} 号记录已作废，没有可更正的了。" in page
