"""Texts written into a given Word form: the looks stay, and every other part to the byte."""

from decimal import Decimal

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from forms.documents import W, by_hand, document_xml, form_of, made, opened, plan, table_of, texts
from forms.workbooks import changed_parts
from shilu.forms.sheet import RowInsert, Span
from shilu.forms.word.writing import filled_document


def listing(document):
    """A list under a head of one row with a merged first column, prepared rows 2 and 3, and lines to be signed."""
    document.add_paragraph("附件2")
    line = document.add_paragraph("填报人：")
    line.add_run("        ").underline = True
    line.add_run("电话：").bold = True
    line.add_run("________")
    table = document.add_table(4, 3)
    table.style = "Table Grid"
    for at, text in enumerate(("单位", "主题", "人数")):
        table.cell(0, at).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "北塬所"
    table.rows[2].height = Pt(30)
    for row in (1, 2):
        paragraph = table.cell(row, 1).paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run("例：座谈" if row == 2 else "")
        run.font.size = Pt(12)
    table.cell(3, 0).text = "合计"


def test_cells_and_lines_are_filled_and_other_parts_stay():
    form = made(listing)
    filled = filled_document(form_of(form), plan({(2, 2): "法治讲座", (2, 3): 30, 2: "填报人：李晓电话：0911-1"}))
    assert changed_parts(form, filled) == {"word/document.xml"}
    document = opened(filled)
    cell = document.tables[0].cell(1, 1)
    assert (cell.text, cell.paragraphs[0].alignment, cell.paragraphs[0].runs[0].font.size) == (
        "法治讲座", WD_ALIGN_PARAGRAPH.CENTER, Pt(12),
    )  # fmt: skip
    assert document.tables[0].cell(1, 2).text == "30"
    runs = [(run.text, run.underline, run.bold) for run in document.paragraphs[1].runs]
    assert runs == [("填报人：", None, None), ("李晓", True, None), ("电话：", None, True), ("0911-1", None, None)]


def test_root_keeps_its_namespaces():
    around = (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14 wps"'
        ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:wps="urn:wps"'
    )
    body = '<!-- 注 --><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p w14:paraId="1"/>'
    filled = filled_document(form_of(by_hand(body, around=around)), plan({(1, 1): 5}))
    head = document_xml(filled).partition("<w:body>")
    assert head[0].startswith("<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<w:document ")
    for declared in ('xmlns:wps="urn:wps"', 'mc:Ignorable="w14 wps"', f'xmlns:w="{W}"'):
        assert declared in head[0]
    assert head[2] == (
        '<!-- 注 --><w:tbl><w:tr><w:tc><w:p><w:r><w:t xml:space="preserve">5</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
        '<w:p w14:paraId="1"/><w:sectPr/></w:body></w:document>'
    )


def test_empty_cell_takes_the_looks_of_its_end_or_of_its_row():
    body = (
        '<w:tbl><w:tr><w:tc><w:p><w:r><w:rPr><w:b/><w:sz w:val="21"/></w:rPr><w:t>讲座</w:t></w:r></w:p></w:tc>'
        '<w:tc><w:p><w:pPr><w:jc w:val="center"/></w:pPr></w:p></w:tc>'
        "<w:tc><w:p><w:pPr><w:rPr><w:i/><w:ins/></w:rPr></w:pPr></w:p></w:tc></w:tr></w:tbl>"
    )
    filled = document_xml(filled_document(form_of(by_hand(body)), plan({(1, 2): 1, (1, 3): 2})))
    assert '<w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/></w:rPr><w:t' in filled
    assert "</w:pPr><w:r><w:rPr><w:i/></w:rPr><w:t" in filled


def test_lines_of_a_cell_go_into_its_paragraphs():
    body = (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>主要做法：</w:t></w:r></w:p><w:p/></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p><w:p><w:r><w:t>三</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    filled = filled_document(form_of(by_hand(body)), plan({(1, 1): "主要做法：\n讲座\n竞赛", (2, 1): "一\n贰\n叁"}))
    assert [[one.text for one in row.cells[0].paragraphs] for row in opened(filled).tables[0].rows] == [
        ["主要做法：", "讲座", "竞赛"],
        ["一\n贰", "叁"],
    ]
    assert texts(table_of(filled)) == {(1, 1): "主要做法：\n讲座\n竞赛", (2, 1): "一\n贰\n叁"}


def test_prompts_give_way_to_the_text():
    prompt = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/><w:b/></w:rPr><w:t>单击此处</w:t></w:r><w:r><w:t>输入</w:t></w:r>'
    body = (
        f"<w:tbl><w:tr><w:tc><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>{prompt}</w:p></w:sdtContent></w:sdt></w:tc>"
        f"<w:tc><w:p><w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>{prompt}</w:sdtContent></w:sdt></w:p></w:tc></w:tr></w:tbl>"
    )
    filled = filled_document(form_of(by_hand(body)), plan({(1, 1): "甲", (1, 2): "乙"}))
    assert texts(table_of(filled)) == {(1, 1): "甲", (1, 2): "乙"}
    written = document_xml(filled)
    assert "showingPlcHdr" not in written
    assert "PlaceholderText" not in written
    assert written.count("<w:rPr><w:b/></w:rPr>") == 2


def test_covered_place_is_written_into_its_anchor():
    filled = filled_document(form_of(made(listing)), plan({(3, 1): "南塬所"}))
    assert texts(table_of(filled))[2, 1] == "南塬所"


def test_rows_are_inserted_without_what_stood_in_their_model():
    insert = RowInsert("表1", after_row=3, like_row=3, count=2)
    form = made(listing)
    given = plan({(3, 2): "座谈", (4, 2): "讲座", (5, 3): 8, (6, 3): 99}, insert)
    filled = filled_document(form_of(form), given)
    assert changed_parts(form, filled) == {"word/document.xml"}
    table = table_of(filled)
    assert texts(table) == {
        (1, 1): "单位", (1, 2): "主题", (1, 3): "人数", (2, 1): "北塬所",
        (3, 2): "座谈", (4, 2): "讲座", (5, 3): "8", (6, 1): "合计", (6, 3): "99",
    }  # fmt: skip
    assert table.spans == (Span(2, 1, 5, 1),)
    rows = opened(filled).tables[0].rows
    assert [row.height for row in rows] == [None, None, Pt(30), Pt(30), Pt(30), None]
    new = rows[3].cells[1].paragraphs[0]
    assert (new.alignment, new.runs[0].font.size) == (WD_ALIGN_PARAGRAPH.CENTER, Pt(12))


def test_row_of_its_own_is_not_joined_to_the_one_above():
    def build(document):
        table = document.add_table(5, 2)
        table.cell(1, 0).merge(table.cell(2, 0)).text = "甲"
        table.cell(3, 0).merge(table.cell(4, 0)).text = "乙"

    form = form_of(made(build))
    below = filled_document(form, plan({}, RowInsert("表1", after_row=1, like_row=2, count=1)))
    assert table_of(below).spans == (Span(3, 1, 4, 1), Span(5, 1, 6, 1))
    between = filled_document(form, plan({}, RowInsert("表1", after_row=2, like_row=2, count=1)))
    assert table_of(between).spans == (Span(2, 1, 4, 1), Span(5, 1, 6, 1))


def test_copied_row_repeats_no_ids_and_no_head():
    around = ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    body = (
        '<w:tbl><w:tr w14:paraId="0A"><w:trPr><w:tblHeader/><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:shd w:fill="FFFF00"/></w:tcPr>'
        '<w:p w14:paraId="0B"><w:bookmarkStart w:id="1" w:name="a"/><w:r><w:t>x</w:t></w:r></w:p><w:p/></w:tc></w:tr></w:tbl>'
    )
    filled = filled_document(form_of(by_hand(body, around=around)), plan({}, RowInsert("表1", 1, 1, 1)))
    assert (
        document_xml(filled)
        .partition("</w:tr>")[2]
        .startswith(
            '<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:shd w:fill="FFFF00"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
        )
    )


def comments(content):
    """Who says what, and the paragraph that each comment is about."""
    document = opened(content)
    said = {one.comment_id: (one.author, one.text) for one in document.comments}
    about = {}
    for paragraph in document.element.body.iter(qn("w:p")):
        for start in paragraph.iter(qn("w:commentRangeStart")):
            about[int(start.get(qn("w:id")))] = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
    return {about.get(key, ""): value for key, value in said.items()}


def test_working_copy_has_comments():
    form = made(listing)
    given = plan({(2, 3): 30, 2: "填报人：李晓电话：1"}, notes={(2, 3): "人数\n3条记录", 2: "填报人"})
    filled = filled_document(form_of(form), given, notes=True)
    assert comments(filled) == {"30": ("实录", "人数\n3条记录"), "填报人：李晓电话：1": ("实录", "填报人")}
    assert changed_parts(form, filled) == {
        "word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml",
    }  # fmt: skip
    assert comments(filled_document(form_of(form), given)) == {}


def test_comments_of_the_form_stay():
    def build(document):
        listing(document)
        document.add_comment(document.paragraphs[0].runs, "按时报", author="上级")

    form = made(build)
    filled = filled_document(form_of(form), plan({(2, 3): 30}, notes={(2, 3): "来源"}), notes=True)
    assert comments(filled) == {"附件2": ("上级", "按时报"), "30": ("实录", "来源")}
    assert changed_parts(form, filled) == {"word/document.xml", "word/comments.xml"}


def test_unfit_signs_are_dropped_and_markup_is_text():
    filled = filled_document(form_of(made(listing)), plan({(2, 2): "a<b>&\x0b\x00"}))
    assert opened(filled).tables[0].cell(1, 1).text == "a<b>&"


def test_numbers_are_plain():
    body = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    filled = filled_document(form_of(by_hand(body)), plan({(1, 1): Decimal("1200.50")}))
    assert texts(table_of(filled)) == {(1, 1): "1200.5"}
