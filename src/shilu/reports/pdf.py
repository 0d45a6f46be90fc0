"""PDF from a Word paper, drawn by LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from shilu.lib.errors import Refused

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
)


def office() -> str | None:
    """The program that draws, None where there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def to_pdf(paper: bytes, *, timeout: float = 120) -> bytes:
    """The PDF of a .docx; Refused where LibreOffice is missing, fails, or takes longer than ``timeout`` seconds."""
    return converted(paper, to="pdf", timeout=timeout)


def converted(paper: bytes, *, to: str, timeout: float = 120) -> bytes:
    """``paper`` in another form, by LibreOffice with a profile of its own, so that an open window does not stand in the way."""
    program = office()
    if program is None:
        raise Refused(
            _("PDF needs LibreOffice, which is not installed here; write the paper as .docx or .html instead.")
        )
    with tempfile.TemporaryDirectory(prefix="shilu-") as name:
        folder = Path(name)
        given, made = folder / "paper.docx", folder / "out"
        given.write_bytes(paper)
        profile = (folder / "profile").as_uri()
        command = [
            program,
            f"-env:UserInstallation={profile}",
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
        if not result.is_file():
            raise Refused(_("LibreOffice could not draw the paper; write it as .docx or .html instead."))
        return result.read_bytes()


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
                _("LibreOffice took longer than %(seconds)s seconds and was stopped; write the paper as .docx instead.")
                % {"seconds": f"{timeout:g}"}
            ) from fault
