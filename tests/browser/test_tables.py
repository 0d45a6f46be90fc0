"""Tables are put in order by a click on a head, by keyboard, on a phone, and the ledger without a script."""

from collections.abc import Callable

from playwright.sync_api import Browser, Locator, Page, expect

RECORDER = "900022"
PHONE = {"width": 390, "height": 844}
CODE = "shilu-2026"

Open = Callable[..., Page]


def column(page: Page, number: int) -> list[str]:
    return [
        text.strip() for text in page.locator(f"table[data-sorts] tbody tr > :nth-child({number})").all_inner_texts()
    ]


def head(page: Page, title: str) -> Locator:
    return page.locator("thead th").filter(has_text=title)


def test_a_table_on_one_page_is_put_in_order_by_a_click_and_by_keyboard(open_as: Open) -> None:
    page = open_as(RECORDER, "/import/returns/?period=2026-06&sort=派出所")
    before = column(page, 1)
    states = column(page, 2)
    button = page.locator("thead").get_by_role("button", name="状态")
    button.click()
    expect(head(page, "状态")).to_have_attribute("aria-sort", "ascending")
    assert sorted(column(page, 2)) == sorted(states)
    together = column(page, 2)
    assert [one for at, one in enumerate(together) if at == 0 or together[at - 1] != one] == list(
        dict.fromkeys(together)
    )
    button.focus()
    page.keyboard.press("Enter")
    expect(head(page, "状态")).to_have_attribute("aria-sort", "descending")
    page.locator("thead").get_by_role("button", name="单位").press("Enter")
    expect(head(page, "单位")).to_have_attribute("aria-sort", "ascending")
    expect(head(page, "状态")).not_to_have_attribute("aria-sort", "ascending")
    by_name = column(page, 1)
    assert sorted(by_name) == sorted(before)
    assert by_name.index("白塔派出所") < by_name.index("城关派出所") < by_name.index("云溪派出所")


def test_numbers_stand_largest_first_and_what_is_missing_behind(open_as: Open) -> None:
    page = open_as(RECORDER, "/import/history/?unit=01")
    page.locator("thead").get_by_role("button", name="记录数").click()
    counts = [int(text.replace(",", "")) for text in column(page, 6)]
    assert counts == sorted(counts, reverse=True)
    page.locator("thead").get_by_role("button", name="记录数").click()
    counts = [int(text.replace(",", "")) for text in column(page, 6)]
    assert counts == sorted(counts)


def test_on_a_phone_the_orders_stand_before_the_table(open_as: Open) -> None:
    page = open_as(RECORDER, "/import/returns/?period=2026-06&sort=派出所", size=PHONE)
    orders = page.get_by_role("navigation", name="排列")
    orders.get_by_role("button", name="单位").click()
    expect(orders.get_by_role("button", name="单位")).to_contain_text("↑")
    names = column(page, 1)
    assert names.index("白塔派出所") < names.index("城关派出所")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_ledger_is_put_in_order_without_a_script(browser: Browser, open_as: Open) -> None:
    page = open_as(RECORDER, "/ledger/?period=2026-H1")
    state = page.context.storage_state()
    context = browser.new_context(
        java_script_enabled=False, base_url=page.url.split("/ledger")[0], storage_state=state, locale="zh-CN"
    )
    plain = context.new_page()
    plain.goto("/ledger/?period=2026-H1")
    plain.locator("thead a.by", has_text="数量").press("Enter")
    expect(plain.locator("thead th[aria-sort]")).to_have_text("数量 ↓")
    expect(plain.locator(".records td.num").first).to_have_text("4,580册")
    plain.get_by_role("link", name="下一页").click()
    expect(plain.locator("thead th[aria-sort]")).to_have_text("数量 ↓")
    plain.get_by_role("link", name="上一页").click()
    expect(plain.locator(".records td.num").first).to_have_text("4,580册")
    context.close()


def test_the_table_of_all_figures_fits_a_phone_in_english_with_its_buttons_in_one_line(open_as: Open) -> None:
    page = open_as(RECORDER, "/statistics/?period=2026-H1&unit=01", size=PHONE, lang="en")
    table = page.locator("table.whole")
    box, frame = table.bounding_box(), page.locator(".figures .scroll").bounding_box()
    assert box is not None
    assert frame is not None
    assert box["width"] <= frame["width"]
    buttons = [button.bounding_box() for button in page.locator(".figures .buttons button").all()]
    assert len({round(one["y"]) for one in buttons if one is not None}) == 1
