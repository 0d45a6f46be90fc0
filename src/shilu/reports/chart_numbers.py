"""How the values of a chart are written: one number format for a series, applied alike when drawing and when reading back."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from shilu.reports.document import Series
from shilu.reports.flow import plain_value, squeeze

GENERAL = "General"
_SHOWN = re.compile(r"-?(\d[\d,]*)(?:\.(\d+))?(\D*)")
_CODE = re.compile(r'(?:General|(?P<thousands>#,##)?0(?:\.(?P<decimals>0+))?)(?:"(?P<suffix>[^"]*)")?(?:;.*)?')


def series_format(series: Series) -> str:
    """The number format that writes the values of ``series`` as they are shown: 98.5% is ``0.0"%"``."""
    found = [_SHOWN.fullmatch(squeeze(point.shown)) for point in series.points if point is not None]
    given = [one for one in found if one is not None]
    if not given or len(given) < len(found):
        return GENERAL
    suffixes = {one.group(3) for one in given}
    decimals = {len(one.group(2) or "") for one in given}
    suffix = suffixes.pop() if len(suffixes) == 1 else ""
    thousands = any("," in one.group(1) for one in given)
    digits = max(decimals) if len(decimals) == 1 else 0
    code = f"{'#,##' if thousands else ''}0{'.' + '0' * digits if digits else ''}" if thousands or digits else GENERAL
    return f'{code}"{suffix}"' if suffix and '"' not in suffix else code


def formatted(value: str, code: str) -> str:
    """``value`` written by the number format ``code``; a format of another shape gives the plain number."""
    found = _CODE.fullmatch(code.replace("\\", ""))
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if found is None or (found["thousands"] is None and found["decimals"] is None):
        return plain_value(value) + (found["suffix"] or "" if found else "")
    return f"{number:{',' if found['thousands'] else ''}.{len(found['decimals'] or '')}f}" + (found["suffix"] or "")


def points_of(series: Series) -> Sequence[str | None]:
    """The values of ``series`` as they are written, None where nothing is drawn."""
    code = series_format(series)
    return [
        formatted(point.binding.value, code) if point is not None and point.binding.value is not None else None
        for point in series.points
    ]
