"""The days on which a figure's records lie, for a calendar of activity."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.figures.names import figure_keyed
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.listing_days import records_of_days
from shilu.ledger.listing_sought import Sought
from shilu.lib.periods import Period
from shilu.organisation.structure import Structure


@dataclass(frozen=True, slots=True)
class Days:
    """How many records lie on each day, and how many sum a longer time and have no day."""

    counts: Counter[date]
    without: int

    @property
    def remark(self) -> str:
        """That some records are on no day; empty where all are on one."""
        if not self.without:
            return ""
        return _("%(count)s records that sum a month have no day and are on none") % {"count": self.without}


def has_days(key: str, *, quantity: str, catalogue: Catalogue) -> bool:
    """Whether a figure is a sum of what happened on days, of kinds whose records may be told one by one."""
    asked = figure_keyed(key, quantity=quantity, labels={}, catalogue=catalogue)
    return asked.figure.type == "flow" and not any(catalogue.kinds[term.kind].private for term in asked.figure.terms)


def days_of(
    key: str,
    *,
    quantity: str,
    labels: Mapping[str, str],
    unit: UUID,
    period: Period,
    catalogue: Catalogue,
    structure: Structure,
    at: int,
) -> Days:
    """How many records of a figure lie on each day of ``period``, of a unit and all below it, up to a position."""
    asked = figure_keyed(key, quantity=quantity, labels=labels, catalogue=catalogue)
    inside = structure.tree_on(period.last).subtree(unit)
    everybody = len(inside) == len(structure.units)
    found: Counter[date] = Counter()
    without = 0
    for term in asked.figure.terms:
        sought = Sought(
            kinds=frozenset({term.kind}),
            units=None if everybody else frozenset(inside),
            first=period.first,
            last=period.last,
            labels=tuple({**term.labels, **asked.labels}.items()),
        )
        records = records_of_days(sought, at=at)
        found += records.by_day
        without += records.of_times.total()
    return Days(found, without)
