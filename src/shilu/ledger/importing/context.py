"""What stands around a table: the period and year it is about, the unit it is of, the kind that its title names."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Final

from shilu.ledger.catalogue import Catalogue, Meaning
from shilu.ledger.importing.tables import Table
from shilu.ledger.importing.vocabulary import bare, vocabulary
from shilu.ledger.importing.workbook import DELIMITED_SHEET
from shilu.lib.periods import GREGORIAN, BodyCalendar, Period, period_named_in

_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_BEFORE_PERIOD: Final = re.compile(r"^(.*?)(?:\d|[一二〇]{2,4}年|上半年|下半年|第[一二三四]季度|年度|关于)")
_SHORTEST_NAME: Final = 2


@dataclass(frozen=True, slots=True)
class UnitFound:
    """A unit that a name was found to mean: its key for whoever looked it up, and its name."""

    key: str
    name: str


FindUnit = Callable[[str], UnitFound | str]
"""Looks a name up below the unit of the import; a text says why there is no such unit, or which ones there are."""


@dataclass(frozen=True, slots=True)
class Context:
    """``year`` completes days written without one; ``period`` is what the workbook says it covers.

    ``named`` tells whether the workbook says its unit, or that was taken for want of another.
    """

    period: Period | None
    year: int | None
    unit: UnitFound | None
    title: str
    named: bool = False

    def years(self) -> tuple[int | None, ...]:
        """The years to try for a day without one: an appraisal year or statistics month may lie in two."""
        if self.period is None or self.period.first.year == self.period.last.year:
            return (self.year,)
        return tuple(range(self.period.last.year, self.period.first.year - 1, -1))

    def below(self, first: "Context") -> "Context":
        """That of a table below another that says no period of its own: of the ``first`` one's, and its unit too if it says none."""
        own = self if self.named else first
        return replace(first, unit=own.unit, named=own.named, title=self.title)

    def holds(self, first: date, last: date) -> bool:
        """Whether the days lie in the period, where one is named."""
        return self.period is None or (self.period.first <= first and last <= self.period.last)


def context_of(
    table: Table,
    *,
    file: str,
    find_unit: FindUnit,
    default: UnitFound | None,
    calendar: BodyCalendar = GREGORIAN,
) -> Context:
    """The context of ``table``: each thing from the nearest place that names it.

    Period and year: title, sheet name, file name; a sheet that names a month of the title's year is nearer than the
    title. Unit (for rows that name none): sheet name, title, file name, else ``default``. 填报单位 above the table says
    only who filled it in.
    """
    title = "".join(table.title)
    sheet = "" if table.sheet.name == DELIMITED_SHEET else table.sheet.name
    stem = PurePath(file).stem
    sources = [text for text in (title, sheet, stem) if text]
    year = next((int(written[1]) for text in sources if (written := _YEAR.search(text))), None)
    period = next((found for text in sources if (found := period_named_in(text, calendar=calendar))), None)
    if period is None and year is not None:
        period = next(
            (found for text in sources if (found := period_named_in(text, calendar=calendar, year=year))), None
        )
    if year is None and period is not None:
        year = period.last.year
    if sheet and period is not None and year is not None:
        nearer = period_named_in(sheet, calendar=calendar, year=year)
        if nearer is not None and period.covers(nearer.first, nearer.last):
            period = nearer
    unit = _unit(sheet, title, stem, find_unit=find_unit)
    return Context(period, year, unit or default, title, named=unit is not None)


def _unit(sheet: str, title: str, stem: str, *, find_unit: FindUnit) -> UnitFound | None:
    for text in (sheet, title, stem):
        for name in unit_names(text):
            found = find_unit(name)
            if isinstance(found, UnitFound):
                return found
    return None


def unit_names(text: str) -> Iterator[str]:
    """What of a title may be a unit's name: all of it, then what stands before the period or the table's own name."""
    name = re.sub(r"^附件\d*[:.、]?", "", bare(text))
    if len(name) < _SHORTEST_NAME:
        return
    yield name
    found = _BEFORE_PERIOD.match(name)
    if found and len(found[1]) >= _SHORTEST_NAME:
        yield found[1]
        name = found[1]
    for ending in ("党委", "党组", "党总支", "党支部", "机关"):
        before, mark, _rest = name.partition(ending)
        if mark and len(before) >= _SHORTEST_NAME:
            yield before
    for size in range(len(name) - 1, 3, -1):
        if name[size - 1] in _UNIT_ENDINGS:
            yield name[:size]


_UNIT_ENDINGS: Final = frozenset("局所队室科处院站部办会镇乡县市区校厅委")


def titled_kind(table: Table, *, file: str, catalogue: Catalogue) -> Meaning | None:
    """The kind that title, sheet or file name says the whole table keeps: the longest name of a kind in it."""
    for text in ("".join(table.title), table.sheet.name, PurePath(file).stem):
        name = bare(text)
        for word, kind in vocabulary().titles:
            if word in name and (meaning := catalogue.meaning(kind)):
                return meaning
        for size in range(min(len(name), 20), 1, -1):
            for start in range(len(name) - size + 1):
                if meaning := catalogue.meaning(name[start : start + size]):
                    return meaning
    return None
