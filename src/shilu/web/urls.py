"""The addresses of all pages, noun by noun; each view module lists its own."""

from importlib import import_module
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

urlpatterns: list[URLPattern] = [
    pattern for noun in NOUNS for pattern in import_module(f"shilu.web.views.{noun}").PAGES
]
