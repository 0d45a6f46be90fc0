from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from shilu.lib.errors import Refused
from shilu.recording import pictures
from shilu.recording.evidence_files import MOST_BYTES, evidence_file, refuse_too_many
from shilu.recording.handed import EvidenceFile

ORIENTATION, GPS = 0x0112, 0x8825


def written(picture: Image.Image, form: str, **options) -> BytesIO:
    stream = BytesIO()
    picture.save(stream, form, **options)
    stream.seek(0)
    return stream


def photo(size: tuple[int, int] = (3000, 1500)) -> BytesIO:
    """A phone's picture: lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (30.0, 15.0, 0.0)}
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    return written(picture, "JPEG", exif=exif, comment=b"taken by somebody")


def opened(file: EvidenceFile) -> Image.Image:
    return Image.open(BytesIO(file.content))


def test_picture_is_made_small_and_upright_without_its_place():
    kept = evidence_file(photo(), name="签到表.JPG")

    picture = opened(kept)
    assert (kept.name, picture.size, picture.format) == ("签到表.jpg", (1000, 2000), "JPEG")
    assert picture.getexif() == {}
    assert b"somebody" not in kept.content
    top = picture.convert("RGB").getpixel((500, 100))
    assert isinstance(top, tuple)
    assert (top[0] > 200, top[1] < 60) == (True, True)


def test_png_stays_png_and_webp_becomes_jpeg():
    drawn = evidence_file(written(Image.new("RGBA", (40, 20), (0, 0, 0, 0)), "PNG"), name="截图.png")
    other = evidence_file(written(Image.new("RGB", (40, 20), "blue"), "WEBP"), name="a.webp")

    assert (drawn.name, opened(drawn).format, opened(drawn).mode) == ("截图.png", "PNG", "RGBA")
    assert (other.name, opened(other).format) == ("a.jpg", "JPEG")


def test_pixel_flood_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1_000_000)

    with pytest.raises(Refused, match=r"大图\.png 像素过多"):
        evidence_file(written(Image.new("1", (2000, 1000)), "PNG"), name="大图.png")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "空.jpg", "空.jpg 是空文件"),
        (b"\xff\xd8\xff\xe0 cut off", "坏.jpg", "坏.jpg 打不开"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "IMG_1.HEIC", "兼容性最佳"),
        (b"MZ\x90\x00", "程序.exe", "程序.exe 不能作为佐证材料"),
        (b"GIF89a", "动图.gif", "动图.gif 不能作为佐证材料"),
        (b"x" * (MOST_BYTES + 1), "大.pdf", "大.pdf 超过 20 MB"),
    ],
)
def test_what_shows_nothing_is_refused_with_words(content: bytes, name: str, said: str):
    with pytest.raises(Refused, match=said):
        evidence_file(BytesIO(content), name=name)


def test_documents_stay_as_they_are():
    docx = BytesIO()
    with ZipFile(docx, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")

    assert evidence_file(BytesIO(b"%PDF-1.4 ..."), name="通知.pdf") == EvidenceFile("通知.pdf", b"%PDF-1.4 ...")
    assert evidence_file(BytesIO(docx.getvalue()), name="方案.docx").content == docx.getvalue()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\照片\\会场.pdf", "会场.pdf"),
        ("../../etc/passwd", "passwd"),
        ('a<b>"c".pdf', "a_b__c_.pdf"),
        ("图" * 200 + ".pdf", "图" * 66 + ".pdf"),
        ("...", "file"),
    ],
)
def test_name_is_kept_without_folders_and_odd_signs(name: str, kept: str):
    assert evidence_file(BytesIO(b"%PDF-"), name=name).name == kept


def test_more_than_twenty_files_are_too_many():
    refuse_too_many(range(20))
    with pytest.raises(Refused, match="20"):
        refuse_too_many(range(21))


def test_name_stays_inside_its_folder(tmp_path: Path):
    assert (tmp_path / evidence_file(BytesIO(b"%PDF-"), name="..").name).parent == tmp_path
