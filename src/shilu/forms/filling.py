"""Fills a form: each empty place is asked, answered from the ledger, and written or listed with the reason."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.figures.reading import Reading
from shilu.forms.answers import Ledger
from shilu.forms.blocks import Blocks
from shilu.forms.facts import Filler, Told, facts_of
from shilu.forms.filling_lists import ListFilling, WhyNot
from shilu.forms.filling_statistics import StatisticsFilling
from shilu.forms.items import items_of
from shilu.forms.layout import Layout
from shilu.forms.lists import Register
from shilu.forms.outcome import Empty, Filling, Gathered, Put
from shilu.forms.sheet import Form, Spot
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, Period


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom and when a form is filled; ``zero`` is what is written where there was nothing to count."""

    unit: UUID
    period: Period
    filler: Filler
    zero: str = "0"


def fill_form(
    form: Form, *, wanted: Wanted, calendar: BodyCalendar, reading: Reading, why_not: WhyNot = lambda _form, _insert: ""
) -> Filling:
    """What is to be written into ``form`` from the ledger as ``reading`` has it.

    ``why_not`` tells why rows cannot be inserted into the file without harm. Only empty places are filled; formulas,
    filled cells and headings stay. Refused where the form has no heading or nothing empty beside one.
    """
    items = items_of(reading, unit=wanted.unit)
    blocks = Blocks(form, wanted.period, calendar, items)
    children = items.units.children(wanted.period.last)
    ledger, gathered = Ledger(reading), Gathered()
    lists = ListFilling(form, reading, why_not, gathered)
    for layout in blocks.layouts:
        if (other := blocks.other_period(layout.table)) is not None:
            told = _("the sheet is for %(period)s, which is not what is asked for") % {"period": other.title()}
            gathered.empty.append(Empty(Spot(layout.table.name, 1, 1), told))
            continue
        for block in blocks.read(layout):
            if remark := blocks.remark(layout.table, block.block):
                gathered.remarks.append(remark)
            if isinstance(block, Register):
                lists.fill(block)
            else:
                StatisticsFilling(block, ledger, children, wanted.zero, gathered).fill()
        _tell_facts(layout, wanted.filler, gathered)
    _check(blocks, gathered)
    return gathered.filling(form.sort)


def _tell_facts(layout: Layout, filler: Filler, gathered: Gathered) -> None:
    """Who fills the form in and when, where it asks."""
    for fact in facts_of(layout, filler=filler):
        if isinstance(fact, Told):
            gathered.puts.append(Put(fact.fill.spot, fact.value, fact.value))
            if fact.fill not in gathered.texts:
                gathered.texts.append(fact.fill)
        else:
            gathered.empty.append(Empty(fact.spot, fact.reason))


def _check(blocks: Blocks, gathered: Gathered) -> None:
    """Refused where the form asks for nothing; remarked where it asks and nothing could be filled."""
    told = {"file": blocks.form.name}
    if gathered.puts:
        return
    if gathered.empty:
        gathered.remarks.append(_("Nothing in %(file)s could be filled.") % told)
        return
    if any(block.header for layout in blocks.layouts for block in layout.blocks):
        raise Refused(_("%(file)s has no empty cell beside or below a heading.") % told)
    raise Refused(_("%(file)s: no table with headings was found.") % told)
