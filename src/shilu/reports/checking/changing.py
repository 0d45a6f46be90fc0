"""A rise or fall that stands beside a number (比上年同期增加2次, 增长12.5%), and what that number was before (上年同期6次)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from shilu.claims.claim import Claim
from shilu.figures.result import PER_CENT, Result, plain, shown_value
from shilu.ledger.catalogue_names import normalised
from shilu.lib.period import Period
from shilu.lib.periods import period_named_in
from shilu.matching.phrase import Match
from shilu.reports.checking.asking import Books, exact_value
from shilu.reports.checking.bounds import bounds_of, written_step
from shilu.reports.checking.clause import Clause
from shilu.reports.checking.reasons import sentence
from shilu.reports.checking.scope import Scope
from shilu.reports.checking.scope_months import spelled_out
from shilu.reports.checking.verdict import Judged

_UP = "增长|增加|上升|提高|提升|增幅|增多|高出|多出|升高|增|升|多"
_DOWN = "下降|减少|降低|下滑|降幅|减幅|回落|少|减|降"
_MARKS = "(?:了|约|近|达到?|超过?|逾|为|幅度)*"
_THAN = "(?:[比较]|相?[比较]于|与|同|和)"
_LAST_YEAR = "(?:去年|上年|上一年度?|上年度)?同期(?:数|水平|的)?"
_EARLIER = "(?:第?[一二三四1-4]季度|[上下]半年|[0-9]{1,2}月份?)"
_TIME = (
    f"(?:(?P<same>同比|{_THAN}{_LAST_YEAR}(?:相比)?)|(?P<before>环比|{_THAN}上(?:个?月|个?季度|期)(?:相比)?)"
    f"|(?P<year>{_THAN}(?:去年|上年|上一年度?|上年度)(?:相比)?)|{_THAN}(?P<named>(?:(?:(?:19|20)[0-9]{{2}}|去|上)年的?)?{_EARLIER})(?:相比)?)"
)
_CHANGE = re.compile(
    f"^(?P<own>.*?)[，,]?(?:{_TIME})?[，,]?(?:共|净|又|均?衡)?(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_MARKS}$"
)
_THEN = re.compile(
    "^[（(]?(?:[而比较]|与)?(?:上年|去年|上一年度?)?同期(?:数|基数)?(?:的|共|为|是|仅|只有|只|完成|达到?|开展)*$"
)
_APART = re.compile("分别|各自|均|人均|平均")
_NOTHING = re.compile("^[、，,和及并且又（(]*$")
_POINTS = frozenset({"个百分点", "百分点"})
_PLACES = Decimal("0.000001")
_RATES = frozenset({"%", "％"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of the sentence that was judged; ``beside`` where it only says how another one was or changed."""

    claim: Claim
    clause: Clause
    scope: Scope | None
    match: Match | None
    judged: Judged
    beside: bool = False
    against: Period | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """The number that a change or an earlier value belongs to, surely known."""

    scope: Scope
    match: Match
    judged: Judged


@dataclass(frozen=True, slots=True)
class Change:
    """What a claim says of a change: the number it is of, the period it is against, and its direction."""

    of: Base
    against: Period
    up: bool


def then_of(claim: Claim, clause: Clause, counted: Sequence[Counted]) -> Base | None:
    """The number whose value in the year before ``claim`` states (中心组学习8次，上年同期6次)."""
    before = normalised(clause.item.partition(claim.quote)[0])
    if not _THEN.search(before) or claim.per:
        return None
    return _base(counted, {claim.unit})


def change_of(claim: Claim, clause: Clause, counted: Sequence[Counted]) -> Change | None:
    """The change that ``claim`` states of a number before it in the sentence; None where it is not sure what is meant."""
    before = normalised(clause.item.partition(claim.quote)[0]).removeprefix("、")
    found = _CHANGE.search(before)
    if found is None or _APART.search(clause.clause) or claim.per or claim.upper is not None:
        return None
    rate = claim.unit in _RATES or claim.unit in _POINTS
    base = _base(counted, set() if rate else {claim.unit})
    if base is None or not _NOTHING.search(found["own"]):
        return None
    against = _against(found, base.scope.period, counted)
    return Change(base, against, bool(found["up"])) if against is not None else None


def _base(counted: Sequence[Counted], units: set[str]) -> Base | None:
    """The last number of such a measure word, where it is surely known and the only one of its clause."""
    for one in reversed(counted):
        if one.beside or (units and one.claim.unit not in units):
            continue
        scope, match = one.scope, one.match
        if scope is None or match is None or match.loose or scope.doubt or scope.never or scope.part or scope.lead:
            return None
        beside = [other for other in counted if other.clause.clause_start == one.clause.clause_start]
        same = [other for other in beside if not other.beside and (not units or other.claim.unit in units)]
        told = one.judged.verdict in {"supports", "differs"} and one.judged.recorded is not None
        return Base(scope, match, one.judged) if told and len(same) == 1 else None
    return None


def _against(found: re.Match[str], period: Period, counted: Sequence[Counted]) -> Period | None:
    """The period of comparison; where the words name none, that of the change said directly before."""
    if found["same"]:
        return period.year_before()
    if found["before"]:
        sort = {"月": 1, "度": 3}.get(normalised(found["before"]).removesuffix("相比")[-1:], 0)
        return period.previous() if not sort or len(period.months()) == sort else None
    if found["year"]:
        return period.year_before() if len(period.months()) == 12 else None
    if found["named"]:
        return _named(found["named"], period)
    return counted[-1].against if counted[-1].beside else None


def _named(words: str, period: Period) -> Period | None:
    """The period before that is named (上半年 in a paper on the second half); None where it is not before."""
    text = spelled_out(words, year=period.last.year)
    told = period_named_in(text, calendar=period.calendar, year=period.last.year)
    if told is None or len(told.months()) != len(period.months()):
        return None
    if told.last < period.first:
        return told
    previous = period.previous()
    return previous if told != period and told.year_before() == previous and words == text else None


def judged_change(blank: Judged, change: Change, *, books: Books) -> Judged:
    """The verdict on a stated change, with the change of the records."""
    base, claim = change.of, blank.claim
    unit, asked = base.scope.unit, base.match.asked
    now = books.answer(asked, unit=unit.uuid, period=base.scope.period)
    then = books.answer(asked, unit=unit.uuid, period=change.against)
    values = exact_value(now), exact_value(then)
    if now.hidden or then.hidden or values[0] is None or values[1] is None or now.value != base.judged.recorded:
        return replace(blank, reason=sentence(_("it states a change, which is checked against the numbers beside it")))
    told = _("“%(title)s”: %(now)s in %(period)s, %(then)s in %(earlier)s") % {
        "title": now.title,
        "now": now.shown,
        "period": now.period.title(),
        "then": then.shown,
        "earlier": then.period.title(),
    }
    sized = _sized(claim, now, values[0], values[1])
    counts = asked.figure.type in {"flow", "rate"}
    if sized is None or (counts and not (now.entries and then.entries)):
        return replace(blank, reason=sentence(told))
    size, measure = sized
    held = (size > 0) == change.up and size != 0 and _holds(claim, size, values[0], values[1])
    shown = _("a rise of %(size)s") if size >= 0 else _("a fall of %(size)s")
    return replace(
        blank,
        verdict="supports" if held else "differs",
        reason=sentence(told, shown % {"size": _shown(claim, abs(size))}),
        figure=base.judged.figure,
        title=base.judged.title,
        quantity=base.judged.quantity,
        labels=base.judged.labels,
        measure=measure,
        unit=unit.code,
        period=base.scope.period,
        recorded=plain(size.quantize(_PLACES)),
        shown=_shown(claim, size),
        entries=books.entries(now),
        score=base.judged.score,
        is_change=True,
    )


def _sized(claim: Claim, now: Result, value: Decimal, earlier: Decimal) -> tuple[Decimal, str] | None:
    """The change in the measure in which it is stated (a share as a fraction), and that measure; None where it cannot be."""
    share = now.measure == PER_CENT
    if claim.unit in _POINTS:
        return (value - earlier, PER_CENT) if share else None
    if claim.unit in _RATES:
        return ((value - earlier) / earlier, PER_CENT) if earlier and not share else None
    return None if share else (value - earlier, now.measure)


def _holds(claim: Claim, size: Decimal, value: Decimal, earlier: Decimal) -> bool:
    bounds = bounds_of(claim)
    if bounds is None:
        return False
    if bounds.hold(abs(size)):
        return True
    if claim.unit not in _POINTS:
        return False
    steps = (written_step(claim), Decimal("0.01"), Decimal("0.001"), Decimal("0.0001"))
    # What a clerk takes from two rounded rates is as good as the exact difference.
    return any(
        bounds.hold(abs(_rounded(value, step, way) - _rounded(earlier, step, way))) for step in steps for way in _WAYS
    )


_WAYS = (ROUND_HALF_UP, ROUND_HALF_EVEN)


def _rounded(value: Decimal, step: Decimal, way: str) -> Decimal:
    return (value / step).quantize(Decimal(1), rounding=way) * step


def _shown(claim: Claim, size: Decimal) -> str:
    if claim.unit in _POINTS:
        return f"{plain((size * 100).quantize(Decimal('0.01')))}{claim.unit}"
    if claim.unit in _RATES:
        return shown_value(size, measure=PER_CENT)
    return shown_value(size, measure=claim.unit)
