"""The Word file of a finished report as a layout for later ones: without authors, comments and hidden parts."""

from pathlib import Path

from django.utils.translation import gettext_noop
from lxml import etree

from shilu.documents.border import damaged, examine
from shilu.documents.openxml.package import Package
from shilu.documents.parts import parse_part
from shilu.documents.wanted import Wanted
from shilu.documents.word_grid import W
from shilu.reports.docx.onto import MAIN

_REPORT = Wanted(frozenset({"docx"}), gettext_noop("%(file)s is not a Word report; save it in WPS or Word as .docx."))
_STYLES = "word/styles.xml"
_CORE = "docProps/core.xml"
_DROPPED = ("docProps/custom.xml", "docProps/thumbnail", "customXml/", "word/comments", "word/people.xml")
_EMPTY_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)


def opened(path: Path) -> tuple[Package, etree._Element]:
    """The package of the Word file at ``path`` and the root of its main part; Refused where it is none."""
    examine(path, wanted=_REPORT)
    package = Package.read(path.read_bytes(), name=path.name)
    root = parse_part(package.parts[MAIN], name=path.name)
    if root.find(f"{{{W}}}body") is None:
        raise damaged(path.name)
    return package, root


def centred_styles(package: Package) -> frozenset[str]:
    """The ids of the styles whose paragraphs stand in the middle of the line."""
    if _STYLES not in package.parts:
        return frozenset()
    found = set()
    for style in parse_part(package.parts[_STYLES], name=package.name).iter(f"{{{W}}}style"):
        side = style.find(f"{{{W}}}pPr/{{{W}}}jc")
        if side is not None and side.get(f"{{{W}}}val") == "center":
            found.add(style.get(f"{{{W}}}styleId", ""))
    return frozenset(found)


def margin_lines(package: Package) -> tuple[str, ...]:
    """The words of page headers and footers, which are printed as they are; page numbers alone are none."""
    lines = []
    for part in package.parts:
        if part.startswith(("word/header", "word/footer")) and part.endswith(".xml"):
            for paragraph in parse_part(package.parts[part], name=package.name).iter(f"{{{W}}}p"):
                words = "".join(one.text or "" for one in paragraph.iter(f"{{{W}}}t")).strip()
                if any("\u4e00" <= sign <= "\u9fff" for sign in words):
                    lines.append(words)
    return tuple(dict.fromkeys(lines))


def as_layout(package: Package) -> bytes:
    """The file without what tells who wrote it, what was said about it, and numbers bound to another paper."""
    for part in list(package.parts):
        if part.startswith(_DROPPED) and part in package.parts:
            package = package.without(part)
    if _CORE in package.parts:
        package = package.with_part(_CORE, _EMPTY_CORE)
    return package.content()
