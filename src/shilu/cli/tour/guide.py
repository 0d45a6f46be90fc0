"""The guide of the tour: all its steps, one after the other."""

from pathlib import Path
from typing import Final

from shilu.cli.tour import ending, organisation, papers, records, report
from shilu.cli.tour.scene import Scene
from shilu.demo.tour import Tour

_STEPS: Final = 15


def take(folder: Path, *, sample: Path, tour: Tour) -> None:
    """The whole tour, in a workspace that it makes in the empty ``folder``."""
    scene = take_in(folder, sample=sample, tour=tour)
    report.figures(scene)
    papers.draft(scene)
    papers.old_report(scene)
    report.issued(scene)
    report.verified(scene, papers.leader(scene, report.word_file(scene)))
    report.correction(scene)
    papers.forms(scene)
    ending.proof(scene)
    ending.farewell(scene)


def take_in(folder: Path, *, sample: Path, tour: Tour) -> Scene:
    """The tour up to where all records of eighteen months are in the ledger."""
    scene = organisation.begun(folder, sample=sample, tour=tour, steps=_STEPS)
    organisation.sheets(scene)
    organisation.moves(scene)
    records.workbooks(scene)
    records.occasions(scene)
    records.months(scene)
    records.late_and_wrong(scene)
    return scene
