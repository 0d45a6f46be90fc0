"""Whether what touches several units at once has to wait for a reviewer."""

from collections.abc import Iterable
from uuid import UUID

from shilu.access.may import Viewer
from shilu.access.roles import Right
from shilu.recording.queries import review_in


def waits_for_review(viewer: Viewer, units: Iterable[UUID]) -> bool:
    """Whether the records of one of ``units`` are looked at before they count, and not by ``viewer``."""
    reviewed = review_in(units, structure=viewer.structure)
    return any(not viewer.may(Right.REVIEW, unit) for unit in reviewed)
