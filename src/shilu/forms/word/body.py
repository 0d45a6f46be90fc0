"""The body of a Word form: its paragraphs outside tables and its tables, in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from shilu.documents.border import damaged
from shilu.documents.openxml.package import Package
from shilu.documents.parts import parse_whole, refuse_declared
from shilu.documents.word_grid import AROUND

BODY: Final = "word/document.xml"
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def w(name: str) -> str:
    """The full name of an element or attribute of Word's own namespace."""
    return f"{{{W}}}{name}"


P, TBL = map(w, ("p", "tbl"))


@dataclass(frozen=True, slots=True)
class Body:
    """The root of the main part; ``paragraphs`` and ``tables`` count from 0, nested ones are not among them.

    ``between`` has for each table how many paragraphs stand before it.
    """

    root: etree._Element
    paragraphs: tuple[etree._Element, ...]
    tables: tuple[etree._Element, ...]
    between: tuple[int, ...]

    def content(self) -> bytes:
        """The main part as it is now; what its root declares stays declared."""
        return etree.tostring(self.root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def read_body(package: Package) -> Body:
    """The body of a Word package; Refused where it is missing or broken."""
    try:
        data = package.parts[BODY]
        refuse_declared(data, name=package.name)
        root = parse_whole(data)
    except (KeyError, etree.XMLSyntaxError) as fault:
        raise damaged(package.name) from fault
    body = root.find(w("body"))
    if body is None:
        raise damaged(package.name)
    paragraphs, tables, between = [], [], []
    for node in within(body, {P, TBL}):
        if node.tag == P:
            paragraphs.append(node)
        else:
            tables.append(node)
            between.append(len(paragraphs))
    return Body(root, tuple(paragraphs), tuple(tables), tuple(between))


def within(parent: etree._Element, tags: set[str]) -> Iterator[etree._Element]:
    """Elements of these names below ``parent``, also those in content controls, not those in each other."""
    for node in parent:
        if node.tag in tags:
            yield node
        elif node.tag in AROUND:
            yield from within(node, tags)
