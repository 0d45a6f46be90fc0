"""What else in a workbook points at rows that move: names, formulas of other sheets, drawings, comments and charts."""

import re
from typing import Final

from django.utils.translation import gettext as _

from shilu.documents.openxml.package import Package
from shilu.documents.openxml.spans import Edits, Node, markup_text
from shilu.forms.excel.book import BOOK, Book
from shilu.forms.excel.formulas import formulas_of
from shilu.forms.excel.inserting import displaced, insert_rows, move_rules, moved_formula
from shilu.forms.excel.located import rows_of
from shilu.forms.excel.references import stated_range
from shilu.forms.excel.shifting import CannotInsert, Shift
from shilu.lib.errors import Refused

_ANCHOR_ROWS: Final = (2, 6)  # of the eight numbers of a legacy drawing's anchor


def with_rows(package: Package, book: Book, shift: Shift) -> Package:
    """The workbook with the rows of ``shift``; raises CannotInsert where that would do harm."""
    home = book.sheet(shift.sheet).part
    _check(package, home, shift)
    for sheet in book.sheets:
        root, edits = package.opened(sheet.part)
        if sheet.part == home:
            insert_rows(root, edits.data, edits, shift)
        else:
            _move_formulas(root, edits, shift, sheet=sheet.name)
            move_rules(root, edits, shift, sheet=sheet.name)
        package = package.edited(sheet.part, edits)
    package = _names(package, shift)
    for part in package.linked(home, "drawing"):
        package = _drawing(package, part, shift)
    for sort in ("comments", "threadedComment"):
        for part in package.linked(home, sort):
            package = _comments(package, part, shift)
    for part in package.linked(home, "vmlDrawing"):
        package = _legacy_drawing(package, part, shift)
    for part in [part for part in package.parts if re.fullmatch(r"xl/charts/chart[^/]*\.xml", part)]:
        package = _chart(package, part, shift)
    return package


def _check(package: Package, home: str, shift: Shift) -> None:
    for part in package.linked(home, "table"):
        reference = stated_range(package.xml(part).attributes.get("ref", ""))
        if reference is None or reference.rows[1] >= shift.after:
            raise CannotInsert(_("the list is an Excel table of its own; add rows to it in Excel"))
    if package.linked(home, "pivotTable"):
        raise CannotInsert(_("the sheet has a pivot table, which rows would push out of place"))
    for part in package.parts:
        if part.startswith("xl/pivotCache/pivotCacheDefinition"):
            for node in package.xml(part).every("worksheetSource"):
                if node.attributes.get("sheet", "").casefold() == shift.sheet.casefold():
                    raise CannotInsert(_("a pivot table reads this sheet"))


def _move_formulas(root: Node, edits: Edits, shift: Shift, *, sheet: str) -> None:
    found = list(formulas_of(rows_of(root)))
    moved = [moved_formula(formula.text, shift, sheet=sheet) if formula.text else "" for formula in found]
    if all(text == formula.text for text, formula in zip(moved, found, strict=True)):
        return
    for text, formula in zip(moved, found, strict=True):
        node = formula.cell.formula
        if node is not None and formula.sort == "shared":
            prefix = node.prefix.decode()
            edits.replace(node.start, node.end, f"<{prefix}f>{markup_text(text)}</{prefix}f>")
        elif node is not None and text != formula.text:
            edits.set_content(node, markup_text(text))


def _names(package: Package, shift: Shift) -> Package:
    root, edits = package.opened(BOOK)
    for node in root.every("definedName"):
        if node.text and (moved := moved_formula(node.text, shift, sheet="")) != node.text:
            edits.set_content(node, markup_text(moved))
    return package.edited(BOOK, edits)


def _drawing(package: Package, part: str, shift: Shift) -> Package:
    """Pictures and charts: their rows count from 0."""
    root, edits = package.opened(part)
    for node in root.all():
        if node.name in {"from", "to"} and (row := node.child("row")) is not None and row.text.strip().isdecimal():
            number = int(row.text)
            if shift.row(number + 1) != number + 1:
                edits.set_content(row, str(shift.row(number + 1) - 1))
    return package.edited(part, edits)


def _comments(package: Package, part: str, shift: Shift) -> Package:
    root, edits = package.opened(part)
    for node in root.all():
        place = node.attributes.get("ref", "") if node.name in {"comment", "threadedComment"} else ""
        if place and (moved := shift.area(place)) != place:
            edits.set_attribute(node, "ref", moved)
    return package.edited(part, edits)


def _legacy_drawing(package: Package, part: str, shift: Shift) -> Package:
    """The boxes that comments are shown in: their rows count from 0."""
    try:
        root, edits = package.opened(part)
    except Refused as fault:  # Excel itself writes such parts with open tags now and then
        raise displaced() from fault
    for about in root.every("ClientData"):
        row, anchor = about.child("Row"), about.child("Anchor")
        numbers = [piece.strip() for piece in anchor.text.split(",")] if anchor is not None else []
        if not all(number.isdecimal() for number in numbers) or len(numbers) != 8:
            numbers = []
        stands = row.text.strip() if row is not None else numbers[_ANCHOR_ROWS[0]] if numbers else ""
        if not stands.isdecimal() or shift.row(int(stands) + 1) == int(stands) + 1:
            continue
        if row is not None:
            edits.set_content(row, str(int(stands) + shift.count))
        if anchor is not None and numbers:
            for at in _ANCHOR_ROWS:
                numbers[at] = str(int(numbers[at]) + shift.count)
            edits.set_content(anchor, ", ".join(numbers))
    return package.edited(part, edits)


def _chart(package: Package, part: str, shift: Shift) -> Package:
    root, edits = package.opened(part)
    for node in root.every("f"):
        if node.text and (moved := moved_formula(node.text, shift, sheet="")) != node.text:
            edits.set_content(node, markup_text(moved))
    return package.edited(part, edits)
