"""New rows in a sheet's XML: copies of a row, with everything below and around them moved."""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from shilu.documents.openxml.spans import Edits, Node, markup_text, qualified
from shilu.forms.excel.formulas import CellFormula, formulas_of
from shilu.forms.excel.located import Cell, Row, number_of, rows_of
from shilu.forms.excel.references import LAST_ROW, UnclearFormula, copied_formula, stated_range
from shilu.forms.excel.shifting import CannotInsert, NamesOneRow, Shift
from shilu.lib.cells import column_letters

_ROW_NUMBER: Final = re.compile(rb"\sr\s*=\s*(\"[^\"]*\"|'[^']*')")
_HIDING: Final = re.compile(rb"\s(?:hidden|collapsed)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_FIXED: Final = frozenset({"controls", "oleObjects", "scenarios", "customSheetViews", "dataConsolidate"})
"""Parts of a sheet that point at cells in ways that are not followed here."""
_RANGES: Final = {
    "autoFilter": "ref",
    "sortState": "ref",
    "sortCondition": "ref",
    "hyperlink": "ref",
    "dimension": "ref",
}
_RULES: Final = {"conditionalFormatting", "dataValidation", "protectedRange", "ignoredError"}
_RULE_FORMULAS: Final = {"formula", "formula1", "formula2", "f"}


def displaced() -> CannotInsert:
    """What is said of a sheet with things on it that cannot be moved here."""
    return CannotInsert(_("the sheet has buttons, embedded objects or views of its own, which rows would displace"))


def insert_rows(root: Node, data: bytes, edits: Edits, shift: Shift) -> None:
    """Put the rows of ``shift`` into the sheet that it names; raises CannotInsert."""
    rows = rows_of(root)
    _check(root, rows, shift)
    _move_rows(rows, edits, shift)
    _move_formulas(rows, edits, shift)
    _add_rows(root, data, rows, edits, shift)
    _move_merges(root, edits, shift)
    _move_ranges(root, edits, shift)
    move_rules(root, edits, shift, sheet=shift.sheet)


def _check(root: Node, rows: tuple[Row, ...], shift: Shift) -> None:
    if any(node.name in _FIXED for node in _outside_cells(root)):
        raise displaced()
    if rows and rows[-1].number + shift.count > LAST_ROW:
        raise CannotInsert(_("the sheet reaches down to its last possible row"))
    for formula in formulas_of(rows):
        if formula.sort == "unclear":
            raise CannotInsert(
                _("the formula in %(cell)s cannot be moved") % {"cell": _address(formula.cell.row, formula.cell.column)}
            )
        area = formula.area
        if area is not None and area.rows[0] != area.rows[1] and area.rows[1] >= min(shift.like, shift.after):
            raise CannotInsert(
                _("the formula in %(cell)s fills several rows at once")
                % {"cell": _address(area.first.row, area.first.column)}
            )


def _address(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


def _move_rows(rows: tuple[Row, ...], edits: Edits, shift: Shift) -> None:
    for row in rows:
        moved = shift.row(row.number)
        if row.node.attributes.get("r") != str(moved):
            edits.set_attribute(row.node, "r", str(moved))
        if moved != row.number:
            for cell in row.cells:
                edits.set_attribute(cell.node, "r", _address(moved, cell.column))


def _move_formulas(rows: tuple[Row, ...], edits: Edits, shift: Shift) -> None:
    for formula in formulas_of(rows):
        node = formula.cell.formula
        if node is None:
            continue
        text = moved_formula(formula.text, shift, sheet=shift.sheet, row=formula.cell.row)
        if formula.sort == "shared":
            # each cell gets the whole text: cells that share one must lie side by side
            edits.replace(node.start, node.end, _formula_markup(node.prefix.decode(), text))
        elif text != formula.text:
            edits.set_content(node, markup_text(text))
        if formula.area is not None:
            edits.set_attribute(node, "ref", shift.area(str(formula.area)))


def moved_formula(text: str, shift: Shift, *, sheet: str, row: int = 0) -> str:
    """The text of a formula in the ``row`` of ``sheet`` after the shift; raises CannotInsert."""
    if sheet.casefold() != shift.sheet.casefold() and "!" not in text:
        return text  # it names no other sheet, however hard it is to tell what it reads
    try:
        return shift.formula(text, sheet=sheet, row=row)
    except NamesOneRow as fault:
        raise CannotInsert(
            _("a formula counts row %(row)s by itself (%(formula)s) and would leave new rows out")
            % {"row": shift.after, "formula": f"={text}"}
        ) from fault
    except UnclearFormula as fault:
        raise CannotInsert(_("the formula %(formula)s cannot be moved") % {"formula": f"={text}"}) from fault


def _formula_markup(prefix: str, text: str) -> str:
    return f"<{prefix}f>{markup_text(text)}</{prefix}f>"


def _add_rows(root: Node, data: bytes, rows: tuple[Row, ...], edits: Edits, shift: Shift) -> None:
    model = next((row for row in rows if row.number == shift.like), None)
    home = root.child("sheetData")
    if model is None or home is None:
        return
    formulas = {formula.cell.column: formula for formula in formulas_of(rows) if formula.cell.row == shift.like}
    markup = b"".join(
        _copied_row(data, model, formulas, number, shift)
        for number in range(shift.after + 1, shift.after + 1 + shift.count)
    )
    before = [row.node.end for row in rows if row.number <= shift.after]
    edits.insert(before[-1] if before else home.opened, markup)


def _copied_row(data: bytes, model: Row, formulas: dict[int, CellFormula], number: int, shift: Shift) -> bytes:
    tag = data[model.node.start : model.node.opened]
    tag = _HIDING.sub(b"", _ROW_NUMBER.sub(b"", tag)).removesuffix(b"/>").removesuffix(b">")
    name = qualified(model.node)
    cells = "".join(_copied_cell(cell, formulas.get(cell.column), number, shift) for cell in model.cells)
    start = tag.replace(b"<" + name, b"<" + name + b' r="%d"' % number, 1)
    return start + b">" + cells.encode() + b"</" + name + b">"


def _copied_cell(cell: Cell, formula: CellFormula | None, number: int, shift: Shift) -> str:
    prefix = cell.node.prefix.decode()
    style = cell.node.attributes.get("s")
    attributes = f' r="{_address(number, cell.column)}"' + (f' s="{style}"' if style else "")
    if formula is None:
        return f"<{prefix}c{attributes}/>"
    moved = moved_formula(formula.text, shift, sheet=shift.sheet, row=cell.row)
    rows = number - shift.row(shift.like)
    inner = _formula_markup(prefix, copied_formula(moved, rows=rows, columns=0))
    if formula.area is not None:
        place = _address(number, cell.column)
        inner = inner.replace("f>", f'f t="array" ref="{place}">', 1)
    return f"<{prefix}c{attributes}>{inner}</{prefix}c>"


def _move_merges(root: Node, edits: Edits, shift: Shift) -> None:
    merges = root.child("mergeCells")
    if merges is None:
        return
    added = 0
    for node in merges.children:
        text = node.attributes.get("ref", "")
        reference = stated_range(text)
        if reference is None:
            continue
        if (moved := shift.area(text)) != text:
            edits.set_attribute(node, "ref", moved)
        if reference.rows == (shift.like, shift.like):
            left, right = (column_letters(column) for column in reference.columns)
            for number in range(shift.after + 1, shift.after + 1 + shift.count):
                edits.append(merges, f'<{node.prefix.decode()}mergeCell ref="{left}{number}:{right}{number}"/>')
                added += 1
    if added and "count" in merges.attributes:
        edits.set_attribute(merges, "count", str(len(merges.children) + added))


def _move_ranges(root: Node, edits: Edits, shift: Shift) -> None:
    for node in _outside_cells(root):
        name = _RANGES.get(node.name)
        if name is not None and name in node.attributes:
            _set(edits, node, name, shift.area(node.attributes[name]))
        elif node.name in _RULES and "sqref" in node.attributes:
            _set(edits, node, "sqref", shift.areas(node.attributes["sqref"]))
        elif node.name == "sqref" and (moved := shift.areas(node.text)) != node.text:
            edits.set_content(node, moved)  # of the rules that newer versions keep apart
    for view in root.every("sheetView"):
        for node in view.all():
            for name in {"activeCell", "topLeftCell", "sqref"} & node.attributes.keys():
                _set(edits, node, name, " ".join(map(shift.area, node.attributes[name].split())))
    breaks = root.child("rowBreaks")
    for node in breaks.children if breaks is not None else ():
        # a break stands above the row after its number
        number = number_of(node, "id")
        _set(edits, node, "id", str(number + shift.count if number >= shift.after else number))


def _set(edits: Edits, node: Node, name: str, value: str) -> None:
    if node.attributes.get(name) != value:
        edits.set_attribute(node, name, value)


def _outside_cells(root: Node) -> Iterator[Node]:
    for child in root.children:
        if child.name != "sheetData":
            yield from child.all()


def move_rules(root: Node, edits: Edits, shift: Shift, *, sheet: str) -> None:
    """Move what the rules of ``sheet`` (formats, allowed values, small charts) and its links point at."""
    for node in _outside_cells(root):
        if node.name in _RULE_FORMULAS and not node.children and node.text:
            # a rule speaks of the row that each of its cells stands in, as a formula of that row does
            moved = moved_formula(node.text, shift, sheet=sheet, row=shift.after)
            if moved != node.text:
                edits.set_content(node, markup_text(moved))
        elif node.name == "hyperlink" and "location" in node.attributes:
            location = node.attributes["location"]
            _set(edits, node, "location", _moved_place(location, shift, sheet=sheet))


def _moved_place(text: str, shift: Shift, *, sheet: str) -> str:
    try:
        return shift.formula(text, sheet=sheet, row=shift.after)
    except (NamesOneRow, UnclearFormula):
        return text
