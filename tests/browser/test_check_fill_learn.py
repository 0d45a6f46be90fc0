"""Checking a draft, filling a form and learning a template in a browser, with the papers of the sample."""

from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Page, expect

from browser.accessible import violations

SAMPLE = Path(__file__).parents[2] / "samples" / "county"
DRAFT = SAMPLE / "papers" / "2026年上半年工作报告（初稿）.docx"
OLD = SAMPLE / "papers" / "2025年下半年工作报告.docx"
FORM = SAMPLE / "forms" / "附件1-队伍建设和服务群众工作情况统计表.xlsx"
LETTER = SAMPLE / "forms" / "附件3-警示教育和关心关爱工作情况表.docx"
OFFICE = "900023"
PHONE = {"width": 390, "height": 844}
Open = Callable[..., Page]


def _handed_in(page: Page, field: str, file: Path) -> None:
    page.set_input_files(field, file)
    page.click("form.form button.main")
    page.wait_for_load_state()


def _fits(page: Page) -> bool:
    """Whether nothing has to be scrolled to the side."""
    return bool(page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("size", [{"width": 1366, "height": 768}, PHONE], ids=["desktop", "phone"])
def test_draft_is_checked_and_its_faults_stand_beside_the_text(open_as: Open, size: dict[str, int]) -> None:
    page = open_as(OFFICE, "/check/?unit=01", size=size)
    assert _fits(page)
    _handed_in(page, "#id_papers", DRAFT)
    expect(page.locator("h1")).to_have_text(DRAFT.name)
    expect(page.locator(".chips .differs")).to_contain_text("不符 5")
    expect(page.locator(".chips .within")).to_contain_text("前后矛盾 2")
    assert _fits(page)
    assert violations(page) == []
    page.click("a.claim.differs >> nth=1")
    expect(page.locator(".note:target")).to_contain_text("主题党日")
    with page.expect_download() as taken:
        page.click("text=下载标注稿")
    assert taken.value.suggested_filename == "2026年上半年工作报告（初稿）-标注.docx"


def test_match_is_corrected_in_place_and_remembered(open_as: Open) -> None:
    page = open_as(OFFICE, "/check/?unit=01")
    page.fill("#id_text", "2026年上半年，全局开展夜读沙龙5次。")
    page.keyboard.press("Tab")
    page.click("form.form button.main")
    note = page.locator(".note").first
    expect(note).to_contain_text("待人工核对")
    note.locator("a", has_text="认错了").press("Enter")
    page.locator("#id_phrase").fill("夜读沙龙")
    page.locator("#id_figure").fill("公安讲堂")
    page.locator("#id_figure").press("Enter")
    expect(page.locator("#messages")).to_contain_text("已记住：“夜读沙龙”指“公安讲堂”")
    expect(page.locator(".chips .supports")).to_contain_text("一致 1")


def test_text_that_cannot_be_checked_stays_as_typed(open_as: Open) -> None:
    page = open_as(OFFICE, "/check/?unit=01", lang="en")
    page.fill("#id_text", "没有数字的一段话。")
    page.click("form.form button.main")
    expect(page.locator(".errors")).to_be_focused()
    expect(page.locator(".errors")).to_contain_text("holds no number that could be checked")
    expect(page.locator("#id_text")).to_have_value("没有数字的一段话。")


@pytest.mark.parametrize("size", [{"width": 1366, "height": 768}, PHONE], ids=["desktop", "phone"])
def test_form_is_filled_and_a_number_opens_its_records(open_as: Open, size: dict[str, int]) -> None:
    page = open_as(OFFICE, "/fill/?unit=01", size=size)
    _handed_in(page, "#id_file", FORM)
    expect(page.locator("main .soft").first).to_contain_text("2026年上半年 · 已填 61 格，留空 5 格")
    assert _fits(page)
    page.click("td.filled a >> nth=1")
    expect(page.locator("#sheet li")).to_have_count(8)
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()
    with page.expect_download() as taken:
        page.click("text=下载报送件")
    assert taken.value.suggested_filename == FORM.name
    with page.expect_download() as taken:
        page.click("text=下载底稿")
    assert taken.value.suggested_filename == f"{FORM.stem}-底稿.xlsx"


def test_word_form_is_filled_and_speaks_english(open_as: Open) -> None:
    page = open_as(OFFICE, "/fill/?unit=01", lang="en")
    _handed_in(page, "#id_file", LETTER)
    expect(page.locator("main .soft").first).to_contain_text("14 cells filled, 2 left open")
    page.click("text=means something else >> nth=0")
    expect(page.locator("#id_figure")).to_have_value("warning education")
    page.click(".meaning a[data-cancel]")
    expect(page.locator("#id_figure")).to_have_count(0)


def test_old_report_becomes_a_template(open_as: Open) -> None:
    page = open_as(OFFICE, "/learn/?unit=01")
    _handed_in(page, "#id_file", OLD)
    expect(page.locator("main .soft").first).to_contain_text("68 个数自动取数")
    assert _fits(page)
    assert violations(page) == []
    page.fill("#id_name", "下半年工作报告（新）")
    page.click("text=存为模板")
    expect(page.locator("#messages")).to_contain_text("模板“下半年工作报告（新）”已存入模板列表。")


def test_heading_that_was_not_read_is_told_once_and_filled_from_then_on(open_as: Open, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(FORM)
    for row in book.active.iter_rows():
        for cell in row:
            if cell.value == "公安讲堂":
                cell.value = "所队夜话堂"
    book.save(tmp_path / FORM.name)
    page = open_as(OFFICE, "/fill/?unit=01")
    _handed_in(page, "#id_file", tmp_path / FORM.name)
    expect(page.locator("main .soft").first).to_contain_text("已填 57 格，留空 9 格")
    page.locator("li", has_text="所队夜话堂").locator("a").click()
    page.locator("#id_figure").fill("公安讲堂")
    page.locator("#id_figure").press("Enter")
    expect(page.locator("#messages")).to_contain_text("已记住：“所队夜话堂”指“公安讲堂”")
    expect(page.locator("main .soft").first).to_contain_text("已填 61 格，留空 5 格")
    page.goto(page.url.partition("/fill/")[0] + "/fill/?unit=01")
    _handed_in(page, "#id_file", tmp_path / FORM.name)
    expect(page.locator("main .soft").first).to_contain_text("已填 61 格，留空 5 格")
    with page.expect_download() as taken:
        page.click("text=下载报送件")
    taken.value.save_as(tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").active["D9"].value == 5


def test_words_of_an_old_report_are_told_once_and_counted_from_then_on(open_as: Open, tmp_path: Path) -> None:
    old = docx.Document(str(OLD))  # with words of its own, so that the other tests are told nothing
    for run in (run for paragraph in old.paragraphs for run in paragraph.runs):
        run.text = run.text.replace("面向群众开展宣讲", "面向居民开展宣讲")
    old.save(str(tmp_path / OLD.name))
    page = open_as(OFFICE, "/learn/?unit=01")
    _handed_in(page, "#id_file", tmp_path / OLD.name)
    page.locator("a", has_text="指定“宣讲”对应的统计项目").click()
    page.locator("#id_figure").fill("面向群众宣讲")
    page.locator("#id_figure").press("Enter")
    expect(page.locator(".error").first).to_contain_text("请把文中的话写得更完整些")
    page.locator("#id_phrase").fill("面向居民开展宣讲")
    page.locator("#id_figure").press("Enter")
    expect(page.locator("#messages")).to_contain_text("已记住：“面向居民开展宣讲”指“面向群众宣讲”")
    page.goto(page.url.partition("/learn/")[0] + "/learn/?unit=01")
    _handed_in(page, "#id_file", tmp_path / OLD.name)
    expect(page.locator("main .soft").first).to_contain_text("标为旧数")
    expect(page.locator("a", has_text="指定“宣讲”对应的统计项目")).to_have_count(0)


def test_pages_can_be_read_without_scripts(open_as: Open, served: object) -> None:
    page = open_as(OFFICE, "/check/?unit=01")
    _handed_in(page, "#id_papers", DRAFT)
    address = page.url
    plain = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    bare = plain.new_page()
    bare.goto(address)
    bare.click("text=认错了 >> nth=0")
    expect(bare.locator("#id_phrase")).to_have_value("主题党日")
    plain.close()
