"""Sheets stated in a test as text: one line a row, cells between bars."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from shilu.ledger.catalogue_toml import grassroots
from shilu.ledger.importing.context import UnitFound
from shilu.ledger.importing.facts import Reading
from shilu.ledger.importing.reading import read_facts
from shilu.ledger.importing.workbook import Merge, Sheet, Value, Workbook, sheet_of

UNITS = ("示例县公安局", "政工室", "刑侦大队", "北塬派出所", "石桥派出所", "第一党支部", "第二党支部")
DEFAULT = UnitFound("default", "示例县公安局")


def value(text: str) -> Value:
    """A cell: 12 is a number, @2022-01-04 a cell formatted as a date, ⏎ a line break, the rest text."""
    text = text.strip()
    if re.fullmatch(r"-?\d+(?:\.\d+)?", text):
        return float(text)
    if text.startswith("@"):
        return dt.date.fromisoformat(text[1:])
    return text.replace("⏎", "\n")


def sheet(text: str, *, name: str = "台账", merges: Sequence[str] = (), **marks: object) -> Sheet:
    """A sheet; merges as Excel writes them (A1:C1)."""
    rows = [[value(cell) for cell in line.strip().split("|")] for line in text.strip("\n").split("\n")]
    width = max(map(len, rows))
    filled = [row + [""] * (width - len(row)) for row in rows]
    return sheet_of(name, filled, merges=[merge(found) for found in merges], **marks)  # type: ignore[arg-type]


def merge(text: str) -> Merge:
    cells = re.fullmatch(r"([A-Z])(\d+):([A-Z])(\d+)", text)
    assert cells
    first, last = ord(cells[1]) - 65, ord(cells[3]) - 65
    return Merge(int(cells[2]) - 1, first, int(cells[4]) - 1, last)


def find_unit(name: str) -> UnitFound | str:
    return UnitFound(name, name) if name in UNITS else f"没有“{name}”这个单位"


def read(
    *sheets: Sheet,
    file: str = "台账.xlsx",
    find: Callable[[str], UnitFound | str] = find_unit,
    new_kinds: bool = False,
) -> Reading:
    return read_facts(
        Workbook(file, sheets), catalogue=grassroots(), find_unit=find, default=DEFAULT, new_kinds=new_kinds
    )


def shown(reading: Reading) -> list[str]:
    """Facts as lines: row, unit, kind, days (~ where only the month or longer is known), quantities, labels, title."""
    lines = []
    for fact in reading.facts:
        days = f"{fact.first}" if fact.first == fact.last else f"{fact.first}..{fact.last}"
        parts = [
            str(fact.row),
            fact.unit.name if fact.unit else "-",
            fact.kind.removeprefix("grassroots/"),
            days + ("~" if fact.whole else ""),
            " ".join(f"{key}={amount}" for key, amount in fact.quantities.items()),
            " ".join(f"{key}={chosen}" for key, chosen in sorted(fact.labels.items())),
            fact.title,
        ]
        lines.append("|".join(parts).rstrip("|"))
    return lines


def faulted(reading: Reading) -> dict[str, Value]:
    return {fault.cell: fault.value for fault in reading.faults}
