"""Whether a number is another one rounded: half up and half to even both pass."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal


def fits(written: Decimal, exact: Decimal) -> bool:
    """Whether a number as written is ``exact`` rounded to its decimals, half up or half to even."""
    step = Decimal(1).scaleb(int(written.as_tuple().exponent))
    return any(exact.quantize(step, rounding) == written for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN))


def shown_rounded(written: Decimal, exact: Decimal) -> str:
    """``exact`` with the decimals of ``written``, one where it has none but the value does."""
    places = -int(written.as_tuple().exponent)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if places == 0 and rounded == written:
        rounded = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rounded:f}"


def fits_between(written: Decimal, lowest: Decimal, highest: Decimal) -> bool:
    """Whether a number as written is one from ``lowest`` to ``highest``, rounded to its decimals."""
    return lowest <= written <= highest or fits(written, lowest) or fits(written, highest)


def half_step(written: Decimal) -> Decimal:
    """Half of the last place that was written."""
    return Decimal("0.5").scaleb(int(written.as_tuple().exponent))
