"""What every step of the tour needs: the workspace that it works in, its clock and its voice."""

from dataclasses import dataclass
from pathlib import Path

from shilu.cli.tour.voice import Voice
from shilu.demo.clock import Clock
from shilu.demo.folder import PAPERS, SAMPLES
from shilu.demo.tour import Tour
from shilu.ledger.clerk import Clerk
from shilu.ledger.queries import structure_at
from shilu.lib.periods import Period, parse_period
from shilu.organisation.unit import Unit
from shilu.workspace.opening import Workspace


@dataclass(frozen=True, slots=True)
class Scene:
    """The tour in its workspace; its clock stands at the tour's day."""

    tour: Tour
    workspace: Workspace
    voice: Voice
    clock: Clock

    @property
    def root(self) -> Unit:
        """The unit at the top, once the organisation is there."""
        return structure_at().roots()[0]

    @property
    def period(self) -> Period:
        """The half-year that the tour reports."""
        return parse_period(self.tour.period)

    def sample(self, *names: str) -> Path:
        """A file or folder of the sample organisation, as it was copied into the workspace."""
        return self.voice.folder.joinpath(SAMPLES, *names)

    def paper(self, name: str) -> Path:
        """A paper that the tour writes."""
        return self.voice.folder / PAPERS / name

    def clerk(self) -> Clerk:
        """Who records, at the next minute of the tour's day."""
        return self.workspace.clerk(self.clock.now())
