"""Confirming months before a real browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

RECORDER, LEADER = "900022", "900002"
PHONE = {"width": 390, "height": 844}

Open = Callable[..., Page]


def test_missing_unit_is_confirmed_and_opened_again(open_as: Open) -> None:
    page = open_as(RECORDER, "/months/?period=2026-06")
    expect(page.locator(".standing")).to_contain_text("个未报")
    missing = page.locator(".month tr", has=page.locator(".mark.missing")).first
    name = missing.locator("th").inner_text().strip()
    missing.locator("button").click()
    expect(page.locator("#messages")).to_contain_text(name)
    row = page.locator(".month tr", has_text=name).first
    expect(row.locator(".state-cell")).to_contain_text("✓")
    row.get_by_role("link", name="退回").click()
    page.get_by_label("原因").fill("漏报一次")
    page.get_by_role("button", name="退回月报").click()
    expect(page.locator(".month tr", has_text=name).first.locator(".state-cell")).to_contain_text("已退回")


def test_confirming_for_all_asks_first(open_as: Open) -> None:
    page = open_as(RECORDER, "/months/?period=2026-06")
    page.get_by_role("link", name="连同所属单位确认").first.click()
    expect(page.locator(".lead")).to_contain_text("没有确认")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/months/\?"))


@pytest.mark.parametrize(("lang", "title"), [("zh-hans", "月报确认"), ("en", "Confirm months")])
@pytest.mark.parametrize("path", ["/months/?period=2026-06", "/months/year/?period=2026-06"])
def test_months_fit_a_phone(open_as: Open, lang: str, title: str, path: str) -> None:
    page = open_as(LEADER, path, size=PHONE, lang=lang)
    expect(page.locator("h1")).to_have_text(title)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
