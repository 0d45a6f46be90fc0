"""A workbook's parts: which sheet lies where, its texts, and the formats of its cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from shilu.documents.openxml.package import Package
from shilu.documents.openxml.spans import Node
from shilu.documents.shown_numbers import BUILT_IN

BOOK: Final = "xl/workbook.xml"
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, the part that holds it, whether people see it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class CellFormat:
    """What the style of a cell says here: the number format ("" for General), whether protection locks it, struck through."""

    pattern: str = ""
    locked: bool = True
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that is read: ``texts`` are its shared strings as elements, ``formats`` its styles by number."""

    sheets: tuple[SheetPart, ...]
    texts: Sequence[Node]
    formats: Sequence[CellFormat]
    from_1904: bool
    texts_part: str

    def sheet(self, name: str) -> SheetPart:
        """The sheet of that name."""
        return next(sheet for sheet in self.sheets if sheet.name == name)

    def format(self, style: str | None) -> CellFormat:
        """The format of a style by its number, as a cell names it."""
        at = int(style) if style and style.isdecimal() else 0
        return self.formats[at] if at < len(self.formats) else CellFormat()

    def shared(self, cell: Node) -> Node | None:
        """The shared string that a cell shows; None where it shows none."""
        stored = cell.child("v")
        if cell.attributes.get("t") != "s" or stored is None or not stored.text.isdecimal():
            return None
        at = int(stored.text)
        return self.texts[at] if at < len(self.texts) else None


def read_book(package: Package) -> Book:
    """The workbook of a package; Refused where its parts do not fit together."""
    root = package.xml(BOOK)
    targets = {link.id: link for link in package.links(BOOK)}
    sheets = []
    for node in root.every("sheet"):
        link = targets.get(node.attributes.get(_ID, node.attributes.get(_STRICT_ID, "")))
        if link is not None and link.sort == "worksheet":
            sheets.append(
                SheetPart(node.attributes.get("name", ""), link.target, node.attributes.get("state", "") in _HIDDEN)
            )
    properties = root.child("workbookPr")
    texts_part = next(iter(package.linked(BOOK, "sharedStrings")), "")
    styles = package.linked(BOOK, "styles")
    return Book(
        tuple(sheets),
        [node for node in package.xml(texts_part).children if node.name == "si"] if texts_part else [],
        _formats(package.xml(styles[0])) if styles else [],
        properties is not None and properties.attributes.get("date1904") in {"1", "true"},
        texts_part,
    )


_HIDDEN: Final = frozenset({"hidden", "veryHidden"})


def _formats(styles: Node) -> list[CellFormat]:
    patterns = {
        node.attributes.get("numFmtId"): node.attributes.get("formatCode", "") for node in styles.every("numFmt")
    }
    fonts = styles.child("fonts")
    struck = [is_struck(font) for font in fonts.children] if fonts is not None else []
    forms = styles.child("cellXfs")
    found = []
    for form in forms.children if forms is not None else ():
        number = form.attributes.get("numFmtId", "0")
        font = form.attributes.get("fontId", "")
        protection = form.child("protection")
        found.append(
            CellFormat(
                _pattern(number, patterns),
                protection is None or protection.attributes.get("locked") not in {"0", "false"},
                font.isdecimal() and int(font) < len(struck) and struck[int(font)],
            )
        )
    return found


def _pattern(number: str, patterns: Mapping[str | None, str]) -> str:
    at = int(number) if number.isdecimal() else 0
    pattern = patterns.get(number) or BUILT_IN.get(at, "General")
    return "" if pattern == "General" else pattern


def is_struck(properties: Node) -> bool:
    """Whether a font, or the properties of a run of text, cross the text out."""
    strike = properties.child("strike")
    return strike is not None and strike.attributes.get("val") not in {"0", "false"}


def runs_of(item: Node) -> list[tuple[Node, Node]]:
    """The runs of a shared or inline string, each with the element that holds its text; what spells it out is none.

    A text of one look is its own run.
    """
    found = []
    for node in item.children:
        if node.name == "t":
            found.append((node, node))
        elif node.name == "r" and (text := node.child("t")) is not None:
            found.append((node, text))
    return found


def text_of(item: Node) -> str:
    """The text of a shared or inline string."""
    return unescaped("".join(text.text for _run, text in runs_of(item))).replace("\r\n", "\n")


def text_is_struck(item: Node) -> bool:
    """Whether every run of a string is crossed out."""
    runs = [node for node in item.children if node.name == "r"]
    properties = [run.child("rPr") for run in runs]
    return bool(runs) and all(one is not None and is_struck(one) for one in properties)


def unescaped(text: str) -> str:
    """Text in which Excel's ``_x000D_`` stands for a character."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def escaped(text: str) -> str:
    """Text as Excel keeps it, so that ``_x0041_`` stays what it is."""
    return _ESCAPED.sub(lambda found: f"_x005F_{found[0][1:]}", text)
