"""A paper of a year that is not over: what it says of months to come, and that it is verified as of its own day."""

from pathlib import Path

import pytest

import cast
from drafts import BY, SETTING
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import close_period
from shilu.lib.periods import GREGORIAN, parse_period
from shilu.reports.drafting.operations import begin_paper, finish_paper, move_paper
from shilu.reports.drafting.stages import Act
from shilu.reports.models import Paper
from shilu.reports.verify import verify_paper

pytestmark = pytest.mark.database


def test_nothing_in_the_months_that_are_over_is_nought_and_stays_so_when_it_is_verified(
    bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    cast.post("2021-03-01 | X02 | article(level=city) | items=2 | 去年的稿件", clerk=clerk)
    close_period(bureau["X"], period=parse_period("2022-H1"), clerk=clerk)
    paper = begin_paper(
        '# 情况\n\n刊发稿件{{ figure("稿件") }}。',
        template="情况.md",
        layout=None,
        unit=bureau["X"],
        period=parse_period("2022"),
        setting=SETTING,
        by=BY,
    )
    for act in (Act.HAND_IN, Act.PASS, Act.SIGN):
        move_paper(paper, act, by=BY)
    final = finish_paper(Paper.objects.get(), setting=SETTING, clerk=clerk, by=BY)
    path = tmp_path / "情况.docx"
    path.write_bytes(bytes(next(one for one in final.files.all() if one.form == "docx").content))
    (number,) = verify_paper(path, calendar=GREGORIAN).numbers
    assert (number.issued, number.now, number.state) == ("0篇", "0篇", "same")
