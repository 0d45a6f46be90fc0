"""The main path of each page of administration, in a browser, at a desk and on a phone, in both languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.accessible import violations

PHONE = {"width": 390, "height": 844}
STATION, ADMINISTRATOR, SYSTEM = "900235", "900023", "900060"
SMALL = """() => [...document.querySelectorAll("main a, main button, main select, main summary, main input:not([type=hidden])")]
  .filter(one => one.offsetWidth > 1 && !one.closest("label, table.stack thead") && one.getBoundingClientRect().height < 43.5
    && !(one.closest(".field") && one.matches("[type=file]")))
  .map(one => one.outerHTML.slice(0, 120))"""
Open = Callable[..., Page]


def fits(page: Page) -> bool:
    """Whether nothing stands beyond the right edge."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_first_codes_of_a_station_are_printed_and_one_of_them_opens_the_account(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR, "/people/slips/?unit=0117")
    page.get_by_role("button", name="开设账号并显示口令条").click()
    first = page.locator(".slip").first
    number, code = first.locator("dd").nth(1).inner_text(), first.locator(".code").inner_text()
    expect(page.locator(".slip")).to_have_count(14)
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.get_by_role("button", name="打印口令条").click()
    expect(page).to_have_title("printed")
    page.emulate_media(media="print")
    expect(page.locator("nav.rail")).to_be_hidden()
    own = open_as(None, "/sign-in/")
    own.fill("[name=number]", number)
    own.fill("[name=code]", code)
    own.click("button.main")
    expect(own.get_by_role("heading", level=1)).to_have_text("设置自己的口令")
    own.fill("[name=code]", "北塬雪落三尺厚x")
    own.fill("[name=again]", "北塬雪落三尺厚x")
    own.click("button.main")
    expect(own.locator("nav.rail")).to_be_visible()


def test_role_is_given_and_ended_by_keyboard(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR, "/people/?text=900236")
    page.locator("tbody th a").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="授予角色").focus()
    page.keyboard.press("Enter")
    page.get_by_label("角色").select_option("reviewer")
    page.locator("button.main").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".message.success")).to_contain_text("审核人")
    page.get_by_role("link", name=re.compile("结束 审核人")).click()
    page.locator("button.main").click()
    expect(page.locator(".message.success")).to_contain_text("该角色到")


def test_recorder_gives_a_new_code_on_the_phone(open_as: Open) -> None:
    page = open_as(STATION, "/people/?text=900236", size=PHONE)
    assert fits(page)
    page.locator("tbody th a").click()
    page.get_by_role("link", name="重置口令").click()
    page.get_by_role("button", name="重置口令").click()
    expect(page.locator(".slip .code")).to_have_text(re.compile("^[a-z0-9]{10}$"))
    assert fits(page)


def test_fault_in_a_form_stands_at_its_field_and_what_was_typed_stays(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR, "/people/new/")
    page.fill("[name=name]", "钱某")
    page.fill("[name=number]", "900022")
    page.click("button.main")
    expect(page.locator(".errors")).to_contain_text("900022")
    expect(page.locator("[name=name]")).to_have_value("钱某")


def test_unit_is_added_and_stands_in_the_tree(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR, "/organisation/")
    page.get_by_role("link", name="城关派出所").click()
    page.get_by_role("link", name="新增下级单位").click()
    page.fill("[name=name]", "城关派出所巡逻队")
    page.click("button.main")
    expect(page.locator(".message.success")).to_contain_text("城关派出所巡逻队")
    expect(page.locator(".unit-tree")).to_contain_text("城关派出所巡逻队")


def test_unit_ends_after_a_question_and_its_end_is_taken_back(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR, "/organisation/0114/")
    page.get_by_role("link", name="撤销单位").click()
    expect(page.locator("dl.facts")).to_contain_text("现有人员")
    page.click("button.main")
    expect(page.locator("#id_into_error")).to_contain_text("请选择承接单位")
    page.get_by_label("特警大队").check()
    page.click("button.main")
    expect(page.locator(".state.bad")).to_be_visible()
    page.get_by_role("link", name="撤回撤销，恢复单位").click()
    expect(page.locator(".ask")).to_contain_text("森警大队撤销，由特警大队承接")
    page.click("button.main")
    expect(page.locator(".message.success")).to_contain_text("已撤回")
    page.goto("/organisation/0114/")
    expect(page.get_by_role("link", name="撤销单位")).to_be_visible()


def test_back_shows_nothing_once_somebody_signed_out(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR, "/people/?text=900236")
    expect(page.locator("tbody")).to_contain_text("900236")
    page.locator("form[action='/sign-out/'] button").click()
    expect(page.locator("[name=code]")).to_be_visible()
    page.go_back()
    expect(page.locator("[name=code]")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("900236")


def test_what_was_typed_is_there_after_going_away_and_back(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR, "/catalogue/new-kind/")
    page.fill("[name=title]", "警营读书角")
    page.fill("[name=definition]", "办一次算一次。")
    page.get_by_role("link", name="首页", exact=True).click()
    expect(page).to_have_title(re.compile("首页"))
    page.go_back()
    expect(page.locator("[name=title]")).to_have_value("警营读书角")
    expect(page.locator("[name=definition]")).to_have_value("办一次算一次。")


def test_kind_is_added_and_can_be_recorded(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR, "/catalogue/")
    page.get_by_role("link", name="新增事项类别").click()
    page.fill("[name=title]", "警营开放周")
    page.fill("[name=definition]", "办一次算一次。")
    page.click("button.main")
    expect(page.locator(".message.success")).to_contain_text("警营开放周")
    expect(page.locator("tbody")).to_contain_text(["警营开放周"])


def test_label_is_given_to_a_kind_asked_when_it_is_recorded_and_ended(open_as: Open) -> None:
    kind = "/catalogue/kind/grassroots/centre-group-study/"
    page = open_as(ADMINISTRATOR, kind, size=PHONE)
    page.get_by_role("link", name="加分类项").click()
    page.get_by_label("新分类项的名称").fill("研讨形式")
    page.get_by_label("选项").fill("集中、视频")
    page.click("button.main")
    expect(page.locator(".message.success")).to_contain_text("从现在起填写“研讨形式”")
    assert violations(page) == []
    page.goto("/record/grassroots/centre-group-study/")
    expect(page.get_by_label("研讨形式")).to_be_visible()
    page.goto(kind)
    page.get_by_role("link", name="不再填写 研讨形式").click()
    page.click("button.main")
    expect(page.locator(".message.success")).to_contain_text("研讨形式")
    page.goto("/record/grassroots/centre-group-study/")
    expect(page.locator("button.main").first).to_be_visible()
    expect(page.get_by_label("研讨形式")).to_have_count(0)


def test_kind_that_is_not_used_any_more_is_told_to_who_types_its_name(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR, "/catalogue/kind/grassroots/honour-room/")
    page.get_by_role("link", name="停用").click()
    page.click("button.main")
    expect(page.locator("main")).to_contain_text("起停用，记一笔时不再出现")
    title = page.get_by_role("heading", level=1).inner_text()
    page.goto(f"/record/?q={title}")
    expect(page.locator("#kinds")).to_contain_text(f"“{title}”自")
    page.goto("/catalogue/kind/grassroots/honour-room/")
    page.get_by_role("link", name="恢复使用").click()
    page.click("button.main")
    page.goto(f"/record/?q={title}")
    expect(page.locator("#kinds .found")).to_contain_text(title)


def test_backup_is_made_and_brought_back_while_the_pages_are_served(open_as: Open) -> None:
    page = open_as(SYSTEM, "/backup/")
    page.get_by_role("button", name="立即备份").click()
    expect(page.locator(".message.success")).to_contain_text("shilu-")
    page.get_by_role("link", name=re.compile("^恢复")).click()
    page.fill("[name=name]", "示例县公安局")
    page.click("button.main")
    expect(page.get_by_role("heading", level=1)).to_have_text("已恢复", timeout=120_000)
    page.get_by_role("link", name="重新登录").click()
    page.fill("[name=number]", SYSTEM)
    page.fill("[name=code]", "shilu-2026")
    page.click("button.main")
    page.goto("/audit/")
    expect(page.locator("tbody tr").first).to_contain_text("恢复备份")


PATHS = {
    ADMINISTRATOR: (
        "/people/",
        "/people/staff-list/",
        "/organisation/",
        "/organisation/0115/",
        "/organisation/0101/end/",
        "/organisation/changes/",
        "/catalogue/",
        "/catalogue/kind/grassroots/centre-group-study/",
        "/catalogue/kind/grassroots/article/label/",
        "/catalogue/kind/grassroots/article/label/outlet/",
        "/catalogue/kind/grassroots/article/label/outlet/end/",
        "/catalogue/kind/grassroots/article/stop/",
        "/catalogue/new-kind/",
        "/settings/",
        "/handover/",
        "/account/",
        "/personal/",
    ),
    SYSTEM: ("/backup/", "/audit/"),
}


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
@pytest.mark.parametrize("number", PATHS)
def test_pages_fit_the_phone_in_both_languages(open_as: Open, number: str, lang: str) -> None:
    page = open_as(number, size=PHONE, lang=lang)
    for path in PATHS[number]:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert fits(page), path
        assert page.evaluate(SMALL) == [], path
        expect(page.locator("html")).to_have_attribute("lang", lang)
        expect(page.locator("nav.rail")).to_contain_text({"zh-hans": "更多", "en": "More"}[lang])
