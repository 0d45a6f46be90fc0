"""Home and statistics in a browser: from the first page to a number, its records, and what is taken away."""

import re

import pytest
from playwright.sync_api import expect

from browser.accessible import violations

DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
RECORDER, REVIEWER = "900022", "900001"
H1 = "period=2026-H1"


def sideways(page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_home_leads_to_a_number_and_its_records(open_as, size, lang):
    page = open_as(RECORDER, "/", size=size, lang=lang)
    assert page.locator("a.button.main").inner_text() == {"zh-hans": "记一笔", "en": "Record something"}[lang]
    assert page.locator("ol.calendar li").count() == 6
    assert sideways(page) <= 0
    number = page.locator("table.month tbody tr", has=page.locator("a.number")).first.locator("a.number").first
    shown = re.sub(r"\D", "", number.inner_text())
    number.click()
    expect(page.locator(".figure-value")).to_have_text(shown)
    expect(page.locator("main tbody tr").first).to_be_visible()
    assert sideways(page) <= 0


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_figures_are_cut_by_unit_beside_last_year_and_drawn(open_as, size):
    page = open_as(REVIEWER, f"/statistics/?{H1}", size=size)
    page.select_option("[name=compare]", "last-year")
    page.wait_for_url("**compare=last-year**")
    page.click("nav.tabs a:has-text('按单位')")
    expect(page.locator("table.parts tbody tr.total th")).to_have_text("合计")
    expect(page.locator("figure.drawn svg.picture").nth(1)).to_be_attached()
    assert sideways(page) <= 0


def test_a_figure_is_added_by_keyboard_alone(open_as):
    page = open_as(RECORDER, f"/statistics/?{H1}&by=month")
    page.keyboard.press("/")
    page.keyboard.type("中心组学习")
    page.keyboard.press("Enter")
    expect(page.locator("ul.chosen li")).to_have_text([re.compile("^\\s*中心组学习"), re.compile("^\\s*中心组学习")])
    expect(page.locator("table.parts tbody tr")).to_have_count(7)


def test_another_period_is_asked_for_only_where_it_is_meant(open_as):
    page = open_as(RECORDER, f"/statistics/?{H1}&figure=grassroots/centre-group-study.times")
    expect(page.locator("[name=against]")).to_be_hidden()
    page.select_option("[name=compare]", "other")
    page.fill("[name=against]", "2025年一季度")
    page.keyboard.press("Enter")
    page.wait_for_url("**against=**")
    expect(page.locator("thead th.num").nth(1)).to_have_text("2025年第一季度")


def test_ticked_figures_are_copied_as_sentence_table_and_picture(open_as):
    page = open_as(RECORDER, f"/statistics/?{H1}&compare=last-year")
    for name in ("中心组学习 次", "政治轮训 次"):
        page.check(f"input[aria-label='{name}']")
    page.click(".figures button.main")
    sheet = page.locator("#sheet")
    expect(sheet.locator("textarea")).to_have_value(
        "2026年上半年，示例县公安局中心组学习8次，同比增加2次、增长33.3%；政治轮训3次，同比增加1次、增长50.0%。"
        "（未报齐：松林派出所、清水派出所、高岭派出所未报）"
    )
    page.evaluate("""() => {
        const set = DataTransfer.prototype.setData; window.put = {};
        DataTransfer.prototype.setData = function (type, text) { window.put[type] = text; return set.call(this, type, text); };
    }""")
    sheet.locator("[data-copy-table]").click()
    put = page.evaluate("window.put")
    assert put["text/plain"].splitlines()[1].split("\t") == ["中心组学习", "次", "8", "6", "2", "+33.3%", "8"]
    assert put["text/html"].startswith("<table")
    with page.expect_download() as download:
        sheet.locator("[data-png]").first.click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_a_view_is_kept_and_found_again(open_as):
    page = open_as(RECORDER, f"/statistics/?{H1}&by=month&figure=grassroots/centre-group-study.times")
    page.click("details.keep summary")
    page.fill("[name=name]", "学习按月")
    page.click("details.keep button")
    expect(page.locator(".message.success")).to_be_visible()
    page.goto("/statistics/")
    page.click("nav.kept a:has-text('学习按月')")
    expect(page.locator("nav.tabs a[aria-current]")).to_have_text("按月")
    page.click("nav.kept .drop-it")
    page.click("button:has-text('删去视图')")
    expect(page.locator(".message.success")).to_be_visible()
    expect(page.locator("nav.kept")).to_have_count(0)


def test_the_pages_work_without_scripts(browser, served):
    context = browser.new_context(java_script_enabled=False, base_url=served.url)
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("[name=number]", RECORDER)
    page.fill("[name=code]", "shilu-2026")
    page.click("button.main")
    page.goto(f"/statistics/?{H1}&figure=grassroots/centre-group-study.times&figure=grassroots/articles.items")
    page.check("input[name=row] >> nth=0")
    page.click(".figures button.main")
    expect(page.locator("h1")).to_have_text("抄录")
    expect(page.locator("textarea")).to_have_value(re.compile("^2026年上半年，示例县公安局中心组学习8次"))
    context.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_stands_in_the_way_of_anybody(open_as, size):
    statistics = f"/statistics/?{H1}"
    page = open_as(REVIEWER, size=size)
    for path in ("/", statistics, f"{statistics}&by=unit&compare=last-year", f"/statistics/copied/?{H1}"):
        page.goto(path)
        assert violations(page) == [], path


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_another_period_is_written_in_words_and_the_way_back_is_the_view(open_as, size):
    page = open_as(RECORDER, "/statistics/?period=2026-06&by=unit", size=size)
    page.fill("[name=span]", "随便")
    page.press("[name=span]", "Enter")
    expect(page.locator("#span-fault")).to_contain_text("“随便”看不出是哪个时期")
    expect(page.locator("h1")).to_have_text("统计")
    page.fill("[name=span]", "上半年")
    page.press("[name=span]", "Enter")
    expect(page.locator("form.place [name=period]")).to_have_value("2026-H1")
    expect(page.locator("#span-fault")).to_have_count(0)
    view = page.url
    assert "by=unit" in view
    page.locator("main a.number").first.click()
    page.click("p.back a")
    expect(page).to_have_url(view)


def test_that_few_records_say_a_number_stands_beside_it_where_nobody_is_told_late(open_as):
    page = open_as(RECORDER, "/statistics/?period=2026-H1")
    row = page.get_by_role("row").filter(has_text="44人次")
    expect(row.get_by_text("37条记录中1条填了人次")).to_be_visible()
    expect(row.get_by_text("未报齐")).to_be_hidden()
