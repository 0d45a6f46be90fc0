"""What several operations are given alike: why something is undone, and of whom and which time something is asked."""

from pydantic import Field

from shilu.api.day import Day
from shilu.api.given import Given


class Reason(Given):
    """Why something is corrected or cancelled."""

    reason: str = Field(min_length=1, max_length=500, pattern=r"\S", description="It stays in the log.")


class Scope(Given):
    """Whom and which time a paper is about."""

    unit: str = Field(max_length=200, description="Code, uuid or name of the unit.")
    period: str = Field(max_length=100, description="2022, 2022-H1, 2022-Q2, 2022-06 or first/last day.")
    until: Day | None = Field(None, description="Cut the period off after this day.")
