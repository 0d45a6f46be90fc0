"""Workbooks to hand out: kinds are ticked, and each unit gets one with its name and the lists to choose from."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.collecting.handout import Columns, handout, handout_name, handouts, kinds_used
from shilu.collecting.returns import sorts_below, units_asked
from shilu.ledger.catalogue import Kind
from shilu.web.asking import Request
from shilu.web.forms.collecting import HandoutChoice
from shilu.web.guard import page
from shilu.web.views.collecting_files import file_answer

BELOW: Final = "below"


@dataclass(frozen=True, slots=True)
class Group:
    """Units that get a workbook each: those of a sort, or with none those right below."""

    value: str
    sort: str
    count: int


def template(request: Request) -> HttpResponseBase:
    """The kinds to tick; those recorded within a year are ticked already. With kinds in the address, the file."""
    asking = request.asking
    unit = asking.here(Right.IMPORT)
    form = HandoutChoice(request.GET, keys=asking.catalogue.kinds) if "made" in request.GET else None
    if form is not None and form.is_valid():
        return _made(request, form.cleaned_data["kinds"], each=form.cleaned_data["each"])
    below = asking.structure.tree_now().subtree(unit.uuid)
    usual = set(kinds_used(below, since=date(asking.today.year - 1, asking.today.month, 1)))
    kinds = [kind for kind in asking.catalogue.kinds.values() if kind.recorded_on(asking.today)]
    context = {
        "form": form,
        "usual": [kind for kind in kinds if kind.key in usual],
        "others": _others(kinds, usual),
        "groups": _groups(request) if asking.structure.children_on(unit.uuid, day=asking.period.last) else [],
        "tab": "template",
    }
    return render(request, "collecting/template.html", context, status=422 if form else 200)


def _others(kinds: list[Kind], usual: set[str]) -> list[Kind]:
    return [kind for kind in kinds if kind.key not in usual]


def _groups(request: Request) -> list[Group]:
    """Those for whom a workbook each can be made: the units right below, and each sort of unit anywhere below."""
    asking = request.asking
    unit, day, structure = asking.here(Right.IMPORT).uuid, asking.period.last, asking.structure
    sorts = ["", *sorts_below(unit, day=day, structure=structure)]
    return [
        Group(sort or BELOW, sort, len(units_asked(day, within=unit, structure=structure, sort=sort))) for sort in sorts
    ]


def _made(request: Request, kinds: list[str], *, each: str) -> FileResponse:
    asking = request.asking
    unit, period = asking.here(Right.IMPORT), asking.period
    columns = Columns(tuple(kinds), period, asking.structure, asking.catalogue)
    group = next((one for one in _groups(request) if one.value == each), None) if each else None
    if group is None:
        return file_answer(handout(unit.uuid, columns), handout_name(unit, period))
    asked = units_asked(period.last, within=unit.uuid, structure=asking.structure, sort=group.sort)
    name = _("Workbooks for %(period)s") % {"period": period.title()}
    return file_answer(handouts([one.uuid for one in asked], columns), f"{name}.zip")


PAGES = [page("import/template/", template, name="imports_template", right=Right.IMPORT)]
