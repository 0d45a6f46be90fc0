"""Which results that a workbook remembers are wrong once cells have changed, and the workbook without them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from shilu.documents.openxml.package import Package
from shilu.documents.openxml.spans import Edits, Node
from shilu.forms.excel.book import BOOK, Book
from shilu.forms.excel.formulas import CellFormula, formulas_of
from shilu.forms.excel.located import rows_of
from shilu.forms.excel.references import Reference, UnclearFormula, references

Places = Mapping[str, frozenset[tuple[int, int]]]
"""Cells by row and column, by the name of their sheet."""

_DEEPEST: Final = 8  # names that stand for names
_BEFORE_CALC: Final = frozenset({
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Source:
    """Cells that a formula reads: of ``sheet`` the rows and columns from the first to the last."""

    sheet: str
    rows: tuple[int, int]
    columns: tuple[int, int]


def recalculated(package: Package, book: Book, changed: Places) -> Package:
    """The package that is calculated anew when it is opened.

    Excel and WPS do so by a mark in the workbook. LibreOffice passes it over and keeps every result that the file
    remembers, so those that depend on a changed cell, on any sheet, are taken out. The order in which cells were last
    calculated goes too: Excel makes it anew.
    """
    sheets = {sheet.name: sheet.part for sheet in book.sheets}
    roots = {name: package.opened(part) for name, part in sheets.items() if _has_formulas(package.parts[part])}
    formulas = [(name, formula) for name, (root, _edits) in roots.items() for formula in formulas_of(rows_of(root))]
    for name, formula in _stale(formulas, changed, _names(package.xml(BOOK))):
        _forget(roots[name], formula)
    for name, (_root, edits) in roots.items():
        package = package.edited(sheets[name], edits)
    for part in package.linked(BOOK, "calcChain"):
        package = package.without(part)
    return _marked(package)


def _has_formulas(data: bytes) -> bool:
    return b"<f" in data or b":f" in data or data[:2] in {b"\xff\xfe", b"\xfe\xff"}


def _names(root: Node) -> dict[str, list[str]]:
    """What the names of a workbook stand for; two sheets may have one each of a name."""
    found = defaultdict(list)
    for node in root.every("definedName"):
        found[node.attributes.get("name", "").casefold()].append(node.text)
    return dict(found)


def _stale(
    formulas: Iterable[tuple[str, CellFormula]], changed: Places, names: Mapping[str, list[str]]
) -> Iterator[tuple[str, CellFormula]]:
    """The formulas that read a changed cell, themselves or through others, and those that decide at run time."""
    waiting: list[tuple[str, CellFormula, list[_Source] | None]] = [
        (sheet, formula, _sources(formula, sheet, names)) for sheet, formula in formulas
    ]
    front = {sheet.casefold(): set(cells) for sheet, cells in changed.items()}
    while waiting and front:
        by_row = {sheet: _by_row(cells) for sheet, cells in front.items()}
        front = defaultdict(set)
        left: list[tuple[str, CellFormula, list[_Source] | None]] = []
        for sheet, formula, sources in waiting:
            if sources is None or any(_reads(source, by_row) for source in sources):
                yield sheet, formula
                front[sheet.casefold()].update(_filled(formula))
            else:
                left.append((sheet, formula, sources))
        waiting = left


def _sources(formula: CellFormula, sheet: str, names: Mapping[str, list[str]]) -> list[_Source] | None:
    """The cells that a formula reads; None where that is decided at run time."""
    if formula.sort == "unclear":
        return None
    try:
        return list(_read_by(formula.text, sheet, names, depth=0))
    except UnclearFormula:
        return None


def _read_by(text: str, sheet: str, names: Mapping[str, list[str]], *, depth: int) -> Iterator[_Source]:
    if depth > _DEEPEST:
        raise UnclearFormula(text)
    for found in references(text):
        if isinstance(found, Reference):
            yield _Source((found.sheet or sheet).casefold(), found.rows, found.columns)
        elif found.startswith(("[", "'[")):
            continue  # of another workbook: what this one remembers of it is all there is
        else:
            meanings = names.get(found.rpartition("!")[2].casefold())
            if meanings is None:
                raise UnclearFormula(found)
            for meaning in meanings:
                yield from _read_by(meaning, sheet, names, depth=depth + 1)


def _by_row(cells: Iterable[tuple[int, int]]) -> tuple[list[int], dict[int, list[int]]]:
    found: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(cells):
        found[row].append(column)
    return sorted(found), found


def _reads(source: _Source, by_row: Mapping[str, tuple[list[int], dict[int, list[int]]]]) -> bool:
    if source.sheet not in by_row:
        return False
    rows, columns = by_row[source.sheet]
    for row in rows[bisect_left(rows, source.rows[0]) : bisect_right(rows, source.rows[1])]:
        at = bisect_left(columns[row], source.columns[0])
        if at < len(columns[row]) and columns[row][at] <= source.columns[1]:
            return True
    return False


def _filled(formula: CellFormula) -> Iterator[tuple[int, int]]:
    """The cells that show a formula's results."""
    yield formula.cell.row, formula.cell.column
    if formula.area is not None and formula.area.first.row and formula.area.first.column:
        (first, last), (left, right) = formula.area.rows, formula.area.columns
        yield from ((row, column) for row in range(first, last + 1) for column in range(left, right + 1))


def _forget(opened: tuple[Node, Edits], formula: CellFormula) -> None:
    root, edits = opened
    shown = set(_filled(formula)) if formula.area is not None else set()
    nodes = [formula.cell.node]
    if len(shown) > 1:
        nodes = [cell.node for row in rows_of(root) for cell in row.cells if (cell.row, cell.column) in shown]
    for node in nodes:
        stored = node.child("v")
        if stored is not None and stored.text:
            edits.remove(stored)
            if node.attributes.get("t", "n") != "n":
                edits.set_attribute(node, "t", None)


def _marked(package: Package) -> Package:
    root, edits = package.opened(BOOK)
    mark = root.child("calcPr")
    if mark is None:
        before = [node for node in root.children if node.name in _BEFORE_CALC]
        edits.insert(before[-1].end if before else root.opened, f'<{root.prefix.decode()}calcPr fullCalcOnLoad="1"/>')
    elif mark.attributes.get("fullCalcOnLoad") not in {"1", "true"}:
        edits.set_attribute(mark, "fullCalcOnLoad", "1")
    return package.edited(BOOK, edits)
