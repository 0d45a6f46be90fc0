"""Copies of everything: how they stand, one more now, taking one away on a disk, and bringing one back."""

from django import forms
from django.contrib.auth import logout
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from shilu.access.operations import written_down
from shilu.access.roles import Right
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.views.administration import FormPage, filled_in
from shilu.workspace.backup_schedule import KeptCopy, backup_state, copy_named, make_copy
from shilu.workspace.restoring import restore_here


class Confirmation(forms.Form):
    """The name of the body, typed, so that nobody restores by a slip."""

    name = forms.CharField(label=gettext_lazy("Type the name of the body"), max_length=100)

    def __init__(self, *given: object, body: str, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.body = body

    def clean_name(self) -> str:
        """Exactly the name."""
        name = str(self.cleaned_data["name"]).strip()
        if name != self.body:
            raise forms.ValidationError(_("That is not the name; it is “%(name)s”.") % {"name": self.body})
        return name


def backup(request: Request) -> HttpResponse:
    """How the copies stand."""
    _looking_after(request)
    workspace = request.asking.workspace
    context = {
        "state": backup_state(workspace, now=timezone.now()),
        "config": workspace.config.backup,
        "postgres": bool(workspace.config.database_url),
        "folder": workspace.folder,
    }
    return render(request, "backup/page.html", context)


@require_POST
def make(request: Request) -> HttpResponse:
    """One more copy, now."""
    _looking_after(request)

    def copied(_form: forms.Form) -> str:
        done = make_copy(request.asking.workspace, now=timezone.now())
        written_down("backup", by=request.asking.by, what=done.file.name)
        return _("%(file)s holds everything up to now.") % {"file": done.file.name}

    shown = FormPage(_("Backup"), _("Make a copy now"), reverse("backup"), _("Backup and restore"))
    return filled_in(request, forms.Form(request.POST), copied, page=shown)


def download(request: Request, name: str) -> HttpResponseBase:
    """A copy to be taken away."""
    copy = _copy(request, name)
    written_down("backup-taken", by=request.asking.by, what=copy.name)
    return FileResponse(copy.path.open("rb"), as_attachment=True, filename=copy.name)


def restore(request: Request, name: str) -> HttpResponse:
    """A copy brought back in place of what is there, after the name was typed."""
    copy = _copy(request, name)
    workspace = request.asking.workspace
    form = Confirmation(request.POST or None, body=workspace.config.name)

    def bring_back(_form: Confirmation) -> HttpResponse:
        by = request.asking.by
        done = restore_here(workspace, copy.path, now=timezone.now())
        written_down("restored", by=by, what=copy.name, after={"kept": done.before.file.name})
        logout(request)
        told = {"copy": copy, "before": done.before.file.name, "roles": done.roles, "erased": done.erased}
        return render(request, "backup/restored.html", told)

    lead = _(
        "Records, people, roles, catalogue and papers go back to %(at)s: roles that ended since hold again, and people who "
        "were erased since are back; both are listed afterwards. Codes stay those of today, closed accounts stay closed, "
        "and keys for programs that ended stay ended. What came later is kept in a copy that is made first, and can be "
        "brought back the same way. Nobody should be working now; everybody has to sign in again."
    ) % {"at": timezone.localtime(copy.at).strftime("%Y-%m-%d %H:%M")}
    shown = FormPage(_("Bring a copy back"), _("Bring it back"), reverse("backup"), _("Backup and restore"), lead)
    return filled_in(request, form, bring_back, page=shown)


def _looking_after(request: Request) -> None:
    if not request.asking.viewer.looks_after_copies:
        raise Http404


def _copy(request: Request, name: str) -> KeptCopy:
    _looking_after(request)
    found = copy_named(request.asking.workspace, name)
    if found is None:
        raise Http404
    return found


PAGES = [
    page("backup/", backup, name="backup", right=Right.OPEN),
    page("backup/now/", make, name="backup_make", right=Right.OPEN),
    page("backup/<str:name>/download/", download, name="backup_download", right=Right.OPEN),
    page("backup/<str:name>/restore/", restore, name="backup_restore", right=Right.OPEN),
]
