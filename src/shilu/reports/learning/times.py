"""Dates and names of periods in a finished report, as expressions of the period that a template is built for."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from shilu.lib.period import Period
from shilu.reports.learning.replaced import Left, Replaced, is_free
from shilu.reports.spoken import mentions

_DATE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[至—-](?:\d{1,2}月)?\d{1,2}日)?|\d{4}年(?:\d{1,2}月)?|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
)
_NAMES = re.compile(r"《[^》]*》|[〔\[［]\d{4}[〕\]］]\d*号?|“[^”]*”")
_EDGE_BEFORE = r"(?<![\d.．〔\[-])"
_EDGE_AFTER = r"(?![\d.．])"


def times_of(text: str, *, period: Period, taken: Sequence[Replaced]) -> tuple[Replaced, ...]:
    """The words of ``text`` that name ``period``, its neighbours or its edges, outside what is ``taken``, titles and names."""
    known = mentions(period)
    longest_first = sorted(known, key=len, reverse=True)
    pattern = re.compile("|".join(_guarded(words) for words in longest_first))
    names = [found.span() for found in _NAMES.finditer(text)]
    return tuple(
        Replaced(*found.span(), known[found[0]], found[0], is_time=True)
        for found in pattern.finditer(text)
        if is_free(*found.span(), taken) and not _inside(*found.span(), names)
    )


def dates_left(text: str, *, taken: Sequence[Replaced]) -> Iterator[Left]:
    """The dates that stay as they were typed."""
    names = [found.span() for found in _NAMES.finditer(text)]
    for found in _DATE.finditer(text):
        if is_free(*found.span(), taken) and not _inside(*found.span(), names):
            yield Left(*found.span(), found[0], _("a date that belongs to what is told; look whether it still holds"))


def _guarded(words: str) -> str:
    """A pattern for ``words`` that is no part of a longer number or date."""
    before = _EDGE_BEFORE if words[0].isdigit() else r"(?<!\d年)" if not words.startswith(("去", "上年")) else ""
    after = r"(?!\d{1,2}[日号])" if words.endswith("月") else r"(?!\d{1,2}月)" if words.endswith("年") else _EDGE_AFTER
    return f"{before}{re.escape(words)}{after}"


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spans)
