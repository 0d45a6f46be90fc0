"""Marked copies: the text and its form stay, each mark is shaded and explained, and all other parts are as they were."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordFile

from shilu.claims import extract
from shilu.documents.document import Document
from shilu.documents.plain_text import text_pieces
from shilu.documents.reading import read_document
from shilu.reports.checking.finding import Finding
from shilu.reports.checking.marked import fill_of
from shilu.reports.checking.marked_page import Note, write_marked_page
from shilu.reports.checking.marked_word import Mark, write_marked_word
from shilu.reports.checking.operations import CheckedText
from shilu.reports.checking.verdict import Judged, Verdict

NOW = datetime(2022, 7, 4, 1, 30, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A paper in which a number lies over two runs, one bold, beside a tab and a table."""
    paper = docx.Document()
    line = paper.add_paragraph("开展警示教育1")
    bold = line.add_run("2次，参加")
    bold.bold = True
    line.add_run("300余人次。\t以上。")
    table = paper.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "讲党课"
    table.cell(0, 1).text = "8"
    path = tmp_path / "总结.docx"
    paper.save(str(path))
    return path


def marks_on(path: Path, *quotes: str) -> list[Mark]:
    text = read_document(path).text
    found = [(text.index(quote), quote) for quote in quotes]
    return [Mark(start, start + len(quote), "FFC99A", (quote, "依据")) for start, quote in found]


def shaded(paper: WordFile) -> list[str]:
    runs = paper.element.body.iter(f"{W}r")
    return ["".join(t.text for t in run.iter(f"{W}t")) for run in runs if run.find(f"{W}rPr/{W}shd") is not None]


def test_numbers_are_shaded_and_explained_and_the_text_stays(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "核对.docx"
    before = docx.Document(str(source))
    write_marked_word(source, marks_on(source, "12次", "300余人次", "8"), out=out, now=NOW)
    after = docx.Document(str(out))
    assert [one.text for one in after.paragraphs] == [one.text for one in before.paragraphs]
    assert after.tables[0].cell(0, 1).text == "8"
    assert shaded(after) == ["1", "2次", "300余人次", "8"]
    assert [comment.text for comment in after.comments] == ["12次\n依据", "300余人次\n依据", "8\n依据"]
    bold = [run.text for run in after.paragraphs[0].runs if run.bold]
    assert "".join(bold) == "2次，参加"
    assert read_document(out).text == read_document(source).text


def test_every_other_part_is_as_it_was(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "核对.docx"
    write_marked_word(source, marks_on(source, "12次"), out=out, now=NOW)
    changed = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out) as after:
        assert set(after.namelist()) == {*before.namelist(), "word/comments.xml"}
        same = [name for name in before.namelist() if before.read(name) == after.read(name)]
    assert set(same) == set(zipfile.ZipFile(source).namelist()) - changed


def test_comments_that_are_there_stay(source: Path, tmp_path: Path) -> None:
    once, twice = tmp_path / "一.docx", tmp_path / "二.docx"
    write_marked_word(source, marks_on(source, "12次"), out=once, now=NOW)
    write_marked_word(once, marks_on(once, "300余人次"), out=twice, now=NOW)
    comments = list(docx.Document(str(twice)).comments)
    assert [comment.text for comment in comments] == ["12次\n依据", "300余人次\n依据"]
    assert len({comment.comment_id for comment in comments}) == 2


def test_marks_over_each_other_all_get_their_comment(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "核对.docx"
    marks = marks_on(source, "12次", "12次，参加300余人次", "300余人次")
    write_marked_word(source, marks, out=out, now=NOW)
    paper = docx.Document(str(out))
    assert len(list(paper.comments)) == 3
    for sort in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        ids = [node.get(f"{W}id") for node in paper.element.body.iter(f"{W}{sort}")]
        assert sorted(ids) == ["0", "1", "2"]
    assert read_document(out).text == read_document(source).text


def test_the_page_shows_text_marks_and_reasons(tmp_path: Path) -> None:
    document = Document("总结.txt", "text", text_pieces("开展<警示>教育12次。\n\n讲党课3次。"))
    start = document.text.index("12次")
    notes = [Note(start, start + 3, "FFC99A", "≠", ("不符", "台账为8次"))]
    out = tmp_path / "核对.html"
    write_marked_page(document, notes, legend=[("FFC99A", "≠ 不符")], out=out)
    page = out.read_text(encoding="utf-8")
    assert "开展&lt;警示&gt;教育<mark" in page
    assert "12次<sup>" in page
    assert "不符<br>台账为8次" in page
    assert "讲党课3次。" in page


def test_a_contradiction_takes_the_colour_but_from_what_the_ledger_has_otherwise() -> None:
    claims = extract("办班15场，其中业务班8场、法律班16场。")
    document = Document("总结.txt", "text", text_pieces("办班15场，其中业务班8场、法律班16场。"))
    found = Finding("sum", claims[0].start, claims[0].end, "合计24场")
    verdicts: tuple[Verdict, ...] = ("cannot_tell", "supports", "differs")
    shades = {}
    for verdict in verdicts:
        checked = CheckedText(document, (Judged(claims[0], "", verdict, ""),), (found,))
        shades[verdict] = fill_of(checked.claims[0], checked)
    assert shades == {"cannot_tell": "E6C8EE", "supports": "E6C8EE", "differs": "FFC99A"}
