"""The settings of the workspace as a form."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shilu.lib.errors import Refused
from shilu.workspace.config import Backups, Config, FormNames, Web, read_config, write_config

_HOST: Final = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)
"""What a browser can send as the name of a machine: a name, an address, or one of the new sort in brackets."""


class SettingsForm(forms.Form):
    """What a body may change of its settings; what would break the data (uuid, algorithm, database) is not here."""

    name = forms.CharField(label=gettext_lazy("Name of the body"), max_length=100)
    reporter = forms.CharField(
        label=gettext_lazy("Reporter in forms (填报人)"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Left empty: who fills the form in."),
    )
    reviewer = forms.CharField(label=gettext_lazy("Reviewer in forms (审核人)"), max_length=40, required=False)
    telephone = forms.CharField(label=gettext_lazy("Telephone in forms"), max_length=40, required=False)
    notice = forms.CharField(
        label=gettext_lazy("The line on secrets"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("It stands on every page. Left empty: 本系统不得录入涉密信息"),
    )
    month_starts_on = forms.IntegerField(
        label=gettext_lazy("A statistics month starts on day"), min_value=1, max_value=28
    )
    year_starts_in = forms.IntegerField(label=gettext_lazy("The year starts in month"), min_value=1, max_value=12)
    hosts = forms.CharField(
        label=gettext_lazy("Names of this machine in the network"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Set apart by spaces, such as shilu.local 10.0.0.8."),
    )
    backup_folder = forms.CharField(
        label=gettext_lazy("Folder of the daily copies"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Best on another disk. Left empty: a folder beside the data."),
    )
    backup_daily = forms.BooleanField(label=gettext_lazy("Copy everything once a day"), required=False)
    backup_keep = forms.IntegerField(label=gettext_lazy("How many copies are kept"), min_value=1, max_value=1000)

    def clean_hosts(self) -> str:
        """Names or addresses without what stands round them in an address of a page."""
        hosts = str(self.cleaned_data["hosts"])
        for host in hosts.split():
            if not _HOST.fullmatch(host) and host not in str(self.initial.get("hosts", "")).split():
                told = _(
                    "“%(host)s” is no name of a machine; write it as shilu.local or 10.0.0.8, without http:// and :8000."
                )
                raise forms.ValidationError(told % {"host": host})
        return hosts

    def clean_backup_folder(self) -> str:
        """An absolute folder, or none."""
        folder = str(self.cleaned_data["backup_folder"]).strip()
        if folder and not Path(folder).is_absolute():
            raise forms.ValidationError(_("Write the whole path, such as /var/backups/shilu."))
        return folder

    @classmethod
    def usual(cls, config: Config) -> dict[str, Any]:
        """What stands in the fields before anything is changed."""
        return {
            "name": config.name,
            "reporter": config.forms.reporter,
            "reviewer": config.forms.reviewer,
            "telephone": config.forms.telephone,
            "notice": config.web.notice,
            "month_starts_on": config.calendar.month_starts_on,
            "year_starts_in": config.calendar.year_starts_in,
            "hosts": " ".join(config.web.hosts),
            "backup_folder": config.backup.folder,
            "backup_daily": config.backup.daily,
            "backup_keep": config.backup.keep,
        }

    def changed_config(self, config: Config) -> Config:
        """``config`` with what was typed; Refused where it could not be read back."""
        given = self.cleaned_data
        changed = replace(
            config,
            name=given["name"].strip(),
            forms=FormNames(given["reporter"], given["reviewer"], given["telephone"]),
            web=Web(tuple(given["hosts"].split()), config.web.https, given["notice"]),
            calendar=replace(
                config.calendar, month_starts_on=given["month_starts_on"], year_starts_in=given["year_starts_in"]
            ),
            backup=Backups(given["backup_folder"], given["backup_daily"], given["backup_keep"]),
        )
        if not changed.name:
            raise Refused(_("The name is missing."))
        return read_config(write_config(changed))
