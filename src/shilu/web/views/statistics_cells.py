"""A table of figures as values: cells with what stands beside them, rows, columns, and what they make together."""

from dataclasses import dataclass, field, replace

from shilu.figures.difference import difference_words
from shilu.figures.result import Result, shown_value
from shilu.lib.periods import Period
from shilu.web.templatetags.shilu import figure_address
from shilu.web.views.statistics_asked import Look
from shilu.web.views.statistics_goals import Goal


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with what stands beside it: ``then`` is the same figure in the period that it is compared with."""

    result: Result
    then: str = ""
    then_link: Result | None = None
    difference: str = ""
    goal: Goal | None = None

    @property
    def then_address(self) -> str:
        """The page of the records behind the other value."""
        return figure_address(self.then_link) if self.then_link else ""

    @property
    def missing(self) -> str:
        """The word for a value that is not there."""
        return self.result.lacking


@dataclass(frozen=True, slots=True)
class Row:
    """One line: ``key`` is how it is ticked; ``spans`` how many lines have its title, 0 for the later ones of them.

    Behind a ``leading`` one stands another of the same title.
    """

    key: str
    title: str
    cells: tuple[Cell | None, ...]
    total: bool = False
    spans: int = 1
    leading: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One figure of a table that is cut by parts."""

    token: str
    title: str
    measure: str
    definition: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in sections; without ``columns`` each row is a figure of its own. ``compared`` is the other period."""

    look: Look
    sections: tuple[tuple[str, tuple[Row, ...]], ...]
    columns: tuple[Column, ...] = ()
    compared: Period | None = None
    goals: bool = False
    as_of: int = 0
    remarks: tuple[str, ...] = field(default=())

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in order."""
        return tuple(row for _title, rows in self.sections for row in rows)

    @property
    def all_partial(self) -> bool:
        """Whether one remark says of all values that not everybody has reported."""
        states = {cell.result.is_incomplete for row in self.rows for cell in row.cells if cell and cell.result.entries}
        return states == {True}

    @property
    def parts(self) -> tuple[Row, ...]:
        """The rows without the one of the whole."""
        return tuple(row for row in self.rows if not row.total)


def compared_cell(result: Result, *, goal: Goal | None = None) -> Cell:
    """A result with the other period beside it, in words."""
    other = result.compare
    if other is None:
        return Cell(result, goal=goal)
    return Cell(
        result,
        then=f"— {other.word}".strip() if other.value is None else shown_value(other.value, measure=result.measure),
        then_link=None if other.value is None else replace(result, period=other.period, value=other.value),
        difference=difference_words(other, measure=result.measure),
        goal=goal,
    )
