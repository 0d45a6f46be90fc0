"""The real-looking form comes out as ``expected.json`` says, by the command line that scripts rely on."""

import json
import os
from pathlib import Path

import openpyxl
import pytest

from shell import Shell, shell_in

FOLDER = os.environ.get("SHILU_ACCEPTANCE")
LEDGERS = Path(FOLDER or ".") / "ledgers"
FORM = "form-2022-H1.xlsx"

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not (LEDGERS / FORM).is_file(), reason="SHILU_ACCEPTANCE names no folder of forms"),
]


@pytest.fixture
def shell(own_process: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A workspace with the organisation and the county's ledger."""
    run = shell_in(tmp_path / "县局", capsys)
    assert run("init", tmp_path / "县局", "--name", "验收", "--units", LEDGERS / "organisation.xlsx").code == 0
    assert run("import", LEDGERS / "county-2022-H1.xlsx", "--unit", "X01").code == 0
    return run


def test_the_form_is_filled_as_expected(shell: Shell, tmp_path: Path) -> None:
    wanted = json.loads((LEDGERS / "expected.json").read_text(encoding="utf-8"))[FORM]
    out = tmp_path / "报送.xlsx"
    done = shell(
        "fill", LEDGERS / FORM, "--unit", wanted["unit"], "--period", wanted["period"], "-o", out, "--format", "json"
    )
    assert done.code == 0, done.err
    assert {one["cell"]: one["value"] for one in done.value["filled"]} == wanted["cells"]
    assert {one["sheet"] for one in done.value["filled"]} == {"附件1"}
    assert [one["cell"] for one in done.value["empty"]] == ["C12", "D12", "E12", "F12"]
    before = openpyxl.load_workbook(LEDGERS / FORM)["附件1"]
    for name in ("报送.xlsx", "报送-底稿.xlsx"):
        sheet = openpyxl.load_workbook(tmp_path / name)["附件1"]
        for row in before.iter_rows():
            for cell in row:
                assert sheet[cell.coordinate].value == wanted["cells"].get(cell.coordinate, cell.value)
        notes = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
        assert notes == (set(wanted["cells"]) if "底稿" in name else set())
    working = openpyxl.load_workbook(tmp_path / "报送-底稿.xlsx")["附件1"]
    assert "中心组学习" in working["C5"].comment.text
    assert "共 3 条" in working["C5"].comment.text
