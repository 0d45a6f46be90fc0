"""Rows copied out of a workbook: read into a table of a kind's fields, cell by cell, and recorded all or none."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_names import normalised
from shilu.ledger.checking import checked
from shilu.ledger.clerk import Clerk
from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.importing.roles import role_title
from shilu.ledger.operations import post_checked
from shilu.ledger.queries import catalogue_at, structure_at
from shilu.lib.errors import Refused
from shilu.recording.fields import WORD_FIELDS, KindFields
from shilu.recording.handed import Handed
from shilu.recording.likely import likely_doubles
from shilu.recording.once import once
from shilu.recording.operations import let_wait
from shilu.recording.queries import review_on
from shilu.recording.typed import label_field, quantity_field, read_typed

MOST_ROWS: Final = 200
_DAY_HEADS: Final = ("日期", "时间", "开展时间", "活动时间", "学习时间", "会议时间", "day", "date")
_TITLE_HEADS: Final = (
    "标题",
    "内容",
    "主题",
    "名称",
    "学习主题",
    "学习内容",
    "活动名称",
    "会议内容",
    "活动内容",
    "title",
)
_WORD_HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "place": ("地点", "开展地点", "活动地点", "会议地点", "place"),
    "host": ("主办单位", "组织单位", "主办", "host"),
    "remark": ("备注", "说明", "remark"),
}
_PEOPLE_HEADS: Final = ("人数", "参加人数", "参训人数", "参会人数", "参学人数", "到会人数", "应到/实到", "实到")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: the field it fills, what it is called, and the heads under which it is pasted."""

    field: str
    title: str
    heads: frozenset[str]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row as it was typed, by field, with what is wrong in which cell, or the fact that it states."""

    cells: Mapping[str, str]
    faults: Mapping[str, str]
    fact: EntryDraft | None
    likely: tuple[Entry, ...] = ()


def columns_of(fields: KindFields) -> tuple[Column, ...]:
    """The columns that a kind has, in the order in which a pasted row without a head is read."""
    found = [_column("day", _("Day"), _DAY_HEADS)]
    if fields.words:
        found.append(_column("title", _("Title"), _TITLE_HEADS))
    for quantity in fields.quantities:
        people = _PEOPLE_HEADS if quantity.key == "people" else ()
        title = f"{quantity.title}（{quantity.measure}）"
        heads = (quantity.title, quantity.measure, *quantity.measures, *people)
        found.append(_column(quantity_field(quantity.key), title, heads))
    found += [
        _column(label_field(label.key), str(label.title), (label.title.zh, label.title.en, *label.aliases))
        for label in fields.labels
    ]
    if fields.words:
        found += [_column(word, role_title(word), _WORD_HEADS[word]) for word in WORD_FIELDS]
    return tuple(found)


def _column(field: str, title: str, heads: Sequence[str]) -> Column:
    return Column(field, title, frozenset(normalised(head) for head in (title, *heads)))


def pasted_rows(text: str, *, columns: Sequence[Column]) -> list[dict[str, str]]:
    """Text as Excel and WPS put it on the clipboard, as cells by field; Refused for more than two hundred rows.

    A first row of heads says which column is which, and columns without a known head are left out; without it the columns
    stand in their own order.
    """
    rows = [row for row in csv.reader(StringIO(text.lstrip("\ufeff")), dialect="excel-tab") if any(map(str.strip, row))]
    order: list[str | None] = [column.field for column in columns]
    named = _heads(rows[0], columns) if rows else None
    if named is not None:
        order, rows = named, rows[1:]
    if len(rows) > MOST_ROWS:
        raise Refused(
            _("%(rows)s rows are too many to paste (at most %(most)s); import the workbook instead.")
            % {"rows": len(rows), "most": MOST_ROWS}
        )
    return [
        {field: " ".join(cell.split()) for field, cell in zip(order, row, strict=False) if field is not None}
        for row in rows
    ]


def _heads(row: Sequence[str], columns: Sequence[Column]) -> list[str | None] | None:
    """Which field each column fills, where the row is one of heads: it names the day and at least one column more."""
    found: list[str | None] = []
    for cell in row:
        head = normalised(cell)
        fitting = (column.field for column in columns if head in column.heads and column.field not in found)
        found.append(next(fitting, None))
    return found if "day" in found and len([field for field in found if field]) > 1 else None


def read_rows(
    rows: Sequence[Mapping[str, str]],
    *,
    fields: KindFields,
    unit: UUID,
    catalogue: Catalogue,
    clerk: Clerk,
    today: date,
) -> list[GridRow]:
    """Each row with its faults or its fact; rows that are empty in every cell fall away."""
    found = []
    for cells in rows:
        if not any(text.strip() for text in cells.values()):
            continue
        read = read_typed(cells, fields=fields, unit=unit, today=today)
        row = GridRow(cells, read.faults, read.fact)
        if row.fact is not None:
            try:
                checked(row.fact, catalogue=catalogue, calendar=clerk.calendar, latest=clerk.latest)
            except Refused as fault:
                row = replace(row, fact=None, faults={quantity_field(fields.quantities[0].key): str(fault)})
        found.append(row)
    return found


def with_likely(rows: Sequence[GridRow]) -> list[GridRow]:
    """The rows with those entries of the ledger that they look like."""
    return [replace(row, likely=tuple(likely_doubles(row.fact))) if row.fact else row for row in rows]


@dataclass(frozen=True, slots=True)
class RecordedRows:
    """The positions of the rows in the ledger, or how many of them wait for a review."""

    seqs: tuple[int, ...] = ()
    waiting: int = 0


def record_rows(facts: Sequence[EntryDraft], *, unit: UUID, clerk: Clerk, may_post: bool, key: str) -> RecordedRows:
    """Post all rows, or let all of them wait; none where one is refused, and once however often the key is sent."""
    posts = may_post and not review_on(unit, structure=structure_at())
    catalogue = catalogue_at()
    allowed = [checked(fact, catalogue=catalogue, calendar=clerk.calendar, latest=clerk.latest) for fact in facts]

    def take() -> dict[str, Any]:
        if posts:
            return {"seqs": post_checked(allowed, catalogue=catalogue, clerk=clerk)}
        for fact in allowed:
            let_wait(Handed(fact), held=(), new=(), clerk=clerk)
        return {"waiting": len(allowed)}

    with transaction.atomic():
        content = [Handed(fact).content() for fact in facts]
        outcome, _again = once(take, account=clerk.account, key=key, content=content, now=clerk.now)
    return RecordedRows(tuple(outcome.get("seqs", ())), outcome.get("waiting", 0))
