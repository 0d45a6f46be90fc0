"""Rows copied out of a workbook: read into a table of a kind's fields, cell by cell, and recorded all or none."""

import csv
from collections.abc import Iterable, Mapping, Sequence
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
from shilu.ledger.importing.vocabulary import role_named, vocabulary
from shilu.ledger.operations import post_checked
from shilu.ledger.queries import catalogue_at, structure_at
from shilu.lib.errors import Refused
from shilu.recording.fields import WORD_FIELDS, KindFields
from shilu.recording.handed import Handed
from shilu.recording.likely import likely_doubles
from shilu.recording.once import once
from shilu.recording.operations import let_wait
from shilu.recording.own_units import OwnUnits
from shilu.recording.queries import review_in
from shilu.recording.typed import label_field, quantity_field, read_typed

MOST_ROWS: Final = 200
UNIT: Final = "unit"
"""The field of a row's own unit; a table without such a column is of one unit."""

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
    "host": ("主办单位", "主办", "host"),
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


def unit_column() -> Column:
    """The column of the unit, which a pasted table may have beside those of its kind."""
    words = vocabulary().roles.items()
    return _column(UNIT, _("Unit"), [word for word, (role, _strength) in words if role == "unit"])


def _column(field: str, title: str, heads: Sequence[str]) -> Column:
    return Column(field, title, frozenset(normalised(head) for head in (title, *heads)))


@dataclass(frozen=True, slots=True)
class Pasted:
    """The cells that were pasted, a row by field, and the columns that no field takes, by their heads."""

    rows: tuple[Mapping[str, str], ...]
    left_out: tuple[str, ...] = ()


def pasted_rows(text: str, *, columns: Sequence[Column]) -> Pasted:
    """Text as Excel and WPS put it on the clipboard, as cells by field; Refused for more than two hundred rows.

    A first row of heads says which column is which, and there may be one of units; without it the columns stand in their
    own order. Columns that are left out are named, but for running numbers and those in which nothing stands.
    """
    rows = [row for row in csv.reader(StringIO(text.lstrip("\ufeff")), dialect="excel-tab") if any(map(str.strip, row))]
    order: list[str | None] = [column.field for column in columns]
    head: Sequence[str] = ()
    named = _heads(rows[0], (*columns, unit_column())) if rows else None
    if named is not None:
        order, head, rows = named, rows[0], rows[1:]
    if len(rows) > MOST_ROWS:
        raise Refused(
            _("%(rows)s rows are too many to paste (at most %(most)s); import the workbook instead.")
            % {"rows": len(rows), "most": MOST_ROWS}
        )
    cells = [
        {field: " ".join(cell.split()) for field, cell in zip(order, row, strict=False) if field is not None}
        for row in rows
    ]
    return Pasted(tuple(cells), tuple(_left_out(rows, order=order, head=head)))


def _left_out(rows: Sequence[Sequence[str]], *, order: Sequence[str | None], head: Sequence[str]) -> Iterable[str]:
    """What the columns that fill no field are called; one without a head by its place."""
    for at in range(max((len(row) for row in rows), default=0)):
        used = at < len(order) and order[at] is not None
        title = " ".join(head[at].split()) if at < len(head) else ""
        says = any(at < len(row) and row[at].strip() for row in rows)
        role = role_named(title) if title else None
        if used or not says or (role and role[0] == "number"):
            continue
        yield title or _("column %(number)s") % {"number": at + 1}


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
    own: OwnUnits | None = None,
) -> list[GridRow]:
    """Each row with its faults or its fact; rows that are empty in every cell fall away.

    A row that names a unit is of it where it is one of ``own``; one that names none is of ``unit``.
    """
    found = []
    for cells in rows:
        if not any(text.strip() for text in cells.values()):
            continue
        its, unknown = _unit_of(cells, unit=unit, own=own)
        read = read_typed(cells, fields=fields, unit=its, today=today)
        row = GridRow(cells, {**unknown, **read.faults}, None if unknown else read.fact)
        if row.fact is not None:
            try:
                checked(row.fact, catalogue=catalogue, calendar=clerk.calendar, latest=clerk.latest)
            except Refused as fault:
                row = replace(row, fact=None, faults={quantity_field(fields.quantities[0].key): str(fault)})
        found.append(row)
    return found


def _unit_of(cells: Mapping[str, str], *, unit: UUID, own: OwnUnits | None) -> tuple[UUID, Mapping[str, str]]:
    """The unit that a row is of, and what is wrong with the name of its own."""
    name = cells.get(UNIT, "")
    if not name or own is None:
        return unit, {}
    try:
        return own.named(name).uuid, {}
    except Refused as fault:
        return unit, {UNIT: str(fault)}


def with_likely(rows: Sequence[GridRow]) -> list[GridRow]:
    """The rows with those entries of the ledger that they look like."""
    return [replace(row, likely=tuple(likely_doubles(row.fact))) if row.fact else row for row in rows]


@dataclass(frozen=True, slots=True)
class RecordedRows:
    """The positions of the rows in the ledger, and how many of them wait for a review."""

    seqs: tuple[int, ...] = ()
    waiting: int = 0


def record_rows(facts: Sequence[EntryDraft], *, clerk: Clerk, may_post: Iterable[UUID], key: str) -> RecordedRows:
    """Post the rows of the units ``may_post`` and let the others wait; none where one is refused, and once for a key.

    Rows of a unit whose records are reviewed wait as well.
    """
    reviewed = review_in({fact.unit for fact in facts}, structure=structure_at())
    posted = frozenset(may_post) - reviewed
    catalogue = catalogue_at()
    allowed = [checked(fact, catalogue=catalogue, calendar=clerk.calendar, latest=clerk.latest) for fact in facts]
    now = [fact for fact in allowed if fact.unit in posted]
    later = [fact for fact in allowed if fact.unit not in posted]

    def take() -> dict[str, Any]:
        for fact in later:
            let_wait(Handed(fact), held=(), new=(), clerk=clerk)
        seqs = post_checked(now, catalogue=catalogue, clerk=clerk) if now else []
        return {"seqs": seqs, "waiting": len(later)}

    with transaction.atomic():
        content = [Handed(fact).content() for fact in facts]
        outcome, _again = once(take, account=clerk.account, key=key, content=content, now=clerk.now)
    return RecordedRows(tuple(outcome.get("seqs", ())), outcome.get("waiting", 0))
