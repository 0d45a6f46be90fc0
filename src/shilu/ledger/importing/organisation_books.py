"""Workbooks that hold no records but the organisation: a staff list or an organisation sheet, which another command takes."""

from typing import Final

from django.utils.translation import gettext as _

from shilu.ledger.importing.columns import COUNTED
from shilu.ledger.importing.facts import Reading, TableReading
from shilu.ledger.importing.vocabulary import bare, is_column_word
from shilu.ledger.importing.workbook import Workbook
from shilu.lib.errors import Refused
from shilu.organisation import sheet as unit_sheet
from shilu.organisation import staff_list

_OF_RECORDS: Final = frozenset({"kind", "title", "month", "start", "cell", *COUNTED})
_OWN: Final = frozenset(
    word for roles in (staff_list.ROLES, unit_sheet.ROLES) for words in roles.values() for word in words
)


class OrganisationBook(Refused):
    """A workbook that is no ledger but a staff list or an organisation sheet."""


def organisation_book(book: Workbook, reading: Reading | None) -> OrganisationBook | None:
    """The refusal of a workbook that is no ledger but a staff list or an organisation sheet, else None.

    ``reading`` is what it gave as a ledger, None where no header was found. A workbook with any fact is a ledger, and
    so is one with a column of titles, counts, kinds or days.
    """
    if reading is not None and (reading.facts or any(_is_of_records(table) for table in reading.tables)):
        return None
    told = {"file": book.name}
    if any(staff_list.is_staff_list(sheet.rows) for sheet in book.sheets):
        return OrganisationBook(
            _("%(file)s is a staff list; it is imported among people and accounts, not here.") % told
        )
    if any(unit_sheet.is_unit_sheet(sheet.rows) for sheet in book.sheets):
        return OrganisationBook(
            _("%(file)s is an organisation sheet; it is imported among people and accounts, not here.") % told
        )
    return None


def _is_of_records(table: TableReading) -> bool:
    return bool(table.zeros) or any(_says_records(column["role"], column["name"]) for column in table.guess["columns"])


def _says_records(role: str, name: str) -> bool:
    """Whether a column is one of records; 入职时间 ends like one of days, but is none."""
    return bare(name) not in _OWN and (role in _OF_RECORDS or (role == "day" and is_column_word(name)))
