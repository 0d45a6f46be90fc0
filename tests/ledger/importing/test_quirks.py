"""Each workbook of samples/quirks gives what stands beside it in its text table (see the README there)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_toml import grassroots
from shilu.ledger.importing.cells import text_of
from shilu.ledger.importing.context import UnitFound
from shilu.ledger.importing.facts import Fact, Reading
from shilu.ledger.importing.reading import read_facts
from shilu.ledger.importing.workbook import read_workbook
from shilu.organisation.finding import Finder, Found
from shilu.organisation.sheet import read_unit_sheet
from shilu.organisation.sheet_changes import unit_changes
from shilu.organisation.structure import Structure, structure_of

QUIRKS = Path(__file__).parents[3] / "samples" / "quirks"
BOOKS = sorted(path for path in QUIRKS.glob("*.expected.txt") if not path.name.startswith("03-"))


@dataclass(frozen=True, slots=True)
class Expected:
    book: Path
    unit: str
    period: str
    tables: dict[str, list[tuple[str, ...]]]


def expected(path: Path) -> Expected:
    lines = path.read_text(encoding="utf-8").splitlines()
    stated = dict(line.split(": ", 1) for line in lines[1:3])
    tables: dict[str, list[tuple[str, ...]]] = {}
    rows: list[tuple[str, ...]] = []
    for line in lines[3:]:
        if line.startswith("["):
            rows = tables[line.strip("[]")] = []
        elif line:
            rows.append(tuple(cell.strip() for cell in line.split(" |")))
    return Expected(
        path.with_name(lines[0].split()[0]),
        stated["import for"],
        stated["period"],
        {name: found[1:] for name, found in tables.items()},
    )


@cache
def structure() -> Structure:
    rows = read_workbook(QUIRKS / "00-organisation.xlsx").sheets[0].rows
    return structure_of(unit_changes(read_unit_sheet(rows, on=date(2015, 1, 1)), structure=Structure()).changes)


def reading(wanted: Expected) -> Reading:
    finder = Finder(structure())
    unit = finder.unit(wanted.unit)

    def find_unit(name: str) -> UnitFound | str:
        finding = finder.find(name, within=unit.uuid)
        if isinstance(finding, Found):
            return UnitFound(str(finding.unit.uuid), finding.unit.name)
        return "没有这个单位"

    return read_facts(
        read_workbook(wanted.book),
        catalogue=grassroots(),
        find_unit=find_unit,
        default=UnitFound(str(unit.uuid), unit.name),
    )


def record(fact: Fact, *, catalogue: Catalogue) -> tuple[object, ...]:
    assert fact.unit is not None
    return (
        fact.sheet,
        fact.row,
        str(fact.first),
        str(fact.last),
        "whole" if fact.whole else "",
        fact.unit_typed or f"({fact.unit.name})",
        fact.kind,
        fact.title,
        tuple((key, f"{amount:f}") for key, amount in fact.quantities.items()),
        tuple(sorted(fact.labels.items())),
    )


def wanted_record(row: tuple[str, ...], *, catalogue: Catalogue) -> tuple[object, ...]:
    sheet, number, first, last, whole, unit, kind, title, quantities, *rest = row
    meaning = catalogue.meaning(kind)
    assert meaning, kind
    labels = dict(meaning.labels)
    for written in filter(None, "".join(rest).split("; ")):
        name, chosen = written.split("=")
        label = next(label for label in catalogue.labels.values() if label.title.zh == name)
        found = label.value_named(chosen)
        labels[label.key] = found.key if found else chosen
    counted = tuple(tuple(pair.split("=")) for pair in quantities.split())
    return (
        sheet,
        int(number),
        first,
        last,
        whole,
        unit,
        meaning.kind.key,
        title,
        counted,
        tuple(sorted(labels.items())),
    )


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name.partition(".")[0])
def test_workbook_gives_what_stands_beside_it(path: Path) -> None:
    catalogue = grassroots()
    wanted = expected(path)
    read = reading(wanted)
    tables = wanted.tables

    assert [record(fact, catalogue=catalogue) for fact in read.facts] == [
        wanted_record(row, catalogue=catalogue) for row in tables["records"]
    ]
    faults = [(fault.sheet, fault.cell, text_of(fault.value)) for fault in read.faults]
    assert sorted(faults) == sorted(row[:3] for row in tables.get("refused", []))
    pieces = {row[:2]: row[3] for row in tables.get("refused", [])}
    assert [fault.reason for fault in read.faults if pieces[fault.sheet, fault.cell] not in fault.reason] == []
    left_out = [(line.sheet, str(line.row), line.why) for line in read.left_out]
    assert left_out == tables.get("left out", [])
    assert [(table.sheet, name) for table in read.tables for name in table.dropped] == tables.get("dropped", [])
    zeros = [(zero.sheet, zero.cell, zero.kind) for table in read.tables for zero in table.zeros]
    wanted_zeros = [(sheet, cell, catalogue.meaning(kind)) for sheet, cell, _unit, kind in tables.get("zero", [])]
    assert zeros == [(sheet, cell, found.kind.key if found else "") for sheet, cell, found in wanted_zeros]
    assert read.period is not None or wanted.period == "-"
    assert read.period is None or read.period.name == wanted.period
    assert list(read.sheets_left_out) == [row[0] for row in tables.get("sheets without a table", [])]
