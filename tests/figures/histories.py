"""Random histories of a county, taken step by step through the program's own operations."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from hypothesis import strategies as st

from cast import unit_uuid
from figures.figure_cast import CODES
from shilu.ledger.entry import EntryDraft
from shilu.ledger.operations import (
    Clerk,
    close_period,
    correct_entry,
    join_occasion,
    leave_occasion,
    open_period,
    post_entries,
    reverse_entries,
)
from shilu.ledger.organising import change_organisation
from shilu.ledger.queries import memberships
from shilu.lib.errors import Refused
from shilu.lib.periods import parse_period
from shilu.organisation.changes import UnitEnded, UnitMoved

EXAMPLES = int(os.environ.get("SHILU_EXAMPLES", "40"))  # thousands, for a night
NAMES = ("例会", "党课", "教育活动", "参加教育人次", "图书室", "新建图书室", "撤并图书室", "藏书")
PERIODS = ("2022-H1", "2022-Q1", "2022-02", "2022-03", "2022-W10", "2022-01-10/2022-05-20", "2022", "2021")
SUMMARIES = ("2022-02", "2022-03", "2022-Q1", "2022-H1")
DAYS = [date(2022, month, day) for month in range(1, 7) for day in (1, 10, 28)]

units = st.sampled_from(CODES)
days = st.sampled_from(DAYS)
amounts = st.integers(0, 3)
kinds = st.sampled_from(["meeting", "meeting", "lesson", "library", "books"])
picks = st.lists(st.integers(0, 20), min_size=1, max_size=3)
posts = st.tuples(
    st.just("post"), units, kinds, days, st.none() | st.sampled_from(SUMMARIES), amounts, st.none() | amounts
)
steps = st.one_of(
    posts,
    posts,
    posts,
    st.tuples(st.just("join"), picks),
    st.tuples(st.just("join later"), picks, st.integers(0, 5)),
    st.tuples(st.just("leave"), st.integers(0, 5)),
    st.tuples(st.just("reverse"), st.integers(0, 20)),
    st.tuples(st.just("correct"), st.integers(0, 20), amounts, units),
    st.tuples(st.just("move"), units, st.none() | units, days),
    st.tuples(st.just("end"), units, st.lists(units, max_size=2, unique=True), days),
    st.tuples(st.just("close"), units, st.sampled_from(PERIODS)),
    st.tuples(st.just("close"), units, st.sampled_from(PERIODS)),
    st.tuples(st.just("open"), units, st.sampled_from(PERIODS)),
)


class History:
    """Takes steps one after another; what the program refuses is passed over."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        self.posted: list[tuple[int, EntryDraft]] = []

    def take(self, step: tuple[Any, ...]) -> None:
        name = step[0].replace(" ", "_")
        action: Callable[..., None] = getattr(self, name)
        try:
            with transaction.atomic():
                action(*step[1:])
        except Refused:
            return

    def draft(self, *what: Any) -> EntryDraft:
        unit, kind, day, summed, amount, people = what
        first = last = day
        if summed and kind != "books":
            period = parse_period(summed)
            first, last = period.first, period.last
        if kind in {"library", "books"}:
            quantities = {"items" if kind == "library" else "copies": Decimal(amount - (kind == "library"))}
        else:
            quantities = {"times": Decimal(amount)}
            if people is not None:
                quantities["people"] = Decimal(people)
        return EntryDraft(
            f"test/{kind}", unit_uuid(unit), first, last, quantities, whole=bool(summed) and kind != "books"
        )

    def post(self, *what: Any) -> None:
        draft = self.draft(*what)
        (seq,) = post_entries([draft], clerk=self.clerk)
        self.posted.append((seq, draft))

    def picked(self, picks: list[int]) -> list[int]:
        if not self.posted:
            raise Refused
        return [self.posted[pick % len(self.posted)][0] for pick in picks]

    def join(self, picks: list[int]) -> None:
        join_occasion(self.picked(picks), clerk=self.clerk)

    def join_later(self, picks: list[int], place: int) -> None:
        occasions = sorted(set(memberships().values()))
        if occasions:
            join_occasion(self.picked(picks), occasion=occasions[place % len(occasions)], clerk=self.clerk)

    def leave(self, place: int) -> None:
        joined = sorted(memberships().items())
        if joined:
            entry, occasion = joined[place % len(joined)]
            leave_occasion([entry], occasion=occasion, clerk=self.clerk)

    def reverse(self, pick: int) -> None:
        reverse_entries(self.picked([pick]), reason="笔误", clerk=self.clerk)

    def correct(self, pick: int, amount: int, unit: str) -> None:
        (seq,) = self.picked([pick])
        before = dict(self.posted)[seq]
        quantities = {key: Decimal(amount) for key in before.quantities}
        draft = EntryDraft(before.kind, unit_uuid(unit), before.first, before.last, quantities, whole=before.whole)
        self.posted.append((correct_entry(seq, draft, reason="笔误", clerk=self.clerk)[1], draft))

    def move(self, unit: str, parent: str | None, day: date) -> None:
        change_organisation([UnitMoved(unit_uuid(unit), parent and unit_uuid(parent), day)], clerk=self.clerk)

    def end(self, unit: str, successors: list[str], day: date) -> None:
        change_organisation([UnitEnded(unit_uuid(unit), tuple(map(unit_uuid, successors)), day)], clerk=self.clerk)

    def close(self, unit: str, period: str) -> None:
        close_period(unit_uuid(unit), period=parse_period(period), clerk=self.clerk)

    def open(self, unit: str, period: str) -> None:
        open_period(unit_uuid(unit), period=parse_period(period), reason="补录", clerk=self.clerk)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
