"""The places of a table of statistics, each with the headings of its row and column and what they ask."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from shilu.forms.answers import Question
from shilu.forms.compose import Around, Facets, Head, facets_of, joined_times, question_of
from shilu.forms.form_words import form_words
from shilu.forms.headings import Said, measured, said
from shilu.forms.items import Item, Items, Unknown
from shilu.forms.layout import Block, Layout, is_below, is_word, states_fact
from shilu.ledger.importing.vocabulary import bare, is_section, role_named, unbracketed

_UPPER = re.compile(r"[一二三四五六七八九十]+、")
_LOWER = re.compile(r"[(（][一二三四五六七八九十\d]+[)）]|\d+[.、．]")
_NAMED_ROLES = frozenset({"kind", "unit", "title", "month", "measure", "receiver", "year", "host"})


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
    def header(self) -> dict[int, tuple[Said, ...]]:
        """What the headings over each column say, the outermost first."""
        return {column: tuple(map(said, names)) for column, names in self.block.columns.items()}

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The rows of the body, without lines below the table and rows that hold nothing."""
        found = []
        for row in self.block.body:
            words = self.layout.words(row)
            if words and is_below(words[0][1]) and not states_fact(words[0][1]):
                break
            if words and self.block.header and (states_fact(words[0][1]) or is_below(words[0][1])):
                continue
            if any(self.layout.row_texts(row)) or self.layout.is_under(row):
                found.append(row)
        return tuple(found)

    @cached_property
    def head_columns(self) -> frozenset[int]:
        """The columns that hold names: of items, units, months, measure words."""
        found = set()
        for column in range(1, self.layout.table.width + 1):
            heads = self.header.get(column, ())
            innermost = heads[-1] if heads else None
            if innermost is not None and (innermost.number or self._is_named(innermost)):
                found.add(column)
            elif innermost is None or not (
                innermost.quantity or innermost.when or innermost.compare or innermost.writing
            ):
                own = [self.layout.text(row, column) for row in self.rows if self.layout.own(row, column)]
                worded = [text for text in own if is_word(text)]
                if worded and 2 * len(worded) >= sum(1 for text in own if text):
                    found.add(column)
        return frozenset(found)

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

    def row_heads(self, row: int, column: int) -> tuple[Head, ...]:
        """The words left of a place, the outermost first, with those above a part (其中) before it."""
        found: list[tuple[int, int, Said]] = []
        unnamed = False
        at = column - 1
        while at >= 1:
            top, left = self.layout.anchor(row, at)
            text = self.layout.text(row, at)
            if self._is_number(at) and not said(text).part:
                at -= 1
                continue
            if is_word(text) and not self.layout.formula(top, left):
                found.append((top, left, said(text)))
                at = left - 1
                continue
            if at in self.head_columns:
                carried = self._carried(row, at) if found else None
                unnamed = unnamed or not found
                if carried is not None:
                    found.append(carried)
            elif unnamed or (found and self._names_item(found)):
                break  # the next name to the left is that of other places
            at -= 1
        ordered = [one for one in reversed(found) if not one[2].number]
        return tuple(self._head(left, word) for _top, left, word in self._with_parents(row, ordered))

    def _names_item(self, found: Sequence[tuple[int, int, Said]]) -> bool:
        """Whether words beside a place name what is counted, and not only how (场次) or when."""
        return any(word.item or word.total for _top, _left, word in found) or bool(self.block.header)

    def heads_of(self, row: int, column: int) -> tuple[Head, ...]:
        """The headings of a place, those of its row first.

        In a row of values under a row of names the name above is the heading, and what stands left is its group.
        """
        beside = self.row_heads(row, column)
        if not self._is_under(row):
            return (*beside, *self.column_heads(column))
        word = self.layout.text(row - 1, column)
        over = (Head(said(word), column=True),) if is_word(word) else ()
        return (*(replace(head, column=True) for head in beside), *over)

    def _is_under(self, row: int) -> bool:
        return self.layout.is_under(row) and row - 1 not in self.block.header

    def column_heads(self, column: int) -> tuple[Head, ...]:
        """The headings over a column, the outermost first."""
        return tuple(Head(one, column=True) for one in self.header.get(column, ()) if not one.number)

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

    def question(self, place: Place) -> Question | Unknown:
        """What a place asks; a comparison without a time of its own is about the amounts left of it or above it."""
        heads = self._with_compared(place)
        facets = facets_of(heads, items=self.items, around=self.around)
        if isinstance(facets, Unknown):
            return facets
        return question_of(facets, heads, items=self.items, around=self.around)

    def _with_compared(self, place: Place) -> tuple[Head, ...]:
        """The headings of a place; 较上年同期 after 累计 compares what 累计 counts."""
        leaning = next((head for head in reversed(place.heads) if head.said.compare or head.said.when.back), None)
        if leaning is None:
            return place.heads
        when = joined_times([head.said.when for head in place.heads])
        if when.named or when.this or when.to_date:
            return place.heads
        beside = self._beside_in_time(place, column=leaning.column)
        if beside is None:
            return place.heads
        times = joined_times([head.said.when for head in beside])
        given = replace(leaning.said, when=replace(times, back=leaning.said.when.back))
        if not any(head.said.quantity or head.said.measure for head in place.heads):
            quantity, measure = _counted(beside)
            given = replace(given, quantity=quantity, measure=measure)
        return tuple(replace(head, said=given) if head is leaning else head for head in place.heads)

    def _beside_in_time(self, place: Place, *, column: bool) -> tuple[Head, ...] | None:
        """The headings of the nearest amount left of a place (or above it) that the same group of headings holds."""
        if not column:
            for row in reversed([row for row in self.rows if row < place.row]):
                above = self.row_heads(row, place.column)
                above = tuple(head for head in above if head.said.when or head.said.compare)
                if above and not any(head.said.compare or head.said.when.back for head in above):
                    return above
            return None
        outer = self.block.columns.get(place.column, ())[:-1]
        for at in range(place.column - 1, 0, -1):
            names = self.block.columns.get(at, ())
            heads = self.column_heads(at)
            if at in self.head_columns or not names or names[:-1] != outer:
                break
            if not any(head.said.compare or head.said.when.back or head.said.share or head.said.rate for head in heads):
                return heads
        return None

    def _head(self, column: int, word: Said) -> Head:
        names = self.header.get(column, ())
        role = role_named(names[-1].text) if names else None
        return Head(word, of_units=role is not None and role[0] == "unit" and measured(word.text) is None)

    def _is_named(self, heading: Said) -> bool:
        """Whether a column is called what columns of names are called."""
        if heading.quantity or heading.when or heading.writing or heading.compare or heading.total:
            return False
        role = role_named(heading.text)
        return role is not None and role[0] in _NAMED_ROLES and self.items.exact(heading.item) is None

    def _is_number(self, column: int) -> bool:
        heads = self.header.get(column, ())
        return bool(heads) and heads[-1].number

    def _beside(self, row: int, column: int) -> bool:
        """Whether an empty cell of a column of names is a place after all: in rows of pairs, right of a word."""
        return not self.block.header and column > 1 and bool(self.layout.text(row, column - 1))

    def _is_beside_word(self, row: int, column: int) -> bool:
        """Whether a word stands right before a place, and no other place after it: else a header went unrecognised."""
        before = self.layout.text(row, column - 1) if column > 1 else ""
        return is_word(before) and self.layout.places_beside(row, column) <= 1

    def _is_headed(self, column: int) -> bool:
        """Whether a column lies below the header, where there is one."""
        return not self.block.header or column <= max(self.block.columns, default=0)

    def _lone(self, row: int) -> bool:
        """Whether a row without words of its own is the only one: headings over one line of places."""
        return self.rows == (row,) or not self.head_columns

    def _carried(self, row: int, column: int) -> tuple[int, int, Said] | None:
        """The name of the group above in a column whose cell is blank in this row."""
        for above in reversed([one for one in self.rows if one < row]):
            if text := self.layout.text(above, column):
                word = said(text)
                return (above, column, word) if is_word(text) and not word.total else None
        return None

    def _with_parents(self, row: int, heads: Sequence[tuple[int, int, Said]]) -> list[tuple[int, int, Said]]:
        """``heads`` with the item of which the row is a part: the row above that is set in less or does not say 其中."""
        if not heads:
            return []
        part = next((at for at, (_top, _left, word) in enumerate(heads) if word.part), None)
        named = [at for at, (_top, _left, word) in enumerate(heads) if measured(word.text) is None]
        at = part if part is not None else named[-1] if named else len(heads) - 1
        _top, column, word = heads[at]
        parent = self._parent(row, column, word)
        if parent is None:
            return list(heads)
        inner = list(heads)
        if part is not None and not word.item:  # 其中 stands in a cell of its own beside its parts
            inner = [(top, left, replace(one, part=True)) for top, left, one in heads if one is not word]
        elif not word.part:
            inner[at] = (inner[at][0], column, replace(word, part=True))
        return [*inner[:at], *self._with_parents(parent[0], [parent]), *inner[at:]]

    def _parent(self, row: int, column: int, word: Said) -> tuple[int, int, Said] | None:
        if not word.item and word.quantity and not word.part:
            return self._named_above(row, column)
        depth = self._depth(row, column)
        above = [one for one in self.rows if one < row]
        follows = self._follows_part(row, column)
        if not word.part and not depth and not follows:
            return None
        for one in reversed(above):
            text = self.layout.text(one, column)
            top, left = self.layout.anchor(one, column)
            if not text or not is_word(text) or self.layout.anchor(row, column) == (top, left):
                continue
            other = said(text)
            deeper = self._depth(one, column) - depth
            if other.part or other.total or deeper > 0 or (depth and not deeper) or self._follows_part(one, column):
                continue
            return top, left, other
        return None

    def _named_above(self, row: int, column: int) -> tuple[int, int, Said] | None:
        """The item above a row that only says a quantity (参加人次), of those set in alike the nearest."""
        for one in reversed([one for one in self.rows if one < row]):
            text = self.layout.text(one, column)
            other = said(text)
            if is_word(text) and other.item and not other.part and self._depth(one, column) <= self._depth(row, column):
                top, left = self.layout.anchor(one, column)
                return (top, left, other) if not other.total else None
        return None

    def _follows_part(self, row: int, column: int) -> bool:
        """Whether a row goes on a list of parts: 其中：省级 above, then 市级, which alone names nothing."""
        word = said(self.layout.text(row, column))
        if word.part or word.total or isinstance(self.items.named(word), Item):
            return False
        above = [one for one in self.rows if one < row]
        for one in reversed(above):
            text = self.layout.text(one, column)
            if not text:
                continue
            other = said(text)
            if other.part:
                return True
            if other.total or isinstance(self.items.named(other), Item):
                return False
        return False

    def _depth(self, row: int, column: int) -> int:
        """How far the text of a cell is set in, against the least of its column."""
        least = min(
            (self._set_in(one, column) for one in self.rows if is_word(self.layout.text(one, column))), default=0
        )
        return self._set_in(row, column) - least

    def _set_in(self, row: int, column: int) -> int:
        text = self.layout.cell(row, column).text
        blank = text[: len(text) - len(text.lstrip())]
        return sum(2 if sign == "　" else 1 for sign in blank)

    def is_group(self, row: int) -> bool:
        """Whether a row only names the group of those below it: 一、学习教育, alone in its row."""
        words = [text for _column, text in self.layout.words(row) if is_word(text)]
        if len(words) != 1 or not is_section(words[0]):
            return False
        following = next((self._first_word(one) for one in self.rows if one > row), "")
        if _UPPER.match(words[0]) and _LOWER.match(bare(following)):
            return True
        return not is_section(following) and not isinstance(self.items.named(said(words[0])), Item)

    def _first_word(self, row: int) -> str:
        return next((text for _column, text in self.layout.words(row) if is_word(text)), "")


def measure_of(block: Block) -> str:
    """The measure word that stands above a table for all of it: 单位：次."""
    stated = [block.head.get(name, "") for name in ("单位", "计量单位")]
    stated += [named[1] for text in block.title if (named := re.search(r"单位[:：]\s*([^\s()（）]+)", text))]
    return next((word[0] for text in stated if text and (word := measured(text))), "")


def _counted(heads: Sequence[Head]) -> tuple[str, str]:
    """The quantity and measure word of headings."""
    found = next((head.said for head in reversed(heads) if head.said.quantity or head.said.measure), None)
    return ("", "") if found is None else (found.quantity, found.measure)
