"""The period that a sentence or the title ties to a claim: 2023, 2019-H1, 2023-09-25/2023-09-27."""

import re
from bisect import bisect_right
from calendar import monthrange

_D = r"[0-9０-９〇零一二三四五六七八九十]"
_WRITTEN = re.compile(
    rf"(?:(?P<year>(?:19|20|１９|２０)[0-9０-９]{{2}}|[一二][〇零九][〇零一二三四五六七八九]{{2}})\s*年度?"
    r"|(?P<relative>今年|本年度|本年|全年|去年|上年|当年|年初以来|年内))?"
    rf"(?P<rest>上半年|下半年|前三季度|第?[一二三四1-4]季度|(?P<month>1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])月"
    rf"(?:份|(?P<day>{_D}{{1,3}})[日号]?(?:\s*[—–\-至~～到]+\s*(?:(?P<month2>1[0-2]|0?[1-9])月)?(?P<day2>{_D}{{1,3}})[日号])?|\s*[—–\-至~～到]+\s*(?P<to>1[0-2]|[1-9])月)?)?"
)
_START = re.compile(r"(?:19|20|１９|２０)[0-9０-９]{2}\s*年|[一二][〇零九][〇零一二三四五六七八九]{2}年|今年|本年|全年|去年|上年|当年|年初以来|年内|上半年|下半年|前三季度|第?[一二三四1-4]季度|(?<![0-9个])(?:1[0-2]|[1-9])月(?!龄|均)")
_CHINESE = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")} | {"〇": "0"}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_SENTENCE = re.compile(r"[。！？!?\n]")


class Periods:
    """The periods that a text names and where; ``of`` gives the one that a place in the text is tied to."""

    def __init__(self, text: str) -> None:
        """Read all periods of ``text`` once."""
        self._text = text
        head = text[:400]
        self._title = ""
        self._year = ""
        found = [(at, name) for at, name in self._written(head, "")]
        if found:
            self._title = found[0][1]
            self._year = self._title[:4]
        self._places: list[int] = []
        self._names: list[str] = []
        for at, name in self._written(text, self._year):
            self._places.append(at)
            self._names.append(name)

    def _written(self, text: str, year: str) -> list[tuple[int, str]]:
        places = []
        last = 0
        for start in _START.finditer(text):
            if start.start() < last:
                continue
            found = _WRITTEN.match(text, start.start())
            if found is None or not found[0]:
                continue
            last = found.end()
            name = _name(found, year)
            if name:
                places.append((start.start(), name))
        return places

    def of(self, start: int) -> str:
        """The last period named in the same sentence before ``start``, else the title's."""
        at = bisect_right(self._places, start) - 1
        if at >= 0 and start - self._places[at] < 200 and not _SENTENCE.search(self._text, self._places[at], start):
            return self._names[at]
        return self._title


def _digits(written: str) -> str:
    plain = "".join(chr(ord(sign) - 0xFEE0) if "０" <= sign <= "９" else _CHINESE.get(sign, sign) for sign in written)
    if "十" in plain:
        tens, _ten, ones = plain.partition("十")
        return str(int(tens or 1) * 10 + int(ones or 0))
    return plain


def _name(found: re.Match[str], document_year: str) -> str:
    year = _digits(found["year"]) if found["year"] else document_year
    if not year:
        return ""
    if found["relative"] in {"去年", "上年"}:
        year = str(int(year) - 1)
    rest = found["rest"]
    if not rest:
        return year
    if rest in {"上半年", "下半年"}:
        return f"{year}-H{1 if rest == '上半年' else 2}"
    if rest == "前三季度":
        return f"{year}-01-01/{year}-09-30"
    if rest.endswith("季度"):
        return f"{year}-Q{_QUARTERS[rest[-3]]}"
    month = int(_digits(found["month"]))
    if found["to"]:
        last = int(found["to"])
        return f"{year}-{month:02}-01/{year}-{last:02}-{monthrange(int(year), last)[1]:02}"
    if not found["day"]:
        return f"{year}-{month:02}"
    first = f"{year}-{month:02}-{int(_digits(found['day'])):02}"
    if not found["day2"]:
        return first
    month2 = int(found["month2"] or month)
    return f"{first}/{year}-{month2:02}-{int(_digits(found['day2'])):02}"
