"""Comments on the cells of a sheet, beside those that it has."""

import re
from collections.abc import Mapping
from typing import Final

from shilu.documents.openxml.package import HEAD, Package
from shilu.documents.openxml.spans import Edits, Node, markup_text
from shilu.forms.excel.book import SheetPart, escaped
from shilu.lib.cells import column_letters

AUTHOR: Final = "实录"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_DRAWING: Final = frozenset({
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
})  # fmt: skip
_VML: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_BOX: Final = (
    f'<v:shapetype {_VML} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE_NUMBER: Final = re.compile(rb"_x0000_s(\d+)")
_BLOCK: Final = 1024  # shapes are numbered in blocks of so many, each of one drawing


def with_notes(package: Package, sheet: SheetPart, notes: Mapping[tuple[int, int], str]) -> Package:
    """The workbook with a comment on each cell of ``notes`` (by row and column), after what a comment there says already."""
    if not notes:
        return package
    package, left = _commented(package, sheet, notes)
    return _drawn(package, sheet, left)


def _commented(
    package: Package, sheet: SheetPart, notes: Mapping[tuple[int, int], str]
) -> tuple[Package, list[tuple[int, int]]]:
    """The workbook with the texts, and the cells that had no comment before."""
    part = next(iter(package.linked(sheet.part, "comments")), "")
    if not part:
        part = package.new_part("xl/comments{}.xml")
        empty = f'{HEAD}<comments xmlns="{_MAIN}"><authors></authors><commentList></commentList></comments>'
        package, _key = package.with_part(part, empty.encode()).with_link(sheet.part, to=part, sort="comments")
        package = package.with_type(part, _COMMENTS_TYPE)
    root, edits = package.opened(part)
    authors, listed = root.child("authors"), root.child("commentList")
    if authors is None or listed is None:
        raise ValueError(f"{part} is no list of comments")
    prefix = root.prefix.decode()
    edits.append(authors, f"<{prefix}author>{AUTHOR}</{prefix}author>")
    known = {node.attributes.get("ref"): node for node in listed.children}
    added, markup = [], []
    for (row, column), note in sorted(notes.items()):
        place = f"{column_letters(column)}{row}"
        if place in known:
            _extend(edits, known[place], f"\n{AUTHOR}：{note}", prefix)
        else:
            added.append((row, column))
            said = _run(note, prefix)
            markup.append(
                f'<{prefix}comment ref="{place}" authorId="{len(authors.children)}"><{prefix}text>{said}</{prefix}text></{prefix}comment>'
            )
    if markup:
        edits.append(listed, "".join(markup))
    return package.edited(part, edits), added


def _run(text: str, prefix: str) -> str:
    return f'<{prefix}r><{prefix}t xml:space="preserve">{markup_text(escaped(text))}</{prefix}t></{prefix}r>'


def _extend(edits: Edits, comment: Node, text: str, prefix: str) -> None:
    """Put more words at the end of a comment; one without runs becomes one of two."""
    said = comment.child("text")
    if said is None:
        return
    alone = said.child("t")
    if alone is not None:
        edits.insert(alone.start, f"<{prefix}r>")
        edits.insert(alone.end, f"</{prefix}r>{_run(text, prefix)}")
    else:
        edits.append(said, _run(text, prefix))


def _drawn(package: Package, sheet: SheetPart, places: list[tuple[int, int]]) -> Package:
    """The workbook with the boxes that new comments are shown in, which Excel wants drawn."""
    if not places:
        return package
    root, edits = package.opened(sheet.part)
    stated = root.child("legacyDrawing")
    links = {link.id: link.target for link in package.links(sheet.part)}
    key = next((value for name, value in stated.attributes.items() if name.endswith("}id")), "") if stated else ""
    part = links.get(key, "")
    first = _BLOCK + 1
    if part not in package.parts:
        if stated is not None:
            edits.remove(stated)
        part = package.new_part("xl/drawings/vmlDrawing{}.vml")
        block = _free_block(package)
        first = block * _BLOCK + 1
        blocks = ",".join(str(block + at) for at in range(1 + len(places) // _BLOCK))
        package, key = package.with_part(part, _drawing(blocks)).with_link(sheet.part, to=part, sort="vmlDrawing")
        package = package.with_ending("vml", _DRAWING_TYPE)
        before = next((node.start for node in root.children if node.name in _AFTER_DRAWING), root.closing)
        prefix = root.prefix.decode()
        edits.insert(before, f'<{prefix}legacyDrawing xmlns:r="{_RELATIONS}" r:id="{key}"/>')
        package = package.edited(sheet.part, edits)
    data = package.parts[part]
    first = 1 + max((int(found) for found in _SHAPE_NUMBER.findall(data)), default=first - 1)
    shapes = "" if b'"_x0000_t202"' in data else _BOX
    shapes += "".join(_shape(first + at, row, column) for at, (row, column) in enumerate(places))
    head, close, tail = data.rpartition(b"</")
    return package.with_part(part, head + shapes.encode() + close + tail)


def _free_block(package: Package) -> int:
    """A block of numbers that no drawing of the workbook uses."""
    used = [
        int(n) for part, data in package.parts.items() if part.endswith(".vml") for n in _SHAPE_NUMBER.findall(data)
    ]
    return max(used, default=0) // _BLOCK + 1


def _drawing(blocks: str) -> bytes:
    return (
        f'<xml {_VML}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout>{_BOX}</xml>'
    ).encode()


def _shape(number: int, row: int, column: int) -> str:
    """The box of one comment, beside its cell; hidden until the mouse is over the cell."""
    top = max(row - 2, 0)
    anchor = f"{column}, 15, {top}, 10, {column + 3}, 15, {top + 6}, 4"
    return (
        f'<v:shape {_VML} id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;margin-left:80pt;margin-top:5pt;width:220pt;height:110pt;z-index:1;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )
