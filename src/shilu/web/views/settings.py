"""Settings of the body, written to shilu.toml."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.lib.durable import write_file
from shilu.lib.enumerating import enumerated
from shilu.web.asking import Request
from shilu.web.forms.settings import SettingsForm
from shilu.web.guard import page
from shilu.web.views.administration import FormPage, audited, filled_in, whole_body
from shilu.workspace import serving
from shilu.workspace.backup_schedule import backup_state, try_folder
from shilu.workspace.config import FILE, write_config


def settings(request: Request) -> HttpResponse:
    """The settings that may be changed here."""
    whole_body(request)
    workspace = request.asking.workspace
    usual = SettingsForm.usual(workspace.config)
    form = SettingsForm(request.POST or None, initial=usual)

    def keep(form: SettingsForm) -> str:
        changed = form.changed_config(workspace.config)
        now = SettingsForm.usual(changed)
        differing = [name for name in usual if usual[name] != now[name]]
        if not differing:
            return _("Nothing was changed.")
        after = replace(workspace, config=changed)
        moved = "backup_folder" in differing
        if moved:
            try_folder(after)
        audited(
            request,
            "settings",
            lambda: write_file(workspace.folder / FILE, write_config(changed).encode()),
            what=enumerated(str(form.fields[name].label) for name in differing),
            before={name: usual[name] for name in differing},
            after={name: now[name] for name in differing},
        )
        serving.serve_from(after)
        if moved:
            _tell_of_copies(request)
        return _("The settings are kept.")

    lead = _("They stand in the file shilu.toml in the folder of the data.")
    shown = FormPage(_("Settings"), _("Keep the settings"), reverse("settings"), _("More"), lead)
    return filled_in(request, form, keep, page=shown)


def _tell_of_copies(request: Request) -> None:
    """Where the copies stay that were made before the folder is another one."""
    before = backup_state(request.asking.workspace, now=request.asking.now)
    if before.copies:
        told = _("Earlier copies stay in %(folder)s and are not listed under Backup; move them into the new folder.")
        messages.warning(request, told % {"folder": before.folder})


PAGES = [page("settings/", settings, name="settings", right=Right.ADMINISTER)]
