"""LibreOffice as a converter between forms of files, where it is installed."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from shilu.lib.errors import Refused

_NAMES: Final = ("soffice", "libreoffice")
_PLACES: Final = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
)
_NEWER: Final = {"doc": "docx", "xls": "xlsx", "ods": "xlsx"}
_PROGRAMS: Final = {"docx": "Word", "xlsx": "Excel"}
_SECURITY: Final = {
    "DisableMacrosExecution": "true",
    "BlockUntrustedRefererLinks": "true",
    "DisableActiveContent": "true",
}
_OUTSIDE: Final = {
    "http": ("Provider3", "Provider12"),
    "webdav": ("Provider4", "Provider4a", "Provider12a", "Provider12b"),
    "ftp": ("Provider6",),
    "cmis": ("Provider43",),
    "gio": ("Provider999",),
}
"""What LibreOffice fetches files of other machines with; BlockUntrustedRefererLinks alone lets pictures of .doc and .ods through."""


def office() -> str | None:
    """The program that converts, None where there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def converted(content: bytes, *, to: str, ending: str = "docx", timeout: float = 120) -> bytes | None:
    """``content`` (a file of the ending ``ending``) in another form; None where LibreOffice makes nothing of it.

    LibreOffice runs with a profile of its own, so that an open window does not stand in the way, runs no macros and
    follows no links. Refused where it is missing or takes longer than ``timeout`` seconds.
    """
    program = office()
    if program is None:
        raise Refused(_("This needs LibreOffice, which is not installed here."))
    with tempfile.TemporaryDirectory(prefix="shilu-") as name:
        folder = Path(name)
        given, made, profile = folder / f"paper.{ending}", folder / "out", folder / "profile"
        given.write_bytes(content)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            to,
            "--outdir",
            str(made),
            str(given),
        ]
        _run(command, timeout=timeout)
        result = made / f"paper.{to}"
        return result.read_bytes() if result.is_file() else None


def newer(path: Path, *, sort: str, timeout: float = 60) -> tuple[str, bytes]:
    """The file at ``path`` (``sort`` doc, xls or ods) as .docx or .xlsx: the new sort and the bytes.

    Refused with the way out where LibreOffice is missing or cannot open the file.
    """
    to = _NEWER[sort]
    words = {"file": path.name, "target": f".{to}", "program": _PROGRAMS[to]}
    if office() is None:
        raise Refused(
            _("%(file)s is of an old sort that needs LibreOffice; save it in %(program)s or WPS as %(target)s.") % words
        )
    content = converted(path.read_bytes(), to=to, ending=sort, timeout=timeout)
    if content is None:
        raise Refused(
            _(
                "%(file)s cannot be opened (damaged, or protected by a password?); "
                "save it in %(program)s or WPS as %(target)s."
            )
            % words
        )
    return to, content


def _profile() -> str:
    """Settings with which LibreOffice runs no macros and knows no way to another machine."""
    security = "".join(
        f'<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for name, value in _SECURITY.items()
    )
    providers = "".join(
        '<item oor:path="/org.openoffice.ucb.Configuration/ContentProviders/Local/SecondaryKeys/Office/ProviderData">'
        f'<node oor:name="{name}" oor:op="remove"/></item>'
        for names in _OUTSIDE.values()
        for name in names
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{security}{providers}</oor:items>"
    )


def _run(command: list[str], *, timeout: float) -> None:
    """Run to the end; what LibreOffice started itself ends with it when the time is over."""
    group = sys.platform != "win32"
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=group
    ) as process:
        try:
            process.wait(timeout=timeout)
        except subprocess.TimeoutExpired as fault:
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
            raise Refused(
                _("LibreOffice took longer than %(seconds)s seconds and was stopped; save the file as .docx or .xlsx.")
                % {"seconds": f"{timeout:g}"}
            ) from fault
