"""The folder of the tour: a workspace, the sample's files, the papers; a marker tells it from anybody's own folder."""

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from shilu.demo.tour import Tour
from shilu.lib.durable import write_file
from shilu.lib.errors import Refused
from shilu.workspace.config import FILE as CONFIG
from shilu.workspace.config import Sample, write_config
from shilu.workspace.opening import Workspace, create

MARKER: Final = "shilu-demo.txt"
SAMPLES: Final = "samples"
PAPERS: Final = "papers"


def prepare(folder: Path) -> None:
    """Empty ``folder`` if it is a demo; Refused, and nothing touched, where it is anything else but empty or absent."""
    if not folder.exists():
        return
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if not (folder / MARKER).is_file():
        raise Refused(
            _("%(folder)s is neither empty nor a demo; name another folder, and the tour is made there.")
            % {"folder": folder}
        )
    for path in folder.iterdir():
        if path.name != MARKER:  # last of all: a folder half emptied is still a demo
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    (folder / MARKER).unlink()


def found(folder: Path, *, sample: Path, tour: Tour, now: datetime) -> Workspace:
    """Make the tour's workspace in the empty ``folder``, with the marker, the sample's files and its templates."""
    workspace = create(folder, name=tour.body, now=now)
    config = replace(workspace.config, forms=tour.office, sample=Sample(tour.today, tour.serve.code))
    write_file(workspace.folder / CONFIG, write_config(config).encode())
    workspace = replace(workspace, config=config)
    (folder / MARKER).write_text(
        _("Made by shilu demo, which makes it anew each time. Everything in it is fictional.") + "\n", encoding="utf-8"
    )
    for name in ("ledgers", "returns", "returns-mended", "papers", "forms"):
        shutil.copytree(sample / name, folder / SAMPLES / name)
    for path in sample.glob("*.xlsx"):
        shutil.copy(path, folder / SAMPLES)
    for path in (sample / "templates").glob("*.md"):
        shutil.copy(path, workspace.templates)
    (folder / PAPERS).mkdir()
    return workspace
