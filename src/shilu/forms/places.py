"""Which places of a table of statistics are to be filled, and why others stay empty before anything is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from shilu.forms.cell_words import fact_named
from shilu.forms.headings import Said
from shilu.forms.items import Item
from shilu.forms.outcome import Empty
from shilu.forms.statistics import Place, Statistics
from shilu.ledger.importing.vocabulary import bare


@dataclass(frozen=True)
class Places:
    """Goes through the places of one table."""

    table: Statistics

    @cached_property
    def asked(self) -> tuple[Place, ...]:
        """The places that ask for a number; of a protected sheet those that may be typed into, unless all are locked."""
        return tuple(place for place in self._numbers if not self._is_locked(place))

    def left(self) -> Iterator[Empty]:
        """The places in which people write, and those that the sheet locks."""
        for place, why in self._headed:
            if why and why != "silent":
                yield Empty(self.table.spot(place), why)
        for place in self._numbers:
            if self._is_locked(place):
                yield Empty(self.table.spot(place), _("the sheet locks this cell"))

    @cached_property
    def _all(self) -> tuple[Place, ...]:
        return tuple(self.table.places())

    @cached_property
    def _headed(self) -> tuple[tuple[Place, str], ...]:
        """The places whose words ask for something, each with the reason why people write it, "" where it is a number."""
        told = ((place, self.table.writing(place)) for place in self._all)
        return tuple((place, why) for place, why in told if self._is_headed(place, writing=bool(why)))

    @cached_property
    def _numbers(self) -> tuple[Place, ...]:
        return tuple(place for place, why in self._headed if not why)

    def _is_headed(self, place: Place, *, writing: bool) -> bool:
        if self.table.body.is_group(place.row):
            return False
        beside = [head.said for head in place.heads if not head.column]
        if beside and fact_named(beside[-1].text):
            return False
        return bool(self.table.block.header) or writing or self._is_pair(place)

    def _is_pair(self, place: Place) -> bool:
        """Whether a word outside tables asks for the cell beside it: it names an item, or the whole form is such pairs."""
        words = [head.said for head in place.heads]
        if any(map(self._names_item, words)):
            return True
        only = not any(block.header for block in self.table.layout.blocks) and self._any_item
        drawn = place.at in self.table.layout.table.cells
        titled = any(bare(word.text).endswith("表") or bare(word.text).startswith("附") for word in words)
        return only and drawn and bool(words) and not titled

    @cached_property
    def _any_item(self) -> bool:
        """Whether any word of the rows names an item: else they are a text to be read."""
        return any(self._names_item(head.said) for place in self._all for head in place.heads)

    def _names_item(self, word: Said) -> bool:
        """Whether a word names an item, be it one that may be a quantity too (慰问金)."""
        items = self.table.items
        named = bool(word.item) and isinstance(items.named(word), Item)
        return named or (bool(word.full) and items.exact(word.full) is not None)

    def _is_locked(self, place: Place) -> bool:
        return self._some_free and self.table.layout.cell(*place.at).locked

    @cached_property
    def _some_free(self) -> bool:
        """Whether the sheet is protected and leaves some of its places to be typed into."""
        layout = self.table.layout
        return layout.table.protected and any(not layout.cell(*place.at).locked for place in self._numbers)
