"""A bureau with a few records and a paper on its way."""

import pytest

import cast
from drafts import BY, RECORDS, SETTING, TEXT
from shilu.ledger.clerk import Clerk
from shilu.lib.periods import parse_period
from shilu.reports.drafting.operations import begin_paper
from shilu.reports.models import Paper


@pytest.fixture
def records(bureau: cast.Bureau, clerk: Clerk) -> list[int]:
    return cast.post(RECORDS, clerk=clerk)


@pytest.fixture
def paper(records: list[int]) -> Paper:
    return begin_paper(
        TEXT,
        template="半年报告.md",
        layout=None,
        unit=cast.unit_uuid("X"),
        period=parse_period("2022-H1"),
        setting=SETTING,
        by=BY,
    )
