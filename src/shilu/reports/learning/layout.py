"""The Word file of a finished report as a layout for later ones: without authors, comments and hidden parts."""

from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from lxml import etree

from shilu.documents.border import Wanted, examine
from shilu.documents.openxml.package import Package
from shilu.documents.word import W
from shilu.lib.errors import Refused
from shilu.reports.docx.onto import MAIN

_REPORT = Wanted(frozenset({"docx"}), gettext_noop("%(file)s is not a Word report; save it in WPS or Word as .docx."))
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
    root = etree.fromstring(package.parts[MAIN])
    if root.find(f"{{{W}}}body") is None:
        raise Refused(_("%(file)s is damaged and cannot be read.") % {"file": path.name})
    return package, root


def as_layout(package: Package) -> bytes:
    """The file without what tells who wrote it, what was said about it, and numbers bound to another paper."""
    for part in list(package.parts):
        if part.startswith(_DROPPED) and part in package.parts:
            package = package.without(part)
    if _CORE in package.parts:
        package = package.with_part(_CORE, _EMPTY_CORE)
    return package.content()
