"""Which quantity of its kind a counted cell is, and how much."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Kind, Meaning
from shilu.ledger.importing.cells import Bad, text_of
from shilu.ledger.importing.vocabulary import bare
from shilu.ledger.importing.workbook import Value
from shilu.ledger.quantities import bound_of, is_whole
from shilu.lib.counts import Count, read_count
from shilu.lib.enumerating import enumerated
from shilu.lib.unreadable import Unreadable

MAIN: Final = ("count", "times", "")
_NO_THINGS: Final = ("people", "amount", "hours")
_OWN: Final = frozenset({"hours", "amount", "assigned", "completed"})
TIMES_MEASURES: Final = frozenset({"", "次", "场", "场次"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A cell's count; ``nothing`` where it states that there was none (0, /, 无)."""

    amount: Decimal
    measure: str
    nothing: bool = False
    remark: str = ""


def counted(value: Value, *, present_first: bool = False) -> Counted | Bad | None:
    """The count in a cell; None where it is empty. Of 16/15 it is those present."""
    if value == "":
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value == 0:
        return Counted(Decimal(0), "", nothing=True)
    try:
        found: Count | None = read_count(value, present_first=present_first)
    except Unreadable as error:
        return Bad(error.reason)
    if found is None:
        return None
    nothing = found.stated_nothing or found.amount == 0
    return Counted(found.amount, found.measure, nothing=nothing, remark=found.remark)


def counted_change(value: Value) -> Counted | Bad | None:
    """The count in a cell of the ledger's own sheet, where what became fewer stands with its sign."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value < 0:
        return Counted(Decimal(str(value)), "")
    return counted(value)


def quantity_of(meaning: Meaning, role: str, *, measure: str, catalogue: Catalogue) -> str | None:
    """The quantity of the kind that a cell of that role counts; None where the kind keeps no such quantity.

    A name that pins a quantity (完成学习任务) pins it for count and times. Else the measure word decides among the
    kind's quantities, else the first. People without ids are attendances; a kind that keeps only distinct persons has
    them as persons.
    """
    kind = meaning.kind
    keys = {quantity.key for quantity in kind.quantities}
    if role in MAIN:
        if meaning.quantity:
            return meaning.quantity
        if role == "times" and "times" in keys:
            return "times"
        return _by_measure(kind, measure, catalogue=catalogue) or kind.first.key
    if role == "people":
        return next((key for key in ("people", "persons") if key in keys), None)
    if role in _OWN:
        return role if role in keys else None
    return None


def _by_measure(kind: Kind, measure: str, *, catalogue: Catalogue) -> str | None:
    if not measure:
        return None
    for quantity in kind.quantities:
        if bare(quantity.measure) == measure:
            return quantity.key
    return next((quantity.key for quantity in kind.quantities if measure in _words(quantity.key, catalogue)), None)


def misfit(meaning: Meaning, role: str, measure: str, *, catalogue: Catalogue) -> Bad | None:
    """Why a count with that measure word cannot stand in a column of that role: 3人 under 次数, 3次 under 人数.

    People, money and hours are no events or things, and the other way round. ``measure`` is bare.
    """
    if not measure or (role in MAIN and meaning.quantity):
        return None
    kind = meaning.kind
    if role == "people":
        wrong = measure in _words("times", catalogue) and measure not in _words("people", catalogue)
        known = catalogue.quantities["people"].measure
    elif role in MAIN:
        own = {bare(quantity.measure) for quantity in kind.quantities}
        found = _by_measure(kind, measure, catalogue=catalogue)
        foreign = any(measure in _words(key, catalogue) for key in _NO_THINGS)
        wrong = measure not in own and foreign and (found is None or (role == "times" and found in _NO_THINGS))
        known = enumerated(quantity.measure for quantity in kind.quantities)
    else:
        return None
    if not wrong:
        return None
    told = {"kind": kind.title, "known": known, "measure": measure}
    return Bad(_("%(kind)s is counted in %(known)s, not in %(measure)s") % told)


def _words(key: str, catalogue: Catalogue) -> frozenset[str]:
    words = catalogue.quantities.get(key)
    return frozenset(map(bare, (words.measure, *words.measures))) if words else frozenset()


def unreasonable(quantity: str, amount: Decimal) -> Bad | None:
    """Why an amount cannot be: a part of an event, a person or a thing, or more than there can be."""
    if is_whole(quantity) and amount != amount.to_integral_value():
        return Bad(_("a count is a whole number"))
    most = bound_of(quantity)
    return Bad(_("more than %(most)s cannot be: check the number") % {"most": f"{most:,}"}) if amount > most else None


def signed(amounts: Mapping[str, Decimal], meaning: Meaning) -> dict[str, Decimal]:
    """The amounts as they are posted: those of a name that is a decrease (撤销图书室) are negative."""
    return {key: -amount for key, amount in amounts.items()} if meaning.sign == "-" else dict(amounts)


def reason_of(row: int, where: str, value: Value, bad: Bad) -> str:
    """The line for the clerk: the row as Excel numbers it, the column, what the cell says, what is wrong."""
    told = {"row": row, "column": where, "value": text_of(value), "reason": bad.reason}
    if value == "":
        return _("Row %(row)d, “%(column)s” is empty: %(reason)s") % told
    return _("Row %(row)d, “%(column)s” says “%(value)s”: %(reason)s") % told
