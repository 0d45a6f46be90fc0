"""The sections by which kinds are listed, in words."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SECTIONS: Final = {
    "study": gettext_lazy("Study and training"),
    "duties": gettext_lazy("Duties and meetings"),
    "culture": gettext_lazy("Culture and sports"),
    "publicity": gettext_lazy("Publicity"),
    "outreach": gettext_lazy("With the public"),
    "care": gettext_lazy("Care"),
    "honours": gettext_lazy("Honours"),
    "improvement": gettext_lazy("Problems and measures"),
}


def section_title(section: str) -> str:
    """The section's title; that of one of the body's own is its key."""
    known = SECTIONS.get(section)
    return str(known) if known else section or _("Other kinds")


def section_place(section: str) -> int:
    """Where the section stands among the others; those of the body's own after the packaged ones."""
    return list(SECTIONS).index(section) if section in SECTIONS else len(SECTIONS)
