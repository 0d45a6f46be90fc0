"""The sample organisation in a workspace of its own, as the tour makes it up to the report, and what is true in it."""

from datetime import timedelta
from pathlib import Path

from reports.checking.facts import Facts
from shilu.cli.tour.guide import take_in
from shilu.demo.folder import prepare
from shilu.demo.tour import read_tour, sample_folder
from shilu.ledger.entries import Wanted, entries_listed
from shilu.ledger.queries import structure_at
from shilu.workspace.opening import Workspace


def build(folder: Path) -> Workspace:
    """The workspace of the tour with all records of eighteen months, before anything is issued; it prints its steps."""
    sample = sample_folder()
    prepare(folder)
    return take_in(folder, sample=sample, tour=read_tour(sample)).workspace


def facts() -> Facts:
    """What is true in the workspace that is open; units by code, with the names of those that stand at the end."""
    structure = structure_at()
    today = max(entry.last for entry in entries_listed(Wanted())) + timedelta(1)
    standing = [unit for unit in structure.units.values() if unit.exists_on(today)]
    codes = {uuid: unit.code for uuid, unit in structure.units.items()}
    return Facts(entries_listed(Wanted()), codes, {unit.code: unit.name for unit in standing})
