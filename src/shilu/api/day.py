"""A day as programs write it: 2022-06-15, and nothing else."""

import re
from datetime import date
from typing import Annotated, Any, Final

from django.utils.translation import gettext as _
from pydantic import BeforeValidator

_WRITTEN: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _iso(value: Any) -> Any:
    """The text as it stands; a number would be read as seconds since 1970."""
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or not _WRITTEN.fullmatch(value):
        raise ValueError(_("write a day like 2022-06-15"))
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(
            _("there is no %(day)s in the calendar; write a day like 2022-06-15") % {"day": value}
        ) from None


Day = Annotated[date, BeforeValidator(_iso)]
