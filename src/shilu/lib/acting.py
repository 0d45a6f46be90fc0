"""Who does something, and when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, and when; ``name`` is written down where accounts are administered."""

    account: UUID
    name: str
    now: datetime
