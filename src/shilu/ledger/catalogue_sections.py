"""The sections by which kinds are listed, in words and in their order, the same on every page."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shilu.ledger.catalogue import Kind

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
    return str(known) if known else section or _("The body's own")


def section_place(section: str) -> int:
    """Where the section stands among the others; those of the body's own after the packaged ones, no section last."""
    if not section:
        return len(SECTIONS) + 1
    return list(SECTIONS).index(section) if section in SECTIONS else len(SECTIONS)


def by_section(kinds: Iterable[Kind]) -> list[tuple[str, list[Kind]]]:
    """The kinds under the titles of their sections, in the order of sections, then in that in which they come."""
    found: dict[str, list[Kind]] = {}
    for kind in sorted(kinds, key=lambda kind: section_place(kind.section)):
        found.setdefault(section_title(kind.section), []).append(kind)
    return list(found.items())
