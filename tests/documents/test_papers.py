"""Files that are refused at the border: one clear line each, and nothing of them is opened."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from papers import word
from shilu.lib.errors import Refused
from shilu.reports.reading import read_paper

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def package(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    made = io.BytesIO(word())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def encrypted() -> bytes:
    content = bytearray(word())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 1)
    return bytes(content)


BOMB = b"0" * (64 * 2**20)
DTD = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "x">]><w:document/>'
DAMAGED = "已损坏或不完整，打不开；请重新拷贝，或在 Word、WPS 中重新保存。"
LOCKED = "设了密码，请在 Word 或 WPS 中取消密码并保存后再用。"
UNFIT = "不是能读取的文稿。请在 WPS 中另存为 .docx。"
MACROS = "含有宏，没有打开；请另存为不含宏的 .docx 后再用。"
OLD = OLE + "WordDocument".encode("utf-16-le")
OLD_WORD = "是旧版 Word 文档（.doc 或 .wps），请在 Word 或 WPS 中另存为 .docx 后再用。"
FILES = {
    "old.doc": (OLD, OLD_WORD),
    "report.wps": (OLE, "是 WPS 或 OFD 格式，请在 WPS 中另存为 .docx 后再用。"),
    "report.ofd": (b"x", "是 WPS 或 OFD 格式，请在 WPS 中另存为 .docx 后再用。"),
    "macro.docm": (b"x", MACROS),
    "renamed.docx": (OLD, OLD_WORD),
    "locked.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED),
    "zipped.docx": (encrypted(), LOCKED),
    "empty.docx": (b"", "是空文件，请重新拷贝或另存。"),
    "words.docx": (b"just words", DAMAGED),
    "words.txt": (b"just words", UNFIT),
    "cut.docx": (word()[:4000], DAMAGED),
    "book.docx": (package(xl__workbook=b"<x/>"), UNFIT),
    "bomb.docx": (
        with_part("word/media/a.xml", BOMB),
        "解压后远超正常文件的大小，没有打开；请在 Word 或 WPS 中重新保存。",
    ),
    "vba.docx": (with_part("word/vbaProject.bin", b"x"), MACROS),
    "outside.docx": (with_part("../../etc/passwd", b"x"), "里有指向文件之外的内容，没有打开。"),
    "dtd.docx": (package(**{"word__document.xml": DTD}), "里有不安全的自定义内容，没有打开。"),
    "broken.docx": (package(**{"word__document.xml": b"<w:document"}), DAMAGED),
    "deep.docx": (package(**{"word__document.xml": b"<a>" * 3000 + b"</a>" * 3000}), DAMAGED),
    "none.docx": (package(**{"word__document.xml": b"<a/>"}), DAMAGED),
    "blank.html": (b"   ", DAMAGED),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_paper_is_refused_in_one_line(name: str, tmp_path: Path):
    content, said = FILES[name]
    (tmp_path / name).write_bytes(content)
    start = time.process_time()
    with pytest.raises(Refused) as refused:
        read_paper(tmp_path / name)
    assert str(refused.value) == f"{name} {said}"
    assert time.process_time() - start < 2


def test_too_many_parts_are_refused(tmp_path: Path):
    made = io.BytesIO(word())
    with zipfile.ZipFile(made, "a") as archive:
        for at in range(2100):
            archive.writestr(f"word/media/{at}", b"")
    (tmp_path / "many.docx").write_bytes(made.getvalue())
    with pytest.raises(Refused, match="解压后远超"):
        read_paper(tmp_path / "many.docx")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(Refused, match="找不到文件"):
        read_paper(tmp_path / "gone.docx")
