"""The real-looking ledgers give what ``expected.json`` says, by the command line that scripts rely on."""

import json
import os
import shutil
from pathlib import Path

import pytest

from shell import Said, Shell, shell_in

FOLDER = os.environ.get("SHILU_ACCEPTANCE")
LEDGERS = Path(FOLDER or ".") / "ledgers"

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not (LEDGERS / "expected.json").is_file(), reason="SHILU_ACCEPTANCE names no folder of ledgers"),
]


def expected() -> dict[str, dict]:
    return json.loads((LEDGERS / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture
def shell(own_process: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A workspace with the organisation of the ledgers."""
    run = shell_in(tmp_path / "县局", capsys)
    made = run("init", tmp_path / "县局", "--name", "验收", "--units", LEDGERS / "organisation.xlsx")
    assert made.code == 0, made.err
    return run


def imported(shell: Shell, book: str, *options: str) -> Said:
    return shell("import", LEDGERS / book, "--unit", expected()[book]["unit"], *options, "--format", "json")


@pytest.mark.parametrize("book", ["county-2022-H1.xlsx", "branch-2019-H1.csv", "city-2023.xlsx"])
def test_a_ledger_gives_the_figures_that_are_expected(shell: Shell, book: str) -> None:
    wanted = expected()[book]
    done = imported(shell, book)
    assert done.code == 0, done.out
    rows = wanted["rows"]
    assert {key: done.value[key] for key in ("rows", "accepted", "new", "known")} == {
        "rows": rows,
        "accepted": rows,
        "new": rows,
        "known": 0,
    }
    asked = shell(
        "figures", *wanted["figures"], "--unit", wanted["unit"], "--period", wanted["period"], "--format", "json"
    )
    assert asked.code == 0, asked.err
    got = {(one["asked"], one["quantity"]): one["value"] for one in asked.value}
    for name, quantities in wanted["figures"].items():
        for quantity, value in quantities.items():
            assert got[name, quantity] == value, (name, quantity)
    again = imported(shell, book)
    assert (again.code, again.value["new"], again.value["known"]) == (0, 0, rows)
    assert shell("ledger", "verify").code == 0


def test_the_bad_ledger_names_each_bad_cell_and_imports_nothing(shell: Shell) -> None:
    wanted = expected()["county-2022-H1-bad.xlsx"]["refused_cells"]
    done = shell("import", LEDGERS / "county-2022-H1-bad.xlsx", "--unit", "X01", "--format", "json")
    assert done.code == 2
    assert {cell["cell"]: cell["value"] for cell in done.value["refused"]} == wanted
    assert shell("ledger", "list", "--format", "json").value == []


def test_each_county_of_the_city_has_its_own_figures(shell: Shell) -> None:
    imported(shell, "city-2023.xlsx")
    by_unit = shell(
        "figures", "集中学习", "--unit", "C01", "--period", "2023", "--by", "unit", "--format", "json"
    ).value
    by_unit = [one for one in by_unit if one["quantity"] == "times"]
    assert len(by_unit) == 10
    assert sum(one["value"] for one in by_unit) == 3650
    own = shell("figures", "集中学习", "--unit", "C0101", "--period", "2023", "--format", "json").value
    assert own[0]["value"] == next(one["value"] for one in by_unit if one["unit"] == "C0101")
    rate = shell("figures", "学习率", "--unit", "C01", "--period", "2023", "--format", "json").value
    assert rate[0]["value"] == 1.0


def test_the_columns_of_the_form_are_the_quarters_of_the_ledger(shell: Shell) -> None:
    imported(shell, "county-2022-H1.xlsx")
    wanted = expected()["form-2022-H1.xlsx"]["cells"]
    names = (
        "党委（党组）理论学习中心组学习",
        "政治轮训",
        "开展警示教育",
        "领导干部讲党课",
        "英模事迹报告会",
        "走访慰问民警",
        "开展谈心谈话",
    )
    for row, name in enumerate(names, start=5):
        for columns, period in (("CD", "2022-Q1"), ("EF", "2022-Q2")):
            asked = shell("figures", name, "--unit", "X01", "--period", period, "--format", "json").value
            values = {one["quantity"]: one["value"] for one in asked}
            assert (values["times"], values["people"]) == tuple(wanted[f"{column}{row}"] for column in columns), name


def test_a_copy_in_another_folder_that_grew_and_changed_is_known_for_what_it_is(shell: Shell, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    imported(shell, "county-2022-H1.xlsx")
    path = tmp_path / "别处" / "county-2022-H1.xlsx"
    path.parent.mkdir()
    shutil.copy(LEDGERS / "county-2022-H1.xlsx", path)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    sheet["G4"] = 303
    sheet.insert_rows(115)
    for column, value in enumerate((110, "2022-06-30", "政工室", "讲党课", "专题党课五", 1, 40), start=1):
        sheet.cell(115, column, value)
    book.save(path)
    done = shell("import", path, "--unit", "X01", "--format", "json")
    assert (done.code, done.value["new"], done.value["known"], len(done.value["changed"])) == (0, 1, 108, 1)
    updated = shell("import", path, "--unit", "X01", "--update", "--format", "json")
    assert (updated.code, updated.value["new"]) == (0, 0)
    asked = shell("figures", "英模报告会", "讲党课", "--unit", "X01", "--period", "2022-H1", "--format", "json").value
    assert [(one["asked"], one["quantity"], one["value"]) for one in asked if one["quantity"] == "people"] == [
        ("英模报告会", "people", 628),
        ("讲党课", "people", 306),
    ]
