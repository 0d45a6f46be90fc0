"""A real browser before a real server: the sample organisation, served by ``shilu serve`` on a free port."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

# Playwright runs a loop of its own in this thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
CODE = "shilu-2026"
RECORDER, STATION, MEMBER, REVIEWER, LEADER, DEPUTY, INSPECTOR, ADMINISTRATOR, SYSTEM = (
    *("900022", "900235", "900236", "900001", "900002", "900003", "900034", "900023", "900060"),
)
PROGRAM = Path(sys.executable).with_name("shilu")

# Nothing waits this long but on a machine that is busy with something else.
expect.set_options(timeout=20_000)
_MOST_MS = 60_000
_START_SECONDS = 180


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def served(toured: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator["Served"]:
    """A copy of the sample, served for the tests of one module."""
    folder = tmp_path_factory.mktemp("served") / "示例"
    shutil.copytree(toured[0], folder)
    with served_from(folder) as server:
        yield server


@contextmanager
def served_from(folder: Path) -> Iterator["Served"]:
    """A server over the workspace ``folder``, until the block ends."""
    port = free_port()
    with folder.with_name("server.log").open("wb") as log:
        command = [PROGRAM, "-w", folder, "serve", "--port", str(port), "--workers", "1"]
        server = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "SHILU_WORKSPACE": ""})
        served = Served(folder, f"http://127.0.0.1:{port}", server)
        try:
            served.wait()
            yield served
        finally:
            server.terminate()
            try:
                server.wait(timeout=60)
            except subprocess.TimeoutExpired:
                server.kill()


@dataclass(frozen=True, slots=True)
class Served:
    """A server of the sample: its folder, its address, its process."""

    folder: Path
    url: str
    process: "subprocess.Popen[bytes]"

    def wait(self) -> None:
        ends = time.monotonic() + _START_SECONDS
        while time.monotonic() < ends:
            try:
                urllib.request.urlopen(f"{self.url}/sign-in/", timeout=60).read()  # noqa: S310 - its own server
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
            else:
                return
        raise AssertionError(self.folder.with_name("server.log").read_text())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


def sign_in(context: BrowserContext, number: str) -> None:
    """Sign in without drawing the form; tests about signing in fill it."""
    context.request.get("/sign-in/")
    token = next(one["value"] for one in context.cookies() if one["name"] == "csrftoken")
    given = {"number": number, "code": CODE, "csrfmiddlewaretoken": token}
    assert context.request.post("/sign-in/", form=given, max_redirects=0).status == 302


@pytest.fixture
def open_as(browser: Browser, served: Served) -> Iterator[Callable[..., Page]]:
    """A page on which somebody is signed in: ``open_as(RECORDER, "/ledger/", size=PHONE, lang="en")``.

    A script's error, and whatever the policy of contents forbids, fails the test.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(number: str | None, path: str = "/", *, size: dict[str, int] = DESKTOP, lang: str = "zh-hans") -> Page:
        context = browser.new_context(viewport=size, base_url=served.url, locale="zh-CN", has_touch=size is PHONE)
        context.set_default_timeout(_MOST_MS)
        contexts.append(context)
        context.add_cookies([{"name": "django_language", "value": lang, "url": served.url}])
        if number is not None:
            sign_in(context, number)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
