"""Every page that somebody can reach: without a fault of accessibility, not wider than the screen, small, and by keyboard."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from browser.walk import walk

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
ZOOMED = {"width": 683, "height": 384}  # a desktop at 200 %
OFFICE, ADMINISTRATOR, SYSTEM, LEADER, MEMBER = "900022", "900023", "900060", "900002", "900236"
MOST_BYTES = 150_000
OpenAs = Callable[..., Page]


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize(
    ("number", "size"),
    [(OFFICE, DESKTOP), (OFFICE, PHONE), (ADMINISTRATOR, DESKTOP), (SYSTEM, DESKTOP), (MEMBER, PHONE), (LEADER, PHONE)],
)
def test_every_page_is_accessible_and_fits_the_screen(open_as: OpenAs, number: str, size: dict[str, int]) -> None:
    page = open_as(number, size=size)
    faults = []
    for seen in walk(page):
        faults += [f"{seen.name} ({seen.path}): {fault}" for fault in violations(page)]
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        if wide > size["width"]:
            faults.append(f"{seen.name} ({seen.path}) is {wide} px wide")
        headings = page.locator("h1").count()
        if headings != 1:
            faults.append(f"{seen.name} ({seen.path}) has {headings} titles")
    assert faults == []


def test_every_page_fits_a_screen_at_twice_its_size_and_is_small(open_as: OpenAs) -> None:
    page = open_as(ADMINISTRATOR, size=ZOOMED)
    faults = []
    for seen in walk(page):
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        size = len(page.content().encode())
        if wide > ZOOMED["width"] or size > MOST_BYTES:
            faults.append(f"{seen.name} ({seen.path}): {wide} px, {size} bytes")
    assert faults == []


@pytest.mark.parametrize("number", [OFFICE, ADMINISTRATOR])
def test_no_page_shows_english_to_a_chinese_reader(open_as: OpenAs, number: str) -> None:
    page = open_as(number)
    shown = {seen.name: page.evaluate(ENGLISH) for seen in walk(page)}
    assert {name: words for name, words in shown.items() if words} == {}


ENGLISH = """() => {
  const main = document.body.cloneNode(true);
  main.querySelectorAll('code, pre, [lang], script, style, textarea, input, .data').forEach(one => one.remove());
  return (main.textContent.match(/[A-Za-z]{3,}( [A-Za-z]{2,}){2,}/g) || []).slice(0, 5);
}"""


def test_the_first_key_skips_to_the_content_and_each_page_is_reached_by_keyboard(open_as: OpenAs) -> None:
    page = open_as(OFFICE)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    reached = set()
    page.goto("/")
    for _press in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("() => document.activeElement.getAttribute('href') || ''"))
    assert {"/record/", "/ledger/", "/statistics/", "/more/"} <= reached


def test_pages_read_without_scripts(open_as: OpenAs, browser: object, served: object) -> None:
    context = browser.new_context(base_url=served.url, java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("[name=number]", OFFICE)
    page.fill("[name=code]", "shilu-2026")
    page.click("button.main")
    for path in ("/", "/ledger/", "/statistics/", "/months/", "/reports/", "/deadlines/"):
        answer = page.goto(path)
        assert answer.status == 200
        assert page.locator("main").inner_text().strip()
    context.close()
