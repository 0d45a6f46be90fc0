"""Formulas that no program worked out: in a record such a cell is refused, because nobody knows what it says."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from shilu.ledger.importing.cells import Bad
from shilu.ledger.importing.columns import Recognised, Use
from shilu.ledger.importing.counting import reason_of
from shilu.ledger.importing.facts import CellFault, Found
from shilu.ledger.importing.listing import RECORD
from shilu.ledger.importing.tables import Table
from shilu.ledger.importing.vocabulary import is_total
from shilu.ledger.importing.workbook import Sheet, Value
from shilu.lib.cells import cell_address, place_of

_UNREAD: Final = frozenset({"number", "ignored", "names", "private", "unknown", "expected", "year"})
_NAMED: Final = RECORD | {"cell"}
_SUMMED: Final = frozenset({"unit", "kind", "month"})


def refuse_uncomputed(table: Table, recognised: Recognised, found: Found) -> None:
    """Turn what ``found`` has of records with such a cell in a column that is read into faults of those cells.

    Sums are no records, nor is a row in which nothing but formulas (and its number) stands.
    """
    sheet = table.sheet
    if not sheet.uncomputed:
        return
    used = [use for use in recognised.uses if use.role not in _UNREAD]
    named = [use for use in used if use.role in _NAMED]
    bad = {
        row: [_fault(sheet, row, use) for use in cells]
        for row in table.body
        if (cells := [use for use in used if sheet.formula(row, use.at)]) and _is_record(sheet.rows[row], named)
    }
    if not bad:
        return
    own = {cell_address(row, use.at): row + 1 for row in bad for use in recognised.uses}
    told = {fact.row for fact in found.facts} | {fault.row for fault in found.faults}
    told |= {own[zero.cell] for zero in found.zeros if zero.cell in own}
    found.rows += sum(row + 1 not in told for row in bad)
    found.facts = [fact for fact in found.facts if fact.row - 1 not in bad]
    found.zeros = [zero for zero in found.zeros if zero.cell not in own]
    found.left_out = [line for line in found.left_out if line.row - 1 not in bad]
    faults = {fault.cell: fault for fault in found.faults} | {
        fault.cell: fault for row in bad.values() for fault in row
    }
    found.faults = sorted(faults.values(), key=lambda fault: place_of(fault.cell) or (0, 0))


def _is_record(cells: Sequence[Value], named: Sequence[Use]) -> bool:
    stated = [(use.role, cells[use.at]) for use in named if cells[use.at] != ""]
    return bool(stated) and not any(
        role in _SUMMED and isinstance(cell, str) and is_total(cell) for role, cell in stated
    )


def _fault(sheet: Sheet, row: int, use: Use) -> CellFault:
    formula = sheet.formula(row, use.at)
    why = Bad(_("the formula has no result: open the workbook in Excel or WPS, save it, and import it then"))
    return CellFault(
        sheet.name, cell_address(row, use.at), row + 1, formula, reason_of(row + 1, use.name, formula, why)
    )
