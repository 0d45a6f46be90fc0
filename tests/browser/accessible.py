"""What axe-core finds wrong with a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_ONLY = {"resultTypes": ["violations"]}  # the same are found, in less time than with every rule that is kept to told


def violations(page: Page) -> list[str]:
    """Each rule that the page breaks, with the element that breaks it."""
    found = Axe().run(page, options=_ONLY).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
