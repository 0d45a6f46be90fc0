"""The real-looking ledgers come back in their own columns, and an import of that finds nothing new."""

import os
from pathlib import Path

import pytest

from shell import shell_in

FOLDER = os.environ.get("SHILU_ACCEPTANCE")
LEDGERS = Path(FOLDER or ".") / "ledgers"

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not (LEDGERS / "expected.json").is_file(), reason="SHILU_ACCEPTANCE names no folder of ledgers"),
]


@pytest.mark.parametrize(
    ("book", "unit"), [("county-2022-H1.xlsx", "X01"), ("city-2023.xlsx", "C01"), ("branch-2019-H1.csv", "B01")]
)
def test_the_export_in_a_ledgers_own_columns_is_all_known(
    own_process: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], book: str, unit: str
) -> None:
    shell = shell_in(tmp_path / "县局", capsys)
    shell("init", tmp_path / "县局", "--name", "验收", "--units", LEDGERS / "organisation.xlsx")
    shell("import", LEDGERS / book, "--unit", unit)
    out = tmp_path / "导出.xlsx"
    assert shell("ledger", "export", "--like", LEDGERS / book, "-o", out).code == 0
    again = shell("import", out, "--unit", unit, "--dry-run", "--format", "json")
    assert again.code == 0, again.out
    found = {key: again.value[key] for key in ("new", "changed", "gone", "likely", "refused")}
    assert found == {"new": 0, "changed": [], "gone": [], "likely": [], "refused": []}
    assert again.value["known"] == again.value["rows"] > 0
