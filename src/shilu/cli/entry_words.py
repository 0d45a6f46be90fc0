"""Records as the command line shows them: as lines of a table, and field by field."""

from calendar import monthrange
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.entry import Entry
from shilu.ledger.entry_words import reason_of, title_of
from shilu.ledger.importing.roles import role_title
from shilu.organisation.structure import Structure


def entry_row(entry: Entry, *, structure: Structure, catalogue: Catalogue) -> tuple[object, ...]:
    """Number, day, unit, kind, title, count and remark."""
    unit = structure.units[entry.unit]
    return (
        entry.seq,
        days(entry),
        unit.usual_name,
        str(catalogue.kinds[entry.kind].title),
        title_of(entry),
        _quantities(entry, catalogue),
        _remark(entry),
    )


def other_row(row: dict[str, Any]) -> tuple[object, ...]:
    """A row of the log that is no record, in the columns of ``entry_row``."""
    titles = {
        "evidence": _("evidence added"),
        "joined": _("joined to one event"),
        "left": _("parted from an event"),
        "closed": _("period confirmed"),
        "opened": _("period opened again"),
        "organisation": _("organisation changed"),
        "catalogue": _("catalogue applied"),
        "import": _("imported"),
        "report": _("report issued"),
        "erased": _("erased"),
    }
    about = _("of %(seq)s") % {"seq": row["target"]} if row["target"] else ""
    return (row["seq"], "", "", titles.get(row["type"], row["type"]), "", "", about)


def entry_fields(
    entry: Entry, *, structure: Structure, catalogue: Catalogue, zone: ZoneInfo
) -> Iterator[tuple[str, object]]:
    """What a record says, each with its name; what it does not say is left out."""
    source = (entry.texts.file, entry.texts.sheet, _("row %(row)s") % {"row": entry.texts.line})
    fields: list[tuple[str, object]] = [
        (_("No."), entry.seq),
        (_("Kind"), catalogue.kinds[entry.kind].title),
        (_("Title"), title_of(entry)),
        (_("Unit"), structure.units[entry.unit].name),
        (_("Day"), days(entry)),
        (_("Count"), _quantities(entry, catalogue)),
        *(_label(key, value, catalogue) for key, value in entry.labels.items()),
        *((role_title(role), text) for role, text in entry.texts.particulars.items()),
        (_("Occasion"), entry.occasion),
        (_("Source"), " · ".join(source) if entry.texts.file else ""),
        (_("Recorded"), f"{entry.received.astimezone(zone):%Y-%m-%d %H:%M}"),
        (_("State"), _remark(entry)),
    ]
    return (field for field in fields if field[1] not in {"", None})


def days(entry: Entry) -> str:
    """2022-06-27, 2022-06 for a whole month, else the first and the last day as they are typed."""
    first, last = entry.first, entry.last
    if first == last:
        return str(first)
    whole = first.day == 1 and (first.year, first.month) == (last.year, last.month)
    return f"{first:%Y-%m}" if whole and last.day == monthrange(last.year, last.month)[1] else f"{first}/{last}"


def _quantities(entry: Entry, catalogue: Catalogue) -> str:
    kind = catalogue.kinds[entry.kind]
    counted = (quantity for quantity in kind.quantities if quantity.key in entry.quantities)
    return " ".join(f"{entry.quantities[quantity.key]:f}{quantity.measure}" for quantity in counted)


def _label(key: str, value: str, catalogue: Catalogue) -> tuple[str, object]:
    label = catalogue.labels[key]
    known = label.value(value)
    return str(label.title), str(known.title) if known else value


def _remark(entry: Entry) -> str:
    if entry.type == "reversal":
        return _("cancels %(seq)s: %(reason)s") % {"seq": entry.reverses, "reason": reason_of(entry)}
    if entry.reversed_by:
        return _("cancelled by %(seq)s") % {"seq": entry.reversed_by}
    if entry.corrects:
        return _("corrects %(seq)s") % {"seq": entry.corrects}
    return ""
