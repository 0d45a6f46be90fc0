from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

import cast
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.evidence import evidence_of
from shilu.ledger.queries import catalogue_at, position
from shilu.lib.errors import Refused
from shilu.recording.handed import EvidenceFile
from shilu.recording.models import Staged, Waiting
from shilu.recording.queries import waiting_in, waiting_of
from shilu.recording.word_record import WordRecord
from shilu.recording.words import SettledWord, UnknownWord, settle_word, unknown_words, wait_for_word

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def told(word: str = "读书沙龙", **said) -> WordRecord:
    on = date(2022, 7, 1)
    said = {"title": "七一读书", "count": Decimal(2), "measure": "场", "people": Decimal(30), **said}
    return WordRecord(word, cast.unit_uuid("X02"), on, on, **said)


def test_word_waits_until_it_is_given_a_kind(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path):
    author = replace(clerk, account=UUID(int=5).hex)
    before = position()
    wait_for_word(told(), clerk=author, may_post=True, evidence=[EvidenceFile("合影.jpg", b"x")])
    wait_for_word(told(" 读书 沙龙 ", people=None), clerk=author, may_post=False)

    assert position() == before
    assert unknown_words() == [UnknownWord("读书沙龙", 2, (bureau["X02"],), unknown_words()[0].nearest)]
    assert unknown_words({bureau["X03"]}) == []
    assert [one.told.title for one in waiting_of(UUID(int=5)) if one.told] == ["七一读书", "七一读书"]

    done = settle_word("读书沙龙", kind="test/meeting", clerk=clerk, store=tmp_path)

    assert done == SettledWord(posted=1, waiting=1)
    row = Waiting.objects.get(state="posted")
    (entry,) = entries_by_seq([row.seq or 0])
    assert (dict(entry.quantities), UUID(entry.account)) == ({"times": Decimal(2), "people": Decimal(30)}, UUID(int=5))
    assert [file.name for file in evidence_of(entry.seq)] == ["合影.jpg"]
    (waiting,) = waiting_in([bureau["X02"]])
    assert waiting.handed is not None
    assert dict(waiting.handed.fact.quantities) == {"times": Decimal(2)}
    meaning = catalogue_at().meaning("读书沙龙")
    assert meaning is not None
    assert meaning.kind.key == "test/meeting"
    assert unknown_words() == []


def test_people_a_kind_does_not_count_go_to_the_remark(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path):
    wait_for_word(told(measure="篇"), clerk=clerk, may_post=True)

    settle_word("读书沙龙", kind="test/article", labels={"level": "city"}, clerk=clerk, store=tmp_path, alias=False)

    (entry,) = entries_by_seq([position()])
    assert (dict(entry.quantities), dict(entry.labels)) == ({"items": Decimal(2)}, {"level": "city"})
    assert entry.texts.details == '{"remark":"30人次"}'
    assert catalogue_at().meaning("读书沙龙") is None


def test_record_without_a_title_is_called_by_its_word(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path):
    wait_for_word(told(title=""), clerk=clerk, may_post=True)
    settle_word("读书沙龙", kind="test/meeting", clerk=clerk, store=tmp_path)
    (entry,) = entries_by_seq([position()])
    assert entry.texts.title == "读书沙龙"


def test_what_a_kind_does_not_allow_goes_back(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path):
    wait_for_word(told(count=Decimal("1.5")), clerk=clerk, may_post=True)

    assert settle_word("读书沙龙", kind="test/meeting", clerk=clerk, store=tmp_path) == SettledWord(returned=1)
    (returned,) = waiting_of(UUID(clerk.account))
    assert (returned.state, returned.told) == ("returned", told(count=Decimal("1.5")))
    assert "1.5" in returned.words


def test_private_kind_keeps_neither_words_nor_files(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path):
    wait_for_word(told(title="甲"), clerk=clerk, may_post=False, evidence=[EvidenceFile("a.pdf", b"x")])

    settle_word("读书沙龙", kind="test/talk", clerk=clerk, store=tmp_path)

    assert (Staged.objects.count(), Waiting.objects.get().content["title"]) == (0, "")


def test_known_empty_and_coming_words_are_refused(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path):
    with pytest.raises(Refused, match="例会"):
        wait_for_word(told("例会"), clerk=clerk, may_post=True)
    with pytest.raises(Refused, match="100"):
        wait_for_word(told("《》"), clerk=clerk, may_post=True)
    with pytest.raises(Refused, match="2022-08-01"):
        wait_for_word(replace(told(), last=date(2022, 8, 1)), clerk=clerk, may_post=True)
    with pytest.raises(Refused, match="test/none"):
        settle_word("读书沙龙", kind="test/none", clerk=clerk, store=tmp_path)
