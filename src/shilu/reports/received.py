"""The border for papers that come in: what is no Word or HTML paper, or is dangerous to open, is refused in one line."""

import zipfile
from pathlib import Path
from typing import NoReturn

from django.utils.translation import gettext as _
from lxml import etree

from shilu.lib.errors import Refused

MOST_BYTES = 50 * 2**20
MOST_UNPACKED = 200 * 2**20
MOST_PARTS = 2000
MOST_RATIO = 200
MOST_XML = 32 * 2**20
_RATIO_MATTERS_FROM = 2**20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD = {".doc", ".wps", ".wpt", ".dot", ".rtf", ".ofd", ".et", ".xls", ".pdf"}
_MACROS = {".docm", ".dotm", ".xlsm"}

_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
)


def _refuse(words: str, path: Path) -> NoReturn:
    raise Refused(words % {"file": path.name})


def receive(path: Path) -> bytes:
    """The bytes of the paper at ``path``, which is a .docx or an .html file of a size that can be read; else Refused."""
    form = path.suffix.lower()
    if form in _MACROS:
        _refuse(_("%(file)s can hold macros and is not opened; save it as .docx."), path)
    if form in _OLD or form not in {".docx", ".html", ".htm"}:
        _refuse(_("%(file)s is not a paper that can be read here; save it in WPS or Word as .docx."), path)
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    except FileNotFoundError:
        raise Refused(_("There is no file %(path)s.") % {"path": path}) from None
    except OSError as fault:
        raise Refused(_("%(file)s cannot be read; look at who may open it.") % {"file": path.name}) from fault
    if not content:
        _refuse(_("%(file)s is empty or larger than 50 MB."), path)
    if form == ".docx" and content.startswith(_OLE):
        if _ENCRYPTED in content:
            _refuse(_("%(file)s is protected by a password; save it without one."), path)
        _refuse(_("%(file)s is an old .doc or .wps file by another name; save it in WPS or Word as .docx."), path)
    return content


def check_package(archive: zipfile.ZipFile, path: Path) -> None:
    """Refused where a Word package unpacks to too much, hides files outside itself, is encrypted, or holds macros."""
    entries = archive.infolist()
    if (
        len(entries) > MOST_PARTS
        or sum(entry.file_size for entry in entries) > MOST_UNPACKED
        or any(_swollen(entry) for entry in entries)
    ):
        _refuse(_("%(file)s unpacks to far more than a paper holds and is not opened."), path)
    if any(entry.flag_bits & 1 for entry in entries):
        _refuse(_("%(file)s is protected by a password; save it without one."), path)
    names = [entry.filename for entry in entries]
    if any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in names):
        _refuse(_("%(file)s names parts outside itself and is not opened."), path)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        _refuse(_("%(file)s can hold macros and is not opened; save it as .docx."), path)
    if "word/document.xml" not in names:
        _refuse(_("%(file)s is no Word file; save it in WPS or Word as .docx."), path)


def _swollen(entry: zipfile.ZipInfo) -> bool:
    """A part that is packed tighter than text or pictures ever are, or XML that is longer than any paper."""
    tight = entry.file_size > _RATIO_MATTERS_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
    return tight or (entry.filename.endswith(".xml") and entry.file_size > MOST_XML)


def parse_part(content: bytes, path: Path) -> etree._Element:
    """The XML of one part; Refused where it declares a document type or is no XML."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00<\x00!\x00D" in content:
        _refuse(_("%(file)s declares its own entities and is not opened."), path)
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as fault:
        raise Refused(_("%(file)s is damaged and cannot be read.") % {"file": path.name}) from fault
