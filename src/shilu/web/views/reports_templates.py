"""Pages of the body's templates: their list, renaming and replacing one, taking one out and putting it back."""

from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shilu.access.roles import Right
from shilu.lib.errors import Refused
from shilu.reports.compose import read_template
from shilu.reports.drafting.queries import templates_in
from shilu.reports.drafting.templates import put_back, rename_template, replace_template, take_out, taken_out
from shilu.reports.learning.layout import as_layout, opened
from shilu.web.asking import Request
from shilu.web.forms.templates import NewFile, TemplateName
from shilu.web.guard import page
from shilu.web.views.handed import contents, read_beforehand


def templates(request: Request) -> HttpResponse:
    """The templates of the workspace, and those that were taken out."""
    folder = request.asking.workspace.templates
    names = {"templates": templates_in(folder), "taken_out": taken_out(folder)}
    return render(request, "reports/templates.html", names)


def template_file(request: Request, name: str) -> FileResponse:
    """A template as the file that it is."""
    return FileResponse(_path(request, name).open("rb"), as_attachment=True, filename=name)


def changed(request: Request, name: str) -> HttpResponse:
    """Give a template another name, or put an edited file in its place."""
    path = _path(request, name)
    naming = TemplateName(
        request.POST if "rename" in request.POST else None, templates=path.parent, initial={"name": path.stem}
    )
    filing = NewFile(*((request.POST, request.FILES) if "replace" in request.POST else ()))
    if request.method == "POST":
        done = _renamed(path, naming) if naming.is_bound else _replaced(request, path, filing)
        if done:
            messages.success(request, done)
            return HttpResponseRedirect(reverse("reports_templates"))
    names = {"name": name, "title": path.stem, "naming": naming, "filing": filing}
    status = 422 if naming.is_bound or filing.is_bound else 200
    return render(request, "reports/template.html", names, status=status)


def _renamed(path: Path, form: TemplateName) -> str:
    """Rename it; what was done, or nothing where the form has faults by now."""
    if form.is_valid():
        to = form.cleaned_data["name"]
        try:
            rename_template(path.parent, path.name, to=to)
        except Refused as fault:
            form.add_error("name", str(fault))
        else:
            return _("“%(before)s” is called “%(name)s” now.") % {"before": path.stem, "name": to}
    return ""


def _replaced(request: Request, path: Path, form: NewFile) -> str:
    """Put the files in its place; what was done, or nothing where the form has faults by now."""
    if form.is_valid():
        text = layout = None
        at = "text"
        try:
            if file := form.sent.get("text"):
                (text,) = read_beforehand(contents([file]), read_template)
            if file := form.sent.get("layout"):
                at = "layout"
                (layout,) = read_beforehand(contents([file]), lambda one: as_layout(opened(one)[0]))
            replace_template(path.parent, path.name, text=text, layout=layout, now=request.asking.now)
        except Refused as fault:
            form.add_error(at, str(fault))
        else:
            return _("“%(name)s” is replaced; what stood there is kept below.") % {"name": path.stem}
    return ""


def out(request: Request, name: str) -> HttpResponse:
    """Ask whether a template is to be taken out of the list, then take it out."""
    path = _path(request, name)
    if request.method == "POST":
        take_out(path.parent, name, now=request.asking.now)
        messages.success(request, _("“%(name)s” is out of the list; it can be put back below.") % {"name": path.stem})
        return HttpResponseRedirect(reverse("reports_templates"))
    names = {
        "title": _("Take the template out of the list?"),
        "line": _(
            "Nobody can begin a report with “%(name)s” then. Papers stay as they are; the template is kept and can be put back."
        )
        % {"name": path.stem},
        "button": _("Take out of the list"),
        "cancel": reverse("reports_templates"),
    }
    return render(request, "ask.html", names)


@require_POST
def back(request: Request) -> HttpResponse:
    """Put a template back into the list."""
    try:
        name = put_back(request.asking.workspace.templates, request.POST.get("key", ""))
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("“%(name)s” is in the list again.") % {"name": name})
    return HttpResponseRedirect(reverse("reports_templates"))


def _path(request: Request, name: str) -> Path:
    """The file of a template of the list, whatever is in it; else Http404."""
    folder = request.asking.workspace.templates
    if Path(name).name != name or name.startswith(".") or not name.endswith(".md") or not (folder / name).is_file():
        raise Http404
    return folder / name


PAGES = [
    page("reports/templates/", templates, name="reports_templates", right=Right.REPORT),
    page("reports/templates/back/", back, name="reports_template_back", right=Right.REPORT),
    page("reports/templates/<str:name>", template_file, name="reports_template", right=Right.REPORT),
    page("reports/templates/<str:name>/change/", changed, name="reports_template_change", right=Right.REPORT),
    page("reports/templates/<str:name>/out/", out, name="reports_template_out", right=Right.REPORT),
]
