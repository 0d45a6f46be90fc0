"""A learned report as a template: settings, headings, paragraphs and tables in Markdown with expressions."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from shilu.reports.learning.replaced import Replaced
from shilu.reports.markdown import literal

_OPENS_LIST = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+=>])")
_JINJA = re.compile(r"\{\{|\{%|\{#")
_QUOTED = {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\t"): "\\t"}


def with_expressions(text: str, start: int, replaced: Iterable[Replaced], *, plain: Callable[[str], str]) -> str:
    """``text``, which begins at ``start`` of the document, with the expressions of ``replaced``; ``plain`` writes the rest."""
    written, done = "", start
    for one in replaced:
        if start <= one.start and one.end <= start + len(text):
            written += plain(text[done - start : one.start - start]) + one.expression
            done = one.end
    return written + plain(text[done - start :])


def escaped(words: str) -> str:
    """``words`` such that Markdown and the template language print them as they stand."""
    return _JINJA.sub(lambda found: f'{{{{ "{found[0]}" }}}}', literal(words))


def line(written: str) -> str:
    """A paragraph whose beginning opens no list; a line break in it stays one."""
    text = _OPENS_LIST.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", written.strip())
    return text.replace("\n", "\\\n")


def settings(values: Mapping[str, str]) -> str:
    """The block of settings between two lines of +++."""
    rows = [f'{key} = "{value.translate(_QUOTED)}"' for key, value in values.items() if value]
    return "\n".join(["+++", *rows, "+++"]) + "\n"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table of finished cells; the first row is its head."""
    lines = ["| " + " | ".join(cell.replace("\n", "") for cell in row) + " |" for row in rows]
    rule = "|" + " --- |" * max(len(row) for row in rows)
    return "\n".join([lines[0], rule, *lines[1:]])
