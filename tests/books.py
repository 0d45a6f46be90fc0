"""Workbooks for tests, stated as text tables."""

from pathlib import Path

import xlsxwriter

HEADER = "日期 | 责任单位 | 事项类别 | 活动名称 | 次数 | 参加人次"


def write_book(path: Path, table: str, *, title: str = "示例局2022年上半年台账", header: str = HEADER) -> Path:
    """A workbook of one sheet: a title, a header and the lines of ``table``, cells parted by |."""
    return write_sheets(path, {"台账": (title, header, table)})


def write_sheets(path: Path, sheets: dict[str, tuple[str, str, str]]) -> Path:
    """A workbook of several sheets, each with title, header and table."""
    book = xlsxwriter.Workbook(str(path))
    for name, (title, header, table) in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.write_string(0, 0, title)
        lines = [header, *(line for line in table.splitlines() if line.strip())]
        for row, line in enumerate(lines, start=1):
            for column, cell in enumerate(cell.strip() for cell in line.split("|")):
                if cell.lstrip("-").isdecimal():
                    sheet.write_number(row, column, int(cell))
                elif cell:
                    sheet.write_string(row, column, cell)
    book.close()
    return path
