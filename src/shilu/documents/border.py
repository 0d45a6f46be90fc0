"""What a file is, decided before any parser sees it: each file that cannot be taken gives one clear line."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from django.utils.translation import gettext as _

from shilu.documents.wanted import MB, WORKBOOK, Sort, Wanted
from shilu.lib.errors import Refused

BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What zipfile raises over an archive that is cut off or whose parts do not fit together."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_END: Final = b"PK\x05\x06"
_LONGEST_END: Final = 22 + 65_535  # the record and its remark
_LONGEST_ENTRY: Final = 512  # of the list of parts; the usual one has about a hundred bytes
_PDF: Final = b"%PDF-"
_NESTED_MAGIC: Final = (_ZIP, b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b")
_NEVER_OPENED: Final = (".xml", ".rels", ".emz", ".wmz")  # the last two are drawings, packed by their own rules
_BINARY: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\x7fELF", b"MZ", *_NESTED_MAGIC)
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_WPS: Final = {
    ".et": ".xlsx",
    ".ett": ".xlsx",
    ".wps": ".docx",
    ".wpt": ".docx",
    ".dps": ".pptx",
    ".ofd": ".docx",
}
_MACRO: Final = {".xlsm", ".xltm", ".xlsb", ".xla", ".xlam", ".docm", ".dotm"}
_BY_WORD: Final = {".doc", ".docx", ".docm", ".dotm", ".dot", ".dotx", ".rtf", ".wps", ".wpt", ".html", ".htm"}
_BY_OFFICE: Final = {".doc", ".docx", ".xls", ".xlsx", ".ods"}
_DELIMITED: Final = {".csv", ".tsv"}
_WEB: Final = {".html", ".htm"}
_PLAIN: Final = {".txt", ".md", ".markdown", ".text", ""}
_WEB_STARTS: Final = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"\xef\xbb\xbf<")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be parsed: where it lies, its own name and what it is."""

    path: Path
    name: str
    sort: Sort


def examine(path: Path, *, wanted: Wanted = WORKBOOK) -> Accepted:
    """Say what the file at ``path`` is.

    Content decides, the name's ending only where content cannot. Sizes are those that the archive declares; whoever
    inflates a part checks them (a part longer than declared fails its checksum). Raises Refused naming the file and what
    to do.
    """
    try:
        return _examined(path, wanted)
    except OSError as fault:
        raise unreadable(path.name) from fault


def _examined(path: Path, wanted: Wanted) -> Accepted:
    name = path.name
    if path.is_dir():
        raise Refused(_("%(file)s is a folder; name a file in it.") % {"file": name or str(path)})
    if not path.is_file():
        raise Refused(_("%(file)s: there is no such file.") % {"file": name})
    size = path.stat().st_size
    if size == 0:
        raise Refused(_("%(file)s is empty; copy or save it again.") % {"file": name})
    if size > wanted.most_bytes:
        raise too_large(name, size=size, wanted=wanted)
    _refuse_ending(name, wanted)
    with path.open("rb") as stream:
        start = stream.read(512)
    if start.startswith(_PDF):
        raise Refused(_("%(file)s is a PDF; hand in the Word or Excel file that it was made from.") % {"file": name})
    if start.startswith(_OLE):
        sort = _ole_sort(path, wanted)
    elif start.startswith(_ZIP):
        _refuse_long_listing(path, wanted)
        sort = _zip_sort(path, wanted)
    else:
        sort = _text_sort(path, start, wanted)
    if sort not in wanted.sorts:
        raise _other_wanted(name, sort, wanted)
    return Accepted(path, name, sort)


def unreadable(name: str) -> Refused:
    """The refusal of a file that the system does not let us read."""
    return Refused(_("%(file)s cannot be read; look at who may open it.") % {"file": name})


def too_large(name: str, *, size: int, wanted: Wanted) -> Refused:
    """The refusal of a file of more bytes than the caller takes."""
    return Refused(
        _("%(file)s is too large (%(size)d MB, at most %(most)d MB); split it or take its pictures out.")
        % {"file": name, "size": -(-size // MB), "most": wanted.most_bytes // MB}
    )


def damaged(name: str) -> Refused:
    """The refusal of a file that ends too early or whose parts do not fit together."""
    return Refused(
        _(
            "%(file)s is damaged or incomplete and cannot be opened; copy it again or save it anew in %(program)s or WPS."
        )
        % {"file": name, "program": _program(name)}
    )


def encrypted(name: str) -> Refused:
    """The refusal of a file that asks for a password."""
    return Refused(
        _("%(file)s is protected by a password; remove it in %(program)s or WPS, save, and hand in that file.")
        % {"file": name, "program": _program(name)}
    )


def bomb(name: str) -> Refused:
    """The refusal of an archive that unpacks to far more than it should."""
    return Refused(
        _("%(file)s unpacks to far more than such a file holds and was not opened; save it anew in %(program)s or WPS.")
        % {"file": name, "program": _program(name)}
    )


def unfit(name: str, wanted: Wanted) -> Refused:
    """The refusal of a file of another sort than the caller can take."""
    return Refused(_(wanted.unfit) % {"file": name})


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower()


def _program(name: str) -> str:
    return "Word" if _ending(name) in _BY_WORD else "Excel"


def _target(name: str) -> str:
    return ".docx" if _ending(name) in _BY_WORD else ".xlsx"


def _macro(name: str) -> Refused:
    return Refused(
        _("%(file)s holds macros and was not opened; save it as %(target)s (without macros) and hand that in.")
        % {"file": name, "target": _target(name)}
    )


def _refuse_ending(name: str, wanted: Wanted) -> None:
    ending = _ending(name)
    if ending in _WPS:
        target = ".xlsx" if ending == ".ofd" and "csv" in wanted.sorts and "text" not in wanted.sorts else _WPS[ending]
        raise Refused(
            _("%(file)s is a WPS or OFD file; save it in WPS as %(target)s and hand that in.")
            % {"file": name, "target": target}
        )
    if ending in _MACRO:
        raise _macro(name)


def _other_wanted(name: str, sort: Sort, wanted: Wanted) -> Refused:
    if sort in {"docx", "doc"} and wanted == WORKBOOK:
        return Refused(
            _(
                "%(file)s is a Word document, a workbook is wanted; copy its table into Excel or WPS and save it as .xlsx."
            )
            % {"file": name}
        )
    if sort == "doc":
        return Refused(
            _("%(file)s is an old Word document (.doc); save it in Word or WPS as .docx and hand that in.")
            % {"file": name}
        )
    return unfit(name, wanted)


def _ole_sort(path: Path, wanted: Wanted) -> Sort:
    data = path.read_bytes()
    if _utf16("EncryptedPackage") in data:
        raise encrypted(path.name)
    sort: Sort | None = None
    if _utf16("WordDocument") in data:
        sort = "doc"
    elif _utf16("Workbook") in data or _utf16("Book") in data:
        sort = "xls"
    if sort and wanted.by_office and _utf16("_VBA_PROJECT") in data:
        raise _macro(path.name)
    if sort:
        return sort
    if len(data) % 512 or len(data) < 1536:
        raise damaged(path.name)
    raise unfit(path.name, wanted)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _zip_sort(path: Path, wanted: Wanted) -> Sort:
    name = path.name
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_bomb(name, parts, wanted)
            names = {part.filename for part in parts}
            if any(part.flag_bits & 1 for part in parts):
                raise encrypted(name)
            if any(_is_outside(part) for part in names):
                raise Refused(_("%(file)s names parts outside itself and is not opened.") % {"file": name})
            _refuse_nested(name, archive, parts)
            if any(part.lower().endswith("vbaproject.bin") for part in names):
                raise _macro(name)
            if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise encrypted(name)
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "word/document.xml" in names:
                return "docx"
            if "content.xml" in names and b"spreadsheet" in archive.read("mimetype"):
                return "ods"
            if "EncryptionInfo" in names or "EncryptedPackage" in names:
                raise encrypted(name)
    except BROKEN as error:
        raise damaged(name) from error
    raise unfit(name, wanted)


def _refuse_long_listing(path: Path, wanted: Wanted) -> None:
    """Refuse an archive whose end says that the list of its parts is far too long, before that list is read."""
    with path.open("rb") as stream:
        stream.seek(max(path.stat().st_size - _LONGEST_END, 0))
        tail = stream.read()
    at = tail.rfind(_END)
    if at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > wanted.most_parts * _LONGEST_ENTRY:
        raise bomb(path.name)


def _refuse_bomb(name: str, parts: list[zipfile.ZipInfo], wanted: Wanted) -> None:
    if len(parts) > wanted.most_parts or sum(part.file_size for part in parts) > wanted.most_unpacked:
        raise bomb(name)
    for part in parts:
        tight = part.file_size > wanted.ratio_from and part.file_size > wanted.most_ratio * max(part.compress_size, 1)
        if tight or (part.filename.endswith(".xml") and part.file_size > wanted.most_xml):
            raise bomb(name)


def _is_outside(part: str) -> bool:
    return part.startswith(("/", "\\")) or ".." in part.replace("\\", "/").split("/")


def _refuse_nested(name: str, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        # the workbook behind a chart lies in embeddings/, is common and is never opened
        if part.file_size < 4 or "/embeddings/" in part.filename or part.filename.endswith(_NEVER_OPENED):
            continue
        with archive.open(part) as stream:
            if stream.read(6).startswith(_NESTED_MAGIC):
                raise bomb(name)


def _text_sort(path: Path, start: bytes, wanted: Wanted) -> Sort:
    ending = path.suffix.lower()
    if start.startswith(_BINARY) or (b"\0" in start and not start.startswith(_UTF16)):
        raise unfit(path.name, wanted)
    if ending in _DELIMITED or (ending == ".txt" and "text" not in wanted.sorts):
        return "csv"
    if ending in _PLAIN:
        return "text"
    if ending in _WEB:
        return "html"
    if start.lstrip().lower().startswith(_WEB_STARTS) and ending in _BY_OFFICE:
        raise Refused(
            _("%(file)s is a web page under another ending; open it in %(program)s or WPS and save it as %(target)s.")
            % {"file": path.name, "program": _program(path.name), "target": _target(path.name)}
        )
    if path.stat().st_size < 512 and ending in _BY_OFFICE:
        raise damaged(path.name)
    raise unfit(path.name, wanted)
