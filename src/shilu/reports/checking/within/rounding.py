"""Whether a number is another one rounded: half up and half to even both pass."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import Final

_MOST_PLACES: Final = 6
# Quotients of any number that a text may hold can be rounded to those places.
_WIDE: Final = Context(prec=80)


def fits(written: Decimal, exact: Decimal) -> bool:
    """Whether a number as written is ``exact`` rounded to its decimals, half up or half to even."""
    step = Decimal(1).scaleb(int(written.as_tuple().exponent))
    return any(exact.quantize(step, rounding, _WIDE) == written for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN))


def shown_rounded(written: Decimal, exact: Decimal) -> str:
    """``exact`` with the decimals of ``written``, but one at least where it has any, and more until the two differ."""
    places = -int(written.as_tuple().exponent)
    for more in range(max(places, 1), _MOST_PLACES + 1):
        rounded = exact.quantize(Decimal(1).scaleb(-more), ROUND_HALF_UP, _WIDE)
        if rounded != written:
            break
    whole = rounded.to_integral_value()
    return f"{whole:f}" if places == 0 and whole == rounded else f"{rounded:f}"


def fits_between(written: Decimal, lowest: Decimal, highest: Decimal) -> bool:
    """Whether a number as written is one from ``lowest`` to ``highest``, rounded to its decimals."""
    return lowest <= written <= highest or fits(written, lowest) or fits(written, highest)


def half_step(written: Decimal) -> Decimal:
    """Half of the last place that was written."""
    return Decimal("0.5").scaleb(int(written.as_tuple().exponent))
