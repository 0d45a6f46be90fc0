"""One figure with two values in one text: 中心组学习8次 in the summary, 9次 further down."""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from shilu.documents.document import Document
from shilu.lib.period import Period
from shilu.lib.periods import period_named_in
from shilu.lib.plain import half_width
from shilu.reports.checking.finding import Finding
from shilu.reports.checking.verdict import Judged
from shilu.reports.checking.within.meaning import Meant, meant_by
from shilu.reports.checking.within.reading import SIGN, Number, Sentence
from shilu.reports.checking.within.rounding import half_step
from shilu.reports.checking.within.words import EACH, PLANNED, THEN

_NOT: Final = SIGN[1:-1]
_VALUES: Final = 5  # of one figure that are remembered
_BEFORE: Final = 500  # signs of a paragraph before a number that may narrow it
_SHORTEST: Final = 3  # a noun of two signs (活动, 稿件) is too wide to be one figure wherever it stands

# Words that say which part of the body, of the time or of the thing is meant: two numbers are one figure only where these agree.
_NARROW = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?:派出所|[^场处研厕诊会住]所|大队|中队|支队|支部|街道|[乡镇村]|社区|学校|小学|中学|医院|分院|科室|站点|分局|车间|班组|片区|网格|办公室|政治处|警务站)"
    r"|领导|班子|书记|局长|院长|校长|馆长|主任|骨干|新任|新入职|新录用"
    r"|国家级|中央|部级|省级|市级|县级|区级|校级|院级|省部级|全国|全省|全市|以上"
    r"|头版|头条|首次|重点|线上|线下|室内|室外|青年|妇女|老年|老党员|学生|儿童|职工|家属|辅警|民警|群众"
    r"|(?<!\d)\d{1,2}月?份?[—–－~～至到\-]+\d{1,2}月|前[\d一二三四五六七八九十]+个?月|前[二三两]个?季度|(?:今年|年初)以来|累计|全年|本年度"
    r"|(?<!\d)\d{1,2}月(?:\d{1,2}日)?|[一二三四]季度|上半年|下半年|年初|春节|节前|暑期|寒假|周末|本月|当月|上旬|中旬|下旬"
)
_YEAR = re.compile(r"20\d\d年")
_SINCE_NEW_YEAR: Final = frozenset({"今年以来", "年初以来", "年初", "累计"})
_WHOLE_YEAR: Final = frozenset({"全年", "本年度"})
# Those who came are counted at each event anew, whatever their number is said of.
_CAME = re.compile(
    r"参[加与学训考赛会]|受教育|听[讲课众]|聆听|覆盖|到会|接待|惠及|教育|培训|轮训|宣传|宣讲|服务|群众|师生|学生|民辅警|干部|职工|人员|人次|人数"
)
_PEOPLE: Final = frozenset({"人", "名", "位", "人次"})
_IN_ALL = re.compile(r"(?:[，,、]|\s)*(?:总共|共计|合计|总计|累计|共)[为达有]?\s*")
_BODY = re.compile(
    r"全局|全县局|我局|县局|全院|我院|全馆|我馆|全校|我校|本单位|今年以来|年初以来|上半年|全年|本年度|一年来|半年来"
)
_VERBS = re.compile(
    r"共计|累计|总计|合计|共|已|先后|全面|深入|广泛|扎实|积极|认真|持续|组织|开展|举办|召开|举行|进行|完成|落实|制作|刊发|刊登|发布|推送|发放|印发|参加|实现|"
    r"今年|以来|截至目前|目前|期间|各类|各级|局党委|党委|我们|全体|了|的|各|类|等|在|及|和|与|并|还|又|达到|达|为|是|有|其中包括|[“”\"'：:（）()\s]"
)
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.、．])")


@dataclass(frozen=True, slots=True)
class _Stated:
    number: Number
    narrow: tuple[str, ...]


def repeats(
    document: Document, read: tuple[Sentence, ...], *, period: Period | None, judged: Sequence[Judged] = ()
) -> Iterator[Finding]:
    """Figures that are stated twice with values that exclude each other.

    By their words, and where the claims were judged by the figures that they were surely found to mean: two names of one
    figure are one then, and equal words of two stretches of time are two.
    """
    known = {(one.claim.start, one.claim.end): meant for one in judged if (meant := meant_by(one)) is not None}
    told = set()
    for finding, one, other in _by_words(document, read, period):
        if _one_figure(known.get(one.span), known.get(other.span)) and (
            _in_text(document, one, other) or (one.span in known and other.span in known)
        ):
            told.add(other.span)
            yield finding
    for finding, later in _by_figures(read, known):
        if later.span not in told:
            yield finding


def _one_figure(one: Meant | None, other: Meant | None) -> bool:
    """Whether nothing that is known of two numbers says that they are of two figures, or that both are right."""
    return one is None or other is None or (one.figure == other.figure and not (one.holds and other.holds))


def _in_text(document: Document, one: Number, other: Number) -> bool:
    """Whether both stand in running text; what the words of a cell leave out, its heads say."""
    pieces = (document.at(one.start), document.at(other.start))
    return all(piece is None or not (piece.place.table or piece.place.cell) for piece in pieces)


def _by_figures(read: tuple[Sentence, ...], known: Mapping[tuple[int, int], Meant]) -> Iterator[tuple[Finding, Number]]:
    first: dict[tuple[Hashable, ...], dict[tuple[Decimal | None, Decimal | None], Number]] = {}
    for sentence in read:
        for at, number in enumerate(sentence.numbers):
            meant = known.get(number.span)
            if meant is None or number.value is None or _is_apart(sentence, at):
                continue
            earlier = first.setdefault((*meant.figure, number.per), {})
            against = next((one for one in earlier.values() if not _agree(one, number)), None)
            if against is not None:
                yield _finding(against, number, what=meant.title), number
            if len(earlier) < _VALUES:
                earlier.setdefault((number.lowest, number.highest), number)


def _is_apart(sentence: Sentence, at: int) -> bool:
    """Whether the words before a number make it a part, one of several, another time's or a plan."""
    before = sentence.masked[: sentence.signs[at]]
    if "其中" in before or EACH.search(before) or THEN.search(before) or PLANNED.search(sentence.masked):
        return True
    return bool(THEN.search(sentence.between(at + 1)[:4]))


def _by_words(
    document: Document, read: tuple[Sentence, ...], period: Period | None
) -> Iterator[tuple[Finding, Number, Number]]:
    first: dict[tuple[str, ...], dict[tuple[Decimal | None, Decimal | None], _Stated]] = {}
    headings: dict[int, str] = {}
    for sentence in read:
        piece = document.at(sentence.start)
        if piece is None or piece.place.table or piece.place.cell:
            continue
        if _HEADING.match(sentence.text.strip()) and piece.start == sentence.start and len(piece.text) < 40:
            headings = {level: words for level, words in headings.items() if level < _level(piece.text)}
            headings[_level(piece.text)] = piece.text
        for at, number in enumerate(sentence.numbers):
            stated = _stated(document, sentence, at, headings, period)
            if stated is None:
                continue
            key = (_plain(number.what), number.unit, number.per, *stated.narrow)
            earlier = first.setdefault(key, {})
            against = next((one for one in earlier.values() if not _agree(one.number, number)), None)
            if against is not None:
                yield _finding(against.number, number, what=number.what), against.number, number
            if len(earlier) < _VALUES:
                earlier.setdefault((number.lowest, number.highest), stated)


def _level(heading: str) -> int:
    return 1 if re.match(r"[一二三四五六七八九十]+、", heading) else 2 if re.match(r"[（(]", heading) else 3


def _stated(
    document: Document, sentence: Sentence, at: int, headings: Mapping[int, str], period: Period | None
) -> _Stated | None:
    """A number that stands for the whole of what it names; None where it may be a part, a plan or another time's."""
    number = sentence.numbers[at]
    if not _is_named(number, sentence, at) or not _beside(document.text, number):
        return None
    if _is_apart(sentence, at):
        return None
    own = re.split(r"[，,；;、]", sentence.between(at))[-1]
    rest = _VERBS.sub("", _BODY.sub("", own.replace(number.what, "")))
    if _YEAR.sub("", rest):
        return None
    return _Stated(number, _narrowing(document, sentence, at, headings, period))


def _is_named(number: Number, sentence: Sentence, at: int) -> bool:
    """Whether a number is a claim with a noun that says enough, and not the total of a list of several nouns."""
    if not number.claimed or number.value is None or number.unit in {"", "%"}:
        return False
    if len(_plain(number.what)) < _SHORTEST or (number.unit in _PEOPLE and _CAME.search(number.what)):
        return False
    return not (at and _IN_ALL.fullmatch(sentence.between(at)))


def _beside(text: str, number: Number) -> bool:
    """Whether the noun stands directly before the number, but for verbs, or directly after it."""
    if text.startswith(number.what, number.end):
        return True
    before = text[max(0, number.start - len(number.what) - 8) : number.start]
    gap = before.rpartition(number.what)
    return bool(gap[1]) and not _VERBS.sub("", gap[2]) and not re.search(r"[，,；;、。]", gap[2])


def _narrowing(
    document: Document, sentence: Sentence, at: int, headings: Mapping[int, str], period: Period | None
) -> tuple[str, ...]:
    """What narrows a number, apart: in its own sentence up to it, and before that in its paragraph and its headings.

    A station that an earlier sentence named may still be meant, or the whole body again: so both must agree.
    """
    number = sentence.numbers[at]
    piece = document.at(sentence.start)
    since = piece.start if piece is not None else sentence.start
    begin = document.text[since : min(since + _BEFORE, sentence.start)]
    above = "|".join((*headings.values(), begin, document.text[max(since, sentence.start - _BEFORE) : sentence.start]))
    own = document.text[max(sentence.start, number.start - _BEFORE) : number.start]
    return (*_marks(own, number, period), "|", *_marks(above, number, period))


def _marks(words: str, number: Number, period: Period | None) -> list[str]:
    """Words that narrow, but those that are the name of the thing counted or only say the report's own period."""
    plain = words.replace(number.what, "")
    found = {*_NARROW.findall(plain), *_YEAR.findall(plain)}
    return sorted(mark for mark in found if not _names_period(mark, period))


def _names_period(mark: str, period: Period | None) -> bool:
    """Whether a word of time only says the report's own period: 累计 does where that begins with the year."""
    if mark in _SINCE_NEW_YEAR:
        return period is None or (period.first.month, period.first.day) == (1, 1)
    if mark in _WHOLE_YEAR:
        return period is None or len(period.months()) == 12
    if period is None:
        return False
    named = period_named_in(mark, calendar=period.calendar, year=period.last.year)
    if named is None:
        return False
    if _YEAR.fullmatch(mark):
        return named.covers(period.first, period.last)
    return (named.first, named.last) in {(period.first, period.last), (period.first, period.whole().last)}


def _plain(what: str) -> str:
    return re.sub(r"活动$", "", re.sub(r"[“”\"'《》\s]", "", half_width(what)))


def _agree(one: Number, other: Number) -> bool:
    """Whether one value fits both; a per cent is as good as its last place, and two with the same places are equal."""
    slack = max(_rounding(one), _rounding(other))
    lowest = other.lowest - slack if other.lowest is not None else Decimal("-Infinity")
    highest = other.highest + slack if other.highest is not None else Decimal("Infinity")
    return one.allows(lowest, highest)


def _rounding(number: Number) -> Decimal:
    if number.unit != "%" or number.written is None:
        return Decimal(0)
    return half_step(number.written) / 100


def _finding(earlier: Number, later: Number, *, what: str) -> Finding:
    said = {"what": what, "earlier": earlier.quote, "later": later.quote}
    message = (
        _("“%(what)s” is given as %(earlier)s earlier and as %(later)s here; only one of them can be right.") % said
    )
    return Finding("repeat", *later.span, message, others=(earlier.span,))
