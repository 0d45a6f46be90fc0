"""The real-looking report is checked against its ledger: exactly the planted numbers differ, by the command line."""

import json
import os
from pathlib import Path

import pytest

from shell import Shell, shell_in

FOLDER = os.environ.get("SHILU_ACCEPTANCE")
LEDGERS = Path(FOLDER or ".") / "ledgers"
REPORT = "county-2022-H1-report.docx"

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not (LEDGERS / REPORT).is_file(), reason="SHILU_ACCEPTANCE names no folder of ledgers"),
]


@pytest.fixture
def shell(own_process: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A workspace with the county's ledger."""
    run = shell_in(tmp_path / "县局", capsys)
    made = run("init", tmp_path / "县局", "--name", "验收", "--units", LEDGERS / "organisation.xlsx")
    assert made.code == 0, made.err
    done = run("import", LEDGERS / "county-2022-H1.xlsx", "--unit", "X01")
    assert done.code == 0, done.err
    return run


def test_exactly_the_planted_numbers_differ(shell: Shell, tmp_path: Path) -> None:
    wanted = json.loads((LEDGERS / "expected.json").read_text(encoding="utf-8"))[REPORT]
    out = tmp_path / "核对.docx"
    said = shell(
        *("check", LEDGERS / REPORT, "--unit", wanted["unit"], "--period", wanted["period"]),
        *("-o", out, "--format", "json"),
    )
    assert said.code == 1
    by_verdict: dict[str, list[dict]] = {}
    for claim in said.value["claims"]:
        by_verdict.setdefault(claim["verdict"], []).append(claim)
    differs = [(claim["what"], claim["quote"]) for claim in by_verdict["differs"]]
    assert len(differs) == len(wanted["differs"])
    for planted, (what, quote) in zip(wanted["differs"], differs, strict=True):
        assert planted.endswith(f"{what}{quote}")
    assert len(by_verdict["supports"]) >= 8
    assert "no_record" not in by_verdict
    # The two placeholders: nobody is listed, and what is counted of the stations is not theirs.
    assert [claim["value"] for claim in by_verdict["cannot_tell"]] == [None, None]
    assert all(claim["offered"] in {None, "6个"} for claim in by_verdict["cannot_tell"])
    assert said.value["within"] == []
    assert out.is_file()
    assert all(claim["entries"] for claim in by_verdict["supports"])
