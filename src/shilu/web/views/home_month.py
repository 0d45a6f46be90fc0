"""What a unit recorded in the month of the top line, beside the whole of the same month a year before, as a reminder."""

from dataclasses import dataclass

from shilu.figures.names import Asked, own_figure
from shilu.figures.queries import ask
from shilu.figures.readable import readable
from shilu.figures.reading import Reading
from shilu.figures.result import Result
from shilu.ledger.catalogue import Catalogue
from shilu.lib.periods import Period
from shilu.organisation.structure import Unit
from shilu.web.asking import Asking
from shilu.web.views.statistics_cells import Cell, compared_cell


@dataclass(frozen=True, slots=True)
class MonthSeen:
    """The kinds of which anything was recorded in either month."""

    period: Period
    before: Period
    cells: tuple[Cell, ...]
    running: bool


def month_seen(unit: Unit, *, asking: Asking, reading: Reading) -> MonthSeen:
    """Each kind's first quantity of the month, and of the same month a year before."""
    period = asking.month
    kinds = asking.viewer.sight.kinds_of(unit.uuid)
    names = _names(reading.catalogue, kinds)
    results = ask(names, unit=unit.uuid, period=period, compare="last-year", reading=reading, recorded=True)
    cells = tuple(compared_cell(result) for result in results if _any(result))
    return MonthSeen(period, period.year_before(), cells, running=period.contains(asking.today))


def _names(catalogue: Catalogue, kinds: frozenset[str] | None) -> list[str]:
    firsts = [kind for kind in catalogue.kinds.values() if kind.adds == "flow"]
    return [
        f"{kind.key}.{kind.first.key}"
        for kind in firsts
        if readable(Asked(own_figure(kind, kind.first.key)), kinds=kinds, catalogue=catalogue)
    ]


def _any(result: Result) -> bool:
    """Whether either month has something: a count, or one that is not told."""
    return bool(result.value or result.hidden or (result.compare and result.compare.value))
