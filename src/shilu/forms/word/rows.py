"""New rows in a Word table: copies of a row without what stands in it."""

import copy
from typing import Final

from lxml import etree

from shilu.forms.word.body import P, w
from shilu.forms.word.paragraphs import run_look
from shilu.forms.word.tables import Merged, WordCell, merged_cells, rows_of

_WORD_2010: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
_IDS: Final = {f"{{{_WORD_2010}}}{name}" for name in ("paraId", "textId")}  # Word wants them unique in a document


def insert_rows(table: etree._Element, *, after: int, like: int, count: int) -> None:
    """Put ``count`` copies of the row ``like`` below the row ``after``; both count from 1."""
    rows = rows_of(table)
    model, place = rows[like - 1], rows[after - 1].element
    merged = merged_cells(rows)
    joined = {cell.column for cell in model.cells if _is_within(cell, merged, after)}
    for _time in range(count):
        place.addnext(_copied(model.element, joined))


def _is_within(cell: WordCell, merged: tuple[Merged, ...], after: int) -> bool:
    """Whether a new row lies within a cell that is merged down: one that goes on below, or that ends with the list."""
    return any(
        one.anchor.column == cell.column
        and one.anchor.width == cell.width
        and one.anchor.row <= after <= one.last_row
        and one.last_row > one.anchor.row
        and (one.last_row > after or one.anchor.row <= cell.row <= one.last_row)
        for one in merged
    )


def _copied(row: etree._Element, joined: set[int]) -> etree._Element:
    made = copy.deepcopy(row)
    made.tail = None
    for node in made.iter():
        for name in _IDS & set(node.attrib):
            del node.attrib[name]
    for mark in made.findall(f"{w('trPr')}/{w('tblHeader')}"):
        _remove(mark)
    (holder,) = rows_of(_table_of(made))
    for cell in holder.cells:
        _clear(cell.element)
        _join(cell, joined=cell.column in joined)
    return made


def _table_of(row: etree._Element) -> etree._Element:
    """A table that has this row alone, to find its cells by."""
    table = etree.Element(w("tbl"))
    table.append(row)
    return table


def _clear(cell: etree._Element) -> None:
    """Leave of a cell its properties and its first paragraph, which keeps the looks that its text had."""
    paragraphs = list(cell.iter(P))
    first = paragraphs[0] if paragraphs else etree.Element(P)
    look = next((run.find(w("rPr")) for run in first.iter(w("r")) if run.find(w("rPr")) is not None), None)
    for node in list(cell):
        if node.tag != w("tcPr"):
            cell.remove(node)
    kept = etree.SubElement(cell, P)
    properties = first.find(w("pPr"))
    if properties is None and look is not None:
        properties = etree.Element(w("pPr"))
    if properties is not None:
        kept.append(properties)
        if properties.find(w("rPr")) is None and (copied := run_look(look)) is not None:
            _insert_look(properties, copied)


def _insert_look(properties: etree._Element, look: etree._Element) -> None:
    """Put the looks of a paragraph's end where the schema wants them: before the section and the revision."""
    later = next((node for node in properties if node.tag in {w("sectPr"), w("pPrChange")}), None)
    if later is None:
        properties.append(look)
    else:
        later.addprevious(look)


def _join(cell: WordCell, *, joined: bool) -> None:
    mark = cell.element.find(f"{w('tcPr')}/{w('vMerge')}")
    if mark is None:
        return
    if joined:
        mark.set(w("val"), "continue")
    else:
        _remove(mark)


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
