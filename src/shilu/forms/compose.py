"""From the headings of a place to the question that it asks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.figures.names import Asked
from shilu.forms.answers import Question
from shilu.forms.headings import Said, When
from shilu.forms.item_words import is_generic, is_remainder, own_level
from shilu.forms.items import Item, Items
from shilu.forms.quantities import counted
from shilu.forms.times import Untimely, joined_times, period_meant
from shilu.forms.unknown import Unknown, uncounted, unsaid
from shilu.ledger.importing.vocabulary import bare
from shilu.lib.enumerating import enumerated
from shilu.lib.periods import BodyCalendar, Period

_SPECIFIC: Final = ("times", "people", "hours", "amount", "assigned", "completed")
_OF_LEVEL: Final = re.compile(r"(?:级|媒体|以上|以下|以内|以外)$")
_AROUND: Final = ("情况", "工作", "方面", "统计", "活动", "开展", "建设", "教育", "管理")


Measure = tuple[str, Decimal]
"""A measure word with its multiple: 元 and 10000 for 万元."""


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of a place: what it says, on which axis it stands, and whether its column holds names of units."""

    said: Said
    column: bool = False
    of_units: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What holds for a whole table: unit, period, the item of its title, the measure words above it with their multiples."""

    unit: UUID
    period: Period
    calendar: BodyCalendar
    item: Item | None = None
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Facets:
    """What the headings of a place say together, before it is a question.

    ``above`` is the item without what narrows it (宣传稿件 for 其中：省级); ``own`` a row of the upper unit itself.
    ``scale`` is the multiple of a measure word that stands in the headings, None where only the line above says one.
    """

    item: Item
    role: str
    measure: str
    unit: UUID
    own: bool
    when: When
    above: Item | None = None
    scale: Decimal | None = None


def facets_of(heads: Sequence[Head], *, items: Items, around: Around) -> Facets | Unknown:
    """The item, quantity, unit and time of ``heads``, those of the row first, each axis from the outermost on."""
    unit, own, worded = around.unit, False, list(heads)
    for head in heads:
        found = _unit(head, items)
        level = own_level(head.said.full)
        if isinstance(found, Unknown):
            return found
        if found is not None:
            unit, own = found, level is not None
            worded.remove(head)
    if part := next((one for one in _innermost(worded) if one.part and is_generic(one.item)), None):
        return Unknown(_("records do not say “%(word)s”") % {"word": part.full})
    if rest := next((one for one in _innermost(worded) if is_remainder(one.full) and not items.exact(one.full)), None):
        return Unknown(_("“%(word)s” is what others leave over, which is not recorded") % {"word": rest.full})
    item, above = _item(worded, items=items, around=around)
    if isinstance(item, Unknown):
        return item
    role, measure, scale = _quantity(heads)
    if not measure and role in {"", "count"} and len(around.measures) == 1:
        measure = around.measures[0][0]
    return Facets(item, role, measure, unit, own, joined_times([head.said.when for head in heads]), above, scale)


def _innermost(heads: Sequence[Head]) -> list[Said]:
    """The last word of each axis that may name something."""
    axes = ([head.said for head in heads if head.said.item and head.column is column] for column in (False, True))
    return [axis[-1] for axis in axes if axis]


def question_of(facets: Facets, heads: Sequence[Head], *, items: Items, around: Around) -> Question | Unknown:
    """The question that a place with these headings asks; Unknown says why it asks none that could be answered."""
    asked = counted(facets.item, role=facets.role, measure=facets.measure, catalogue=items.catalogue)
    if isinstance(asked, Unknown):
        return asked
    period = period_meant(facets.when, asked=around.period, calendar=around.calendar)
    if isinstance(period, Untimely):
        return Unknown(period.reason)
    scale = facets.scale or _scale_above(asked, facets, items=items, around=around)
    if isinstance(scale, Unknown):
        return scale
    return _compared(Question(asked, facets.unit, period, own=facets.own, scale=scale), facets, heads, items, around)


def _compared(question: Question, facets: Facets, heads: Sequence[Head], items: Items, around: Around) -> Question:
    """``question`` as a change, a rate or a share, where a heading asks for one."""
    compared = next((head.said for head in reversed(heads) if head.said.compare), None)
    if compared is not None:
        return replace(question, compare=compared.compare, against=compared.against, per_cent=compared.per_cent)
    if any(head.said.rate for head in heads):
        return replace(question, rate=True, per_cent=any(head.said.per_cent for head in heads))
    if any(head.said.share for head in heads):
        per_cent = any(head.said.per_cent for head in heads)
        return replace(question, share=True, per_cent=per_cent, whole=_whole(facets, question, items, around))
    return replace(question, per_cent=any(head.said.per_cent for head in heads))


def _whole(facets: Facets, question: Question, items: Items, around: Around) -> Question | None:
    """What a share is a share of: the item that the row is a part of, else the same of the whole unit."""
    if facets.above is not None:
        asked = counted(facets.above, role=facets.role, measure=facets.measure, catalogue=items.catalogue)
        return None if isinstance(asked, Unknown) else replace(question, asked=asked)
    if facets.unit != around.unit or facets.own:
        return replace(question, unit=around.unit, own=False)
    return None


def _unit(head: Head, items: Items) -> UUID | Unknown | None:
    word = head.said.item
    if not word or head.said.writing:
        return None
    if (scope := items.units.scope(word)) is not None:
        return scope
    if is_generic(word):
        return None
    if (level := own_level(head.said.full)) is not None:
        return items.units.named(level, column_of_units=True) if level else items.units.asked
    if not head.of_units and items.exact(word) is not None:
        return None
    return items.units.named(word, column_of_units=head.of_units)


def _item(heads: Sequence[Head], *, items: Items, around: Around) -> tuple[Item | Unknown, Item | None]:
    """The item of ``heads`` with all that narrows it, and the item before it was narrowed by a part (其中).

    A word that may be a quantity and is the name of a figure too (慰问金) is the item where nothing else is.
    """
    item, above = _item_of([head for head in heads if head.said.item], items=items, around=around)
    if isinstance(item, Unknown):
        named = [_as_item(head) if items.exact(head.said.full) else head for head in heads]
        if any(not head.said.item and items.exact(head.said.full) for head in heads):
            return _item_of(named, items=items, around=around)
    return item, above


def _as_item(head: Head) -> Head:
    return replace(head, said=replace(head.said, item=head.said.item or head.said.full))


def _item_of(heads: Sequence[Head], *, items: Items, around: Around) -> tuple[Item | Unknown, Item | None]:
    rows = [head.said for head in heads if not head.column and head.said.item and not is_generic(head.said.item)]
    columns = [head.said for head in heads if head.column and head.said.item and not is_generic(head.said.item)]
    row, column = _axis(rows, items), _axis(columns, items)
    axis = row or column or (_Axis(around.item, None, ()) if around.item else None)
    if axis is None:
        words = [*rows, *columns]
        if not words:
            return Unknown(_("no heading names an item")), None
        found = items.named(words[-1] if rows == [] else rows[-1])
        return (found if isinstance(found, Unknown) else Unknown(_("no heading names an item"))), None
    item, above = axis.item, axis.above
    others = [*axis.left, *(columns if row else rows if column else [*rows, *columns])]
    if row and column:
        others = [*row.left, *column.left]
        joined = _both(row.item, column.item, items)
        if joined is None:
            told = {"row": row.item.said, "column": column.item.said}
            return Unknown(_("its row asks for %(row)s, its column for %(column)s") % told), None
        item = joined
    innermost = _innermost(heads)
    for word in others:
        narrower = items.narrowed(item, word.item)
        if narrower is not None:
            above = above or item
            item = narrower
        elif not (row or column) and isinstance(unknown := items.named(word), Unknown):
            return unknown, None
        elif word.part or word in innermost or not bare(word.item).endswith(_AROUND):
            return unsaid(word.full, item.asked.figure), None
    return item, above


@dataclass(frozen=True, slots=True)
class _Axis:
    """The item that one axis names; ``left`` are words further in that must narrow it, ``above`` the item around a part."""

    item: Item
    above: Item | None
    left: tuple[Said, ...]


def _axis(words: Sequence[Said], items: Items) -> _Axis | None:
    """The innermost item of an axis; words outside it are headings of groups, unless they are parts."""
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        outer = _axis(words[:at], items) if at else None
        if outer is not None and (narrower := items.narrowed(outer.item, word.item)) is not None:
            return _Axis(narrower, outer.item, (*outer.left, *words[at + 1 :]))
        found = items.exact(word.item) if word.part else items.named(word)
        if isinstance(found, Item):
            above = outer.item if outer is not None and word.part else None
            around = [said for said in words[:at] if said.part or _OF_LEVEL.search(said.item)]
            return _Axis(found, above, (*around, *words[at + 1 :]))
    return None


def _both(row: Item, column: Item, items: Items) -> Item | None:
    """The item that two axes name together: of one kind with the labels of both; None where they contradict."""
    if row.kind is None or column.kind is None or row.kind.key != column.kind.key:
        return items.narrowed(row, column.said) or items.narrowed(column, row.said)
    labels = {**row.asked.labels, **column.asked.labels}
    if any(row.asked.labels.get(key, value) != value for key, value in column.asked.labels.items()):
        return None
    base = row if not row.free else column
    return base.narrowed(labels)


def _quantity(heads: Sequence[Head]) -> tuple[str, str, Decimal | None]:
    """The role, the measure word and its multiple that the headings say, a column's before a row's."""
    ordered = [
        *(head.said for head in reversed(heads) if head.column),
        *(head.said for head in reversed(heads) if not head.column),
    ]
    roles = [said.quantity for said in ordered if said.quantity]
    role = next((one for one in roles if one in _SPECIFIC), roles[0] if roles else "")
    if role == "completed":  # 完成数 over 人次 is the 人次 of what was done
        role = next((one for one in roles if one in _SPECIFIC and one != role), role)
    measured = [said for said in ordered if said.measure and (not said.quantity or said.quantity == role)]
    if role in _SPECIFIC and not any(said.quantity == role for said in measured):
        measured = [said for said in measured if said.scale != 1]
    if not measured:
        return role, "", None
    return role, measured[0].measure, None if measured[0].implied else measured[0].scale


def _scale_above(asked: Asked, facets: Facets, *, items: Items, around: Around) -> Decimal | Unknown:
    """The multiple of the measure word above the table that counts what is asked: 10000 for money under 单位：万元."""
    for measure, scale in around.measures:
        found = counted(facets.item, role="", measure=measure, catalogue=items.catalogue)
        if isinstance(found, Asked) and _counts(found) == _counts(asked):
            return scale
    if around.measures and facets.role == "amount":
        return uncounted(asked.figure, enumerated(measure for measure, _scale in around.measures))
    return Decimal(1)


def _counts(asked: Asked) -> tuple[str, str]:
    return asked.figure.key, asked.figure.quantity
