"""Pages of papers: begun, written beside a preview, handed on, made final, sent, taken back."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime
from pytest_django import DjangoAssertNumQueries

import cast
import drafts
from shilu.access.models import Appointment
from shilu.deadlines.due import NewDeadline, Sort
from shilu.deadlines.operations import add_deadline
from shilu.deadlines.repeating import Repeats
from shilu.ledger.clerk import Clerk
from shilu.ledger.queries import moment_of, position
from shilu.lib.errors import Refused
from shilu.lib.periods import parse_period
from shilu.reports.drafting.operations import move_paper
from shilu.reports.drafting.stages import Act
from shilu.reports.models import Paper, Step, TakenBack
from web.examples.reports import FINAL, SIGNED, keep_template, paper_of, taken_on
from web.world import OWN, TODAY, World

pytestmark = pytest.mark.database


def words(answer: HttpResponse) -> str:
    """What a page says."""
    text = re.sub(r"<(?:script|style)[\s\S]*?</(?:script|style)>|<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", unescape(text))


def page(name: str, paper: Paper, **more: object) -> str:
    return reverse(name, kwargs={"uuid": paper.uuid, **more})


def test_a_paper_is_begun_from_a_template(world: World) -> None:
    keep_template(world)
    recorder = world.as_("recorder")
    assert "半年报告" in words(recorder.get("/reports/new/?unit=X02"))
    sent = {"template": "半年报告.md", "period": "2022-H1", "until": "2022-06-15", "due": "2022-07-10"}
    answer = recorder.post("/reports/new/?unit=X02", sent)
    paper = Paper.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, page("papers_text", paper))
    assert (paper.period, str(paper.due), paper.unit) == ("2022-H1..2022-06-15", "2022-07-10", world.bureau["X02"])
    assert paper.title == "城东所2022年上半年（截至6月15日）工作情况报告"


def test_a_new_paper_stands_at_the_period_of_its_template(world: World) -> None:
    path = world.workspace.templates / keep_template(world)
    path.write_text(drafts.TEXT.replace("+++\n", '+++\nperiod = "2021-H1"\n', 1), encoding="utf-8")
    recorder = world.as_("recorder")
    chosen = [
        recorder.get(f"/reports/new/?unit=X02&period={one}").context["form"].initial["period"]
        for one in ("2022-06", "2022-Q2")
    ]
    assert chosen == ["2022-H1", "2022-Q2"]


@pytest.mark.parametrize(
    ("every", "stands"), [("half", "2022-H1"), ("quarter", "2022-Q2"), ("year", "2022"), ("nonsense", "2022-06")]
)
def test_a_new_paper_stands_at_the_latest_period_of_the_sort_of_its_template(
    world: World, every: str, stands: str
) -> None:
    path = world.workspace.templates / keep_template(world)
    path.write_text(drafts.TEXT.replace("+++\n", f'+++\nevery = "{every}"\n', 1), encoding="utf-8")
    answer = world.as_("recorder").get("/reports/new/?unit=X02&period=2022-06")
    assert answer.context["form"].initial["period"] == stands
    assert f"&quot;半年报告.md&quot;: &quot;{stands}&quot;" in unescape(answer.content.decode()).replace('"', "&quot;")


def test_a_title_of_another_period_is_told_when_the_paper_is_begun(world: World) -> None:
    path = world.workspace.templates / keep_template(world)
    path.write_text(drafts.TEXT.replace("{{ period }}工作", "{{ year }}年上半年工作", 1), encoding="utf-8")
    recorder = world.as_("recorder")
    for period, told in (("2022-Q2", True), ("2022-H1", False)):
        sent = {"template": path.name, "period": period}
        answer = recorder.post("/reports/new/?unit=X02", sent, follow=True)
        assert ("标题写的是2022年上半年，数字却按" in words(answer)) is told


def test_a_cut_off_outside_the_period_is_told_at_its_field(world: World) -> None:
    keep_template(world)
    sent = {"template": "半年报告.md", "period": "2022-H1", "until": "2021-06-15"}
    answer = world.as_("recorder").post("/reports/new/?unit=X02", sent)
    assert answer.status_code == 422
    assert "2021-06-15" in words(answer)
    assert Paper.objects.count() == 0


def test_the_list_shows_papers_of_the_unit_and_nobody_elses(world: World) -> None:
    paper_of(world, "X02")
    paper_of(world, "X03")
    seen = words(world.as_("inspector").get("/reports/?unit=X02"))
    assert "城东所2022年上半年工作情况报告" in seen
    assert "城西所" not in seen
    assert "城西所2022年上半年工作情况报告" in words(world.as_("chief").get("/reports/?unit=X"))
    for name, unit in (("inspector", "城东所"), ("chief", "城西所")):
        listed = world.as_(name).get(f"/reports/?unit={'X' if name == 'chief' else 'X02'}").content.decode()
        assert f'<td data-label="单位">{unit}</td>' in listed


def test_lists_ask_no_more_for_many_papers(world: World, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = world.as_("recorder")
    for _number in range(12):
        paper_of(world, OWN)
    paper_of(world, OWN, *FINAL)
    for address in ("/reports/?unit=X02", "/reports/?unit=X02&show=final"):
        with django_assert_max_num_queries(24):
            client.get(address)


def test_a_text_is_kept_and_an_older_one_does_not_write_over_it(world: World) -> None:
    paper = paper_of(world, OWN)
    recorder = world.as_("recorder")
    address = page("papers_text", paper)
    kept = recorder.post(address, {"text": paper.text + "\r\n补一句。", "edition": 1})
    assert kept.status_code == 302
    late = recorder.post(address, {"text": "另一稿", "edition": 1})
    assert late.status_code == 422
    assert "别人在这期间改过这份稿子" in words(late)
    assert "另一稿" in late.content.decode()
    assert Paper.objects.get().text.endswith("\n补一句。")


def test_a_clerk_writes_on_words_and_fields_alone(world: World) -> None:
    paper = paper_of(world, OWN)
    recorder = world.as_("recorder")
    address = page("papers_text", paper)
    form = recorder.get(address).context["form"]
    assert form.initial["text"].startswith("{{ period }}，全局召开例会")
    assert "+++" not in recorder.get(address).content.decode()
    assert recorder.get(f"{address}?whole=1").context["form"].initial["text"] == paper.text
    sent = {
        "parts": "1",
        "edition": 1,
        "text": "一句。",
        "set-title": "新题目",
        "set-to": "市局",
        "set-date": "2022-07-04",
    }
    preview = words(recorder.post(page("papers_preview", paper), sent))
    assert "新题目" in preview
    assert "市局：" in preview
    assert recorder.post(address, sent)["Location"] == address
    kept = Paper.objects.get()
    assert kept.text == '+++\ntitle = "新题目"\ndate = 2022-07-04\nto = "市局"\n+++\n\n一句。'
    assert kept.title == "新题目"


def test_a_text_that_cannot_be_filled_in_is_kept_but_says_so_and_goes_nowhere(world: World) -> None:
    paper = paper_of(world, OWN)
    recorder = world.as_("recorder")
    address = page("papers_text", paper)
    sent = {"parts": "1", "edition": 1, "text": "一句。\n\n{{ figure( }}", "set-title": "题目", "then": "paper"}
    answer = recorder.post(address, sent, follow=True)
    assert answer.redirect_chain[-1][0] == address
    assert "文稿已保存，但还不能取数" in words(answer)
    line = Paper.objects.get().text.split("\n").index("{{ figure( }}") + 1
    assert f"还不能取数： 半年报告.md 第 {line} 行" in words(answer)
    first = int(re.findall(r'data-first="(\d+)"', answer.content.decode())[0])
    assert answer.context["form"].initial["text"].split("\n")[line - first] == "{{ figure( }}"
    refused = recorder.post(page("papers_move", paper), {"act": "hand_in"})
    assert refused.status_code == 422
    assert "文稿还不能取数，不能送审核：半年报告.md 第" in words(refused)
    assert Paper.objects.get().stage == "draft"


def test_a_paper_is_in_its_own_language_whoever_reads(world: World) -> None:
    paper = paper_of(world, OWN)
    recorder = world.as_("recorder")
    recorder.cookies["django_language"] = "en"
    seen = words(recorder.get(page("papers_page", paper)))
    assert "2022年上半年，全局召开例会" in seen
    fault = recorder.post(page("papers_preview", paper), {"text": "{{ figure( }}"})
    assert "line 1" in words(fault)
    assert "meeting" in words(recorder.get(page("papers_numbers", paper)))
    word = b"".join(world.as_("recorder").post(page("papers_file", paper, form="docx")).streaming_content)
    edited = drafts.changed(word, (">20人次<", ">60人次<"))
    back = recorder.post(page("papers_back", paper), {"file": SimpleUploadedFile("改.docx", edited)}, follow=True)
    assert "numbers changed: 1; lines changed: 0." in words(back)


def test_the_preview_is_the_paper_and_runs_nothing(world: World) -> None:
    paper = paper_of(world, OWN)
    recorder = world.as_("recorder")
    answer = recorder.post(
        page("papers_preview", paper), {"text": '# 题目\n\n例会{{ figure("例会") }}。<script>alert(1)</script>'}
    )
    assert "例会1次。" in words(answer).replace(" ", "")
    assert "<script>" not in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert 'title="例会：' in answer.content.decode()
    fault = recorder.post(page("papers_preview", paper), {"text": "# 题目\n\n{{ figure( }}"})
    assert "文稿暂时不能取数" in words(fault)
    assert Paper.objects.get().edition == 1


def test_figures_are_offered_with_what_they_say_here(world: World) -> None:
    paper = paper_of(world, OWN)
    answer = world.as_("recorder").get(page("papers_figures", paper), {"q": "例"})
    assert re.findall(r'data-insert="([^"]+)"', answer.content.decode())[0] == "{{ figure(&quot;例会&quot;) }}"
    assert re.findall(r'class="value">([^<]+)<', answer.content.decode()) == ["1次", "20人次"]


def test_a_paper_goes_its_way(world: World) -> None:
    paper = paper_of(world, OWN)
    recorder, reviewer, leader = (world.as_(name) for name in ("recorder", "reviewer", "leader"))
    move = page("papers_move", paper)
    assert recorder.post(move, {"act": "sign"}).status_code == 404
    recorder.post(move, {"act": "hand_in", "words": "请审"})
    assert "退回修改" in words(reviewer.get(page("papers_paper", paper)))
    assert recorder.post(move, {"act": "pass"}).status_code == 404
    reviewer.post(move, {"act": "pass"})
    assert reviewer.post(move, {"act": "sign"}).status_code == 404
    leader.post(move, {"act": "sign", "words": "同意"})
    assert "已签发，待定稿" in words(recorder.get(page("papers_paper", paper)))
    assert recorder.get(page("papers_final", paper)).status_code == 200
    assert recorder.post(page("papers_final", paper)).status_code == 302
    sent = {"to": "市局，县委办", "on": "2022-07-04", "how": "system", "number": "示公〔2022〕8号"}
    assert recorder.post(page("papers_sent", paper), sent).status_code == 302
    seen = words(leader.get(page("papers_paper", paper)))
    assert "市局 · 2022-07-04 · 公文系统 · 示公〔2022〕8号" in seen
    assert "同意" in seen
    assert Paper.objects.get().stage == "sent"


def test_a_press_that_comes_too_late_is_told_what_happened_meanwhile(world: World) -> None:
    paper = paper_of(world, OWN, Act.HAND_IN)
    recorder, reviewer, move = world.as_("recorder"), world.as_("reviewer"), page("papers_move", paper)
    recorder.post(move, {"act": "recall", "words": "再改一处"})
    late = reviewer.post(move, {"act": "pass"}, follow=True)
    assert late.redirect_chain == [(page("papers_paper", paper), 302)]
    told = rf"“{paper.title}”现在是“拟稿”（[-0-9]+ [0-9:]+ recorder某：收回修改），刚才的操作没有办理。"
    assert re.search(told, words(late))
    assert recorder.post(move, {"act": "pass"}).status_code == 404  # never theirs
    taken_on(Paper.objects.get(), Act.HAND_IN)
    for name in ("papers_drop", "papers_final", "papers_sent"):
        assert "现在是“待审核”" in words(recorder.get(page(name, paper), follow=True)), name
    written = recorder.post(page("papers_text", paper), {"text": "补写的一段", "edition": 1})
    assert (written.status_code, "补写的一段" in written.content.decode()) == (422, True)
    assert Paper.objects.get().stage == "review"


def test_a_return_needs_words(world: World) -> None:
    paper = paper_of(world, OWN, Act.HAND_IN)
    answer = world.as_("reviewer").post(page("papers_move", paper), {"act": "return", "words": ""})
    assert answer.status_code == 422
    assert 'id="id_words_error">请写明要改什么' in answer.content.decode()
    assert "意见 退回时必须写明。" in words(world.as_("reviewer").get(page("papers_paper", paper)))
    assert Paper.objects.get().stage == "review"


def test_a_scan_that_is_none_is_told_at_its_field(world: World) -> None:
    paper = paper_of(world, OWN, Act.HAND_IN)
    sent = {"scan": SimpleUploadedFile("签字页.exe", b"MZ"), "signer": "张三"}
    answer = world.as_("recorder").post(page("papers_signed", paper), sent)
    assert answer.status_code == 422
    assert "签字页.exe 不是扫描件" in words(answer)
    assert Paper.objects.get().stage == "review"


def test_every_form_of_a_final_paper_is_downloaded(world: World) -> None:
    paper = paper_of(world, OWN, *FINAL)
    client = world.as_("inspector")
    for form, start in (("docx", b"PK"), ("clean", b"PK"), ("html", b"<!DOCTYPE")):
        answer = client.get(page("papers_file", paper, form=form))
        assert b"".join(answer.streaming_content).startswith(start)
    assert client.get(page("papers_file", paper, form="exe")).status_code == 404


def test_looking_makes_no_file(world: World) -> None:
    draft, final = paper_of(world, OWN), paper_of(world, OWN, *FINAL)
    client = world.as_("inspector")
    for paper, form in ((draft, "docx"), (draft, "pdf"), (final, "pdf")):
        assert client.get(page("papers_file", paper, form=form)).status_code == 405
        assert (
            f'method="post" action="{page("papers_file", paper, form=form)}"'
            in client.get(page("papers_paper", paper)).content.decode()
        )
    assert not draft.copies.exists()
    assert not final.files.filter(form="pdf").exists()


def test_an_edited_file_is_asked_about_number_by_number(world: World) -> None:
    paper = paper_of(world, OWN)
    recorder = world.as_("recorder")
    word = b"".join(recorder.post(page("papers_file", paper, form="docx")).streaming_content)
    edited = drafts.changed(word, (">20人次<", ">60人次<"), ("，把学习同业务结合起来。", "，学用结合。"))
    answer = recorder.post(page("papers_back", paper), {"file": SimpleUploadedFile("局长改.docx", edited)})
    taken = TakenBack.objects.get()
    address = page("papers_settle", paper, taken=taken.uuid)
    assert (answer.status_code, answer["Location"]) == (302, address)
    seen = words(recorder.get(address))
    assert "“局长改.docx”：改了 1 个数字、1 处文字。" in seen
    assert "例会： 20人次 → 60人次" in seen
    key = taken.found["numbers"][0]["id"]
    undecided = recorder.post(address, {})
    assert undecided.status_code == 422
    assert "请选这个数怎么处理。" in words(undecided)
    unreasoned = recorder.post(address, {f"choice-{key}": "keep"})
    assert "请写明为什么不用台账数" in words(unreasoned)
    settled = recorder.post(address, {f"choice-{key}": "keep", f"reason-{key}": "局长口径"})
    assert settled["Location"] == page("papers_paper", paper)
    assert "坚持**定期学习**，学用结合。" in Paper.objects.get().text
    seen = words(recorder.get(page("papers_paper", paper)))
    assert "60人次，台账为 20人次" in seen
    assert "局长口径" in seen


def test_a_number_that_is_kept_anew_is_told_once(world: World) -> None:
    paper = paper_of(world, OWN)
    recorder = world.as_("recorder")
    for shown, then in (("20人次", "60人次"), ("60人次", "70人次")):
        word = b"".join(recorder.post(page("papers_file", paper, form="docx")).streaming_content)
        edited = drafts.changed(word, (f">{shown}<", f">{then}<"))
        asked = recorder.post(page("papers_back", paper), {"file": SimpleUploadedFile("改.docx", edited)}, follow=True)
        key = TakenBack.objects.get(settled_at=None).found["numbers"][0]["id"]
        recorder.post(asked.redirect_chain[-1][0], {f"choice-{key}": "keep", f"reason-{key}": f"要写{then}"})
        if shown == "20人次":
            assert "改回台账数：20人次" in words(asked)
            assert f"为什么保留 {then} 选填" not in words(asked)
        else:
            assert "改回上次保留的：60人次" in words(asked)
    seen = words(recorder.get(page("papers_paper", paper)))
    assert "70人次，台账为 20人次" in seen
    assert "60人次，台账为" not in seen


def test_what_was_to_be_recorded_stays_before_the_writer_until_the_ledger_has_moved(world: World) -> None:
    first = paper_of(world, OWN, *FINAL)
    recorder = world.as_("recorder")
    recorder.post(page("papers_due", first), {"due": "2022-07-10"})
    word = bytes(first.files.get(form="docx").content)
    edited = drafts.changed(word, (">20人次<", ">60人次<"), ("，把学习同业务结合起来。", "，学用结合。"))
    asked = recorder.post(page("papers_back", first), {"file": SimpleUploadedFile("改.docx", edited)}, follow=True)
    key = TakenBack.objects.get(settled_at=None).found["numbers"][0]["id"]
    recorder.post(asked.redirect_chain[-1][0], {f"choice-{key}": "record"})
    draft = Paper.objects.get(follows=first.uuid)
    assert draft.due == date(2022, 7, 10)
    line = "说好补记、台账里还没有的： 例会：改成60人次，台账还是20人次。"
    answer = recorder.get(page("papers_paper", draft))
    assert f"{line} 现在补记" in words(answer)
    assert f'href="{reverse("record_kind", args=["test/meeting"])}?unit=X02"' in answer.content.decode()
    assert "说好补记" not in words(recorder.get(page("papers_paper", first)))
    taken_on(draft, Act.HAND_IN)
    assert line in words(world.as_("reviewer").get(page("papers_paper", draft)))
    taken_on(draft, Act.PASS, Act.SIGN)
    assert f"{line} 现在补记" in words(recorder.get(page("papers_final", draft)))
    cast.post("2022-05-06 | X02 | meeting | times=1 people=40 | 补记", clerk=Clerk(cast.ACCOUNT.hex, drafts.BY.now))
    for name in ("papers_paper", "papers_final"):
        assert "说好补记" not in words(recorder.get(page(name, draft)))


def next_edition(world: World, paper: Paper) -> Paper:
    """The paper that is begun where a number of a final one is kept by hand and words are changed, made final."""
    recorder = world.as_("recorder")
    word = bytes(paper.files.get(form="docx").content)
    edited = drafts.changed(word, (">20人次<", ">60人次<"), ("，把学习同业务结合起来。", "，学用结合。"))
    asked = recorder.post(page("papers_back", paper), {"file": SimpleUploadedFile("改.docx", edited)}, follow=True)
    key = TakenBack.objects.get(settled_at=None).found["numbers"][0]["id"]
    recorder.post(asked.redirect_chain[-1][0], {f"choice-{key}": "keep", f"reason-{key}": "局长口径"})
    return taken_on(Paper.objects.get(follows=paper.uuid), *FINAL)


def test_which_final_paper_is_in_force_is_told_on_its_elders_and_in_the_list(world: World) -> None:
    first = paper_of(world, OWN, *FINAL)
    second = next_edition(world, first)
    third = paper_of(world, OWN, *FINAL)
    recorder = world.as_("recorder")
    for older in (first, second):
        answer = recorder.get(page("papers_paper", older))
        assert f"已由 2022-07-04 定稿的一份取代，以那一份为准： {third.title} " in words(answer)
        assert f'<a href="{page("papers_paper", third)}">{third.title}</a>' in answer.content.decode()
        assert "这一份没有报送过。 登记报送" in words(answer)
        assert 'class="button main"' not in answer.content.decode()
    assert "取代" not in words(recorder.get(page("papers_paper", third)))
    listed = recorder.get("/reports/?unit=X02&show=final").content.decode()
    rows = re.findall(r"<tr( class=\"superseded\")?>\s*<th scope=\"row\"><a href=\"([^\"]+)\"", listed)
    assert rows == [
        ("", page("papers_paper", third)),
        (' class="superseded"', page("papers_paper", second)),
        (' class="superseded"', page("papers_paper", first)),
    ]
    assert listed.count(f'<a href="{page("papers_paper", third)}">已由') == 2


def test_what_was_kept_by_hand_stands_with_the_paper_that_prints_it(world: World) -> None:
    first = paper_of(world, OWN, *FINAL)
    second = next_edition(world, first)
    recorder = world.as_("recorder")
    assert "保留手改的数字" not in words(recorder.get(page("papers_paper", first)))
    assert "60人次，台账为 20人次 recorder某 · 20" in words(recorder.get(page("papers_paper", second)))


def final_since(world: World, day: int) -> Paper:
    """A paper that was made final on a day of July."""
    paper = paper_of(world, OWN, *FINAL)
    Step.objects.filter(paper=paper, act="issue").update(at=datetime(2022, 7, day, 9, tzinfo=UTC))
    return paper


def test_a_sending_before_the_paper_was_final_is_told_at_its_day(world: World) -> None:
    paper, recorder = paper_of(world, OWN, *FINAL), world.as_("recorder")
    sent = {"to": "市局", "on": "2022-07-03", "how": "hand", "number": "8号", "words": ""}
    answer = recorder.post(page("papers_sent", paper), sent)
    assert answer.status_code == 422
    assert "2022-07-04 才定稿，2022-07-03 不会已经报送。" in words(answer)
    assert not paper.sendings.exists()


def test_a_sending_is_filled_in_from_the_paper_corrected_and_taken_back(world: World) -> None:
    paper = final_since(world, 3)
    head = 'to = "示例{{ \'市\' }}公安局"\nnumber = "示公〔2022〕8号"\n'
    Paper.objects.filter(pk=paper.pk).update(text=paper.text.replace("+++\n", f"+++\n{head}", 1))
    recorder = world.as_("recorder")
    first = recorder.get(page("papers_sent", paper)).context["form"].initial
    assert (first["to"], first["number"]) == ("示例市公安局", "示公〔2022〕8号")
    sent = {"to": "示例省公安厅", "on": "2022-07-03", "how": "hand", "number": "示公〔2022〕8号", "words": ""}
    recorder.post(page("papers_sent", paper), sent)
    (wrong,) = paper.sendings.all()
    address = page("papers_sent_correct", paper, number=wrong.pk)
    assert address in recorder.get(page("papers_paper", paper)).content.decode()
    filled = recorder.get(address).context["form"].initial
    assert {key: str(value) for key, value in filled.items()} == {**sent, "reason": "笔误"}
    right = {**sent, "to": "示例市公安局", "on": "2022-07-09", "reason": "笔误"}
    assert "2022-07-09" in words(recorder.post(address, right))
    assert recorder.post(address, {**right, "on": "2022-07-04"}).status_code == 302
    (now,) = paper.sendings.all()
    assert (now.to, str(now.on)) == ("示例市公安局", "2022-07-04")
    assert "recorder某：报送），刚才的操作没有办理" in words(recorder.get(address, follow=True))
    back = page("papers_sent_back", paper, number=now.pk)
    assert "不再算已报送" in words(recorder.get(back))
    assert recorder.post(back, {"reason": ""}).status_code == 422
    recorder.post(back, {"reason": "还没有报"})
    seen = words(recorder.get(page("papers_paper", paper)))
    assert "撤回报送登记 recorder某 示例市公安局 · 2022-07-04 · 当面送达 · 示公〔2022〕8号；还没有报" in seen
    assert "更正报送登记" not in seen
    assert Paper.objects.get().stage == "final"


def test_correcting_and_taking_back_a_sending_moves_what_is_due_with_it(world: World) -> None:
    paper, recorder = final_since(world, 2), world.as_("recorder")
    span = parse_period("2022-H1")
    due = NewDeadline(
        world.bureau[OWN], Sort.REPORT, "半年报告", TODAY, Repeats.HALF_YEARLY, span, template=paper.template
    )
    report = add_deadline(due, by=drafts.BY)
    sent = {"to": "市局", "on": "2022-07-03", "how": "hand", "number": "8号", "words": ""}
    recorder.post(page("papers_sent", paper), {**sent, "to": "市局，县局"})
    first, second = paper.sendings.order_by("pk")
    recorder.post(page("papers_sent_correct", paper, number=first.pk), {**sent, "on": "2022-07-02", "reason": "笔误"})
    assert [str(one.on) for one in report.done.all()] == ["2022-07-02"]
    recorder.post(page("papers_sent_back", paper, number=second.pk), {"reason": "没有报"})
    assert [str(one.on) for one in report.done.all()] == ["2022-07-02"]
    recorder.post(page("papers_sent_back", paper, number=paper.sendings.get().pk), {"reason": "没有报"})
    assert not report.done.exists()


@pytest.mark.parametrize("address", ["/verify/", "/learn/", "/fill/"])
def test_a_file_that_was_not_chosen_is_asked_for(world: World, address: str) -> None:
    answer = world.as_("recorder").post(f"{address}?unit=X02", {"zero": "0"})
    assert answer.status_code == 422
    assert 'id="id_file_error">请选择文件。' in answer.content.decode()


def test_a_file_that_is_no_copy_is_refused_at_its_field(world: World) -> None:
    paper = paper_of(world, OWN)
    for name, content in (("别的.html", b"<p>x</p>"), ("坏.docx", b"PK\x03\x04"), ("图.png", b"\x89PNG")):
        answer = world.as_("recorder").post(page("papers_back", paper), {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 422
        assert name in words(answer)


def test_numbers_that_moved_since_the_signature_are_shown_before_it_is_final(world: World) -> None:
    paper = paper_of(world, OWN, *SIGNED)
    cast.post("2022-05-05 | X02 | meeting | times=1 people=9 | 补", clerk=Clerk(cast.ACCOUNT.hex, drafts.BY.now))
    seen = words(world.as_("recorder").get(page("papers_final", paper)))
    assert "签发之后，这些数有变动" in seen
    assert "例会 1次 2次" in seen


def test_the_approval_sheet_names_the_text_that_is_signed(world: World) -> None:
    paper = paper_of(world, OWN, Act.HAND_IN)
    seen = words(world.as_("recorder").get(page("papers_sheet", paper)))
    assert "发文签批单" in seen
    assert re.search(r"第 1 稿，校验码 [0-9A-F]{8}", seen)


def test_a_draft_is_thrown_away_after_a_question(world: World) -> None:
    paper = paper_of(world, OWN)
    recorder = world.as_("recorder")
    assert "删除这份草稿？" in words(recorder.get(page("papers_drop", paper)))
    assert recorder.post(page("papers_drop", paper)).status_code == 302
    assert Paper.objects.count() == 0


def of_lines(world: World, *kinds: str) -> None:
    """The leader reads these kinds alone."""
    held = Appointment.objects.get(account=world.accounts["leader"])
    held.lines = {"units": [], "kinds": list(kinds)}
    held.save()


def test_a_leader_whose_lines_hide_kinds_sees_no_paper(world: World) -> None:
    draft, final = paper_of(world, OWN), paper_of(world, OWN, *FINAL)
    of_lines(world, "test/meeting")
    leader = world.as_("leader")
    for paper in (draft, final):
        for name in ("papers_paper", "papers_page", "papers_numbers"):
            assert leader.get(page(name, paper)).status_code == 404
        assert leader.get(page("papers_file", paper, form="docx")).status_code == 404
    for address in ("/reports/?unit=X02", "/reports/?unit=X02&show=final"):
        assert draft.title not in words(leader.get(address))


def test_a_leader_reads_final_papers_that_tell_of_the_lines_alone(world: World) -> None:
    final, draft = paper_of(world, OWN, *FINAL), paper_of(world, OWN)
    foreign = paper_of(world, "X03", *FINAL)
    of_lines(world, "test/meeting", "test/article")
    leader = world.as_("leader")
    assert final.title in words(leader.get("/reports/?unit=X02&show=final"))
    for name in ("papers_paper", "papers_page", "papers_numbers"):
        assert leader.get(page(name, final)).status_code == 200
        assert leader.get(page(name, draft)).status_code == 404
        assert leader.get(page(name, foreign)).status_code == 404
    word = b"".join(leader.get(page("papers_file", final, form="docx")).streaming_content)
    answer = leader.post("/verify/", {"file": SimpleUploadedFile("报告.docx", word)})
    assert "每个数都与定稿一致" in words(answer)


def test_every_number_leads_to_its_records(world: World) -> None:
    paper = paper_of(world, OWN)
    answer = world.as_("recorder").get(page("papers_numbers", paper))
    seen = words(answer)
    assert "例会 1次 城东所 2022年上半年 开一次算一次。" in seen
    at = position()
    assert f"取数时点：{localtime(moment_of(at)):%Y-%m-%d %H:%M}。 详情 台账到第 {at} 号记录为止。" in seen
    assert "figure=test%2Fmeeting&amp;quantity=times&amp;unit=X02&amp;period=2022-H1" in answer.content.decode()


def test_papers_that_wait_stand_on_the_home_of_whom_they_wait_for(world: World) -> None:
    paper = paper_of(world, OWN, Act.HAND_IN)
    assert paper.title in words(world.as_("reviewer").get("/"))
    assert paper.title not in words(world.as_("inspector").get("/"))
    assert paper.title not in words(world.as_("other").get("/"))


def test_how_a_report_begins_is_told_to_who_may_write_one(world: World) -> None:
    assert "没有在办的报告。 写报告从模板开始" in words(world.as_("recorder").get("/reports/"))
    seen = words(world.as_("leader").get("/reports/"))
    assert ("没有在办的报告。" in seen, "写报告从模板开始" in seen) == (True, False)


def test_own_paper_is_passed_by_somebody_else_where_there_is_somebody(world: World) -> None:
    paper = paper_of(world, OWN)
    Paper.objects.filter(pk=paper.pk).update(account=world.accounts["reviewer"].uuid)
    reviewer, address = world.as_("reviewer"), f"/reports/{paper.uuid}/"
    assert reviewer.post(f"{address}move/", {"act": "hand_in"}).status_code == 302
    assert "这份文稿是您拟的，由别人审核" in words(reviewer.get(address))
    assert reviewer.post(f"{address}move/", {"act": "pass"}).status_code == 404
    Appointment.objects.filter(role="leader").update(until=TODAY)  # now nobody else reviews
    assert "由您自审" in words(reviewer.get(address))
    assert reviewer.post(f"{address}move/", {"act": "pass", "words": "数字已核"}).status_code == 302
    step = Step.objects.get(paper=paper, act="pass")
    assert step.words == "本单位没有其他审核人，由拟稿人自审。数字已核"


def test_paper_is_not_passed_by_who_handed_it_in(world: World) -> None:
    paper = paper_of(world, OWN, Act.HAND_IN)
    with pytest.raises(Refused, match="由别人审核"):
        move_paper(paper, Act.PASS, by=drafts.BY, others=True)
    assert move_paper(paper, Act.PASS, by=drafts.OTHER, others=True).stage == "signing"


OLD_TEXT = drafts.TEXT.replace("参加", "更换电脑{{ old('12台') }}、旧会{{ old('9次', '例会') }}，参加", 1)


def old_paper(world: World, *acts: Act) -> Paper:
    """A paper from a template that keeps two numbers of an earlier report."""
    paper = paper_of(world, "X02")
    Paper.objects.filter(pk=paper.pk).update(text=OLD_TEXT)
    paper.refresh_from_db()
    return taken_on(paper, *acts)


def test_old_numbers_are_counted_and_named_wherever_a_paper_is_handed_on(world: World) -> None:
    recorder = world.as_("recorder")
    paper = old_paper(world)
    for name in ("papers_paper", "papers_text"):
        said = words(recorder.get(page(name, paper)))
        assert "2 处旧数未核 逐处核对" in said
        assert re.search("更换电脑 ?12台", said)
    drawn = recorder.get(page("papers_page", paper)).content.decode()
    assert re.search(r'<data class="old"[^>]*>12台〔旧数〕</data>', drawn)
    assert "12台〔旧数〕" in words(recorder.get(page("papers_numbers", paper)))
    paper = taken_on(paper, Act.HAND_IN)
    assert "2 处旧数未核" in words(world.as_("reviewer").get(page("papers_paper", paper)))
    assert "未核的旧数 12台 9次" in words(recorder.get(page("papers_sheet", paper)))


def test_a_paper_is_not_made_final_before_its_old_numbers_are_settled(world: World) -> None:
    recorder = world.as_("recorder")
    paper = old_paper(world, *SIGNED)
    asked = recorder.get(page("papers_final", paper))
    assert "2 处旧数未核" in words(asked)
    assert '<button class="button main">' not in asked.content.decode()
    said = words(recorder.post(page("papers_final", paper), follow=True))
    assert "2 处旧数未核：12台〔旧数〕" in said
    paper.refresh_from_db()
    assert (paper.stage, paper.issue) == ("signed", None)


def test_old_numbers_are_settled_one_by_one(world: World) -> None:
    recorder = world.as_("recorder")
    paper = old_paper(world)
    shown = words(recorder.get(page("papers_old", paper)))
    assert "改为台账数：" in shown
    wrong = {"edition": 1, "choice-0": "keep", "choice-1": "words"}
    answer = recorder.post(page("papers_old", paper), wrong)
    assert answer.status_code == 422
    assert "请写明为什么保留。" in words(answer)
    assert "请写明换成什么。" in words(answer)
    right = {"edition": 1, "choice-0": "keep", "reason-0": "上级核定", "choice-1": "later"}
    said = words(recorder.post(page("papers_old", paper), right, follow=True))
    assert "已保存，还有 1 处旧数未核。" in said
    assert "旧数 12台" in said
    assert "上级核定" in said
    said = words(recorder.post(page("papers_old", paper), {"edition": 2, "choice-0": "figure"}, follow=True))
    assert "已保存，旧数都核过了。" in said
    paper.refresh_from_db()
    assert "{{ old('12台', kept='12台') }}、旧会{{ figure('例会') }}" in paper.text


def test_words_that_are_written_without_a_choice_stand_in_the_place(world: World) -> None:
    paper = old_paper(world)
    answers = {"edition": 1, "choice-0": "later", "words-0": "15台", "choice-1": "later", "reason-1": "含预备会"}
    world.as_("recorder").post(page("papers_old", paper), answers)
    paper.refresh_from_db()
    assert "更换电脑15台、旧会{{ old('9次', '例会', kept='9次') }}" in paper.text


def test_old_numbers_are_settled_while_the_paper_is_written(world: World) -> None:
    paper = old_paper(world, Act.HAND_IN)
    answer = world.as_("recorder").get(page("papers_old", paper))
    assert (answer.status_code, answer["Location"]) == (302, page("papers_paper", paper))
