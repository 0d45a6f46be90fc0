"""Words that make a number inexact: before it (近, 突破, 不超过) and after it (余, 以上, 左右)."""

import re
from decimal import Decimal

from shilu.claims.claim import Approx

_AT_LEAST, _ABOUT, _AT_MOST = "at_least", "about", "at_most"

BEFORE: dict[str, Approx] = {
    "超过": "at_least", "突破": "at_least", "不少于": "at_least", "不低于": "at_least", "不下": "at_least", "至少": "at_least",
    "超出": "at_least", "逾": "at_least", "超": "at_least", "破": "at_least", "上": "at_least", "大于": "at_least", "高于": "at_least",
    "近": "about", "约": "about", "大约": "about", "将近": "about", "接近": "about", "约为": "about", "约有": "about", "大概": "about",
    "不超过": "at_most", "不多于": "at_most", "不高于": "at_most", "至多": "at_most", "不到": "at_most",
    "不足": "at_most", "低于": "at_most", "少于": "at_most", "小于": "at_most", "≥": "at_least", "≤": "at_most", "＞": "at_least",
    ">": "at_least", "＜": "at_most", "<": "at_most",
}  # fmt: skip
AFTER: dict[str, Approx] = {
    "以上": "at_least", "之多": "exact", "左右": "about", "上下": "about", "以内": "at_most", "之内": "at_most", "以下": "at_most",
    "余": "at_least", "多": "at_least", "几": "at_least", "+": "at_least", "＋": "at_least", "来": "about", "许": "about",
    "有余": "at_least",
}  # fmt: skip

_OTHER_WORDS = re.compile(
    r"(?:[签节预违合公契履特邀相制]约|[赶反高彩心阴妇BＢ]超|[附临靠最新亲贴相]近|[打侦爆攻看识冲告]破|[以马晚早网线楼身会路市史世]上|[最附]近|[有]上)$"
)
_BEFORE = re.compile(f"(?:{'|'.join(sorted(map(re.escape, BEFORE), key=len, reverse=True))})[ \u3000]?$")
_GREAT = frozenset("百千万亿")
_LAST_SIGNS = frozenset(word[-1] for word in BEFORE)
WITHIN = re.compile(
    r"[ ]?(?P<mark>余|多(?!媒体|功能|元化|样性|种|方面)|几|[+＋](?![0-9N])|来(?=[个名位人次场件天家年岁]))"
)
BEHIND = re.compile(
    r"(?<=[成倍%％])多|以上|左右|上下|以内|之内|以下|有余|[+＋](?![0-9N])|多(?=[小个]?[时月])|余(?=[，。；、])"
)


def mark_before(text: str, start: int, floor: int) -> tuple[str, int]:
    """The mark that stands directly before ``start`` but not before ``floor``, and where it begins; "" where there is none."""
    if start == 0 or (text[start - 1] not in _LAST_SIGNS and text[start - 1] not in " \u3000"):
        return "", start
    window = text[max(floor, start - 5) : start]
    found = _BEFORE.search(window)
    if found is None or (found[0] == "上" and text[start] not in _GREAT) or _OTHER_WORDS.search(window.rstrip()):
        return "", start
    return found[0].rstrip(), start - len(window) + found.start()


def is_breakthrough(mark: str, value: Decimal | None, *, scaled: bool, share: bool) -> bool:
    """Whether 突破 before the number is the noun of something achieved (技术突破3项), not a mark (突破300万)."""
    return mark in {"突破", "破"} and not scaled and not share and value is not None and value < 100


def approx(marks: tuple[str, ...]) -> Approx:
    """What the marks make of the number together: 约 with 多 is a lower bound."""
    meant = {BEFORE.get(mark) or AFTER.get(mark) or _AT_LEAST for mark in marks}
    for one in (_AT_LEAST, _AT_MOST, _ABOUT):
        if one in meant:
            return one  # type: ignore[return-value]
    return "exact"
