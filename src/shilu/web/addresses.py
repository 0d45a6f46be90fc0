"""The addresses of pages with what is asked of them."""

import json
from collections.abc import Mapping

from django.urls import reverse
from django.urls.converters import IntConverter
from django.utils.http import urlencode


class Position(IntConverter):
    """A number that a row may stand under; one with more digits than the database keeps is no address."""

    regex = "[0-9]{1,18}"


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
