"""Text as typed in a cell brought to one width, so that a rule needs to know each sign once."""

_HALF_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_BLANKS = dict.fromkeys((0x3000, 0xA0, 0x202F, 0x205F, *range(0x2000, 0x200B), 0x9, 0xA, 0xB, 0xC, 0xD), " ")
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))
# Not NFKC: that would turn ① into 1 and ² into 2, and a number would grow a digit.
_TABLE = {**_HALF_WIDTH, **_BLANKS, **_INVISIBLE}


def half_width(text: str) -> str:
    """``text`` with half-width digits, letters and signs, plain blanks for every blank or line break, none at the ends."""
    return text.translate(_TABLE).strip()
