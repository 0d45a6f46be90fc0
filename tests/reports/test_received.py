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
FILES = {
    "old.doc": (OLE, "old.doc 不是能读取的文稿。请在 WPS 中另存为 .docx。"),
    "report.wps": (OLE, "report.wps 不是能读取的文稿。请在 WPS 中另存为 .docx。"),
    "report.ofd": (b"x", "report.ofd 不是能读取的文稿。请在 WPS 中另存为 .docx。"),
    "macro.docm": (b"x", "macro.docm 可能带有宏，没有打开。请另存为 .docx。"),
    "renamed.docx": (OLE, "renamed.docx 其实是 .doc 或 .wps 文件，只改了后缀。请在 WPS 中另存为 .docx。"),
    "locked.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "locked.docx 加了密码。请去掉密码后另存。"),
    "zipped.docx": (encrypted(), "zipped.docx 加了密码。请去掉密码后另存。"),
    "empty.docx": (b"", "empty.docx 是空文件，或者超过 50 MB。"),
    "words.docx": (b"just words", "words.docx 已损坏，读不出来。"),
    "cut.docx": (word()[:4000], "cut.docx 已损坏，读不出来。"),
    "book.docx": (package(xl__workbook=b"<x/>"), "book.docx 不是 Word 文件。请在 WPS 中另存为 .docx。"),
    "bomb.docx": (with_part("word/media/a.xml", BOMB), "bomb.docx 解压后远远超过一份文稿的大小，没有打开。"),
    "vba.docx": (with_part("word/vbaProject.bin", b"x"), "vba.docx 可能带有宏，没有打开。请另存为 .docx。"),
    "outside.docx": (with_part("../../etc/passwd", b"x"), "outside.docx 里有指向文件之外的内容，没有打开。"),
    "dtd.docx": (package(**{"word__document.xml": DTD}), "dtd.docx 里有不安全的自定义内容，没有打开。"),
    "broken.docx": (package(**{"word__document.xml": b"<w:document"}), "broken.docx 已损坏，读不出来。"),
    "deep.docx": (package(**{"word__document.xml": b"<a>" * 3000 + b"</a>" * 3000}), "deep.docx 已损坏，读不出来。"),
    "none.docx": (package(**{"word__document.xml": b"<a/>"}), "none.docx 已损坏，读不出来。"),
    "blank.html": (b"   ", "blank.html 已损坏，读不出来。"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_paper_is_refused_in_one_line(name: str, tmp_path: Path):
    content, said = FILES[name]
    (tmp_path / name).write_bytes(content)
    start = time.process_time()
    with pytest.raises(Refused) as refused:
        read_paper(tmp_path / name)
    assert str(refused.value) == said
    assert time.process_time() - start < 2


def test_too_many_parts_are_refused(tmp_path: Path):
    made = io.BytesIO(word())
    with zipfile.ZipFile(made, "a") as archive:
        for at in range(2100):
            archive.writestr(f"word/media/{at}", b"")
    (tmp_path / "many.docx").write_bytes(made.getvalue())
    with pytest.raises(Refused, match="解压后远远超过"):
        read_paper(tmp_path / "many.docx")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(Refused, match="找不到文件"):
        read_paper(tmp_path / "gone.docx")
