"""Amounts as the integers that the ledger sums: thousandths, so that sums are exact in every database."""

from decimal import Decimal

SCALE = 1000
PLACES = 3


def plain_number(amount: Decimal) -> int | float:
    """The amount as JSON and spreadsheets have it: a whole number as such."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def to_thousandths(amount: Decimal) -> int:
    """``amount`` in thousandths; ValueError where it has more than three decimals."""
    whole = int(amount)
    if whole == amount:
        return whole * SCALE
    scaled = amount * SCALE
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(amount)
    return whole


def from_thousandths(number: int) -> Decimal:
    """The amount without trailing zeros: 2500 is 2.5, 3000 is 3."""
    whole, rest = divmod(number, SCALE)
    return Decimal(whole) if rest == 0 else (Decimal(number) / SCALE).normalize()
