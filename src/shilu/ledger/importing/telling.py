"""Rows of a workbook and records of the ledger in words, as what comes of an import names them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Kind, KindQuantity
from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.entry_words import reason_of
from shilu.ledger.importing.compare import Changed, MonthChange, Placed
from shilu.ledger.importing.doubles import Likely
from shilu.ledger.importing.withdrawn import LostMonth, Withdrawn
from shilu.lib.amounts import plain_number
from shilu.lib.enumerating import beside, in_clauses
from shilu.organisation.structure import Structure


class Teller:
    """Puts entries and rows into words and plain values."""

    def __init__(self, structure: Structure, catalogue: Catalogue) -> None:
        self._structure, self._catalogue = structure, catalogue

    def named(self, thing: Entry | EntryDraft) -> str:
        """A record in one line: day, unit, kind, title, counts."""
        unit = self._structure.units[thing.unit]
        kind = self._catalogue.kinds[thing.kind]
        counts = " ".join(
            beside(self._told_by(quantity, kind), f"{amount:f}{quantity.measure}").strip()
            for quantity in kind.quantities
            if (amount := thing.quantities.get(quantity.key)) is not None
        )
        parts = (str(thing.last), unit.usual_name, str(kind.title))
        return " ".join(part for part in (*parts, thing.texts.title, counts) if part)

    def _told_by(self, quantity: KindQuantity, kind: Kind) -> str:
        """The name of a quantity whose measure word another one has too."""
        return str(self._catalogue.quantities[quantity.key].title) if kind.shares_measure(quantity.measure) else ""

    def entry(self, entry: Entry) -> dict[str, Any]:
        return {"seq": entry.seq, "title": entry.texts.title or None, "text": f"{entry.seq} {self.named(entry)}"}

    def changed(self, one: Changed) -> dict[str, Any]:
        row = one.placed
        return {
            "sheet": row.sheet,
            "row": row.row,
            "seq": one.entry.seq,
            "title": row.draft.texts.title or None,
            "before": _plain(one.entry.quantities),
            "after": _plain(row.draft.quantities),
            "text": _("row %(row)s: %(after)s; the ledger has %(before)s")
            % {"row": row.row, "after": self.named(row.draft), "before": self.named(one.entry)},
        }

    def likely(self, one: Likely) -> dict[str, Any]:
        row, other = one.placed, one.other
        reason = _("one sums the month of the other") if one.summary else _("the same day, unit and kind")
        if one.month:
            reason = _("that month was counted from another table or by hand already")
        told = {"row": row.row, "new": self.named(row.draft), "reason": reason}
        said: dict[str, Any] = {"sheet": row.sheet, "row": row.row, "reason": reason}
        if isinstance(other, Entry):
            told |= {"seq": other.seq, "known": self.named(other)}
            text = _("row %(row)s: %(new)s; like %(seq)s %(known)s (%(reason)s)")
            return {**said, "seq": other.seq, "text": text % told}
        told |= {"other": other.row, "sheet": other.sheet, "known": self.named(other.draft)}
        text = _("row %(row)s: %(new)s; like row %(other)s of “%(sheet)s”, %(known)s (%(reason)s)")
        return {**said, "seq": None, "like": {"sheet": other.sheet, "row": other.row}, "text": text % told}

    def withdrawn(self, one: Withdrawn) -> dict[str, Any]:
        told = self._since(Changed(one.placed, one.entry), why=self.why_withdrawn(one))
        return {**told, "alike": one.like is not None}

    def revised(self, one: Changed) -> dict[str, Any]:
        return self._since(one, why=self.why_revised(one))

    def _since(self, one: Changed, *, why: str) -> dict[str, Any]:
        row = one.placed
        told = {"row": row.row, "said": self.named(row.draft), "why": why}
        return {
            "sheet": row.sheet,
            "row": row.row,
            "seq": one.entry.seq,
            "title": row.draft.texts.title or None,
            "text": _("row %(row)s: %(said)s; %(why)s") % told,
        }

    def why_withdrawn(self, one: Withdrawn) -> str:
        """When and why the record of a row was cancelled, and what counts the same by now."""
        day = timezone.localtime(one.reversal.received).date()
        why = _("its record, No. %(seq)s, was cancelled on %(day)s (%(reason)s)")
        said = why % {"seq": one.entry.seq, "day": day, "reason": reason_of(one.reversal)}
        if one.like is None:
            return said
        return in_clauses((said, self._alike(one.like.other)))

    def _alike(self, other: Entry | Placed) -> str:
        if isinstance(other, Entry):
            return _("the ledger has one like it, No. %(seq)s %(known)s") % {
                "seq": other.seq,
                "known": self.named(other),
            }
        return _("row %(row)s of “%(sheet)s” sums it or is summed by it") % {"row": other.row, "sheet": other.sheet}

    def why_revised(self, one: Changed) -> str:
        """What the record of a row was corrected to."""
        return _("corrected in the ledger to %(now)s") % {"now": self.named(one.entry)}

    def lost_month(self, one: LostMonth) -> str:
        """That the sum of a private kind's month is no more what the table brought."""
        said = one.said
        told = {
            "month": f"{said.first.year}-{said.first.month:02}",
            "unit": self._structure.units[said.unit].usual_name,
            "kind": self._catalogue.kinds[said.kind].title,
        }
        if one.cancelled:
            return (
                _(
                    "%(kind)s of %(unit)s in %(month)s: the month's sum was cancelled in the ledger; enter it there anew."
                )
                % told
            )
        return _("%(kind)s of %(unit)s in %(month)s: the month's sum was corrected in the ledger and stays so.") % told

    def month(self, change: MonthChange) -> dict[str, Any]:
        total = change.after or change.before
        if total is None:
            raise ValueError(change)
        before = _plain(change.before.quantities) if change.before else {}
        after = _plain(change.after.quantities) if change.after else {}
        unit = self._structure.units[total.unit]
        kind = self._catalogue.kinds[total.kind]
        month = f"{total.first.year}-{total.first.month:02}"
        return {
            "kind": total.kind,
            "unit": unit.code,
            "month": month,
            "before": before,
            "after": after,
            "text": _("%(kind)s of %(unit)s in %(month)s: the month's total changed")
            % {"kind": kind.title, "unit": unit.usual_name, "month": month},
        }


def _plain(quantities: Mapping[str, Decimal]) -> dict[str, int | float]:
    return {key: plain_number(amount) for key, amount in quantities.items()}
