"""A Word paper read back by python-docx, point by point of GB/T 9704-2012."""

import io
import zipfile
from itertools import pairwise

import docx
import pytest
from docx.document import Document as WordDocument
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from papers import ISSUED, LONG_TEXT, SETTINGS, paper, word
from shilu.reports.docx import write_docx
from shilu.reports.docx.xml import W

FANGSONG, KAITI, HEITI, SONG, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
EM = 315  # twips of a character of 16 pt, drawn 0.25 pt closer


def opened(settings=SETTINGS, text=None) -> WordDocument:
    return docx.Document(io.BytesIO(word(settings) if text is None else word(settings, text)))


def paragraph(document: WordDocument, begins: str) -> Paragraph:
    return next(one for one in document.paragraphs if text_of(one).startswith(begins))


def text_of(one: Paragraph) -> str:
    return "".join(node.text or "\t" for node in one._p.iter(f"{{{W}}}t", f"{{{W}}}tab") if not node.get(f"{{{W}}}pos"))


def faces(one: Paragraph) -> list[tuple[str, float, str]]:
    """Face, size in points and colour of each run, also of those in content controls."""
    found = []
    for run in one._p.iter(f"{{{W}}}r"):
        properties = run.find(f"{{{W}}}rPr")
        if properties is None:
            continue
        found.append(
            (
                properties.find(f"{{{W}}}rFonts").get(f"{{{W}}}eastAsia"),
                int(properties.find(f"{{{W}}}sz").get(f"{{{W}}}val")) / 2,
                properties.find(f"{{{W}}}color").get(f"{{{W}}}val"),
            )
        )
    return found


def indent(one: Paragraph) -> dict[str, int]:
    node = one._p.pPr.find(f"{{{W}}}ind")
    if node is None:
        return {}
    return {key.rpartition("}")[2]: int(value) for key, value in node.attrib.items() if int(value)}


def side(one: Paragraph) -> str:
    return one._p.pPr.find(f"{{{W}}}jc").get(f"{{{W}}}val")


def texts(document: WordDocument) -> list[str]:
    return [text_of(one) for one in document.paragraphs]


def test_points_1_to_4_page_and_margins():
    section = opened().sections[0]
    assert (section.page_width.mm, section.page_height.mm) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))
    assert section.top_margin.mm == pytest.approx(37, abs=0.1)
    assert section.left_margin.mm == pytest.approx(28, abs=0.1)
    assert section.right_margin.mm == pytest.approx(26, abs=0.1)
    assert section.bottom_margin.mm == pytest.approx(35, abs=0.1)
    assert section.page_width - section.left_margin - section.right_margin == pytest.approx(Mm(156), abs=Mm(0.1))
    assert section.page_height - section.top_margin - section.bottom_margin == pytest.approx(Mm(225), abs=Mm(0.1))


def test_points_5_and_8_body_in_black_fangsong_of_size_3():
    assert set(faces(paragraph(opened(), "上半年组织中心组学习"))) == {(FANGSONG, 16.0, "000000")}


def test_points_6_and_7_grid_of_22_lines_and_28_characters():
    document = opened()
    grid = document.sections[0]._sectPr.find(f"{{{W}}}docGrid")
    pitch = int(grid.get(f"{{{W}}}linePitch"))
    assert grid.get(f"{{{W}}}type") == "lines"
    assert 12756 // pitch == 22
    body = paragraph(document, "上半年组织")
    assert body.paragraph_format.line_spacing == Pt(28.95)
    spacing = {node.get(f"{{{W}}}val") for node in body._p.iter(f"{{{W}}}spacing") if node.get(f"{{{W}}}val")}
    assert spacing == {"-5"}
    assert 28 * (320 - 5) <= 8845


def test_points_9_to_11_copy_number_secrecy_and_urgency_open_the_first_page():
    document = opened(ISSUED)
    assert texts(document)[:3] == ["000012", "秘密★1年", "加急"]
    assert [faces(one) for one in document.paragraphs[:3]] == [
        [(FANGSONG, 16.0, "000000")],
        [(HEITI, 16.0, "000000")],
        [(HEITI, 16.0, "000000")],
    ]
    assert [side(one) for one in document.paragraphs[:3]] == ["left"] * 3


def test_point_10_secrecy_stands_on_line_two_without_a_copy_number():
    settings = {key: value for key, value in ISSUED.items() if key not in {"copy_number", "urgency"}}
    assert texts(opened(settings))[:3] == ["", "秘密★1年", "示例县公安局文件"]


def test_point_12_the_mark_is_red_and_centred():
    mark = paragraph(opened(ISSUED), "示例县公安局文件")
    assert faces(mark) == [(TITLE, 48.0, "FF0000")]
    assert side(mark) == "center"


def test_points_13_and_16_number_two_lines_below_the_mark_with_a_red_rule():
    document = opened(ISSUED)
    at = texts(document).index("示公〔2022〕8号")
    assert texts(document)[at - 3 : at] == ["示例县公安局文件", "", ""]
    assert side(document.paragraphs[at]) == "center"
    rule = document.paragraphs[at]._p.pPr.find(f"{{{W}}}pBdr/{{{W}}}bottom")
    assert (rule.get(f"{{{W}}}color"), rule.get(f"{{{W}}}val")) == ("FF0000", "single")


def test_points_14_and_15_an_upward_paper_names_its_signers():
    document = opened({**ISSUED, "signer": '["张一", "李二", "王三"]'})
    at = next(n for n, text in enumerate(texts(document)) if "签发人" in text)
    assert texts(document)[at : at + 2] == [
        "\u3000\t签发人：张一\u3000李二",
        "\u3000示公〔2022〕8号\t\u3000\u3000\u3000\u3000王三",
    ]
    assert faces(document.paragraphs[at])[-1] == (KAITI, 16.0, "000000")
    rules = [one._p.pPr.find(f"{{{W}}}pBdr") is not None for one in document.paragraphs[at : at + 2]]
    assert rules == [False, True]


def test_point_17_title_of_size_2_two_lines_below_the_rule():
    document = opened(ISSUED)
    at = next(n for n, text in enumerate(texts(document)) if text.startswith("示例县公安局关于"))
    assert texts(document)[at - 3 : at + 2] == [
        "示公〔2022〕8号",
        "",
        "",
        "示例县公安局关于2022年上半年",
        "政治工作情况的报告",
    ]
    assert faces(document.paragraphs[at]) == [(TITLE, 22.0, "000000")]
    assert side(document.paragraphs[at]) == "center"


def test_point_17_without_a_head_the_title_is_on_line_one():
    assert texts(opened())[0] == "示例县公安局关于2022年上半年"


def test_point_18_recipient_one_line_below_the_title():
    document = opened()
    at = texts(document).index("示例市公安局：")
    assert texts(document)[at - 1] == ""
    assert (side(document.paragraphs[at]), indent(document.paragraphs[at])) == ("left", {})


def test_point_19_the_first_page_carries_body_text():
    document = opened(ISSUED)
    first_body = next(n for n, text in enumerate(texts(document)) if text.startswith("今年以来"))
    assert first_body < 18


def test_point_20_paragraphs_indent_two_characters():
    assert indent(paragraph(opened(), "上半年组织")) == {"firstLine": 2 * EM}


def test_points_21_and_22_levels_and_their_faces():
    document = opened(SETTINGS, "## 甲\n### 乙\n#### 丙\n##### 丁")
    heads = [paragraph(document, begins) for begins in ("一、甲", "（一）乙", "1.丙", "（1）丁")]
    assert [faces(one)[0][0] for one in heads] == [HEITI, KAITI, FANGSONG, FANGSONG]
    assert [one.style.name for one in heads] == ["Heading 1", "Heading 2", "Heading 3", "Heading 4"]
    assert [indent(one) for one in heads] == [{"firstLine": 2 * EM}] * 4


def test_point_23_attachments_are_listed_below_the_body():
    document = opened({**SETTINGS, "attachments": '["统计表", "名单"]'}, "正文")
    at = texts(document).index("附件：1. 统计表")
    assert texts(document)[at - 1 : at + 2] == ["", "附件：1. 统计表", "2. 名单"]
    assert [indent(one) for one in document.paragraphs[at : at + 2]] == [
        {"left": 6 * EM, "hanging": 4 * EM},
        {"left": 6 * EM, "hanging": EM},
    ]
    assert indent(paragraph(opened({**SETTINGS, "attachments": '"统计表"'}, "正文"), "附件：统计表")) == {
        "left": 5 * EM,
        "hanging": 3 * EM,
    }


@pytest.mark.parametrize(
    ("sender", "seal", "rights"),
    [
        ("示例县公安局", False, (4.5, 2)),  # the date is longer: it stands two from the right
        (
            "示例县公安局政治工作办公室",
            False,
            (2, 6.5),
        ),  # the date begins two to the right of the signature's beginning
        ("示例县公安局", True, (4.25, 4)),  # centred over the date, which stands four from the right
    ],
)
def test_point_24_signature_and_date(sender: str, *, seal: bool, rights: tuple[float, float]):
    document = opened({**SETTINGS, "from": f'"{sender}"', "seal": str(seal).lower()}, "正文")
    at = texts(document).index("2022年6月20日")
    assert texts(document)[at - 2 : at] == ["", sender]
    found = [indent(one).get("right") for one in document.paragraphs[at - 1 : at + 1]]
    assert found == [round(right * EM) for right in rights]
    assert [side(one) for one in document.paragraphs[at - 1 : at + 1]] == ["right", "right"]


def test_point_25_the_date_is_full_and_arabic():
    assert "2022年6月2日" in texts(opened({**SETTINGS, "date": "2022-06-02"}))


def test_point_28_a_signature_keeps_the_last_paragraph_with_it():
    document = opened({**SETTINGS, "attachments": '"统计表"'}, "甲\n\n乙")
    at = texts(document).index("乙")
    kept = [one.paragraph_format.keep_with_next for one in document.paragraphs[at : at + 6]]
    assert texts(document)[at : at + 6] == ["乙", "", "附件：统计表", "", "示例县公安局", "2022年6月20日"]
    assert kept == [True, True, True, True, True, None]
    assert not any("此页无正文" in text for text in texts(document))


def test_point_29_note_in_brackets_below_the_date():
    document = opened({**SETTINGS, "note": '"联系人：张一"'}, "正文")
    at = texts(document).index("（联系人：张一）")
    assert texts(document)[at - 1] == "2022年6月20日"
    assert indent(document.paragraphs[at]) == {"firstLine": 2 * EM}


def test_point_30_attachments_open_a_page_before_the_foot():
    document = opened(ISSUED, "正文\n\n---\n\n# 统计表\n\n甲\n\n---\n\n# 名单\n\n乙")
    at = texts(document).index("附件1")
    assert texts(document)[at : at + 5] == ["附件1", "", "统计表", "", "甲"]
    mark = document.paragraphs[at]
    assert mark.paragraph_format.page_break_before is True
    assert (faces(mark), side(mark)) == ([(HEITI, 16.0, "000000")], "left")
    assert texts(document).index("附件2") < next(n for n, text in enumerate(texts(document)) if "抄送" in text)
    assert "附件：1. 统计表" in texts(document)


def test_points_31_to_33_foot():
    document = opened(ISSUED)
    lines = [one for one in document.paragraphs if one._p.pPr.find(f"{{{W}}}framePr") is not None]
    assert [text_of(one) for one in lines] == [
        "\u3000抄送：示例市局政治部，示例县委办公室。",
        "\u3000示例县公安局办公室\t2022年6月21日印发",
    ]
    assert [faces(one)[0] for one in lines] == [(FANGSONG, 14.0, "000000")] * 2
    rules = [
        {rule.tag.rpartition("}")[2]: int(rule.get(f"{{{W}}}sz")) for rule in one._p.pPr.find(f"{{{W}}}pBdr")}
        for one in lines
    ]
    assert rules == [{"top": 8}, {"top": 6, "bottom": 8}]  # eighths of a point: 0.35, 0.25 and 0.35 mm
    frame = lines[-1]._p.pPr.find(f"{{{W}}}framePr")
    assert (frame.get(f"{{{W}}}vAnchor"), frame.get(f"{{{W}}}yAlign"), frame.get(f"{{{W}}}w")) == (
        "margin",
        "bottom",
        "8845",
    )


def test_point_32_a_long_list_of_recipients_is_turned_one_character_in():
    names = "，".join(["示例县公安局北塬派出所"] * 5)
    lines = [text_of(one) for one in opened({**ISSUED, "copies_to": f'"{names}"'}).paragraphs if "抄送" in text_of(one)]
    assert lines == [f"\u3000抄送：{names}。"]


def test_points_34_and_35_page_numbers():
    document = opened()
    section = document.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert document.settings.odd_and_even_pages_header_footer is True
    assert (odd.text, even.text) == ("— 1 —", "— 1 —")
    assert (side(odd), indent(odd)) == ("right", {"right": 280})
    assert (side(even), indent(even)) == ("left", {"left": 280})
    assert {face[:2] for face in faces(odd)} == {(SONG, 14.0)}
    assert [node.text.strip() for node in odd._p.iter(f"{{{W}}}instrText")] == ["PAGE"]


def test_point_36_no_number_where_the_foot_stands_alone():
    document = opened(ISSUED)
    alone = document.sections[-1]
    assert len(document.sections) == 2
    assert alone.start_type.name == "EVEN_PAGE"
    assert [one.text for one in (*alone.footer.paragraphs, *alone.even_page_footer.paragraphs)] == ["", ""]


def test_point_36_the_foot_shares_the_last_page_where_that_is_even_and_has_room():
    text = "\n\n".join(["示例县公安局" * 20] * 3)
    assert len(opened(ISSUED, text).sections) == 1


def test_point_37_attachments_continue_the_count():
    sections = opened(SETTINGS, "正文\n\n---\n\n# 统计表").sections
    assert [section._sectPr.find(f"{{{W}}}pgNumType") for section in sections] == [None]


def test_point_39_a_letter():
    document = opened({**ISSUED, "form": '"letter"'})
    section = document.sections[0]
    assert section.different_first_page_header_footer is True
    assert section.first_page_header.paragraphs[0].text == "示例县公安局文件"
    rules = [
        [int(rule.get(f"{{{W}}}sz")) for rule in one._p.pPr.find(f"{{{W}}}pBdr")]
        for one in (section.first_page_header.paragraphs[1], section.first_page_footer.paragraphs[0])
    ]
    assert rules == [[18, 6], [6, 18]]
    assert "PAGE" not in section.first_page_footer._element.xml
    assert texts(document)[:3] == ["000012\t示公〔2022〕8号", "秘密★1年", "加急"]


def test_point_41_minutes_name_who_was_there():
    document = opened({**SETTINGS, "form": '"minutes"', "attending": '"张一、李二"', "absent": '"王三"'}, "正文")
    at = texts(document).index("出席：张一、李二")
    assert texts(document)[at : at + 2] == ["出席：张一、李二", "请假：王三"]
    assert [face[0] for face in faces(document.paragraphs[at])] == [HEITI, FANGSONG]


def test_points_43_and_44_marks_of_the_program():
    found = texts(opened(ISSUED))
    assert any(text.startswith("（一）理论学习") for text in found)
    assert any(text.startswith("1.培训") for text in found)
    assert not any("（一）、" in text or "1、" in text for text in found)


def test_tables_have_borders_a_repeated_head_and_centred_numbers():
    table = opened().tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["序号", "单位", "中心组学习（次）", "参加（人次）"]
    assert table.rows[0]._tr.trPr.find(f"{{{W}}}tblHeader") is not None
    borders = table._tbl.tblPr.find(f"{{{W}}}tblBorders")
    assert {edge.get(f"{{{W}}}val") for edge in borders} == {"single"}
    cells = table.rows[1].cells
    assert {face[:2] for cell in cells for face in faces(cell.paragraphs[0])} == {(FANGSONG, 14.0)}
    assert [side(cell.paragraphs[0]) for cell in cells] == ["center"] * 4
    widths = [int(one.get(f"{{{W}}}w")) for one in table._tbl.tblGrid]
    assert sum(widths) == 8845


def test_ids_of_controls_and_bookmarks_differ():
    main = zipfile.ZipFile(io.BytesIO(word())).read("word/document.xml").decode()
    root = docx.Document(io.BytesIO(word())).element
    for tag in ("id", "bookmarkStart"):
        ids = [int(node.get(f"{{{W}}}val") or node.get(f"{{{W}}}id")) for node in root.iter(f"{{{W}}}{tag}")]
        assert len(ids) == len(set(ids))
        assert len(ids) >= 12
    assert 'w:name="shilu_0f8fad5bd9cb469fa16570867728950e"' in main


def test_the_same_paper_gives_the_same_bytes():
    assert word(ISSUED) == word(ISSUED)


def test_a_clean_copy_has_the_same_text_and_layout_and_nothing_else():
    bound, clean = docx.Document(io.BytesIO(word(ISSUED))), docx.Document(io.BytesIO(word(ISSUED, clean=True)))
    assert texts(clean) == texts(bound)
    assert [faces(one) for one in clean.paragraphs] == [faces(one) for one in bound.paragraphs]
    assert [indent(one) for one in clean.paragraphs] == [indent(one) for one in bound.paragraphs]
    names = zipfile.ZipFile(io.BytesIO(word(ISSUED, clean=True))).namelist()
    assert not [name for name in names if "customXml" in name or "comment" in name]
    main = clean.element.xml
    assert not any(word_ in main for word_ in ("w:sdt", "w:bookmark", "shilu"))
    core = clean.core_properties
    assert (core.title, core.author, core.last_modified_by, core.created) == ("", "", "", None)


def test_a_title_of_signs_that_xml_cannot_hold_is_written():
    document = docx.Document(io.BytesIO(write_docx(paper(SETTINGS, '甲\x0b乙 <&"> 䶮𠅤'))))
    assert '甲乙 <&"> 䶮𠅤' in [one.text for one in document.paragraphs]


def test_long_papers_are_written_in_order():
    found = [text for text in texts(opened(SETTINGS, LONG_TEXT)) if text.startswith("示例县公安局坚持")]
    assert len(found) == 8
    assert all(one == other for one, other in pairwise(found))
