"""The ledger before a real browser: filters, the side sheet, keys, cancelling, evidence; on a phone and without scripts."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

RECORDER, STATION, LEADER = "900022", "900235", "900002"
PHONE = {"width": 390, "height": 844}
CODE = "shilu-2026"

Open = Callable[..., Page]


def no_sideways_scrolling(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_choosing_a_kind_narrows_the_list_and_the_place_keeps_it(open_as: Open) -> None:
    page = open_as(RECORDER, "/ledger/?period=2026-H1")
    page.select_option("#filter_kind", label="中心组学习")
    expect(page).to_have_url(re.compile("kind=grassroots"))
    kinds = page.locator(".records td.kind")
    expect(kinds.first).to_have_text("中心组学习")
    assert set(kinds.all_inner_texts()) == {"中心组学习"}
    page.select_option("[name=period]", "2026-05")
    expect(page).to_have_url(re.compile("period=2026-05"))
    expect(page.locator("#filter_kind option:checked")).to_have_text("中心组学习")
    page.check("#filter_ever")
    expect(page).to_have_url(re.compile("ever=on"))
    page.select_option("#filter_kind", label="宣传稿件")
    page.get_by_label("媒体级别").select_option(label="省级媒体")
    expect(page).to_have_url(re.compile("label_"))
    expect(page.locator(".records .labels").first).to_contain_text("省级媒体")


def test_a_link_to_a_units_records_leaves_the_next_record_to_ones_own_unit(open_as: Open) -> None:
    page = open_as(RECORDER, "/ledger/?unit=0115")
    expect(page.locator("[data-place] [name=unit]")).to_have_value("0115")
    page.goto("/record/grassroots/talk/")
    expect(page.locator("[name=for_unit]")).not_to_have_value("0115")


def test_the_top_line_is_changed_where_a_link_led(open_as: Open) -> None:
    page = open_as(RECORDER, "/ledger/?unit=0115&period=2026-05")
    with page.expect_navigation(url=lambda url: "stood" not in url):
        page.select_option("[data-place] [name=unit]", "0114")
    expect(page.locator("[data-place] [name=unit]")).to_have_value("0114")
    expect(page.locator("[data-place] [name=period]")).to_have_value("2026-05")
    page.goto("/ledger/")
    expect(page.locator("[data-place] [name=unit]")).to_have_value("0114")


def test_record_opens_beside_the_list_by_mouse_and_by_keys(open_as: Open) -> None:
    page = open_as(RECORDER, "/ledger/?period=2026-H1")
    first = page.locator(".records td.title a").first
    first.focus()
    page.keyboard.press("Enter")
    sheet = page.locator("#sheet")
    expect(sheet).to_be_visible()
    expect(sheet.locator("dl.facts")).to_contain_text("事项类别")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(first).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#filter_words")).to_be_focused()
    page.keyboard.type("培训班")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("words="))
    expect(page.locator(".records td.title a").first).to_contain_text("培训班")


def test_pages_of_the_list_follow_one_another(open_as: Open) -> None:
    page = open_as(RECORDER, "/ledger/?period=2026-H1")
    first = page.locator(".records td.title a").first.get_attribute("href")
    page.click("a[rel=next]")
    expect(page.locator("a[rel=prev]")).to_be_visible()
    page.click("a[rel=prev]")
    expect(page.locator(".records td.title a").first).to_have_attribute("href", first or "")


def test_record_is_cancelled_with_a_reason_and_stays_to_be_read(open_as: Open) -> None:
    page = open_as(RECORDER, "/ledger/?period=2026-H1&kind=grassroots%2Fduty-meeting")
    page.goto(page.locator(".records td.title a").last.get_attribute("href") or "")
    page.get_by_role("link", name="作废（原记录保留）").click()
    page.get_by_label("其他", exact=True).check()
    page.get_by_role("button", name="作废这条记录").click()
    expect(page.locator(".errors")).to_contain_text("请简单写明原因")
    page.get_by_label("重复记录").check()
    page.get_by_role("button", name="作废这条记录").click()
    expect(page.locator(".message.error")).to_contain_text("不再计数")
    expect(page.locator("h1")).to_be_visible()


def test_evidence_comes_to_a_record(open_as: Open, tmp_path: Path) -> None:
    picture = tmp_path / "现场照片.jpg"
    Image.new("RGB", (400, 300), "#888").save(picture)
    page = open_as(RECORDER, "/ledger/?period=2026-06&words=培训")
    page.goto(page.locator(".records td.title a").first.get_attribute("href") or "")
    page.get_by_text("添加佐证材料").click()
    page.set_input_files("[name=files]", picture)
    page.get_by_role("button", name="添加").click()
    expect(page.locator(".evidence img")).to_be_visible()
    expect(page.locator(".evidence")).to_contain_text("现场照片.jpg")
    expect(page.locator(".evidence img")).to_have_js_property("naturalWidth", 400)


def test_list_is_exported_as_it_stands(open_as: Open) -> None:
    page = open_as(LEADER, "/ledger/?period=2026-06")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Excel").click()
    assert download.value.suggested_filename == "台账 县局 2026年6月.xlsx"


def test_what_is_pressed_on_a_phone_is_large_enough(open_as: Open) -> None:
    page = open_as(RECORDER, size=PHONE)
    for path in ("/", "/ledger/", "/deadlines/"):
        page.goto(path)
        small = page.evaluate(
            """() => Array.from(document.querySelectorAll("main a, main button, main summary"))
                .map((one) => [one.innerText, one.getBoundingClientRect()])
                .filter(([_text, box]) => box.width && box.height && box.height < 43.5).map(([text]) => text)"""
        )
        assert small == [], path


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_what_a_field_is_for_is_read_whole_on_a_phone(open_as: Open, lang: str) -> None:
    page = open_as(RECORDER, "/ledger/", size=PHONE, lang=lang)
    words, room = page.locator("[name=span]").evaluate(
        """(field) => {
            const style = getComputedStyle(field), pen = document.createElement("canvas").getContext("2d");
            pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
            const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
            return [pen.measureText(field.placeholder).width, room];
        }"""
    )
    assert 0 < words < room


@pytest.mark.parametrize(("lang", "title"), [("zh-hans", "台账"), ("en", "Ledger")])
def test_ledger_fits_a_phone(open_as: Open, lang: str, title: str) -> None:
    page = open_as(STATION, "/ledger/?period=2026-06", size=PHONE, lang=lang)
    expect(page.locator("h1")).to_have_text(title)
    assert no_sideways_scrolling(page)
    page.locator(".records td.title a").first.click()
    sheet = page.locator("#sheet")
    expect(sheet).to_be_visible()
    assert round(sheet.bounding_box()["width"]) == PHONE["width"]  # type: ignore[index]
    sheet.locator("[data-close]").click()
    expect(sheet).to_be_hidden()
    page.goto("/ledger/?period=2026-06&words=nothing-like-this")
    expect(page.locator(".empty")).to_be_visible()
    assert no_sideways_scrolling(page)


def test_ledger_is_read_without_scripts(browser: Browser, served: Any) -> None:
    context = browser.new_context(base_url=served.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("[name=number]", RECORDER)
    page.fill("[name=code]", CODE)
    page.click("button.main")
    page.goto("/ledger/?period=2026-H1")
    page.select_option("#filter_kind", label="中心组学习")
    page.get_by_role("button", name="查找").click()
    expect(page.locator(".records td.kind").first).to_have_text("中心组学习")
    page.locator(".records td.title a").first.click()
    expect(page.locator("dl.facts")).to_contain_text("中心组学习")
    context.close()
