"""Rows pasted out of a workbook: a table in which each bad cell is told, recorded all or none."""

from collections.abc import Mapping
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
    Column,
    GridRow,
    columns_of,
    pasted_rows,
    read_rows,
    record_rows,
    with_likely,
)
from shilu.recording.once import KeyReused
from shilu.web.asking import Request
from shilu.web.forms.record import UnitChoice
from shilu.web.guard import page


def pasted(request: Request, kind: str) -> HttpResponse:
    """The table of a kind: paste into it, mend the cells that cannot be read, record all rows."""
    asking = request.asking
    units = [unit for unit in asking.viewer.units(Right.RECORD) if not unit.ended_by(asking.today)]
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
    try:
        unit = choice.chosen(request.POST.get("for_unit", ""))
        rows = _rows(request, chosen, unit, columns)
        if "save" in request.POST and rows and all(row.fact for row in rows) and _settled(request, rows):
            return _saved(request, rows, unit)
    except (Refused, ValidationError) as fault:
        shown["fault"] = fault.messages[0] if isinstance(fault, ValidationError) else str(fault)
        shown["pasted"] = request.POST.get("pasted", "")
        rows = []
    shown |= {
        "rows": [_laid_row(row, columns) for row in rows],
        "faults": sum(len(row.faults) for row in rows),
        "doubles": sum(1 for row in rows if row.likely),
        "key": request.POST.get("key") or uuid4(),
    }
    bad = bool(shown.get("fault") or shown["faults"] or ("save" in request.POST))
    return render(request, "record/paste.html", shown, status=422 if bad else 200)


def _rows(request: Request, kind: Kind, unit: Unit, columns: tuple[Column, ...]) -> list[GridRow]:
    """What was pasted, or the cells of the table as they were sent, read."""
    asking = request.asking
    typed = pasted_rows(request.POST.get("pasted", ""), columns=columns) or _cells(request.POST, columns)
    if not typed:
        raise Refused(_("There is nothing in the table yet; copy rows in Excel or WPS and paste them here."))
    rows = read_rows(
        typed,
        fields=fields_of(kind, catalogue=asking.catalogue),
        unit=unit.uuid,
        catalogue=asking.catalogue,
        clerk=asking.clerk,
        today=asking.today,
    )
    return with_likely(rows)


def _cells(data: QueryDict, columns: tuple[Column, ...]) -> list[Mapping[str, str]]:
    """The cells of the table, row by row: every column sends one value a row."""
    by_column = {column.field: data.getlist(f"cell-{column.field}") for column in columns}
    count = min(max((len(cells) for cells in by_column.values()), default=0), MOST_ROWS)
    return [{field: cells[at] if at < len(cells) else "" for field, cells in by_column.items()} for at in range(count)]


def _settled(request: Request, rows: list[GridRow]) -> bool:
    """Whether no row looks like a double, or somebody said that they are others."""
    return "accept" in request.POST or not any(row.likely for row in rows)


def _laid_row(row: GridRow, columns: tuple[Column, ...]) -> dict[str, Any]:
    cells = [(column, row.cells.get(column.field, ""), row.faults.get(column.field, "")) for column in columns]
    return {"cells": cells, "likely": row.likely, "faulty": bool(row.faults)}


def _saved(request: Request, rows: list[GridRow], unit: Unit) -> HttpResponse:
    asking = request.asking
    facts = [row.fact for row in rows if row.fact]
    key = f"paste:{request.POST.get('key', '')}"
    try:
        done = record_rows(
            facts, unit=unit.uuid, clerk=asking.clerk, may_post=asking.viewer.may(Right.POST, unit.uuid), key=key
        )
    except KeyReused:
        raise Refused(_("This table was recorded a moment ago; paste anew to record more.")) from None
    if done.waiting:
        line = ngettext("%(n)s record waits for its review.", "%(n)s records wait for their review.", done.waiting)
        messages.success(request, line % {"n": done.waiting})
    else:
        line = ngettext("%(n)s record is in the ledger.", "%(n)s records are in the ledger.", len(done.seqs))
        messages.success(request, line % {"n": len(done.seqs)})
    return HttpResponseRedirect(reverse("record"))


PAGES = [page("record/paste/<path:kind>/", pasted, name="record_paste", right=Right.RECORD)]
