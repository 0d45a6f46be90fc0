"""The period that a sentence or the title ties to a claim: 2023, 2019-H1, 2023-09-25/2023-09-27."""

import datetime as dt
import re
from bisect import bisect_right
from calendar import monthrange

from shilu.claims.clauses import REACH
from shilu.lib.numerals import DIGITS

_NUMERAL = "[0-9０-９〇零一二三四五六七八九十]"
_DASH = r"\s*[—–\-－至到~～]+\s*"
_START = re.compile(
    r"(?:19|20|１９|２０)[0-9０-９]{2}\s*年|[一二][〇零九][〇零一二三四五六七八九]{2}年|今年|本年|全年|去年|上年|当年|年初以来|年内"
    rf"|上半年|下半年|前三季度|第?[一二三四1-4]季度|(?<![0-9个])(?:1[0-2]|[1-9])(?:{_DASH}(?:1[0-2]|[1-9]))?月(?![龄均])"
)
_WRITTEN = re.compile(
    rf"(?:(?P<year>(?:19|20|１９|２０)[0-9０-９]{{2}}|[一二][〇零九][〇零一二三四五六七八九]{{2}})\s*年度?"
    r"|(?P<relative>今年|本年度?|全年|去年|上年|当年|年初以来|年内)(?:以来)?)?\s*"
    r"(?P<rest>上半年|下半年|前三季度|第?(?P<quarter>[一二三四1-4])季度"
    rf"|(?:(?P<from>1[0-2]|0?[1-9]){_DASH})?(?P<month>1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])月"
    rf"(?:(?P<day>{_NUMERAL}{{1,3}})[日号]?(?:{_DASH}(?:(?P<month2>1[0-2]|0?[1-9])月)?(?P<day2>{_NUMERAL}{{1,3}})[日号])?"
    rf"|{_DASH}(?P<to>1[0-2]|[1-9])月)?)?"
)
_FOUNDED = re.compile(r"(?:[建创成立办设]于|成立|创办|创建|建立|自|生于|距|[比较与])$")
_NO_TITLE = re.compile(r"[。：:]|发布|更新|来源")
_SENTENCE = re.compile(r"[。！？!?\n]")
_TITLE_LINES, _LONGEST_TITLE = 3, 60
_HALVES = {"上半年": "H1", "下半年": "H2", "前三季度": "Q1..Q3"}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


class Periods:
    """The periods that a text names and where; ``of`` gives the one that a place in the text is tied to."""

    def __init__(self, text: str) -> None:
        """Read all periods of ``text`` once; a month without a year has that of the title."""
        self._text = text
        self._title = _title(text)
        found = _named(text, self._title[:4])
        self._places = [at for at, _name in found]
        self._names = [name for _at, name in found]

    def of(self, start: int) -> str:
        """The last period named in the same sentence before ``start``, else the title's."""
        at = bisect_right(self._places, start) - 1
        if at < 0 or start - self._places[at] > 2 * REACH or _SENTENCE.search(self._text, self._places[at], start):
            return self._title
        return self._names[at]


def _title(text: str) -> str:
    """The period that one of the first lines names, where that line is a title and no sentence."""
    lines = [line.strip() for line in text[: 10 * _LONGEST_TITLE].split("\n")]
    for line in [line for line in lines if line][:_TITLE_LINES]:
        if len(line) <= _LONGEST_TITLE and not _NO_TITLE.search(line):
            found = _named(line, "")
            if found:
                return found[0][1]
    return ""


def _named(text: str, year: str) -> list[tuple[int, str]]:
    places = []
    last = 0
    for start in _START.finditer(text):
        found = _WRITTEN.match(text, start.start()) if start.start() >= last else None
        if found is None:
            continue
        last = found.end()
        name = _name(found, year)
        if name and not _FOUNDED.search(text[max(0, start.start() - 4) : start.start()]):
            places.append((start.start(), name))
    return places


def _plain(written: str) -> int:
    digits = "".join(str(DIGITS.get(sign, sign)) for sign in written)
    tens, ten, ones = digits.partition("十")
    return int(tens or 1) * 10 + int(ones or 0) if ten else int(digits)


def _name(found: re.Match[str], document_year: str) -> str:
    """The canonical name of the period, "" where no year is known."""
    if not found["year"] and not document_year:
        return ""
    year = _plain(found["year"] or document_year) - (found["relative"] in {"去年", "上年"})
    if not found["rest"]:
        return str(year)
    if found["rest"] in _HALVES:
        half = _HALVES[found["rest"]]
        return f"{year}-01-01/{year}-09-30" if ".." in half else f"{year}-{half}"
    if found["quarter"]:
        quarter = found["quarter"]
        return f"{year}-Q{_QUARTERS.get(quarter, quarter)}"
    return _months_or_days(found, year)


def _months_or_days(found: re.Match[str], year: int) -> str:
    month = _plain(found["month"])
    first, last = int(found["from"] or month), int(found["to"] or month)
    if first != last:
        return f"{year}-{first:02}-01/{year}-{last:02}-{monthrange(year, last)[1]:02}"
    days = [(month, found["day"]), (int(found["month2"] or month), found["day2"])]
    named = [_day(year, in_month, _plain(day)) for in_month, day in days if day]
    return "/".join(named) if named and all(named) else f"{year}-{month:02}"


def _day(year: int, month: int, day: int) -> str:
    return dt.date(year, month, day).isoformat() if 1 <= day <= monthrange(year, month)[1] else ""
