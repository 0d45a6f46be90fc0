"""Where a clause begins and ends, and how far around a number anything is looked at."""

import re

REACH = 80
"""How many signs before a number are looked at, however long its clause is; so hostile text costs no more than plain."""

EDGE = re.compile(r"[，。；：！？,;:!?\n\r\t（）()\[\]【】…|｜]|——|--|\.(?=[\u4e00-\u9fff])")
RIGHT_EDGE = re.compile(r"[，。；：！？,;:!?\n\r\t（）()\[\]【】…|｜、—/《]|--|\.(?=[\u4e00-\u9fff])|(?<=.)[0-9０-９]")
PARENTHESES = re.compile(r"[(（][^()（）\n]{0,40}[)）]|^[^()（）\n]{0,20}[)）]")
"""Remarks in parentheses, and the end of one whose beginning lies outside the window."""
BRACKETED = re.compile(
    r"[\u4e00-\u9fff]{1,3}[(（][市县区镇乡村办场社、，道街居农科馆室中心园旗盟区系部处组校站地]{1,8}[)）](?:[区级](?![域县]))?|[省市县区]、(?:直辖)?[市县区](?:、(?:自治|特别行政)?区)?(?![\u4e00-\u9fff]{0,2}级)"
)
"""Bodies of a sort with others of it in brackets, one name together: 县(市、区), 村（社区）."""

_SENTENCE_END = re.compile(r"[。！？!?\n]")
_RUNNING = re.compile(r"[，,；;、。]|[^ ]{30}")
_NEW_ITEM = re.compile(r"[ \u3000]*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）、.．]|[●•·■◆▲★☆※\-—*])")
_SHORTEST_RUNNING_LINE = 18
_LINE_REACH = 120


def is_han(sign: str) -> bool:
    """Whether ``sign`` is a Chinese character; "" is none."""
    return "一" <= sign <= "龥"


def clause_before(text: str, start: int, floor: int) -> str:
    """The words of the clause before ``start``, not from before ``floor`` and without remarks in parentheses.

    A line that was broken in the middle of a sentence goes on in the next.
    """
    window = text[floor:start]
    if ")" in window or "）" in window:
        window = PARENTHESES.sub("", window)
    edge = 0
    for found in EDGE.finditer(window):
        if found[0] != "\n" or not _goes_on(window, found.start()):
            edge = found.end()
    return window[edge:].replace("\n", "")


def clause_behind(text: str, end: int, reach: int) -> str:
    """What stands between ``end`` and the end of its clause, ``reach`` signs at most."""
    window = text[end : end + reach]
    edge = EDGE.search(window)
    return window if edge is None else window[: edge.start()]


def joined_lines(text: str, start: int, stop: int) -> str:
    """The words from ``start`` to ``stop`` without the newlines that break a sentence."""
    window = text[start:stop]
    if "\n" not in window[1:] or window[0] == "\n":
        return window
    first = max(text.rfind("\n", max(0, start - _LINE_REACH), start) + 1, start - _LINE_REACH)
    line = text[first:stop]
    kept = [sign for at, sign in enumerate(line) if at >= start - first and (sign != "\n" or not _goes_on(line, at))]
    return "".join(kept)


def same_sentence(text: str, start: int, end: int) -> bool:
    """Whether no sentence ends between two places, and they are not far apart."""
    return end - start < REACH and _SENTENCE_END.search(text, start, end) is None


def _goes_on(window: str, newline: int) -> bool:
    """Whether a line ends in the middle of a sentence: a long one with commas, no sign behind it, no new item after it."""
    first = window.rfind("\n", 0, newline) + 1
    return (
        newline - first >= _SHORTEST_RUNNING_LINE
        and is_han(window[newline - 1])
        and _RUNNING.search(window, first, newline) is not None
        and _NEW_ITEM.match(window, newline + 1) is None
    )
