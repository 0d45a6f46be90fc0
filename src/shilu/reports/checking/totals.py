"""A total that stands behind its parts (反诈宣讲20场、法治宣讲8场，共28场)."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from shilu.reports.checking.bounds import bounds_of
from shilu.reports.checking.changing import Counted
from shilu.reports.checking.reasons import sentence
from shilu.reports.checking.verdict import Judged


def as_sum(total: Judged, counted: Sequence[Counted]) -> Judged:
    """A total behind its parts (…，共258场) is borne out where the records of all parts add up to it."""
    parts = [one.judged for one in counted if one.claim.unit == total.claim.unit and not one.beside]
    known = [part.recorded for part in parts if part.verdict == "supports" and part.recorded is not None]
    bounds = bounds_of(total.claim)
    if bounds is None or len(known) < len(parts) or not bounds.hold(sum(known, Decimal(0))):
        return total
    words = "＋".join(part.shown for part in parts)
    entries = tuple(sorted({entry for part in parts for entry in part.entries}))
    return replace(
        total,
        verdict="supports",
        reason=sentence(
            _("the ledger has %(parts)s, %(sum)s in all")
            % {"parts": words, "sum": f"{sum(known, Decimal(0))}{total.claim.unit}"}
        ),
        recorded=sum(known, Decimal(0)),
        shown=f"{sum(known, Decimal(0))}{total.claim.unit}",
        entries=entries,
    )
