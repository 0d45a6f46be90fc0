import threading
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection

import cast
from shilu.ledger.attendance import attended_by
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.entry import EntryDraft
from shilu.ledger.evidence import evidence_of
from shilu.ledger.log import append
from shilu.ledger.models import Row
from shilu.ledger.queries import position
from shilu.ledger.row import RowDraft, Texts
from shilu.ledger.verify import verify
from shilu.lib.canonical import canonical
from shilu.lib.errors import Refused
from shilu.recording.handed import Correction, EvidenceFile, Handed
from shilu.recording.likely import LikelyDouble
from shilu.recording.models import Acknowledged, Draft, Staged, Waiting
from shilu.recording.once import KeyReused, forget_acknowledged
from shilu.recording.operations import Recorded, record, stage_files
from shilu.recording.queries import drafts_of, waiting_in, waiting_of, waiting_of_others
from shilu.recording.reviewing import post_waiting, return_waiting, switch_review, withdraw_waiting
from shilu.recording.taking_back import take_back

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PHOTO = EvidenceFile("会议照片.jpg", b"a photograph")
OTHER, THIRD = UUID(int=7), UUID(int=8)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "evidence"


@pytest.fixture
def reviewer(clerk: Clerk) -> Clerk:
    return replace(clerk, account=OTHER.hex)


def meeting(*, title: str = "部署会", unit: str = "X01", people: int = 15, day: str = "2022-07-04") -> EntryDraft:
    on = date.fromisoformat(day)
    quantities = {"times": Decimal(1), "people": Decimal(people)}
    return EntryDraft("test/meeting", cast.unit_uuid(unit), on, on, quantities, texts=Texts(title=title))


def test_record_is_posted_with_its_evidence_and_its_event(bureau: cast.Bureau, clerk: Clerk, store: Path):
    (other,) = cast.post("2022-07-04 | X02 | meeting | times=1 | 部署会", clerk=clerk)

    done = record(
        meeting(),
        clerk=clerk,
        store=store,
        may_post=True,
        joined_with=[other],
        evidence=[PHOTO, PHOTO],
        attended=[OTHER],
    )

    assert done == Recorded(seq=other + 1)
    joined, entry = entries_by_seq([other, other + 1])
    assert (entry.texts.title, dict(entry.quantities)) == ("部署会", {"times": Decimal(1), "people": Decimal(15)})
    assert entry.occasion is not None
    assert entry.occasion == joined.occasion
    assert [(file.name, file.size) for file in evidence_of(other + 1)] == [("会议照片.jpg", 12)]
    assert verify(store=store).ok


def test_record_waits_where_the_caller_may_not_post(bureau: cast.Bureau, clerk: Clerk, reviewer: Clerk, store: Path):
    before = position()

    done = record(meeting(), clerk=clerk, store=store, may_post=False, evidence=[PHOTO])

    assert position() == before
    (waiting,) = waiting_in([cast.unit_uuid("X01")])
    assert done == Recorded(waiting=waiting.uuid)
    assert waiting.handed == Handed(meeting())
    assert [file.name for file in waiting.files] == ["会议照片.jpg"]
    assert not store.exists()

    seq = post_waiting(waiting.uuid, clerk=reviewer, store=store)

    (entry,) = entries_by_seq([seq])
    assert (entry.account, entry.texts.title) == (str(UUID(clerk.account)), "部署会")
    assert [file.name for file in evidence_of(seq)] == ["会议照片.jpg"]
    row = Waiting.objects.get()
    assert (row.state, row.seq, row.content, row.settled_by) == ("posted", seq, {}, OTHER)
    assert (Staged.objects.count(), waiting_of_others(OTHER)) == (0, [])


def test_record_waits_where_a_unit_above_has_records_reviewed(bureau: cast.Bureau, clerk: Clerk, store: Path):
    switch_review(bureau["X02"], on=True, clerk=clerk)

    below = record(meeting(unit="X0201"), clerk=clerk, store=store, may_post=True)
    beside = record(meeting(unit="X03"), clerk=clerk, store=store, may_post=True)
    switch_review(bureau["X02"], on=False, clerk=clerk)
    after = record(meeting(unit="X0201"), clerk=clerk, store=store, may_post=True)

    assert (below.seq, beside.seq, after.seq) == (None, position() - 1, position())


def test_nobody_posts_what_they_handed_in(bureau: cast.Bureau, clerk: Clerk, store: Path):
    done = record(meeting(), clerk=clerk, store=store, may_post=False)
    assert done.waiting is not None

    with pytest.raises(Refused, match="本人"):
        post_waiting(done.waiting, clerk=clerk, store=store)


def test_returned_record_comes_in_again_with_its_files(bureau: cast.Bureau, clerk: Clerk, reviewer: Clerk, store: Path):
    done = record(meeting(), clerk=clerk, store=store, may_post=False, evidence=[PHOTO])
    assert done.waiting is not None
    return_waiting(done.waiting, words="人数请核对", clerk=reviewer)
    with pytest.raises(Refused, match="已由他人处理"):
        post_waiting(done.waiting, clerk=reviewer, store=store)
    (returned,) = waiting_of(UUID(clerk.account))
    assert (returned.state, returned.words) == ("returned", "人数请核对")

    again = record(
        meeting(people=14),
        clerk=clerk,
        store=store,
        may_post=False,
        staged=[file.uuid for file in returned.files],
        replaces=returned.uuid,
    )

    (waiting,) = waiting_of(UUID(clerk.account))
    assert (waiting.uuid, waiting.state, waiting.handed) == (again.waiting, "waiting", Handed(meeting(people=14)))
    assert [file.name for file in waiting.files] == ["会议照片.jpg"]


def test_return_needs_words_and_own_records_can_be_withdrawn(bureau: cast.Bureau, clerk: Clerk, store: Path):
    done = record(meeting(), clerk=clerk, store=store, may_post=False)
    assert done.waiting is not None
    with pytest.raises(Refused, match="退回原因"):
        return_waiting(done.waiting, words=" ", clerk=clerk)

    withdraw_waiting(done.waiting, clerk=clerk)

    assert Waiting.objects.count() == 0


def test_same_record_under_one_key_is_recorded_once(bureau: cast.Bureau, clerk: Clerk, store: Path):
    first = record(meeting(), clerk=clerk, store=store, may_post=True, key="a1", evidence=[PHOTO])
    again = record(meeting(), clerk=clerk, store=store, may_post=True, key="a1", evidence=[PHOTO])

    assert again == Recorded(seq=first.seq, again=True)
    assert Row.objects.filter(type="entry").count() == 1
    assert len(evidence_of(first.seq or 0)) == 1
    with pytest.raises(KeyReused, match="a1"):
        record(meeting(people=99), clerk=clerk, store=store, may_post=True, key="a1")
    assert forget_acknowledged(before=clerk.now) == 0
    assert forget_acknowledged(before=clerk.now + timedelta(seconds=1)) == 1


def test_refused_record_leaves_its_key_free(bureau: cast.Bureau, clerk: Clerk, store: Path):
    with pytest.raises(Refused):
        record(meeting(people=-1), clerk=clerk, store=store, may_post=True, key="a1")

    assert Acknowledged.objects.count() == 0
    assert record(meeting(), clerk=clerk, store=store, may_post=True, key="a1").again is False


def test_likely_double_is_asked_and_taken_when_it_is_another(bureau: cast.Bureau, clerk: Clerk, store: Path):
    first = record(meeting(title="七月部署会"), clerk=clerk, store=store, may_post=True)

    with pytest.raises(LikelyDouble) as asked:
        record(meeting(title="部署会"), clerk=clerk, store=store, may_post=True, key="k")

    assert [entry.seq for entry in asked.value.entries] == [first.seq]
    assert record(meeting(title="读书班"), clerk=clerk, store=store, may_post=True).seq is not None
    assert record(meeting(title="部署会"), clerk=clerk, store=store, may_post=True, key="k", accept_likely=True).seq


def test_correction_reverses_and_posts_in_one_step(bureau: cast.Bureau, clerk: Clerk, store: Path):
    first = record(meeting(), clerk=clerk, store=store, may_post=True)
    assert first.seq is not None

    done = record(
        meeting(people=16), clerk=clerk, store=store, may_post=True, corrects=Correction(first.seq, "笔误"), key="c"
    )
    again = record(
        meeting(people=16), clerk=clerk, store=store, may_post=True, corrects=Correction(first.seq, "笔误"), key="c"
    )

    old, reversal, new = entries_by_seq([first.seq, first.seq + 1, first.seq + 2])
    assert (old.reversed_by, reversal.body["reason"], new.corrects) == (reversal.seq, "笔误", old.seq)
    assert (done, again) == (Recorded(seq=new.seq), Recorded(seq=new.seq, again=True))
    with pytest.raises(Refused, match="原因"):
        record(meeting(), clerk=clerk, store=store, may_post=True, corrects=Correction(new.seq, " "))


def test_correction_keeps_what_shows_the_record_and_who_attended(bureau: cast.Bureau, clerk: Clerk, store: Path):
    first = record(meeting(), clerk=clerk, store=store, may_post=True, evidence=[PHOTO], attended=[OTHER]).seq
    assert first is not None

    mended = record(
        meeting(people=16),
        clerk=clerk,
        store=store,
        may_post=True,
        corrects=Correction(first, "笔误"),
        evidence=[PHOTO],
    ).seq
    assert mended is not None
    assert [file.digest for file in evidence_of(mended)] == [file.digest for file in evidence_of(first)]
    assert attended_by(mended) == [OTHER]

    other = record(
        meeting(people=17),
        clerk=clerk,
        store=store,
        may_post=True,
        corrects=Correction(mended, "人员"),
        attended=[THIRD],
    ).seq
    assert other is not None
    assert attended_by(other) == [THIRD]


def test_private_kind_keeps_neither_words_nor_files_nor_people(bureau: cast.Bureau, clerk: Clerk, store: Path):
    on = date(2022, 7, 4)
    talk = EntryDraft("test/talk", bureau["X01"], on, on, {"times": Decimal(1)}, texts=Texts(title="甲"))

    record(talk, clerk=clerk, store=store, may_post=False)

    (waiting,) = waiting_in([bureau["X01"]])
    assert waiting.handed == Handed(
        EntryDraft("test/talk", bureau["X01"], date(2022, 7, 1), date(2022, 7, 31), {"times": Decimal(1)}, whole=True)
    )
    with pytest.raises(Refused, match="谈心谈话"):
        record(talk, clerk=clerk, store=store, may_post=True, evidence=[PHOTO])
    with pytest.raises(Refused, match="谈心谈话"):
        record(talk, clerk=clerk, store=store, may_post=True, attended=[OTHER])


def test_record_drops_its_draft_and_takes_its_staged_files(bureau: cast.Bureau, clerk: Clerk, store: Path):
    draft = Draft.objects.create(uuid=uuid4(), account=clerk.account, updated_at=clerk.now)
    staged = stage_files([PHOTO], clerk=clerk)

    done = record(meeting(), clerk=clerk, store=store, may_post=True, draft=draft.uuid, staged=staged, key="s")
    again = record(meeting(), clerk=clerk, store=store, may_post=True, draft=draft.uuid, staged=staged, key="s")

    assert again == Recorded(done.seq, again=True)
    assert [file.name for file in evidence_of(done.seq or 0)] == ["会议照片.jpg"]
    assert (drafts_of(UUID(clerk.account)), Staged.objects.count()) == ([], 0)


def test_own_record_of_today_is_taken_back(bureau: cast.Bureau, clerk: Clerk, store: Path):
    done = record(meeting(), clerk=clerk, store=store, may_post=True)
    assert done.seq is not None

    reversal = take_back(done.seq, clerk=clerk)

    (entry,) = entries_by_seq([done.seq])
    assert entry.reversed_by == reversal
    with pytest.raises(Refused, match="作废"):
        take_back(done.seq, clerk=clerk)


def test_record_of_others_of_another_day_or_reported_stays(
    bureau: cast.Bureau, clerk: Clerk, reviewer: Clerk, store: Path
):
    done = record(meeting(), clerk=clerk, store=store, may_post=True)
    assert done.seq is not None
    with pytest.raises(Refused, match="不是您"):
        take_back(done.seq, clerk=reviewer)
    with pytest.raises(Refused, match="今天"):
        take_back(done.seq, clerk=replace(clerk, now=clerk.now + timedelta(days=1)))

    append([RowDraft(type="report", body=canonical({"as_of": done.seq}))], account=clerk.account, now=clerk.now)

    with pytest.raises(Refused, match="定稿"):
        take_back(done.seq, clerk=clerk)


@pytest.mark.django_db(transaction=True)
def test_one_key_sent_by_many_at_once_is_one_record(bureau: cast.Bureau, clerk: Clerk, store: Path):
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory belongs to one thread")
    found: list[Recorded] = []

    def send() -> None:
        found.append(record(meeting(), clerk=clerk, store=store, may_post=True, key="same", evidence=[PHOTO]))
        connection.close()

    threads = [threading.Thread(target=send) for _sender in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {one.seq for one in found} == {position() - 1}
    assert sorted(one.again for one in found) == [False] + [True] * 7
