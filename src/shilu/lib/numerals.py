"""Chinese numerals in dates and counts: 二〇二二, 十二, 廿一, 一百零五, 一万二千."""

import re

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
NUMERAL = re.compile("[〇○零一二两三四五六七八九十廿卅百千万]+")

_D = "[一二两三四五六七八九]"
_BELOW_TEN_THOUSAND = re.compile(
    f"(?:({_D})千)?(?P<z1>零)?(?:({_D})百)?(?P<z2>零)?(?:({_D})?(?P<ten>十))?(?P<z3>零)?({_D})?",
)


def chinese_number(text: str) -> int | None:
    """The number that ``text`` writes, or None where it writes none or only about one (二三十, 一百二).

    Without 十, 百, 千 or 万 the digits stand in their places: 二〇二二 is 2022.
    """
    if not text or len(text) > 20:
        return None
    if all(sign in DIGITS for sign in text):
        return int("".join(str(DIGITS[sign]) for sign in text))
    high, ten_thousands, low = text.replace("廿", "二十").replace("卅", "三十").rpartition("万")
    if not ten_thousands:
        return _below_ten_thousand(low)
    above = _below_ten_thousand(high)
    below = _below_ten_thousand(low) if low else 0
    if not above or below is None or (low in DIGITS):
        return None
    return above * 10_000 + below


def _below_ten_thousand(text: str) -> int | None:
    found = _BELOW_TEN_THOUSAND.fullmatch(text)
    if not text or found is None:
        return None
    thousands, hundreds, tens, ones = found[1], found[3], found[5], found[8]
    skipped = bool(found["z1"] or found["z2"] or found["z3"])
    if ones and (thousands or hundreds) and not found["ten"] and not skipped:
        return None  # 一百二 is 120 to one reader and 102 to another
    ten = DIGITS[tens] if tens else int(bool(found["ten"]))
    return (
        (DIGITS[thousands] * 1000 if thousands else 0)
        + (DIGITS[hundreds] * 100 if hundreds else 0)
        + ten * 10
        + (DIGITS[ones] if ones else 0)
    )


def with_arabic_numbers(text: str) -> str:
    """``text`` with each Chinese numeral that writes one number put in Arabic digits; 两三 and 三五 stay, they are about."""
    whole = re.sub("(?<=[一二三四五六七八九〇○零])[0OoＯ](?=[一二三四五六七八九〇○零年])", "〇", text)
    return NUMERAL.sub(lambda found: _arabic(found[0]), whole)


def _arabic(numeral: str) -> str:
    if len(numeral) in {2, 3} and all(sign in DIGITS for sign in numeral):
        return numeral
    number = chinese_number(numeral)
    return numeral if number is None else str(number)


def in_chinese(number: int) -> str | None:
    """``number`` in Chinese numerals as it is read aloud (十二, 一百零五, 一万两千 is 一万二千); None below 0 or from 亿 on."""
    if not 0 <= number < 100_000_000:
        return None
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        below = "" if not low else ("零" if low < 1000 else "") + _thousands(low)
        return f"{_thousands(high)}万{below}"
    written = _thousands(number)
    return written[1:] if 10 <= number < 20 else written


def _thousands(number: int) -> str:
    """0 to 9,999, with 一 before 十: 一十二."""
    digits = "零一二三四五六七八九"
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if gap and written else "") + digits[digit] + name
            gap = False
        else:
            gap = True
    return written or "零"
