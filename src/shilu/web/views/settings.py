"""Settings of the body, written to shilu.toml."""

from dataclasses import replace

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
        audited(
            request,
            "settings",
            lambda: write_file(workspace.folder / FILE, write_config(changed).encode()),
            what=enumerated(str(form.fields[name].label) for name in differing),
            before={name: usual[name] for name in differing},
            after={name: now[name] for name in differing},
        )
        serving.serve_from(replace(workspace, config=changed))
        return _("The settings are kept.")

    lead = _("They stand in the file shilu.toml in the folder of the data.")
    shown = FormPage(_("Settings"), _("Keep the settings"), reverse("settings"), _("More"), lead)
    return filled_in(request, form, keep, page=shown)


PAGES = [page("settings/", settings, name="settings", right=Right.ADMINISTER)]
