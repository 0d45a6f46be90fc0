"""What somebody typed about a record, read once: a fact, or what is wrong with each field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Label
from shilu.ledger.checking import check_amount, check_counts
from shilu.ledger.entry import EntryDraft
from shilu.ledger.row import NO_TEXTS, Texts
from shilu.lib.canonical import canonical_or_empty
from shilu.lib.counts import Count, read_count
from shilu.lib.dates import Days, Unreadable, read_days
from shilu.lib.days import chinese_day
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.recording.fields import WORD_FIELDS, KindFields, QuantityField

LONGEST_TITLE: Final = 200
LONGEST_WORDS: Final = 1000
_BEFORE: Final = {"今天": 0, "今日": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2}
_AHEAD: Final = frozenset({"明天", "明日", "后天", "tomorrow"})
_DECREASE: Final = re.compile(r"\s*(?:[-−－]|减少?|撤销?|注销)\s*(?=[0-9一二三四五六七八九十])")
_YEAR: Final = re.compile(r"(?:19|20)\d\d|\d\d年")


@dataclass(frozen=True, slots=True)
class Typed:
    """The fact that was typed, or None, and what is wrong by field (``day``, ``title``, ``q-people``, ``l-theme`` …)."""

    fact: EntryDraft | None
    faults: Mapping[str, str]


def quantity_field(key: str) -> str:
    """The name of the field in which a quantity is typed."""
    return f"q-{key}"


def label_field(key: str) -> str:
    """The name of the field in which a label is typed."""
    return f"l-{key}"


def read_typed(
    typed: Mapping[str, str], *, fields: KindFields, unit: UUID, today: date, before: Texts = NO_TEXTS
) -> Typed:
    """The fact that the fields state, each by its name; every fault is one line that says what to write.

    ``before`` are the words of the record that it corrects: what no field shows of them stays.
    """
    faults: dict[str, str] = {}
    days = _days(typed.get("day", ""), today=today, faults=faults)
    asides: list[str] = []
    quantities = _quantities(typed, fields=fields, faults=faults, asides=asides)
    labels = _labels(typed, fields=fields, faults=faults)
    texts = _texts(typed, fields=fields, before=before, faults=faults, asides=asides)
    if faults or days is None:
        return Typed(None, faults)
    fact = EntryDraft(
        kind=fields.kind.key,
        unit=unit,
        first=days.first,
        last=days.last,
        whole=days.whole,
        quantities=quantities,
        labels=labels,
        texts=texts,
    )
    return Typed(fact, {})


def read_day(text: str, *, today: date) -> Days:
    """The day, days in a row, or month that is typed: 3.5, 3月5日-7日, 昨天, 2022-06; Unreadable for anything else.

    Without its year it is the last such day before tomorrow.
    """
    plain = text.strip()
    if plain.lower() in _BEFORE:
        day = today - timedelta(days=_BEFORE[plain.lower()])
        return Days(day, day, whole=False)
    if plain in _AHEAD:
        raise Unreadable(
            _("“%(text)s” has not come yet; a record says what has happened.") % {"text": plain}, key="ahead"
        )
    found = read_days(plain, year=today.year, month=today.month)
    if found[0].first > today and not _YEAR.search(plain):
        found = read_days(plain, year=today.year - 1, month=today.month)
    if len(found) > 1:
        raise Unreadable(
            _("several days: record each by itself, or paste the rows of your workbook"), key="several_days"
        )
    return found[0]


def day_text(first: date, last: date, *, whole: bool) -> str:
    """The days as they would be typed, so that ``read_day`` gives them back."""
    if whole and first.day == 1 and (last + timedelta(days=1)).day == 1:
        month = f"{first.year}年{first.month}月"
        return month if (first.year, first.month) == (last.year, last.month) else f"{month}-{last.year}年{last.month}月"
    return first.isoformat() if first == last else f"{chinese_day(first)}-{chinese_day(last)}"


def _days(text: str, *, today: date, faults: dict[str, str]) -> Days | None:
    try:
        days = read_day(text, today=today)
    except Unreadable as fault:
        faults["day"] = str(fault)
        return None
    if days.first > today:
        faults["day"] = _("%(day)s has not come yet; a record says what has happened.") % {"day": days.first}
        return None
    return days


def _quantities(
    typed: Mapping[str, str], *, fields: KindFields, faults: dict[str, str], asides: list[str]
) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for field in fields.quantities:
        name = quantity_field(field.key)
        text = typed.get(name, "")
        less = bool(fields.signed and _DECREASE.match(text))
        try:
            count = read_count(_DECREASE.sub("", text) if less else text)
        except Unreadable as fault:
            faults[name] = str(fault)
            continue
        if count is None:
            continue
        if not _fits(count, field):
            faults[name] = _("%(quantity)s are counted in %(measure)s, not in %(typed)s.") % {
                "quantity": field.title,
                "measure": field.measure,
                "typed": count.measure,
            }
            continue
        amount = -count.amount if less else count.amount
        try:
            check_amount(amount, key=field.key, title=str(field.title), kind=fields.kind)
        except Refused as fault:
            faults[name] = str(fault)
            continue
        found[field.key] = amount
        asides += filter(None, [count.remark, _expected(count)])
    first = fields.quantities[0].key
    if first not in found and not faults:
        found = {first: Decimal(1), **found}  # a record without a count is one of its kind's first quantity
    if found:
        try:
            check_counts(found, kind=fields.kind)
        except Refused as fault:
            faults.setdefault(quantity_field(first), str(fault))
    return found


def _fits(count: Count, field: QuantityField) -> bool:
    return not count.measure or count.measure in field.measures


def _expected(count: Count) -> str:
    return _("%(of)s expected") % {"of": f"{count.of:f}"} if count.of is not None else ""


def _labels(typed: Mapping[str, str], *, fields: KindFields, faults: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for label in fields.labels:
        text = " ".join(typed.get(label_field(label.key), "").split())
        if not text:
            continue
        value = label.value_named(text)
        if value is None and not label.open:
            faults[label_field(label.key)] = _("“%(value)s” is no %(label)s; there are %(known)s.") % {
                "value": text,
                "label": label.title,
                "known": known_values(label),
            }
        elif len(text) > LONGEST_TITLE:
            faults[label_field(label.key)] = _too_long(LONGEST_TITLE)
        else:
            found[label.key] = value.key if value else text
    return found


def known_values(label: Label) -> str:
    """The values of a label as a line."""
    return enumerated(str(known.title) for known in label.values)


def _texts(
    typed: Mapping[str, str], *, fields: KindFields, before: Texts, faults: dict[str, str], asides: list[str]
) -> Texts:
    if not fields.words:
        return Texts()
    title = " ".join(typed.get("title", "").split())
    if len(title) > LONGEST_TITLE:
        faults["title"] = _too_long(LONGEST_TITLE)
    elif fields.named and not title:
        faults["title"] = _("Write what it is called; a record without its name says nothing.")
    details = {key: typed.get(key, "").strip() for key in WORD_FIELDS}
    for key, text in details.items():
        if len(text) > LONGEST_WORDS:
            faults[key] = _too_long(LONGEST_WORDS)
    details["remark"] = "；".join(filter(None, [details["remark"], *asides]))
    unseen = {key: text for key, text in before.particulars.items() if key not in WORD_FIELDS}
    said = {**unseen, **{key: text for key, text in details.items() if text}}
    return replace(before, title=title, details=canonical_or_empty(said))


def _too_long(most: int) -> str:
    return _("At most %(most)s signs; shorten it.") % {"most": most}
