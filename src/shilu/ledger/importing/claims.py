"""What an import says was reported: of which units which days; of none where it is not sure that all is in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shilu.ledger.closing import reported_until
from shilu.ledger.importing.covered import is_contradicted
from shilu.ledger.importing.facts import Reading, TableReading
from shilu.ledger.queries import Said
from shilu.lib.body_calendar import BodyCalendar
from shilu.lib.enumerating import bracketed, first_of, in_clauses
from shilu.lib.period import Period, range_period, whole_months
from shilu.organisation.structure import Structure

_DAY: Final = timedelta(days=1)
_SHOWN: Final = 8  # names told in one line
_OF_RECORDS: Final = frozenset({"kind", "cell"})


@dataclass(frozen=True, slots=True)
class Claim:
    """That of a unit, with all below it, all of a period is reported: what has no record there was nothing."""

    unit: UUID
    period: Period


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a workbook claims nothing by itself; of rows that are left out their ``count``."""

    why: Literal["left out", "running", "no unit", "other units", "no period"]
    count: int = 0

    def line(self) -> str:
        """The reason in the reader's language."""
        if self.why == "left out":
            line = ngettext("%(rows)s row is left out", "%(rows)s rows are left out", self.count)
            return line % {"rows": self.count}
        return {
            "running": _("the period is not over yet"),
            "no unit": _("it does not say of which unit it is"),
            "other units": _("it has rows of other units than the one it names"),
            "no period": _("it does not say of which period it is"),
        }[self.why]


@dataclass(frozen=True, slots=True)
class Claims:
    """What can be claimed of a workbook; ``doubts`` are why nothing is, unless somebody says that all of it is there.

    ``news`` tells whether no import claims all of that already.
    """

    possible: tuple[Claim, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    news: bool = False

    def made(self, reported: bool | None) -> tuple[Claim, ...]:  # noqa: FBT001 - what somebody said, or None
        """What the import claims: as somebody said, else all that is possible where there is no doubt."""
        decided = not self.doubts if reported is None else reported
        return self.possible if decided else ()


NO_CLAIMS: Final = Claims()


def claims_of(
    reading: Reading,
    *,
    left_out: int,
    said: Sequence[Said],
    structure: Structure,
    today: date,
    calendar: BodyCalendar,
) -> Claims:
    """What a workbook of which ``left_out`` rows are not taken can claim, beside what was ``said`` before.

    A table whose title, sheet or file name says of which unit and period it is claims just that, as far as it is over.
    Where no table does, the units of the rows can be claimed, for the whole months from the first to the last row; but
    that all of them is there only somebody can say.
    """
    # In the ledger's own sheet stands what somebody chose, which need not be all.
    tables = [table for table in reading.tables if table.numbers is None and keeps_records(table)]
    stated = [Claim(*named) for table in tables if (named := _stated(table, structure))]
    claims = stated or [claim for table in tables for claim in _of_rows(table, structure, calendar)]
    over = [Claim(claim.unit, period) for claim in claims if (period := _over(claim.period, today))]
    possible = tuple(_joined(over))
    doubts = [] if stated else list(dict.fromkeys(why for table in tables for why in _unsaid(table, structure)))
    if claims and not over:
        doubts.insert(0, Doubt("running"))
    if left_out:
        doubts.insert(0, Doubt("left out", left_out))
    return Claims(possible, tuple(doubts), news=not all(_stands(claim, said) for claim in possible))


def units_of(reading: Reading, *, structure: Structure) -> tuple[UUID, ...]:
    """The units that a workbook is about: that which a table names with all its rows, else those of its rows."""
    found = [unit for table in reading.tables for unit in _whose(table, structure)]
    return tuple(dict.fromkeys(found))


def reported_text(claims: Claims, reported: Sequence[Claim], *, structure: Structure) -> str:
    """One line on what an import counts as reported, or why it counts nothing."""
    if reported:
        return _("Counted as reported: %(what)s.") % {"what": claims_text(reported, structure=structure)}
    if claims.doubts:
        return _("Nothing is counted as reported by it: %(why)s.") % {"why": doubts_text(claims)}
    return _("Nothing is counted as reported by it.")


def doubts_text(claims: Claims) -> str:
    """The doubts in one line."""
    return in_clauses(doubt.line() for doubt in claims.doubts)


def claims_text(claims: Iterable[Claim], *, structure: Structure) -> str:
    """Claims in words: 城东所、城西所和所属各单位（2022年6月）."""
    units: dict[Period, list[str]] = {}
    for claim in claims:
        name = structure.units[claim.unit].usual_name
        if structure.children_on(claim.unit, day=claim.period.last):
            name = _("%(unit)s with all below it") % {"unit": name}
        units.setdefault(claim.period, []).append(name)
    return in_clauses(bracketed(first_of(names, most=_SHOWN), period.title()) for period, names in units.items())


def keeps_records(table: TableReading) -> bool:
    """Whether it is a table of records, be it one without a row."""
    roles = {column["role"] for column in table.guess.get("columns", ())}
    return bool(table.facts or table.zeros or table.faults or "titled" in table.guess or roles & _OF_RECORDS)


def _stated(table: TableReading, structure: Structure) -> tuple[UUID, Period] | None:
    unit, period = _unit_of(table, structure), _period_of(table)
    return (unit, period) if unit and period and _all_below(table, unit, structure) else None


def _unit_of(table: TableReading, structure: Structure) -> UUID | None:
    """The unit that title, sheet or file name say, else that for which it was handed in if there is none below it."""
    if table.unit is None:
        return None
    unit = UUID(table.unit.key)
    return unit if table.unit_named or len(structure.tree_now().subtree(unit)) == 1 else None


def _period_of(table: TableReading) -> Period | None:
    return None if is_contradicted(table) else table.period


def _all_below(table: TableReading, unit: UUID, structure: Structure) -> bool:
    tree = structure.tree_now()
    return all(unit in tree.chain(one) for one in _units_in(table))


def _units_in(table: TableReading) -> list[UUID]:
    units = [fact.unit for fact in table.facts] + [zero.unit for zero in table.zeros]
    return [UUID(key) for key in dict.fromkeys(unit.key for unit in units if unit)]


def _whose(table: TableReading, structure: Structure) -> list[UUID]:
    unit = _unit_of(table, structure)
    return [unit] if unit and _all_below(table, unit, structure) else _units_in(table)


def _unsaid(table: TableReading, structure: Structure) -> Iterator[Doubt]:
    """What a table does not say."""
    unit = _unit_of(table, structure)
    if unit is None:
        yield Doubt("no unit")
    elif not _all_below(table, unit, structure):
        yield Doubt("other units")
    if _period_of(table) is None:
        yield Doubt("no period")


def _of_rows(table: TableReading, structure: Structure, calendar: BodyCalendar) -> Iterator[Claim]:
    period = _period_of(table)
    days = [day for fact in table.facts for day in (fact.first, fact.last)]
    if period is None and days:
        period = whole_months(min(days), max(days), calendar=calendar)
    if period is not None:
        yield from (Claim(unit, period) for unit in _whose(table, structure))


def _over(period: Period, today: date) -> Period | None:
    """What of a period can have been reported by ``today``."""
    until = reported_until(period, today=today)
    if until is None or until == period.last:
        return period if until else None
    return _days(period.first, until, period.calendar)


def _joined(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Claims of one unit on days that follow one another as one."""
    periods: dict[UUID, list[Period]] = {}
    for claim in claims:
        periods.setdefault(claim.unit, []).append(claim.period)
    for unit, own in periods.items():
        joined: list[Period] = []
        for period in sorted(own, key=lambda one: one.first):
            if joined and period.first <= joined[-1].last + _DAY:
                joined[-1] = _both(joined[-1], period)
            else:
                joined.append(period)
        yield from (Claim(unit, period) for period in joined)


def _both(one: Period, other: Period) -> Period:
    """Two periods that touch as one."""
    return one if one.covers(other.first, other.last) else _days(one.first, other.last, one.calendar)


def _days(first: date, last: date, calendar: BodyCalendar) -> Period:
    """The days by the name of the months that they are, where they are whole months."""
    months = whole_months(first, last, calendar=calendar)
    whole = (months.first, months.last) == (first, last)
    return months if whole else range_period(first, last, calendar=calendar)


def _stands(claim: Claim, said: Iterable[Said]) -> bool:
    """Whether the last word about the unit itself is an import's that claims those days."""
    stands = False
    for one in said:
        if one.unit != claim.unit:
            continue
        if one.type == "import" and one.first <= claim.period.first and claim.period.last <= one.last:
            stands = True
        elif one.type == "opened" and one.first <= claim.period.last and claim.period.first <= one.last:
            stands = False
    return stands
