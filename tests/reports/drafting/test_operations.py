"""A paper from its first words to its sending."""

from datetime import date

import pytest

import cast
from drafts import BY, OTHER, SETTING, TEXT
from shilu.ledger.clerk import Clerk
from shilu.ledger.sight import Part, Sight
from shilu.lib.errors import Refused
from shilu.lib.periods import GREGORIAN
from shilu.reports.drafting.composing import Setting
from shilu.reports.drafting.operations import (
    draft_file,
    drop_paper,
    file_name,
    final_file,
    finish_paper,
    keep_text,
    move_paper,
    sign_on_sheet,
)
from shilu.reports.drafting.queries import days_late, figures_offered, moved_since_signing, steps_of, template_of
from shilu.reports.drafting.sending import Sent, correct_sending, record_sending, take_sending_back
from shilu.reports.drafting.stages import Act
from shilu.reports.models import Paper, Sending
from shilu.reports.queries import issued_papers

pytestmark = pytest.mark.database


def signed(paper: Paper) -> Paper:
    for act in (Act.HAND_IN, Act.PASS, Act.SIGN):
        move_paper(paper, act, by=BY)
    return Paper.objects.get(pk=paper.pk)


def test_a_paper_takes_its_title_from_its_text(paper: Paper) -> None:
    assert (paper.title, paper.stage, paper.edition) == ("示例局2022年上半年工作情况报告", "draft", 1)


def test_a_text_is_not_written_over_by_who_had_an_older_one(paper: Paper) -> None:
    now = keep_text(paper, text=TEXT + "\n补一句。\n", edition=1, setting=SETTING, by=BY)
    assert now.edition == 2
    with pytest.raises(Refused, match="别人"):
        keep_text(paper, text="另一稿", edition=1, setting=SETTING, by=OTHER)
    assert Paper.objects.get().text.endswith("补一句。\n")


def test_a_text_that_is_not_right_yet_is_kept(paper: Paper) -> None:
    now = keep_text(paper, text="# 题目\n\n{{ figure(", edition=1, setting=SETTING, by=BY)
    assert (now.edition, now.title) == (2, "示例局2022年上半年工作情况报告")


def test_only_what_follows_can_be_done(paper: Paper) -> None:
    with pytest.raises(Refused, match="拟稿"):
        move_paper(paper, Act.SIGN, by=BY)
    move_paper(paper, Act.HAND_IN, by=BY)
    with pytest.raises(Refused, match="待审核"):
        keep_text(paper, text="改", edition=1, setting=SETTING, by=BY)
    with pytest.raises(Refused):
        move_paper(paper, Act.RETURN, by=OTHER, words=" ")
    move_paper(paper, Act.RETURN, by=OTHER, words="第二段再短些")
    assert [(one.act, one.before, one.after, one.words, one.account) for one in steps_of(paper)] == [
        ("hand_in", "draft", "review", "", BY.account),
        ("return", "review", "draft", "第二段再短些", OTHER.account),
    ]


def test_the_scan_of_the_signed_page_is_the_signature(paper: Paper) -> None:
    move_paper(paper, Act.HAND_IN, by=BY)
    for name, content in (("签.exe", b"MZ"), ("签.pdf", b"MZ"), ("签.docx", b"PK")):
        with pytest.raises(Refused, match="签"):
            sign_on_sheet(paper, scan=content, name=name, signer="张三", by=BY)
    now = sign_on_sheet(paper, scan=b"%PDF-1.4 scan", name="签发单.pdf", signer="张三", by=BY)
    assert now.stage == "signed"
    assert [(one.act, one.signer) for one in steps_of(paper)][-1] == ("sign_sheet", "张三")
    assert [(one.form, one.name, bytes(one.content)) for one in paper.files.all()] == [
        ("scan", "签发单.pdf", b"%PDF-1.4 scan")
    ]


def test_a_final_paper_is_an_issue_of_the_ledger_with_its_files(paper: Paper, clerk: Clerk) -> None:
    final = finish_paper(signed(paper), setting=SETTING, clerk=clerk, by=BY)
    (issue,) = issued_papers()
    assert (str(final.issue), final.stage, issue.title) == (issue.uuid, "final", final.title)
    assert [one.form for one in final.files.order_by("id")] == ["docx", "clean", "html"]
    assert bytes(final_file(final, form="docx", by=BY).content)[:2] == b"PK"
    assert file_name(final, "clean") == "示例局2022年上半年工作情况报告（报送）.docx"
    with pytest.raises(Refused):
        finish_paper(Paper.objects.get(), setting=SETTING, clerk=clerk, by=BY)
    with pytest.raises(Refused):
        drop_paper(final)


def test_numbers_that_moved_since_the_signature_are_told(paper: Paper, clerk: Clerk) -> None:
    now = signed(paper)
    assert moved_since_signing(now, setting=SETTING) == ()
    cast.post("2022-05-05 | X02 | meeting | times=1 people=9 | 第三次", clerk=clerk)
    moved = moved_since_signing(now, setting=SETTING)
    assert [(one.title, one.shown, one.now) for one in moved][:2] == [
        ("例会", "2次", "3次"),
        ("例会", "30人次", "39人次"),
    ]


def test_a_sending_says_whether_it_was_in_time(paper: Paper, clerk: Clerk) -> None:
    final = finish_paper(signed(paper), setting=SETTING, clerk=clerk, by=BY)
    with pytest.raises(Refused):
        record_sending(final, Sent((" ",), date(2022, 7, 4), "机要"), by=BY, today=date(2022, 7, 4))
    with pytest.raises(Refused):
        record_sending(final, Sent(("市局",), date(2022, 7, 9), "机要"), by=BY, today=date(2022, 7, 4))
    with pytest.raises(Refused, match="2022-07-03"):
        record_sending(final, Sent(("市局",), date(2022, 7, 3), "机要"), by=BY, today=date(2022, 7, 4))
    both = Sent(("市局", "县委办"), date(2022, 7, 4), "机要", number="示公〔2022〕8号")
    sent = record_sending(final, both, by=BY, today=date(2022, 7, 4))
    assert sent.stage == "sent"
    assert [(one.to, one.number) for one in sent.sendings.order_by("id")] == [
        ("市局", "示公〔2022〕8号"),
        ("县委办", "示公〔2022〕8号"),
    ]
    assert days_late(sent, on=date(2022, 7, 4)) is None
    sent.due = date(2022, 7, 1)
    assert days_late(sent, on=date(2022, 7, 4)) == 3


def test_a_sending_is_corrected_and_taken_back_and_the_story_keeps_it(paper: Paper, clerk: Clerk) -> None:
    final, day = finish_paper(signed(paper), setting=SETTING, clerk=clerk, by=BY), date(2022, 7, 5)
    sent = record_sending(final, Sent(("市局", "县委"), day, "机要", number="8号"), by=BY, today=day)
    city, council = sent.sendings.order_by("id")
    right = Sent(("县委办",), date(2022, 7, 4), "机要", number="8号")
    corrected = correct_sending(council, right, reason="笔误", by=BY, today=day)
    assert (corrected.stage, sorted(one.to for one in corrected.sendings.all())) == ("sent", ["县委办", "市局"])
    with pytest.raises(Refused):
        correct_sending(council, right, reason="笔误", by=BY, today=day)
    with pytest.raises(Refused):
        take_sending_back(city, reason=" ", by=BY)
    assert take_sending_back(city, reason="没有报", by=BY).stage == "sent"
    last = take_sending_back(Sending.objects.get(), reason="没有报", by=BY)
    assert (last.stage, list(last.sendings.all())) == ("final", [])
    told = [(one.act, one.before, one.after, one.words) for one in last.steps.order_by("id")][-5:]
    assert told == [
        ("send", "final", "sent", "市局、县委"),
        ("unsend", "sent", "sent", "县委 · 2022-07-05 · 机要 · 8号；笔误"),
        ("send", "sent", "sent", "县委办"),
        ("unsend", "sent", "sent", "市局 · 2022-07-05 · 机要 · 8号；没有报"),
        ("unsend", "sent", "final", "县委办 · 2022-07-04 · 机要 · 8号；没有报"),
    ]


def test_a_text_cannot_reach_beyond_what_its_reader_sees(paper: Paper) -> None:
    meetings = Setting(GREGORIAN, date(2022, 7, 4), Sight((Part(kinds=frozenset({"test/meeting"})),)))
    with pytest.raises(Refused, match="稿件"):
        draft_file(paper, form="html", setting=meetings, by=BY)


def test_figures_are_offered_by_any_part_of_their_names(records: list[int]) -> None:
    catalogue = cast.small_catalogue()
    assert [(one.title, one.measure, one.source) for one in figures_offered("例", catalogue=catalogue)] == [
        ("例会", "次", '{{ figure("例会") }}'),
        ("例会", "人次", '{{ figure("例会", quantity="people") }}'),
    ]
    assert figures_offered("没有", catalogue=catalogue) == []


def test_templates_are_only_those_of_the_folder(tmp_path) -> None:
    (tmp_path / "半年报告.md").write_text(TEXT, encoding="utf-8")
    assert template_of(tmp_path, "半年报告.md") == (TEXT, None)
    for name in ("../半年报告.md", ".隐.md", "没有.md", "半年报告.txt"):
        with pytest.raises(Refused):
            template_of(tmp_path, name)
