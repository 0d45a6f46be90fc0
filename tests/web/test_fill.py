"""The pages of filling a form."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from web.examples.check import handed
from web.examples.fill import form, named
from web.world import World

pytestmark = pytest.mark.database


def _words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def _sheet(answer: Any) -> Any:
    return load_workbook(BytesIO(b"".join(answer.streaming_content))).active


@pytest.fixture
def client(world: World) -> Client:
    return world.as_("recorder")


@pytest.fixture
def address(world: World) -> str:
    return f"/fill/{named(world, 'X02')['uuid']}/"


def _asked(**changes: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("附件1.xlsx", form()), "period": "2022-06", "until": "", "zero": "0", **changes}


def test_form_is_filled_and_shown_as_it_stands(client: Client) -> None:
    answer = client.post("/fill/", _asked(), follow=True)
    words = _words(answer)
    assert "城东所 · 2022年6月 · 已填 3 格，留空 2 格" in words
    assert "2 例会 1 20 3 晨间微讲坛 ○ 留空 ○ 留空" in words
    assert "4 填报人：recorder某" in words
    assert "没有叫“晨间微讲坛”的统计项目" in words


def test_both_copies_are_taken_away_and_the_one_to_send_is_clean(client: Client, address: str) -> None:
    clean, working = _sheet(client.get(f"{address}clean/")), _sheet(client.get(f"{address}working/"))
    assert [clean["B2"].value, clean["C2"].value, clean["B3"].value] == [1, 20, None]
    assert clean["B2"].comment is None
    assert "记录 3" in working["B2"].comment.text


def test_number_leads_to_its_records(client: Client, address: str) -> None:
    place = {"table": "统计表", "row": 2, "column": 2}
    whole = _words(client.get(f"{address}cell/", place))
    assert "统计表 B2 · 1" in whole
    assert "这一格由 1 条记录得出。 2022-06-01 城东所 · 城东例会 1次 20人次" in whole
    part = client.get(f"{address}cell/", place, headers={"HX-Request": "true"})
    assert part.content.decode().startswith("<button")
    assert client.get(f"{address}cell/", {**place, "row": 3}).status_code == 404
    assert client.get(f"{address}cell/", {**place, "row": "x"}).status_code == 404


def test_heading_that_was_not_understood_is_said_and_the_form_filled_again(client: Client, address: str) -> None:
    asked = client.get(address, {"word": "晨间微讲坛"})
    assert 'name="phrase" value="晨间微讲坛"' in asked.content.decode()
    answer = client.post(
        f"{address}match/", {"phrase": "晨间微讲坛", "figure": "例会", "word": "晨间微讲坛"}, follow=True
    )
    words = _words(answer)
    assert "3 晨间微讲坛 1 20" in words
    assert "晨间微讲坛 ✓ 例会" in words


def test_period_is_that_of_the_title_unless_one_is_chosen(client: Client) -> None:
    book = load_workbook(BytesIO(form()))
    book.active.insert_rows(1)
    book.active["A1"] = "2022年第二季度统计表"
    stream = BytesIO()
    book.save(stream)
    titled = SimpleUploadedFile("附件1.xlsx", stream.getvalue())
    assert "城东所 · 2022年第二季度" in _words(client.post("/fill/", _asked(file=titled, period=""), follow=True))
    untitled = client.post("/fill/", _asked(period=""))
    assert (untitled.status_code, "请在这里选择" in _words(untitled)) == (422, True)


def test_heading_cannot_mean_what_is_no_figure(client: Client, address: str) -> None:
    data = {"phrase": "晨间微讲坛", "figure": "没有的", "word": "晨间微讲坛"}
    answer = client.post(f"{address}match/", data)
    assert answer.status_code == 422
    assert "没有统计项目“没有的”" in _words(answer)


def test_what_nothing_is_written_as_is_chosen(client: Client, world: World) -> None:
    world.as_("recorder")
    answer = client.post("/fill/", _asked(zero="/", period="2022-05"), follow=True)
    assert "例会 ○ 留空" in _words(answer)  # May is not reported
    bad = client.post("/fill/", _asked(zero="x"))
    assert bad.status_code == 422


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("附件.xlsx", b"", "文件是空的，请重新复制或另存一份。"),
        ("附件.txt", b"abc", "附件.txt"),
        ("附件.xlsx", b"PK\x03\x04x", "附件.xlsx"),
    ],
)
def test_file_that_is_no_form_is_told_at_its_field(client: Client, name: str, content: bytes, line: str) -> None:
    answer = client.post("/fill/", _asked(file=SimpleUploadedFile(name, content)))
    assert answer.status_code == 422
    assert line in _words(answer)


def test_form_without_an_empty_cell_says_so(client: Client, world: World) -> None:
    book = load_workbook(BytesIO(form()))
    for row in book.active.iter_rows(min_row=1, max_row=4):
        for cell in row:
            cell.value = 1
    stream = BytesIO()
    book.save(stream)
    found = handed(world, "X02", purpose="fill", name="满.xlsx", content=stream.getvalue())
    answer = client.get(f"/fill/{found.uuid}/")
    assert (answer.status_code, "满.xlsx" in _words(answer)) == (200, True)


def test_form_that_names_another_unit_tells_nothing_of_it(client: Client, world: World) -> None:
    book = load_workbook(BytesIO(form()))
    sheet = book.active
    for at, row in enumerate((("单位", "例会（次）"), ("城东所", None), ("城西所", None), ("", None)), start=1):
        for column, value in enumerate((*row, None), start=1):
            sheet.cell(at, column).value = value
    stream = BytesIO()
    book.save(stream)
    found = handed(world, "X02", purpose="fill", name="单位.xlsx", content=stream.getvalue())
    written = _sheet(client.get(f"/fill/{found.uuid}/clean/"))
    assert [written["B2"].value, written["B3"].value] == [1, None]


def test_queries_do_not_grow_with_the_cells(
    client: Client, world: World, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    book = load_workbook(BytesIO(form()))
    for number in range(6, 40):
        book.active.cell(number, 1).value = "例会"
    stream = BytesIO()
    book.save(stream)
    large = handed(world, "X02", purpose="fill", name="大.xlsx", content=stream.getvalue())
    for uuid in (named(world, "X02")["uuid"], large.uuid):
        with django_assert_max_num_queries(80):
            client.get(f"/fill/{uuid}/")
