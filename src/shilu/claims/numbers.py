"""The numbers of a text: Arabic and Chinese, folded with 万 and 亿, approximate pairs such as 两三, placeholders such as ×."""

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from shilu.lib.numerals import DIGITS, chinese_number

LONGEST = 20
"""More signs than this write no count: an account, a serial number, or rubbish."""

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "w": 10**4, "k": 1000}
_NUMBER = re.compile(
    r"""
    (?P<arabic> [0-9]{1,3}(?:,[0-9]{3})+(?![0-9]) (?:\.[0-9]+)?
              | [0-9]{1,3}(?:，[0-9]{3}){2,}(?![0-9])
              | (?<![0-9.])(?<![0-9][ ])[1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?=[\u4e00-\u9fff％%])
              | [０-９]{1,3}(?:[，,][０-９]{3})+(?![０-９]) (?:[.．][０-９]+)?
              | [0-9０-９]+ (?: [.．][0-9０-９]+ )? )
      (?: [ ]? (?P<vague> [余多几来](?=[十百千万亿]) )? (?P<scale> [十百千万亿]{1,3}(?![克瓦米卡伏帕赫]) | [wWkKｗＷｋＫ](?![A-Za-z0-9²³]) )
          (?P<lower> (?: [0-9０-９]{1,4} [千百]?[万千百] ){0,3} ) (?P<ones> (?<=[万千百])零[0-9０-９]{1,3} )? )?
  | (?P<chinese> [几数]? [零〇一二两三四五六七八九十百千万亿]+
      (?: (?P<cvague> [余多几来](?=[万亿]) ) (?P<cscale> [万亿]{1,2} ) )?
      (?: 点 (?P<places> [零〇一二三四五六七八九]+ (?![十分刻钟半]) ) (?P<pscale> [万亿]? ) )? )
  | (?P<blank> (?<![0-9A-Za-z×✕╳]) [×✕╳]{1,4} (?![0-9A-Za-z×✕╳]) | (?<![A-Za-zＸ×]) X{1,4} (?![A-Za-z0-9×]) | Ｘ{1,4} )
      (?P<bscale> [百千]?[万亿] )?
    """,
    re.VERBOSE,
)
_FULL_WIDTH = {
    ord(wide): plain for wide, plain in zip("０１２３４５６７８９．ｗＷｋＫ", "0123456789.wwkk", strict=True)
}
_FULL_WIDTH |= dict.fromkeys(map(ord, ",， \u00a0\u2009\u202f"), "")
_LOWER = re.compile(r"([0-9]+)([千百万]+)")
_PAIR = re.compile(r"(?P<head>十?)(?P<low>[一二两三四五六七八九])(?P<high>[二三四五六七八九])(?P<tail>[十百千万亿]*)")
_PAIRS = frozenset([*itertools.pairwise("一二三四五六七八九"), ("两", "三"), ("三", "五")])


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written in ``start`` to ``end`` and what it says; ``value`` is None for a placeholder.

    ``vague`` is the sign inside it that makes it a lower bound (26余万), ``upper`` the other end of 两三.
    """

    start: int
    end: int
    style: str
    value: Decimal | None
    upper: Decimal | None = None
    vague: str = ""
    scale: int = 1

    @property
    def scaled(self) -> bool:
        """Whether 百, 千, 万 or 亿 stands behind it."""
        return self.scale > 1


def numbers(text: str) -> Iterator[Number]:
    """All numbers of ``text`` from left to right; a run of signs that writes no number is passed over."""
    for found in _NUMBER.finditer(text):
        number = _read(found)
        if number is not None:
            yield number


def number_at(text: str, start: int) -> Number | None:
    """The number that begins at ``start``."""
    found = _NUMBER.match(text, start)
    return None if found is None else _read(found)


def _read(found: re.Match[str]) -> Number | None:
    start, end = found.span()
    if found["blank"] is not None:
        return Number(start, end, "blank", None, scale=_scale(found["bscale"] or ""))
    if end - start > LONGEST:
        return None
    return _read_chinese(found) if found["arabic"] is None else _read_arabic(found)


def _read_arabic(found: re.Match[str]) -> Number:
    value = Decimal(found["arabic"].translate(_FULL_WIDTH))
    scale = _scale((found["scale"] or "").translate(_FULL_WIDTH).lower())
    lower = (found["lower"] or "").translate(_FULL_WIDTH)
    below = sum(int(digits) * _scale(signs) for digits, signs in _LOWER.findall(lower))
    below += int((found["ones"] or "0").translate(_FULL_WIDTH).lstrip("零"))
    return Number(*found.span(), "arabic", value * scale + below, vague=found["vague"] or "", scale=scale)


def _scale(signs: str) -> int:
    return math.prod(_SCALES[sign] for sign in signs)


def _read_chinese(found: re.Match[str]) -> Number | None:
    start, end = found.span()
    written, vague = found["chinese"], found["cvague"] or ""
    if written in {"零", "〇"}:
        return None
    if written[0] in "几数":
        return None  # 数百, 几十 state no number
    if found["places"] is not None:
        whole = _plain(written.partition("点")[0])
        places = "".join(str(DIGITS[sign]) for sign in found["places"])
        scale = _scale(found["pscale"])
        return (
            None if whole is None else Number(start, end, "chinese", Decimal(f"{whole}.{places}") * scale, scale=scale)
        )
    behind = found["cscale"] or ""
    low = _plain(written[: -1 - len(behind)] if behind else written)
    if low is not None:
        scale = _scale(behind or written[-1]) if behind or written[-1] in "百千万亿" else 1
        return Number(start, end, "chinese", Decimal(low * _scale(behind)), vague=vague, scale=scale)
    return _read_pair(written, start, end)


def _read_pair(written: str, start: int, end: int) -> Number | None:
    """两三, 十五六, 三四百: one number or the next."""
    pair = _PAIR.fullmatch(written)
    if pair is None or (pair["low"], pair["high"]) not in _PAIRS:
        return None
    head, scale = 10 if pair["head"] else 0, _scale(pair["tail"])
    low, high = (Decimal((head + DIGITS[pair[name]]) * scale) for name in ("low", "high"))
    return Number(start, end, "chinese", low, upper=high, scale=scale)


def _plain(written: str) -> int | None:
    """The whole number of plain Chinese numerals, 百 and 万 alone included; None for 两三 and for strings of digits."""
    if len(written) > 1 and all(sign in DIGITS for sign in written):
        return None
    high, hundred_millions, low = written.rpartition("亿")
    if hundred_millions:
        above = _plain(high) if high else 1
        below = _plain(low) if low else 0
        return None if above is None or below is None else above * 10**8 + below
    if written[0] in "百千":
        written = "一" + written
    elif written[0] == "万":
        return 10**4 if written == "万" else None
    if written.endswith("万"):
        above = _plain(written[:-1])
        return None if above is None else above * 10**4
    return chinese_number(written)
