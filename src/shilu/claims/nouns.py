"""What is counted: the noun before a number, the noun behind it."""

import re

from shilu.claims.words import AFTER_ONLY, LIGHT, VERB, beginnings, cutters, endings

_AROUND = " \u3000\xa0“”‘’\"'《》〈〉「」『』【】[]—-–_·•●■◆▲★☆*#>:：、，,.。;；()（）\r\ufeff"
BOUNDARY = re.compile(r"[，。；：！？,;:!?\n\r\t|（）()\[\]【】…｜]|——|--")
_RIGHT_BOUNDARY = re.compile(r"[，。；：！？,;:!?\n\r\t|（）()\[\]【】…｜、—/]|--|(?<=.)[0-9０-９]")
_AND = re.compile(r"[和与及]")


def stripped(phrase: str, name: str, *, behind: bool) -> str:
    """``phrase`` without the words of a list at its end or beginning, again and again, and without signs around it."""
    table = endings(name) if behind else beginnings(name)
    while True:
        phrase = phrase.strip(_AROUND)
        if not phrase:
            return ""
        for word in table.get(phrase[-1 if behind else 0], ()):
            if (phrase.endswith(word) if behind else phrase.startswith(word)) and not _part_of_longer(
                phrase, word, behind=behind
            ):
                phrase = phrase[: -len(word)] if behind else phrase[len(word) :]
                break
        else:
            return phrase


def _part_of_longer(phrase: str, word: str, *, behind: bool) -> bool:
    """Whether a single sign belongs to a word that is kept whole (以及 in no word, 行为 with 为)."""
    if len(word) > 1:
        return False
    near = phrase[-4:] if behind else phrase[:4]
    sign = word
    for whole in (endings if behind else beginnings)("whole").get(sign, ()):
        if len(whole) > 1 and (near.endswith(whole) if behind else near.startswith(whole)):
            return True
    return False


def noun_before(phrase: str, *, act: bool) -> tuple[str, str]:
    """The noun at the end of ``phrase`` and, where a verb stands at the end instead, that verb.

    Where an act is counted (3次), a verb of doing something belongs to its name, and only 开展 and the like are cut off.
    """
    phrase = stripped(phrase, "behind_noun", behind=True)
    start = 0
    last = ""
    for first, end, sort in cutters(phrase):
        if sort == AFTER_ONLY or (act and sort == VERB and first != 0 and end != len(phrase)):
            continue
        if act and sort == VERB:
            continue
        if end == len(phrase):
            if sort in {VERB, LIGHT} and end - first > 1:
                last = phrase[first:end]
                if start == first or not phrase[start:first]:
                    return "", last
                return _tidied(phrase[start:first]), last
            phrase = phrase[:first]
            break
        start = end
    return _tidied(phrase[start:]), last


def _tidied(noun: str) -> str:
    quoted = max(noun.rfind("》"), noun.rfind("”"))
    if 0 <= quoted < len(noun) - 1 and noun[quoted] == "》":
        noun = noun[quoted + 1 :]
    cut = noun.rfind("的")
    if cut >= 0 and not noun.endswith("目的"):
        noun = noun[cut + 1 :] or noun[:cut]
    blank = max(noun.rstrip(_AROUND).rfind(" "), noun.rstrip(_AROUND).rfind("\u3000"))
    if blank >= 0:
        noun = noun[blank + 1 :]
    return re.sub(r"[“”‘’\"《》〈〉「」]", "", stripped(noun, "before_noun", behind=False))


def noun_after(phrase: str, *, act: bool) -> tuple[str, str, int]:
    """The noun at the beginning of ``phrase``, or the verb there, and how many signs of ``phrase`` were read."""
    led = len(phrase) - len(phrase.lstrip(" \u3000“‘「\""))
    body = phrase[led:]
    if body.startswith("的"):
        led, body = led + 1, body[1:]
    edge = _RIGHT_BOUNDARY.search(body)
    if edge is not None:
        body = body[: edge.start()]
    cut = len(body)
    for first, end, sort in cutters(body):
        if first == 0:
            if sort == LIGHT and act and end > 1:
                noun, verb, _size = noun_after(body[end:], act=False)
                return noun, verb, len(phrase)
            return "", body[first:end], led + end
        cut = first
        break
    noun = body[:cut]
    before, owner, rest = noun.partition("的")
    if owner:
        noun = before if rest == "" else rest
    found = _AND.search(noun)
    if found and (len(noun) - found.end() > 6 or found.start() == 0):
        noun = noun[: found.start()]
    return re.sub(r"[“”‘’\"《》〈〉「」]", "", stripped(noun, "before_noun", behind=False)), "", led + cut
