"""Filled forms as LibreOffice calculates them: totals are right without anybody pressing a key."""

import re

import pytest
from python_calamine import CalamineWorkbook

from forms.test_excel_inserting import LIST, THREE, listing
from forms.test_excel_writing import statistics
from forms.workbooks import SHEET, form_of, made, parts_of, plan, table_of, texts
from shilu.documents.office import converted, office
from shilu.forms.excel.reading import read_sheets
from shilu.forms.excel.writing import filled_workbook

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(office() is None, reason="LibreOffice (soffice) is not installed"),
]


def calculated(content, folder, name):
    """The values of a sheet after LibreOffice opened and saved the workbook."""
    path = folder / "out.ods"
    path.write_bytes(converted(content, to="ods", ending="xlsx"))
    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python(skip_empty_area=False)


def test_totals_of_a_statistic_are_right_on_both_sheets(tmp_path):
    given = plan({"B5": 4, "C5": 120, "B6": 3, "C6": 80}, notes={"B5": "来源"})
    filled = filled_workbook(form_of(made(statistics)), given, notes=True)
    rows = calculated(filled, tmp_path, SHEET)
    assert rows[6] == ["合计", 7.0, 200.0, "共合计"]
    assert [row[0] for row in calculated(filled, tmp_path, "汇总")] == [14.0, 8.0, 7.0]


def test_total_of_a_list_counts_the_new_rows(tmp_path):
    given = plan({"E4": 5, "E5": 10, "E6": 7, "E7": 8, "E8": 20}, THREE, sheet=LIST)
    filled = filled_workbook(form_of(made(listing)), given)
    rows = calculated(filled, tmp_path, LIST)
    assert (rows[8][4], rows[8][5], rows[7][5]) == (50.0, 51.0, 0.4)
    assert calculated(filled, tmp_path, SHEET)[0][0] == 50.0


def test_working_copy_shows_its_comments_and_those_of_the_form(tmp_path):
    given = plan({"E5": 10}, THREE, sheet=LIST, notes={"E5": "3条记录"})
    filled = filled_workbook(form_of(made(listing)), given, notes=True)
    text = parts_of(converted(filled, to="ods", ending="xlsx"))["content.xml"].decode()
    notes = re.findall(r"<office:annotation .*?</office:annotation>", text)
    said = [re.sub(r"<dc:date>.*?</dc:date>|<[^>]*>", "", note) for note in notes]
    assert said == ["3条记录", "原有批注"]


def test_form_from_an_old_program_is_filled():
    old = converted(made(statistics), to="xls", ending="xlsx")
    new = converted(old, to="xlsx", ending="xls")
    form = read_sheets(new, name="报表.xls", converted=True)
    assert form.converted
    filled = filled_workbook(form, plan({"B5": 4, "B6": 3}))
    assert {at: texts(table_of(filled))[at] for at in ("A5", "B5", "B6", "A7")} == {
        "A5": "政治轮训", "B5": "4", "B6": "3", "A7": "合计",
    }  # fmt: skip
