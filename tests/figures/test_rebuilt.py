"""Kept sums after the tables beside the log were made again: never counted twice."""

import pytest

from cast import post
from figures.figure_cast import one
from shilu.figures.kept import NOTHING, bring_forward, kept
from shilu.ledger.clerk import Clerk
from shilu.ledger.projection import rebuild
from shilu.ledger.queries import position

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("county")]


def test_sums_of_amounts_that_were_made_again_are_passed_by(clerk: Clerk) -> None:
    post("2022-01-05 | A1 | meeting | times=137", clerk=clerk)
    bring_forward()
    rebuild()
    assert kept() == NOTHING
    assert one("例会", "R", "2022").value == 137
    bring_forward()
    assert kept().position == position()
    assert one("例会", "R", "2022").value == 137
    post("2022-01-06 | A1 | meeting | times=3", clerk=clerk)
    assert one("例会", "R", "2022").value == 140
