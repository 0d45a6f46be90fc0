from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

import cast
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.clerk import Clerk
from shilu.ledger.entry import EntryDraft
from shilu.ledger.operations import reverse_entries
from shilu.ledger.row import Texts
from shilu.ledger.sight import EVERYTHING, Sight
from shilu.recording.handed import Correction
from shilu.recording.likely import likely_doubles, same_event
from shilu.recording.operations import record
from shilu.recording.usual import last_time, recent_kinds

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DAY = date(2022, 7, 4)


def fact(kind: str = "meeting", title: str = "部署会") -> EntryDraft:
    quantity = {"meeting": "times", "article": "items"}[kind]
    return EntryDraft(f"test/{kind}", cast.unit_uuid("X02"), DAY, DAY, {quantity: Decimal(1)}, texts=Texts(title=title))


def test_last_time_is_ones_own_record_as_it_stands_today(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path):
    own, unit = UUID(clerk.account), bureau["X02"]
    assert last_time(own, unit=unit, kind="test/meeting") is None
    how = {"clerk": clerk, "store": tmp_path, "may_post": True}
    first = record(fact(), **how, remember=True)
    record(
        fact(title="别人的"),
        store=tmp_path,
        may_post=True,
        clerk=replace(clerk, account=UUID(int=3).hex),
        remember=True,
    )
    right = record(fact(title="七月部署会"), **how, corrects=Correction(first.seq or 0, "笔误"))

    found = last_time(own, unit=unit, kind="test/meeting")
    assert found is not None
    assert (found.own, found.entry.seq, found.entry.texts.title) == (True, right.seq, "七月部署会")
    colleague = last_time(UUID(int=4), unit=unit, kind="test/meeting")
    assert colleague is not None
    assert (colleague.own, colleague.entry.texts.title) == (False, "别人的")
    reverse_entries([right.seq or 0], reason="重复", clerk=clerk)
    assert last_time(own, unit=unit, kind="test/meeting") is None


def test_own_kinds_the_last_first(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path):
    for later, kind in enumerate(("meeting", "article", "meeting")):
        at = replace(clerk, now=clerk.now + timedelta(minutes=later))
        record(fact(kind), clerk=at, store=tmp_path, may_post=True, remember=True, accept_likely=True)

    assert recent_kinds(UUID(clerk.account)) == ["test/meeting", "test/article"]
    assert recent_kinds(UUID(int=3)) == []


def test_doubles_are_of_the_kind_unit_day_and_title(bureau: cast.Bureau, clerk: Clerk):
    seqs = cast.post(
        """
        2022-07-04 | X02 | meeting | times=1 | 七月部署会
        2022-07-04 | X03 | meeting | times=1 | 部署会
        2022-07-03 | X02 | meeting | times=1 | 部署会
        2022-07-01..2022-07-31 | X02 | meeting | times=4 |
        2022-07-04 | X02 | meeting | people=4 | 部署会
        """,
        clerk=clerk,
    )

    assert [entry.seq for entry in likely_doubles(fact())] == [seqs[0], seqs[3]]
    assert [entry.seq for entry in likely_doubles(fact(), without=seqs[0])] == [seqs[3]]


def test_same_event_is_of_another_unit_or_kind_in_sight(bureau: cast.Bureau, catalogue: Catalogue, clerk: Clerk):
    article, other, unlike, _own, _private, _apart = cast.post(
        """
        2022-07-04 | X02 | article | items=1 | 侧记
        2022-07-04 | X01 | article | items=1 | 部署会
        2022-07-04 | X03 | meeting | times=1 | 部署会
        2022-07-04 | X02 | meeting | times=1 | 部署会
        2022-07-04 | X02 | talk | times=1 |
        2022-07-04 | X03 | article | items=1 | 与此无关
        """,
        clerk=clerk,
    )

    def near(sight: Sight) -> list[int]:
        found = same_event(
            kind="test/meeting",
            unit=bureau["X02"],
            first=DAY,
            last=DAY,
            title="部署会",
            sight=sight,
            catalogue=catalogue,
        )
        return [entry.seq for entry in found]

    assert near(EVERYTHING) == [unlike, other, article]
    assert near(Sight()) == []
