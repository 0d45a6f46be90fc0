"""What a fact must be to be posted: days, quantities and labels that the catalogue and reason allow."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Kind
from shilu.ledger.entry import EntryDraft
from shilu.ledger.quantities import bound_of, is_whole
from shilu.ledger.row import NO_TEXTS
from shilu.lib.amounts import to_thousandths
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.lib.periods import GREGORIAN, BodyCalendar, month_of

_EARLIEST = date(1949, 1, 1)
_LATEST = date(2100, 12, 31)


def checked(
    draft: EntryDraft, *, catalogue: Catalogue, calendar: BodyCalendar = GREGORIAN, latest: date = _LATEST
) -> EntryDraft:
    """``draft`` if the catalogue allows it; Refused if not, and for what has not happened by ``latest``.

    Facts of a private kind lose their words and are brought to the month of ``calendar`` that holds their last day.
    """
    kind = catalogue.kinds.get(draft.kind)
    if kind is None:
        raise Refused(_("There is no kind of record %(kind)s.") % {"kind": draft.kind})
    if not _EARLIEST <= draft.first <= draft.last <= _LATEST:
        raise Refused(
            _("The days %(first)s to %(last)s cannot be: give days from 1949 to 2100, the first before the last.")
            % {"first": draft.first, "last": draft.last}
        )
    if (draft.first if draft.whole else draft.last) > latest:
        raise Refused(
            _("%(day)s has not come yet; a record says what has happened.")
            % {"day": draft.first if draft.whole else draft.last}
        )
    day = draft.first if draft.whole else draft.last
    if not kind.recorded_on(day):
        raise Refused(
            _("“%(kind)s” is not used since %(day)s; choose another kind, or an earlier day.")
            % {"kind": kind.title, "day": kind.ended}
        )
    _check_quantities(draft.quantities, kind=kind, catalogue=catalogue)
    _check_labels(draft.labels, kind=kind, catalogue=catalogue)
    if not kind.private:
        return draft
    if draft.whole:
        return replace(draft, texts=NO_TEXTS)
    month = month_of(draft.last, calendar=calendar)
    return replace(draft, first=month.first, last=month.last, whole=True, texts=NO_TEXTS)


def _check_quantities(quantities: Mapping[str, Decimal], *, kind: Kind, catalogue: Catalogue) -> None:
    check_counts(quantities, kind=kind)
    for key, amount in quantities.items():
        if kind.quantity(key) is None:
            known = enumerated(str(catalogue.quantities[quantity.key].title) for quantity in kind.quantities)
            raise Refused(
                _("%(kind)s does not count “%(quantity)s”; it counts %(known)s.")
                % {"kind": kind.title, "quantity": key, "known": known}
            )
        check_amount(amount, key=key, title=str(catalogue.quantities[key].title), kind=kind)


def check_amount(amount: Decimal, *, key: str, title: str, kind: Kind) -> None:
    """Refused where ``amount`` cannot be a count of the quantity ``key``, called ``title``, in a record of ``kind``."""
    if (amount < 0 and kind.adds != "change") or abs(amount) > bound_of(key):
        raise Refused(_("%(amount)s makes no sense as a count of %(kind)s.") % {"amount": amount, "kind": kind.title})
    if is_whole(key) and amount != amount.to_integral_value():
        raise Refused(
            _("%(amount)s is no whole number; %(quantity)s are counted whole.") % {"amount": amount, "quantity": title}
        )
    try:
        to_thousandths(amount)
    except ValueError:
        raise Refused(_("%(amount)s has more than three decimals.") % {"amount": amount}) from None


def check_counts(quantities: Mapping[str, Decimal], *, kind: Kind) -> None:
    """Refused where nothing at all is counted."""
    if not quantities or (kind.adds == "flow" and not any(quantities.values())):
        raise Refused(
            _("A record of %(kind)s needs a count; that there was nothing is said by confirming the month.")
            % {"kind": kind.title}
        )


def _check_labels(labels: Mapping[str, str], *, kind: Kind, catalogue: Catalogue) -> None:
    for key, value in labels.items():
        if key not in kind.labels:
            raise Refused(_("%(kind)s has no label “%(label)s”.") % {"kind": kind.title, "label": key})
        label = catalogue.labels[key]
        if not label.open and label.value(value) is None:
            known = enumerated(str(known.title) for known in label.values)
            raise Refused(
                _("“%(value)s” is no %(label)s; there are %(known)s.")
                % {"value": value, "label": label.title, "known": known}
            )
