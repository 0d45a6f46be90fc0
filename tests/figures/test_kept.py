"""Kept sums: the same answers with them as without, at every position, before and after they are brought forward."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from cast import post, unit_uuid
from figures.figure_cast import CODES, one
from figures.histories import EXAMPLES, NAMES, PERIODS, History, undone
from shilu.figures import kept
from shilu.figures.kept import NOTHING, bring_forward, forget, make_anew
from shilu.figures.models import Seen, Sum
from shilu.figures.queries import ask
from shilu.ledger.clerk import Clerk
from shilu.ledger.entry import EntryDraft
from shilu.ledger.operations import post_entries, reverse_entries
from shilu.ledger.queries import position
from shilu.lib.periods import parse_period

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("county")]


def answers(at: int, periods: list[str], mode: str) -> list[Any]:
    return [
        ask(NAMES, unit=unit_uuid(unit), period=parse_period(period), at=at, structure=mode)  # type: ignore[arg-type]
        for period in periods
        for unit in CODES
    ]


def table() -> list[tuple[Any, ...]]:
    """The kept sums as they are stored."""
    rows = Sum.objects.values_list("series", "since", "last", "units", "amounts", "counts", "matters")
    return sorted((*row[:3], *map(bytes, row[3:])) for row in rows)


@settings(
    max_examples=EXAMPLES // 2,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(random=st.randoms(use_true_random=True))
def test_kept_sums_never_change_an_answer(clerk: Clerk, random: Random) -> None:
    with undone():
        start = position()
        history = History(random, clerk=clerk)
        history.take(random.randint(4, 12))
        marked = bring_forward()
        history.take(random.randint(0, 12))
        note("\n".join(history.steps))
        periods = random.sample(PERIODS, 2)
        mode = random.choice(["then", "now"])
        places = (position(), random.randint(start, position()))
        with_kept = [answers(at, periods, mode) for at in places]
        forget()
        assert with_kept == [answers(at, periods, mode) for at in places]
        assert marked.position <= position()


def test_kept_sums_brought_forward_are_those_made_anew(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(5)
    monkeypatch.setattr(kept, "STEP", 7)
    for _round in range(4):
        drafts = [
            EntryDraft(
                "test/meeting",
                unit_uuid(random.choice(CODES)),
                date(2022, random.randint(1, 3), random.randint(1, 28)),
                date(2022, random.randint(4, 6), random.randint(1, 28)),
                {"times": Decimal(random.randint(0, 3)), "people": Decimal(random.randint(1, 30))},
                whole=random.random() < 0.3,
            )
            for _record in range(15)
        ]
        seqs = post_entries(drafts, clerk=clerk)
        reverse_entries(seqs[:2], reason="笔误", clerk=clerk)
        bring_forward()
    forward, seen = table(), set(Seen.objects.values_list("series", "unit"))
    assert make_anew().position == position()
    assert (forward, seen) == (table(), set(Seen.objects.values_list("series", "unit")))


def test_empty_ledger_keeps_nothing() -> None:
    assert bring_forward() == NOTHING


def test_nothing_that_was_corrected_after_the_mark_is_cut_as_what_it_is_now(clerk: Clerk) -> None:
    (nothing,) = post("2022-01-01..2022-06-30 | A1 | meeting | times=0 people=3", clerk=clerk)
    bring_forward()
    reverse_entries([nothing], reason="笔误", clerk=clerk)
    post("2022-01-01..2022-06-30 | A1 | meeting | times=2", clerk=clerk)
    assert one("例会", "R", "2022-Q1").reason == "只有跨越本期的汇总记录"


def test_question_before_the_mark_passes_the_kept_sums_by(clerk: Clerk) -> None:
    (first,) = post("2022-01-05 | A1 | meeting | times=1", clerk=clerk)
    post("2022-01-06 | A1 | meeting | times=2", clerk=clerk)
    bring_forward()
    Sum.objects.update(amounts=b"\x00" * 8)
    assert one("例会", "R", "2022", at=first).value == 1
    assert one("例会", "R", "2022").value == 0


def test_sums_read_while_the_mark_moves_are_read_again(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    post("2022-01-05 | A1 | meeting | times=1", clerk=clerk)
    bring_forward()
    post("2022-01-06 | A1 | meeting | times=2", clerk=clerk)
    from shilu.figures import sums  # noqa: PLC0415 - to step in between its two looks at the mark

    read = sums.kept_slices

    def moved(*what: Any, **how: Any) -> Any:
        bring_forward()
        return read(*what, **how)

    monkeypatch.setattr(sums, "kept_slices", moved)
    assert one("例会", "R", "2022").value == 3


def test_posting_does_not_touch_the_kept_sums(clerk: Clerk) -> None:
    post("2022-01-05 | A1 | meeting | times=1", clerk=clerk)
    bring_forward()
    with CaptureQueriesContext(connection) as queries:
        post("2022-01-06 | A1 | meeting | times=2", clerk=clerk)
    assert not [query for query in queries if "figures_" in query["sql"]]


def test_sums_are_kept_up_once_enough_was_posted(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "WORTH_KEEPING", 2)
    post("2022-03-01 | A1 | meeting | times=1 people=2", clerk=clerk)
    assert (kept.keep_up(), kept.kept()) == (False, NOTHING)
    (seq,) = post("2022-03-02 | A1 | meeting | times=1 people=2", clerk=clerk)
    assert (kept.keep_up(), kept.kept().position) == (True, seq)
    assert kept.keep_up() is False
