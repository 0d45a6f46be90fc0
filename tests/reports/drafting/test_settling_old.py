"""What an earlier report said in a draft: settled one by one, and never final unseen."""

from pathlib import Path

import pytest

import cast
from drafts import BY, OTHER, SETTING, changed, document, saved
from shilu.ledger.clerk import Clerk
from shilu.lib.errors import Refused
from shilu.lib.periods import parse_period
from shilu.reports.drafting.edited import Said, found_of
from shilu.reports.drafting.operations import begin_paper, draft_file, finish_paper, move_paper
from shilu.reports.drafting.queries import kept_of
from shilu.reports.drafting.settling import settle
from shilu.reports.drafting.settling_old import OldSaid, offered_for, open_old, settle_old
from shilu.reports.drafting.stages import Act
from shilu.reports.drafting.taking_back import take_back
from shilu.reports.models import Paper
from shilu.reports.verify import verify_paper

pytestmark = pytest.mark.database

TEXT = """+++
title = "{{ period }}情况"
unit = "示例局"
learned = "2021-H1"
+++

召开例会{{ old("9次", "例会") }}，更换电脑{{ old("12台") }}，与村里共建{{ old("3次") }}。{{ old("全年", until="year") }}平稳。
"""
CLERK = Clerk(account=BY.account.hex, now=BY.now)


@pytest.fixture
def learned(records: list[int]) -> Paper:
    """A paper from a template that was learned from the report of the year before."""
    return begin_paper(
        TEXT,
        template="旧稿.md",
        layout=None,
        unit=cast.unit_uuid("X"),
        period=parse_period("2022-H1"),
        setting=SETTING,
        by=BY,
    )


def said(*answers: OldSaid) -> dict[int, OldSaid]:
    return dict(enumerate(answers))


LATER = OldSaid("later")


def test_each_place_is_told_with_what_the_ledger_says(learned: Paper) -> None:
    places = open_old(learned, setting=SETTING)
    assert [(one.before, one.words) for one in places][:2] == [("召开例会", "9次"), ("召开例会9次，更换电脑", "12台")]
    assert [one.words for one in places][2:] == ["3次", "全年"]
    assert offered_for(learned, places, setting=SETTING) == ["2次", "", "", ""]


def test_a_paper_with_old_numbers_is_not_made_final(learned: Paper) -> None:
    for act in (Act.HAND_IN, Act.PASS, Act.SIGN):
        move_paper(learned, act, by=BY)
    learned.refresh_from_db()
    with pytest.raises(Refused, match="4 处旧数未核：9次〔旧数〕、12台〔旧数〕"):
        finish_paper(learned, setting=SETTING, clerk=CLERK, by=BY)


def test_each_is_replaced_or_kept_with_a_reason_that_every_verify_tells(learned: Paper, tmp_path: Path) -> None:
    answers = said(
        OldSaid("figure"), OldSaid("keep", reason="上级核定"), OldSaid("words", "4*次{"), OldSaid("words", "半年")
    )
    now = settle_old(learned, said=answers, edition=1, setting=SETTING, by=OTHER)
    written = '召开例会{{ figure("例会") }}，更换电脑{{ old("12台", kept="12台") }}，与村里共建4\\*次｛。半年平稳。'
    assert written in now.text
    assert (now.edition, open_old(now, setting=SETTING)) == (2, ())
    (kept,) = kept_of(now)
    assert (kept.title, kept.shown, kept.ledger, kept.reason, kept.account) == (
        "旧数", "12台", "—", "上级核定", OTHER.account,
    )  # fmt: skip
    for act in (Act.HAND_IN, Act.PASS, Act.SIGN):
        move_paper(now, act, by=BY)
    final = finish_paper(Paper.objects.get(), setting=SETTING, clerk=CLERK, by=BY)
    word = bytes(final.files.get(form="docx").content)
    assert "更换电脑" in document(word)
    assert "旧数〕" not in document(word)
    found = verify_paper(saved(word, tmp_path), calendar=SETTING.calendar)
    assert [(one.shown, one.state, one.kept.reason if one.kept else "") for one in found.numbers] == [
        ("2次", "same", ""),
        ("12台", "edited", "上级核定"),
    ]
    assert (found.same, found.kept_only) == (False, True)


def test_a_number_that_a_figure_could_replace_is_kept_against_what_the_ledger_says(learned: Paper) -> None:
    now = settle_old(learned, said={0: OldSaid("keep", reason="含预备会")}, edition=1, setting=SETTING, by=OTHER)
    assert '{{ old("9次", "例会", kept="9次") }}' in now.text
    (kept,) = kept_of(now)
    assert (kept.title, kept.shown, kept.ledger) == ("例会", "9次", "2次")
    assert len(open_old(now, setting=SETTING)) == 3


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (OldSaid("keep"), "为什么保留"),
        (OldSaid("words", " "), "换成什么"),
        (OldSaid("figure"), "没有对应的统计项目"),
        (LATER, "至少说明一处"),
    ],
)
def test_what_is_not_said_is_asked_for(learned: Paper, answer: OldSaid, why: str) -> None:
    with pytest.raises(Refused, match=why):
        settle_old(learned, said={1: answer}, edition=1, setting=SETTING, by=OTHER)


def test_who_had_an_older_text_settles_nothing(learned: Paper) -> None:
    settle_old(learned, said={1: OldSaid("words", "15台")}, edition=1, setting=SETTING, by=BY)
    with pytest.raises(Refused, match="这期间有改动"):
        settle_old(learned, said={1: OldSaid("words", "16台")}, edition=1, setting=SETTING, by=OTHER)


def test_an_old_number_that_is_changed_in_the_file_is_asked_about_and_kept_as_it_was_written(
    learned: Paper, tmp_path: Path
) -> None:
    word = draft_file(learned, form="docx", setting=SETTING, by=BY)
    path = saved(changed(word, ("12台〔旧数〕", "15台")), tmp_path)
    taken = take_back(learned, path, setting=SETTING, by=OTHER)
    (number,) = found_of(taken.found).numbers
    assert (number.title, number.printed, number.shown) == ("旧数", "12台〔旧数〕", "15台")
    now = settle(taken, said={number.id: Said("keep", "局长改的")}, setting=SETTING, by=OTHER)
    assert 'old("12台", kept="15台")' in now.text
    assert [one.words for one in open_old(now, setting=SETTING)] == ["9次", "3次", "全年"]
    assert [(one.shown, one.reason) for one in kept_of(now)] == [("15台", "局长改的")]


def test_each_kept_number_has_its_own_reason_and_person(learned: Paper) -> None:
    Paper.objects.update(text=learned.text.replace('{{ old("12台") }}', '{{ old("9次") }}'))
    learned.refresh_from_db()
    both = said(OldSaid("keep", reason="含预备会"), OldSaid("keep", reason="上级核定"))
    now = settle_old(learned, said=both, edition=1, setting=SETTING, by=OTHER)
    assert [(one.shown, one.ledger, one.reason) for one in kept_of(now)] == [
        ("9次", "2次", "含预备会"), ("9次", "—", "上级核定"),
    ]  # fmt: skip


def test_who_kept_a_number_before_goes_on_keeping_it(learned: Paper) -> None:
    Paper.objects.update(text=learned.text.replace('{{ old("12台") }}', '{{ old("9次") }}'))
    learned.refresh_from_db()
    now = settle_old(learned, said={0: OldSaid("keep", reason="含预备会")}, edition=1, setting=SETTING, by=BY)
    now = settle_old(now, said={0: OldSaid("keep", reason="上级核定")}, edition=2, setting=SETTING, by=OTHER)
    assert [(one.reason, one.account) for one in kept_of(now)] == [
        ("含预备会", BY.account), ("上级核定", OTHER.account),
    ]  # fmt: skip
