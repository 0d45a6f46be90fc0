"""Imports in a browser: a workbook from the choice of its file to the ledger and back, on both screens and by keyboard."""

from collections.abc import Callable
from hashlib import sha512
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from books import write_book

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
STATION, ADMINISTRATOR = "900235", "900023"
OpenAs = Callable[..., Page]

HEADER = "日期 | 责任单位 | 事项类别 | 活动名称 | 次数 | 到场"
ROWS = """
2026-06-02 | 城关派出所 | 反诈宣讲 | 进社区讲反诈 | 1 | 40
2026-06-03 | 城关派出所 | 反诈宣讲 | 进学校讲反诈 | 1 | 55
"""
BAD = "2026-06-04 | 城关派出所 | 反诈宣讲 | 进企业讲反诈 | 约2次 | 20"


def hand_in(page: Page, *paths: Path) -> None:
    page.set_input_files("#id_workbooks", paths)
    page.click("main button.main")


@pytest.mark.parametrize(("size", "lang"), [(DESKTOP, "zh-hans"), (PHONE, "zh-hans"), (DESKTOP, "en"), (PHONE, "en")])
def test_workbook_goes_into_the_ledger_and_out_of_it_again(
    open_as: OpenAs, tmp_path: Path, size: dict[str, int], lang: str
) -> None:
    words = {
        "zh-hans": ("记入台账（新增 2 行）", "已记入台账：新增 2 行", "撤销导入", "作废 2 条记录"),
        "en": (
            "Enter 2 new rows in the ledger",
            "is in the ledger: 2 new rows",
            "Undo the import",
            "2 records are cancelled",
        ),
    }[lang]
    page = open_as(STATION, "/import/", size=size, lang=lang)
    hand_in(page, write_book(tmp_path / "城关派出所反诈宣讲.xlsx", ROWS, title="反诈宣讲台账", header=HEADER))
    expect(page.locator(".counts dd").first).to_have_text("2")
    page.get_by_role("button", name=words[0]).click()
    expect(page.locator("#messages")).to_contain_text(words[1])
    page.locator("a.button", has_text="撤销" if lang == "zh-hans" else "Undo").click()
    page.fill("#id_reason", "导错了")
    page.get_by_role("button", name=words[2]).click()
    expect(page.locator("#messages")).to_contain_text(words[3])


def test_column_is_corrected_by_keyboard_in_the_side_sheet(open_as: OpenAs, tmp_path: Path) -> None:
    page = open_as(STATION, "/import/")
    hand_in(page, write_book(tmp_path / "城关派出所六月.xlsx", ROWS, title="反诈宣讲台账", header=HEADER))
    column = page.locator("th.column a").last
    expect(column).to_have_text("没有认出，不保存")
    column.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#sheet form")
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_hidden()
    expect(column).to_be_focused()
    page.keyboard.press("Enter")
    page.select_option("#sheet select", "people")
    page.locator("#sheet select").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("th.column a").last).to_have_text("人次")
    expect(page.locator(".becomes .read").first).to_contain_text("40人次")


def test_bad_cell_is_shown_in_its_place_and_the_marked_copy_downloads(open_as: OpenAs, tmp_path: Path) -> None:
    page = open_as(STATION, "/import/", size=PHONE)
    hand_in(page, write_book(tmp_path / "城关派出所有误.xlsx", ROWS + BAD, title="反诈宣讲台账", header=HEADER))
    expect(page.locator(".bad-cell")).to_contain_text("约2次")
    with page.expect_download() as download:
        page.click(".message.error a")
    assert download.value.suggested_filename == "城关派出所有误-标注.xlsx"


def test_several_workbooks_are_listed_before_and_after(open_as: OpenAs, tmp_path: Path) -> None:
    page = open_as(ADMINISTRATOR, "/import/")
    paths = [
        write_book(
            tmp_path / f"{unit}2026年6月.xlsx", ROWS.replace("城关派出所", unit), title="反诈宣讲", header=HEADER
        )
        for unit in ("城东派出所", "城西派出所")
    ]
    page.set_input_files("#id_workbooks", paths)
    expect(page.locator("[data-chosen] li")).to_have_count(2)
    page.click("main button.main")
    expect(page.locator(".workbooks tbody tr")).to_have_count(2)
    page.click("#together button.main")
    expect(page.locator("#messages")).to_contain_text("已导入 2 个工作簿。")


def test_reminder_is_copied(open_as: OpenAs) -> None:
    page = open_as(ADMINISTRATOR, "/import/returns/?period=2026-06&sort=派出所")
    expect(page.locator("#reminder")).to_have_value(
        "2026年6月台账还未报送的单位：松林派出所、清水派出所、高岭派出所。请尽快报送。"
    )
    page.click("[data-copy]")
    expect(page.locator("[data-copy]")).to_have_text("已复制")


def test_large_workbook_is_read_in_the_background_with_progress(open_as: OpenAs, tmp_path: Path) -> None:
    # texts that pack badly make a file for which nobody is made to wait
    texts = [sha512(str(number).encode()).hexdigest() for number in range(3_500)]
    rows = "\n".join(
        f"2026-05-0{number % 9 + 1} | 城关派出所 | 座谈会 | {text} | 1 | 5" for number, text in enumerate(texts)
    )
    path = write_book(tmp_path / "城关派出所大台账.xlsx", rows, title="反诈宣讲台账", header=HEADER)
    assert path.stat().st_size > 256 * 1024
    page = open_as(STATION, "/import/")
    hand_in(page, path)
    expect(page.locator("#work progress, .decisions").first).to_be_visible()
    page.wait_for_selector(".decisions", timeout=180_000)
    expect(page.locator(".counts dd").first).to_have_text("3500")


def test_page_reads_without_scripts(open_as: OpenAs, tmp_path: Path) -> None:
    page = open_as(STATION, "/import/")
    hand_in(page, write_book(tmp_path / "城关派出所无脚本.xlsx", ROWS, title="反诈宣讲台账", header=HEADER))
    page.wait_for_selector(".decisions")
    plain = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    read = plain.new_page()
    read.goto(page.url)
    read.click("th.column a >> nth=1")
    expect(read.locator("h1")).to_have_text("这一列是什么")
    read.click("main button.main")
    expect(read.locator(".counts dd").first).to_have_text("2")
    plain.close()
