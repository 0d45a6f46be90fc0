"""The addresses of all pages, noun by noun; each view module lists its own."""

from importlib import import_module
from importlib.util import find_spec
from typing import Final

from django.urls import URLPattern

NOUNS: Final = (
    "signing_in",
    "home",
    "record",
    "review",
    "ledger",
    "months",
    "collecting",
    "statistics",
    "reports",
    "papers",
    "check",
    "learn",
    "fill",
    "deadlines",
    "people",
    "organisation",
    "catalogue",
    "handover",
    "settings",
    "audit",
    "backup",
    "personal",
    "account",
    "more",
)


def _pages(noun: str) -> list[URLPattern]:
    try:
        pages: list[URLPattern] = import_module(f"shilu.web.views.{noun}").PAGES
    except (ImportError, AttributeError, SyntaxError) as fault:
        print(f"PAGES OF {noun} ARE NOT THERE: {fault}")
        return []
    return pages


urlpatterns: list[URLPattern] = [
    pattern for noun in NOUNS if find_spec(f"shilu.web.views.{noun}") for pattern in _pages(noun)
]
