"""Days outside the report's period: a report of a half-year that tells of a visit in the year before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from shilu.documents.document import Document, Piece
from shilu.lib.numerals import with_arabic_numbers
from shilu.lib.period import Period, month_period, range_period
from shilu.lib.periods import period_named_in
from shilu.lib.plain import half_width
from shilu.reports.checking.finding import Finding
from shilu.reports.checking.within.words import ACT, PLANNED, THEN

_TITLE_LINES: Final = 4
_SHORT: Final = 16
_NEAR: Final = 200  # signs around a day that are looked at
_CLAUSE = re.compile(r"[，,。；;！？!?\n：:]")
_DAY = re.compile(
    r"(?P<y>(?:19|20)\d{2})年(?:(?P<m>\d{1,2})月份?(?:(?P<d>\d{1,2})[日号])?|(?P<half>[上下])半年|第?(?P<q>[一二三四1-4])季度)?"
    r"|(?<![\d年])(?P<om>\d{1,2})月(?:(?P<od>\d{1,2})[日号])"
)
# What may stand between the beginning of a clause and a day that says when the act took place.
_LEAD = re.compile(
    r"(?:[一二三四五六七八九十]是|其中|[\u4e00-\u9fff]{0,12}[于在]|[\u4e00-\u9fff]{0,8}[）)、.．])?[“\s]*"
)
_FOLLOWS = re.compile(
    r"[，,]|[上下中][旬午]?|[^\u4e00-\u9fff]|(?!以来|以前|以后|起|度|至|到|底前|之前|前|版|届|级|修订|版本|计划|规划|工作|建设|任务|目标|要点|预算|年)"
)
_BACKGROUND = re.compile(
    r"以来|起(?:，|,|$|至)|截至|截止|始于|始建|成立|组建|设立|建成|启用|出台|制定|颁布|施行|实施|命名|授予|获评|被评|荣获|获得|获|入选|任职|入职|入党|参加工作|"
    r"出生|毕业|发布的|印发的|签订|签署|立项|开工|修订|会议精神|讲话|文件|基数|为基|期初|结转|遗留|历时|跨|延续|续|欠"
)
_NOW = re.compile(r"[到而]?(?:今年|本年|本期|本[月季]|上半年|下半年|[一二三四]季度)(?!以来)")
# A title that says of what time it reports, and one that only mentions a time.
_REPORTS = re.compile(r"总结|小结|报告|汇报|情况|通报|简报|月报|季报|半年报|年报|周报|述职")
_NOT_OF_THEN = re.compile(
    r"[《〈“].*[年月季].*[》〉”]|计划|方案|规划|要点|打算|安排|民主生活会|精神|考核|整改|审计|巡[视察]|决算|预算|发布|同比|相比|对比"
    r"|(?:学习|贯彻|落实|传达|对照|转发).{0,6}\d{4}年"
)
_AHEAD = re.compile(
    r"下一步|下步|打算|计划|安排|思路|展望|下半年(?!.*(?:总结|小结|报告|汇报|情况))|明年|背景|基本情况|概况|历史|沿革|荣誉"
)


def days(document: Document, *, period: Period | None) -> Iterator[Finding]:
    """Days, months and years outside ``period`` in which the text says that something was done."""
    title = _title(document)
    if title is not None and period is not None and _is_of_another(title, period):
        yield _of_another(title, period)
        period = title.period
    period = period or (title.period if title else None)
    if period is None:
        return
    heading = ""
    for piece in document.pieces:
        if piece.place.table or piece.place.cell:
            continue
        if _is_heading(piece.text):
            heading = piece.text
        elif not _AHEAD.search(heading):
            for start, end, words, told in _told(piece.text, period):
                if told.last < period.first or told.first > period.last:
                    said = {"day": words, "period": period.title()}
                    message = _("%(day)s lies outside %(period)s, which this paper reports.") % said
                    yield Finding("period", piece.start + start, piece.start + end, message)


@dataclass(frozen=True, slots=True)
class _Title:
    """A line of the opening that names the period of the paper."""

    piece: Piece
    period: Period


def own_period(document: Document, period: Period | None) -> Period | None:
    """The period that a paper reports: the one asked for, unless its title says another."""
    title = _title(document)
    if title is None or (period is not None and not _is_of_another(title, period)):
        return period
    return title.period


def title_period(document: Document) -> Period | None:
    """The period that the title names: the first of the opening lines that names one."""
    title = _title(document)
    return title.period if title else None


def _title(document: Document) -> _Title | None:
    for piece in [piece for piece in document.pieces if piece.text.strip()][:_TITLE_LINES]:
        line = piece.text.strip()
        if len(line) <= 60 and not re.search(r"[。；;]", line) and (named := period_named_in(line)):
            return _Title(piece, named)
    return None


def _is_of_another(title: _Title, period: Period) -> bool:
    """Whether the title surely says that the paper reports days of which none lies in ``period``."""
    if title.piece.place.table or title.piece.place.cell or not _REPORTS.search(title.piece.text):
        return False
    apart = title.period.last < period.first or title.period.first > period.last
    return apart and not _NOT_OF_THEN.search(title.piece.text)


def _of_another(title: _Title, period: Period) -> Finding:
    said = {"title": title.period.title(), "period": period.title()}
    message = _("The title is of %(title)s, but %(period)s was checked.") % said
    return Finding("period", title.piece.start, title.piece.end, message)


def _is_heading(text: str) -> bool:
    return len(text.strip()) <= 40 and bool(text.strip()) and not re.search(r"[。；;，,]", text.strip())


def _told(text: str, period: Period) -> Iterator[tuple[int, int, str, Period]]:
    """Each day that opens a clause in which something was done, not compared with and not planned."""
    plain = half_width_same_length(text)
    for found in _DAY.finditer(plain):
        told = _days_of(found, period)
        if told is None or _quoted(plain, found.start()):
            continue
        clause = _clause_start(plain, found.start())
        if not _LEAD.fullmatch(plain[clause : found.start()]) or not _FOLLOWS.match(plain, found.end()):
            continue
        clauses = _CLAUSE.split(plain[found.end() : found.end() + _NEAR])
        after = clauses[0] if len(clauses[0]) > 3 or len(clauses) < 2 else clauses[0] + clauses[1]
        before = (
            _CLAUSE.split(plain[max(0, clause - _NEAR) : clause].rstrip("，,"))[-1]
            if plain[clause - 1 : clause] in {"，", ","}
            else ""
        )
        act = ACT.search(after)
        if act is None or _BACKGROUND.search(after) or any(words.search(before + after) for words in (THEN, PLANNED)):
            continue
        if _is_compared(plain, found, told, period):
            continue
        if re.search(r"将|拟|至|到\d|比|较", after[: act.start()]) or _only_says_which(clauses[0]):
            continue
        yield found.start(), found.end(), text[found.start() : found.end()], told


def _is_compared(text: str, found: re.Match[str], told: Period, period: Period) -> bool:
    """Whether a stretch of time is named only to set the report's own beside it: 2025年下半年15次，今年上半年28次.

    A stretch that is longer than the report's own (2025年全年) is another report's, named on purpose.
    """
    if found["d"] or found["od"]:
        return False
    if text.startswith("全年", found.end()) and len(told.months()) > len(period.months()):
        return True
    rest = text[found.end() : found.end() + _NEAR]
    clauses = re.split(r"[，,；;。]", rest)[1:3]
    return any(_NOW.match(clause) or clause.startswith(f"{period.last.year}年") for clause in clauses)


def _only_says_which(words: str) -> bool:
    """Whether the words directly behind a day only say which thing is meant: 2018年开展的试点, 2018年培训的基础上."""
    return bool(re.search(r"的|基础|期间", words[:_SHORT]))


def half_width_same_length(text: str) -> str:
    """Full-width digits as half-width ones, each sign in its place."""
    return "".join(half_width(sign) if "０" <= sign <= "９" else sign for sign in text)


def _clause_start(text: str, at: int) -> int:
    since = max(0, at - _NEAR)
    return max((found.end() for found in _CLAUSE.finditer(text, since, at)), default=since)


def _quoted(text: str, at: int) -> bool:
    """Whether the place is inside a title or a quotation."""
    return any(
        text.rfind(opening, max(0, at - _NEAR), at) > text.rfind(closing, max(0, at - _NEAR), at)
        for opening, closing in ("《》", "“”", "〔〕", "（）")
    )


def _days_of(found: re.Match[str], period: Period) -> Period | None:
    try:
        if found["om"]:
            # A day without its year is of the report's own time, or of nothing that can be said.
            years = {period.first.year, period.last.year}
            if len(years) > 1:
                return None
            day = date(years.pop(), int(found["om"]), int(found["od"]))
            return range_period(day, day)
        year = int(found["y"])
        if found["d"]:
            day = date(year, int(found["m"]), int(found["d"]))
            return range_period(day, day)
        if found["m"]:
            return month_period(year * 12 + int(found["m"]) - 1) if 1 <= int(found["m"]) <= 12 else None
    except ValueError:
        return None
    return period_named_in(with_arabic_numbers(found[0]))
