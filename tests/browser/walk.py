"""A walk over the pages: from home along every link, one page of each address, as somebody who signed in sees them."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

NO_PAGES = frozenset({"sign_in", "first_code", "papers_page"})
"""Addresses that are no pages of the frame: the doors before the log-in, and a paper as it will be printed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One page: the name of its address, and where it was found."""

    name: str
    path: str
    on: str


def name_of(path: str) -> str | None:
    """The name of the address, None where it is no page."""
    try:
        return resolve(urlsplit(path).path).url_name
    except Resolver404:
        return None


def links_of(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "() => Array.from(document.querySelectorAll('a[href]')).filter(a => !a.hasAttribute('download'))"
        ".map(a => new URL(a.href)).filter(u => u.origin === location.origin).map(u => u.pathname + u.search)"
    )
    return found


def walk(page: Page, *, start: str = "/", but: frozenset[str] = frozenset()) -> Iterator[Seen]:
    """Each page that can be reached, once an address; ``page`` stands on it when it is told. Files are passed by."""
    waiting = deque([(start, start)])
    known = {name_of(start)} | NO_PAGES | but
    while waiting:
        path, on = waiting.popleft()
        try:
            answer = page.goto(path)
        except Error as fault:
            if "Download is starting" in str(fault) or "ERR_ABORTED" in str(fault):
                continue
            raise
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        assert answer.ok, f"{path}, linked on {on}, answers {answer.status}"
        yield Seen(name_of(path) or "", path, on)
        for link in links_of(page):
            name = name_of(link)
            assert name is not None, f"{link}, linked on {path}, is no page"
            if name not in known:
                known.add(name)
                waiting.append((link, path))
