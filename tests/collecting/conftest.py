"""The desk at which these tests work, and workbooks handed in at it."""

from collections.abc import Callable
from pathlib import Path

import pytest

import cast
from books import write_book
from shilu.collecting.desk import Desk
from shilu.collecting.models import Delivery
from shilu.collecting.operations import Handed, receive
from shilu.ledger.clerk import Clerk

HandIn = Callable[..., Delivery]


@pytest.fixture
def desk(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> Desk:
    return Desk(folder=tmp_path / "uploads", clerk=clerk, own="own")


@pytest.fixture
def hand_in(desk: Desk, bureau: cast.Bureau, tmp_path: Path) -> HandIn:
    """Hands a table in as a workbook of that name, for a unit by its code."""

    def hand(table: str, *, name: str = "台账.xlsx", unit: str = "X", **more: str) -> Delivery:
        path = write_book(tmp_path / name, table, **more)
        (delivery,) = receive([Handed(name, [path.read_bytes()])], unit=bureau[unit], desk=desk)
        return delivery

    return hand
