"""The tables of a workbook that was looked at, laid out for the page: headings with what they were read as, rows, gaps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.importing.preview import OF_A_STATE
from shilu.ledger.importing.roles import role_title
from shilu.web.views.collecting_seen import State

_OUT: Final = frozenset({"names", "private", "unknown", "ignored", "own"})
_HIDDEN: Final = frozenset({"names", "private"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its letters, its heading, what it was read as; ``out`` where it is not kept."""

    letters: str
    name: str
    meaning: str
    out: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its reason where it is bad; ``hidden`` where its column holds what is never kept."""

    text: str
    fault: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class RowLaid:
    """A row as Excel numbers it; ``gap`` names the rows before it that are not shown."""

    row: int
    kind: str
    state: State
    read: str
    note: str
    cells: tuple[Cell, ...]
    gap: str


@dataclass(frozen=True, slots=True)
class TableLaid:
    """A table; ``shown`` of its ``all`` rows are laid out."""

    sheet: str
    grid: bool
    period: str
    unit: str
    kind: str
    headings: tuple[Heading, ...]
    rows: tuple[RowLaid, ...]
    all: int

    @property
    def of_a_sort(self) -> int:
        """How many rows of a sort that needs a look are laid out at most."""
        return OF_A_STATE

    @property
    def width(self) -> int:
        """Cells of a row beside its number."""
        return len(self.headings) + 1


def laid_out(tables: Iterable[Mapping[str, Any]], *, catalogue: Catalogue) -> list[TableLaid]:
    """The tables of a preview."""
    return [_table(table, catalogue) for table in tables]


def _table(table: Mapping[str, Any], catalogue: Catalogue) -> TableLaid:
    guess = table["guess"]
    titled = catalogue.kinds.get(guess.get("titled", ""))
    return TableLaid(
        sheet=table["sheet"],
        grid=guess["shape"] == "grid",
        period=table["period"],
        unit=table["unit"],
        kind=str(titled.title) if titled else "",
        headings=tuple(
            Heading(one["column"], one["name"], meaning_of(one, catalogue), one["role"] in _OUT)
            for one in guess["columns"]
        ),
        rows=tuple(_rows(table["rows"], guess["columns"])),
        all=sum(table["states"].values()),
    )


def meaning_of(column: Mapping[str, Any], catalogue: Catalogue) -> str:
    """What a column was read as, in the reader's language: a role, a label by its name, or the kind that it counts."""
    label = catalogue.labels.get(column.get("label", ""))
    if column["role"] == "label" and label is not None:
        return str(label.title)
    found = catalogue.meaning(column.get("kind", ""))
    if column["role"] == "cell" and found is not None:
        return str(found.kind.title)
    return role_title(column["role"])


def _rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[Mapping[str, Any]]) -> Iterable[RowLaid]:
    before = rows[0]["row"] - 1 if rows else 0
    for row in rows:
        gap = ""
        if row["row"] > before + 1:
            first, last = before + 1, row["row"] - 1
            gap = str(first) if first == last else f"{first}–{last}"
        before = row["row"]
        cells = tuple(
            Cell(
                row["cells"].get(one["column"], ""),
                row["faults"].get(one["column"], ""),
                one["role"] in _HIDDEN,
            )
            for one in columns
        )
        yield RowLaid(row["row"], row["state"], _state(row["state"]), row["read"], row["note"], cells, gap)


def _state(state: str) -> State:
    return {
        "new": State("+", _("new"), "good"),
        "known": State("=", _("known"), "open"),
        "revised": State("=", _("corrected in the ledger"), "open"),
        "withdrawn": State("?", _("cancelled in the ledger"), "bad"),
        "changed": State("≠", _("changed"), "bad"),
        "likely": State("?", _("likely double"), "bad"),
        "month": State("+", _("into the month's sum"), "good"),
        "bad": State("✗", _("bad cell"), "bad"),
        "zero": State("0", _("nothing to report"), "open"),
        "left": State("–", _("left out"), "open"),
    }[state]
