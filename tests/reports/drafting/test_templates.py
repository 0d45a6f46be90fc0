"""Templates renamed, replaced, taken out of the list and put back."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import cast
from drafts import BY, TEXT
from papers import word
from shilu.deadlines.due import NewDeadline, Sort
from shilu.deadlines.models import Deadline
from shilu.deadlines.operations import add_deadline
from shilu.deadlines.repeating import Repeats
from shilu.lib.errors import Refused
from shilu.lib.periods import parse_period
from shilu.reports.drafting.queries import template_of, templates_in
from shilu.reports.drafting.templates import put_back, rename_template, replace_template, take_out, taken_out
from shilu.reports.models import Paper

pytestmark = pytest.mark.database

NOW = datetime(2022, 7, 4, 1, 30, tzinfo=UTC)
OWN = TEXT.replace("+++\n", '+++\nlayout = "半年报告.docx"\n', 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one template in its own layout."""
    (tmp_path / "半年报告.md").write_text(OWN, encoding="utf-8")
    (tmp_path / "半年报告.docx").write_bytes(word())
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def test_a_template_is_renamed_with_its_layout_its_papers_and_its_deadlines(folder: Path, paper: Paper) -> None:
    due = NewDeadline(
        cast.unit_uuid("X"), Sort.REPORT, "半年报告", date(2022, 7, 15), Repeats.HALF_YEARLY, parse_period("2022-H1"),
        template="半年报告.md",
    )  # fmt: skip
    add_deadline(due, by=BY)
    rename_template(folder, "半年报告.md", to="半年总结")
    assert names(folder) == ["半年总结.docx", "半年总结.md"]
    text, layout = template_of(folder, "半年总结.md")
    assert (text, layout) == (OWN.replace("半年报告.docx", "半年总结.docx"), word())
    assert [Paper.objects.get().template, Deadline.objects.get().template] == ["半年总结.md", "半年总结.md"]


@pytest.mark.usefixtures("bureau")
def test_a_layout_that_another_template_uses_stays(folder: Path) -> None:
    (folder / "季报.md").write_text(OWN, encoding="utf-8")
    rename_template(folder, "半年报告.md", to="半年总结")
    assert names(folder) == ["半年总结.md", "半年报告.docx", "季报.md"]
    assert template_of(folder, "半年总结.md") == (OWN, word())
    take_out(folder, "季报.md", now=NOW)
    assert template_of(folder, "半年总结.md") == (OWN, word())


def test_a_name_that_is_taken_is_refused(folder: Path) -> None:
    (folder / "季报.md").write_text(TEXT, encoding="utf-8")
    with pytest.raises(Refused, match="已有名为“季报”的模板"):
        rename_template(folder, "半年报告.md", to="季报")
    assert names(folder) == ["半年报告.docx", "半年报告.md", "季报.md"]


def test_a_template_is_taken_out_and_put_back_as_it_was(folder: Path) -> None:
    take_out(folder, "半年报告.md", now=NOW)
    assert (names(folder), templates_in(folder)) == ([], [])
    (one,) = taken_out(folder)
    assert (one.name, one.since) == ("半年报告", datetime(2022, 7, 4, 9, 30))  # noqa: DTZ001
    assert put_back(folder, one.key) == "半年报告"
    assert template_of(folder, "半年报告.md") == (OWN, word())
    assert taken_out(folder) == []
    with pytest.raises(Refused, match="已经放回"):
        put_back(folder, one.key)


def test_a_template_that_cannot_be_read_can_be_taken_out(folder: Path) -> None:
    (folder / "坏.md").write_text("+++\n没有结束", encoding="utf-8")
    take_out(folder, "坏.md", now=NOW)
    assert [one.name for one in templates_in(folder)] == ["半年报告.md"]


def test_an_edited_text_takes_the_place_and_the_one_before_is_kept(folder: Path) -> None:
    for text in (OWN + "补一句。", OWN + "又一句。"):
        replace_template(folder, "半年报告.md", text=text, layout=None, now=NOW)
    assert template_of(folder, "半年报告.md") == (OWN + "又一句。", word())
    last, first = taken_out(folder)
    with pytest.raises(Refused, match="请先把它改名或者移出"):
        put_back(folder, last.key)
    take_out(folder, "半年报告.md", now=NOW)
    put_back(folder, first.key)
    assert template_of(folder, "半年报告.md") == (OWN, word())


@pytest.mark.parametrize(
    ("text", "layout", "why"),
    [
        ("{{ figure( }}", None, "半年报告.md 第 1 行"),
        ("+++\ntitel = '题'\n+++\n", None, "titel"),
        ('+++\nlayout = "没有.docx"\n+++\n', None, "没有.docx"),
        ("只有文字。", b"PK", "把 layout 写成“半年报告.docx”"),
    ],
)
def test_what_cannot_be_a_template_is_refused_and_nothing_changes(
    folder: Path, text: str, layout: bytes | None, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        replace_template(folder, "半年报告.md", text=text, layout=layout, now=NOW)
    assert (template_of(folder, "半年报告.md"), taken_out(folder)) == ((OWN, word()), [])


def test_nothing_outside_the_folder_is_touched(folder: Path) -> None:
    inside = folder / "内"
    inside.mkdir()
    for name in ("../半年报告.md", "没有.md", ".md"):
        with pytest.raises(Refused):
            take_out(inside, name, now=NOW)
    assert names(folder) == ["半年报告.docx", "半年报告.md"]
