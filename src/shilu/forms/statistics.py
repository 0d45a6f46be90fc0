"""The places of a table of statistics, each with the headings of its row and column and what they ask."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from shilu.forms.answers import Question
from shilu.forms.beside import Beside
from shilu.forms.body import Body
from shilu.forms.cell_words import is_word
from shilu.forms.compose import Around, Facets, Head, facets_of, question_of
from shilu.forms.form_words import form_words
from shilu.forms.headings import Said, said
from shilu.forms.items import Items
from shilu.forms.layout import Block, Layout
from shilu.forms.neighbours import Neighbours
from shilu.forms.sheet import Spot
from shilu.forms.unknown import Unknown
from shilu.ledger.importing.vocabulary import bare, unbracketed


@dataclass(frozen=True, slots=True)
class Place:
    """An empty cell to be filled, by row and column, with the headings over and beside it."""

    row: int
    column: int
    heads: tuple[Head, ...] = ()

    @property
    def at(self) -> tuple[int, int]:
        return self.row, self.column


@dataclass(frozen=True)
class Statistics:
    """One block of a form read as statistics."""

    layout: Layout
    block: Block
    items: Items
    around: Around

    @cached_property
    def body(self) -> Body:
        """The rows and columns of the block."""
        return Body(self.layout, self.block, self.items)

    @property
    def header(self) -> Mapping[int, tuple[Said, ...]]:
        """What the headings over each column say, the outermost first."""
        return self.body.header

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of the body."""
        return self.body.rows

    @property
    def head_columns(self) -> frozenset[int]:
        """The columns that hold names."""
        return self.body.head_columns

    def row_heads(self, row: int, column: int) -> tuple[Head, ...]:
        """The words left of a place, the outermost first, with those above a part (其中) before it."""
        return Beside(self.body).heads(row, column)

    def places(self) -> Iterator[Place]:
        """The places to be filled, row by row."""
        for row in self.rows:
            for column in range(1, self.layout.table.width + 1):
                named = column in self.head_columns and not self._beside(row, column)
                if named or not self.layout.open(row, column) or not self._is_headed(column):
                    continue
                if not self.block.header and not self._is_under(row) and not self._is_beside_word(row, column):
                    continue
                heads = self.heads_of(row, column)
                if any(not head.column for head in heads) or (heads and (self._lone(row) or self._is_under(row))):
                    yield Place(row, column, heads)

    def spot(self, place: Place) -> Spot:
        """Where a place is in the form."""
        return Spot(self.layout.table.name, place.row, place.column)

    def formulas(self) -> Iterator[Spot]:
        """The cells of the body that calculate themselves."""
        for row in self.rows:
            for column in range(1, self.layout.table.width + 1):
                if self.layout.own(row, column) and self.layout.formula(row, column):
                    yield Spot(self.layout.table.name, row, column)

    def heads_of(self, row: int, column: int) -> tuple[Head, ...]:
        """The headings of a place, those of its row first.

        In a row of values under a row of names the name above is the heading, and what stands left is its group.
        """
        beside = self.row_heads(row, column)
        if not self._is_under(row):
            return (*beside, *self.column_heads(column))
        over = tuple(Head(one, column=True) for one in self._over(row - 1, column))
        return (*(replace(head, column=True) for head in beside), *over)

    def _over(self, row: int, column: int) -> tuple[Said, ...]:
        """The name over a value in a row of names; of a part (其中) the name left of it before it."""
        text = self.layout.text(row, column)
        if not is_word(text):
            return ()
        if not said(text).part:
            return (said(text),)
        left = (said(self.layout.text(row, at)) for at in range(column - 1, 0, -1))
        whole = next((one for one in left if one.item and not one.part), None)
        return (said(text),) if whole is None else (whole, said(text))

    def _is_under(self, row: int) -> bool:
        return self.layout.is_under(row) and row - 1 not in self.block.header

    def column_heads(self, column: int) -> tuple[Head, ...]:
        """The headings over a column, the outermost first; of a part (其中) the item of the column left of it before them."""
        heads = [one for one in self.header.get(column, ()) if not one.number]
        part = next((at for at, one in enumerate(heads) if one.part), None)
        if part is not None:
            heads = [
                *heads[:part],
                *self._whole_left_of(column, part),
                *(replace(one, part=True) for one in heads[part:]),
            ]
        return tuple(Head(one, column=True) for one in heads)

    def _whole_left_of(self, column: int, level: int) -> tuple[Said, ...]:
        """The item of the nearest column to the left in the same group that is no part itself."""
        outer = self.block.columns[column][:level]
        for at in range(column - 1, 0, -1):
            heads = self.header.get(at, ())
            if at in self.head_columns or self.block.columns.get(at, ())[:level] != outer:
                break
            if not any(one.part for one in heads):
                return tuple(one for one in heads[level:] if one.item)
        return ()

    @cached_property
    def about_duties(self) -> bool:
        """Whether the table lists duties or problems, of which people tell in words what was done."""
        names = {unbracketed(bare(name)) for names in self.block.columns.values() for name in names}
        return len(names & form_words().duties) >= 2

    def writing(self, place: Place) -> str:
        """Why a place is for people to write in; "silent" where nobody expects anything; "" where it is none."""
        words = form_words()
        last = [head.said for head in place.heads if head.column][-1:] + [
            head.said for head in place.heads if not head.column
        ][-1:]
        if any(one.full in words.silent for one in last):
            return "silent"
        told = any(one.full in words.done for one in last) and self._counts_elsewhere(place.column)
        if told or self.about_duties or any(head.said.writing for head in place.heads):
            return _("a text that people write")
        return ""

    def _counts_elsewhere(self, column: int) -> bool:
        """Whether another column asks for the number, so that 完成情况 asks for words."""
        done = form_words().done
        others = [heads[-1] for at, heads in self.header.items() if at != column and heads]
        return any(one.quantity and one.full not in done for one in others)

    def facets(self, place: Place) -> Facets | Unknown:
        """What the headings of a place say together."""
        return facets_of(place.heads, items=self.items, around=self.around)

    def apart(self, place: Place) -> tuple[Place, ...]:
        """The places that a cell below 场次/人次 stands for, one for each quantity; none for any other."""
        paired = next((head for head in place.heads if head.said.pair), None)
        if paired is None:
            return ()
        return tuple(
            replace(
                place,
                heads=tuple(
                    replace(head, said=replace(head.said, pair=(), quantity=quantity)) if head is paired else head
                    for head in place.heads
                ),
            )
            for quantity in paired.said.pair
        )

    def question(self, place: Place) -> Question | Unknown:
        """What a place asks; a comparison without a time of its own is about the amounts left of it or above it."""
        if _names_no_part(place.heads):
            return Unknown(_("nothing stands after 其中"))
        heads = Neighbours(self.body, self.around).settled(place.heads, row=place.row, column=place.column)
        if isinstance(heads, Unknown):
            return heads
        facets = facets_of(heads, items=self.items, around=self.around)
        if isinstance(facets, Unknown) and (given := self._item_left_of(place)):
            heads = (*given, *heads)
            facets = facets_of(heads, items=self.items, around=self.around)
        if isinstance(facets, Unknown):
            return facets
        return question_of(facets, heads, items=self.items, around=self.around)

    def _item_left_of(self, place: Place) -> tuple[Head, ...]:
        """The item of the column left of one that says a quantity alone (反诈宣讲、参加人次), where no row names one."""
        own = self.header.get(place.column, ())
        named = [head for head in place.heads if head.said.item and not head.of_units and not head.said.total]
        if self.around.item is not None or not own or not own[-1].quantity or any(one.item for one in own) or named:
            return ()
        for at in range(place.column - 1, 0, -1):
            heads = self.header.get(at, ())
            if (
                at in self.head_columns
                or not heads
                or self.block.columns[at][:-1] != self.block.columns[place.column][:-1]
            ):
                return ()
            if any(one.item for one in heads):
                return tuple(
                    Head(replace(one, quantity="", measure="", scale=Decimal(1)), column=True) for one in heads
                )
        return ()

    def _beside(self, row: int, column: int) -> bool:
        """Whether an empty cell of a column of names is a place after all: in rows of pairs, right of a word."""
        return not self.block.header and column > 1 and bool(self.layout.text(row, column - 1))

    def _is_beside_word(self, row: int, column: int) -> bool:
        """Whether a word stands right before a place, and no other place after it: else a header went unrecognised."""
        before = self.layout.text(row, column - 1) if column > 1 else ""
        return is_word(before) and self.layout.places_beside(row, column) <= 1

    def _is_headed(self, column: int) -> bool:
        """Whether a column lies below a heading, where there are any."""
        return not self.block.header or column in self.block.columns

    def _lone(self, row: int) -> bool:
        """Whether a row without words of its own is the only one: headings over one line of places."""
        return self.rows == (row,) or not self.head_columns


def _names_no_part(heads: Sequence[Head]) -> bool:
    """Whether 其中 stands over or beside a place and nothing after it says of what."""
    at = next((at for at, head in enumerate(heads) if head.said.part and not head.said.full), None)
    return at is not None and not any(
        head.said.full for head in heads[at + 1 :] if head.column == heads[at].column and not head.said.quantity
    )
