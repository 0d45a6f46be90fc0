"""Choices that forms offer: units with their place in the tree, kinds by section, days."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shilu.access.may import Viewer
from shilu.access.roles import Right
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_sections import by_section
from shilu.lib.days import FIRST_YEAR, LAST_YEAR
from shilu.organisation.structure import Unit

_STEP = "　"


def unit_choices(viewer: Viewer, right: Right, *, today: date, without: Unit | None = None) -> list[tuple[str, str]]:
    """The living units in which ``right`` holds, by code, those below others set in."""
    tree = viewer.structure.tree_on(today)
    units = [unit for unit in viewer.units(right) if not unit.ended_by(today) and unit != without]
    known = {unit.uuid for unit in units}
    below: dict[Any, list[Unit]] = {}
    for unit in units:
        parent = tree.parents[unit.uuid]
        below.setdefault(parent if parent in known else None, []).append(unit)
    found: list[tuple[str, str]] = []

    def lay(parent: Any, depth: int) -> None:
        for unit in below.get(parent, ()):
            found.append((unit.code, f"{_STEP * depth}{unit.names.at(today)[0]}"))
            lay(unit.uuid, depth + 1)

    lay(None, 0)
    return found


def kind_choices(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Every kind by key and name, in the order of the catalogue."""
    return [(kind.key, str(kind.title)) for kind in catalogue.kinds.values()]


def kinds_by_section(catalogue: Catalogue, *, on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds that are recorded on a day under the titles of their sections, in the order in which they are recorded."""
    listed = by_section(kind for kind in catalogue.kinds.values() if kind.recorded_on(on))
    return [(title, [(kind.key, str(kind.title)) for kind in those]) for title, those in listed]


def day_field(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    """A day, with the calendar of the browser where it has one."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=widget,
        input_formats=["%Y-%m-%d"],
        validators=[_of_our_time],
    )


def _of_our_time(day: date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        told = _("Choose a day between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise forms.ValidationError(told)
