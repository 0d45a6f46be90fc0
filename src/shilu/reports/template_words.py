"""What is wrong with the writing of a template, in the reader's language: the library says it in English only."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_SAID = (
    (r"unexpected end of template|unexpected 'end of template'", gettext_noop("something is opened and not closed")),
    (
        r"expected token 'end of (?:print statement|statement block)', got '(?P<found>.*)'",
        gettext_noop("“%(found)s” does not belong there"),
    ),
    (
        r"expected token '(?P<wanted>.*)', got '(?P<found>.*)'",
        gettext_noop("“%(wanted)s” should stand where “%(found)s” is"),
    ),
    (
        r"unexpected '(?P<found>.*)', expected '(?P<wanted>.*)'",
        gettext_noop("“%(wanted)s” should stand where “%(found)s” is"),
    ),
    (r"unexpected (?:char )?'(?P<found>.*?)'", gettext_noop("“%(found)s” does not belong there")),
    (r"[Ee]ncountered unknown tag '(?P<found>.*?)'", gettext_noop("there is no word “%(found)s”")),
    (r"'(?P<found>.*?)' is undefined", gettext_noop("“%(found)s”")),
)


def fault_words(said: str | None) -> str:
    """``said`` in the reader's language where it is known, else as it stands."""
    for pattern, message in _SAID:
        if found := re.search(pattern, said or ""):
            return _(message) % found.groupdict()
    return said or ""
