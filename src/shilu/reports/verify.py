"""Verifying an issued paper: what somebody edited in the file, and what has changed in the ledger since."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from django.utils import translation
from django.utils.timezone import localtime

from shilu.ledger.entries import entries_by_seq
from shilu.ledger.queries import position, root_at
from shilu.lib.periods import BodyCalendar, parse_period
from shilu.reports.answers import Reader
from shilu.reports.flow import squeeze
from shilu.reports.models import KeptEdit
from shilu.reports.queries import Frozen, Issued, issued_papers
from shilu.reports.reading import NumberFound, Typed, located, read_paper
from shilu.reports.recognising import recognised

State = Literal["same", "edited", "changed", "edited_and_changed", "missing"]


@dataclass(frozen=True, slots=True)
class Kept:
    """That a number stands as somebody wrote it: who said so (an account), when, and why."""

    account: UUID
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One number of the paper: as it stands in the file, as it was issued, as the ledger says now.

    ``entries`` are the rows of the log that moved it since the issue, or, where it did not move, the records behind it;
    ``late`` those of them that were recorded after the issue for days within the period, ``cancelled`` the records
    that were cancelled since, ``after_cut_off`` records of days after the paper's cut-off, which do not count in it.
    ``issued`` is what the ledger said at the issue, also where something else was ``kept`` by hand.
    """

    number: Frozen
    shown: str | None
    now: str
    state: State
    how: str
    entries: tuple[int, ...]
    late: tuple[int, ...] = ()
    cancelled: tuple[int, ...] = ()
    after_cut_off: tuple[int, ...] = ()
    issued: str = ""
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying found; ``by`` says how the file was recognised."""

    paper: Issued
    by: str
    numbers: tuple[Checked, ...]
    typed: tuple[Typed, ...]
    as_of_now: int
    superseded_by: str | None
    root_stands: bool

    @property
    def same(self) -> bool:
        return all(one.state == "same" for one in self.numbers) and self.root_stands

    @property
    def kept_only(self) -> bool:
        """Whether what differs is nothing but what somebody keeps by hand."""
        differing = [one for one in self.numbers if one.state != "same"]
        return self.root_stands and all(one.kept and one.state == "edited" for one in differing)

    def as_json(self) -> dict[str, Any]:
        """The value of ``shilu report verify --format json``."""
        return {
            "numbers": [
                {
                    "id": one.number.id,
                    "figure": one.number.query.figure,
                    "title": one.number.title,
                    "quantity": one.number.query.quantity,
                    "unit": one.number.query.unit,
                    "period": one.number.query.period,
                    "shown": one.shown,
                    "issued": one.issued,
                    "now": one.now,
                    "state": one.state,
                    "entries": list(one.entries),
                    "late": list(one.late),
                    "cancelled": list(one.cancelled),
                    "after_cut_off": list(one.after_cut_off),
                    "found_by": one.how,
                    "kept": {"by": str(one.kept.account), "at": one.kept.at.isoformat(), "reason": one.kept.reason}
                    if one.kept
                    else None,
                }
                for one in self.numbers
            ],
            "typed": [{"shown": one.shown, "where": one.where} for one in self.typed],
            "root": self.paper.root,
            "root_stands": self.root_stands,
            "as_of": self.paper.as_of,
            "report": self.paper.uuid,
            "recognised_by": self.by,
            "read_from": "log",
            "superseded_by": self.superseded_by,
        }


def verify_paper(path: Path, *, calendar: BodyCalendar) -> Verified:
    """Compare the paper in ``path`` with its issue and with the ledger now; Refused for a draft or a foreign file."""
    read = read_paper(path)
    paper, by = recognised(path, read)
    found = {one.id: one for one in located(read, [number.expected for number in paper.numbers])}
    now = position()
    # The paper speaks of its own day: what was due later is nothing that it left out.
    written_on = localtime(paper.issued).date()
    then_reader, now_reader = (Reader(at, calendar, today=written_on) for at in (paper.as_of, now))
    numbers = tuple(
        _checked(number, found.get(number.id), then=then_reader, now=now_reader, lang=paper.lang)
        for number in paper.numbers
    )
    numbers = _with_kept(numbers, issue=paper.uuid)
    later = [one.uuid for one in issued_papers() if one.supersedes == paper.uuid]
    return Verified(
        paper=paper,
        by=by,
        numbers=numbers,
        typed=read.typed_beside(found.values()),
        as_of_now=now,
        superseded_by=later[-1] if later else None,
        # The file's own root is the witness: a log that was rewritten as a whole agrees with itself.
        root_stands=root_at(paper.as_of).hex() == paper.root == (read.root or paper.root),
    )


def _with_kept(numbers: tuple[Checked, ...], *, issue: str) -> tuple[Checked, ...]:
    """The numbers with what is known of those that somebody keeps against the ledger, as they stand in this file."""
    known = {
        (one.query, squeeze(one.shown)): Kept(one.account, one.at, one.reason)
        for one in KeptEdit.objects.filter(issue=issue).order_by("at")
    }
    return tuple(
        replace(one, kept=known.get((one.number.query.written(), squeeze(one.shown or "")))) for one in numbers
    )


def _checked(number: Frozen, found: NumberFound | None, *, then: Reader, now: Reader, lang: str) -> Checked:
    asked = number.query.question
    with translation.override(lang):  # words like 增加2次 are compared in the language they were issued in
        said = now.answer(asked).shown
        # What stands by hand is an edit of what the ledger said then.
        issued = squeeze(then.answer(asked).shown) if number.query.kept else number.expected.shown
    changed = squeeze(said) != issued
    shown = found.shown if found else None
    if found is None:
        state: State = "missing"
    elif squeeze(found.shown) != issued:
        state = "edited_and_changed" if changed else "edited"
    else:
        state = "changed" if changed else "same"
    before, after = set(then.entries(number.query)), set(now.entries(number.query))
    added, gone = sorted(after - before), sorted(before - after)
    cancelling = tuple(entry.reversed_by for entry in entries_by_seq(gone) if entry.reversed_by is not None)
    return Checked(
        number=number,
        shown=shown,
        now=said,
        state=state,
        how=found.how if found else "",
        entries=tuple(sorted({*added, *cancelling})) if changed else tuple(sorted(after)),
        late=tuple(added),
        cancelled=tuple(gone),
        after_cut_off=_after_cut_off(number, now, after),
        issued=issued,
    )


def _after_cut_off(number: Frozen, now: Reader, within: set[int]) -> tuple[int, ...]:
    """Records of the whole period that lie behind the cut, where the number's period is cut off."""
    period = parse_period(number.query.period, calendar=now.calendar)
    if not period.is_cut or number.query.entries:
        return ()
    whole = now.entries_in(number.query, period.whole().name)
    return tuple(sorted(set(whole) - within))
