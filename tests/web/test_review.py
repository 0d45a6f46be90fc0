import re
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shilu.access.models import Act
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.evidence import evidence_of
from shilu.ledger.queries import position
from shilu.recording.models import Waiting
from web.examples.review import waiting
from web.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def handed(world: World) -> UUID:
    """A record of the station that somebody else handed in."""
    uuid = waiting(world, "X02")["uuid"]
    assert isinstance(uuid, UUID)
    return uuid


@pytest.mark.parametrize("role", ["reviewer", "leader", "recorder", "administrator"])
def test_record_is_posted_by_those_who_decide(world: World, handed: UUID, role: str):
    client = world.as_(role)
    assert "2022-07-01" in client.get("/review/").content.decode()

    answer = client.post(f"/review/{handed}/", {"act": "post"}, follow=True)

    assert f"已记入台账，第 {position() - 1} 号" in answer.content.decode()
    assert entries_by_seq([position() - 1])[0].kind == "test/meeting"


@pytest.mark.parametrize("role", ["reviewer", "leader", "recorder", "administrator", "member", "other", "inspector"])
def test_home_tells_of_as_many_records_as_the_page_of_reviews_lets_one_decide(world: World, handed: UUID, role: str):
    def told() -> tuple[bool, bool, bool]:
        client = world.as_(role)
        home = client.get("/").content.decode()
        more = client.get("/more/").content.decode()
        listed = f'href="/review/{handed}/"' in client.get("/review/").content.decode()
        return listed, "<strong>1</strong> 条记录待审核" in home, 'href="/review/"' in more

    lists, says, door = told()
    assert (lists, door) == (says, role != "inspector")
    assert says == (role in {"reviewer", "leader", "recorder", "administrator"})
    world.as_("reviewer").post("/review/switch/", {"of": "X02", "on": "1"})
    lists, says, door = told()
    assert lists == says == (role in {"reviewer", "leader"})


def test_own_records_are_not_among_those_that_found_no_place_in_the_list(world: World, handed: UUID):
    row = Waiting.objects.get()
    mine = world.accounts["reviewer"].uuid
    said = {"unit": row.unit, "kind": row.kind, "content": row.content, "state": "waiting", "handed_at": row.handed_at}
    Waiting.objects.bulk_create(
        Waiting(uuid=uuid4(), account=account, **said) for account in [mine] * 3 + [row.account] * 201
    )

    page = world.as_("reviewer").get("/review/").content.decode()

    assert page.count('class="day" data-label') == 200
    assert "另有 2 条" in page


def test_record_is_returned_with_words_and_mended(world: World):
    member, reviewer = world.as_("member"), world.as_("reviewer")
    form = {"key": str(UUID(int=1)), "for_unit": "X02", "day": "7.1", "title": "部署会", "q-times": "1"}
    member.post("/record/test/meeting/", form)
    row = Waiting.objects.get()

    unsaid = reviewer.post(f"/review/{row.uuid}/", {"act": "return", "words": " "})
    assert unsaid.status_code == 422
    assert "<details open><summary>退回并说明" in unsaid.content.decode()
    assert '<p class="error" id="words_error">请写明退回原因。</p>' in unsaid.content.decode()
    reviewer.post(f"/review/{row.uuid}/", {"act": "return", "words": "人数没写"})

    page = member.get("/review/").content.decode()
    assert "已退回" in page
    assert "人数没写" in page
    mending = member.get(f"/record/test/meeting/?replaces={row.uuid}").content.decode()
    assert "退回意见：" in mending
    assert 'value="部署会"' in mending
    again = {**form, "key": str(UUID(int=2)), "q-people": "16", "replaces": str(row.uuid)}
    draft = re.search(r'name="draft" value="([^"]+)"', mending)
    member.post("/record/draft/", {**again, "key": "", "draft": draft[1], "kept-kind": "test/meeting"})
    assert f'<a href="/record/test/meeting/?replaces={row.uuid}">' in member.get("/record/").content.decode()
    assert 'value="16"' in member.get(f"/record/test/meeting/?replaces={row.uuid}").content.decode()
    member.post("/record/test/meeting/", again)
    assert [(one.state, one.content["quantities"]) for one in Waiting.objects.all()] == [
        ("waiting", {"times": "1", "people": "16"})
    ]


def test_nobody_decides_on_their_own_and_everybody_may_withdraw(world: World):
    reviewer = world.as_("reviewer")
    form = {"key": str(UUID(int=1)), "for_unit": "X02", "day": "7.1", "title": "部署会", "q-times": "1"}
    reviewer.post("/record/test/meeting/", form)
    row = Waiting.objects.get()

    assert 'value="post"' not in reviewer.get(f"/review/{row.uuid}/").content.decode()
    assert reviewer.post(f"/review/{row.uuid}/", {"act": "post"}).status_code == 422
    reviewer.post(f"/review/{row.uuid}/", {"act": "withdraw"})
    assert Waiting.objects.count() == 0


def test_recorder_leaves_the_decision_to_reviewers_where_a_review_is_asked_for(world: World, handed: UUID):
    world.as_("reviewer").post("/review/switch/", {"of": "X02", "on": "1"})
    recorder = world.as_("recorder")

    assert recorder.get(f"/review/{handed}/").status_code == 404
    form = {"key": str(UUID(int=1)), "for_unit": "X02", "day": "7.1", "title": "部署会", "q-times": "1"}
    recorder.post("/record/test/meeting/", form)
    assert Waiting.objects.filter(account=world.accounts["recorder"].uuid, state="waiting").count() == 1
    assert [(act.act, act.what) for act in Act.objects.filter(act__startswith="review")] == [("review-on", "城东所")]

    world.as_("reviewer").post("/review/switch/", {"of": "X02", "on": "0"})
    assert recorder.get(f"/review/{handed}/").status_code == 200


def test_list_shows_nothing_of_other_units(world: World, handed: UUID):
    for name in ("other", "member"):
        assert str(handed) not in world.as_(name).get("/review/").content.decode()
    assert world.as_("other").post(f"/review/{handed}/", {"act": "post"}).status_code == 404


def test_a_press_that_comes_too_late_leads_to_the_list_and_says_so(world: World, handed: UUID):
    reviewer, leader, address = world.as_("reviewer"), world.as_("leader"), f"/review/{handed}/"
    told = "这条记录已由他人处理"
    reviewer.post(address, {"act": "return", "words": "人数没写"})
    late = leader.post(address, {"act": "post"}, follow=True)
    assert (late.redirect_chain, told in late.content.decode()) == ([("/review/", 302)], True)
    Waiting.objects.filter(uuid=handed).update(state="waiting")
    reviewer.post(address, {"act": "post"})
    before = position()
    for act in ("post", "return"):
        assert told in leader.post(address, {"act": act, "words": "再看"}, follow=True).content.decode(), act
    Waiting.objects.filter(uuid=handed).delete()
    assert told in leader.post(address, {"act": "post"}, follow=True).content.decode()
    assert (leader.get(address).status_code, position()) == (404, before)


def test_waiting_file_is_handed_out_as_a_download(world: World, handed: UUID):
    row = Waiting.objects.get(uuid=handed)
    file = row.files.get()

    answer = world.as_("reviewer").get(f"/review/{handed}/files/{file.uuid}/")

    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"%PDF-1.4"  # type: ignore[attr-defined]


def test_list_asks_the_database_as_often_for_many_records(world: World, django_assert_max_num_queries):
    client = world.as_("reviewer")
    for _number in range(2):
        waiting(world, "X02")
    client.get("/review/")
    with django_assert_max_num_queries(24):
        client.get("/review/")
    for _number in range(20):
        waiting(world, "X02")
    with django_assert_max_num_queries(24):
        client.get("/review/")


@pytest.fixture
def reviewed(world: World) -> World:
    """The station with its records reviewed."""
    world.as_("reviewer").post("/review/switch/", {"of": "X02", "on": "1"})
    return world


def stands(seq: int) -> bool:
    return entries_by_seq([seq])[0].reversed_by is None


def test_a_cancellation_waits_where_records_are_reviewed_and_counts_until_then(reviewed: World):
    recorder, own = reviewed.as_("recorder"), reviewed.entries["own"]
    assert "审核通过之前照常计入" in recorder.get(f"/ledger/{own}/cancel/").content.decode()
    told = recorder.post(f"/ledger/{own}/cancel/", {"why": "twice"}, follow=True).content.decode()
    assert "作废已交审核" in told
    assert stands(own)
    again = recorder.post(f"/ledger/{own}/cancel/", {"why": "twice"})
    assert (again.status_code, Waiting.objects.count()) == (422, 1)

    row = Waiting.objects.get()
    page = reviewed.as_("reviewer").get(f"/review/{row.uuid}/").content.decode()
    assert f'<a href="/ledger/{own}/">第 {own} 号</a>' in page
    assert f"第 {own} 号记录已作废" in (
        reviewed.as_("reviewer").post(f"/review/{row.uuid}/", {"act": "post"}, follow=True).content.decode()
    )
    assert not stands(own)


def test_a_cancellation_that_is_returned_leaves_the_record(reviewed: World):
    own = reviewed.entries["own"]
    reviewed.as_("recorder").post(f"/ledger/{own}/cancel/", {"why": "twice"})
    row = Waiting.objects.get()
    reviewed.as_("reviewer").post(f"/review/{row.uuid}/", {"act": "return", "words": "没有重复"})
    assert stands(own)
    page = reviewed.as_("recorder").get(f"/review/{row.uuid}/").content.decode()
    assert "没有重复" in page
    assert "改好再交" not in page
    reviewed.as_("recorder").post(f"/review/{row.uuid}/", {"act": "withdraw"})
    assert not Waiting.objects.exists()


def test_a_record_that_a_reviewer_let_in_is_not_taken_back_without_one(reviewed: World):
    recorder = reviewed.as_("recorder")
    form = {"key": str(UUID(int=1)), "for_unit": "X02", "day": "7.1", "title": "部署会", "q-times": "1"}
    recorder.post("/record/test/meeting/", form)
    reviewed.as_("reviewer").post(f"/review/{Waiting.objects.get().uuid}/", {"act": "post"})
    seq = position()

    page = recorder.get(f"/ledger/{seq}/").content.decode()
    assert f"/ledger/{seq}/take-back/" not in page
    assert f"/ledger/{seq}/cancel/" in page
    assert recorder.post(f"/ledger/{seq}/take-back/").status_code == 422
    assert stands(seq)


def test_evidence_that_comes_later_waits_where_records_are_reviewed(reviewed: World):
    recorder, own = reviewed.as_("recorder"), reviewed.entries["own"]
    files = {"files": SimpleUploadedFile("通知.pdf", b"%PDF-1.4")}
    assert "佐证材料已交审核" in recorder.post(f"/ledger/{own}/evidence/", files, follow=True).content.decode()
    assert evidence_of(own) == []
    row = Waiting.objects.get()
    reviewed.as_("reviewer").post(f"/review/{row.uuid}/", {"act": "post"})
    assert [file.name for file in evidence_of(own)] == ["通知.pdf"]
    assert stands(own)
