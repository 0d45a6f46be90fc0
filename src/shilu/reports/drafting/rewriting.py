"""Lines of a template that print what somebody wrote in a file, their numbers bound to what they were bound to."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Final

from shilu.reports.drafting.pairing import Read
from shilu.reports.drafting.tracing import Atom, Token, TracedLine

_MARK: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．](?!\d)|（\d{1,2}）|——)[ \u3000]*"
)
_HEADINGS: Final = (
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), "## "),
    (re.compile(r"（[一二三四五六七八九十]{1,3}）"), "### "),
)
_HEADING_LENGTH: Final = 30
CALL: Final = re.compile(r"\{\{\s*[\w\u4e00-\u9fff]+\(.*\)\s*\}\}", re.DOTALL)
_KEPT: Final = re.compile(r"""\s*,\s*kept\s*=\s*("[^"]*"|'[^']*')""")


def is_mark(read: Read, length: int) -> bool:
    """Whether a line begins with nothing, or with a number that the program counts, before its ``length``-th token."""
    return length == 0 or _MARK.fullmatch("".join(shown for _token, shown in read.tokens[:length])) is not None


def rewritten(
    source: TracedLine, read: Read, numbers: Mapping[str, Atom], kept: Mapping[str, str], *, mark: bool
) -> str:
    """A line of the template that prints what ``read`` says."""
    tokens = read.tokens
    if mark and (found := _MARK.match("".join(shown for _token, shown in tokens))):
        tokens = _behind(tokens, len(found.group().rstrip()))
    old = source.tokens
    matcher = SequenceMatcher(None, old, [token for token, _shown in tokens], autojunk=False)
    same = {block.a + step: block.b + step for block in matcher.get_matching_blocks() for step in range(block.size)}
    out: list[str] = []
    at = done = 0
    for atom in source.atoms:
        span = range(at, at + len(atom.tokens))
        at = span.stop
        if not span:
            if atom.source.isspace() and not (span.start in same or span.start - 1 in same):
                continue
            out.append(atom.source)
            continue
        places = [same.get(one) for one in span]
        whole = places[0] is not None and places == list(range(places[0], places[0] + len(places)))
        if not whole or places[0] < done:  # type: ignore[operator]
            continue
        out += (_spelled(one, numbers, kept) for one in tokens[done : places[0]])
        out.append(_with_kept(atom, kept))
        done = places[-1] + 1  # type: ignore[operator]
    out += (_spelled(one, numbers, kept) for one in tokens[done:])
    line = "".join(out)
    return line if line.count("**") % 2 == 0 else line.replace("**", "")


def _behind(tokens: list[tuple[Token, str]], length: int) -> list[tuple[Token, str]]:
    left = length
    for at, (_token, shown) in enumerate(tokens):
        if left <= 0:
            return tokens[at:]
        left -= len(shown.rstrip())
    return []


def opened(read: Read, numbers: Mapping[str, Atom], kept: Mapping[str, str]) -> str:
    """A new line for the template: a heading where it is marked like one."""
    words = read.raw.strip()
    head = next((head for mark, head in _HEADINGS if mark.match(words) and len(words) <= _HEADING_LENGTH), "")
    tokens = read.tokens
    if head and (found := _MARK.match(words)):
        tokens = _behind(tokens, len(found.group().rstrip()))
    return head + "".join(_spelled(one, numbers, kept) for one in tokens).strip()


def _spelled(one: tuple[Token, str], numbers: Mapping[str, Atom], kept: Mapping[str, str]) -> str:
    """A sign as a template writes it; a number that was moved keeps what it is bound to."""
    token, shown = one
    if isinstance(token, str):
        return re.sub(r"([*_`\\<\[\]])", r"\\\1", shown).replace("{", "｛").replace("}", "｝")
    atom = numbers.get(token[0])
    return _with_kept(atom, kept) if atom is not None and len(atom.tokens) == 1 else shown


def _with_kept(atom: Atom, kept: Mapping[str, str]) -> str:
    """The source of an expression, which prints the words that somebody keeps where there are such."""
    words = next((kept[token[0]] for token in atom.tokens if not isinstance(token, str) and token[0] in kept), None)
    if words is None or not CALL.fullmatch(atom.source):
        return atom.source
    plain = _KEPT.sub("", atom.source)
    end = plain.rindex(")")
    quoted = words.replace("\\", "").replace('"', "")
    return f'{plain[:end]}, kept="{quoted}"{plain[end:]}'
