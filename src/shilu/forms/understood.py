"""What the headings of a form were taken for, so that a person can say what one means instead."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from shilu.figures.reading import Reading
from shilu.forms.blocks import Blocks
from shilu.forms.compose import Head
from shilu.forms.filling import Wanted
from shilu.forms.item_words import is_generic, own_level
from shilu.forms.items import Item, Items, items_of
from shilu.forms.lists import Register
from shilu.forms.sheet import Form
from shilu.forms.statistics import Place, Statistics
from shilu.forms.unknown import Unknown
from shilu.lib.periods import BodyCalendar


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
    items = items_of(reading, unit=wanted.unit)
    blocks = Blocks(form, wanted.period, calendar, items)
    found: dict[str, Understood] = {}
    for place, statistics in _places(blocks):
        for one in _words(place, statistics, items):
            if one.phrase not in found or not found[one.phrase].title:
                found[one.phrase] = one
    return tuple(found.values())


def _places(blocks: Blocks) -> Iterator[tuple[Place, Statistics]]:
    """The places that ask for a number, each with its table."""
    for layout in blocks.layouts:
        for block in blocks.read(layout):
            if isinstance(block, Register):
                continue
            for place in block.places():
                if not block.body.is_group(place.row) and not block.writing(place):
                    yield place, block


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
    if own_level(said.full) is not None or items.units.scope(said.item) is not None:
        return False
    return not isinstance(items.units.named(said.item, column_of_units=False), UUID)
