"""The sums beside the log against the entries and reversals in it."""

import json
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from shilu.ledger.models import Amount, Series
from shilu.ledger.verifying.findings import Findings
from shilu.ledger.verifying.raw import Beside, Columns, rows
from shilu.lib.amounts import to_thousandths

_COLUMNS = ("seq", "entry", "series", "unit", "since", "last", "amount")
_CACHED = 200_000
SUMMED = frozenset({"entry", "reversal"})


def amounts_in(quantities: str) -> list[tuple[str, int]]:
    """The quantities of a row in thousandths, in the order in which their sums are kept.

    ValueError, TypeError, AttributeError or InvalidOperation where they cannot be read.
    """
    return sorted((str(key), to_thousandths(Decimal(amount))) for key, amount in json.loads(quantities).items())


class SumsCheck:
    """Takes the log's entries and reversals in order."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._amounts = Beside(Amount, _COLUMNS, order='"seq", "id"')
        self._ids = {
            tuple(row[1:]): row[0] for row in rows(Series, ("id", "kind_id", "quantity", "labels"), order='"id"')
        }
        self._used: set[Any] = set()
        self._parts: dict[tuple[Any, Any, Any], list[tuple[Any, int]]] = {}

    def take(self, entries: Sequence[Columns], *, last: int) -> None:
        """Compare the sums up to position ``last`` with ``entries``, whole rows of the log."""
        expected: list[Columns] = []
        known = self._parts
        for row in entries:
            seq, kind, unit, first, until, whole, labels, quantities = row[0], *row[5:12]
            try:
                parts = known.get((kind, labels, quantities)) or self._parts_of(kind, labels, quantities)
            except (ValueError, TypeError, AttributeError, InvalidOperation):
                self._findings.add(seq, _("its quantities cannot be read"))
                continue
            since = first if whole else until
            if row[1] == "entry":
                expected += [(seq, seq, series, unit, since, until, amount) for series, amount in parts]
            else:
                expected += [(seq, row[12], series, unit, since, until, -amount) for series, amount in parts]
        found = self._amounts.up_to(last)
        if found != expected:
            self._name(expected, found)

    def _parts_of(self, kind: Any, labels: Any, quantities: Any) -> list[tuple[Any, int]]:
        """The series and amounts of a row, in the order in which they are kept; most rows are like another one."""
        parts = [(self._ids.get((kind, key, labels)), amount) for key, amount in amounts_in(quantities)]
        self._used.update(series for series, _amount in parts)
        if len(self._parts) > _CACHED:
            self._parts.clear()
        self._parts[kind, labels, quantities] = parts
        return parts

    def _name(self, expected: Sequence[Columns], found: Sequence[Columns]) -> None:
        """Say at which positions the two differ; where the row itself is wrong, that was said."""
        wanted = _by_seq(expected)
        there = _by_seq(found)
        for seq in sorted(wanted.keys() | there.keys()):
            if sorted(wanted.get(seq, []), key=repr) != sorted(there.get(seq, []), key=repr) and not self._findings.has(
                seq
            ):
                self._findings.add(seq, _("the sums kept for it are not what it says"))

    def finish(self) -> None:
        """Name sums of rows that are not there, and series that no row uses."""
        for row in self._amounts.rest():
            self._findings.add(row[0], _("there is a sum, but no such row"))
        for key, series in self._ids.items():
            if series not in self._used:
                self._findings.add(None, _("the series %(series)s is used by no row") % {"series": key})


def _by_seq(found: Sequence[Columns]) -> dict[Any, list[Columns]]:
    grouped: dict[Any, list[Columns]] = {}
    for row in found:
        grouped.setdefault(row[0], []).append(tuple(row))
    return grouped
