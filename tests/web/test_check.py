"""The pages of checking a text."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from shilu.ledger.queries import catalogue_at, position
from shilu.workspace.handed import handed_in_by
from web.examples.check import TEXT, handed
from web.world import World

pytestmark = pytest.mark.database


def _asked(**changes: Any) -> dict[str, Any]:
    return {"text": "", "period": "", "until": "", **changes}


def _words(answer: Any) -> str:
    """The page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def client(world: World) -> Client:
    return world.as_("recorder")


def test_pasted_text_is_checked_for_the_period_that_it_names(client: Client) -> None:
    answer = client.post("/check/", _asked(text=TEXT), follow=True)
    words = _words(answer)
    assert "城东所 · 2022年6月" in words
    assert "≠ 不符 5篇" in words
    assert "稿件 · 台账 3篇" in words
    assert "figure=test%2Farticle&amp;quantity=items&amp;unit=X02&amp;period=2022-06" in answer.content.decode()


def test_numbers_that_agree_lead_to_their_records_and_stand_in_no_note_before_they_are_asked_for(
    client: Client,
) -> None:
    answer = client.post("/check/", _asked(text=TEXT), follow=True)
    assert re.search(r'<a class="claim supports" href="/statistics/entries/[^>]*>1次', answer.content.decode())
    assert "✓ 一致 1次" not in _words(answer)
    assert "✓ 一致 1次" in _words(client.get(answer.request["PATH_INFO"], {"only": "supports"}))


def test_period_that_neither_title_nor_name_says_is_asked_for(client: Client) -> None:
    answer = client.post("/check/", _asked(text="开例会1次。"))
    assert answer.status_code == 422
    assert "统计期：标题和文件名都没有写明统计期，请在这里选择。" in _words(answer)
    assert "开例会1次。" in answer.content.decode()
    chosen = client.post("/check/", _asked(text="开例会1次。", period="2022-06"), follow=True)
    assert "城东所 · 2022年6月" in _words(chosen)


def test_text_cut_off_after_a_day_is_checked_up_to_it(client: Client) -> None:
    answer = client.post("/check/", _asked(text=TEXT, period="2022-06", until="2022-06-05"), follow=True)
    assert "2022年6月（截至6月5日）" in _words(answer)
    late = client.post("/check/", _asked(text=TEXT, period="2022-06", until="2022-05-05"))
    assert (late.status_code, "截至" in _words(late)) == (422, True)


def test_files_are_compared_with_each_other(client: Client) -> None:
    files = [
        SimpleUploadedFile("2022年6月小结.txt", "城东所开例会1次。".encode()),
        SimpleUploadedFile("2022年6月总结.txt", "城东所开例会2次。".encode()),
    ]
    answer = client.post("/check/", {**_asked(), "papers": files}, follow=True)
    assert "与其他文稿不一致" in _words(answer)
    assert "2022年6月总结.txt的标注稿" in _words(answer)


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("稿.txt", b"\xe6\x97\xa0", "稿.txt 中没有可以核对的数字"),
        ("稿.pdf", b"%PDF-1.4", "稿.pdf 是 PDF"),
        ("稿.docx", b"PK\x03\x04broken", "稿.docx"),
    ],
)
def test_file_that_cannot_be_read_is_told_at_its_field(
    client: Client, world: World, name: str, content: bytes, line: str
) -> None:
    answer = client.post("/check/", {**_asked(), "papers": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert line in _words(answer)
    assert handed_in_by(world.workspace.folder, world.accounts["recorder"].uuid, purpose="check") == []


def test_nothing_handed_in_is_told(client: Client) -> None:
    assert "请选择文件，或在下面粘贴文字。" in _words(client.post("/check/", _asked()))


def test_corrected_match_is_remembered_and_checked_again(client: Client, world: World) -> None:
    found = handed(world, "X02", content="2022年6月，城东所开碰头会4次。".encode())
    address = f"/check/{found.uuid}/"
    asked = client.get(address, {"number": "1"})
    assert 'name="phrase" value="开碰头会"' in asked.content.decode()
    answer = client.post(f"{address}match/", {"phrase": "碰头会", "figure": "例会", "number": "1"}, follow=True)
    assert "已记住：“碰头会”指“例会”" in _words(answer)
    assert "例会 · 台账 1次" in _words(answer)
    meaning = catalogue_at().meaning("碰头会")
    assert meaning is not None
    assert meaning.kind.key == "test/meeting"
    before = position()
    again = client.post(f"{address}match/", {"phrase": "碰头会", "figure": "例会", "number": "1"}, follow=True)
    assert "“碰头会”本来就是这样认的，不用再记。" in _words(again)
    assert position() == before


def test_match_with_what_is_no_figure_is_told_at_the_field(client: Client, world: World) -> None:
    found = handed(world, "X02", content="2022年6月，城东所开碰头会4次。".encode())
    answer = client.post(f"/check/{found.uuid}/match/", {"phrase": "碰头会", "figure": "例汇", "number": "1"})
    assert answer.status_code == 422
    assert "没有统计项目“例汇”" in _words(answer)
    assert 'value="例汇"' in answer.content.decode()


def test_marked_copy_of_a_word_file_is_a_word_file_and_of_a_text_a_page(client: Client, world: World) -> None:
    document = Document()
    document.add_paragraph(TEXT)
    stream = BytesIO()
    document.save(stream)
    found = handed(world, "X02", name="稿.docx", content=stream.getvalue())
    answer = client.get(f"/check/{found.uuid}/marked/0/")
    assert "%E7%A8%BF-%E6%A0%87%E6%B3%A8.docx" in answer.headers["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    page = client.get(f"/check/{handed(world, 'X02').uuid}/marked/0/")
    assert "台账中城东所2022年6月“稿件”为3篇" in b"".join(page.streaming_content).decode()  # type: ignore[attr-defined]
    assert client.get(f"/check/{found.uuid}/marked/1/").status_code == 404


def test_erasing_asks_first_and_leaves_nothing(client: Client, world: World) -> None:
    found = handed(world, "X02")
    assert "台账不受影响" in _words(client.get(f"/check/{found.uuid}/erase/"))
    assert found.folder.is_dir()
    client.post(f"/check/{found.uuid}/erase/")
    assert not found.folder.exists()
    assert client.get(f"/check/{found.uuid}/").status_code == 404


def test_text_of_another_unit_or_purpose_is_not_there(client: Client, world: World) -> None:
    assert client.get(f"/check/{handed(world, 'X03').uuid}/").status_code == 404
    assert client.get(f"/check/{handed(world, 'X02', purpose='fill').uuid}/").status_code == 404
    assert client.get(f"/check/{uuid4()}/").status_code == 404


def test_colleague_who_writes_papers_of_the_unit_sees_the_text(world: World) -> None:
    found = handed(world, "X02")
    assert world.as_("reviewer").get(f"/check/{found.uuid}/").status_code == 200
    assert "最近上传" not in _words(world.as_("reviewer").get("/check/"))
    assert "最近上传" in _words(world.as_("recorder").get("/check/"))


def test_number_of_another_unit_is_never_told(client: Client, world: World) -> None:
    found = handed(world, "X02", content="2022年6月，城西所开例会3次，城东所开例会1次。".encode())
    words = _words(client.get(f"/check/{found.uuid}/", {"only": "all"}))
    assert "30人次" not in words
    assert "城西所2022年6月" not in words


def test_queries_do_not_grow_with_the_numbers_of_a_text(
    client: Client, world: World, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    few, many = handed(world, "X02"), handed(world, "X02", content=(TEXT * 20).encode())
    for found in (few, many):
        with django_assert_max_num_queries(45):
            client.get(f"/check/{found.uuid}/", {"only": "all"})


def test_marks_and_notes_speak_english_too(client: Client, world: World) -> None:
    client.cookies["django_language"] = "en"
    words = _words(client.get(f"/check/{handed(world, 'X02').uuid}/"))
    assert "≠ differs 5篇" in words
    assert "Download the marked copy" in words
