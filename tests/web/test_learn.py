"""The pages of making a template of a report."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from web.examples.check import handed
from web.examples.learn import report
from web.world import World

pytestmark = pytest.mark.database


def _words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def client(world: World) -> Client:
    return world.as_("recorder")


@pytest.fixture
def address(world: World) -> str:
    return f"/learn/{handed(world, 'X02', purpose='learn', name='6月报告.docx', content=report()).uuid}/"


def test_report_is_read_for_the_period_of_its_title(client: Client) -> None:
    data = {"file": SimpleUploadedFile("报告.docx", report()), "period": "", "until": ""}
    words = _words(client.post("/learn/", data, follow=True))
    assert "城东所 · 2022年6月" in words
    assert "2 个数自动取数" in words
    assert "? “5篇” 第2段".replace("“", "").replace("”", "") in words


def test_template_is_saved_with_its_layout_and_its_numbers_are_bound(
    client: Client, world: World, address: str
) -> None:
    client.post(f"{address}save/", {"name": "月度报告"})
    folder = world.workspace.templates
    assert sorted(path.name for path in folder.iterdir()) == ["月度报告.docx", "月度报告.md"]
    text = (folder / "月度报告.md").read_text(encoding="utf-8")
    assert 'every = "month"\nlearned = "2022-06"\nlayout = "月度报告.docx"' in text
    assert '{{ figure("例会"' in text
    assert '刊发稿件{{ old("5篇", "稿件", like="5篇") }}。' in text


def test_what_could_stand_there_is_said_in_words(client: Client, address: str) -> None:
    answer = client.get(address)
    assert "对应的统计项目： 稿件（篇） 。写新稿时，在“逐处核对”里一按就换成它" in _words(answer)
    assert 'title="例会（次）"' in answer.content.decode()
    assert "{{" not in answer.content.decode()


def test_name_that_is_taken_is_told_and_nothing_is_written_over(client: Client, world: World, address: str) -> None:
    (world.workspace.templates / "月度报告.md").write_text("旧", encoding="utf-8")
    answer = client.post(f"{address}save/", {"name": "月度报告"})
    assert answer.status_code == 422
    assert "已有名为“月度报告”的模板" in _words(answer)
    assert (world.workspace.templates / "月度报告.md").read_text(encoding="utf-8") == "旧"


@pytest.mark.parametrize("name", ["../月度报告", "a/b", "季报？：*", ".月报", "月|报"])
def test_name_that_would_be_changed_is_refused_at_its_field(
    client: Client, world: World, address: str, name: str
) -> None:
    answer = client.post(f"{address}save/", {"name": name})
    assert answer.status_code == 422
    assert f"“{name}”不能做名称：不能有斜杠、冒号、星号、问号、引号、尖括号、竖线，开头不能是点。" in _words(answer)
    assert list(world.workspace.templates.iterdir()) == []


def test_name_without_the_year_is_offered(client: Client, world: World) -> None:
    found = handed(world, "X02", purpose="learn", name="2022年半年报告.docx", content=report())
    assert 'name="name" value="半年报告"' in client.get(f"/learn/{found.uuid}/").content.decode()


def test_phrase_that_was_corrected_is_learned_again(client: Client, world: World) -> None:
    document = report().replace(b"", b"")
    found = handed(world, "X02", purpose="learn", name="报告.docx", content=document)
    answer = client.post(
        f"/learn/{found.uuid}/match/", {"phrase": "碰头会", "figure": "例会", "number": "1"}, follow=True
    )
    assert "已记住：“碰头会”指“例会”" in _words(answer)
    bad = client.post(f"/learn/{found.uuid}/match/", {"phrase": "碰", "figure": "例会", "number": "1"})
    assert bad.status_code == 422


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [("报告.txt", "2022年6月开会8次".encode(), "不是 Word 文件"), ("报告.docx", b"PK\x03\x04", "报告.docx")],
)
def test_file_of_which_no_template_is_made_is_told_at_its_field(
    client: Client, name: str, content: bytes, line: str
) -> None:
    answer = client.post("/learn/", {"file": SimpleUploadedFile(name, content), "period": "2022-06", "until": ""})
    assert answer.status_code == 422
    assert line in _words(answer)


def test_report_of_another_unit_is_not_there(client: Client, world: World) -> None:
    found = handed(world, "X03", purpose="learn", name="报告.docx", content=report())
    assert client.get(f"/learn/{found.uuid}/").status_code == 404
    assert client.post(f"/learn/{found.uuid}/save/", {"name": "x"}).status_code == 404
