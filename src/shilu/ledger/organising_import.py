"""Importing an organisation sheet or a staff list: the sheet is found, compared with what is there, and posted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.clerk import Clerk
from shilu.ledger.importing.workbook import Sheet, read_workbook
from shilu.ledger.organising import change_organisation
from shilu.ledger.queries import structure_at
from shilu.lib.cells import cell_address
from shilu.lib.enumerating import first_of, in_clauses
from shilu.lib.errors import Refused
from shilu.organisation.changes import Change, PersonPlaced, UnitAdded, UnitMoved, UnitRenamed
from shilu.organisation.operations import keep_people
from shilu.organisation.person import KnownPerson
from shilu.organisation.queries import known_people
from shilu.organisation.sheet import is_unit_sheet, read_unit_sheet
from shilu.organisation.sheet_changes import unit_changes
from shilu.organisation.staff_changes import staff_changes
from shilu.organisation.staff_list import is_staff_list, read_staff_list
from shilu.organisation.structure import Structure
from shilu.organisation.table import Cells, Fault

_SHOWN: Final = 5  # cells or names told in one line


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell that cannot be taken: ``cell`` is its address (B7)."""

    sheet: str
    cell: str
    value: str
    reason: str


class CellsRefused(Refused):
    """A sheet of which nothing was imported, with every cell that has to be mended."""

    def __init__(self, file: str, cells: Sequence[RefusedCell]) -> None:
        shown = in_clauses(f"{cell.cell}“{cell.value}” {cell.reason.rstrip('。.')}" for cell in cells[:_SHOWN])
        message = _("%(file)s, sheet %(sheet)s: nothing was imported, %(count)s cells have to be mended: %(cells)s")
        super().__init__(message % {"file": file, "sheet": cells[0].sheet, "count": len(cells), "cells": shown})
        self.cells = tuple(cells)


@dataclass(frozen=True, slots=True)
class OrganisationImported:
    """What came of a sheet: how many units and people it states, what changed, what is not stored, and what to look at."""

    sort: str
    sheet: str
    units: int
    people: int
    added: int
    renamed: int
    moved: int
    people_new: int
    people_moved: int
    changes: int
    dropped: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one of the two sorts of sheet wants done."""

    sort: str
    units: int
    people: int
    changes: tuple[Change, ...]
    written: tuple[KnownPerson, ...]
    faults: tuple[Fault, ...]
    people_new: int
    people_moved: int
    dropped: tuple[str, ...]
    remarks: tuple[str, ...]


def import_organisation(
    path: Path, *, clerk: Clerk, today: date, root: str | None = None, on: date | None = None, dry_run: bool = False
) -> OrganisationImported:
    """Import the first sheet of the workbook that is an organisation sheet or a staff list, all of it or nothing.

    What names no day of its own holds from ``on``, else from the day that the list's title names, else from ``today``.
    ``root`` names the body of a staff list whose title does not. A second import of the same sheet changes nothing.
    Refused for a file or sheet that cannot be read, CellsRefused where cells have to be mended.
    """
    workbook = read_workbook(path)
    sheet, rows, planned = _chosen(workbook.name, workbook.sheets)
    structure = structure_at()
    plan = planned(rows, structure, on, today, root)
    if plan.faults:
        cells = [
            RefusedCell(sheet.name, cell_address(one.row, one.column), one.value, one.reason) for one in plan.faults
        ]
        raise CellsRefused(workbook.name, cells)
    if not dry_run:
        with transaction.atomic():
            keep_people(plan.written)
            change_organisation(plan.changes, clerk=clerk)
    others = [other.name for other in workbook.sheets if other is not sheet and other.rows]
    remarks = [*plan.remarks, *_remarks_on_sheet(sheet, others)]
    return OrganisationImported(
        sort=plan.sort,
        sheet=sheet.name,
        units=plan.units,
        people=plan.people,
        added=_count(plan.changes, UnitAdded),
        renamed=_count(plan.changes, UnitRenamed),
        moved=_count(plan.changes, UnitMoved),
        people_new=plan.people_new,
        people_moved=plan.people_moved,
        changes=len(plan.changes),
        dropped=plan.dropped,
        remarks=tuple(remarks),
    )


_Planned = Callable[[Cells, Structure, date | None, date, str | None], _Plan]


def _chosen(file: str, sheets: Sequence[Sheet]) -> tuple[Sheet, Cells, _Planned]:
    for sheet in sheets:
        rows = [
            [] if number in sheet.struck_rows else [sheet.value(number, column) for column in range(len(cells))]
            for number, cells in enumerate(sheet.rows)
        ]
        if is_staff_list(rows):
            return sheet, rows, _staff_plan
        if is_unit_sheet(rows):
            return sheet, rows, _unit_plan
    if file.lower().endswith(".txt"):
        told = _("%(file)s is a text file, no workbook; open it in Excel or WPS and save it as .xlsx.")
        raise Refused(told % {"file": file})
    raise Refused(
        _(
            "%(file)s is neither an organisation sheet (columns 单位编码 and 单位名称) nor a staff list (columns 姓名 and "
            "单位); name the columns so."
        )
        % {"file": file}
    )


def _unit_plan(rows: Cells, structure: Structure, on: date | None, today: date, _root: str | None) -> _Plan:
    sheet = read_unit_sheet(rows, on=on or today)
    plan = unit_changes(sheet, structure=structure)
    remarks = []
    if plan.absent:
        names = first_of([unit.name for unit in plan.absent], most=_SHOWN)
        remarks.append(_("Not in the sheet, and left as they are: %(names)s.") % {"names": names})
    return _Plan("units", len(sheet.rows), 0, plan.changes, (), plan.faults, 0, 0, sheet.unused, tuple(remarks))


def _staff_plan(rows: Cells, structure: Structure, on: date | None, today: date, root: str | None) -> _Plan:
    staff = read_staff_list(rows)
    day = on or staff.on or today
    plan = staff_changes(staff, structure=structure, people=known_people(), on=day, root=root)
    remarks = []
    added = [change for change in plan.changes if isinstance(change, UnitAdded)]
    if added:
        names = first_of([f"{unit.code} {unit.name}" for unit in added], most=_SHOWN)
        remarks.append(_("New units, with codes made: %(names)s.") % {"names": names})
    if plan.moved:
        names = first_of([one.name for one in plan.moved], most=_SHOWN)
        remarks.append(_("Moved to another unit: %(names)s.") % {"names": names})
    if plan.missing:
        names = first_of([one.name for one in plan.missing], most=_SHOWN)
        remarks.append(_("Not in the list any more, and left as they are: %(names)s.") % {"names": names})
    units = len({row.unit for row in staff.rows})
    placed = len({change.person for change in plan.changes if isinstance(change, PersonPlaced)})
    if placed:
        remarks.append(_("%(placed)s people placed from %(day)s on.") % {"placed": placed, "day": day.isoformat()})
    return _Plan(
        "staff",
        units,
        len(staff.rows),
        plan.changes,
        plan.people,
        plan.faults,
        plan.new,
        len(plan.moved),
        staff.dropped,
        tuple(remarks),
    )


def _remarks_on_sheet(sheet: Sheet, others: Sequence[str]) -> list[str]:
    remarks = []
    if others:
        remarks.append(_("Other sheets were not read: %(sheets)s.") % {"sheets": first_of(others, most=_SHOWN)})
    if sheet.struck_rows:
        rows = first_of([str(row + 1) for row in sorted(sheet.struck_rows)], most=_SHOWN)
        remarks.append(_("Rows struck through were left out: %(rows)s.") % {"rows": rows})
    if sheet.hidden_rows:
        rows = first_of([str(row + 1) for row in sorted(sheet.hidden_rows)], most=_SHOWN)
        remarks.append(_("Hidden rows were read too: %(rows)s.") % {"rows": rows})
    return remarks


def _count(changes: Sequence[Change], sort: type[Change]) -> int:
    return sum(isinstance(change, sort) for change in changes)
