"""The sample organisation: its generator writes what is committed, and every file can be read."""

import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZipFile

import pytest
from docx import Document

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
LEDGERS = [path for path in WORKBOOKS if path.parts[0] in {"ledgers", "returns", "returns-mended"}]
PAPERS = sorted(path.relative_to(COUNTY) for path in COUNTY.rglob("*.docx"))
TOUR = tomllib.loads((COUNTY / "tour.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    subprocess.run([sys.executable, str(SAMPLES / "make_county.py"), str(folder)], check=True)
    return folder


def words(path: Path) -> list[str]:
    """The paragraphs and then the cells of a Word file."""
    document = Document(str(COUNTY / path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


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


def test_generator_writes_the_same_bytes_each_time(made: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SAMPLES / "make_county.py"), str(tmp_path)], check=True)

    files = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
    assert len(files) == len(WORKBOOKS) + len(PAPERS)
    assert [path for path in files if (tmp_path / path).read_bytes() != (made / path).read_bytes()] == []


@pytest.mark.parametrize("path", PAPERS, ids=str)
def test_generator_writes_the_same_papers(made: Path, path: Path) -> None:
    assert parts(made / path) == parts(COUNTY / path)


def test_papers_and_forms_are_those_that_the_tour_names() -> None:
    forms = [path.name for path in (*WORKBOOKS, *PAPERS) if path.parts[0] == "forms"]
    papers = [path.name for path in PAPERS if path.parts[0] == "papers"]

    assert sorted(forms) == sorted(form["file"] for form in TOUR["forms"])
    assert sorted(papers) == sorted(TOUR[key]["file"] for key in ("report", "draft"))


def test_draft_has_four_wrong_numbers_one_sum_and_one_change() -> None:
    text = "\n".join(words(Path("papers") / TOUR["draft"]["file"]))
    faults = TOUR["draft"]["planted"]

    assert sorted(fault["sort"] for fault in faults) == ["change", "number", "number", "number", "number", "sum"]
    assert {fault["wrong"]: text.count(fault["wrong"]) for fault in faults} == {fault["wrong"]: 1 for fault in faults}
    assert [fault["right"] for fault in faults if fault["right"] in text] == []


def test_report_of_last_half_says_its_numbers_in_many_manners() -> None:
    text = "\n".join(words(Path("papers") / TOUR["report"]["file"]))

    manners = (
        "中心组集体学习7次", "公安讲堂三次", "500余人次", "近千人次", "7,378条", "1.21万人次", "92.4%", "比上半年增加1次", "增长6.9%",
        "民警×名",
    )  # fmt: skip
    assert [manner for manner in manners if manner not in text] == []


def test_forms_state_the_day_on_which_they_are_due() -> None:
    for form in TOUR["forms"]:
        path = Path("forms") / form["file"]
        if path.suffix == ".docx":
            text = "\n".join(words(path))
        else:
            rows = [row for sheet in read_workbook(COUNTY / path).sheets for row in sheet.rows]
            text = "\n".join(str(cell) for row in rows for cell in row)
        due = form["due"]
        assert f"请于{due.year}年{due.month}月{due.day}日" in text


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
    texts += [text for path in PAPERS for text in words(path)]
    for path in WORKBOOKS:
        texts += [str(cell) for sheet in read_workbook(COUNTY / path).sheets for row in sheet.rows for cell in row]

    assert [(word, text[:40]) for text in texts for word in LIMITS if word in text] == []


def test_every_paper_says_that_it_is_fictional() -> None:
    assert [path for path in PAPERS if not any("虚构示例" in text for text in words(path)[:4])] == []


def test_every_workbook_says_that_it_is_fictional() -> None:
    titles = {path: str(sheet.rows[0][0]) for path in WORKBOOKS for sheet in read_workbook(COUNTY / path).sheets}

    assert [path for path, title in titles.items() if "虚构示例" not in title] == []
