"""Each file that is no workbook gives one clear line that names it and says what to do."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from shilu.documents.border import examine
from shilu.documents.wanted import FORM, PAPER, TEXT, WORKBOOK, Wanted
from shilu.ledger.importing.workbook import read_workbook
from shilu.lib.errors import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("台账").write_row(0, 0, ["日期", "次数"])
    return path


def archive(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)
    return path


def refusal(path: Path, *, wanted: Wanted = WORKBOOK) -> str:
    with pytest.raises(Refused) as refused:
        examine(path, wanted=wanted)
    text = str(refused.value)
    assert "\n" not in text
    return text


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_workbook_is_told_by_its_content(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    assert examine(path).sort == "xlsx"
    assert examine(path.rename(tmp_path / "a.xls")).sort == "xlsx"


def test_old_workbook_and_delimited_text_pass(tmp_path: Path) -> None:
    assert examine(written(tmp_path / "a.xls", OLE + b"\0" * 2000 + "Workbook".encode("utf-16-le"))).sort == "xls"
    assert examine(written(tmp_path / "a.csv", "日期,次数\n".encode())).sort == "csv"


def test_missing_and_empty_files_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "无.xlsx") == "找不到文件 无.xlsx。"
    assert refusal(written(tmp_path / "空.xlsx", b"")) == "空.xlsx 是空文件，请重新拷贝或另存。"


def test_text_with_the_ending_of_a_workbook_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "假.xlsx", b"not a workbook " * 100)
    assert refusal(path).startswith("假.xlsx 不是工作簿；")


def test_web_page_with_the_ending_of_a_workbook_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "导出.xls", b"<html><table></table></html>")
    assert refusal(path) == "导出.xls 实际是网页，只改了后缀；请在 Excel 或 WPS 中打开后另存为 .xlsx。"


@pytest.mark.parametrize("name", ["表.et", "文.wps", "版.ofd"])
def test_wps_and_ofd_files_are_refused(tmp_path: Path, name: str) -> None:
    assert "请在 WPS 中另存为" in refusal(written(tmp_path / name, b"x"))


def test_truncated_workbook_is_refused(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx").read_bytes()
    assert "已损坏或不完整" in refusal(written(tmp_path / "半.xlsx", whole[: len(whole) // 2]))


def test_workbook_whose_sheet_is_cut_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as book:
        part = book.getinfo("xl/worksheets/sheet1.xml")
    start = part.header_offset + 30 + len(part.filename)
    data[start + 10 : start + 40] = b"\0" * 30
    with pytest.raises(Refused, match="已损坏或不完整"):
        read_workbook(written(tmp_path / "坏.xlsx", bytes(data)))


def test_encrypted_workbooks_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "密.xlsx", OLE + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le"))
    assert refusal(path) == "密.xlsx 设了密码，请在 Excel 或 WPS 中取消密码并保存后再用。"
    data = bytearray(workbook(tmp_path / "a.xlsx").read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert "设了密码" in refusal(written(tmp_path / "锁.xlsx", bytes(data)))


def test_macro_workbooks_are_refused(tmp_path: Path) -> None:
    assert "含有宏" in refusal(written(tmp_path / "宏.xlsm", b"PK\x03\x04"))
    path = archive(tmp_path / "改名.xlsx", {"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"1234567"})
    assert "含有宏" in refusal(path)


def test_bombs_are_refused_before_anything_is_unpacked(tmp_path: Path) -> None:
    flat = archive(tmp_path / "高.xlsx", {"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"\0" * (11 << 20)})
    assert "解压后远超" in refusal(flat)
    many = archive(tmp_path / "多.xlsx", {f"xl/{number}.xml": b"" for number in range(5_001)})
    assert "解压后远超" in refusal(many)
    listed = archive(tmp_path / "百万.xlsx", {f"xl/{number:0100}.xml": b"" for number in range(20_000)})
    assert "解压后远超" in refusal(listed)
    nested = archive(tmp_path / "套.xlsx", {"xl/workbook.xml": b"<x/>", "xl/inner.dat": b"PK\x03\x04rest"})
    assert "解压后远超" in refusal(nested)
    small = replace(WORKBOOK, most_unpacked=1000)
    assert "解压后远超" in refusal(workbook(tmp_path / "大.xlsx"), wanted=small)


def test_part_longer_than_declared_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", {"xl/workbook.xml": b"<x/>" * 1000})
    data = path.read_bytes()
    size = (4000).to_bytes(4, "little")
    with pytest.raises(Refused, match="已损坏或不完整"):
        read_workbook(written(tmp_path / "谎.xlsx", data.replace(size, (40).to_bytes(4, "little"))))


def test_workbook_behind_a_chart_is_no_bomb(tmp_path: Path) -> None:
    parts = {"xl/workbook.xml": b"<x/>", "xl/embeddings/book1.xlsx": b"PK\x03\x04rest"}
    assert examine(archive(tmp_path / "图.xlsx", parts)).sort == "xlsx"


def test_large_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "大.txt", "举办讲座8场\n".encode() * 1_300_000)
    assert refusal(path, wanted=TEXT) == "大.txt 太大（22 MB，最多 20 MB），请分成几份，或者去掉里面的图片。"
    assert examine(path).sort == "csv"


def test_word_documents_are_refused_where_a_workbook_is_wanted(tmp_path: Path) -> None:
    path = archive(tmp_path / "文.docx", {"word/document.xml": b"<x/>"})
    assert "这里要的是工作簿" in refusal(path)
    assert [examine(path, wanted=wanted).sort for wanted in (PAPER, TEXT, FORM)] == ["docx"] * 3
    assert "不是能读取的文稿" in refusal(workbook(tmp_path / "a.xlsx"), wanted=PAPER)
    old = written(tmp_path / "旧.doc", OLE + b"\0" * 2000 + "WordDocument".encode("utf-16-le"))
    assert "这里要的是工作簿" in refusal(old)
    assert "旧版 Word 文档" in refusal(old, wanted=PAPER)
    assert examine(old, wanted=FORM).sort == "doc"


@pytest.mark.parametrize(
    ("name", "sort"),
    [("a.txt", "text"), ("a.md", "text"), ("无后缀", "text"), ("a.csv", "csv"), ("a.htm", "html")],
)
def test_plain_text_is_told_by_its_ending(tmp_path: Path, name: str, sort: str) -> None:
    assert examine(written(tmp_path / name, "举办讲座8场".encode()), wanted=TEXT).sort == sort


def test_old_files_with_macros_are_refused_where_an_office_program_would_open_them(tmp_path: Path) -> None:
    data = OLE + b"\0" * 2000 + "Workbook_VBA_PROJECT".encode("utf-16-le")
    path = written(tmp_path / "a.xls", data)
    assert examine(path).sort == "xls"
    assert refusal(path, wanted=TEXT) == "a.xls 含有宏，没有打开；请另存为不含宏的 .xlsx 后再用。"


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100
UNREADABLE = "不是能读取文字的文件，请用 .docx、.xlsx、.txt、.md、.html 或 .csv。"
NOT_TEXT = {
    "扫描.docx": (PNG, UNREADABLE),
    "图.png": (PNG, UNREADABLE),
    "程序.txt": (b"\x7fELF\2\1", UNREADABLE),
    "包.txt": (b"7z\xbc\xaf\x27\x1c", UNREADABLE),
    "稿.rtf": (b"{\\rtf1 8}", UNREADABLE),
    "稿.pdf": (b"%PDF-1.7", "是 PDF，请用生成它的 Word 或 Excel 文件。"),
    "稿.docx": (b"%PDF-1.7", "是 PDF，请用生成它的 Word 或 Excel 文件。"),
    "网.docx": (b"<!DOCTYPE html><p>8", "实际是网页，只改了后缀；请在 Word 或 WPS 中打开后另存为 .docx。"),
    "字.docx": ("举办讲座8场".encode(), "已损坏或不完整，打不开；请重新拷贝，或在 Word、WPS 中重新保存。"),
    "宏.docm": (b"PK\3\4", "含有宏，没有打开；请另存为不含宏的 .docx 后再用。"),
    "版.ofd": (b"PK\3\4", "是 WPS 或 OFD 格式，请在 WPS 中另存为 .docx 后再用。"),
    "空.md": (b"", "是空文件，请重新拷贝或另存。"),
}


@pytest.mark.parametrize("name", NOT_TEXT)
def test_a_file_without_text_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    content, said = NOT_TEXT[name]
    assert refusal(written(tmp_path / name, content), wanted=TEXT) == f"{name} {said}"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, wanted=TEXT) == f"{tmp_path.name} 是文件夹，请写里面的文件。"
