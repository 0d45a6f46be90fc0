"""The ledger as a workbook: in the columns of a workbook that the clerk keeps, or in all of its own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.entry import Entry
from shilu.ledger.importing.context import UnitFound
from shilu.ledger.importing.like_grid import GridTaker
from shilu.ledger.importing.like_list import ListTaker
from shilu.ledger.importing.like_sheet import Filled, SheetBook, widths_of, write_like
from shilu.ledger.importing.like_table import BookTable, Taker, UnitWords, tables_of
from shilu.ledger.importing.plain_book import plain_book
from shilu.ledger.importing.workbook import Workbook, read_workbook
from shilu.lib.durable import write_file
from shilu.lib.errors import Refused
from shilu.organisation.structure import Structure

_FAR: Final = 10_000


def export_like(
    entries: Sequence[Entry], *, like: Path | None, out: Path, structure: Structure, catalogue: Catalogue
) -> int:
    """Write ``entries`` to the workbook ``out`` and return how many have a row (or a share of a sum) in it.

    With ``like`` in that workbook's own sheets, titles and columns: an entry goes back to the sheet that it came from,
    another to the sheet that can say most of it (its unit's, else the first); an import of the result finds nothing
    new. An entry of a kind, unit or period for which no table has a place is left out. Without ``like`` in one sheet
    with all columns. Refused where ``out`` is the workbook itself, no .xlsx or in no folder.
    """
    _check(out, like=like)
    if like is None:
        write_file(out.absolute(), plain_book(entries, structure=structure, catalogue=catalogue))
        return len(entries)
    workbook = read_workbook(like)
    units = UnitWords(structure)
    roots = structure.roots()
    default = UnitFound(str(roots[0].uuid), roots[0].name) if len(roots) == 1 else None
    takers: dict[str, list[Taker]] = {}
    for sheet in workbook.sheets:
        tables = tables_of(sheet, file=workbook.name, catalogue=catalogue, find_unit=units.find, default=default)
        takers[sheet.name] = [_taker(one, catalogue=catalogue, units=units) for one in tables]
    if not any(takers.values()):
        raise Refused(
            _("%(file)s has no table whose columns could be taken; name the workbook of the records.")
            % {"file": like.name}
        )
    written = _distribute(entries, takers, units=units)
    write_file(out.absolute(), _written(workbook, takers, like=like))
    return written


def _check(out: Path, *, like: Path | None) -> None:
    if out.suffix.lower() != ".xlsx":
        raise Refused(
            _("%(file)s: an export is an .xlsx workbook; give it a name like 台账-导出.xlsx.") % {"file": out.name}
        )
    if not out.absolute().parent.is_dir():
        raise Refused(_("There is no folder %(folder)s.") % {"folder": out.absolute().parent})
    if like is not None and out.exists() and like.exists() and out.samefile(like):
        raise Refused(
            _("%(file)s is the workbook whose columns are taken; write the export to another file.")
            % {"file": out.name}
        )


def _taker(about: BookTable, *, catalogue: Catalogue, units: UnitWords) -> Taker:
    if about.recognised.shape == "grid":
        return GridTaker(about, catalogue=catalogue, units=units)
    return ListTaker(about, catalogue=catalogue, units=units)


def _distribute(entries: Sequence[Entry], takers: dict[str, list[Taker]], *, units: UnitWords) -> int:
    """Hand each entry to the table that it came from or that says most of it; return how many were taken."""
    everywhere = [taker for sheet in takers.values() for taker in sheet]
    taken = 0
    for entry in entries:
        home = takers.get(entry.texts.sheet, [])
        chosen = _chosen(entry, [one for one in home if one.about.holds(entry)] or home)
        if chosen is None:
            chosen = _chosen(entry, _nearest(entry, everywhere, units=units))
        if chosen is not None:
            chosen.take(entry)
            taken += 1
    return taken


def _nearest(entry: Entry, takers: Sequence[Taker], *, units: UnitWords) -> list[Taker]:
    """The tables of the entry's unit first, then those of the units above it."""
    ranked = []
    for place, taker in enumerate(takers):
        distance = units.distance(entry.unit, taker.about.context.unit)
        ranked.append((_FAR if distance is None else distance, place, taker))
    return [taker for _distance, _place, taker in sorted(ranked, key=lambda one: one[:2])]


def _chosen(entry: Entry, takers: Sequence[Taker]) -> Taker | None:
    """The first that can say all of the entry, else the first that can say some."""
    some: Taker | None = None
    for taker in takers:
        takes = taker.takes(entry)
        if takes:
            return taker
        if takes is False and some is None:
            some = taker
    return some


def _written(workbook: Workbook, takers: dict[str, list[Taker]], *, like: Path) -> bytes:
    book = SheetBook()
    widths = widths_of(like)
    for sheet in workbook.sheets:
        filled = [Filled(taker.about, taker.rows()) for taker in takers[sheet.name]]
        write_like(book, sheet, filled, widths=widths.get(sheet.name, {}))
    return book.content()
