"""The inner document: what a paper says, with every number bound to the query it came from, before any layout."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from shilu.figures.pictures.activity import Sheet

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Binding:
    """What a printed number or record is: which figure, of which unit and period, read at which position of the ledger.

    ``value`` is a decimal as text, None where there is none ("not reported", "fewer than 5"); ``root`` is hexadecimal;
    ``period_title`` says the period in the months of the body, which a paper that is read back does not tell;
    ``moment`` when the ledger was read, ``entries`` how many records make it, which such a paper does not tell either;
    ``query`` is whatever the composer needs beside these to compute the value again, in its own notation.
    """

    id: str
    figure: str
    title: str
    definition: str
    value: str | None
    unit: str
    unit_name: str
    period: str
    quantity: str
    measure: str
    as_of: int
    root: str
    labels: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    query: str = ""
    period_title: str = field(default="", compare=False)
    moment: datetime | None = field(default=None, compare=False)
    entries: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Words that are bound to nothing; a tab or a line break in them stays one."""

    text: str
    bold: bool = False

    @property
    def shown(self) -> str:
        """The text as it is read."""
        return self.text


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed ("8次", "12.5%", "不足5人") with the query behind it; ``is_old`` where an earlier report said it."""

    binding: Binding
    shown: str
    bold: bool = False
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """Printed words of one or more records (a title, a line of a list), bound like a number."""

    binding: Binding
    shown: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Squares:
    """The days of a month as squares, darker where more was recorded; they say nothing in words. ``peak`` is the busiest day's."""

    sheet: Sheet
    peak: int
    bold: bool = False

    @property
    def shown(self) -> str:
        """No words."""
        return ""


Run = Text | Number | Record | Squares
Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4; ``number`` is 一、 （一） 1. or （1） as the program counted it."""

    level: int
    number: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list; ``mark`` is 1. or （1） in a counted list and —— in a plain one."""

    mark: str
    runs: Runs


Row = tuple[Runs, ...]
Side = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True)
class Table:
    """Header rows, which are repeated on every page, and body rows; ``sides`` says how each column stands."""

    header: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: str = ""
    source: str = ""
    sides: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars: a number for each category, None where there is none."""

    name: str
    points: tuple[Number | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers; the numbers in it are bound like those of the text."""

    form: Literal["bar", "line"]
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    measure: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | ListItem | Table | Chart | PageBreak
Bound = Number | Record | Table | Chart


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands around the text: title, recipient, signature, and head and foot of an issued paper.

    ``layout`` names a Word file beside the template in whose layout the paper is written, ``every`` the sort of period that
    such a paper is written for, ``learned`` the period of the report that the template was learned from; ``subtitle`` is
    the line in brackets below the title.
    """

    form: Literal["report", "letter", "minutes"] = "report"
    title: str = ""
    subtitle: str = ""
    to: str = ""
    sender: str = ""
    dated: date | None = None
    seal: bool = False
    note: str = ""
    attachments: tuple[str, ...] = ()
    copy_number: str = ""
    classification: str = ""
    urgency: str = ""
    issuer_mark: str = ""
    number: str = ""
    signers: tuple[str, ...] = ()
    copies_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    attending: str = ""
    absent: str = ""
    observing: str = ""
    unit: str = ""
    period: str = ""
    every: str = ""
    until: date | None = None
    layout: str = ""
    learned: str = ""

    @property
    def has_head(self) -> bool:
        """Whether the paper opens with a red head (版头)."""
        return bool(self.issuer_mark)

    @property
    def has_foot(self) -> bool:
        """Whether the paper closes with a printing note (版记)."""
        return bool(self.copies_to or self.printed_by or self.printed_on)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A paper behind the paper; ``number`` is 0 where it is the only one."""

    number: int
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper."""

    title: str
    front: FrontMatter
    blocks: tuple[Block, ...]
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueStamp:
    """The issue that a paper carries: its uuid and the position and root of the ledger it was read at."""

    uuid: str
    as_of: int
    root: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A number as a paper and its issue keep it: what it showed, and about twelve characters before and after it."""

    binding: Binding
    shown: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """What a paper says about itself; ``issue`` is empty for a draft."""

    issue: str
    as_of: int | None
    root: str
    numbers: tuple[Stored, ...]
