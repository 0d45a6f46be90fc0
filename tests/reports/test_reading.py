import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from papers import ISSUE, ISSUED, SETTINGS, SHOWN, TEXT, numbers, paper, word
from shilu.reports.docx import write_docx
from shilu.reports.flow import Expected
from shilu.reports.html import write_html
from shilu.reports.reading import PaperRead, Typed, located, read_paper

POINTS = {"p1": "2", "p2": "4", "p3": "2", "p4": "1", "p5": "3"}
ALL = {**SHOWN, "r1": "《基层的一天》（省级二等奖，2022年3月）", **POINTS}


def changed(content: bytes, name: str, change) -> bytes:
    """The package with the text of one part changed, or without it where ``change`` is None."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for part in archive.namelist():
            text = archive.read(part)
            if part != name:
                out.writestr(part, text)
            elif change is not None:
                out.writestr(part, change(text.decode()))
    return made.getvalue()


def edited(content: bytes, *pairs: tuple[str, str]) -> bytes:
    def change(text: str) -> str:
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        return text

    return changed(content, "word/document.xml", change)


def without(content: bytes, *patterns: str) -> bytes:
    def change(text: str) -> str:
        for pattern in patterns:
            text = re.sub(pattern, "", text, flags=re.DOTALL)
        return text

    return changed(content, "word/document.xml", change)


CONTROLS = (r"<w:sdtPr>.*?</w:sdtPr>", r"</?w:sdt>", r"</?w:sdtContent>")
BOOKMARKS = (r"<w:bookmark(?:Start|End)[^>]*/>",)


@pytest.fixture
def read(tmp_path: Path):
    def of(content: bytes | str, name: str = "paper.docx") -> PaperRead:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_paper(path)

    return of


def shown(found: PaperRead) -> dict[str, str]:
    return {one.id: one.shown for one in found.found}


def expected() -> list[Expected]:
    return [Expected(one.binding.id, one.shown, one.before, one.after) for one in numbers()]


def test_a_paper_says_which_issue_it_is(read):
    found = read(word())
    assert (found.issue, found.as_of, found.root, found.is_draft) == (ISSUE.uuid, 112, "ab" * 32, False)


def test_a_draft_says_so(read):
    found = read(write_docx(paper()))
    assert (found.issue, found.is_draft) == ("", True)


def test_every_number_is_found_by_its_control_and_those_of_a_chart_by_their_words(read):
    found = read(word(ISSUED))
    assert shown(found) == ALL
    assert found.missing == ()
    assert {one.id for one in found.found if one.how != "control"} == set(POINTS)


def test_the_copy_in_the_file_says_what_each_number_is(read):
    stored = {one.binding.id: one for one in read(word()).numbers}
    assert stored == {one.binding.id: one for one in numbers()}
    assert (stored["n1"].before, stored["n1"].after) == ("习\n上半年组织中心组学习", "，比去年同期增加3次，参")


def test_typed_numbers_are_listed_and_dates_and_marks_are_not(read):
    assert read(word(ISSUED)).typed == (Typed("17场", "第12段"), Typed("35", "表1第3行第4列"))


@pytest.mark.parametrize(
    ("patterns", "hows"),
    [
        (CONTROLS, {"bookmark": 12, "context": 5}),
        (BOOKMARKS, {"control": 12, "context": 5}),
        ((*CONTROLS, *BOOKMARKS), {"context": 17}),
    ],
)
def test_numbers_are_found_after_a_program_dropped_controls_or_bookmarks(read, patterns, hows):
    found = read(without(word(ISSUED), *patterns))
    assert shown(found) == ALL
    assert Counter(one.how for one in found.found) == hows


def test_the_bookmark_carries_the_issue_when_the_custom_part_is_gone(read):
    found = read(changed(word(), "customXml/item2.xml", None))
    assert (found.issue, found.stored) == (ISSUE.uuid, None)
    assert {one.id: one.shown for one in located(found, expected())} == ALL


@pytest.mark.parametrize("kind", ["word", "html"])
def test_a_clean_copy_is_known_by_its_text_and_its_numbers_by_theirs(read, kind):
    if kind == "word":
        bound, clean = read(word(ISSUED)), read(word(ISSUED, clean=True), "clean.docx")
    else:
        document = paper(ISSUED)
        bound = read(write_html(document, issue=ISSUE), "paper.html")
        clean = read(write_html(document, clean=True), "clean.html")
    assert (clean.issue, clean.stored, clean.is_draft) == ("", None, False)
    assert clean.text_digest == bound.text_digest == read(word(ISSUED)).text_digest
    assert {one.id: one.shown for one in located(clean, expected())} == ALL


def test_an_edited_number_shows_what_stands_there_now(read):
    found = read(edited(word(), (">8次<", ">9次<"), (">120人次<", ">一百二十人次<")))
    assert shown(found) == {**ALL, "n1": "9次", "n6": "一百二十人次"}


def test_digits_that_were_typed_against_a_number_belong_to_it(read):
    found = read(edited(word(), ("上半年组织中心组学习<", "上半年组织中心组学习1<")))
    assert shown(found)["n1"] == "18次"


def test_the_mark_of_an_item_is_no_part_of_the_number_after_it(read):
    text = TEXT.replace("培训民辅警{n6}，", "{n6}培训")
    found = read(word(SETTINGS, text))
    assert shown(found)["n6"] == "120人次"


def test_an_edited_number_is_found_by_its_context_when_nothing_else_is_left(read):
    bare = without(word(), *CONTROLS, *BOOKMARKS)
    found = read(edited(bare, (">8次<", ">19场次<"), (">41<", ">42<"), (">不足5人<", ">6人<")))
    assert shown(found) == {**ALL, "n1": "19场次", "n9": "42", "n11": "6人"}


def test_a_number_that_was_deleted_is_missing(read):
    assert read(edited(word(), (">12场<", "><"))).missing == ("n5",)
    bare = without(word(), *CONTROLS, *BOOKMARKS)
    assert read(without(bare, r"<w:t[^>]*>，参加</w:t>.*?1204人次</w:t>")).missing == ("n3",)


def test_tracked_changes_count_as_made(read):
    def track(text: str) -> str:
        run = re.search(r"<w:r>(?:(?!</w:r>).)*>8次</w:t></w:r>", text).group()
        gone = run.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        made = f'<w:del w:id="900" w:author="领导">{gone}</w:del><w:ins w:id="901" w:author="领导">{run.replace("8次", "10次")}</w:ins>'
        return text.replace(run, made, 1)

    assert shown(read(changed(word(), "word/document.xml", track)))["n1"] == "10次"


def test_a_moved_paragraph_keeps_its_numbers(read):
    def move(text: str) -> str:
        at = text.index("谈心谈话")
        start, end = text.rindex("<w:p>", 0, at), text.index("</w:p>", at) + 6
        piece = text[start:end]
        rest = text[:start] + text[end:]
        first = rest.index("<w:p>")
        return rest[:first] + piece + rest[first:]

    for content in (word(), without(word(), *CONTROLS, *BOOKMARKS)):
        assert shown(read(changed(content, "word/document.xml", move))) == ALL


def test_text_boxes_are_read(read):
    box = '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r><w:t>另有88次</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    found = read(edited(word(), ("现将有关情况报告如下。</w:t></w:r>", f"现将有关情况报告如下。</w:t></w:r>{box}")))
    assert "88次" in [one.shown for one in found.typed]


def test_an_html_paper_is_read_back(read):
    html = write_html(paper(ISSUED), issue=ISSUE)
    found = read(html, "paper.html")
    assert (found.issue, found.as_of, found.root) == (ISSUE.uuid, 112, "ab" * 32)
    assert shown(found) == ALL
    assert found.numbers == numbers(ISSUED)
    assert found.typed == (Typed("17场", "第11段"), Typed("35", "表1第3行第4列"))
    stripped = re.sub(r"</?data[^>]*>", "", html)
    assert shown(read(stripped, "other.html")) == ALL
    assert shown(read(html.replace(">8次<", ">9次<"), "edited.html"))["n1"] == "9次"


def test_an_html_paper_in_gb18030_is_read(read):
    html = write_html(paper(), issue=ISSUE).replace('charset="utf-8"', 'charset="gb18030"')
    assert shown(read(html.encode("gb18030"), "paper.html")) == ALL


def test_a_foreign_paper_has_no_issue_and_all_its_numbers_are_typed(read):
    document = write_docx(paper(SETTINGS, "今年学习8次。"), clean=True)
    found = read(document)
    assert (found.issue, found.stored, found.found) == ("", None, ())
    assert found.typed == (Typed("8次", "第2段"),)
