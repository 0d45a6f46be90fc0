"""The ledger as one plain sheet with all that the log says of its entries."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.entry import Entry
from shilu.ledger.importing.like_sheet import SheetBook
from shilu.ledger.importing.roles import role_title
from shilu.ledger.importing.workbook import Value
from shilu.lib.amounts import plain_number
from shilu.organisation.structure import Structure

_WIDTHS = (8, 12, 12, 10, 24, 18, 40)


def plain_book(entries: Sequence[Entry], *, structure: Structure, catalogue: Catalogue) -> bytes:
    """An .xlsx with a row an entry: position, days, unit, kind, title, every quantity, label and text, and the source."""
    used = {key for entry in entries for key in entry.quantities}
    quantities = [*(key for key in catalogue.quantities if key in used), *sorted(used - catalogue.quantities.keys())]
    said = {key for entry in entries for key in entry.labels}
    labels = [*(key for key in catalogue.labels if key in said), *sorted(said - catalogue.labels.keys())]
    details = [json.loads(entry.texts.details) if entry.texts.details else {} for entry in entries]
    roles = sorted({role for one in details for role in one})
    headings = [
        *(_("No."), _("First day"), _("Last day"), _("Unit code"), _("Unit"), _("Kind"), _("Title")),
        *(str(catalogue.quantities[key].title) if key in catalogue.quantities else key for key in quantities),
        *(str(catalogue.labels[key].title) if key in catalogue.labels else key for key in labels),
        *map(role_title, roles),
        *(_("Source file"), _("Source sheet"), _("Source row"), _("Recorded")),
    ]
    book = SheetBook()
    page = book.add(_("Ledger"), widths=dict(enumerate(map(float, _WIDTHS))))
    columns = range(len(headings))
    for at, heading in enumerate(headings):
        page.put(0, at, heading, form="heading")
    page.skip(1)
    page.write(
        [
            dict(
                enumerate(
                    _row(entry, texts, structure=structure, catalogue=catalogue, columns=(quantities, labels, roles))
                )
            )
            for entry, texts in zip(entries, details, strict=True)
        ],
        columns,
    )
    return book.content()


def _row(
    entry: Entry,
    texts: Mapping[str, str],
    *,
    structure: Structure,
    catalogue: Catalogue,
    columns: tuple[Sequence[str], Sequence[str], Sequence[str]],
) -> list[Value]:
    quantities, labels, roles = columns
    unit = structure.units[entry.unit]
    return [
        *(entry.seq, entry.first, entry.last, unit.code, unit.name),
        *(str(catalogue.kinds[entry.kind].title), entry.texts.title),
        *(plain_number(entry.quantities[key]) if key in entry.quantities else "" for key in quantities),
        *(_value(key, entry.labels.get(key, ""), catalogue=catalogue) for key in labels),
        *(texts.get(role, "") for role in roles),
        *(entry.texts.file, entry.texts.sheet, entry.texts.line or ""),
        _local(entry.received),
    ]


def _value(label: str, value: str, *, catalogue: Catalogue) -> str:
    known = catalogue.labels[label].value(value) if label in catalogue.labels else None
    return str(known.title) if known else value


def _local(instant: datetime) -> datetime:
    """The instant on the body's own clock, as Excel keeps it."""
    return timezone.make_naive(instant).replace(microsecond=0)
