"""Edited files come back: prose becomes text, numbers changed by hand are decided one by one."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from drafts import BY, OTHER, SETTING, changed, document, saved
from shilu.ledger.clerk import Clerk
from shilu.lib.errors import Refused
from shilu.lib.periods import GREGORIAN
from shilu.reports.drafting.edited import Said, found_of
from shilu.reports.drafting.operations import draft_file, final_file, finish_paper, keep_text, move_paper
from shilu.reports.drafting.settling import settle
from shilu.reports.drafting.stages import Act
from shilu.reports.drafting.taking_back import take_back
from shilu.reports.models import KeptEdit, Paper, TakenBack
from shilu.reports.verify import verify_paper

pytestmark = pytest.mark.database


def body(text: str) -> list[str]:
    return [line for line in text.split("+++")[2].split("\n") if line]


def back(paper: Paper, folder: Path, *changes: tuple[str, str]) -> TakenBack:
    word = draft_file(paper, form="docx", setting=SETTING, by=BY)
    return take_back(paper, saved(changed(word, *changes), folder), setting=SETTING, by=OTHER)


def issued(paper: Paper, clerk: Clerk) -> Paper:
    for act in (Act.HAND_IN, Act.PASS, Act.SIGN):
        move_paper(paper, act, by=BY)
    return finish_paper(Paper.objects.get(), setting=SETTING, clerk=clerk, by=BY)


def test_changed_prose_becomes_the_new_text_and_numbers_stay_bound(paper: Paper, tmp_path: Path) -> None:
    taken = back(
        paper, tmp_path, ("，全局召开例会", "，全县公安机关召开例会"), ("，把学习同业务结合起来。", "，学用结合。")
    )
    found = found_of(taken.found)
    assert found.numbers == ()
    assert [(one.before[-11:], one.after) for one in found.taken][1:] == [
        ("把学习同业务结合起来。", "坚持定期学习，学用结合。")
    ]
    assert found.left == ()
    now = settle(taken, said={}, setting=SETTING, by=OTHER)
    assert body(now.text) == [
        '{{ period }}，全县公安机关召开例会{{ figure("例会") }}，参加{{ figure("例会", quantity="people") }}；刊发{{ \'稿—件\'|replace(\'—\', \'\') }}{{ figure("稿件") }}。',
        "## 主要做法",
        "坚持**定期学习**，学用结合。",
        "各单位做到了相互支持。",
        '{{ table("例会", by="unit", caption="各单位例会") }}',
    ]
    assert now.edition == 2


def test_each_number_changed_by_hand_waits_for_a_word(paper: Paper, tmp_path: Path) -> None:
    taken = back(paper, tmp_path, (">30人次<", ">60人次<"), (">2次<", ">3次<"))
    numbers = found_of(taken.found).numbers
    assert [(one.title, one.printed, one.shown, one.keepable) for one in numbers] == [
        ("例会", "2次", "3次", True),
        ("例会", "30人次", "60人次", True),
    ]
    with pytest.raises(Refused, match="例会"):
        settle(taken, said={numbers[0].id: Said("ledger")}, setting=SETTING, by=OTHER)
    with pytest.raises(Refused, match="3次"):
        settle(taken, said={one.id: Said("keep") for one in numbers}, setting=SETTING, by=OTHER)
    said = {numbers[0].id: Said("ledger"), numbers[1].id: Said("keep", "局长口径，含外聘")}
    now = settle(taken, said=said, setting=SETTING, by=OTHER)
    assert '{{ figure("例会") }}，参加{{ figure("例会", quantity="people", kept="60人次") }}' in now.text
    (row,) = now.kept.all()
    assert (row.shown, row.ledger, row.reason, row.account) == ("60人次", "30人次", "局长口径，含外聘", OTHER.account)


def test_a_kept_number_stays_marked_in_every_later_verify(paper: Paper, tmp_path: Path, clerk: Clerk) -> None:
    taken = back(paper, tmp_path, (">30人次<", ">60人次<"))
    (number,) = found_of(taken.found).numbers
    now = settle(taken, said={number.id: Said("keep", "局长口径")}, setting=SETTING, by=OTHER)
    final = issued(now, clerk)
    for form in ("docx", "clean", "html"):
        file = final_file(final, form=form, by=BY)
        path = saved(bytes(file.content), tmp_path, name=f"{form}.{'html' if form == 'html' else 'docx'}")
        (marked,) = [one for one in verify_paper(path, calendar=GREGORIAN).numbers if one.state != "same"]
        assert (marked.state, marked.shown, marked.issued, marked.now) == ("edited", "60人次", "30人次", "30人次")
        assert marked.kept is not None
        assert (marked.kept.account, marked.kept.reason) == (OTHER.account, "局长口径")


def test_a_number_in_a_drawn_table_is_not_kept_by_hand(paper: Paper, tmp_path: Path) -> None:
    taken = back(paper, tmp_path, (">30<", ">31<"))
    (number,) = found_of(taken.found).numbers
    assert number.keepable is False
    with pytest.raises(Refused, match="31"):
        settle(taken, said={number.id: Said("keep", "理由")}, setting=SETTING, by=OTHER)


def test_new_lines_are_put_in_and_lines_that_are_gone_are_taken_out(paper: Paper, tmp_path: Path) -> None:
    word = draft_file(paper, form="docx", setting=SETTING, by=BY)
    (old,) = [one for one in re.findall(r"<w:p[ >].*?</w:p>", document(word)) if "相互支持" in one]
    new = old.replace("各单位做到了相互支持。", "二、下一步打算") + old.replace("各单位做到了相互支持。", "抓好落实。")
    path = saved(changed(word, (old, new)), tmp_path)
    taken = take_back(paper, path, setting=SETTING, by=OTHER)
    now = settle(taken, said={}, setting=SETTING, by=OTHER)
    assert body(now.text)[2:] == [
        "坚持**定期学习**，把学习同业务结合起来。",
        "## 下一步打算",
        "抓好落实。",
        '{{ table("例会", by="unit", caption="各单位例会") }}',
    ]


def test_a_text_written_on_meanwhile_keeps_both_changes(paper: Paper, tmp_path: Path) -> None:
    word = draft_file(paper, form="docx", setting=SETTING, by=BY)
    on = keep_text(paper, text=paper.text.replace("各单位", "各科所队"), edition=1, setting=SETTING, by=BY)
    path = saved(changed(word, ("，把学习同业务结合起来。", "，学用结合。")), tmp_path)
    taken = take_back(on, path, setting=SETTING, by=OTHER)
    now = settle(taken, said={}, setting=SETTING, by=OTHER)
    assert "各科所队做到了相互支持。" in now.text
    assert "坚持**定期学习**，学用结合。" in now.text


def test_an_edited_final_paper_begins_a_new_edition_and_keeps_its_issue(
    paper: Paper, tmp_path: Path, clerk: Clerk
) -> None:
    final = issued(paper, clerk)
    word = bytes(final_file(final, form="docx", by=BY).content)
    path = saved(changed(word, (">30人次<", ">60人次<"), ("，把学习同业务结合起来。", "，学用结合。")), tmp_path)
    taken = take_back(final, path, setting=SETTING, by=OTHER)
    (number,) = found_of(taken.found).numbers
    new = settle(taken, said={number.id: Said("keep", "局长口径")}, setting=SETTING, by=OTHER)
    assert (new.follows, new.stage, new.issue) == (final.uuid, "draft", None)
    assert 'kept="60人次"' in new.text
    checked = verify_paper(path, calendar=GREGORIAN)
    assert [(one.shown, one.kept.reason if one.kept else None) for one in checked.numbers if one.state != "same"] == [
        ("60人次", "局长口径")
    ]


def test_a_number_kept_in_a_final_paper_stays_marked_in_the_paper_that_follows(
    paper: Paper, tmp_path: Path, clerk: Clerk
) -> None:
    draft = back(paper, tmp_path, (">2次<", ">3次<"))
    (meetings,) = found_of(draft.found).numbers
    final = issued(settle(draft, said={meetings.id: Said("keep", "含补开")}, setting=SETTING, by=BY), clerk)
    word = bytes(final_file(final, form="docx", by=BY).content)
    path = saved(changed(word, (">30人次<", ">60人次<"), ("，把学习同业务结合起来。", "，学用结合。")), tmp_path)
    taken = take_back(final, path, setting=SETTING, by=OTHER)
    (people,) = found_of(taken.found).numbers
    following = settle(taken, said={people.id: Said("keep", "局长口径")}, setting=SETTING, by=OTHER)
    for act in (Act.HAND_IN, Act.PASS, Act.SIGN):
        move_paper(following, act, by=BY)
    last = finish_paper(Paper.objects.get(pk=following.pk), setting=SETTING, clerk=clerk, by=BY)
    clean = saved(bytes(final_file(last, form="clean", by=BY).content), tmp_path, name="clean.docx")
    marked = [one for one in verify_paper(clean, calendar=GREGORIAN).numbers if one.state != "same"]
    assert [(one.shown, one.issued, one.kept and (one.kept.account, one.kept.reason)) for one in marked] == [
        ("3次", "2次", (BY.account, "含补开")),
        ("60人次", "30人次", (OTHER.account, "局长口径")),
    ]


@pytest.mark.parametrize(
    ("table", "when"), [("reports_paper", "NEW.follows IS NOT NULL"), ("reports_keptedit", "NEW.issue IS NULL")]
)
def test_a_fault_while_the_new_edition_is_written_leaves_the_file_to_be_settled(
    paper: Paper, tmp_path: Path, clerk: Clerk, table: str, when: str
) -> None:
    final = issued(paper, clerk)
    word = bytes(final_file(final, form="docx", by=BY).content)
    path = saved(changed(word, (">30人次<", ">60人次<"), ("，把学习同业务结合起来。", "，学用结合。")), tmp_path)
    taken = take_back(final, path, setting=SETTING, by=OTHER)
    (number,) = found_of(taken.found).numbers
    said = {number.id: Said("keep", "局长口径")}
    with rows_refused(table, when=when), pytest.raises(DatabaseError, match="disk is full"):
        settle(taken, said=said, setting=SETTING, by=OTHER)
    assert (Paper.objects.count(), KeptEdit.objects.count()) == (1, 0)
    assert TakenBack.objects.get().settled_at is None
    new = settle(taken, said=said, setting=SETTING, by=OTHER)
    assert (new.follows, KeptEdit.objects.count()) == (final.uuid, 2)
    assert TakenBack.objects.get().settled_at == OTHER.now


@contextmanager
def rows_refused(table: str, *, when: str) -> Iterator[None]:
    """A database that fails at writing some rows of a table."""
    if connection.vendor == "sqlite":
        made = [
            f"CREATE TRIGGER fault BEFORE INSERT ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        ]
        dropped = "DROP TRIGGER fault"
    else:
        made = [
            "CREATE FUNCTION failed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk is full'; END $$",
            f"CREATE TRIGGER fault BEFORE INSERT ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION failed()",
        ]
        dropped = f"DROP TRIGGER fault ON {table}; DROP FUNCTION failed()"
    with connection.cursor() as cursor:
        for statement in made:
            cursor.execute(statement)
        yield
        cursor.execute(dropped)


def test_foreign_and_unchanged_files_are_refused(paper: Paper, tmp_path: Path, clerk: Clerk) -> None:
    word = draft_file(paper, form="docx", setting=SETTING, by=BY)
    with pytest.raises(Refused, match="没有改动"):
        take_back(paper, saved(word, tmp_path), setting=SETTING, by=OTHER)
    foreign = tmp_path / "别的.html"
    foreign.write_text("<p>今天天气很好</p>", encoding="utf-8")
    with pytest.raises(Refused, match=r"别的\.html"):
        take_back(paper, foreign, setting=SETTING, by=OTHER)
    assert TakenBack.objects.count() == 0


def test_a_paper_under_review_comes_back_to_be_written_on(paper: Paper, tmp_path: Path) -> None:
    taken = back(paper, tmp_path, ("，把学习同业务结合起来。", "，学用结合。"))
    under_review = move_paper(paper, Act.HAND_IN, by=BY)
    taken = TakenBack.objects.select_related("paper").get()
    assert under_review.stage == "review"
    now = settle(taken, said={}, setting=SETTING, by=OTHER)
    assert now.stage == "draft"
    assert [one.act for one in now.steps.order_by("id")] == ["hand_in", "recall"]


def test_a_file_is_settled_once(paper: Paper, tmp_path: Path) -> None:
    taken = back(paper, tmp_path, ("，把学习同业务结合起来。", "，学用结合。"))
    settle(taken, said={}, setting=SETTING, by=OTHER)
    with pytest.raises(Refused):
        settle(TakenBack.objects.get(), said={}, setting=SETTING, by=OTHER)


def test_a_changed_title_becomes_the_title_of_the_settings(paper: Paper, tmp_path: Path) -> None:
    taken = back(
        paper,
        tmp_path,
        ("示例局2022年上半年工作情况报告", "关于2022年上半年工作的报告"),
        ("，把学习同业务结合起来。", "，学用结合。"),
    )
    found = found_of(taken.found)
    assert (found.taken[0].before, found.taken[0].after) == (
        "示例局2022年上半年工作情况报告",
        "关于2022年上半年工作的报告",
    )
    assert found.left == ()
    now = settle(taken, said={}, setting=SETTING, by=OTHER)
    assert 'title = "关于2022年上半年工作的报告"\n' in now.text
    assert "坚持**定期学习**，学用结合。" in now.text
    assert now.title == "关于2022年上半年工作的报告"


def test_an_edited_copy_of_the_elder_is_not_taken_for_the_paper_that_keeps_a_number(
    paper: Paper, tmp_path: Path, clerk: Clerk
) -> None:
    final = issued(paper, clerk)
    word = bytes(final_file(final, form="docx", by=BY).content)
    path = saved(changed(word, (">30人次<", ">60人次<"), ("，把学习同业务结合起来。", "，学用结合。")), tmp_path)
    taken = take_back(final, path, setting=SETTING, by=OTHER)
    (people,) = found_of(taken.found).numbers
    following = settle(taken, said={people.id: Said("keep", "局长口径")}, setting=SETTING, by=OTHER)
    for act in (Act.HAND_IN, Act.PASS, Act.SIGN):
        move_paper(following, act, by=BY)
    last = finish_paper(Paper.objects.get(pk=following.pk), setting=SETTING, clerk=clerk, by=BY)
    for of, other in ((final, last), (last, final)):
        clean = changed(bytes(final_file(of, form="clean", by=BY).content), ("2次", "9次"))
        found = verify_paper(saved(clean, tmp_path, name="改.docx"), calendar=GREGORIAN)
        assert (found.paper.uuid, found.by) == (str(of.issue), "text"), other.issue
