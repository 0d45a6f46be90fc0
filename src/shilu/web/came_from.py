"""The page of statistics that led here, so that the way back ends in the very view: its units, period, and comparison."""

from typing import Final
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

BACK: Final = "back"
_LONGEST: Final = 4_000


def way_back(request: HttpRequest) -> str:
    """The address, without its host, of the page that led here: as this page's own address says, else as the browser does.

    Empty where that is none of statistics, targets, and home.
    """
    told = request.GET.get(BACK, ""), referring(request)
    return next((known for address in told if (known := _known(address, here=request.path))), "")


def back_link(request: HttpRequest) -> tuple[str, str]:
    """Where the link back leads, and its words; statistics of the unit and period of this page where nothing led here."""
    found = way_back(request)
    if not found:
        asked = {name: request.GET[name] for name in ("unit", "period") if request.GET.get(name)}
        query = f"?{urlencode(asked)}" if asked else ""
        return f"{reverse('statistics')}{query}", _("Back to the statistics")
    words = {"home": _("Home"), "statistics_targets": _("Back to the targets")}
    return found, words.get(_name(urlsplit(found).path), _("Back to the statistics"))


def referring(request: HttpRequest) -> str:
    """The address, without its host, of our own page that led here as the browser says; empty for any other."""
    try:
        parts = urlsplit(request.META.get("HTTP_REFERER", ""))
    except ValueError:
        return ""
    if parts.netloc != request.get_host() or not parts.path.startswith("/") or parts.path.startswith("//"):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _known(address: str, *, here: str) -> str:
    """``address`` where it is one that is gone back to; that of a page on the way tells which one led to it."""
    if not address.startswith("/") or address.startswith("//") or len(address) > _LONGEST:
        return ""
    path, _mark, query = address.partition("?")
    if path != here and _name(path):
        return address
    before = parse_qs(query).get(BACK, [""])[0]
    return _known(before, here=here) if before else ""


def _name(path: str) -> str:
    """The name of the page at ``path`` where it is one that numbers stand on."""
    try:
        name = resolve(path).url_name or ""
    except Resolver404:
        return ""
    return name if name in {"statistics", "statistics_targets", "home"} else ""
