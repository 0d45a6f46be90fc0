"""A county with its catalogue, in an empty log."""

from uuid import UUID

import pytest

from figures.figure_cast import found_county
from shilu.ledger.clerk import Clerk


@pytest.fixture
def county(empty_log: None, clerk: Clerk) -> dict[str, UUID]:
    """The uuid of each unit by its code."""
    return found_county(clerk=clerk)
