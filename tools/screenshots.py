"""A picture of each page of the sample organisation, and of an empty workspace, wide and narrow, in both languages.

Usage: screenshots.py FOLDER. The names say who looks, the page, the language and the width: 900022-ledger-zh-wide.png.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from shilu.workspace.database import start_django

start_django()

from browser.conftest import CHROMIUM, CODE, DESKTOP, PHONE, PROGRAM, served_from  # noqa: E402 - tables first
from browser.walk import walk  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

WHO: Final = ("900022", "900023", "900060", "900236")
WIDTHS: Final = {"wide": DESKTOP, "phone": PHONE}
LANGUAGES: Final = {"zh": "zh-hans", "en": "en"}


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch) / "示例"
        subprocess.run([PROGRAM, "demo", folder], check=True, capture_output=True)  # noqa: S603
        with served_from(folder) as served:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for width in WIDTHS:
                for language in LANGUAGES:
                    _pictures(browser, served.url, out, width=width, language=language)
    shutil.rmtree(scratch, ignore_errors=True)


def _pictures(browser: Browser, url: str, out: Path, *, width: str, language: str) -> None:
    taken: frozenset[str] = frozenset()
    for number in WHO:
        context = browser.new_context(viewport=WIDTHS[width], base_url=url)  # type: ignore[arg-type]
        context.add_cookies([{"name": "django_language", "value": LANGUAGES[language], "url": url}])
        page = context.new_page()
        page.goto("/sign-in/")
        if number == WHO[0]:
            page.screenshot(path=out / f"sign_in-{language}-{width}.png", full_page=True)
        page.fill("[name=number]", number)
        page.fill("[name=code]", CODE)
        page.click("button.main")
        page.wait_for_load_state()
        for seen in walk(page, but=taken - {"home"}):
            page.screenshot(path=out / f"{seen.name}-{number}-{language}-{width}.png", full_page=True)
            print(f"{seen.name}  {seen.path}")
            taken |= {seen.name}
        context.close()


if __name__ == "__main__":
    main()
