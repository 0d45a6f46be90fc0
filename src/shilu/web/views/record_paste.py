"""Rows pasted out of a workbook: a table in which each bad cell is told, recorded all or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shilu.access.roles import Right
from shilu.ledger.catalogue import Kind
from shilu.lib.errors import Refused
from shilu.organisation.structure import Unit
from shilu.recording.fields import fields_of
from shilu.recording.grid import (
    MOST_ROWS,
    UNIT,
    Column,
    GridRow,
    columns_of,
    pasted_rows,
    read_rows,
    record_rows,
    unit_column,
    with_likely,
)
from shilu.recording.once import KeyReused
from shilu.recording.own_units import OwnUnits
from shilu.web.asking import Asking, Request
from shilu.web.forms.record import UnitChoice
from shilu.web.guard import page
from shilu.web.views.record_shown import shown_record


def pasted(request: Request, kind: str) -> HttpResponse:
    """The table of a kind: paste into it, mend the cells that cannot be read, record all rows."""
    asking = request.asking
    units = _recorded_for(asking)
    if not units or kind not in asking.catalogue.kinds:
        raise Http404
    chosen = asking.catalogue.kinds[kind]
    columns = columns_of(fields_of(chosen, catalogue=asking.catalogue))
    choice = UnitChoice(units)
    standing = asking.unit if asking.unit in units else units[0]
    shown: dict[str, Any] = {"kind": chosen, "columns": columns, "units": units, "key": uuid4(), "most": MOST_ROWS}
    shown["for_unit"] = request.POST.get("for_unit") or choice.shown(standing)
    if request.method != "POST":
        return render(request, "record/paste.html", shown)
    laid = Laid()
    try:
        unit = choice.chosen(request.POST.get("for_unit", ""))
        laid = _laid(request, chosen, unit, columns)
        told = _before_saving(request, laid) if "save" in request.POST else ""
        if "save" in request.POST and not told and all(row.fact for row in laid.rows):
            return _saved(request, laid.rows)
        shown["fault"] = told
    except (Refused, ValidationError) as fault:
        shown["fault"] = fault.messages[0] if isinstance(fault, ValidationError) else str(fault)
        shown["pasted"] = request.POST.get("pasted", "")
    columns = laid.columns or columns
    shown |= {
        "columns": columns,
        "wide": len(columns) + 1,
        "by_row": UNIT in {column.field for column in columns},
        "left_out": laid.left_out,
        "rows": [_laid_row(row, columns, request) for row in laid.rows],
        "faults": sum(len(row.faults) for row in laid.rows),
        "doubles": sum(1 for row in laid.rows if row.likely),
        "accepted": "accept" in request.POST,
        "key": request.POST.get("key") or uuid4(),
    }
    bad = bool(shown.get("fault") or shown["faults"] or ("save" in request.POST))
    return render(request, "record/paste.html", shown, status=422 if bad else 200)


@dataclass(frozen=True, slots=True)
class Laid:
    """The table as it is laid out: its columns, the rows as they are read, and the columns that are left out."""

    columns: tuple[Column, ...] = ()
    rows: Sequence[GridRow] = ()
    left_out: tuple[str, ...] = ()
    new: bool = False


def _laid(request: Request, kind: Kind, unit: Unit, columns: tuple[Column, ...]) -> Laid:
    """What was pasted, or the cells of the table as they were sent, read."""
    asking = request.asking
    pasted = pasted_rows(request.POST.get("pasted", ""), columns=columns)
    typed = pasted.rows or _cells(request.POST, (*columns, unit_column()))
    if not typed:
        raise Refused(_("There is nothing in the table yet; copy rows in Excel or WPS and paste them here."))
    if any(UNIT in cells for cells in typed):
        columns = (columns[0], unit_column(), *columns[1:])
    rows = read_rows(
        typed,
        fields=fields_of(kind, catalogue=asking.catalogue),
        unit=unit.uuid,
        catalogue=asking.catalogue,
        clerk=asking.clerk,
        today=asking.today,
        own=OwnUnits(_recorded_for(asking), structure=asking.structure),
    )
    left_out = pasted.left_out if pasted.rows else tuple(request.POST.getlist("left_out")[:MOST_ROWS])
    return Laid(columns, with_likely(rows), left_out, new=bool(pasted.rows))


def _before_saving(request: Request, laid: Laid) -> str:
    """What has to be looked at before the rows are recorded; empty where nothing has."""
    if not laid.rows:
        return _("There is nothing in the table yet; copy rows in Excel or WPS and paste them here.")
    if laid.new and laid.left_out:
        return _("Not recorded yet: look at the columns that are left out, then record the rows.")
    doubles = sum(1 for row in laid.rows if row.likely)
    if not doubles or "accept" in request.POST or any(row.faults for row in laid.rows):
        return ""
    line = ngettext(
        "Nothing was recorded: %(n)s row may be in the ledger already. Clear it, or tick below that it is another event.",
        "Nothing was recorded: %(n)s rows may be in the ledger already. Clear them, or tick below that they are others.",
        doubles,
    )
    return line % {"n": doubles}


def _cells(data: QueryDict, columns: tuple[Column, ...]) -> list[Mapping[str, str]]:
    """The cells of the table, row by row: every column that it has sends one value a row."""
    sent = [column.field for column in columns if f"cell-{column.field}" in data]
    by_column = {field: data.getlist(f"cell-{field}") for field in sent}
    count = min(max((len(cells) for cells in by_column.values()), default=0), MOST_ROWS)
    return [{field: cells[at] if at < len(cells) else "" for field, cells in by_column.items()} for at in range(count)]


def _laid_row(row: GridRow, columns: tuple[Column, ...], request: Request) -> dict[str, Any]:
    asking = request.asking
    cells = [(column, row.cells.get(column.field, ""), row.faults.get(column.field, "")) for column in columns]
    seen = [one for one in row.likely if asking.viewer.sight.sees(one.unit, kind=one.kind, last=one.last)]
    likely = [shown_record(one, asking) for one in seen]
    return {"cells": cells, "likely": bool(row.likely), "alike": likely, "faulty": bool(row.faults)}


def _recorded_for(asking: Asking) -> list[Unit]:
    """The units for which the asker records."""
    return [unit for unit in asking.viewer.units(Right.RECORD) if not unit.ended_by(asking.today)]


def _saved(request: Request, rows: Sequence[GridRow]) -> HttpResponse:
    asking = request.asking
    facts = [row.fact for row in rows if row.fact]
    key = f"paste:{request.POST.get('key', '')}"
    try:
        posted = [unit.uuid for unit in asking.viewer.units(Right.POST)]
        done = record_rows(facts, clerk=asking.clerk, may_post=posted, key=key)
    except KeyReused:
        raise Refused(_("This table was recorded a moment ago; paste anew to record more.")) from None
    if done.waiting:
        line = ngettext("%(n)s record waits for its review.", "%(n)s records wait for their review.", done.waiting)
        messages.success(request, line % {"n": done.waiting})
    if done.seqs:
        line = ngettext("%(n)s record is in the ledger.", "%(n)s records are in the ledger.", len(done.seqs))
        messages.success(request, line % {"n": len(done.seqs)})
    return HttpResponseRedirect(reverse("record"))


PAGES = [page("record/paste/<path:kind>/", pasted, name="record_paste", right=Right.RECORD)]
