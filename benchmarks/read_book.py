"""Reading a workbook of 12 columns: inflating it (floor), other readers (peers), reading and validating it (ours).

Usage: read_book.py [ROWS]        100,000 by default.
"""

import sys
import zipfile
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

import xlsxwriter
from measuring import UNITS, Line, best_of, check, own_folder, print_table, unit_name

HEADER = (
    "序号",
    "日期",
    "责任单位",
    "事项类别",
    "活动名称",
    "次数",
    "参加人次",
    "地点",
    "主办单位",
    "佐证材料",
    "学时",
    "备注",
)
KINDS = ("集中学习", "警示教育", "走访慰问", "体育比赛", "主题党日", "教育培训", "参观见学")
_CHUNK = 1 << 20


def write_ledger(path: Path, rows: int) -> None:
    """Numbers, dates and texts, some texts in every row different."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": False})
    sheet = book.add_worksheet("台账")
    day_format = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_string(0, 0, "示例县公安局2022年台账（虚构示例）")
    sheet.write_row(1, 0, HEADER)
    for at in range(rows):
        day = date(2022, 1, 1) + timedelta(days=at * 365 // rows)
        sheet.write_number(at + 2, 0, at + 1)
        sheet.write_datetime(at + 2, 1, day, day_format)
        sheet.write_string(at + 2, 2, unit_name(at % (UNITS - 1) + 1))
        sheet.write_string(at + 2, 3, KINDS[at % len(KINDS)])
        sheet.write_string(at + 2, 4, f"第{at + 1}次活动")
        sheet.write_number(at + 2, 5, 1)
        sheet.write_number(at + 2, 6, at % 90 + 1)
        sheet.write_string(at + 2, 7, f"{at % 9 + 1}楼会议室")
        sheet.write_string(at + 2, 8, "政工室")
        sheet.write_string(at + 2, 9, f"照片{at % 5 + 1}张")
        sheet.write_number(at + 2, 10, at % 8 + 1)
        sheet.write_string(at + 2, 11, "补录" if at % 11 == 0 else "")
    book.close()


def inflated(path: str) -> float:
    started = perf_counter()
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            with archive.open(part) as stream:
                while stream.read(_CHUNK):
                    pass
    return perf_counter() - started


def by_calamine(path: str) -> float:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    started = perf_counter()
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    seconds = perf_counter() - started
    check(len(rows[-1]), len(HEADER))
    return seconds


def by_polars(path: str) -> float:
    import polars  # noqa: ICN001, PLC0415

    started = perf_counter()
    polars.read_excel(path, engine="calamine", read_options={"header_row": 1})
    return perf_counter() - started


def by_openpyxl(path: str) -> float:
    from openpyxl import load_workbook  # noqa: PLC0415

    started = perf_counter()
    book = load_workbook(path, read_only=True)
    for _row in book.worksheets[0].iter_rows(values_only=True):
        pass
    return perf_counter() - started


def ours_read(path: str) -> float:
    from shilu.ledger.importing.workbook import read_workbook  # noqa: PLC0415
    from shilu.workspace.database import start_django  # noqa: PLC0415

    start_django()
    started = perf_counter()
    read_workbook(Path(path))
    return perf_counter() - started


def ours_validated(path: str, rows: int) -> float:
    from shilu.workspace.database import start_django  # noqa: PLC0415

    start_django()
    from shilu.ledger.catalogue_toml import grassroots  # noqa: PLC0415
    from shilu.ledger.importing.context import UnitFound  # noqa: PLC0415
    from shilu.ledger.importing.reading import read_facts  # noqa: PLC0415
    from shilu.ledger.importing.workbook import read_workbook  # noqa: PLC0415

    catalogue = grassroots()
    units = {unit_name(at): UnitFound(str(at), unit_name(at)) for at in range(1, UNITS)}
    started = perf_counter()
    reading = read_facts(
        read_workbook(Path(path)),
        catalogue=catalogue,
        find_unit=lambda name: units.get(name, "no such unit"),
        default=UnitFound("0", "示例县公安局"),
    )
    facts = sum(len(table.facts) for table in reading.tables)
    seconds = perf_counter() - started
    check((facts, len(reading.faults)), (rows, 0))
    return seconds


def main(rows: int) -> None:
    contenders = [
        ("inflate", "inflated", ()),
        ("calamine", "by_calamine", ()),
        ("openpyxl read-only", "by_openpyxl", ()),
        ("read_workbook", "ours_read", ()),
        ("read and validate", "ours_validated", (rows,)),
    ]
    if find_spec("polars") and find_spec("fastexcel"):
        contenders.insert(2, ("polars", "by_polars", ()))
    with own_folder() as folder:
        path = folder / "台账.xlsx"
        write_ledger(path, rows)
        lines = []
        for name, function, more in contenders:
            runs = 1 if function == "by_openpyxl" else 3
            seconds, memory = best_of(runs, "read_book", function, str(path), *more)
            lines.append(Line(name, seconds, rows, memory))
    title = f"Reading a workbook of {rows:,} × {len(HEADER)} cells (aim: read and validate ≤ 2 × calamine's time)"
    print_table(title, lines, against=("inflate", "calamine"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
