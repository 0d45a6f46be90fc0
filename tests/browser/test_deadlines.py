"""The agenda in a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

OFFICE, STATION = "900023", "900235"
PHONE = {"width": 390, "height": 844}
Open = Callable[..., Page]


def _add(page: Page, title: str, *, sort: str, first: str, **chosen: str) -> None:
    page.goto("/deadlines/new/?unit=01")
    page.fill("#id_title", title)
    page.check(f"[name=sort][value={sort}]")
    page.fill("#id_first", first)
    for name, value in chosen.items():
        page.select_option(f"#id_{name}", value)
    page.click("form.form button.main")
    expect(page.locator("#messages")).to_contain_text(f"“{title}”已列入日程。")


@pytest.mark.parametrize("size", [{"width": 1366, "height": 768}, PHONE], ids=["desktop", "phone"])
def test_something_due_is_added_done_and_taken_back(open_as: Open, size: dict[str, int]) -> None:
    page = open_as(OFFICE, "/", size=size)
    title = f"盘点{size['width']}"
    _add(page, title, sort="other", first="2026-07-02")
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    line = page.locator(".due", has_text=title)
    expect(line).to_contain_text("还有 2 天")
    line.locator("button").click()
    expect(page.locator(".part.done")).to_contain_text(title)
    page.locator(".part.done .due", has_text=title).locator("button").click()
    expect(page.locator("#messages")).to_contain_text("重新列为待办")


def test_month_of_the_stations_names_who_is_missing_and_the_reminder_is_copied(open_as: Open) -> None:
    page = open_as(OFFICE, "/")
    _add(page, "派出所月报表", sort="month", first="2026-06-25", repeats="monthly", period="2026-06", below="派出所")
    page.click(".due a:text-is('派出所月报表') >> nth=0")
    expect(page.locator(".missing")).to_contain_text("3 个单位未报： 松林派出所、清水派出所、高岭派出所")
    expect(page.locator("#reminder")).to_contain_text("松林派出所、清水派出所、高岭派出所：2026年6月“派出所月报表”")
    page.click("[data-copy]")
    expect(page.locator("[data-copy]")).to_have_text("已复制")


def test_station_sees_its_own_part_in_english(open_as: Open) -> None:
    _add(open_as(OFFICE, "/"), "安全自查", sort="other", first="2026-07-08", below="派出所")
    page = open_as(STATION, "/deadlines/", lang="en")
    expect(page.locator(".due", has_text="安全自查")).to_contain_text("8 days left")
    expect(page.locator(".due", has_text="安全自查")).to_contain_text("城关派出所")


def test_what_is_typed_survives_a_fault(open_as: Open) -> None:
    page = open_as(OFFICE, "/deadlines/new/?unit=01")
    page.fill("#id_title", "月报")
    page.check("[name=sort][value=month]")
    page.fill("#id_first", "2026-07-25")
    page.click("form.form button.main")
    expect(page.locator(".errors")).to_contain_text("月报要有统计期，请选择。")
    page.click(".errors a")
    expect(page.locator("#id_period")).to_be_focused()
    expect(page.locator("#id_title")).to_have_value("月报")
