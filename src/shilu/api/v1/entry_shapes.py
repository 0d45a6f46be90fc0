"""Entries as the interface gives and takes them."""

from typing import Literal

from ninja import Schema
from pydantic import Field

from shilu.api.day import Day
from shilu.api.errors import Problem
from shilu.api.paging import USUAL, Cursor, Limit


class SourceShape(Schema):
    """Where an imported entry stands in its workbook."""

    file: str = Field(description="The name of the workbook.")
    sheet: str = Field(description="The name of the sheet.")
    row: int | None = Field(description="The row of the sheet; null where it stands in none of its own.")


class EntryShape(Schema):
    """An entry or a reversal; what is nobody's business is null."""

    seq: int = Field(description="Its position in the log; it never changes.")
    uuid: str = Field(description="Its own identity.")
    type: Literal["entry", "reversal"] = Field(description="A reversal cancels the entry that it names.")
    kind: str = Field(description="The key of its kind.")
    title: str | None = Field(description="Its title; null where it was erased or is not kept.")
    unit: str = Field(description="The unit's code.")
    since: str = Field(alias="from", description="The first day.")
    until: str = Field(alias="to", description="The last day.")
    whole: bool = Field(description="Whether only the month, quarter or year is known.")
    labels: dict[str, str] = Field(description="By their keys; values by their keys.")
    quantities: dict[str, int | float | None] = Field(
        description="Counts of people of a private kind are null: figures tell of them what may be told."
    )
    occasion: str | None = Field(description="The same for all entries of one event.")
    reverses: int | None = Field(description="The entry that this reversal cancels.")
    corrects: int | None = Field(description="The entry in whose place this one stands.")
    reversed_by: int | None = Field(description="The reversal that cancelled this entry; null while it stands.")
    source: SourceShape | None = Field(description="Null where it was not imported.")
    received: str = Field(description="When it came into the ledger.")
    batch: int | None = Field(alias="import", description="The position of the import that brought it.")
    erased: bool = Field(description="Whether its words were erased.")


class EntryInFull(EntryShape):
    """An entry with its further words."""

    details: dict[str, str] = Field(description="place, host, remark …, as far as they were told.")


class Page(Schema):
    """Entries, and the cursor of the page that follows."""

    entries: list[EntryShape] = Field(description="In the order of the log.")
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

    state: Literal["posted", "waiting"] = Field(
        description="Whether it counts, or waits for its review and does not count yet."
    )
    seq: int | None = Field(description="Its position in the log, once it is posted.")
    waiting: str | None = Field(description="Under which uuid it waits for its review.")


class Doubles(Problem):
    """That the ledger seems to have the record already."""

    entries: list[int] = Field([], description="The records that it looks like.")


class Reversed(Schema):
    """The reversal of an entry."""

    seq: int = Field(description="The position of the reversal.")


class WaitingShape(Schema):
    """A record outside the ledger."""

    waiting: str = Field(description="Its uuid.")
    state: str = Field(description="waiting, word (until its word has a kind), returned or posted.")
    words: str = Field(description="Why it was returned.")
    seq: int | None = Field(description="Its position in the log, once it is posted.")
