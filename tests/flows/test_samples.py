"""The sample organisation: its generator writes what is committed, and every workbook can be read."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from shilu.ledger.catalogue_toml import grassroots
from shilu.ledger.importing.context import UnitFound
from shilu.ledger.importing.facts import Reading
from shilu.ledger.importing.reading import read_facts
from shilu.ledger.importing.workbook import read_workbook

SAMPLES = Path(__file__).parents[2] / "samples"
COUNTY = SAMPLES / "county"
WORKBOOKS = sorted(path.relative_to(COUNTY) for path in COUNTY.rglob("*.xlsx"))
LIMITS = [
    "舆情",
    "舆论",
    "网评",
    "跟帖",
    "评论",
    "点赞",
    "转发",
    "删帖",
    "负面",
    "言论",
    "阅读量",
    "监测",
    "监控",
    "账号",
    "网民",
    "举报",
    "情报",
    "忠诚",
    "积分",
    "排名",
    "打分",
    "思想动态",
    "画像",
    "意识形态",
]
LEDGERS = [path for path in WORKBOOKS if len(path.parts) > 1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    subprocess.run([sys.executable, str(SAMPLES / "make_county.py"), str(folder)], check=True)
    return folder


def reading(path: Path) -> Reading:
    """Units are taken as they are written: which one a name means is not asked here."""

    def found(name: str) -> UnitFound | str:
        known = name.endswith(("所", "队", "室", "处", "党支部", "党委", "机关"))
        return UnitFound(str(uuid5(NAMESPACE_URL, name)), name) if known else f"{name}?"

    return read_facts(read_workbook(path), catalogue=grassroots(), find_unit=found, default=UnitFound("", "县局"))


def test_generator_writes_the_same_files(made: Path) -> None:
    assert sorted(path.relative_to(made) for path in made.rglob("*.xlsx")) == WORKBOOKS


@pytest.mark.parametrize("path", WORKBOOKS, ids=str)
def test_generator_writes_the_same_cells(made: Path, path: Path) -> None:
    assert read_workbook(made / path) == read_workbook(COUNTY / path)


@pytest.mark.parametrize("path", LEDGERS, ids=str)
def test_every_cell_can_be_read_but_those_of_the_bad_return(path: Path) -> None:
    faults = [(fault.cell, fault.value) for fault in reading(COUNTY / path).faults]

    bad = [("B5", "6月31日"), ("F6", "约60人"), ("C7", "反诈宣讲进村")]
    assert faults == (bad if path.parts[0] == "returns" and "南坪" in path.name else [])


def test_days_lie_in_the_eighteen_months() -> None:
    facts = [fact for path in LEDGERS for fact in reading(COUNTY / path).facts if "期初数" not in path.name]

    assert min(fact.first for fact in facts) >= date(2025, 1, 1)
    assert max(fact.last for fact in facts) <= date(2026, 6, 30)
    assert 1_800 < len(facts) < 2_200


def test_names_and_contents_of_talks_are_dropped() -> None:
    tables = reading(COUNTY / "ledgers" / "关心关爱台账-2025年.xlsx").tables
    talks = next(table for table in tables if table.sheet == "谈心谈话")

    assert talks.dropped == ("谈话人", "谈话对象", "谈话类型", "谈话内容")
    assert {(fact.title, len(fact.texts)) for fact in talks.facts} == {("", 0)}


def test_no_text_of_the_sample_is_outside_the_limits_of_the_program() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (*COUNTY.rglob("*.md"), *COUNTY.rglob("*.toml"))]
    for path in WORKBOOKS:
        texts += [str(cell) for sheet in read_workbook(COUNTY / path).sheets for row in sheet.rows for cell in row]

    assert [(word, text[:40]) for text in texts for word in LIMITS if word in text] == []


def test_every_workbook_says_that_it_is_fictional() -> None:
    titles = {path: str(sheet.rows[0][0]) for path in WORKBOOKS for sheet in read_workbook(COUNTY / path).sheets}

    assert [path for path, title in titles.items() if "虚构示例" not in title] == []
