"""The pieces that a paper is set from: paragraphs with their place, the mark of the issuer, tables and charts."""

from dataclasses import dataclass
from typing import Literal

from shilu.reports.document import Chart, FrontMatter, Runs, Table, Text

Style = Literal[
    "copy_number", "classification", "urgency", "letter_number", "letter_line", "title", "subtitle", "recipient", "body", "heading1",
    "heading2", "heading3", "heading4", "attachment_list", "signature", "date", "note", "attachment_mark", "attendance",
    "blank", "caption", "source",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph; indents are in characters of size 3: ``left``, ``first`` (negative for a hanging line), ``right``.

    ``lead`` is a label set in 黑体 before the text, ``tail`` a name set in 楷体 after it; ``keeps`` binds the paragraph to the next one on one page.
    """

    style: Style
    runs: Runs = ()
    left: float = 0
    first: float = 0
    right: float = 0
    lead: str = ""
    tail: str = ""
    keeps: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """The issuer's name in red (发文机关标志); ``lines_above`` are the lines that stand over it in the text block."""

    text: str
    lines_above: int


Piece = Para | Mark | Table | Chart


@dataclass(frozen=True, slots=True)
class Paper:
    """What is set: the mark above a letter, the paragraphs from the top, and the lines of the foot."""

    pieces: tuple[Piece, ...]
    front: FrontMatter
    title: str


BLANK = Para("blank")


def words(text: str) -> Runs:
    """``text`` as runs."""
    return (Text(text),)
