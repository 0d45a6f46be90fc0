"""What a person types about a record on the command line: its kind, its day, its counts and labels."""

from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Meaning
from shilu.ledger.named import day_named
from shilu.lib.dates import read_days
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.lib.unreadable import Unreadable


def meaning_of(name: str, catalogue: Catalogue) -> Meaning:
    meaning = catalogue.meaning(name)
    if meaning is None and name in catalogue.kinds:
        return Meaning(catalogue.kinds[name])
    if meaning is None:
        near = enumerated(catalogue.nearest(name))
        raise Refused(
            _("No kind of record is called “%(name)s”; the nearest are %(near)s.") % {"name": name, "near": near}
        )
    return meaning


def counts_of(pairs: list[str], meaning: Meaning) -> dict[str, Decimal]:
    """``people=16``, ``人次=16`` or, for the kind's first quantity, just ``16``."""
    found = {}
    measured = {quantity.measure: quantity.key for quantity in meaning.kind.quantities}
    for pair in pairs:
        name, _equals, number = pair.rpartition("=")
        key = measured.get(name, name) or meaning.quantity or meaning.kind.first.key
        try:
            found[key] = Decimal(number)
        except InvalidOperation:
            raise Refused(_("“%(pair)s” is no count; write it like people=16.") % {"pair": pair}) from None
    return found or {meaning.quantity or meaning.kind.first.key: Decimal(1)}


def labels_of(pairs: list[str], meaning: Meaning, catalogue: Catalogue) -> dict[str, str]:
    found = dict(meaning.labels)
    for pair in pairs:
        name, equals, text = pair.partition("=")
        label = catalogue.labels.get(name) or next(
            (label for label in catalogue.labels.values() if name in {label.title.zh, label.title.en, *label.aliases}),
            None,
        )
        if not equals or label is None:
            raise Refused(_("“%(pair)s” is no label; write it like 级别=省级.") % {"pair": pair})
        value = label.value_named(text)
        found[label.key] = value.key if value else text
    return found


def span_of(text: str) -> tuple[date, date, bool]:
    if "/" in text and len(text) == len("2022-06-15/2022-06-16"):
        first, last = text.split("/")
        return day_named(first), day_named(last), False
    try:
        (days,) = read_days(text, year=None)
    except (Unreadable, ValueError):
        raise Refused(_("“%(text)s” is no day; write it like 2022-06-15.") % {"text": text}) from None
    return days.first, days.last, days.whole


def occasion_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(_("“%(text)s” is no occasion; ledger show names it.") % {"text": text}) from None
