"""记一笔 in a real browser: how few presses it takes, and that nothing typed is ever lost."""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
RECORDER, MEMBER, STATION, REVIEWER, CODE = "900022", "900236", "900235", "900001", "shilu-2026"
MOST_PRESSES, MOST_TRIPS = 12, 2
Open = Callable[..., Page]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A small picture, as PNG has it."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" + b"\xff\x00\x00" * 2 + b"\x00" + b"\xff\x00\x00" * 2)
    path = tmp_path / "签到表.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))
    return path


class Hands:
    """Keys pressed one by one, and trips to the server, counted."""

    def __init__(self, page: Page) -> None:
        self._page, self.presses, self.trips = page, 0, 0
        page.on("request", self._seen)

    def _seen(self, request) -> None:
        if "/static/" not in request.url:
            self.trips += 1

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)
            self.presses += 1

    def start(self) -> None:
        self.presses = self.trips = 0


def choose(page: Page, letters: str, title: str) -> None:
    page.keyboard.type(letters)
    page.keyboard.press("Enter")
    expect(page.locator("form[data-record] h2")).to_have_text(title)
    expect(page.locator("form[data-record] :focus")).to_have_count(1)


def test_usual_record_takes_few_presses_and_two_trips(open_as: Open) -> None:
    page = open_as(RECORDER, "/record/")
    hands = Hands(page)
    page.keyboard.type("zxz")
    expect(page.locator("#kinds .found a").first).to_contain_text("中心组学习")
    hands.start()
    page.keyboard.press("Enter")  # this opens the kind
    expect(page.locator("[name=title]")).to_be_focused()

    hands.press(*"7.1yqr", "Enter", "1", "6", "Control+Enter")

    expect(page.locator(".just .what")).to_contain_text("中心组学习 · 7.1yqr · 1次 16人次")
    expect(page.locator("#seek")).to_be_focused()
    assert hands.presses <= MOST_PRESSES
    assert hands.trips <= MOST_TRIPS

    # the next time last time's values stand there, and it takes less
    choose(page, "zxz", "中心组学习")
    expect(page.locator("[name=q-people]")).to_have_value("16")
    expect(page.locator(".lately")).to_contain_text("7.1yqr")
    hands.start()

    hands.press(*"sccl", "Control+Enter")

    expect(page.locator(".just .what")).to_contain_text("sccl · 1次 16人次")
    assert (hands.presses, hands.trips) == (5, 1)


def test_kind_is_chosen_by_arrows_and_left_by_escape(open_as: Open) -> None:
    page = open_as(RECORDER, "/record/")
    page.keyboard.type("xj")
    expect(page.locator("#kinds .found a").nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator("#kinds .found a").nth(1)
    expect(second).to_be_focused()
    title = second.locator("strong").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("form[data-record] h2")).to_have_text(title)
    expect(page.locator("form[data-record] :focus")).to_have_count(1)

    page.keyboard.press("Escape")

    expect(page.locator("#seek")).to_be_focused()
    expect(page).to_have_url(re.compile(r"^http://[^/]+/record/($|\?)"))


def test_enter_goes_on_and_days_come_by_a_press(open_as: Open) -> None:
    page = open_as(STATION, "/record/grassroots/party-lesson/")
    page.click("[data-day-back='1']")
    expect(page.locator("[name=day]")).to_have_value("2026-06-29")
    expect(page.locator("[name=day]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[name=title]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[name=q-people]")).to_be_focused()


def test_closed_page_loses_nothing(open_as: Open) -> None:
    page = open_as(RECORDER, "/record/grassroots/seminar/")
    page.keyboard.type("没打完的题目")
    page.fill("[name=q-people]", "31")
    page.goto("/")  # the page is left before it is handed in

    page.goto("/record/")
    page.locator(".unfinished a", has_text="没打完的题目").click()

    expect(page.locator("[name=title]")).to_have_value("没打完的题目")
    expect(page.locator("[name=q-people]")).to_have_value("31")
    page.click("[data-anew]")
    expect(page.locator("[name=title]")).to_have_value("")
    page.goto("/record/")
    expect(page.locator(".unfinished a", has_text="没打完的题目")).to_have_count(0)


def test_event_of_the_same_day_is_offered_when_the_day_changes(open_as: Open) -> None:
    page = open_as(STATION, "/record/grassroots/party-lesson/")
    page.keyboard.type("同场的党课")
    page.fill("[name=day]", "2026-05-06")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".just")).to_contain_text("同场的党课")

    page.goto("/record/grassroots/themed-day/")
    page.fill("[name=day]", "5.5")
    page.press("[name=day]", "Enter")
    expect(page.locator(".near")).to_have_count(0)
    page.fill("[name=day]", "5.6")
    page.press("[name=day]", "Enter")
    page.locator(".near label", has_text="同场的党课").click()
    page.fill("[name=title]", "党课上的主题党日")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".just")).to_contain_text("党课上的主题党日")


def test_lost_connection_loses_nothing(open_as: Open) -> None:
    page = open_as(RECORDER, "/record/grassroots/theory-study/")
    page.keyboard.type("断网时写的")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#offline")).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("断网时写的")

    page.context.set_offline(False)
    page.goto("/record/grassroots/theory-study/")
    expect(page.locator("[name=title]")).to_have_value("断网时写的")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".just")).to_contain_text("断网时写的")
    page.goto("/record/grassroots/theory-study/")
    expect(page.locator("[name=title]")).to_have_value("")


def test_lost_session_comes_back_to_the_filled_form(open_as: Open) -> None:
    page = open_as(RECORDER, "/record/")
    choose(page, "jzxx", "集中学习")
    page.keyboard.type("会话过期时写的")
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#signed-out")).to_be_visible()

    page.click("#signed-out a")
    page.fill("[name=number]", RECORDER)
    page.fill("[name=code]", CODE)
    page.click("button.main")

    expect(page.locator("form[data-record] h2")).to_have_text("集中学习")
    expect(page.locator("[name=title]")).to_have_value("会话过期时写的")


def test_stale_page_says_so_and_keeps_what_was_typed(open_as: Open) -> None:
    page = open_as(RECORDER, "/record/")
    choose(page, "jzxx", "集中学习")
    page.fill("[name=title]", "换了人登录时写的")
    page.context.clear_cookies(name="csrftoken")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#stale")).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("换了人登录时写的")


@pytest.mark.parametrize(("cookie", "notice"), [("csrftoken", "#stale"), ("sessionid", "#signed-out")])
def test_draft_that_is_not_taken_says_so(open_as: Open, cookie: str, notice: str) -> None:
    page = open_as(RECORDER, "/record/grassroots/theory-study/")
    page.fill("[name=title]", "没有存上的草稿")
    page.context.clear_cookies(name=cookie)
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    expect(page.locator(notice)).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("没有存上的草稿")


def test_double_is_asked_and_answered(open_as: Open) -> None:
    page = open_as(RECORDER, "/record/grassroots/branch-meeting/")
    for _time in range(2):
        page.goto("/record/grassroots/branch-meeting/")
        page.keyboard.type("七一表彰")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".just, .double")
    expect(page.locator(".double")).to_contain_text("是不是同一件事？")
    page.keyboard.press("Control+Enter")  # no press of habit answers that
    expect(page.locator(".double")).to_be_visible()

    page.click("text=是另一件，照记")

    expect(page.locator(".just")).to_contain_text("七一表彰")


def test_record_is_taken_back_and_corrected(open_as: Open) -> None:
    page = open_as(STATION, "/record/grassroots/party-lesson/")
    page.keyboard.type("写错的党课")
    page.keyboard.press("Control+Enter")
    page.click(".just >> text=更正")
    page.fill("[name=title]", "写对的党课")
    page.click("button.main")
    page.wait_for_url("**/ledger/*/")

    page.goto("/record/grassroots/party-lesson/")
    page.keyboard.type("多记的党课")
    page.keyboard.press("Control+Enter")
    page.click(".just >> text=撤回")
    expect(page.locator(".message.success")).to_contain_text("“讲党课”已撤回")


def test_correction_left_half_way_is_taken_up_again_on_another_computer(open_as: Open) -> None:
    page = open_as(STATION, "/record/grassroots/party-lesson/")
    page.keyboard.type("记错的党课")
    page.keyboard.press("Control+Enter")
    page.click(".just >> text=更正")
    page.fill("[name=title]", "改到一半的党课")
    with page.expect_response("**/record/draft/"):
        page.evaluate("window.dispatchEvent(new Event('pagehide'))")

    other = open_as(STATION, "/record/")
    other.click(".unfinished >> text=改到一半的党课")
    expect(other.locator("h1")).to_contain_text("更正第")
    expect(other.locator("[name=title]")).to_have_value("改到一半的党课")
    other.click("button.main")
    other.wait_for_url(re.compile(r"/ledger/\d+/$"))
    expect(other.locator("main")).to_contain_text("改到一半的党课")
    other.goto(re.sub(r"/ledger/.*", "/record/", other.url))
    expect(other.locator(".unfinished")).to_have_count(0)


def test_phone_hands_in_with_pictures_and_a_reviewer_posts_it(open_as: Open, picture: Path) -> None:
    phone = open_as(MEMBER, "/record/", size=PHONE)
    phone.fill("#seek", "警示")
    phone.locator("#kinds .found a").first.click()
    phone.fill("[name=title]", "参观廉政基地")
    phone.fill("[name=q-people]", "9")
    phone.set_input_files("[name=evidence]", picture)
    other = picture.with_name("合影.png")
    other.write_bytes(picture.read_bytes())
    phone.set_input_files("[name=evidence]", other)  # it is added, it does not replace the first
    expect(phone.locator("[data-picked] li")).to_have_count(2)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.click("button.main")
    expect(phone.locator(".just")).to_contain_text("待审核，尚未计入任何统计")

    desk = open_as(REVIEWER, "/review/")
    desk.click("text=参观廉政基地")
    expect(desk.locator(".files li")).to_have_count(2)
    desk.click("[value=post]")
    expect(desk.locator(".message.success")).to_contain_text("已记入台账")


def test_rows_are_pasted_mended_and_recorded(open_as: Open) -> None:
    page = open_as(RECORDER, "/record/paste/grassroots/lecture/")
    page.fill("#pasted", "时间\t学习主题\t人次\n6月5日\t第一讲\t60\n6.31\t第二讲\t62")
    page.click("[name=read]")
    expect(page.locator("td.bad")).to_have_count(1)
    page.fill("td.bad input", "6.30")
    page.click("[name=save]")
    expect(page.locator(".message.success")).to_contain_text("2 条记录已记入台账")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pasted_rows_of_several_units_go_to_each_and_what_is_there_is_told(open_as: Open, size: dict[str, int]) -> None:
    page = open_as(RECORDER, "/record/paste/grassroots/fraud-talk/", size=size)
    title = "进商圈" if size is PHONE else "进小区"
    page.fill(
        "#pasted", f"日期\t单位\t内容\t场次\t主讲\n6.20\t城东派出所\t{title}\t1\t某\n6.22\t城北所\t{title}二\t1\t某"
    )
    page.click("[name=read]")
    expect(page.locator(".message.warning")).to_contain_text("主讲")
    expect(page.locator("td.bad .error")).to_contain_text("“城北所”不是您能记的单位")
    page.fill("td.bad input", "城西所")
    page.click("[name=save]")
    expect(page.locator(".message.success")).to_contain_text("2 条记录已记入台账")

    page.goto(page.url.replace("/record/", "/record/paste/grassroots/fraud-talk/"))
    page.fill("#pasted", f"日期\t单位\t内容\t场次\n6.20\t城东派出所\t{title}\t1")
    page.click("[name=read]")
    page.click("[name=save]")
    expect(page.locator(".errors")).to_contain_text("没有记入：有 1 行台账里可能已有")
    expect(page.locator(".alike-of")).to_contain_text(f"2026-06-20 · 城东派出所 · 反诈宣讲 · {title}")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.check("[name=accept]")
    page.click("[name=save]")
    expect(page.locator(".message.success")).to_contain_text("1 条记录已记入台账")


def test_form_without_its_token_is_gone_back_to_with_what_was_typed(open_as: Open) -> None:
    page = open_as(RECORDER, "/record/other/")
    page.fill("[name=word]", "读书沙龙")
    page.context.clear_cookies(name="csrftoken")
    page.click("main button.main")
    page.click("a.button.main:text-is('回到表单')")
    expect(page.locator("[name=word]")).to_have_value("读书沙龙")


def test_desk_speaks_english(open_as: Open) -> None:
    page = open_as(RECORDER, "/record/", lang="en")
    choose(page, "centre", "centre-group study")
    expect(page.locator("[data-record-button]")).to_have_text("Enter in the ledger")
    page.fill("[name=day]", "31 June")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".errors")).to_be_visible()


@pytest.fixture
def plain(browser: Browser, served) -> Iterator[Page]:
    """A browser that runs no scripts, in which the recorder is signed in."""
    context = browser.new_context(base_url=served.url, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("[name=number]", RECORDER)
    page.fill("[name=code]", CODE)
    page.click("button.main")
    yield page
    context.close()


def test_record_works_without_scripts(plain: Page, picture: Path) -> None:
    plain.goto("/record/")
    plain.fill("#seek", "jzxx")
    plain.press("#seek", "Enter")
    plain.click("#kinds .found a >> nth=0")
    title = plain.locator("form[data-record] h2").inner_text()
    plain.fill("[name=title]", "没有脚本也能记")
    plain.set_input_files("[name=evidence]", picture)
    plain.click("[data-record-button]")
    expect(plain.locator(".just")).to_contain_text(title)
    expect(plain.locator(".just")).to_contain_text("没有脚本也能记")
