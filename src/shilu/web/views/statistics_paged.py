"""A table on several pages where one would be heavy: each value carries an address and what it means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from shilu.web.views.statistics_cells import Row, Table

MOST_FIGURES: Final = 100  # lines of a table in which each line is a figure of its own
MOST_VALUES: Final = 180  # of a table that is cut by parts
LEAST_ROWS: Final = 10

Section = tuple[str, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class Paged:
    """One page of a table; ``places`` say on which page each section of the whole begins."""

    table: Table
    number: int
    count: int
    places: tuple[tuple[str, int], ...]

    @property
    def anchors(self) -> dict[str, str]:
        """By what each section is jumped to."""
        return {title: f"section-{at}" for at, (title, _page) in enumerate(self.places, start=1)}

    @property
    def numbers(self) -> range:
        """The numbers of all pages."""
        return range(1, self.count + 1)


def paged(table: Table, number: str) -> Paged:
    """The page of that ``number`` (else the first); the line of the whole stands on every page."""
    pages = list(_pages(table))
    at = min(max(int(number), 1), len(pages)) if number.isdecimal() and len(number) < 9 else 1
    places: dict[str, int] = {}
    for page, sections in enumerate(pages, start=1):
        for title, _rows in sections:
            places.setdefault(title, page)
    return Paged(replace(table, sections=tuple(pages[at - 1])), at, len(pages), tuple(places.items()))


def _pages(table: Table) -> Iterator[list[Section]]:
    most = max(MOST_VALUES // len(table.columns), LEAST_ROWS) if table.columns else MOST_FIGURES
    totals = tuple(row for row in table.rows if row.total)
    page: list[tuple[str, Row]] = []
    for title, rows in table.sections:
        for group in _groups([row for row in rows if not row.total]):
            if page and len(page) + len(group) > most:
                yield _sections(page, totals)
                page = []
            page += [(title, row) for row in group]
    yield _sections(page, totals)


def _groups(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Lines of one title stay together."""
    group: list[Row] = []
    for row in rows:
        if row.spans and group:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _sections(page: Sequence[tuple[str, Row]], totals: tuple[Row, ...]) -> list[Section]:
    found = [(title, tuple(row for _title, row in run)) for title, run in groupby(page, key=lambda one: one[0])]
    if totals:
        title, rows = found[-1] if found else ("", ())
        found = [*found[:-1], (title, (*rows, *totals))]
    return found
