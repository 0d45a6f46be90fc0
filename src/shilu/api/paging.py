"""Reading a long list page by page: each page says where the next one begins."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Final

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from shilu.lib.errors import Refused

MOST: Final = 500
USUAL: Final = 100
_START: Final = "seq:"

Limit = Annotated[int, Field(ge=1, le=MOST, description="How many at most.")]
Cursor = Annotated[
    str, Field(max_length=100, description="What the page before called next; empty for the first page.")
]


class PageWanted(Schema):
    """Which page of a list."""

    cursor: Cursor = ""
    limit: Limit = USUAL


def cursor_behind(seq: int) -> str:
    """The cursor of the page that begins behind ``seq``; opaque, so that nobody counts on its form."""
    return urlsafe_b64encode(f"{_START}{seq}".encode()).decode().rstrip("=")


def seq_of(cursor: str) -> int:
    """Behind which position a page begins; 0 for the first; Refused for what is no cursor."""
    if not cursor:
        return 0
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        seq = int(text.removeprefix(_START))
    except ValueError:
        seq = -1
        text = ""
    if not text.startswith(_START) or not 0 <= seq < 1 << 62:
        raise Refused(_("“%(cursor)s” is no cursor; send what the page before called next.") % {"cursor": cursor[:40]})
    return seq
