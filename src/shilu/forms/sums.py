"""Empty cells under 合计 or 小计: the figure of the whole where the parts make it up, else the sum of the parts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.forms.answers import Answer, Question, Unanswered, noted
from shilu.forms.cell_words import number_in
from shilu.forms.compose import Head
from shilu.forms.headings import Said
from shilu.forms.item_words import own_level
from shilu.forms.statistics import Place, Statistics
from shilu.forms.times import period_meant, spanned
from shilu.forms.unknown import Unknown
from shilu.lib.periods import Period

At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Parts:
    """The cells that a sum adds up."""

    cells: tuple[At, ...]


def is_sum(place: Place) -> bool:
    """Whether a place stands in a row or column of sums that names no time of its own."""
    return any(head.said.total and not head.said.when for head in place.heads)


def whole_or_parts(place: Place, table: Statistics, *, children: frozenset[UUID]) -> Question | Parts | Unknown:
    """What a sum asks: the figure of the whole unit or of the joined time, else its parts.

    ``children`` are the units directly below the one asked for: where the rows are all of them, their sum is the
    figure of the whole, in which a joint event counts once.
    """
    row_sum = any(head.said.total and not head.said.when for head in place.heads if not head.column)
    if row_sum:
        return _sum_of_rows(place, table, children=children)
    return _sum_of_columns(place, table, children=children)


def summed(
    parts: Parts,
    given: Mapping[At, Answer],
    table: Statistics,
    *,
    quantities: Mapping[At, str],
    never: Collection[At] = frozenset(),
) -> Answer | Unanswered:
    """The sum of parts, of those that were filled in and those that stood there; none where one is missing.

    A part that its unit ``never`` recorded adds nothing. ``quantities`` says what each part counts: what is counted in
    different ones does not add up.
    """
    values: list[Decimal] = []
    entries: set[int] = set()
    if len({quantities[at] for at in parts.cells if at in quantities}) > 1:
        return Unanswered(_("its parts are not counted in the same measure word"))
    for at in parts.cells:
        known = given.get(at)
        text = table.layout.text(*at)
        if known is not None and known.fraction:
            return Unanswered(_("shares do not add up"))
        if known is not None:
            values.append(known.value)
            entries.update(known.entries)
        elif number_in(text) and "%" not in text:
            values.append(Decimal(text.replace(",", "")))
        elif at not in never:
            return Unanswered(_("its part %(cell)s is empty") % {"cell": table.layout.place(*at)})
    if not values:
        return Unanswered(_("nothing of it was ever recorded here"), never=True)
    total = sum(values, Decimal(0))
    cells = "+".join(table.layout.place(*at) for at in parts.cells)
    behind = tuple(sorted(entries))
    note = noted([_("The sum of %(cells)s") % {"cells": cells}], shown=f"{total:f}", entries=behind)
    return Answer(total, "", behind, note, zero=total == 0)


def _sum_of_columns(place: Place, table: Statistics, *, children: frozenset[UUID]) -> Question | Parts | Unknown:
    names = table.block.columns.get(place.column, ())
    saids = table.header.get(place.column, ())
    at = next((index for index, one in enumerate(saids) if one.total), 0)
    beside = [
        column
        for column, heads in table.header.items()
        if column not in table.head_columns
        and len(heads) == len(saids)
        and table.block.columns[column][:at] == names[:at]
        and not heads[at].total
        and not any(one.compare or one.share or one.rate or one.writing for one in heads)
        and [(one.quantity, one.measure) for one in heads[at + 1 :]]
        == [(one.quantity, one.measure) for one in saids[at + 1 :]]
    ]
    heads = tuple(head for head in place.heads if not (head.column and head.said.total))
    varying = [table.header[column][at] for column in beside]
    cells = tuple((place.row, column) for column in beside)
    if not beside:
        return _asked(place, heads, table)
    return _whole(place, heads, varying, Parts(cells), table, children=children, of_units=False)


def _sum_of_rows(place: Place, table: Statistics, *, children: frozenset[UUID]) -> Question | Parts | Unknown:
    rows = _topmost(_rows_of(place, table), place, table)
    heads = tuple(head for head in place.heads if head.column and not head.said.total)
    names = [[head for head in table.row_heads(row, place.column) if head.said.item or head.said.when] for row in rows]
    varying = [words[-1].said for words in names if words]
    parts = Parts(tuple((row, place.column) for row in rows))
    if not rows or len(varying) < len(rows):
        return parts
    of_units = all(words[-1].of_units for words in names)
    if any(head.said.total and head.said.text.strip().startswith("全") for head in place.heads if not head.column):
        children = frozenset()  # 全局合计 is the whole, whichever units are listed
    return _whole(place, heads, varying, parts, table, children=children, of_units=of_units)


def _rows_of(place: Place, table: Statistics) -> list[int]:
    """The rows that a sum adds up: those since the sum before for 小计, all for 合计; without sums, groups and parts."""
    sub = any("小计" in head.said.text for head in place.heads if not head.column)
    above = [row for row in table.rows if row < place.row]
    if not above or all(_sort(row, place, table) == "sum" for row in above):
        above = [row for row in table.rows if row > place.row]
        sub = False
    found: list[int] = []
    for row in reversed(above):
        sort = _sort(row, place, table)
        if sort in {"sum", "group"} and sub:
            break
        if sort == "":
            found.append(row)
    return sorted(found)


def _topmost(rows: list[int], place: Place, table: Statistics) -> list[int]:
    """``rows`` without those of units below another unit among them, which is counted with it already."""
    units: dict[int, UUID] = {}
    for row in rows:
        heads = [head for head in table.row_heads(row, place.column) if head.of_units and head.said.item]
        found = table.items.units.named(heads[-1].said.item, column_of_units=True) if heads else None
        if isinstance(found, UUID) and own_level(heads[-1].said.full) is None:
            units[row] = found
    parents = table.items.units.parents(table.around.period.last)
    listed = set(units.values())
    return [row for row in rows if row not in units or listed.isdisjoint(_above(units[row], parents))]


def _above(unit: UUID, parents: Mapping[UUID, UUID | None]) -> list[UUID]:
    found: list[UUID] = []
    at = parents.get(unit)
    while at is not None and at not in found:
        found.append(at)
        at = parents.get(at)
    return found


def _sort(row: int, place: Place, table: Statistics) -> str:
    """Whether a row is a sum, a part (其中) or the name of a group; "" for one that is added up."""
    heads = table.row_heads(row, place.column)
    if any(head.said.total for head in heads):
        return "sum"
    if table.body.is_group(row):
        return "group"
    return "part" if any(head.said.part for head in heads) or not heads else ""


def _whole(
    place: Place,
    heads: tuple[Head, ...],
    varying: Sequence[Said],
    parts: Parts,
    table: Statistics,
    *,
    children: frozenset[UUID],
    of_units: bool,
) -> Question | Parts | Unknown:
    """The question of the whole, where what varies between the parts is the time or the unit and they make it up."""
    around = table.around
    if all(said.when for said in varying):
        periods = [period_meant(said.when, asked=around.period, calendar=around.calendar) for said in varying]
        known = [period for period in periods if isinstance(period, Period)]
        outer = _outermost(known)
        period = spanned(outer, calendar=around.calendar)
        question = _asked(place, heads, table) if period else None
        if isinstance(question, Question) and period:
            return _over(question, period, heads)
        nested = {
            at for at, one in zip(parts.cells, periods, strict=True) if isinstance(one, Period) and one not in outer
        }
        return Parts(tuple(at for at in parts.cells if at not in nested))
    units = [table.items.units.named(said.item, column_of_units=of_units) for said in varying if said.item]
    found = {unit for unit in units if isinstance(unit, UUID)}
    if found and found >= children and len(units) == len(varying) == len(found):
        return _asked(place, heads, table)
    return parts


def _outermost(periods: Sequence[Period]) -> list[Period]:
    """The periods that lie in no other one of them: a quarter without its months."""
    days = {(period.first, period.last) for period in periods}
    return [
        period
        for period in dict.fromkeys(periods)
        if not any(
            first <= period.first and period.last <= last and (first, last) != (period.first, period.last)
            for first, last in days
        )
    ]


def _over(question: Question, period: Period, heads: Sequence[Head]) -> Question:
    """``question`` over a joined time, unless its own headings name one."""
    return question if any(head.said.when for head in heads) else replace(question, period=period)


def _asked(place: Place, heads: tuple[Head, ...], table: Statistics) -> Question | Unknown:
    return table.question(replace(place, heads=heads)) if heads else Unknown(_("no heading names an item"))
