"""Headings that say what they mean only beside others: 上年 beside 今年, 增减 beside the two amounts that it compares."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from shilu.forms.beside import Beside
from shilu.forms.body import Body
from shilu.forms.compose import Around, Head
from shilu.forms.headings import LAST_YEAR, Back, When
from shilu.forms.times import is_this_year, joined_times, period_meant, year_alone, year_ending, year_of
from shilu.forms.unknown import Unknown
from shilu.lib.periods import Period


@dataclass(frozen=True, slots=True)
class Seat:
    """A place by row and column with the headings of it, and ``word``, the one by which it differs from others."""

    row: int
    column: int
    heads: tuple[Head, ...]
    word: Head

    def saying(self, word: Head) -> "Seat":
        """The same place with another word in the place of ``word``."""
        return replace(self, heads=tuple(word if head is self.word else head for head in self.heads), word=word)

    @property
    def when(self) -> When:
        """The time that all headings say together."""
        return joined_times([head.said.when for head in self.heads])


@dataclass(frozen=True)
class Neighbours:
    """Reads the headings of a place in the light of those that differ from them in one word."""

    body: Body
    around: Around

    def settled(self, heads: tuple[Head, ...], *, row: int, column: int) -> tuple[Head, ...] | Unknown:
        """``heads`` with the time and the comparison that the neighbours give them; Unknown where it stays open."""
        for head in heads:
            when = head.said.when
            if when.this == LAST_YEAR or is_this_year(when) or year_alone(when):
                seat = self._with_year(Seat(row, column, heads, head))
                if isinstance(seat, Unknown):
                    return seat
                heads = seat.heads
        leaning = next((head for head in reversed(heads) if head.said.compare or head.said.when.back), None)
        if leaning is None:
            return heads
        leant = self._leant(Seat(row, column, heads, leaning))
        return leant if isinstance(leant, Unknown) else leant.heads

    def _with_year(self, seat: Seat) -> Seat | Unknown:
        """What 今年, 上年 or 2021年 is there; Unknown where another reading is as near."""
        when = seat.when
        whens = [one.word.said.when for one in self._beside(seat)]
        undecided = Unknown(_("it does not say whether the whole year is meant or the period asked for"))
        if is_this_year(when):
            parted = any((one.this and "年" not in one.this) or (one.named and not year_alone(one)) for one in whens)
            return seat if self._begins_year or parted else undecided
        if year := year_alone(when):
            now = year_of(self.around.period)
            clear = year == now or self._is_year or now not in map(year_alone, whens)
            return seat if clear else undecided
        if when.this != LAST_YEAR:
            return seat
        now_beside = next((one for one in whens if is_this_year(one) or (one.to_date and not one.back)), None)
        if (
            now_beside is None
            or now_beside.to_date != when.to_date
            or (is_this_year(now_beside) and not self._begins_year)
        ):
            return seat
        given = replace(seat.word.said, when=replace(now_beside, back="last-year"))
        return seat.saying(replace(seat.word, said=given))

    @property
    def _begins_year(self) -> bool:
        """Whether the period asked for begins with the body's year, so that it is 今年 until now."""
        return self.around.period.first == year_ending(self.around.period, calendar=self.around.calendar).first

    @property
    def _is_year(self) -> bool:
        year = year_ending(self.around.period, calendar=self.around.calendar)
        return _days(self.around.period.whole()) == _days(year)

    def _leant(self, seat: Seat) -> Seat | Unknown:
        """A comparison or 上年同期 with the time of the amount beside it that it is about, and what it compares."""
        amounts = list(self._amounts(seat))
        near = next((one for one, period in amounts if self._is_asked(one, period)), None)
        word = seat.word.said
        if near is not None and not (seat.when.named or seat.when.this or seat.when.to_date):
            word = replace(word, when=replace(near.when, back=word.when.back))
            if not any(head.said.quantity or head.said.measure for head in seat.heads):
                counted = _counted(near.heads)
                word = replace(word, quantity=counted[0], measure=counted[1])
        if word.compare and not word.against:
            timed = seat.saying(replace(seat.word, said=word))
            against = self._against(timed.when, [period for _one, period in amounts])
            if not against:
                return Unknown(_("it does not say with which time it is compared"))
            word = replace(word, against=against)
        return seat.saying(replace(seat.word, said=word))

    def _against(self, when: When, periods: Iterable[Period]) -> Back:
        """The time with which the amounts beside a bare 增减 compare theirs; "" where none or both stand there."""
        base = period_meant(when, asked=self.around.period, calendar=self.around.calendar)
        if not isinstance(base, Period):
            return ""
        days = {_days(period) for period in periods}
        last_year, previous = _days(base.year_before()), _days(base.previous())
        if last_year in days:
            return "" if previous in days and previous != last_year else "last-year"
        return "previous" if previous in days else ""

    def _amounts(self, seat: Seat) -> Iterator[tuple[Seat, Period]]:
        """The amounts that stand beside a place with the periods they are of."""
        for one in self._beside(seat):
            if any(head.said.compare or head.said.share or head.said.rate or head.said.total for head in one.heads):
                continue
            if one.word.said.when.back and not seat.word.said.compare:
                continue
            heads = self.settled(one.heads, row=one.row, column=one.column)
            if isinstance(heads, Unknown):
                continue
            when = joined_times([head.said.when for head in heads])
            period = period_meant(when, asked=self.around.period, calendar=self.around.calendar)
            if isinstance(period, Period):
                yield replace(one, heads=heads), period

    def _is_asked(self, seat: Seat, period: Period) -> bool:
        """Whether an amount is one of a time that belongs to the period asked for."""
        return not seat.when.back and period.last >= self.around.period.first

    def _beside(self, seat: Seat) -> Iterator[Seat]:
        """The places whose headings differ in the seat's word alone: those before it, the nearest first, then the others."""
        yield from self._columns(seat) if seat.word.column else self._rows(seat)

    def _columns(self, seat: Seat) -> Iterator[Seat]:
        saids = self.body.header.get(seat.column, ())
        level = next((at for at, said in enumerate(saids) if said.text == seat.word.said.text), None)
        if level is None:
            return
        beside = [head for head in seat.heads if not head.column]
        texts = [said.text for said in saids]
        for columns in (range(seat.column - 1, 0, -1), range(seat.column + 1, self.body.layout.table.width + 1)):
            for column in columns:
                if column in self.body.head_columns:
                    break
                others = self.body.header.get(column, ())
                if _differ_at(level, texts, [said.text for said in others]):
                    heads = [Head(said, column=True) for said in others]
                    yield Seat(seat.row, column, (*beside, *heads), heads[level])

    def _rows(self, seat: Seat) -> Iterator[Seat]:
        words = [head for head in seat.heads if not head.column]
        over = [head for head in seat.heads if head.column]
        level = next(at for at, head in enumerate(words) if head.said.text == seat.word.said.text)
        texts = [head.said.text for head in words]
        rows = self.body.rows
        before, after = [row for row in rows if row < seat.row], [row for row in rows if row > seat.row]
        for row in (*reversed(before), *after):
            others = Beside(self.body).heads(row, seat.column)
            if _differ_at(level, texts, [head.said.text for head in others]):
                yield Seat(row, seat.column, (*others, *over), others[level])


def _differ_at(level: int, texts: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two rows of words are equal but for the one at ``level``."""
    same = len(texts) == len(others) and texts[:level] == others[:level] and texts[level + 1 :] == others[level + 1 :]
    return same and texts[level] != others[level]


def _days(period: Period) -> tuple[date, date]:
    return period.first, period.last


def _counted(heads: Sequence[Head]) -> tuple[str, str]:
    """The quantity and measure word of headings."""
    found = next((head.said for head in reversed(heads) if head.said.quantity or head.said.measure), None)
    return ("", "") if found is None else (found.quantity, found.measure)
