"""What the work on a workbook has to know of the body: where files lie, on whose behalf, and its own months and names."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from shilu.ledger.clerk import Clerk


@dataclass(frozen=True, slots=True)
class Desk:
    """Where uploaded files lie, who works, and what keys of the body's own kinds begin with."""

    folder: Path
    clerk: Clerk
    own: str

    @property
    def now(self) -> datetime:
        return self.clerk.now

    @property
    def account(self) -> UUID:
        return UUID(self.clerk.account)


def own_prefix(name: str) -> str:
    """What the keys of a body's own kinds begin with: its name, without what a key may not hold."""
    return re.sub(r"[\s/.]+", "-", name).strip("-") or "own"
