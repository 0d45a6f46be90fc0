"""A picture of each page of the sample organisation, and of an empty workspace, wide and narrow, in both languages.

Usage: screenshots.py FOLDER [PART]. A name says the page, who looks, language and width: ledger-900022-zh-wide.png.
With PART only pages whose name begins so.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from shilu.workspace.database import start_django

start_django()

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from browser.conftest import CHROMIUM, CODE, DESKTOP, PHONE, PROGRAM, served_from  # noqa: E402 - tables first
from browser.walk import name_of, walk  # noqa: E402

OFFICE, ADMINISTRATOR, SYSTEM, MEMBER, REVIEWER, LEADER = "900022", "900023", "900060", "900236", "900001", "900002"
WHO: Final = (OFFICE, ADMINISTRATOR, SYSTEM, MEMBER, REVIEWER, LEADER)
WIDTHS: Final = {"wide": DESKTOP, "phone": PHONE}
LANGUAGES: Final = {"zh": "zh-hans", "en": "en"}
HANDED_IN: Final = (
    ("/check/", "papers/2026年上半年工作报告（初稿）.docx"),
    ("/fill/", "forms/附件1-队伍建设和服务群众工作情况统计表.xlsx"),
    ("/learn/", "papers/2025年下半年工作报告.docx"),
    ("/import/", "returns/南坪派出所2026年6月月报.xlsx"),
    ("/import/", "returns/城东派出所2026年6月月报.xlsx"),
)
SLOW: Final = 60_000


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        raise SystemExit(__doc__)
    out, part = Path(sys.argv[1]), "".join(sys.argv[2:])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        folder = Path(scratch) / "示例"
        subprocess.run([PROGRAM, "demo", folder], check=True, capture_output=True)
        with served_from(folder) as served:
            with _signed_in(browser, served.url, OFFICE, width="wide", language="zh") as page:
                _hand_in(page, folder / "samples")
            for width in WIDTHS:
                for language in LANGUAGES:
                    _pictures(browser, served.url, out, width=width, language=language, part=part)
        empty = Path(scratch) / "空" / "空县"
        subprocess.run([PROGRAM, "init", empty, "--name", "空县公安局"], check=True, capture_output=True)
        _empty(browser, empty, out)


def _hand_in(page: Page, samples: Path) -> None:
    """Give the pages something to show: a draft checked, a form filled, a report learned, workbooks seen, a paper begun."""
    for address, file in HANDED_IN:
        page.goto(address)
        page.set_input_files("input[type=file]", samples / file)
        page.click("main button.main")
        page.wait_for_load_state("networkidle", timeout=SLOW)
    page.goto("/reports/new/")
    page.click("main button.main")
    page.wait_for_load_state("networkidle", timeout=SLOW)


@contextmanager
def _signed_in(browser: Browser, url: str, number: str, *, width: str, language: str) -> Iterator[Page]:
    context = browser.new_context(viewport=WIDTHS[width], base_url=url, locale="zh-CN")  # type: ignore[arg-type]
    context.add_cookies([{"name": "django_language", "value": LANGUAGES[language], "url": url}])
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("[name=number]", number)
    page.fill("[name=code]", CODE)
    page.click("button.main")
    page.wait_for_load_state()
    yield page
    context.close()


def _pictures(browser: Browser, url: str, out: Path, *, width: str, language: str, part: str) -> None:
    taken: set[str] = set()
    for number in WHO:
        with _signed_in(browser, url, number, width=width, language=language) as page:
            for seen in walk(page):
                wanted = seen.name == "home" or seen.name not in taken
                if wanted and seen.name.startswith(part):
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=out / f"{seen.name}-{number}-{language}-{width}.png", full_page=True)
                    print(f"{seen.name}  {seen.path}")
                taken.add(seen.name)


def _empty(browser: Browser, folder: Path, out: Path) -> None:
    """An empty workspace, from the entrance with the first code to each page that has nothing to show yet."""
    command = [PROGRAM, "-w", folder, "accounts", "add", "1", "--name", "林宏林", "--format", "json"]
    made = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    code = made.stdout.partition('"code": "')[2].partition('"')[0]
    with served_from(folder) as served:
        context = browser.new_context(viewport=DESKTOP, base_url=served.url)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto("/sign-in/")
        page.screenshot(path=out / "empty-sign_in.png")
        page.fill("[name=number]", "1")
        page.fill("[name=code]", code)
        page.click("button.main")
        page.wait_for_load_state()
        page.screenshot(path=out / "empty-first_code.png")
        for name in ("code", "again"):
            page.fill(f"[name={name}]", "一句好记的短话啊")
        page.click("button.main")
        page.wait_for_load_state()
        for seen in walk(page, start="/"):
            page.screenshot(path=out / f"empty-{name_of(seen.path)}.png", full_page=True)
            print(f"empty {seen.name}  {seen.path}")
        context.close()


if __name__ == "__main__":
    main()
