"""Paragraphs of a Word file given other words."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from papers import number
from shilu.reports.document import Text
from shilu.reports.docx.aligned import aligned
from shilu.reports.docx.rewriting import rewrite, words_of
from shilu.reports.docx.runs import Controls

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)


def paragraph(*inner: str) -> etree._Element:
    return etree.fromstring(f'<w:p xmlns:w="{W}">{"".join(inner)}</w:p>')


def run(text: str, look: str = "") -> str:
    return f"<w:r>{f'<w:rPr><w:{look}/></w:rPr>' if look else ''}<w:t>{text}</w:t></w:r>"


def looks(one: etree._Element) -> list[tuple[str, str]]:
    """Each run's look and words."""
    return [
        ("".join(child.tag.split("}")[1] for child in r.findall(f"{{{W}}}rPr/*")), "".join(r.itertext()))
        for r in one.iter(f"{{{W}}}r")
    ]


def test_each_sign_that_stays_keeps_its_looks_and_a_new_one_takes_its_neighbours() -> None:
    one = paragraph(run("上好党课。", "b"), run("讲党课两次", "i"), run("，结束。"))
    rewrite([one], (Text("上好党课。又讲党课十二次，都结束。"),), Controls(on=False))
    assert looks(one) == [("b", "上好党课。"), ("i", "又讲党课十二次"), ("", "，都结束。")]


def test_a_number_is_bound_with_the_looks_that_it_had() -> None:
    one = paragraph(run("学习"), run("2", "b"), run("次。"))
    rewrite([one], (Text("学习"), number("n1", "12次"), Text("。")), Controls(on=True))
    assert looks(one) == [("", "学习"), ("b", "12"), ("", "次"), ("", "。")]
    (control,) = one.iter(f"{{{W}}}sdtContent")
    assert "".join(control.itertext()) == "12次"


def test_pictures_and_blanks_at_the_edges_stay_and_notes_on_spelling_go() -> None:
    one = paragraph(run("　　学习"), '<w:proofErr w:type="spellStart"/>', "<w:r><w:drawing/></w:r>", run("2次。 "))
    rewrite([one], (Text("学习3次。"),), Controls(on=False))
    assert [child.tag.split("}")[1] for child in one.iter()][1:] == ["r", "t", "r", "drawing", "r", "t"]
    assert words_of([one]) == "　　学习3次。 "


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, max_size=4))
def test_whatever_stood_there_the_new_words_stand_there_now(old: list[str], new: list[str]) -> None:
    root = paragraph(*[f'<w:r><w:rPr><w:sz w:val="{at}"/></w:rPr><w:t/></w:r>' for at, _text in enumerate(old)])
    for element, text in zip(root.iter(f"{{{W}}}t"), old, strict=True):
        element.text = text
    before = "".join(old)
    lead, tail = before[: len(before) - len(before.lstrip())], before[len(before.rstrip()) :] if before.strip() else ""
    rewrite([root], tuple(Text(text) for text in new), Controls(on=False))
    assert words_of([root]) == lead + "".join(new) + tail


def test_lines_find_the_lines_whose_words_they_share() -> None:
    old = [("words", text) for text in ("关于2022年上半年的报告", "市局：", "讲党课2次", "谈话40余次", "某局")]
    new = [("words", text) for text in ("关于2022年下半年的报告", "市局：", "今年新写的一段", "讲党课11次", "某局")]
    assert aligned(old, new) == [(0, 0), (1, 1), (None, 2), (2, 3), (3, None), (4, 4)]


def test_a_table_is_never_the_partner_of_a_paragraph() -> None:
    assert aligned([("table", "讲党课2次")], [("words", "讲党课2次")]) == [(0, None), (None, 0)]
