"""The page on which a file is verified."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags

import drafts
from shilu.ledger.clerk import Clerk
from shilu.ledger.queries import structure_at
from shilu.lib.periods import GREGORIAN, parse_period
from shilu.reports.drafting.issuing import issue_report
from shilu.reports.models import KeptEdit, Paper
from shilu.reports.queries import issued_paper
from shilu.web.views import reports
from web.examples.reports import FINAL, keep_template, paper_of
from web.test_papers import words
from web.world import OTHER, OWN, TODAY, World

pytestmark = pytest.mark.database


def handed_in(client: Client, content: bytes, name: str = "报告.docx") -> tuple[int, str]:
    answer = client.post("/verify/", {"file": SimpleUploadedFile(name, content)})
    return answer.status_code, words(answer)


def test_a_final_paper_is_the_same(world: World) -> None:
    paper = paper_of(world, OWN, *FINAL)
    status, seen = handed_in(world.as_("inspector"), bytes(paper.files.get(form="clean").content))
    assert status == 200
    assert "每个数都与定稿一致" in seen


def test_what_agrees_is_folded_and_every_number_leads_to_its_records(world: World) -> None:
    paper = paper_of(world, OWN, *FINAL)
    edited = drafts.changed(bytes(paper.files.get(form="docx").content), (">20人次<", ">60人次<"))
    recorder = world.as_("recorder")
    seen = recorder.post("/verify/", {"file": SimpleUploadedFile("报告.docx", edited)}).content.decode()
    first, folded = seen.split('<details class="same">')
    assert "60人次" in first
    assert "1次" not in first
    assert f"{len(issued_paper(str(paper.issue)).numbers) - 1} 个数一致" in strip_tags(folded)
    for part in (first, folded.split("</details>")[0]):
        cells = re.findall(r'<td class="num"[^>]*>(.*?)</td>', part)
        assert cells
        assert all(cell.startswith('<a class="number" href="/statistics/entries/?figure=') for cell in cells)
    assert recorder.get(re.findall(r'class="number" href="([^"]+)"', first)[0].replace("&amp;", "&")).status_code == 200


def test_verifying_an_older_paper_leads_to_the_one_in_force(world: World) -> None:
    first, second = paper_of(world, OWN, *FINAL), paper_of(world, OWN, *FINAL)
    word = SimpleUploadedFile("报告.docx", bytes(first.files.get(form="docx").content))
    seen = world.as_("recorder").post("/verify/", {"file": word}).content.decode()
    assert f'以那一份为准： <a href="/reports/{second.uuid}/">{second.title}</a>' in seen


def test_an_edited_number_and_who_keeps_it_are_told(world: World) -> None:
    paper = paper_of(world, OWN, *FINAL)
    edited = drafts.changed(bytes(paper.files.get(form="docx").content), (">20人次<", ">60人次<"))
    status, seen = handed_in(world.as_("inspector"), edited)
    assert (status, "≠ 文件被改动" in seen, "保留手改" in seen) == (200, True, False)
    assert "60人次 20人次 20人次" in seen
    number = next(one for one in issued_paper(str(paper.issue)).numbers if one.expected.shown == "20人次")
    KeptEdit.objects.create(
        paper=paper,
        issue=paper.issue,
        query=number.query.written(),
        title=number.title,
        shown="60人次",
        ledger="20人次",
        reason="局长口径",
        account=world.accounts["recorder"].uuid,
        at=drafts.BY.now,
    )
    _status, seen = handed_in(world.as_("inspector"), edited)
    assert "≠ 保留手改 recorder某，2022-07-04，局长口径" in seen
    assert "有保留手改的数字，其余都与定稿和台账一致。" in seen
    assert "文件被改动" not in seen


def test_a_paper_of_another_unit_is_as_unknown_as_a_foreign_file(world: World) -> None:
    paper = paper_of(world, "X03", *FINAL)
    status, seen = handed_in(world.as_("recorder"), bytes(paper.files.get(form="docx").content))
    assert status == 422
    assert "报告.docx 不是" in seen
    assert "城西所" not in seen


def test_templates_say_what_can_be_done_with_them(world: World) -> None:
    keep_template(world)
    (world.workspace.templates / "坏.md").write_text("+++\nnosuch = 1\n+++\n", encoding="utf-8")
    recorder = world.as_("recorder")
    seen = words(recorder.get("/reports/templates/"))
    assert "半年报告" in seen
    assert "nosuch" in seen
    answer = recorder.get("/reports/templates/半年报告.md")
    assert b"".join(answer.streaming_content).decode() == drafts.TEXT
    assert recorder.get("/reports/templates/..%2Fshilu.toml").status_code == 404


def test_final_papers_are_listed_to_the_first_one_page_by_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for at, unit in enumerate((OWN, OTHER, OWN, OTHER, OWN, OWN, OTHER, OWN)):
        issue_report(
            f"# {{{{ unit }}}}第{at}期\n\n{{{{ period }}}}召开例会{{{{ figure('例会') }}}}。\n",
            name="期刊.md",
            unit=structure_at().units[world.bureau[unit]],
            period=parse_period("2022-06"),
            outs={},
            calendar=GREGORIAN,
            today=TODAY,
            clerk=Clerk(account=drafts.BY.account.hex, now=drafts.BY.now),
        )
    monkeypatch.setattr(reports, "_ON_A_PAGE", 2)
    client, address, pages = world.as_("recorder"), "/reports/?unit=X02&show=final", []
    while address:
        pages.append((address, re.findall(r"城.所第\d期", seen := client.get(address).content.decode())))
        address = _beside(seen, "next")
    assert [titles for _address, titles in pages] == [
        ["城东所第7期", "城东所第5期"],
        ["城东所第4期", "城东所第2期"],
        ["城东所第0期"],
    ]
    back = _beside(client.get(pages[2][0]).content.decode(), "prev")
    second = client.get(back).content.decode()
    assert re.findall(r"城.所第\d期", second) == pages[1][1]
    first = client.get(_beside(second, "prev")).content.decode()
    assert re.findall(r"城.所第\d期", first) == pages[0][1]
    assert _beside(first, "prev") == ""


def test_a_paper_issued_by_a_command_has_its_page_its_files_and_its_numbers(world: World, tmp_path: Path) -> None:
    word = tmp_path / "报告.docx"
    issue_report(
        drafts.TEXT,
        name="半年报告.md",
        unit=structure_at().units[world.bureau[OWN]],
        period=parse_period("2022-H1"),
        outs={word: False},
        calendar=GREGORIAN,
        today=TODAY,
        clerk=Clerk(account=drafts.BY.account.hex, now=drafts.BY.now),
    )
    paper, recorder = Paper.objects.get(), world.as_("recorder")
    listed = recorder.get("/reports/?unit=X02&show=final").content.decode()
    assert f'<a href="/reports/{paper.uuid}/">{paper.title}</a>' in listed
    seen = words(recorder.get(f"/reports/{paper.uuid}/"))
    assert "拟稿人 — " in seen
    assert "由命令一次定稿" in seen
    assert "例会 1次 城东所" in words(recorder.get(f"/reports/{paper.uuid}/numbers/"))
    assert "召开例会" in words(recorder.get(f"/reports/{paper.uuid}/page/"))
    kept = {
        form: b"".join(recorder.get(f"/reports/{paper.uuid}/file/{form}/").streaming_content)
        for form in ("docx", "clean", "html")
    }
    assert kept["docx"] == word.read_bytes()
    for content in kept.values():
        name = "报告.html" if content.startswith(b"<!") else "报告.docx"
        assert "每个数都与定稿一致" in handed_in(recorder, content, name)[1]


@pytest.mark.parametrize(
    ("order", "shown", "stands"),
    [
        ("", [2, 1, 0], "改动 ↓"),
        ("-changed", [0, 1, 2], "改动 ↑"),
        ("unit", [2, 1, 0], "单位 ↑"),
        ("-unit", [0, 2, 1], "单位 ↓"),
        ("due", [2, 0, 1], "报送期限 ↑"),
        ("-due", [0, 2, 1], "报送期限 ↓"),
        ("stage", [2, 1, 0], "阶段 ↑"),
        ("title", [2, 1, 0], "标题 ↑"),
        ("nonsense", [2, 1, 0], "改动 ↓"),
    ],
)
def test_papers_under_way_stand_in_the_order_of_the_chosen_column(
    world: World, order: str, shown: list[int], stands: str
) -> None:
    papers = [paper_of(world, unit) for unit in (OTHER, OWN, OWN)]
    dues = (date(2022, 7, 9), None, date(2022, 7, 8))
    for at, (paper, due) in enumerate(zip(papers, dues, strict=True)):
        Paper.objects.filter(pk=paper.pk).update(due=due, changed_at=drafts.BY.now + timedelta(minutes=at))
    Paper.objects.filter(pk=papers[0].pk).update(stage="review")
    seen = world.as_("chief").get("/reports/", {"unit": "X", "order": order}).content.decode()
    found = re.findall(r'scope="row"><a href="/reports/([^/"]+)/', seen)
    assert [next(at for at, one in enumerate(papers) if str(one.uuid) == uuid) for uuid in found] == shown
    assert stands in strip_tags(re.search(r"<th[^>]*aria-sort.*?</th>", seen)[0])  # type: ignore[index]


def _beside(seen: str, rel: str) -> str:
    """The address of the page before or behind; empty where there is none."""
    found = re.search(rf'href="([^"]+)" rel="{rel}"', seen)
    return f"/reports/{found[1]}".replace("&amp;", "&") if found else ""


def _file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("改过.md", text.encode())


def test_a_template_is_renamed_from_its_page(world: World) -> None:
    address = f"/reports/templates/{keep_template(world)}/change/"
    recorder = world.as_("recorder")
    assert 'value="半年报告"' in recorder.get(address).content.decode()
    for name, why in (("a/b", "“a/b”不能做名称"), ("半年报告", "已有名为“半年报告”的模板")):
        answer = recorder.post(address, {"rename": "1", "name": name})
        assert (answer.status_code, why in words(answer)) == (422, True)
    answer = recorder.post(address, {"rename": "1", "name": "半年总结"}, follow=True)
    assert "“半年报告”已改名为“半年总结”。" in words(answer)
    assert [path.name for path in world.workspace.templates.glob("*.md")] == ["半年总结.md"]
    assert recorder.get(address).status_code == 404


def test_an_edited_file_takes_the_place_of_a_template(world: World) -> None:
    address = f"/reports/templates/{keep_template(world)}/change/"
    recorder = world.as_("recorder")
    for sent, why in (({}, "请选择文件"), ({"text": _file("{{ figure( }}")}, "第 1 行写法有误")):
        answer = recorder.post(address, {"replace": "1", **sent})
        assert (answer.status_code, why in words(answer)) == (422, True)
    done = recorder.post(address, {"replace": "1", "text": _file(drafts.TEXT + "补一句。")}, follow=True)
    assert "“半年报告”已换成新的" in words(done)
    assert "移出和换下的模板 (1)" in words(done)
    assert (world.workspace.templates / "半年报告.md").read_text(encoding="utf-8").endswith("补一句。")


def test_a_template_is_taken_out_of_the_list_and_put_back(world: World) -> None:
    address = f"/reports/templates/{keep_template(world)}/out/"
    recorder = world.as_("recorder")
    assert "移出后不能再用“半年报告”写新的报告" in words(recorder.get(address))
    done = recorder.post(address, follow=True)
    assert "“半年报告”已移出列表" in words(done)
    assert "还没有模板" in words(recorder.get("/reports/new/?unit=X02"))
    (key,) = re.findall(r'name="key" value="([^"]+)"', done.content.decode())
    assert "“半年报告”已放回列表。" in words(recorder.post("/reports/templates/back/", {"key": key}, follow=True))
    assert "已经放回" in words(recorder.post("/reports/templates/back/", {"key": key}, follow=True))
    assert "半年报告" in words(recorder.get("/reports/new/?unit=X02"))


def test_a_template_that_is_gone_is_told_where_a_report_was_to_begin_with_it(world: World) -> None:
    keep_template(world)
    recorder = world.as_("recorder")
    assert "已没有“季报”这个模板" in words(recorder.get("/reports/new/?unit=X02&template=季报.md"))
    assert "已没有" not in words(recorder.get("/reports/new/?unit=X02&template=半年报告.md"))
