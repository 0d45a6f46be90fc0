"""Random histories of a county, taken step by step through the program's own operations."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from django.db import transaction

from cast import unit_uuid
from figures.figure_cast import CODES
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import close_period, open_period
from shilu.ledger.entry import EntryDraft
from shilu.ledger.occasions import join_occasion, leave_occasion
from shilu.ledger.operations import correct_entry, post_entries, reverse_entries
from shilu.ledger.organising import change_organisation
from shilu.ledger.queries import memberships, position
from shilu.lib.errors import Refused
from shilu.lib.periods import parse_period
from shilu.organisation.changes import UnitEnded, UnitMoved

EXAMPLES = int(os.environ.get("SHILU_EXAMPLES", "40"))  # thousands, for a night
NAMES = ("例会", "党课", "教育活动", "参加教育人次", "图书室", "新建图书室", "撤并图书室", "藏书")
PERIODS = ("2022-H1", "2022-Q1", "2022-02", "2022-03", "2022-W10", "2022-01-10/2022-05-20", "2022", "2021")
SUMMARIES = ("2022-02", "2022-03", "2022-Q1", "2022-H1")
DAYS = [date(2022, month, day) for month in range(1, 7) for day in (1, 10, 28)]

# How often each step is taken: mostly what makes numbers, so that what changes them finds something to change.
WEIGHTS = {
    "post": 40,
    "hold": 15,
    "move": 12,
    "close": 14,
    "join_later": 4,
    "leave": 3,
    "reverse": 5,
    "correct": 4,
    "end": 3,
    "open": 4,
}


class History:
    """Takes steps one after another; what the program refuses is passed over."""

    def __init__(self, random: Random, *, clerk: Clerk) -> None:
        self.random = random
        self.clerk = clerk
        self.posted: list[tuple[int, EntryDraft]] = []
        self.steps: list[str] = []

    def take(self, count: int) -> None:
        """Take so many steps."""
        for name in self.random.choices(list(WEIGHTS), list(WEIGHTS.values()), k=count):
            action: Callable[[], object] = getattr(self, name)
            with suppress(Refused), transaction.atomic():
                self.steps.append(f"{position() + 1}: {name} {action()}")

    def day(self) -> date:
        return self.random.choice(DAYS)

    def unit(self) -> str:
        return self.random.choice(CODES)

    def draft(self, kind: str, day: date, *, summed: str | None = None) -> EntryDraft:
        first = last = day
        if summed and kind != "books":
            period = parse_period(summed)
            first, last = period.first, period.last
        amount = Decimal(self.random.randint(0, 3))
        if kind == "library":
            quantities = {"items": amount - 1}
        elif kind == "books":
            quantities = {"copies": amount}
        else:
            quantities = {"times": amount}
            if self.random.random() < 0.7:
                quantities["people"] = Decimal(self.random.randint(0, 9))
        return EntryDraft(f"test/{kind}", unit_uuid(self.unit()), first, last, quantities, whole=first != last)

    def record(self, drafts: list[EntryDraft]) -> list[int]:
        seqs = post_entries(drafts, clerk=self.clerk)
        self.posted += zip(seqs, drafts, strict=True)
        return seqs

    def post(self) -> object:
        kind = self.random.choice(["meeting", "meeting", "lesson", "library", "books"])
        draft = self.draft(kind, self.day(), summed=self.random.choice([None, None, None, *SUMMARIES]))
        self.record([draft])
        return draft

    def hold(self) -> object:
        """An event of several units or kinds, joined at once."""
        day, number = self.day(), self.random.randint(2, 4)
        drafts = [self.draft(self.random.choice(["meeting", "meeting", "lesson"]), day) for _guest in range(number)]
        join_occasion(self.record(drafts), clerk=self.clerk)
        return drafts

    def some(self) -> int:
        if not self.posted:
            raise Refused
        return self.random.choice(self.posted)[0]

    def join_later(self) -> object:
        occasions = sorted(set(memberships().values()))
        occasion = self.random.choice(occasions) if occasions else None
        entry = self.some()
        join_occasion([entry], occasion=occasion, clerk=self.clerk)
        return entry, occasion

    def leave(self) -> object:
        joined = sorted(memberships().items())
        if not joined:
            raise Refused
        entry, occasion = self.random.choice(joined)
        leave_occasion([entry], occasion=occasion, clerk=self.clerk)
        return entry

    def reverse(self) -> object:
        entry = self.some()
        reverse_entries([entry], reason="笔误", clerk=self.clerk)
        return entry

    def correct(self) -> object:
        seq = self.some()
        before = dict(self.posted)[seq]
        quantities = {key: amount + self.random.randint(0, 2) for key, amount in before.quantities.items()}
        draft = replace(before, unit=unit_uuid(self.unit()), quantities=quantities)
        self.posted.append((correct_entry(seq, draft, reason="笔误", clerk=self.clerk)[1], draft))
        return seq, draft

    def move(self) -> object:
        unit, parent, day = self.random.choice(CODES[1:]), self.random.choice([*CODES, None]), self.day()
        change_organisation([UnitMoved(unit_uuid(unit), parent and unit_uuid(parent), day)], clerk=self.clerk)
        return unit, parent, day

    def end(self) -> object:
        unit, day = self.unit(), self.day()
        successors = self.random.sample(CODES, self.random.randint(0, 2))
        change_organisation([UnitEnded(unit_uuid(unit), tuple(map(unit_uuid, successors)), day)], clerk=self.clerk)
        return unit, successors, day

    def close(self) -> object:
        unit, period = self.random.choice(["R", "R", *CODES]), self.random.choice(PERIODS)
        close_period(unit_uuid(unit), period=parse_period(period), clerk=self.clerk)
        return unit, period

    def open(self) -> object:
        unit, period = self.unit(), self.random.choice(PERIODS)
        open_period(unit_uuid(unit), period=parse_period(period), reason="补录", clerk=self.clerk)
        return unit, period


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
