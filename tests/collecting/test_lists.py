"""Lists as workbooks, and names of files that came from elsewhere."""

import io

import pytest
from openpyxl import load_workbook

from shilu.collecting.files import plain_name
from shilu.collecting.lists import list_book


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://example.org"])
def test_text_of_a_list_stays_a_text(text: str) -> None:
    sheet = load_workbook(io.BytesIO(list_book("报送情况", ["单位", "数"], [[text, 3]]))).active
    assert sheet is not None
    assert (sheet["A2"].data_type, sheet["A2"].value, sheet["B2"].value) == ("s", text, 3)
    assert sheet["A2"].hyperlink is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\台账\\六月.xlsx", "六月.xlsx"),
        ("../../六月.xlsx", "六月.xlsx"),
        ("六\u202e月.xlsx", "六月.xlsx"),
        ("...", "-"),
        ("a:b?.csv", "a-b-.csv"),
        ("长" * 100 + ".xlsx", "长" * 60 + ".xlsx"),
    ],
)
def test_name_of_a_file_is_plain(given: str, kept: str) -> None:
    assert plain_name(given) == kept
