"""Steps 1 to 3 of the tour: a workspace, the staff list and the organisation sheet, units renamed and merged."""

from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from shilu.cli.asked import ASKED
from shilu.cli.tour.scene import Scene
from shilu.cli.tour.voice import Voice, quoted
from shilu.demo.clock import Clock
from shilu.demo.folder import found
from shilu.demo.steps import reorganise
from shilu.demo.tour import Tour
from shilu.ledger.organising_import import import_organisation
from shilu.lib.enumerating import enumerated

_SHEETS: Final = ("花名册.xlsx", "组织机构.xlsx")


def begun(folder: Path, *, sample: Path, tour: Tour, steps: int) -> Scene:
    """The tour's workspace in the empty ``folder``, from the sample organisation's files."""
    voice, clock = Voice(folder, steps), Clock(tour.today)
    voice.open(_("Make a workspace"))
    voice.plain(f"shilu init {quoted(folder)} --name {tour.body}")
    workspace = found(folder, sample=sample, tour=tour, now=clock.now())
    ASKED.folder, ASKED.workspace = folder, workspace
    voice.tell(_("settings, log, evidence and templates are in %(folder)s") % {"folder": folder})
    return Scene(tour, workspace, voice, clock)


def sheets(scene: Scene) -> None:
    """Units and people come from the staff list and the organisation sheet."""
    paths = [scene.sample(name) for name in _SHEETS]
    commands = (f"units import {quoted(path)}" for path in paths)
    scene.voice.open(_("Import the staff list and the organisation sheet"), *commands)
    for path in paths:
        done = import_organisation(path, clerk=scene.clerk(), today=scene.tour.today)
        scene.voice.tell(
            _("%(file)s: %(units)s units, %(people)s people, %(changes)s changes")
            % {"file": path.name, "units": done.units, "people": done.people, "changes": done.changes}
        )
        if done.dropped:
            scene.voice.tell(_("not stored: %(columns)s") % {"columns": enumerated(done.dropped)})


def moves(scene: Scene) -> None:
    """A unit gets another name, and one goes into another."""
    renamed, merged = scene.tour.renamed[0], scene.tour.merged[0]
    scene.voice.open(
        _("A station is renamed, another one merged"),
        f"units rename {renamed.unit} --name {renamed.name} --from {renamed.on}",
        f"units end {merged.unit} --into {merged.into} --from {merged.on}",
    )
    reorganise(scene.tour, clerk=scene.clerk())
    scene.voice.tell(_("records before these days count as the units stood then; the old names still find them"))
