"""XML parts of a package, parsed without entities, network or document types."""

import io
import zipfile
from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree

from shilu.documents.border import BROKEN, damaged
from shilu.lib.errors import Refused

_PARSER: Final = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
)
_WHOLE: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_DECLARED: Final = (b"<!DOCTYPE", b"<!ENTITY", b"\x00<\x00!\x00D")


def refuse_declared(content: bytes, *, name: str) -> None:
    """Refused where a part declares a document type; ``name`` is the file's."""
    if any(one in content for one in _DECLARED):
        raise Refused(_("%(file)s declares its own entities and is not opened.") % {"file": name})


def parse_part(content: bytes, *, name: str) -> etree._Element:
    """The XML of one part; Refused where it declares a document type or is no XML. ``name`` is the file's."""
    refuse_declared(content, name=name)
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as fault:
        raise damaged(name) from fault


def parse_whole(content: bytes) -> etree._Element:
    """The XML of one part with its comments, as it is written back; XMLSyntaxError where it is none."""
    return etree.fromstring(content, _WHOLE)


def unpacked(content: bytes, *, which: Callable[[str], bool], name: str) -> dict[str, bytes]:
    """The parts of a package that ``which`` picks by their names; Refused where one cannot be unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {part: archive.read(part) for part in archive.namelist() if which(part)}
    except BROKEN as fault:
        raise damaged(name) from fault
