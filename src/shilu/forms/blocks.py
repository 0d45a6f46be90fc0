"""The tables of a form, block by block: a list of records or a table of statistics, for which period and about what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import PurePath
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.forms.compose import Around, Measure
from shilu.forms.headings import measured, said
from shilu.forms.items import Items
from shilu.forms.layout import Block, Layout
from shilu.forms.lists import Register
from shilu.forms.sheet import Form, FormTable
from shilu.forms.statistics import Statistics
from shilu.forms.times import year_of
from shilu.forms.titles import titled
from shilu.ledger.importing.vocabulary import bare
from shilu.lib.periods import BodyCalendar, Period, period_named_in

_MEASURE_LINE: Final = re.compile(r"(?<![一-鿿])(?:金额|计量)?单位[:：]\s*([^\s()（）]+)")
_LONGEST_MEASURE: Final = 3


@dataclass(frozen=True)
class Blocks:
    """Reads a form that is to be filled for a period."""

    form: Form
    period: Period
    calendar: BodyCalendar
    items: Items

    @cached_property
    def layouts(self) -> tuple[Layout, ...]:
        """The tables of the form with the blocks that they consist of."""
        return tuple(Layout(table, self._is_known, self.form.sort) for table in self.form.tables)

    def read(self, layout: Layout) -> Iterator[Register | Statistics]:
        """The blocks of a table in their order, each as what it is."""
        for block in layout.blocks:
            named = self._names(layout.table, block)
            measures = _measures(block, [line.text for line in layout.table.above], items=self.items)
            about = titled(named[:-1], self.items)
            around = Around(self.items.units.asked, self._period(layout.table), self.calendar, about, measures)
            register = Register(layout, block, self.items, around, named)
            is_list = block.header and register.is_list()
            yield register if is_list else Statistics(layout, block, self.items, around)

    def other_period(self, table: FormTable) -> Period | None:
        """The period that a sheet's name names where nothing of it lies in the one asked for: 8月 of the first half-year."""
        named = self._named_period(table)
        apart = named is not None and (named.last < self.period.first or named.first > self.period.last)
        return named if apart else None

    def remark(self, table: FormTable, block: Block) -> str:
        """What is told of a block whose title names another period than the one that it is filled for; else ""."""
        if self._period(table) is not self.period:
            return ""
        titles = [period_named_in(text, calendar=self.calendar) for text in block.title]
        stated = next((period for period in titles if period is not None), None)
        whole = self.period.whole()
        if stated is None or (stated.first, stated.last) == (whole.first, whole.last):
            return ""
        told = {"table": table.name, "said": stated.title(), "asked": self.period.title()}
        return _("%(table)s names %(said)s; it is filled for %(asked)s") % told

    def _period(self, table: FormTable) -> Period:
        """The period of a table: the one asked for, or the part of it that the sheet's name names, up to its cut-off."""
        named = self._named_period(table)
        part = self.period.part(named) if named else None
        return part or self.period

    def _named_period(self, table: FormTable) -> Period | None:
        return period_named_in(table.name, calendar=self.calendar, year=year_of(self.period))

    def _names(self, table: FormTable, block: Block) -> tuple[str, ...]:
        """The texts that may say what a block is about, the nearest first; the file's name is the last."""
        above = [line.text for line in table.above][-3:]
        own = [] if bare(table.name).startswith(("sheet", "表")) else [table.name]
        return (*reversed(block.title), *reversed(above), *own, PurePath(self.form.name).stem)

    def _is_known(self, name: str) -> bool:
        """Whether a text is what a heading of a form says: a quantity, a time, an item, a unit."""
        word = said(name)
        if word.quantity or word.when or word.compare or word.share or word.rate:
            return True
        names = filter(None, dict.fromkeys((name, word.full, word.item)))
        return any(
            self.items.exact(one) is not None or self.items.units.named(one, column_of_units=False) is not None
            for one in names
        )


def _measures(block: Block, above: Sequence[str], *, items: Items) -> tuple[Measure, ...]:
    """The measure words that stand above a table for all of it, with their multiples: 单位：万元、次.

    A word that is none known counts too, so that nothing is written in another; the name of a unit does not.
    """
    stated = [block.head.get(name, "") for name in ("单位", "计量单位", "金额单位")]
    stated += [named[1] for text in (*block.title, *above) if (named := _MEASURE_LINE.search(text))]
    words = next((re.split(r"[、,，/;；和及]", bare(text).strip("()")) for text in stated if text), [])
    found = [(word, measured(word) or (word, Decimal(1))) for word in words if word]
    return tuple(
        measure
        for word, measure in found
        if measured(word)
        or (len(word) <= _LONGEST_MEASURE and not isinstance(items.units.named(word, column_of_units=True), UUID))
    )
