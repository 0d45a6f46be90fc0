"""One section of shilu.toml, from which every key is taken once."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.lib.errors import Refused

_MONTH_AND_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class Section:
    """One table of the file, from which every key is taken once; a fault names file and key."""

    def __init__(self, whole: Mapping[str, Any], name: str, *, file: str, required: bool = False) -> None:
        self._file, self._name = file, name
        found = whole.get(name, {})
        if not isinstance(found, dict) or (required and name not in whole):
            raise Refused(_("%(file)s: the section [%(section)s] is missing.") % {"file": file, "section": name})
        self._values: dict[str, Any] = dict(found)

    def refuse(self, key: str, what: str) -> Refused:
        """The refusal of a key, with what it needs."""
        return Refused(
            _("%(file)s: [%(section)s] %(key)s: %(what)s.")
            % {"file": self._file, "section": self._name, "key": key, "what": what}
        )

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it has to be there."""
        value = self._values.pop(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.refuse(key, _("a text in quotes is needed"))
        return value

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words, the first where the key is missing."""
        value = self.text(key, allowed[0])
        if value not in allowed:
            raise self.refuse(key, _("must be one of %(allowed)s") % {"allowed": ", ".join(allowed)})
        return value

    def uuid(self, key: str) -> UUID:
        """An id that has to be there."""
        try:
            return UUID(self.text(key))
        except ValueError:
            raise self.refuse(key, _("a UUID is needed")) from None

    def number(self, key: str, *, least: int, most: int, default: int | None = None) -> int:
        """A whole number within its bounds."""
        value = self._values.pop(key, least if default is None else default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.refuse(
                key, _("a whole number from %(least)s to %(most)s is needed") % {"least": least, "most": most}
            )
        return value

    def folder(self, key: str) -> str:
        """A folder inside the workspace, named like the key where that is missing."""
        value = self.text(key, key)
        path = PurePosixPath(value)
        if not value.strip() or path.is_absolute() or ".." in path.parts or "\\" in value or ":" in value:
            raise self.refuse(key, _("a folder inside the workspace is needed, such as “%(key)s”") % {"key": key})
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self._values.pop(key, default)
        if not isinstance(value, bool):
            raise self.refuse(key, _("true or false is needed"))
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is missing."""
        value = self._values.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.refuse(key, _("a list of texts in quotes is needed"))
        return tuple(value)

    def day(self, key: str) -> date:
        """A day that has to be there."""
        value = self._values.pop(key, None)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.refuse(key, _("a day is needed, such as 2026-06-30"))
        return value

    def own_periods(self, key: str) -> dict[str, tuple[str, str]]:
        """``name = ["MM-DD", "MM-DD"]``, the first and last day of a period of the body's own."""
        found = self._values.pop(key, {})
        if not isinstance(found, dict):
            raise self.refuse(key, _("a table of periods is needed"))
        for name, days in found.items():
            if (
                not isinstance(days, list)
                or len(days) != 2
                or not all(isinstance(day, str) and _MONTH_AND_DAY.fullmatch(day) for day in days)
            ):
                raise self.refuse(f"{key}.{name}", _('two days are needed, such as ["11-15", "03-15"]'))
        return {name: (days[0], days[1]) for name, days in found.items()}

    def done(self) -> None:
        """Refused where a key is left that nobody took."""
        for key in self._values:
            raise self.refuse(key, _("there is no such setting; remove it, or upgrade Shilu"))
