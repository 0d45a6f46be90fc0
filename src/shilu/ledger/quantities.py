"""What a count of each quantity can be: in whole numbers or not, and how large within reason."""

from decimal import Decimal
from typing import Final

_WHOLE: Final = frozenset(
    {"times", "people", "persons", "items", "issues", "copies", "assigned", "completed", "exempted"}
)
_MOST_COUNTED: Final = Decimal(10) ** 8
_MOST_MEASURED: Final = Decimal(10) ** 12


def is_whole(quantity: str) -> bool:
    """Whether it counts events, people or things; hours, money and what a body declares itself may have decimals."""
    return quantity in _WHOLE


def bound_of(quantity: str) -> Decimal:
    """The largest amount within reason."""
    return _MOST_COUNTED if is_whole(quantity) else _MOST_MEASURED
