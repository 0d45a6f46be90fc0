"""The ledger as one plain sheet with all that the log says of its entries."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.entry import Entry
from shilu.ledger.importing.like_sheet import SheetBook
from shilu.ledger.importing.roles import role_title
from shilu.ledger.importing.workbook import Value
from shilu.lib.amounts import plain_number
from shilu.organisation.structure import Structure

WIDTHS: Final = (8.0, 12.0, 12.0, 10.0, 24.0, 18.0, 40.0)


@dataclass(frozen=True, slots=True)
class PlainColumns:
    """The columns of the sheet beside those that every entry has: quantities, labels, and the roles of further texts."""

    quantities: Sequence[str]
    labels: Sequence[str]
    roles: Sequence[str]

    def headings(self, *, catalogue: Catalogue) -> list[str]:
        """What stands above them all, in the reader's language."""
        return [
            *(_("No."), _("First day"), _("Last day"), _("Unit code"), _("Unit"), _("Kind"), _("Title")),
            *(str(catalogue.quantities[key].title) if key in catalogue.quantities else key for key in self.quantities),
            *(str(catalogue.labels[key].title) if key in catalogue.labels else key for key in self.labels),
            *map(role_title, self.roles),
            *(_("Source file"), _("Source sheet"), _("Source row"), _("Recorded")),
        ]


def plain_columns(
    quantities: Collection[str], labels: Collection[str], roles: Iterable[str], *, catalogue: Catalogue
) -> PlainColumns:
    """Columns for those, in the order of the catalogue."""
    return PlainColumns(
        [*(key for key in catalogue.quantities if key in quantities), *sorted({*quantities} - {*catalogue.quantities})],
        [*(key for key in catalogue.labels if key in labels), *sorted({*labels} - {*catalogue.labels})],
        sorted(roles),
    )


def plain_book(entries: Sequence[Entry], *, structure: Structure, catalogue: Catalogue) -> bytes:
    """An .xlsx with a row an entry: position, days, unit, kind, title, every quantity, label and text, and the source."""
    used = {key for entry in entries for key in entry.quantities}
    said = {key for entry in entries for key in entry.labels}
    roles = {role for entry in entries for role in entry.texts.particulars}
    columns = plain_columns(used, said, roles, catalogue=catalogue)
    headings = columns.headings(catalogue=catalogue)
    book = SheetBook()
    page = book.add(_("Ledger"), widths=dict(enumerate(WIDTHS)))
    for at, heading in enumerate(headings):
        page.put(0, at, heading, form="heading")
    page.skip(1)
    page.write(
        [dict(enumerate(plain_row(entry, columns, structure=structure, catalogue=catalogue))) for entry in entries],
        range(len(headings)),
    )
    return book.content()


def plain_row(entry: Entry, columns: PlainColumns, *, structure: Structure, catalogue: Catalogue) -> list[Value]:
    """The cells of an entry."""
    texts = entry.texts.particulars
    unit = structure.units[entry.unit]
    return [
        *(entry.seq, entry.first, entry.last, unit.code, unit.name),
        *(str(catalogue.kinds[entry.kind].title), entry.texts.title),
        *(plain_number(entry.quantities[key]) if key in entry.quantities else "" for key in columns.quantities),
        *(_value(key, entry.labels.get(key, ""), catalogue=catalogue) for key in columns.labels),
        *(texts.get(role, "") for role in columns.roles),
        *(entry.texts.file, entry.texts.sheet, entry.texts.line or ""),
        _local(entry.received),
    ]


def _value(label: str, value: str, *, catalogue: Catalogue) -> str:
    known = catalogue.labels[label].value(value) if label in catalogue.labels else None
    return str(known.title) if known else value


def _local(instant: datetime) -> datetime:
    """The instant on the body's own clock, as Excel keeps it."""
    return timezone.make_naive(instant).replace(microsecond=0)
