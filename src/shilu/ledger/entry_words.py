"""What a record says of itself in one line."""

from django.utils.translation import gettext as _

from shilu.ledger.entry import Entry


def title_of(entry: Entry) -> str:
    """The title in one line; that it was erased, where it was."""
    return _("erased") if entry.erased else " ".join(entry.texts.title.split())


def reason_of(entry: Entry) -> str:
    """Why a reversal was made; the reasons of the program itself are put into words."""
    own = {"workbook": _("changed in the workbook"), "summed": _("the month's sum grew")}
    reason = str(entry.body.get("reason", ""))
    return own.get(reason, reason)
