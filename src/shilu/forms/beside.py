"""The words left of a place, with the item above of which its row is a part."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shilu.forms.body import Body
from shilu.forms.cell_words import is_word
from shilu.forms.compose import Head
from shilu.forms.headings import Said, measured, said
from shilu.forms.items import Item
from shilu.forms.quantities import counted
from shilu.forms.unknown import Unknown
from shilu.ledger.importing.vocabulary import role_named

Word = tuple[int, int, Said]
"""A word with the row and column of its cell."""


@dataclass(frozen=True)
class Beside:
    """Reads the rows of one body."""

    body: Body

    def heads(self, row: int, column: int) -> tuple[Head, ...]:
        """The words left of a place, the outermost first, with those above a part (其中) before it."""
        found: list[Word] = []
        unnamed = False
        at = column - 1
        while at >= 1:
            top, left = self.body.layout.anchor(row, at)
            text = self.body.layout.text(row, at)
            if self.body.is_number(at) and not (said(text).part or said(text).total):
                at -= 1
                continue
            text = f"{text}月" if self._is_month(at, text) else text
            if is_word(text) and not self.body.layout.formula(top, left):
                found.append((top, left, said(text)))
                at = left - 1
                continue
            if at in self.body.head_columns:
                carried = self._carried(row, at) if found else None
                unnamed = unnamed or not found
                if carried is not None:
                    found.append(carried)
            elif unnamed or (found and self._names_item(found)):
                break  # the next name to the left is that of other places
            at -= 1
        ordered = [one for one in reversed(found) if not one[2].number]
        return tuple(self._head(left, word) for _top, left, word in self._with_parents(row, ordered))

    def _is_month(self, column: int, text: str) -> bool:
        """Whether a number stands for a month: 3 in a column called 月份."""
        names = self.body.header.get(column, ())
        role = role_named(names[-1].text) if names else None
        return role is not None and role[0] == "month" and text.isdecimal() and 1 <= int(text) <= 12

    def _names_item(self, found: Sequence[Word]) -> bool:
        """Whether words beside a place name what is counted, and not only how (场次) or when."""
        return any(word.item or word.total for _top, _left, word in found) or bool(self.body.block.header)

    def _head(self, column: int, word: Said) -> Head:
        names = self.body.header.get(column, ())
        role = role_named(names[-1].text) if names else None
        return Head(word, of_units=role is not None and role[0] == "unit" and measured(word.text) is None)

    def _carried(self, row: int, column: int) -> Word | None:
        """The name of the group above in a column whose cell is blank in this row."""
        for above in reversed([one for one in self.body.rows if one < row]):
            if text := self.body.layout.text(above, column):
                word = said(text)
                return (above, column, word) if is_word(text) and not word.total else None
        return None

    def _with_parents(self, row: int, heads: Sequence[Word]) -> list[Word]:
        """``heads`` with the item of which the row is a part: the row above that is set in less or does not say 其中."""
        if not heads:
            return []
        part = next((at for at, (_top, _left, word) in enumerate(heads) if word.part), None)
        named = [at for at, (_top, _left, word) in enumerate(heads) if measured(word.text) is None]
        at = part if part is not None else named[-1] if named else len(heads) - 1
        _top, column, word = heads[at]
        if not word.item and not word.part and any(outer.item for _row, _column, outer in heads[:at]):
            return list(heads)  # 参加人次 right of its item
        parent = self._parent(row, column, word)
        if parent is None:
            return list(heads)
        inner = list(heads)
        if part is not None and not word.item and len(heads) > at + 1:  # 其中 in a cell of its own beside its parts
            inner = [(top, left, replace(one, part=True)) for top, left, one in heads if one is not word]
        elif not word.part:
            inner[at] = (inner[at][0], column, replace(word, part=True))
        return [*inner[:at], *self._with_parents(parent[0], [parent]), *inner[at:]]

    def _parent(self, row: int, column: int, word: Said) -> Word | None:
        counts = bool(word.quantity) and not word.item and not word.part
        beside = self._named_left(row, column) if not self.body.block.header and (word.part or counts) else None
        if beside is not None:
            return beside
        if counts:
            over = self._named_above(row, column)
            return None if over is not None and self._is_item(word, over[2]) else over
        depth = self._depth(row, column)
        above = self._above(row, column)
        follows = self._follows_part(row, column)
        if not word.part and not depth and not follows:
            return None
        for one in above:
            text = self.body.layout.text(one, column)
            top, left = self.body.layout.anchor(one, column)
            if not text or not is_word(text) or self.body.layout.anchor(row, column) == (top, left):
                continue
            other = said(text)
            deeper = self._depth(one, column) - depth
            if other.part or other.total or deeper > 0 or (depth and not deeper) or self._follows_part(one, column):
                continue
            return top, left, other
        return None

    def _is_item(self, word: Said, over: Said) -> bool:
        """Whether a word for a quantity is an item by itself, for the item above it has no such quantity (慰问金)."""
        items = self.body.items
        above = items.named(over)
        if not isinstance(above, Item) or items.exact(word.full) is None:
            return False
        asked = counted(above, role=word.quantity, measure=word.measure, catalogue=items.catalogue)
        return isinstance(asked, Unknown)

    def _named_left(self, row: int, column: int) -> Word | None:
        """The item of the pair left of a word, where pairs of a word and a place stand side by side."""
        for at in range(column - 1, 0, -1):
            text = self.body.layout.text(row, at)
            other = said(text)
            if is_word(text) and other.item and not other.part and not other.total:
                top, left = self.body.layout.anchor(row, at)
                return top, left, other
        return None

    def _named_above(self, row: int, column: int) -> Word | None:
        """The item above a row that only says a quantity (参加人次), of those set in alike the nearest."""
        for one in self._above(row, column):
            text = self.body.layout.text(one, column)
            other = said(text)
            if is_word(text) and other.item and not other.part and self._depth(one, column) <= self._depth(row, column):
                top, left = self.body.layout.anchor(one, column)
                return (top, left, other) if not other.total else None
        return None

    def _follows_part(self, row: int, column: int) -> bool:
        """Whether a row goes on a list of parts: 其中：省级 above, then 市级, which alone names nothing."""
        word = said(self.body.layout.text(row, column))
        if word.part or word.total or isinstance(self.body.items.named(word), Item):
            return False
        for one in self._above(row, column):
            text = self.body.layout.text(one, column)
            if not text:
                continue
            other = said(text)
            if other.part:
                return True
            if other.total or isinstance(self.body.items.named(other), Item):
                return False
        return False

    def _above(self, row: int, column: int) -> list[int]:
        """The rows above of the same group, the nearest first: a name left of the column parts what lies above it."""
        outer = self._outer(row, column)
        above = [one for one in reversed(self.body.rows) if one < row]
        return [one for one in above if self._outer(one, column) == outer] if outer else above

    def _outer(self, row: int, column: int) -> tuple[tuple[int, int], ...]:
        """The cells left of a column whose names hold for a row, those of the group above it too; 其中 parts nothing."""
        found = []
        own = self.body.layout.anchor(row, column)
        for at in sorted(self.body.head_columns):
            if at >= column or self.body.is_number(at):
                continue
            for one in reversed([one for one in self.body.rows if one <= row]):
                anchor = self.body.layout.anchor(one, at)
                if text := self.body.layout.text(one, at):
                    if is_word(text) and anchor != own and not said(text).part:
                        found.append(anchor)
                    break
        return tuple(dict.fromkeys(found))

    def _depth(self, row: int, column: int) -> int:
        """How far the text of a cell is set in, against the least of its column."""
        least = min(
            (self._set_in(one, column) for one in self.body.rows if is_word(self.body.layout.text(one, column))),
            default=0,
        )
        return self._set_in(row, column) - least

    def _set_in(self, row: int, column: int) -> int:
        text = self.body.layout.cell(row, column).text
        blank = text[: len(text) - len(text.lstrip())]
        return sum(2 if sign == "　" else 1 for sign in blank)
