from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

import cast
from shilu.ledger.clerk import Clerk
from shilu.lib.errors import Refused
from shilu.recording.drafts import MOST_DRAFTS, drop_draft, hand_over_drafts, keep_draft
from shilu.recording.queries import drafts_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
OTHER = UUID(int=9)


def test_draft_is_kept_replaced_and_dropped(clerk: Clerk):
    uuid, own = uuid4(), UUID(clerk.account)
    keep_draft(uuid, unit=cast.unit_uuid("X02"), kind="test/meeting", content={"title": "部"}, clerk=clerk)
    keep_draft(uuid, unit=cast.unit_uuid("X02"), kind="test/meeting", content={"title": "部署会"}, clerk=clerk)

    (draft,) = drafts_of(own)
    assert (draft.uuid, draft.kind, draft.content) == (uuid, "test/meeting", {"title": "部署会"})
    other = replace(clerk, account=OTHER.hex)
    drop_draft(uuid, clerk=other)
    with pytest.raises(Refused):
        keep_draft(uuid, unit=None, kind="", content={}, clerk=other)
    assert len(drafts_of(own)) == 1
    drop_draft(uuid, clerk=clerk)
    assert drafts_of(own) == []


def test_oldest_draft_goes_beyond_fifty_and_a_book_is_no_draft(clerk: Clerk):
    for number in range(MOST_DRAFTS + 1):
        later = replace(clerk, now=clerk.now + timedelta(seconds=number))
        keep_draft(UUID(int=number), unit=None, kind="", content={}, clerk=later)

    assert [draft.uuid.int for draft in drafts_of(UUID(clerk.account))] == list(range(MOST_DRAFTS, 0, -1))
    with pytest.raises(Refused, match="草稿"):
        keep_draft(uuid4(), unit=None, kind="", content={"remark": "字" * 20_000}, clerk=clerk)


def test_drafts_of_one_who_leaves_are_handed_over(clerk: Clerk):
    keep_draft(uuid4(), unit=None, kind="", content={}, clerk=clerk)

    assert hand_over_drafts(UUID(clerk.account), to=OTHER) == 1
    assert len(drafts_of(OTHER)) == 1
