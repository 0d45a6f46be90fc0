"""A stated rate (每月3次): the average of the period's records, and the months below it."""

import re
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from shilu.claims.claim import Claim, Per
from shilu.figures.result import Result, plain, shown_value
from shilu.lib.enumerating import first_of
from shilu.lib.period import Period
from shilu.matching.phrase import Match
from shilu.reports.checking.asking import Books
from shilu.reports.checking.bounds import AT_LEAST, MORE_THAN, bounds_of
from shilu.reports.checking.reasons import nothing_words, sentence
from shilu.reports.checking.scope import Scope
from shilu.reports.checking.verdict import Verdict

_MONTHS: dict[Per, int] = {"month": 1, "quarter": 3, "year": 12}
_DAYS: dict[Per, int] = {"day": 1, "week": 7}
_EVERY = "每(?:天|日|周|月|季度?|年)"
_DOING = "开展|组织|举办|召开|举行|进行|落实"
_NAMED_SO = re.compile(
    f"(?:{_DOING}){_EVERY}(?!{_DOING}|[0-9一二两三四五六七八九十])|{_EVERY}[^，,]*(?:累计|共计?|合计|总计|先后)"
)
_NAMED_BEHIND = re.compile(f"{_EVERY}[^，,。；;、）)\\s]")
_EVERY_LAST = re.compile(f"{_EVERY}$")
_NAMED_MAYBE = re.compile(f"[^，,、]{_EVERY}(?!{_DOING}|[至最不约均平]|[0-9一二两三四五六七八九十])")
_FAR = Decimal("1.5")
_SHOWN = 4

Rated = tuple[Verdict, str, Result | None]
Part = tuple[str, Decimal]


def states_rate(claim: Claim, *, before: str, behind: str) -> bool:
    """Whether a claim with ``per`` is a rate indeed, and 每周 no part of a name that is counted in all (28次每周集中学习).

    ``before`` and ``behind`` are the words of the clause around the number.
    """
    after = (_EVERY_LAST.search(claim.quote) or [""])[0] + behind
    return bool(claim.per) and not _NAMED_SO.search(before) and not _NAMED_BEHIND.match(after)


def rate_doubt(before: str) -> str:
    """Why a rate may be none: 每周 stands in the middle of the clause ``before`` the number, directly before a noun."""
    found = _NAMED_MAYBE.search(before)
    return _("“%(words)s” may belong to the name") % {"words": found[0][1:]} if found else ""


def judged_rate(claim: Claim, match: Match, scope: Scope, *, books: Books) -> Rated:
    """The verdict on a rate, its reason, and the figure of the whole period."""
    whole = books.answer(match.asked, unit=scope.unit.uuid, period=scope.period)
    if whole.hidden or match.asked.figure.type not in {"flow", "rate"}:
        return "cannot_tell", sentence(whole.reason or _("it is not known how to average this")), None
    if not whole.entries or whole.value is None:
        covered = books.is_covered(unit=scope.unit.uuid, period=scope.period)
        if covered and not whole.entries:
            return "no_record", sentence(nothing_words(whole)), whole
        return "cannot_tell", sentence(nothing_words(whole), whole.reason), whole
    if match.asked.figure.type == "rate":
        return _judged(claim, whole, whole.value, [])
    return _averaged(claim, whole, books.months(match.asked, unit=scope.unit.uuid, period=scope.period))


def _averaged(claim: Claim, whole: Result, months: Sequence[Result]) -> Rated:
    period = whole.period
    if any(month.hidden for month in months):
        return "cannot_tell", sentence(_("single months of it are not told")), None
    total = whole.value or Decimal(0)
    if claim.per in _DAYS:
        count = Decimal((period.last - period.first).days + 1) / _DAYS[claim.per]
        return _judged(claim, whole, total / count, [])
    known = [(month.period, month.value) for month in months if month.value is not None]
    parts = _parts(known, claim.per, period)
    if not parts:
        return "cannot_tell", sentence(_("the period is shorter than the time of the rate")), whole
    return _judged(claim, whole, sum((amount for _name, amount in parts), Decimal(0)) / len(parts), parts)


def _judged(claim: Claim, whole: Result, average: Decimal, parts: Sequence[Part]) -> Rated:
    value = claim.value or Decimal(0)
    marks = frozenset(claim.marks)
    below = [name for name, amount in parts if amount < value]
    shown = shown_value(plain(average), measure=whole.measure)
    told = _("%(unit)s, %(period)s: %(whole)s of “%(title)s” in all, %(average)s on the average") % {
        "unit": whole.unit_name,
        "period": whole.period.title(),
        "whole": whole.shown,
        "title": whole.title,
        "average": shown,
    }
    lacking = _("below it: %(names)s") % {"names": first_of(below, most=_SHOWN)} if below else ""
    if marks & (AT_LEAST | MORE_THAN):
        above = average > value if marks & MORE_THAN else average >= value
        return ("supports" if above and not below else "differs"), sentence(told, lacking), whole
    bounds = bounds_of(claim)
    plain_number = bounds is not None and bounds.is_one
    held = average >= value if plain_number else bounds is not None and bounds.hold(average)
    far = _("the ledger has far more than is written") if held and average > value * _FAR else ""
    return ("supports" if held else "differs"), sentence(told, lacking, far), whole


def _parts(known: Sequence[tuple[Period, Decimal]], per: Per, period: Period) -> list[Part]:
    """The amounts of the months, quarters or years that lie wholly in the period and were reported."""
    length = _MONTHS.get(per, 1)
    if length == 1:
        return [(month.title(), amount) for month, amount in known]
    calendar = period.calendar
    groups: dict[int, list[tuple[Period, Decimal]]] = {}
    for month, amount in known:
        index = calendar.month_index(month.last)
        groups.setdefault((index - calendar.first_month(month.last.year)) // length, []).append((month, amount))
    return [
        (
            _("%(first)s to %(last)s") % {"first": group[0][0].title(), "last": group[-1][0].title()},
            sum((a for _p, a in group), Decimal(0)),
        )
        for group in groups.values()
        if len(group) == length
    ]
