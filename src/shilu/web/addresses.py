"""The addresses of pages with what is asked of them."""

import json
from collections.abc import Mapping
from datetime import date

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.urls.converters import IntConverter
from django.utils.http import urlencode

from shilu.lib.days import FIRST_YEAR, LAST_YEAR


class Position(IntConverter):
    """A number that a row may stand under; one with more digits than the database keeps is no address."""

    regex = "[0-9]{1,18}"


def number_of(text: str) -> int | None:
    """A number that a row may stand under, as an address gives it; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def day_asked(request: HttpRequest, name: str) -> date | None:
    """The day that the address names, if any; Http404 for what is no day of our time."""
    text = request.GET.get(name)
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Http404
    return day


def address(name: str, asked: Mapping[str, str]) -> str:
    """The address of a page that is asked for whatever of ``asked`` is not empty."""
    return f"{reverse(name)}?{urlencode({key: value for key, value in asked.items() if value})}"


def records_address(
    *, figure: str, quantity: str, labels: Mapping[str, str], unit: str, period: str, own: bool = False
) -> str:
    """The page of the records behind a figure of the unit with that code."""
    return address(
        "figure_entries",
        {
            "figure": figure,
            "quantity": quantity,
            "labels": json.dumps(dict(labels), ensure_ascii=False) if labels else "",
            "unit": unit,
            "period": period,
            "own": "1" if own else "",
        },
    )
