"""What a template keeps of an earlier report: where it stands in the text, and what may stand there instead."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from shilu.lib.errors import Refused
from shilu.lib.periods import Period, parse_period
from shilu.reports.document import FrontMatter
from shilu.reports.front_matter import parse_front_matter
from shilu.reports.markdown import literal

YEAR: Final = "year"
_NAMES: Final = frozenset({"old", "旧数"})
_EXPRESSION: Final = re.compile(r"\{\{.*?\}\}")
_MAYBE: Final = re.compile(r"(?:old|旧数)\s*\(")
_FIRST: Final = re.compile(r"""(?:old|旧数)\(\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*,\s*""")
_MARKDOWN: Final = re.compile(r"^\s*(?:#+|[-*+>]|\d+[.)])\s+|\*\*|\\(?=\W)")
_AROUND: Final = 16
"""Signs of the text that are told before and behind a place."""


@dataclass(frozen=True, slots=True)
class OldPlace:
    """A place in the text of a template: what an earlier report said there, the expression, and the words around it.

    ``has_figure`` where the expression names a figure that could stand there.
    """

    start: int
    end: int
    words: str
    source: str
    before: str
    after: str
    has_figure: bool

    @property
    def as_figure(self) -> str:
        """The expression of the figure that could stand there."""
        return _FIRST.sub("figure(", self.source, count=1)

    @property
    def as_kept(self) -> str:
        """The expression that says that the words stay as they are."""
        end = self.source.rindex(")")
        kept = quoted(self.words)
        if "('" in self.source:  # as in the settings, which stand in quotation marks themselves
            kept = f"'{kept[1:-1]}'"
        return f"{self.source[:end]}, kept={kept}{self.source[end:]}"


def old_places(text: str, *, unit: str, period: Period) -> tuple[OldPlace, ...]:
    """The places of a template that nobody has looked at, in a paper of ``unit`` (its name) on ``period``, in their order."""
    try:
        front, _body = parse_front_matter(text)
    except Refused:
        front = FrontMatter()
    if is_source(front, unit=unit, period=period):
        return ()
    return tuple(_found(text, period))


def is_source(front: FrontMatter, *, unit: str, period: Period) -> bool:
    """Whether a paper is of the unit and period whose report its template was learned from: nothing is old then."""
    return (front.learned, front.unit) == (period.name, unit)


def ends_with_year(period: Period) -> bool:
    """Whether what was said of a whole year may stand in a paper on ``period``."""
    whole = period.whole()
    return whole.last == parse_period(str(whole.last.year), calendar=period.calendar).last


def replaced_places(text: str, written: Sequence[tuple[OldPlace, str]]) -> str:
    """``text`` with other words or expressions in some of its places."""
    for place, instead in sorted(written, key=lambda one: -one[0].start):
        text = text[: place.start] + instead + text[place.end :]
    return text


def as_words(words: str) -> str:
    """``words`` as the text of a template that prints them as they stand."""
    return literal(words).replace("{", "｛").replace("}", "｝")


def quoted(text: str) -> str:
    """``text`` as a template writes it in a call."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _found(text: str, period: Period) -> Iterator[OldPlace]:
    for found in _EXPRESSION.finditer(text):
        call = _old_call(found[0])
        if call is None:
            continue
        words, *names = (one.value for one in call.args if isinstance(one, nodes.Const))
        options = {one.key: one.value.value for one in call.kwargs if isinstance(one.value, nodes.Const)}
        if not _is_settled(options, period):
            start, end = text.rfind("\n", 0, found.start()) + 1, (text + "\n").index("\n", found.end())
            before, after = _plain(text[start : found.start()]), _plain(text[found.end() : end])
            around = (before[-_AROUND:].lstrip("…"), after[:_AROUND].rstrip("…"))
            yield OldPlace(*found.span(), str(words), found[0], *around, has_figure=bool(names))


def _is_settled(options: Mapping[str, object], period: Period) -> bool:
    return bool(options.get("kept")) or (options.get("until") == YEAR and ends_with_year(period))


def _old_call(source: str) -> nodes.Call | None:
    """The call in an expression, where it states an old number."""
    if not _MAYBE.search(source):
        return None
    try:
        call = next(ImmutableSandboxedEnvironment(autoescape=False).parse(source).find_all(nodes.Call), None)
    except TemplateSyntaxError:
        return None
    is_old = call is not None and isinstance(call.node, nodes.Name) and call.node.name in _NAMES
    return call if is_old and call is not None and call.args and isinstance(call.args[0], nodes.Const) else None


def _plain(source: str) -> str:
    """A stretch of a template as it reads: old numbers as they stand, other expressions left out."""

    def shown(found: re.Match[str]) -> str:
        call = _old_call(found[0])
        return str(call.args[0].value) if call and isinstance(call.args[0], nodes.Const) else "…"

    return _MARKDOWN.sub("", _EXPRESSION.sub(shown, source)).replace("|", " ").strip()
