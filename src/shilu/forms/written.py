"""How an answer is written into a cell: a number, a share by the cell's own format or heading, nothing as 0, / or 无."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from shilu.figures.result import PER_CENT, plain, shown_value
from shilu.forms.answers import Answer
from shilu.forms.sheet import FormCell, Sort, Value

ZEROS: Final = ("0", "/", "无")
_PLACES: Final = Decimal("0.1")
_MEAN: Final = Decimal("0.01")
_FINEST: Final = Decimal("0.0001")


def written(answer: Answer, cell: FormCell, *, per_cent: bool, zero: str, sort: Sort) -> Value:
    """What goes into ``cell``; ``per_cent`` tells that the heading says %, ``zero`` how nothing is written.

    A share is a fraction where the cell shows per cents, the bare number of hundredths below a heading with %, else a
    text with the sign.
    """
    if answer.fraction:
        if sort == "xlsx" and PER_CENT in cell.pattern:
            return answer.value
        if per_cent:
            return plain((answer.value * 100).quantize(_PLACES, rounding=ROUND_HALF_UP))
        return shown_value(answer.value, measure=PER_CENT)
    if answer.value != answer.value.quantize(_FINEST):  # a mean, which seldom ends
        return plain(answer.value.quantize(_MEAN, rounding=ROUND_HALF_UP))
    if answer.zero and zero != "0":
        return zero
    return answer.value
