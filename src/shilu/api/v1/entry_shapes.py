"""Entries as the interface gives and takes them."""

from typing import Literal

from ninja import Schema
from pydantic import Field

from shilu.api.day import Day
from shilu.api.errors import Problem
from shilu.api.given import Given
from shilu.api.paging import USUAL, Cursor, Limit


class SourceShape(Schema):
    """Where an imported entry stands in its workbook."""

    file: str
    sheet: str
    row: int | None


class EntryShape(Schema):
    """An entry or a reversal; what is nobody's business is null."""

    seq: int
    uuid: str
    type: Literal["entry", "reversal"]
    kind: str
    title: str | None
    unit: str = Field(description="The unit's code.")
    since: str = Field(alias="from")
    until: str = Field(alias="to")
    whole: bool = Field(description="Whether only the month, quarter or year is known.")
    labels: dict[str, str]
    quantities: dict[str, int | float | None] = Field(
        description="Counts of people of a private kind are null: figures tell of them what may be told."
    )
    occasion: str | None
    reverses: int | None
    corrects: int | None
    reversed_by: int | None
    source: SourceShape | None
    received: str
    batch: int | None = Field(alias="import")
    erased: bool


class EntryInFull(EntryShape):
    """An entry with its further words."""

    details: dict[str, str]


class Page(Schema):
    """Entries, and the cursor of the page that follows."""

    entries: list[EntryShape]
    next: str | None = Field(
        description="Null where this was the last page; ask later with the last one again for news."
    )


class Filter(Schema):
    """Which entries a page shows; the oldest come first."""

    unit: str | None = Field(None, description="Of this unit and all below it.")
    kind: str | None = Field(None, description="Of this kind, by key or name.")
    since: Day | None = Field(None, description="Ending on this day or later.")
    until: Day | None = Field(None, description="Ending on this day or earlier.")
    text: str = Field("", max_length=100, description="With these words.")
    batch: int | None = Field(None, alias="import", ge=1, le=1 << 53, description="What this import brought.")
    cursor: Cursor = ""
    limit: Limit = USUAL


class Handed(Schema):
    """What became of a record."""

    state: Literal["posted", "waiting"]
    seq: int | None = Field(description="Its position in the log, once it is posted.")
    waiting: str | None = Field(description="Under which uuid it waits for its review.")


class Doubles(Problem):
    """That the ledger seems to have the record already."""

    entries: list[int] = Field([], description="The records that it looks like.")


class Reason(Given):
    """Why something is cancelled."""

    reason: str = Field(min_length=1, max_length=500, pattern=r"\S")


class Reversed(Schema):
    """The reversal of an entry."""

    seq: int


class WaitingShape(Schema):
    """A record outside the ledger."""

    waiting: str
    state: str = Field(description="waiting, word (until its word has a kind), returned or posted.")
    words: str = Field(description="Why it was returned.")
    seq: int | None
