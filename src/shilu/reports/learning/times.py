"""Dates and names of periods in a finished report, as expressions of the period that a template is built for."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from shilu.lib.periods import Period, parse_period
from shilu.reports.learning.replaced import Left, Replaced, is_free
from shilu.reports.old_numbers import YEAR, ends_with_year
from shilu.reports.spoken import mentions

_DATE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[至—-](?:\d{1,2}月)?\d{1,2}日)?|\d{4}年(?:\d{1,2}月)?|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
)
_CLAUSE_ENDS = re.compile("[，,。；;：:！？、（）()\n]")
_SENTENCE_ENDS = re.compile("[。；;！？\n]")
_COMPARING = ("与", "比", "较", "同", "和")
_OF_THE_YEAR = re.compile(r"全年(?!龄)|(?<!\d)年[末底]")
_NAMES = re.compile(r"《[^》]*》|[〔\[［]\d{4}[〕\]］]\d*号?|“[^”]*”")
_WRITTEN_ON = re.compile(
    r"(?:^|\n|\s)(?P<day>(?P<arabic>\d{4}年\d{1,2}月\d{1,2}日)|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)\s*$"
)
_EDGE_BEFORE = r"(?<![\d.．〔\[—–~～到年-])(?<!(?<!截)至)"  # 截至6月30日 is a day, 1月至6月 a stretch
_EDGE_AFTER = r"(?![\d.．])"


def times_of(text: str, *, period: Period, taken: Sequence[Replaced], typed: Sequence[Left]) -> tuple[Replaced, ...]:
    """The words of ``text`` that name ``period``, its neighbours or its edges, outside what is ``taken``, titles and names.

    Words in one clause with a number that stays as ``typed`` stay with it: the number is true of that time only.
    """
    known = mentions(period)
    longest_first = sorted(known, key=len, reverse=True)
    pattern = re.compile("|".join(_guarded(words) for words in longest_first))
    names = [found.span() for found in _NAMES.finditer(text)]
    return tuple(
        Replaced(*found.span(), known[found[0]], found[0], is_time=True)
        for found in pattern.finditer(text)
        if is_free(*found.span(), taken) and not _inside(*found.span(), names) and not _beside(text, found, typed)
    )


def _beside(text: str, found: re.Match[str], typed: Sequence[Left]) -> bool:
    """Whether a number that stays as typed stands in the clause of ``found``, or behind a comparison with it."""
    start = found.start() - len(_CLAUSE_ENDS.split(text[: found.start()])[-1])
    ends = _SENTENCE_ENDS if text[start : found.start()].endswith(_COMPARING) else _CLAUSE_ENDS
    end = found.end() + len(ends.split(text[found.end() :], maxsplit=1)[0])
    return any(start <= one.start and one.end <= end for one in typed)


def whole_years(text: str, *, period: Period) -> Iterator[Replaced]:
    """全年 and 年末 in a report on less than a year that ends with it: right in the same report of another year, and in no other."""
    year = parse_period(str(period.last.year), calendar=period.calendar)
    if ends_with_year(period) and period.whole() != year:
        for found in _OF_THE_YEAR.finditer(text):
            yield Replaced(*found.span(), f'{{{{ old("{found[0]}", until="{YEAR}") }}}}', found[0], is_time=True)


def day_of_writing(text: str, start: int) -> Replaced | None:
    """The day at the end of a paper's signature as the day on which a later paper is written; ``start`` is the text's offset."""
    found = _WRITTEN_ON.search(text)
    if found is None:
        return None
    expression = "{{ today }}" if found["arabic"] else "{{ today.chinese }}"
    return Replaced(start + found.start("day"), start + found.end("day"), expression, found["day"], is_time=True)


def dates_left(text: str, *, taken: Sequence[Replaced]) -> Iterator[Left]:
    """The dates that stay as they were typed."""
    names = [found.span() for found in _NAMES.finditer(text)]
    for found in _DATE.finditer(text):
        if is_free(*found.span(), taken) and not _inside(*found.span(), names):
            yield Left(*found.span(), found[0], _("a date that belongs to what is told; look whether it still holds"))


def _guarded(words: str) -> str:
    """A pattern for ``words`` that is no part of a longer number or date."""
    before = _EDGE_BEFORE if words[0].isdigit() else "" if words.startswith(("去", "上年")) else r"(?<!\d年)"
    after = r"(?!\d{1,2}[日号])" if words.endswith("月") else r"(?!\d{1,2}月)" if words.endswith("年") else _EDGE_AFTER
    return f"{before}{re.escape(words)}{after}"


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spans)
