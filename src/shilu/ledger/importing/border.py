"""What a file is, decided before any parser sees it: each file that cannot be taken gives one clear line."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from django.utils.translation import gettext as _

from shilu.lib.errors import Refused

Sort = Literal["xlsx", "xls", "ods", "csv", "docx"]

MOST_BYTES: Final = 100 * 1024 * 1024
MOST_UNPACKED: Final = 1024 * 1024 * 1024
MOST_PARTS: Final = 5_000
MOST_RATIO: Final = 300  # a sheet of 100,000 equal rows packs about 60 to 1, a bomb 1,000 to 1
RATIO_FROM: Final = 10 * 1024 * 1024

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    ValueError,
)
"""What zipfile raises over an archive that is cut off or whose parts do not fit together."""
_NESTED_MAGIC: Final = (_ZIP, b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b")
_WPS: Final = {".et": ".xlsx", ".ett": ".xlsx", ".wps": ".docx", ".wpt": ".docx", ".dps": ".pptx", ".ofd": ".xlsx"}
_MACRO: Final = {".xlsm", ".xltm", ".xlsb", ".xla", ".xlam", ".docm"}
_DELIMITED: Final = {".csv", ".tsv", ".txt"}
_DOCUMENTS: Final = {".doc", ".docx"}


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be parsed: where it lies, its own name and what it is."""

    path: Path
    name: str
    sort: Sort


def examine(path: Path, *, wanted: Literal["workbook", "document"] = "workbook") -> Accepted:
    """Say what the file at ``path`` is.

    Content decides, the name's ending only where content cannot. ``wanted`` is what the caller will parse: a workbook
    (.xlsx, .xls, .ods, .csv) or a Word document (.docx). Sizes are those that the archive declares; whoever inflates a
    part checks them (a part longer than declared fails its checksum). An old .xls may carry macros: they are never
    run and its values are read. Raises Refused naming the file and what to do.
    """
    name = path.name
    ending = path.suffix.lower()
    if not path.is_file():
        raise Refused(_("%(file)s: there is no such file.") % {"file": name})
    size = path.stat().st_size
    if size == 0:
        raise Refused(_("%(file)s is empty; copy or save it again.") % {"file": name})
    if size > MOST_BYTES:
        raise Refused(
            _("%(file)s is too large (%(size)d MB, at most %(most)d MB); split it by month or by sheet.")
            % {"file": name, "size": size // 1048576, "most": MOST_BYTES // 1048576}
        )
    if ending in _WPS:
        target = _WPS[ending] if ending != ".ofd" or wanted == "workbook" else ".docx"
        raise Refused(
            _("%(file)s is a WPS or OFD file; save it in WPS as %(target)s and hand that in.")
            % {"file": name, "target": target}
        )
    if ending in _MACRO:
        raise _macro(name, ending)
    with path.open("rb") as stream:
        start = stream.read(512)
    if start.startswith(_OLE):
        sort = _ole_sort(path)
    elif start.startswith(_ZIP):
        sort = _zip_sort(path)
    else:
        sort = _text_sort(path, start)
    if (sort == "docx") != (wanted == "document"):
        raise _other_wanted(name, wanted)
    return Accepted(path, name, sort)


def damaged(name: str) -> Refused:
    """The refusal of a file that ends too early or whose parts do not fit together."""
    return Refused(
        _("%(file)s is damaged or incomplete and cannot be opened; copy it again or save it anew in Excel or WPS.")
        % {"file": name}
    )


def encrypted(name: str) -> Refused:
    """The refusal of a file that asks for a password."""
    return Refused(
        _("%(file)s is protected by a password; remove it in Excel or WPS, save, and hand in that file.")
        % {"file": name}
    )


def bomb(name: str) -> Refused:
    """The refusal of an archive that unpacks to far more than it should."""
    return Refused(
        _("%(file)s unpacks to far more than a workbook holds and was not opened; save it anew in Excel or WPS.")
        % {"file": name}
    )


def _macro(name: str, ending: str) -> Refused:
    target = ".docx" if ending == ".docm" else ".xlsx"
    return Refused(
        _("%(file)s holds macros and was not opened; save it as %(target)s (without macros) and hand that in.")
        % {"file": name, "target": target}
    )


def _not_a_workbook(name: str) -> Refused:
    return Refused(
        _(
            "%(file)s is not a workbook; hand in .xlsx, .xls, .ods or .csv (open it in Excel or WPS and save it as .xlsx)."
        )
        % {"file": name}
    )


def _other_wanted(name: str, wanted: str) -> Refused:
    if wanted == "document":
        return Refused(_("%(file)s is not a Word document; save it as .docx and hand that in.") % {"file": name})
    return Refused(
        _("%(file)s is a Word document, a workbook is wanted; copy its table into Excel or WPS and save it as .xlsx.")
        % {"file": name}
    )


def _ole_sort(path: Path) -> Sort:
    data = path.read_bytes()
    if _utf16("EncryptedPackage") in data:
        raise encrypted(path.name)
    if _utf16("WordDocument") in data:
        raise Refused(
            _("%(file)s is an old Word document (.doc); open it in Word or WPS and save its table as .xlsx or .docx.")
            % {"file": path.name}
        )
    if _utf16("Workbook") in data or _utf16("Book") in data:
        return "xls"
    if len(data) % 512 or len(data) < 1536:
        raise damaged(path.name)
    raise _not_a_workbook(path.name)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _zip_sort(path: Path) -> Sort:
    name = path.name
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_bomb(name, parts)
            names = {part.filename for part in parts}
            if any(part.flag_bits & 1 for part in parts):
                raise encrypted(name)
            _refuse_nested(name, archive, parts)
            if any(part.lower().endswith("vbaproject.bin") for part in names):
                raise _macro(name, path.suffix.lower())
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
    raise _not_a_workbook(name)


def _refuse_bomb(name: str, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise bomb(name)
    for part in parts:
        if part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise bomb(name)


def _refuse_nested(name: str, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        # the workbook behind a chart lies in embeddings/, is common and is never opened
        if part.file_size < 4 or "/embeddings/" in part.filename or part.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(part) as stream:
            if stream.read(6).startswith(_NESTED_MAGIC):
                raise bomb(name)


def _text_sort(path: Path, start: bytes) -> Sort:
    ending = path.suffix.lower()
    if ending in _DELIMITED:
        if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise _not_a_workbook(path.name)
        return "csv"
    if start.lstrip().lower().startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"\xef\xbb\xbf<")):
        raise Refused(
            _("%(file)s is a web page with the ending of a workbook; open it in Excel or WPS and save it as .xlsx.")
            % {"file": path.name}
        )
    if ending in _DOCUMENTS:
        raise _not_a_document(path.name)
    if path.stat().st_size < 512 and ending in {".xlsx", ".xls", ".ods"}:
        raise damaged(path.name)
    raise _not_a_workbook(path.name)


def _not_a_document(name: str) -> Refused:
    return Refused(_("%(file)s is not a Word document; save it as .docx and hand that in.") % {"file": name})
