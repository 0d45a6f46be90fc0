"""The steps of the tour that are more than one call: looking up what the tour speaks of, and doing it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final
from uuid import UUID

from shilu.demo.tour import Corrected, Late, Told, Tour
from shilu.figures.queries import ask
from shilu.figures.result import Result
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import close_period
from shilu.ledger.entries import Wanted, entries_listed
from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.importing.outcome import Imported
from shilu.ledger.occasions import join_occasion
from shilu.ledger.operations import correct_entry, draft_of, post_entries
from shilu.ledger.queries import catalogue_at, structure_at
from shilu.ledger.reorganising import end_unit, rename_unit
from shilu.ledger.row import Texts
from shilu.lib.periods import Period, parse_period
from shilu.organisation.finding import Finder
from shilu.organisation.unit import Unit

_NAME: Final = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Line:
    """A figure beside itself in the half-year before and in the same half of the year before."""

    now: Result
    before: Decimal | None
    year_before: Decimal | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A record before and after, with the positions of the reversal and of the new record."""

    before: Entry
    after: Entry
    reversal: int


@dataclass(frozen=True, slots=True)
class Returned:
    """How many units were to send a workbook, how many did, and who is missing."""

    expected: int
    sent: int
    missing: tuple[str, ...]


def reorganise(tour: Tour, *, clerk: Clerk) -> None:
    """Rename and merge units as the tour says."""
    for renamed in tour.renamed:
        rename_unit(unit_named(renamed.unit).uuid, name=renamed.name, on=renamed.on, clerk=clerk)
    for merged in tour.merged:
        successors = [unit_named(merged.into).uuid]
        end_unit(unit_named(merged.unit).uuid, successors=successors, on=merged.on, clerk=clerk)


def unit_named(name: str) -> Unit:
    return Finder(structure_at()).unit(name)


def records(told: Told | Corrected) -> list[Entry]:
    """The standing records of that day and title."""
    listed = entries_listed(Wanted(first=told.day, last=told.day, text=told.title))
    return [
        entry
        for entry in listed
        if entry.type == "entry" and entry.reversed_by is None and entry.texts.title == told.title
    ]


def join(told: Sequence[Told], *, clerk: Clerk) -> list[list[Entry]]:
    """Join the records of each event; the records by event."""
    found = []
    for event in told:
        entries = records(event)
        join_occasion([entry.seq for entry in entries], clerk=clerk)
        found.append(entries)
    return found


def confirm(tour: Tour, root: UUID, *, clerk: Clerk) -> list[Period]:
    """Confirm the body's months up to the open one."""
    periods = [parse_period(name) for name in tour.confirmed]
    for period in periods:
        close_period(root, period=period, clerk=clerk)
    return periods


def confirm_open_month(tour: Tour, root: UUID, *, clerk: Clerk) -> None:
    """Confirm the open month for all who do not send a workbook of their own, and for the one with nothing to state."""
    month = parse_period(tour.open_month)
    zero = unit_named(tour.zero_report)
    for unit in structure_at().children_on(root, day=month.last):
        if unit.type != tour.returning or unit.uuid == zero.uuid:
            close_period(unit.uuid, period=month, clerk=clerk)


def returned(tour: Tour, root: UUID, *, done: Sequence[Imported], again: Sequence[Imported]) -> Returned:
    """Who has sent a workbook for the open month that was taken, at once or after mending, and who has not."""
    month = parse_period(tour.open_month)
    units = [unit for unit in structure_at().children_on(root, day=month.last) if unit.type == tour.returning]
    taken = {one.unit for one in (*done, *again) if not one.blocked}
    missing = [unit.name for unit in units if unit.uuid not in taken and unit.name != tour.zero_report]
    return Returned(len(units), len(taken), tuple(missing))


def post_late(late: Iterable[Late], *, clerk: Clerk) -> list[int]:
    """Record what came in late."""
    catalogue, finder = catalogue_at(), Finder(structure_at())
    return post_entries([_draft(one, catalogue=catalogue, finder=finder) for one in late], clerk=clerk)


def _draft(late: Late, *, catalogue: Catalogue, finder: Finder) -> EntryDraft:
    meaning = catalogue.meaning(late.kind)
    if meaning is None:
        raise ValueError(late.kind)
    return EntryDraft(
        kind=meaning.kind.key,
        unit=finder.unit(late.unit, on=late.day).uuid,
        first=late.day,
        last=late.day,
        labels=meaning.labels,
        quantities=late.counts,
        texts=Texts(title=late.title),
    )


def correct(corrected: Corrected, *, clerk: Clerk) -> Correction:
    """Correct the counts of one record."""
    (before,) = records(corrected)
    draft = draft_of(before)
    draft = replace(draft, quantities={**draft.quantities, **corrected.counts})
    reversal, _posted = correct_entry(before.seq, draft, reason=corrected.reason, clerk=clerk)
    (after,) = records(corrected)
    return Correction(before, after, reversal)


def compared(names: Sequence[str], *, unit: UUID, period: Period) -> list[Line]:
    """The first quantity of each figure, beside the two earlier periods."""
    before = _firsts(ask(names, unit=unit, period=period, compare="previous"))
    year_before = _firsts(ask(names, unit=unit, period=period, compare="last-year"))
    return [Line(before[name], _then(before[name]), _then(year_before[name])) for name in names]


def _firsts(results: Sequence[Result]) -> dict[str | None, Result]:
    found: dict[str | None, Result] = {}
    for result in results:
        found.setdefault(result.asked, result)
    return found


def _then(result: Result) -> Decimal | None:
    return result.compare.value if result.compare else None


def sentence(text: str, *, unit: UUID, period: Period) -> str:
    """``text`` with each {name} as the figure of that name is shown."""
    return _NAME.sub(lambda found: ask([found[1]], unit=unit, period=period)[0].shown, text)


def figures_in(text: str) -> list[str]:
    """The names of the figures in ``text``."""
    return _NAME.findall(text)
