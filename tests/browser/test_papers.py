"""Writing a paper in a browser: figures by {, the preview beside the text, an edited file that comes back, the signature."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ADMINISTRATOR, REVIEWER, LEADER, INSPECTOR = "900023", "900001", "900002", "900034"
PHONE = {"width": 390, "height": 844}
Open = Callable[..., Page]


def begun(page: Page, *, template: str = "") -> str:
    """A paper begun from a template, the first where none is named; its address."""
    page.goto("/reports/new/?period=2026-H1")
    if template:
        page.select_option("[name=template]", template)
    page.click("main button.main")
    page.wait_for_url("**/text/")
    return page.url.replace("/text/", "/")


def edited(word: bytes) -> tuple[bytes, str]:
    """The Word file with its first number changed by hand; and what stood there."""
    out = io.BytesIO()
    was = ""
    with zipfile.ZipFile(io.BytesIO(word)) as source, zipfile.ZipFile(out, "w") as target:
        for one in source.infolist():
            data = source.read(one)
            if one.filename == "word/document.xml":
                text = data.decode()
                found = re.search(r"(<w:sdtContent>(?:(?!</w:sdtContent>).)*?<w:t[^>]*>)(\d+)", text)
                assert found is not None
                was = found[2]
                data = (text[: found.start(2)] + "999" + text[found.end(2) :]).encode()
            target.writestr(one, data)
    return out.getvalue(), was


def test_a_brace_puts_a_figure_in_and_the_preview_follows(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR)
    begun(page)
    text = page.locator("#writing textarea")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\n\n另外，开展{")
    expect(page.locator("#figure-words")).to_be_focused()
    page.keyboard.type("反诈")
    expect(page.locator("#figure-list button").first).to_contain_text("反诈宣讲")
    page.keyboard.press("Enter")
    expect(text).to_be_focused()
    expect(text).to_have_value(re.compile(re.escape('另外，开展{{ figure("反诈宣讲") }}') + "$"))
    expect(page.frame_locator("#preview").locator("body")).to_contain_text(re.compile(r"另外，开展\d+场"))
    number = page.frame_locator("#preview").locator("data").last
    expect(number).to_have_attribute("title", re.compile("^反诈宣讲："))
    page.keyboard.press("Control+s")
    expect(page.locator("#messages")).to_contain_text("文稿已保存")


def test_the_period_follows_the_template_until_the_reader_chose_one(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR, "/reports/new/?period=2026-06")
    template, period = page.locator("[name=template]"), page.locator("#id_period")
    expect(period).to_have_value("2026-H1")
    monthly, first = "半年报告.md", "下半年报告.md"
    given = f'{{"{first}": "2026-H1", "{monthly}": "2026-05"}}'
    template.evaluate("(select, given) => { select.dataset.periods = given }", given)
    template.select_option(monthly)
    expect(period).to_have_value("2026-05")
    template.select_option(first)
    expect(period).to_have_value("2026-H1")
    period.select_option("2026-Q1")
    template.select_option(monthly)
    expect(period).to_have_value("2026-Q1")


def test_words_that_were_not_kept_come_back(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR)
    address = begun(page)
    page.locator("#writing textarea").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("没有保存的一句。")
    page.goto("/reports/")
    page.goto(f"{address}text/")
    text = page.locator("#writing textarea")
    expect(text).to_have_value(re.compile("没有保存的一句。$"))
    expect(page.locator("[data-restored]")).to_be_visible()
    page.click("[data-forget]")
    expect(text).not_to_have_value(re.compile("没有保存的一句。"))


def test_head_and_foot_are_fields_and_faults_name_a_line_that_stands_there(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR)
    begun(page)
    page.click("details.settings summary")
    page.fill("[name=set-title]", "换了题目的报告")
    preview = page.frame_locator("#preview")
    expect(preview.locator("h1")).to_have_text("换了题目的报告")
    text = page.locator("#writing textarea")
    text.fill(text.input_value() + "\n\n{% if %}")
    expect(preview.locator("body")).to_contain_text("文稿暂时不能取数")
    fault = re.search(r"第 (\d+) 行", preview.locator("p").inner_text())
    assert fault is not None
    expect(page.locator(".lines > div > div").last).to_have_text(fault[1])
    page.click("#writing button.main")
    expect(page.locator("#unfilled")).to_contain_text(f"第 {fault[1]} 行")
    expect(page.locator(".lines > div > div").last).to_have_text(fault[1])


def test_on_a_phone_the_paper_is_whole_and_can_be_enlarged(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR, "/reports/", size=PHONE)
    address = begun(page)
    page.goto(address)
    paper = page.locator(".paper-view iframe")
    expect(page.locator("[data-enlarge]")).to_be_visible()
    assert paper.evaluate("one => one.clientWidth") > PHONE["width"]  # a sheet, made smaller as a whole
    page.click("[data-enlarge]")
    assert paper.evaluate("one => one.clientWidth") < PHONE["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_paper_from_draft_to_sending(open_as: Open, tmp_path: Path) -> None:
    page = open_as(ADMINISTRATOR)
    address = begun(page, template="半年报告.md")  # no old number stands in its way
    page.goto(address)
    with page.expect_download() as download:
        page.click(".files button >> nth=0")
    changed, was = edited(Path(download.value.path()).read_bytes())
    file = tmp_path / "局长改.docx"
    file.write_bytes(changed)
    page.click("text=收回改过的文件")
    page.set_input_files("[name=file]", file)
    page.click("main button.main")
    expect(page.locator("fieldset.decide")).to_contain_text(was)
    page.click("text=按此并入")
    expect(page.locator(".errors")).to_be_visible()
    page.locator("input[value=keep]").check()
    page.fill("input[name^=reason]", "局长口径")
    page.click("text=按此并入")
    expect(page.locator("main")).to_contain_text("局长口径")
    page.click("summary:has-text('送审核')")
    page.click("button[value=hand_in]")
    expect(page.locator(".way .now")).to_have_text("审核")

    reviewer = open_as(REVIEWER, "/")
    reviewer.click(f".halfway a[href='{re.sub('^https?://[^/]+', '', address)}']")
    reviewer.click("button[value=pass]")
    expect(reviewer.locator(".way .now")).to_have_text("签发")

    leader = open_as(LEADER, re.sub("^https?://[^/]+", "", address), size=PHONE)
    assert leader.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    leader.fill("textarea[name=words]", "同意")
    leader.click("button[value=sign]")
    expect(leader.locator(".story")).to_contain_text("同意")

    page.goto(f"{address}final/")
    expect(page.locator("h1")).to_have_text("确认定稿？")
    page.click("main button.main")
    expect(page.locator(".way .now")).to_have_text("定稿")
    page.click("text=登记报送")
    page.fill("[name=to]", "示例市公安局，县委办公室")
    page.click("main button.main")
    expect(page.locator("main")).to_contain_text("县委办公室 · 2026-06-30 · 公文系统")

    with page.expect_download() as download:
        page.click(".files a >> nth=1")
    download.value.save_as(tmp_path / "报送稿.docx")
    inspector = open_as(INSPECTOR, "/verify/")
    inspector.set_input_files("[name=file]", tmp_path / "报送稿.docx")
    inspector.click("main button.main")
    expect(inspector.locator(".verified")).to_contain_text("保留手改")
    expect(inspector.locator(".verified .state.bad")).to_have_count(1)


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [1366, 390])
def test_pages_of_papers_fit(open_as: Open, width: int, lang: str) -> None:
    page = open_as(ADMINISTRATOR, "/reports/", size={"width": width, "height": 844}, lang=lang)
    address = begun(page)
    for path in ("text/", "", "numbers/", "sheet/", "back/", "drop/"):
        page.goto(f"{address}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    for path in ("/reports/", "/reports/?show=final", "/reports/templates/", "/verify/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_old_numbers_of_a_learned_template_are_settled_before_the_paper_is_handed_on(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR)
    page.goto("/reports/new/?template=%E4%B8%8B%E5%8D%8A%E5%B9%B4%E6%8A%A5%E5%91%8A.md")
    page.select_option("[name=period]", "2026-H1")
    page.click("main button.main")
    page.wait_for_url("**/text/")
    told = page.locator(".old-numbers strong")
    expect(told).to_have_text(re.compile(r"^\d+ 处旧数未核$"))
    count = int(re.sub(r"\D", "", told.inner_text()))
    drawn = page.frame_locator("#preview").locator("data.old")
    expect(drawn).to_have_count(count)
    expect(drawn.filter(has_text="307场〔旧数〕")).to_have_css("color", "rgb(168, 50, 31)")
    page.get_by_role("link", name="逐处核对").click()
    place = page.locator(".old-place").filter(has=page.locator("legend mark", has_text="307场"))
    place.get_by_label("保留：307场").check()
    page.get_by_role("button", name="保存").click()
    expect(place.locator(".error, .errorlist").first).to_contain_text("请写明为什么保留。")
    place.get_by_label("为什么保留").fill("上级核定数")
    other = page.locator(".old-place").filter(has=page.locator("legend mark", has_text="12台"))
    other.get_by_label("换成的文字").fill("15台")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".message.success, .messages").first).to_contain_text(f"还有 {count - 2} 处旧数未核")
    expect(page.locator("main")).to_contain_text("上级核定数")
    expect(page.frame_locator("iframe.paper").locator("body")).to_contain_text("更换窗口电脑15台")


def test_old_numbers_fit_a_phone(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR, size=PHONE)
    page.goto("/reports/new/?template=%E4%B8%8B%E5%8D%8A%E5%B9%B4%E6%8A%A5%E5%91%8A.md")
    page.select_option("[name=period]", "2026-H1")
    page.click("main button.main")
    page.wait_for_url("**/text/")
    page.get_by_role("link", name="逐处核对").click()
    expect(page.locator(".old-place").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_template_is_renamed_taken_out_and_put_back(open_as: Open) -> None:
    page = open_as(ADMINISTRATOR, "/reports/templates/")
    row = page.locator("tr", has=page.locator("th", has_text="半年报告")).first
    row.get_by_role("link", name="改名或替换").click()
    name = page.get_by_label("模板名称")
    was = name.input_value()
    name.fill("a/b")
    page.get_by_role("button", name="改名").click()
    expect(page.locator("main")).to_contain_text("“a/b”不能做名称")
    page.get_by_label("模板名称").fill("改过名的报告")
    page.get_by_role("button", name="改名").click()
    expect(page.locator("main")).to_contain_text(f"“{was}”已改名为“改过名的报告”")
    renamed = page.locator("tr", has=page.locator("th", has_text="改过名的报告"))
    renamed.get_by_role("link", name="移出列表").click()
    page.get_by_role("button", name="移出列表").click()
    expect(renamed).to_have_count(0)
    page.locator(".taken-out summary").click()
    page.locator(".taken-out li", has_text="改过名的报告").get_by_role("button").click()
    expect(renamed).to_have_count(1)
    renamed.get_by_role("link", name="改名或替换").click()
    page.get_by_label("模板名称").fill(was)
    page.get_by_role("button", name="改名").click()
    expect(page.locator("tr", has=page.locator("th", has_text=was)).first).to_be_visible()
