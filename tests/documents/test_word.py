"""The text of Word files: what stands in the paper now, in order, with the elements that make it."""

from pathlib import Path

import pytest
from lxml import etree

from documents.word_files import W, document, docx, p, table
from shilu.documents.document import Document
from shilu.documents.reading import read_document
from shilu.documents.word import word_pieces


def read(tmp_path: Path, body: str, **parts: str) -> Document:
    (tmp_path / "稿.docx").write_bytes(docx(body, **parts))
    return read_document(tmp_path / "稿.docx")


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


CONTROL = f"<w:sdt><w:sdtContent>{run('8')}</w:sdtContent></w:sdt>"
BOX = f"<w:txbxContent>{p('框内讲座3场')}</w:txbxContent>"
CASES = {
    "blanks are kept": (p("　　全年 ", "8 次"), ["　　全年 8 次"]),
    "empty paragraphs are left out": (p("甲") + p() + p("  ") + p("乙"), ["甲", "乙"]),
    "signs": (p("甲", "<w:r><w:tab/><w:t>8</w:t><w:br/><w:t>9</w:t><w:noBreakHyphen/></w:r>"), ["甲\t8\n9-"]),
    "deleted out, inserted in": (
        p("共", "<w:del><w:r><w:delText>7</w:delText></w:r></w:del>", f"<w:ins>{run('8')}</w:ins>", "次"),
        ["共8次"],
    ),
    "moved away out": (p("<w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom>", "乙"), ["乙"]),
    "deleted end of a paragraph": (
        p("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", "开展讲座") + p("8场"),
        ["开展讲座8场"],
    ),
    "hidden words": (p("共", run("9", "<w:vanish/>"), run("8次", '<w:vanish w:val="0"/>')), ["共8次"]),
    "content controls": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('共', CONTROL, '次')}</w:sdtContent></w:sdt>",
        ["共8次"],
    ),
    "codes of fields": (p("<w:r><w:instrText>PAGE</w:instrText></w:r>", "8"), ["8"]),
    "a box follows its paragraph": (p("前", f"<w:r><w:pict>{BOX}</w:pict></w:r>", "后"), ["前后", "框内讲座3场"]),
    "a box is read once": (
        p(
            "前",
            f"<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>",
        ),
        ["前", "框内讲座3场"],
    ),
    "readings above signs": (
        p(
            "<w:r><w:ruby><w:rt><w:r><w:t>shi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>实</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        ),
        ["实"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_body_is_read_as_it_stands_now(tmp_path: Path, case: str) -> None:
    body, texts = CASES[case]
    assert [piece.text for piece in read(tmp_path, body).pieces] == texts


def test_cells_have_place_and_heads(tmp_path: Path) -> None:
    rows = table("项目 | 上半年 | > | 合计", "^ | 场次 | 人次 | ^", "普法讲座 | 8 | 120 | 128", "党课 |  | 5人 | 5")
    found = read(tmp_path, p("附表") + rows + p("完"))
    shown = [(one.text, one.place.words(), one.heads, one.row_heads) for one in found.pieces]
    assert shown == [
        ("附表", "第1段", (), 0),
        ("项目", "表1第1行第1列", (), 0),
        ("上半年", "表1第1行第2列", (), 0),
        ("合计", "表1第1行第3列", (), 0),
        ("场次", "表1第2行第2列", (), 0),
        ("人次", "表1第2行第3列", (), 0),
        ("普法讲座", "表1第3行第1列", ("项目",), 0),
        ("8", "表1第3行第2列", ("普法讲座", "上半年", "场次"), 1),
        ("120", "表1第3行第3列", ("普法讲座", "上半年", "人次"), 1),
        ("128", "表1第3行第4列", ("普法讲座", "合计"), 1),
        ("党课", "表1第4行第1列", ("项目",), 0),
        ("5人", "表1第4行第3列", ("党课", "上半年", "人次"), 1),
        ("5", "表1第4行第4列", ("党课", "合计"), 1),
        ("完", "第2段", (), 0),
    ]


def test_paragraphs_of_a_cell_are_one_piece_and_a_table_within_parts_it(tmp_path: Path) -> None:
    inner = table("内 | 8")
    cell = f"<w:tc>{p('一')}{p('二')}{inner}{p('三')}</w:tc>"
    found = read(tmp_path, f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")
    assert [(one.text, one.place.table) for one in found.pieces] == [("一\n二", 1), ("内", 2), ("8", 2), ("三", 1)]


def test_a_deleted_row_is_out(tmp_path: Path) -> None:
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('旧')}</w:tc></w:tr>"
    assert read(tmp_path, f"<w:tbl>{row}<w:tr><w:tc>{p('新')}</w:tc></w:tr></w:tbl>").text == "新"


def test_notes_follow_the_body(tmp_path: Path) -> None:
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator">{p("线")}</w:footnote><w:footnote>{p("含讲座2场")}</w:footnote></w:footnotes>'
    assert read(tmp_path, p("正文"), footnotes=notes).text == "正文\n含讲座2场"


def test_elements_quote_the_text_of_the_document() -> None:
    body = etree.fromstring(
        document(p("共", "8次") + table("讲座 | 3场", "党课 | 5") + p("<w:r><w:tab/><w:t>完</w:t></w:r>"))
    )[0]
    made = list(word_pieces(body))
    text = "\n".join(piece.text for piece, _elements in made)
    assert text == "共8次\n讲座\n3场\n党课\n5\n\t完"
    for piece, elements in made:
        assert text[piece.start : piece.end] == piece.text
        for one in elements:
            written = one.element.text or ""
            assert text[one.start : one.start + len(written)] == written
    assert [one.element.text for _piece, elements in made for one in elements] == [
        "共",
        "8次",
        "讲座",
        "3场",
        "党课",
        "5",
        "完",
    ]
