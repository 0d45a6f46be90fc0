"""What is kept of people, what for, for how long, and who reads it."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from shilu.access.personal import NOT_WRITTEN, PERSONAL, Personal
from shilu.access.roles import Right
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.sheet import sheet_response


def listed(request: Request) -> HttpResponse:
    """The list, for everybody it is about."""
    return render(request, "account/personal.html", {"rows": _kept()})


def export(request: Request) -> HttpResponseBase:  # noqa: ARG001 - the list is the same for everybody
    """The list as a workbook."""
    head = [_("What is kept"), _("What for"), _("How long"), _("Who reads it")]
    rows = ((str(one.what), str(one.purpose), str(one.kept), str(one.readers)) for one in _kept())
    return sheet_response(_("Personal data"), head, rows)


def _kept() -> list[Personal]:
    """The list without tables that stay empty."""
    return [one for one in PERSONAL if one.fields and one.kept != NOT_WRITTEN]


PAGES = [
    page("personal/", listed, name="personal", right=Right.OPEN),
    page("personal/export/", export, name="personal_export", right=Right.OPEN),
]
