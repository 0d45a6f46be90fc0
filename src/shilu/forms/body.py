"""The body of one table of statistics: its rows, the columns that hold names, and rows that name a group."""

import re
from dataclasses import dataclass
from functools import cached_property

from shilu.forms.cell_words import is_below, is_word, states_fact
from shilu.forms.headings import Said, said
from shilu.forms.items import Item, Items
from shilu.forms.layout import Block, Layout
from shilu.ledger.importing.vocabulary import bare, is_section, role_named

_CHINESE = re.compile(r"[（(]?[一二三四五六七八九十]+[)）]?、?")
_UPPER = re.compile(r"[一二三四五六七八九十]+、")
_LOWER = re.compile(r"[(（][一二三四五六七八九十\d]+[)）]|\d+[.、．]")
_NAMED_ROLES = frozenset({"kind", "unit", "title", "month", "measure", "receiver", "year", "host"})


@dataclass(frozen=True)
class Body:
    """One block of a form with what its headings and rows say."""

    layout: Layout
    block: Block
    items: Items

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

    def is_number(self, column: int) -> bool:
        """Whether a column holds running numbers or codes."""
        heads = self.header.get(column, ())
        return bool(heads) and heads[-1].number

    def _is_named(self, heading: Said) -> bool:
        """Whether a column is called what columns of names are called."""
        if heading.quantity or heading.when or heading.writing or heading.compare or heading.total:
            return False
        role = role_named(heading.text)
        return role is not None and role[0] in _NAMED_ROLES and self.items.exact(heading.item) is None

    def is_group(self, row: int) -> bool:
        """Whether a row only names the group of those below it: 一、学习教育, alone in its row."""
        words = [text for _column, text in self.layout.words(row) if is_word(text)]
        if len(words) == 2 and _CHINESE.fullmatch(words[0]):  # 一 in the column of numbers over 1, 2, 3
            below = next((one for one in self.rows if one > row), row)
            return any(text.isdecimal() for column, text in self.layout.words(below) if self.is_number(column))
        if len(words) != 1 or not is_section(words[0]):
            return False
        following = next((self._first_word(one) for one in self.rows if one > row), "")
        if _UPPER.match(words[0]) and _LOWER.match(bare(following)):
            return True
        return not is_section(following) and not isinstance(self.items.named(said(words[0])), Item)

    def _first_word(self, row: int) -> str:
        return next((text for _column, text in self.layout.words(row) if is_word(text)), "")
