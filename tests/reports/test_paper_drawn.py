"""Papers as LibreOffice draws and rewrites them: margins, lines and characters, and numbers that are found again."""

import os
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest

from papers import ISSUE, ISSUED, LONG_TEXT, SETTINGS, word
from shilu.documents import office as libreoffice
from shilu.documents.office import converted, office
from shilu.lib.errors import Refused
from shilu.reports.pdf import to_pdf
from shilu.reports.reading import read_paper

FONTS = Path(__file__).parent.parent / "fonts" / "fonts.conf"
FACES = ("Fandol", "NotoSerifCJK", "NotoSansCJK")
MM = 72 / 25.4

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(office() is None, reason="LibreOffice (soffice) is not installed"),
]


@pytest.fixture(scope="module")
def _fonts():
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    yield
    if before is None:
        del os.environ["FONTCONFIG_FILE"]
    else:
        os.environ["FONTCONFIG_FILE"] = before


def drawn(content: bytes, folder: Path) -> pdfplumber.PDF:
    path = folder / "paper.pdf"
    path.write_bytes(to_pdf(content))
    document = pdfplumber.open(path)
    faces = {char["fontname"].split("+")[-1] for page in document.pages for char in page.chars}
    if not any(face.startswith(FACES) for face in faces):
        pytest.skip(
            f"no Chinese faces are installed (texlive-lang-chinese or fonts-noto-cjk); drawn with {sorted(faces)}"
        )
    return document


def lines_of(page) -> list[list[dict]]:
    """The glyphs of each line above the page number, top to bottom."""
    lines: list[list[dict]] = []
    glyphs = [char for char in page.chars if char["text"].strip() and char["top"] < page.height - 33 * MM]
    for char in sorted(glyphs, key=lambda one: (one["top"] + one["bottom"]) / 2):
        middle = (char["top"] + char["bottom"]) / 2
        if lines and middle - (lines[-1][0]["top"] + lines[-1][0]["bottom"]) / 2 < 8:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [sorted(line, key=lambda one: one["x0"]) for line in lines]


@pytest.mark.usefixtures("_fonts")
def test_a_full_page_has_22_lines_of_28_characters_within_its_margins(tmp_path: Path):
    document = drawn(word(SETTINGS, LONG_TEXT), tmp_path)
    page = document.pages[1]
    lines = lines_of(page)
    assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
    assert len(lines) == 22
    assert Counter(len(line) for line in lines).most_common(1)[0][0] == 28
    glyphs = [char for line in lines for char in line]
    assert min(char["x0"] for char in glyphs) / MM == pytest.approx(28, abs=1)
    assert (page.width - max(char["x1"] for char in glyphs)) / MM == pytest.approx(26, abs=1)
    pitch = [(b[0]["top"] - a[0]["top"]) for a, b in pairwise(lines)]
    assert all(step == pytest.approx(28.95, abs=0.5) for step in pitch)
    first_line_top = (lines[0][0]["top"] + lines[0][0]["bottom"]) / 2 / MM - 28.95 / MM / 2
    assert first_line_top == pytest.approx(37, abs=1)
    assert first_line_top + 22 * 28.95 / MM == pytest.approx(297 - 35, abs=1)


@pytest.mark.usefixtures("_fonts")
def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(tmp_path: Path):
    document = drawn(word(SETTINGS, LONG_TEXT), tmp_path)
    for page, at in zip(document.pages[:2], ("right", "left"), strict=True):
        below = [char for char in page.chars if char["top"] > page.height - 33 * MM and char["text"].strip()]
        assert "".join(char["text"] for char in sorted(below, key=lambda one: one["x0"])) == f"—{page.page_number}—"
        if at == "right":
            assert (page.width - max(char["x1"] for char in below)) / MM == pytest.approx(26 + 4.94, abs=1)
        else:
            assert min(char["x0"] for char in below) / MM == pytest.approx(28 + 4.94, abs=1)
        middle = (below[0]["top"] + below[0]["bottom"]) / 2 / MM
        assert middle == pytest.approx(262 + 7, abs=1)


@pytest.mark.usefixtures("_fonts")
def test_head_and_foot_stand_where_the_standard_wants_them(tmp_path: Path):
    document = drawn(word(ISSUED, LONG_TEXT), tmp_path)
    first, last = document.pages[0], document.pages[-1]
    mark = [char for char in first.chars if char["size"] > 40]
    # faces leave a little air above their glyphs, so the box of a glyph begins above 72 mm and ends well below it
    assert min(char["top"] for char in mark) / MM == pytest.approx(72, abs=4)
    rules = [shape for shape in (*last.lines, *last.rects) if shape["width"] > 140 * MM]
    bottoms = sorted({round((shape["top"] + shape["bottom"]) / 2 / MM, 1) for shape in rules})
    assert bottoms[-1] == pytest.approx(262, abs=1)
    assert all(shape["width"] / MM == pytest.approx(156, abs=1) for shape in rules)
    red = [shape for shape in (*first.lines, *first.rects) if shape["width"] > 140 * MM]
    assert red
    assert all(shape["width"] / MM == pytest.approx(156, abs=1) for shape in red)


@pytest.mark.usefixtures("_fonts")
def test_numbers_are_found_after_libreoffice_rewrote_the_file(tmp_path: Path):
    made = tmp_path / "paper.docx"
    made.write_bytes(word(ISSUED))
    before = read_paper(made)
    made.write_bytes(converted(word(ISSUED), to="docx"))
    after = read_paper(made)
    assert (after.issue, after.as_of) == (ISSUE.uuid, 112)
    assert after.missing == ()
    assert {one.id: one.shown for one in after.found} == {one.id: one.shown for one in before.found}
    assert [one.shown for one in after.typed] == [one.shown for one in before.typed]


@pytest.mark.usefixtures("_fonts")
def test_a_clean_copy_keeps_its_text_through_libreoffice(tmp_path: Path):
    made = tmp_path / "clean.docx"
    made.write_bytes(converted(word(ISSUED, clean=True), to="docx"))
    bound = tmp_path / "paper.docx"
    bound.write_bytes(word(ISSUED))
    assert read_paper(made).text_digest == read_paper(bound).text_digest


def test_a_pdf_that_takes_too_long_is_given_up():
    with pytest.raises(Refused, match=r"LibreOffice 超过 0\.01 秒没有完成，已停止"):
        to_pdf(word(), timeout=0.01)


def test_without_libreoffice_pdf_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(libreoffice, "_PLACES", ())
    with pytest.raises(Refused, match="生成 PDF 要用 LibreOffice，本机没有安装"):
        to_pdf(b"")
