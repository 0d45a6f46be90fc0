"""Words in a date cell that name no day, each with the reason told to the clerk."""

import re

from django.utils.translation import gettext as _

from shilu.lib.unreadable import Unreadable

_FESTIVAL = (
    "春节|元旦|元宵|清明|端午|中秋|重阳|国庆|除夕|劳动节|青年节|妇女节|建党节|建军节|教师节|警察节|暑假|寒假|节前|节后|节日"
    "|(?<![〇○零一二三四五六七八九十])(?:三八|五一|五四|六一|七一|八一|十一(?=前|后|期间|假期))(?![〇○零一二三四五六七八九年月日号])"
)

# The first rule that is found speaks, so 春节前 is a festival and 3月底前 a time limit.
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("nothing", re.compile(r"(?:[-/\\~—–―]+|无|没有|暂无|不详|未知|空)\Z")),
    ("ditto", re.compile(r"(?:同上|同前|[〃″\"“”]+)\Z")),
    ("undecided", re.compile(r"待定|未定|另行|另定|暂定|拟于|计划")),
    ("standing", re.compile(r"长期|常态|持续|经常|日常|随时|适时|定期|实时|贯穿|立行立改|立即")),
    ("recurring", re.compile(r"每|逢")),
    ("lunar", re.compile(r"农历|阴历|正月|腊月|冬月|初[一二三四五六七八九十]")),
    ("festival", re.compile(_FESTIVAL)),
    ("about", re.compile(r"约|左右|前后|大概|大致|上下|[几数余多]")),
    (
        "relative",
        re.compile(
            r"今[天日年]|昨[天日]|明[天日年]|[本上下这]个?[月周季]|[本去前]年|同[年月日]|近[日期]|^日前|当[天日月年]"
        ),
    ),
    ("limit", re.compile(r"[前内]\Z|之前|以前|截[止至]|不晚于|最迟")),
    ("open", re.compile(r"[起后]\Z|以来|以后|之后|至今")),
    ("part_of_month", re.compile(r"[月年][底初末]|月中(?!旬)|年中|季[末初]")),
)


def _reason(key: str) -> str:
    reasons = {
        "nothing": _("no day is written: write the day, as in 3月5日"),
        "ditto": _("“same as above” has no day above it: write the day, as in 3月5日"),
        "undecided": _("the day was not yet fixed: write the day on which it took place"),
        "standing": _("a standing task has no day: write the day on which something was done"),
        "recurring": _("a rhythm is no day: write each day, as in 3月5日、12日、19日"),
        "lunar": _("a day of the lunar calendar: write the day of the solar calendar, as in 3月5日"),
        "festival": _("a festival is no day: write the day, as in 1月28日"),
        "about": _("only about when: write the day, as in 3月5日, or the month, as in 3月"),
        "relative": _("a day counted from today: write the day, as in 3月5日"),
        "limit": _("a time limit is no day: write the day on which it was done"),
        "open": _("a beginning without an end: write the first and the last day, as in 3月5日-7日"),
        "part_of_month": _(
            "beginning or end of a month is no day: write the day, as in 3月28日, or the month, as in 3月"
        ),
    }
    return reasons[key]


def refuse_vague(text: str) -> None:
    """Raise Unreadable where ``text`` (half-width, without blanks) holds a word that names no day."""
    for key, pattern in _RULES:
        if pattern.search(text):
            raise Unreadable(_reason(key), key=key)
