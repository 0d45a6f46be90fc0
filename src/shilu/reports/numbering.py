"""The numbers of headings and list items as GB/T 9704-2012 (7.3.3) writes them: 一、 （一） 1. （1）."""

import re

_DIGITS = "零一二三四五六七八九"
_GIVEN = {
    1: re.compile(r"^[一二三四五六七八九十]+、\s*"),
    2: re.compile(r"^[（(][一二三四五六七八九十]+[）)]、?\s*"),
    3: re.compile(r"^\d{1,2}[.．、]\s*(?!\d)"),
    4: re.compile(r"^[（(]\d{1,2}[）)]、?\s*"),
}


def chinese_numeral(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones or not tens else "")


def mark_of(level: int, number: int) -> str:
    """The mark of the ``number``-th heading of ``level`` (1 to 4)."""
    return (f"{chinese_numeral(number)}、", f"（{chinese_numeral(number)}）", f"{number}.", f"（{number}）")[level - 1]


def without_mark(level: int, text: str) -> str:
    """``text`` without a number that somebody typed before it: the program counts."""
    return _GIVEN[level].sub("", text)


def next_counts(counts: tuple[int, ...], level: int) -> tuple[int, ...]:
    """The running counts of the four levels after one more heading of ``level``."""
    return tuple(n if at < level - 1 else n + 1 if at == level - 1 else 0 for at, n in enumerate(counts))
