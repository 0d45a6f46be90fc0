"""What the page of figures shows beside its table: tabs, chosen figures, kept views, notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.figures.names import figure_title, figures_named
from shilu.figures.saved import SavedView
from shilu.lib.enumerating import enumerated
from shilu.web.asking import Asking
from shilu.web.forms.statistics import Filter
from shilu.web.views.statistics_asked import Look, address_of, labels_of, names_offered
from shilu.web.views.statistics_cells import Table
from shilu.web.views.statistics_paged import paged
from shilu.web.views.statistics_picture import pictures
from shilu.web.views.statistics_words import compared_title, part_title

_MOST_LABELS = 6


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads to another question."""

    title: str
    address: str
    here: bool = False
    note: str = ""
    drop: str = ""


def page_of(
    table: Table, *, filters: Filter, views: Sequence[SavedView], asking: Asking, number: str = ""
) -> dict[str, Any]:
    """The names that the template uses; ``number`` is the page of a table that does not stand on one."""
    look, on = table.look, paged(table, number)
    return {
        "table": on.table,
        "paged": on,
        "look": look,
        "filters": filters,
        "tabs": list(_tabs(table)),
        "chips": list(_chips(look)),
        "offered": names_offered(look.catalogue, kinds=look.kinds),
        "views": [_view(view, look, asking) for view in views],
        "pictures": pictures(table, table.parts) if table.columns else [],
        "part": part_title(table) if look.question.by else "",
        "compared": compared_title(table.compared, compare=look.question.compare) if table.compared else "",
        "carried": list(_carried(look)),
        "address": address_of(look.question.at(look.whole.name), unit=look.unit.code),
        "without_names": [(key, value) for key, value in _carried(look) if key == "by"],
        "has_missing": any(cell is not None and cell.result.value is None for row in table.rows for cell in row.cells),
    }


def _tabs(table: Table) -> Iterator[Link]:
    look = table.look
    for by, title in (("", _("All together")), ("unit", _("By unit")), ("month", _("By month"))):
        yield _tab(by, title, look)
    names = look.question.names or [column.token for column in table.columns]
    for label in labels_of(names, catalogue=look.catalogue)[:_MOST_LABELS]:
        yield _tab(label.key, _("By %(label)s") % {"label": label.title}, look)


def _tab(by: str, title: str, look: Look) -> Link:
    return Link(title, _to(look, by=by), here=look.question.by == by)


def _to(look: Look, **changes: Any) -> str:
    question = replace(look.question, **changes)
    return f"{reverse('statistics')}?{address_of(question, unit=look.unit.code)}"


def _chips(look: Look) -> Iterator[Link]:
    """The chosen figures, each with the address without it."""
    names = look.question.names
    for name in names:
        asked = figures_named(name, catalogue=look.catalogue)
        title = figure_title(asked[0].figure, catalogue=look.catalogue) if not asked[0].labels else name
        rest = tuple(other for other in names if other != name)
        yield Link(title, _to(look, names=rest), note=enumerated(one.figure.measure for one in asked))


def _view(view: SavedView, look: Look, asking: Asking) -> Link:
    unit = asking.structure.units[view.unit]
    drop = f"{reverse('statistics_drop')}?{urlencode({'name': view.name})}" if view.own else ""
    note = "" if unit.uuid == look.unit.uuid else unit.usual_name
    here = unit.uuid == look.unit.uuid and replace(view.question, period="") == look.question
    return Link(view.name, f"{reverse('statistics')}?{address_of(view.question, unit=unit.code)}", here, note, drop)


def _carried(look: Look) -> Iterator[tuple[str, str]]:
    """What the address carries beside unit and period, as fields of a form."""
    question = look.question
    yield from (("figure", name) for name in question.names)
    if question.by:
        yield "by", question.by
    if question.compare in {"previous", "last-year"}:
        yield "compare", question.compare
    elif question.compare:
        yield "compare", "other"
        yield "against", question.compare
    yield from (("only", f"{key}={value}") for key, value in question.labels.items())
