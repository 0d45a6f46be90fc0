"""Fills a form: each empty place is asked, answered from the ledger, and written or listed with the reason."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.figures.reading import Reading
from shilu.forms.answers import Answer, Ledger, Question, Unanswered
from shilu.forms.cell_words import fact_named
from shilu.forms.compose import Around
from shilu.forms.facts import Filler, Told, facts_of
from shilu.forms.headings import Said, said
from shilu.forms.item_words import is_narrower
from shilu.forms.items import Item, Items, Unknown
from shilu.forms.layout import Block, Layout
from shilu.forms.lists import ListCell, ListRefused, Register
from shilu.forms.outcome import Empty, Filling, Gathered, Put
from shilu.forms.sheet import Form, FormTable, RowInsert, Spot
from shilu.forms.statistics import Place, Statistics, measures_of
from shilu.forms.sums import At, Parts, is_sum, summed, whole_or_parts
from shilu.forms.times import year_of
from shilu.forms.written import written
from shilu.ledger.entry import Entry
from shilu.ledger.importing.vocabulary import bare
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, Period, period_named_in
from shilu.matching.matcher import Matcher
from shilu.organisation.finding import Finder

WhyNot = Callable[[Form, RowInsert], str]


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

    ``why_not`` tells why rows cannot be inserted into the file without harm. Only empty places are filled; formulas, filled cells and headings stay. Refused where the form has no heading or
    nothing empty beside one.
    """
    matcher = Matcher(reading.catalogue)
    items = Items(reading.catalogue, matcher, reading.structure, Finder(reading.structure), wanted.unit)
    return FormFiller(form, wanted, calendar, items, Ledger(reading), why_not).filling()


@dataclass(frozen=True)
class FormFiller:
    """One form with all that it is filled from, and what its headings are understood to say."""

    form: Form
    wanted: Wanted
    calendar: BodyCalendar
    items: Items
    ledger: Ledger
    why_not: WhyNot

    def filling(self) -> Filling:
        """What is written into the form, and what stays empty."""
        gathered = Gathered()
        layouts = [Layout(table, self.is_known, self.form.sort) for table in self.form.tables]
        for layout in layouts:
            self._fill_table(layout, gathered)
        if not gathered.puts and not gathered.empty:
            if not any(block.header for layout in layouts for block in layout.blocks):
                raise Refused(_("%(file)s: no table with headings was found.") % {"file": self.form.name})
            raise Refused(_("%(file)s has no empty cell beside or below a heading.") % {"file": self.form.name})
        if not gathered.puts:
            gathered.remarks.append(_("Nothing in %(file)s could be filled.") % {"file": self.form.name})
        return gathered.filling(self.form.sort)

    def is_known(self, name: str) -> bool:
        """Whether a text is what a heading of a form says: a quantity, a time, an item, a unit."""
        word = said(name)
        if word.quantity or word.when or word.compare or word.share or word.rate:
            return True
        names = filter(None, dict.fromkeys((name, word.full, word.item)))
        return any(
            self.items.exact(one) is not None or self.items.unit_named(one, column_of_units=False) is not None
            for one in names
        )

    def _fill_table(self, layout: Layout, gathered: Gathered) -> None:
        if (other := self._other_period(layout.table)) is not None:
            told = _("the sheet is for %(period)s, which is not what is asked for") % {"period": other.title()}
            gathered.empty.append(Empty(Spot(layout.table.name, 1, 1), told))
            return
        for block in layout.blocks:
            period = self.period_of(layout.table, block, gathered)
            named = self.names_of(layout.table, block)
            above = [line.text for line in layout.table.above]
            measures = measures_of(block, above, items=self.items)
            around = Around(self.wanted.unit, period, self.calendar, self.items.titled(named[:-1]), measures)
            register = Register(layout, block, self.items, around, named)
            if block.header and register.is_list():
                self._list(register, gathered)
            else:
                table = Statistics(layout, block, self.items, around)
                _Cells(self, table, gathered).fill()
        for fact in facts_of(layout, filler=self.wanted.filler):
            if isinstance(fact, Told):
                gathered.puts.append(Put(fact.fill.spot, fact.value, fact.value))
                if fact.fill not in gathered.texts:
                    gathered.texts.append(fact.fill)
            else:
                gathered.empty.append(Empty(fact.spot, fact.reason))

    def _other_period(self, table: FormTable) -> Period | None:
        """The period that a sheet's name names where nothing of it lies in the one asked for: 8月 of the first half-year."""
        asked = self.wanted.period
        named = period_named_in(table.name, calendar=self.calendar, year=year_of(asked))
        apart = named is not None and (named.last < asked.first or named.first > asked.last)
        return named if apart else None

    def period_of(self, table: FormTable, block: Block, gathered: Gathered) -> Period:
        """The period of a table: the one asked for, or the part of it that the sheet's name names."""
        asked = self.wanted.period
        nested = period_named_in(table.name, calendar=self.calendar, year=year_of(asked))
        if nested is not None and nested != asked.whole() and asked.covers(nested.first, nested.last):
            return nested
        titles = [period_named_in(text, calendar=self.calendar) for text in block.title]
        stated = next((period for period in titles if period is not None), None)
        if stated is not None and (stated.first, stated.last) != (asked.whole().first, asked.whole().last):
            told = {"table": table.name, "said": stated.title(), "asked": asked.title()}
            gathered.remarks.append(_("%(table)s names %(said)s; it is filled for %(asked)s") % told)
        return asked

    def names_of(self, table: FormTable, block: Block) -> tuple[str, ...]:
        """The texts that may say what a table is about, the nearest first; the file's name is the last."""
        above = [line.text for line in table.above][-3:]
        own = [] if bare(table.name).startswith(("sheet", "表")) else [table.name]
        return (*reversed(block.title), *reversed(above), *own, PurePath(self.form.name).stem)

    def _list(self, register: Register, gathered: Gathered) -> None:
        found = register.filled(self.ledger.reading)
        if isinstance(found, ListRefused):
            gathered.empty.append(Empty(found.spot, found.reason))
            return
        if found.insert is not None:
            if fault := self.why_not(self.form, found.insert):
                gathered.empty.append(Empty(found.cells[0].spot, fault))
                return
            gathered.inserts.append(found.insert)
        noted_already: set[int] = set()
        for cell in found.cells:
            note = ""
            if cell.entry is not None and cell.entry.seq not in noted_already:
                noted_already.add(cell.entry.seq)
                note = self._row_note(cell.entry)
            gathered.puts.append(_put(cell, found.figure, note))
        gathered.empty += [Empty(spot, reason) for spot, reason in found.empty]

    def _row_note(self, entry: Entry) -> str:
        """The comment of a row of a list: the record and where it came from."""
        lines = [_("Record %(seq)s") % {"seq": entry.seq}]
        if entry.texts.file:
            source = {"file": entry.texts.file, "sheet": entry.texts.sheet, "row": entry.texts.line}
            lines.append(_("from %(file)s, %(sheet)s, row %(row)s") % source)
        lines.append(_("as of row %(as_of)s of the log") % {"as_of": self.ledger.reading.at})
        return "\n".join(lines)

    @cached_property
    def children(self) -> frozenset[UUID]:
        """The units directly below the one asked for at the end of the period; itself where there are none."""
        parents = self.items.structure.tree_on(self.wanted.period.last).parents
        below = frozenset(unit for unit, parent in parents.items() if parent == self.wanted.unit)
        return below or frozenset({self.wanted.unit})


def _put(cell: ListCell, figure: str, note: str) -> Put:
    entries = () if cell.entry is None else (cell.entry.seq,)
    key = cell.entry.kind if cell.entry is not None else figure
    return Put(cell.spot, cell.value, cell.value, key, entries, note, cell.below)


@dataclass(frozen=True)
class _Cells:
    """Fills the places of one table of statistics."""

    filler: FormFiller
    table: Statistics
    gathered: Gathered
    given: dict[At, Answer] = field(default_factory=dict)
    quantities: dict[At, str] = field(default_factory=dict)
    never: set[At] = field(default_factory=set)

    def fill(self) -> None:
        places = [place for place in self.table.places() if self._is_asked(place)]
        places = self._unlocked(places)
        for place in places:
            if apart := self.table.apart(place):
                self._fill_both(place, apart)
            elif not is_sum(place):
                self._fill(place, self.table.question(place))
        sums = [place for place in places if is_sum(place) and not self.table.apart(place)]
        for place in sorted(sums, key=self._rank):
            self._fill(place, whole_or_parts(place, self.table, children=self.filler.children))
        layout = self.table.layout
        for row in self.table.rows:
            for column in range(1, layout.table.width + 1):
                if layout.own(row, column) and layout.formula(row, column):
                    self.gathered.formulas.append(self._spot((row, column)))

    def _is_asked(self, place: Place) -> bool:
        """Whether a place is one to be filled; one in which people write is listed at once."""
        table = self.table
        if table.body.is_group(place.row):
            return False
        beside = [head.said for head in place.heads if not head.column]
        if beside and fact_named(beside[-1].text):
            return False
        why = table.writing(place)
        if not table.block.header and not self._is_pair(place, writing=bool(why)):
            return False
        if why and why != "silent":
            self.gathered.empty.append(Empty(self._spot(place.at), why))
        return not why

    def _is_pair(self, place: Place, *, writing: bool) -> bool:
        """Whether a word outside tables asks for the cell beside it: it names an item, or the whole form is such pairs."""
        words = [head.said for head in place.heads]
        if writing or any(map(self._names_item, words)):
            return True
        only = not any(block.header for block in self.table.layout.blocks) and self._names_items
        drawn = place.at in self.table.layout.table.cells
        titled = any(bare(word.text).endswith("表") or bare(word.text).startswith("附") for word in words)
        return only and drawn and bool(words) and not titled

    @cached_property
    def _names_items(self) -> bool:
        """Whether any word of the rows names an item: else they are a text to be read."""
        return any(self._names_item(head.said) for place in self.table.places() for head in place.heads)

    def _names_item(self, word: Said) -> bool:
        """Whether a word names an item, be it one that may be a quantity too (慰问金)."""
        items = self.table.items
        named = bool(word.item) and isinstance(items.named(word), Item)
        return named or (bool(word.full) and items.exact(word.full) is not None)

    def _unlocked(self, places: list[Place]) -> list[Place]:
        """Of a protected sheet the places that may be typed into, unless all are locked."""
        layout = self.table.layout
        free = [place for place in places if not layout.cell(*place.at).locked]
        if not layout.table.protected or not free:
            return places
        for place in places:
            if layout.cell(*place.at).locked:
                self.gathered.empty.append(Empty(self._spot(place.at), _("the sheet locks this cell")))
        return free

    def _rank(self, place: Place) -> tuple[bool, bool]:
        """Sums across come before sums down, and subtotals before totals."""
        down = any(head.said.total for head in place.heads if not head.column)
        return down, not any("小计" in head.said.text for head in place.heads)

    def _fill(self, place: Place, asked: Question | Parts | Unknown) -> None:
        spot = self._spot(place.at)
        if isinstance(asked, Unknown):
            self.gathered.empty.append(Empty(spot, asked.reason))
            return
        if isinstance(asked, Parts):
            answer = summed(asked, self.given, self.table, quantities=self.quantities, never=self.never)
        else:
            self.quantities[place.at] = asked.asked.figure.quantity
            answer = self.filler.ledger.answer(asked)
        if isinstance(answer, Unanswered):
            if answer.never:
                self.never.add(place.at)
            self.gathered.empty.append(Empty(spot, answer.reason))
            return
        question = asked if isinstance(asked, Question) else None
        self.given[place.at] = answer
        cell = self.table.layout.cell(*place.at)
        per_cent = question is not None and question.per_cent
        value = written(answer, cell, per_cent=per_cent, zero=self.filler.wanted.zero, sort=self.filler.form.sort)
        self.gathered.puts.append(Put(spot, value, answer.value, answer.figure, answer.entries, answer.note))
        self.gathered.remarks += answer.remarks
        if question is not None and is_narrower(question.asked.name or ""):
            told = {"name": question.asked.name, "title": question.asked.figure.title}
            self.gathered.remarks.append(_("“%(name)s” is filled with all of %(title)s") % told)

    def _fill_both(self, place: Place, apart: tuple[Place, ...]) -> None:
        """Fill a cell that holds two quantities: 12/240."""
        answers = []
        for one in apart:
            asked = Unknown(_("two quantities of a sum in one cell")) if is_sum(one) else self.table.question(one)
            answer = asked if isinstance(asked, Unknown) else self.filler.ledger.answer(asked)
            if not isinstance(answer, Answer):
                self.gathered.empty.append(Empty(self._spot(place.at), answer.reason))
                return
            answers.append(answer)
        text = "/".join(f"{answer.value:f}" for answer in answers)
        entries = tuple(sorted({entry for answer in answers for entry in answer.entries}))
        note = "\n".join(answer.note for answer in answers)
        self.gathered.puts.append(Put(self._spot(place.at), text, text, answers[0].figure, entries, note))

    def _spot(self, at: At) -> Spot:
        return Spot(self.table.layout.table.name, *at)
