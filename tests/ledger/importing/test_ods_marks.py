"""Merged cells, hidden and struck-through rows of an .ods, and the quirks workbooks saved as one."""

import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from shilu.documents.office import office
from shilu.ledger.importing.workbook import Merge, read_workbook

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(office() is None, reason="LibreOffice (soffice) is not installed"),
]


@pytest.fixture
def as_ods(tmp_path: Path):
    """Saves a workbook as .ods by LibreOffice."""

    def saved(path: Path) -> Path:
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        call = [str(office()), profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(path)]
        subprocess.run(call, check=True, capture_output=True, timeout=120)
        return tmp_path / f"{path.stem}.ods"

    return saved


def test_merges_hidden_and_struck_rows_of_an_ods_are_seen(tmp_path: Path, as_ods) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    for row in (
        ("月份", "事项", "次数"),
        ("1月", "讲党课", 1),
        (None, "例会", 2),
        ("2月", "例会", 3),
        ("3月", "例会", 4),
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[4].hidden = True
    for cell in sheet[5]:
        cell.font = Font(strike=True)
    book.save(tmp_path / "台账.xlsx")
    (read,) = read_workbook(as_ods(tmp_path / "台账.xlsx")).sheets
    assert read.merges == (Merge(1, 0, 2, 0),)
    assert (read.value(2, 0), sorted(read.hidden_rows), sorted(read.struck_rows)) == ("1月", [3], [4])


def test_a_workbook_of_merged_months_reads_alike_as_xlsx_and_ods(as_ods) -> None:
    path = next(Path("samples/quirks").glob("10-*.xlsx"))
    before, after = read_workbook(path), read_workbook(as_ods(path))
    assert [sheet.merges for sheet in after.sheets] == [sheet.merges for sheet in before.sheets]
    assert [sheet.hidden_rows for sheet in after.sheets] == [sheet.hidden_rows for sheet in before.sheets]
