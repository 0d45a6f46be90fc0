"""What the headings of a form were taken for, so that a person can say what one means instead."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from shilu.figures.reading import Reading
from shilu.forms.answers import Ledger
from shilu.forms.compose import Around, Head
from shilu.forms.filling import FormFiller, Wanted
from shilu.forms.item_words import is_generic, own_level
from shilu.forms.items import Item, Items, Unknown
from shilu.forms.layout import Block, Layout
from shilu.forms.lists import Register
from shilu.forms.outcome import Gathered
from shilu.forms.sheet import Form
from shilu.forms.statistics import Place, Statistics, measures_of
from shilu.lib.periods import BodyCalendar
from shilu.matching.matcher import Matcher
from shilu.organisation.finding import Finder


@dataclass(frozen=True, slots=True)
class Understood:
    """A heading's words that name an item, and the title of the figure that they were taken for; "" and a reason for none."""

    phrase: str
    title: str
    reason: str = ""


def understood(form: Form, *, wanted: Wanted, calendar: BodyCalendar, reading: Reading) -> tuple[Understood, ...]:
    """The words of the form's headings that ask for an item, each once, in the order of the form.

    Those that name units, times and quantities are left out, and so is what only narrows another word (其中：省级).
    """
    items = Items(
        reading.catalogue, Matcher(reading.catalogue), reading.structure, Finder(reading.structure), wanted.unit
    )
    filler = FormFiller(form, wanted, calendar, items, Ledger(reading), lambda _form, _insert: "")
    found: dict[str, Understood] = {}
    for table in form.tables:
        layout = Layout(table, filler.is_known, form.sort)
        for block in layout.blocks:
            for place, statistics in _places(filler, layout, block):
                for one in _words(place, statistics, items):
                    if one.phrase not in found or not found[one.phrase].title:
                        found[one.phrase] = one
    return tuple(found.values())


def _places(filler: FormFiller, layout: Layout, block: Block) -> Iterator[tuple[Place, Statistics]]:
    named = filler.names_of(layout.table, block)
    above = [line.text for line in layout.table.above]
    wanted, items = filler.wanted, filler.items
    period = filler.period_of(layout.table, block, Gathered())
    measures = measures_of(block, above, items=items)
    around = Around(wanted.unit, period, filler.calendar, items.titled(named[:-1]), measures)
    if block.header and Register(layout, block, items, around, named).is_list():
        return
    statistics = Statistics(layout, block, items, around)
    for place in statistics.places():
        if not statistics.body.is_group(place.row) and not statistics.writing(place):
            yield place, statistics


def _words(place: Place, statistics: Statistics, items: Items) -> Iterator[Understood]:
    """The words of a place that name something, and of the rest those that keep it empty."""
    named = [(head, items.named(head.said)) for head in place.heads if _may_name(head, items)]
    for head, found in named:
        if isinstance(found, Item):
            yield Understood(head.said.item, str(found.asked.figure.title))
    unknown = [(head, found) for head, found in named if isinstance(found, Unknown)]
    if unknown and isinstance(statistics.question(place), Unknown):
        head, found = unknown[-1]
        yield Understood(head.said.item, "", found.reason)


def _may_name(head: Head, items: Items) -> bool:
    said = head.said
    if not said.item or said.writing or said.total or head.of_units or is_generic(said.item):
        return False
    if own_level(said.full) is not None or items.scope(said.item) is not None:
        return False
    return not isinstance(items.unit_named(said.item, column_of_units=False), UUID)
