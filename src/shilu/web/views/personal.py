"""What is kept of people, what for, for how long, and who reads it."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from shilu.access.personal import PERSONAL
from shilu.access.roles import Right
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.sheet import sheet_response


def listed(request: Request) -> HttpResponse:
    """The list, for everybody it is about."""
    return render(request, "account/personal.html", {"rows": [one for one in PERSONAL if one.fields]})


def export(request: Request) -> HttpResponseBase:  # noqa: ARG001 - the list is the same for everybody
    """The list as a workbook."""
    head = [_("Table"), _("Fields"), _("What for"), _("How long"), _("Who reads it")]
    rows = ((one.model, ", ".join(one.fields), str(one.purpose), str(one.kept), str(one.readers)) for one in PERSONAL)
    return sheet_response(_("Personal data"), head, rows)


PAGES = [
    page("personal/", listed, name="personal", right=Right.OPEN),
    page("personal/export/", export, name="personal_export", right=Right.OPEN),
]
