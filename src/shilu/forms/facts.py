"""Who fills a form in, for which unit and when: the words around its tables that ask for that, and their places."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from django.utils.translation import gettext as _

from shilu.forms.cell_words import fact_named
from shilu.forms.form_words import form_words
from shilu.forms.layout import Layout
from shilu.forms.sheet import Fill, FormTable, Spot
from shilu.lib.days import chinese_day

_BLANK: Final = " \t\n　_＿"
_BLANK_DAY: Final = re.compile(r"[\s　_＿Xx×]*年[\s　_＿Xx×]*月(?:[\s　_＿Xx×]*日)?[\s　_＿]*")


@dataclass(frozen=True, slots=True)
class Filler:
    """What the form is told of whoever fills it in; "" for what is not known."""

    unit: str
    reporter: str
    reviewer: str
    telephone: str
    today: date

    def told(self, fact: str) -> str:
        """The words for a fact: 2022年7月4日 for the day."""
        if fact == "day":
            return chinese_day(self.today)
        values = {"unit": self.unit, "reporter": self.reporter, "reviewer": self.reviewer, "telephone": self.telephone}
        return values.get(fact, "")


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that was put in: the whole new text of the place in ``fill``, the words alone in ``value``."""

    fill: Fill
    fact: str
    value: str


@dataclass(frozen=True, slots=True)
class Untold:
    """A fact that is asked and not known."""

    spot: Spot
    reason: str


def facts_of(layout: Layout, *, filler: Filler) -> Iterator[Told | Untold]:
    """The facts that a table and the lines around it ask for, where nothing stands yet."""
    yield from _lines(layout.table, filler)
    tabled = {row for block in layout.blocks if block.header for row in (*block.header, *block.body)}
    for row in range(1, layout.table.height + 1):
        for column, shown in layout.words(row):
            text = layout.cell(row, column).text
            if layout.formula(row, column) or not (fact := _asked(text)):
                continue
            alone = fact_named(shown) and (":" not in text and "：" not in text)
            beside = layout.after(row, column)
            free = beside <= layout.table.width and layout.open(row, beside)
            if alone or (layout.sort == "docx" and free and re.search(r"[:：]\s*$", text)):
                if free and not (alone and row in tabled):
                    yield _beside(Spot(layout.table.name, row, beside), fact, filler)
            elif not _answered_beside(layout, row, column, text):
                yield from _within(Spot(layout.table.name, row, column), text, filler)


def _lines(table: FormTable, filler: Filler) -> Iterator[Told | Untold]:
    for line in (*table.above, *table.below):
        yield from _within(Spot("", line.number), line.text, filler)


def _asked(text: str) -> str:
    """The first fact that a text asks for."""
    if named := fact_named(text):
        return named
    found = _labels().search(text)
    return fact_named(found[0]) if found else ""


def _answered_beside(layout: Layout, row: int, column: int, text: str) -> bool:
    """Whether the answer to 填报单位： stands in the next cell."""
    beside = layout.after(row, column)
    ends = re.search(r"[:：]\s*$", text) is not None
    return ends and beside <= layout.table.width and bool(near := layout.text(row, beside)) and not fact_named(near)


def _beside(spot: Spot, fact: str, filler: Filler) -> Told | Untold:
    value = filler.told(fact)
    if fact == "people" or not value:
        return Untold(spot, _why(fact))
    return Told(Fill(spot, value), fact, value)


def _within(spot: Spot, text: str, filler: Filler) -> Iterator[Told | Untold]:
    """The facts of one text, each put in behind its word; several go into one new text."""
    marks = list(_labels().finditer(text))
    new, told = text, []
    for at in range(len(marks) - 1, -1, -1):
        mark = marks[at]
        fact = fact_named(mark[0])
        end = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        gap = text[mark.end() : end]
        if gap.strip(_BLANK) and not (fact == "day" and _BLANK_DAY.fullmatch(gap)):
            continue
        value = filler.told(fact)
        if fact == "people" or not value:
            if fact != "people":
                yield Untold(spot, _why(fact))
            continue
        last = end == len(text)
        new = new[: mark.end()] + value + _rest(gap, value, last=last) + new[end:]
        told.append((fact, value))
    if told:
        fill = Fill(spot, new)
        for fact, value in reversed(told):
            yield Told(fill, fact, value)


def _rest(gap: str, value: str, *, last: bool) -> str:
    """What stays of the blank behind a word once the value stands in it, so that what follows keeps its place."""
    if last:
        return ""
    blank = gap if not gap.strip(_BLANK) else "　　"
    width = sum(1 if sign in " _" else 2 for sign in blank)
    left = width - 2 * len(value)
    wide = blank[-1:] in {"　", "＿"}
    return max(left // 2 if wide else left, 2) * ("　" if wide else " ")


def _why(fact: str) -> str:
    if fact == "people":
        return _("people sign or write here")
    titles = {"reviewer": _("reviewer"), "telephone": _("telephone"), "reporter": _("reporter"), "unit": _("unit")}
    told = {"what": titles.get(fact, fact), "key": fact}
    return _("the settings name no %(what)s: [forms] %(key)s in shilu.toml") % told


@cache
def _labels() -> re.Pattern[str]:
    """Every word for a fact with a colon behind it, blanks between its signs allowed."""
    words: Mapping[str, str] = form_words().facts
    forms = sorted(words, key=len, reverse=True)
    spaced = "|".join(r"[ 　]*".join(re.escape(sign) for sign in word.split("(")[0]) for word in forms)
    return re.compile(rf"(?<![一-鿿])(?:{spaced})[ 　]*(?:[(（][^()（）]*[)）])?[ 　]*[:：]")
