"""Each file that is no workbook gives one clear line that names it and says what to do."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from shilu.ledger.importing import border
from shilu.ledger.importing.border import examine
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


def refusal(path: Path, **wanted: str) -> str:
    with pytest.raises(Refused) as refused:
        examine(path, **wanted)  # type: ignore[arg-type]
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
    assert refusal(path) == "导出.xls 实际是网页，不是工作簿；请在 Excel 或 WPS 中打开后另存为 .xlsx。"


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
    assert refusal(path) == "密.xlsx 设了密码，请在 Excel 或 WPS 中取消密码并保存后再导入。"
    data = bytearray(workbook(tmp_path / "a.xlsx").read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert "设了密码" in refusal(written(tmp_path / "锁.xlsx", bytes(data)))


def test_macro_workbooks_are_refused(tmp_path: Path) -> None:
    assert "含有宏" in refusal(written(tmp_path / "宏.xlsm", b"PK\x03\x04"))
    path = archive(tmp_path / "改名.xlsx", {"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"1234567"})
    assert "含有宏" in refusal(path)


def test_bombs_are_refused_before_anything_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flat = archive(tmp_path / "高.xlsx", {"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"\0" * (11 << 20)})
    assert "解压后远超" in refusal(flat)
    many = archive(tmp_path / "多.xlsx", {f"xl/{number}.xml": b"" for number in range(5_001)})
    assert "解压后远超" in refusal(many)
    nested = archive(tmp_path / "套.xlsx", {"xl/workbook.xml": b"<x/>", "xl/inner.dat": b"PK\x03\x04rest"})
    assert "解压后远超" in refusal(nested)
    monkeypatch.setattr(border, "MOST_UNPACKED", 1000)
    assert "解压后远超" in refusal(workbook(tmp_path / "大.xlsx"))


def test_part_longer_than_declared_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.xlsx", {"xl/workbook.xml": b"<x/>" * 1000})
    data = path.read_bytes()
    size = (4000).to_bytes(4, "little")
    with pytest.raises(Refused, match="已损坏或不完整"):
        read_workbook(written(tmp_path / "谎.xlsx", data.replace(size, (40).to_bytes(4, "little"))))


def test_workbook_behind_a_chart_is_no_bomb(tmp_path: Path) -> None:
    parts = {"xl/workbook.xml": b"<x/>", "xl/embeddings/book1.xlsx": b"PK\x03\x04rest"}
    assert examine(archive(tmp_path / "图.xlsx", parts)).sort == "xlsx"


def test_large_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(border, "MOST_BYTES", 10)
    assert "太大" in refusal(workbook(tmp_path / "大.xlsx"))


def test_word_documents_are_refused_where_a_workbook_is_wanted(tmp_path: Path) -> None:
    path = archive(tmp_path / "文.docx", {"word/document.xml": b"<x/>"})
    assert "这里要的是工作簿" in refusal(path)
    assert examine(path, wanted="document").sort == "docx"
    assert "不是 Word 文档" in refusal(workbook(tmp_path / "a.xlsx"), wanted="document")
    old = written(tmp_path / "旧.doc", OLE + b"\0" * 2000 + "WordDocument".encode("utf-16-le"))
    assert "旧版 Word 文档" in refusal(old)
