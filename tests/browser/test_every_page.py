"""Every page that somebody can reach: without a fault of accessibility, not wider than the screen, small, and by keyboard."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from browser.accessible import violations
from browser.walk import walk

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
ZOOMED = {"width": 683, "height": 384}  # a desktop at 200 %
OFFICE, ADMINISTRATOR, SYSTEM, MEMBER = "900022", "900023", "900060", "900236"
MOST_BYTES = 150_000
OpenAs = Callable[..., Page]


def faults_of(page: Page, *, width: int) -> Iterator[str]:
    """What is wrong with the page that is shown."""
    yield from violations(page)
    wide, size = page.evaluate("() => document.documentElement.scrollWidth"), len(page.content().encode())
    if wide > width:
        yield f"{wide} px wide"
    if size > MOST_BYTES:
        yield f"{size} bytes"
    if (titles := page.locator("h1").count()) != 1:
        yield f"{titles} titles"
    if english := page.evaluate(ENGLISH):
        yield f"English words: {english}"


@pytest.mark.parametrize(
    ("number", "size"), [(OFFICE, PHONE), (ADMINISTRATOR, ZOOMED), (SYSTEM, DESKTOP), (MEMBER, PHONE)]
)
def test_every_page_is_accessible_fits_the_screen_and_is_small(
    open_as: OpenAs, number: str, size: dict[str, int]
) -> None:
    """axe-core, no sideways scrolling (a desktop at 200 % too), the bound on bytes, and no English for Chinese readers."""
    page = open_as(number, size=size)
    faults = [
        f"{seen.name} ({seen.path}): {one}" for seen in walk(page) for one in faults_of(page, width=size["width"])
    ]
    assert faults == []


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
