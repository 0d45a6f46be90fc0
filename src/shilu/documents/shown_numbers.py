"""A number of a cell as people see it: its format applied as far as it changes what is read."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

BUILT_IN: Final = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    36: 'yyyy"年"m"月"',
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    45: "mm:ss",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Formats that a workbook names by number only (ECMA-376 part 1, 18.8.30, with those of a Chinese program)."""

_TOKEN: Final = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|(AM/PM|上午/下午|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[0#?.,%/]+|General|G/通用格式|@|[eE][+-])|(.)'
)
_DATE: Final = re.compile(r"[yYdDhHsS]|[mM]")
_SIGNIFICANT: Final = 11  # digits that a cell of General format shows
_FURTHEST: Final = 2_958_465  # the day 9999-12-31


def shown_number(value: Decimal, form: str, *, from_1904: bool = False) -> str:
    """``value`` of a cell whose format is ``form``: 8 for 8.0, 97.5% for 0.975, 2022/3/5 for a day.

    What a format cannot say simply (fractions, scientific numbers) is shown plain.
    """
    tokens = [found.groups() for found in _TOKEN.finditer(_section(value, form))]
    codes = "".join(code or "" for *_rest, code, _sign in tokens)
    if "General" not in codes and "通用" not in codes and _DATE.search(codes.replace("AM/PM", "")):
        return _day(value, tokens, from_1904=from_1904)
    digits = next((code for *_rest, code, _sign in tokens if code and re.match(r"[0#?.,]", code)), "")
    if digits and "/" not in digits and not re.search(r"[eE][+-]", codes):
        number = _formatted(abs(value) if ";" in form else value, digits, percent=codes.count("%"))
    elif codes or form == "":
        number = _plain(value)
    else:
        number = ""  # the format shows words alone, or nothing
    written = ""
    for literal, escaped, currency, code, sign in tokens:
        if code and code.strip("%"):
            written += number + "%" * code.count("%")
            number = ""
        else:
            written += code or literal or escaped or currency or sign or ""
    written = (written + number).strip()
    left_out = value < 0 and ";" in form and "-" not in written and "(" not in written
    return f"-{written}" if left_out and re.search(r"[1-9]", written) else written


def _section(value: Decimal, form: str) -> str:
    sections = form.split(";")
    if value < 0 and len(sections) > 1:
        return sections[1]
    if value == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]


def _plain(value: Decimal) -> str:
    if value == value.to_integral_value():
        return str(int(value)) if abs(value.adjusted()) < 20 else f"{value:E}"
    with localcontext() as context:
        context.prec = _SIGNIFICANT
        return f"{(+value).normalize():f}" if value.adjusted() > -_SIGNIFICANT else f"{+value:E}"


def _formatted(value: Decimal, digits: str, *, percent: int) -> str:
    placeholders = digits.replace("%", "")
    scale = len(placeholders) - len(placeholders.rstrip(","))
    whole, _point, decimals = placeholders.rstrip(",").partition(".")
    amount = value * 100**percent / 1000**scale
    least, most = decimals.count("0"), sum(decimals.count(sign) for sign in "0#?")
    with localcontext() as context:
        context.prec = 60
        if amount.adjusted() > 40:
            return _plain(value)
        rounded = amount.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    written = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    before, _point, after = written.partition(".")
    while len(after) > least and after.endswith("0"):
        after = after[:-1]
    wide = whole.replace(",", "").count("0")
    sign, before = ("-", before[1:]) if before.startswith("-") else ("", before)
    return f"{sign}{before.zfill(wide)}{'.' if after else ''}{after}"


def _day(value: Decimal, tokens: list[tuple[str, ...]], *, from_1904: bool) -> str:
    if not 0 <= value <= _FURTHEST:
        return _plain(value)
    start = dt.datetime(1904, 1, 1) if from_1904 else dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no time zone
    try:
        at = start + dt.timedelta(seconds=round(float(value) * 86_400))
    except OverflowError:
        return _plain(value)
    written = ""
    before = ""
    codes = [code.lower() if code else "" for *_rest, code, _sign in tokens]
    halves = "am/pm" in codes or "上午/下午" in codes
    for place, (literal, escaped, _currency, code, sign) in enumerate(tokens):
        if not code:
            written += literal or escaped or sign or ""
            continue
        small = code.lower()
        following = next((one for one in codes[place + 1 :] if one), "")
        if small.startswith("m") and (before.startswith("h") or following.startswith("s")):
            written += f"{at.minute:02d}"
        elif small in {"am/pm", "上午/下午"}:
            written += ("AM" if at.hour < 12 else "PM") if small == "am/pm" else ("上午" if at.hour < 12 else "下午")
        elif small[0] in "ymdhs":
            written += _part(at, small, halves=halves)
        else:
            written += code if small[0] in "/.," else ""
        before = small if small[0] in "ymdhs" else before
    return written.strip()


def _part(at: dt.datetime, code: str, *, halves: bool) -> str:
    hour = (at.hour + 11) % 12 + 1 if halves else at.hour
    number = {"y": at.year, "m": at.month, "d": at.day, "h": hour, "s": at.second}[code[0]]
    if code[0] == "y":
        return f"{number:04d}" if len(code) > 2 else f"{number % 100:02d}"
    if code[0] == "d" and len(code) > 2:
        return "周" + "一二三四五六日"[at.weekday()]
    return f"{number:02d}" if len(code) == 2 else str(number)
