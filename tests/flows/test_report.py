"""A paper from template to verification: issued, edited, the ledger corrected, superseded, sent clean."""

import json
import re
import zipfile
from pathlib import Path

import pytest

import county
from shell import Shell


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "半年报告.md"
    path.write_text(county.TEMPLATE, encoding="utf-8")
    return path


@pytest.fixture
def issue(filled: Shell, template: Path, tmp_path: Path):
    """Issues the template as 报告.docx, 报告.html and the clean 报送.docx; returns the folder."""

    def issued(*options: str) -> Path:
        done = filled(
            "report", "issue", template, "--unit", "X", "--period", "2022-H1", *options,
            "-o", tmp_path / "报告.docx", "-o", tmp_path / "报告.html", "--clean", tmp_path / "报送.docx",
        )  # fmt: skip
        assert done.code == 0, done.err
        return tmp_path

    return issued


def verified(shell: Shell, path: Path) -> tuple[int, dict[str, str], dict]:
    """Exit code, the states of numbers that are not the same by what they showed when issued, and the whole answer."""
    done = shell("report", "verify", path, "--format", "json")
    others = {one["issued"]: one["state"] for one in done.value["numbers"] if one["state"] != "same"}
    return done.code, others, done.value


def edited(path: Path, old: str, new: str, *, part: str = "word/document.xml") -> Path:
    """A copy of a Word file in which a text that stands in one run was changed by hand."""
    copy = path.with_name(f"{path.stem}-改{path.suffix}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for one in source.infolist():
            data = source.read(one)
            if one.filename == part:
                text = data.decode()
                assert old in text
                data = text.replace(old, new, 1).encode()
            target.writestr(one, data)
    return copy


def test_an_issued_paper_is_the_same_in_every_form(filled: Shell, issue) -> None:
    folder = issue()
    for name in ("报告.docx", "报告.html", "报送.docx"):
        code, others, value = verified(filled, folder / name)
        assert (code, others) == (0, {}), name
        assert value["typed"] == []
        assert value["root_stands"]


def test_people_read_when_a_paper_was_issued_and_as_of_when(filled: Shell, issue) -> None:
    folder = issue()
    moment = r"\d{4}-\d\d-\d\d \d\d:\d\d"
    told = filled("report", "verify", folder / "报告.docx").out
    assert re.search(rf"{moment} 定稿，取数时点 {moment}：", told)
    heads, row = filled("report", "list").out.splitlines()[:2]
    assert heads.split() == ["定稿日期", "取数时点", "名称", "单位", "统计期", "数字个数"]
    assert re.match(rf"{moment}  {moment}  ", row)


def test_a_correction_shows_which_number_moved_and_which_rows_did_it(filled: Shell, issue) -> None:
    folder = issue()
    entry = next(one for one in filled("ledger", "list", "--format", "json").value if one["title"] == "第二次学习")
    reversal, posted = filled(
        "ledger", "correct", entry["seq"], "--count", "people=41", "--reason", "笔误", "--format", "json"
    ).value["seqs"]
    code, others, value = verified(filled, folder / "报告.docx")
    assert (code, others) == (1, {"30人次": "changed"})
    (moved,) = [one for one in value["numbers"] if one["state"] == "changed"]
    assert (moved["now"], moved["entries"], moved["cancelled"]) == ("57人次", [reversal, posted], [entry["seq"]])


def test_a_number_edited_in_the_file_is_told_from_one_that_changed(filled: Shell, issue) -> None:
    folder = issue()
    copy = edited(folder / "报告.docx", ">30人次<", ">60人次<") if ">30人次<" in _document(folder) else None
    assert copy is not None
    assert verified(filled, copy)[:2] == (1, {"30人次": "edited"})
    filled("ledger", "post", "中心组学习", "--day", "2022-06-27", "--unit", "政工室", "--count", "people=15")
    assert verified(filled, copy)[1] == {"2次": "changed", "30人次": "edited_and_changed"}


def _document(folder: Path) -> str:
    with zipfile.ZipFile(folder / "报告.docx") as archive:
        return archive.read("word/document.xml").decode()


def test_a_clean_copy_has_no_controls_names_or_hidden_parts_and_still_verifies(filled: Shell, issue) -> None:
    folder = issue()
    with zipfile.ZipFile(folder / "报送.docx") as archive:
        names = archive.namelist()
        words = archive.read("word/document.xml").decode()
        core = archive.read("docProps/core.xml").decode() if "docProps/core.xml" in names else ""
    assert not [name for name in names if "customXml" in name or "comments" in name]
    assert "w:sdt" not in words
    assert "bookmarkStart" not in words
    assert not re.search(r"<(?:dc:creator|cp:lastModifiedBy)>[^<]+<", core)
    copy = edited(folder / "报送.docx", "30人次", "33人次")
    assert verified(filled, copy)[:2] == (1, {"30人次": "edited"})


def test_a_number_typed_into_the_template_is_listed_and_never_refused(filled: Shell, template: Path, issue) -> None:
    template.write_text(county.TEMPLATE + "\n手工补充：走访群众17户。\n", encoding="utf-8")
    code, others, value = verified(filled, issue() / "报告.docx")
    assert (code, others) == (0, {})
    assert [one["shown"] for one in value["typed"]] == ["17户"]


def test_a_later_paper_supersedes_and_names_the_numbers_that_moved(filled: Shell, template: Path, issue) -> None:
    folder = issue()
    first = verified(filled, folder / "报告.docx")[2]["report"]
    old = (folder / "报告.docx").read_bytes()
    filled("ledger", "post", "讲党课", "--day", "2022-06-27", "--unit", "城东所", "--count", "people=20")
    done = filled(
        "report",
        "issue",
        template,
        "--unit",
        "X",
        "--period",
        "2022-H1",
        "-o",
        folder / "报告.docx",
        "--format",
        "json",
    )
    assert done.value["supersedes"] == first
    assert [(one["title"], one["shown"], one["now"]) for one in done.value["moved"]][:1] == [("讲党课", "2次", "3次")]
    (folder / "旧.docx").write_bytes(old)
    assert verified(filled, folder / "旧.docx")[2]["superseded_by"] == done.value["report"]


@pytest.mark.parametrize("numbers", [True, False], ids=["numbers moved", "words alone changed"])
def test_an_edited_copy_is_the_paper_that_it_was_made_of(
    filled: Shell, template: Path, issue, *, numbers: bool
) -> None:
    folder = issue()
    first = verified(filled, folder / "报告.docx")[2]["report"]
    copy = edited(folder / "报送.docx", "30人次", "33人次").rename(folder / "改.docx")
    if numbers:
        filled("ledger", "post", "讲党课", "--day", "2022-06-27", "--unit", "城东所", "--count", "people=20")
    else:
        template.write_text(county.TEMPLATE.replace("讲党课{{", "大力组织领导干部讲党课{{"), encoding="utf-8")
    issue()
    second = verified(filled, folder / "报告.docx")[2]["report"]
    value = verified(filled, copy)[2]
    assert (value["report"], value["superseded_by"], value["recognised_by"]) == (first, second, "text")


def test_a_cut_off_paper_tells_late_records_from_later_ones(filled: Shell, issue) -> None:
    folder = issue("--until", "2022-05-31")
    later = filled("ledger", "post", "讲党课", "--day", "2022-06-20", "--unit", "城东所", "--format", "json").value[
        "seqs"
    ]
    code, others, value = verified(filled, folder / "报告.docx")
    assert (code, others) == (0, {})
    assert next(one for one in value["numbers"] if one["title"] == "讲党课")["after_cut_off"] == later
    late = filled("ledger", "post", "讲党课", "--day", "2022-04-20", "--unit", "城东所", "--format", "json").value[
        "seqs"
    ]
    code, others, value = verified(filled, folder / "报告.docx")
    assert code == 1
    moved = next(one for one in value["numbers"] if one["title"] == "讲党课")
    assert (moved["issued"], moved["now"], moved["late"], moved["after_cut_off"]) == ("2次", "3次", late, later)


def test_drafts_and_foreign_files_are_not_verified(filled: Shell, template: Path, tmp_path: Path) -> None:
    draft = tmp_path / "草稿.docx"
    before = filled("ledger", "verify", "--format", "json").value["size"]
    assert filled("report", "build", template, "--unit", "X", "--period", "2022-H1", "-o", draft).code == 0
    assert filled("ledger", "verify", "--format", "json").value["size"] == before
    done = filled("report", "verify", draft)
    assert (done.code, done.err.count("\n")) == (2, 1)
    foreign = tmp_path / "别人的.html"
    foreign.write_text("<p>开展学习8次</p>", encoding="utf-8")
    assert filled("report", "verify", foreign).code == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ('{{ figure("没有这个") }}', "没有这个"),
        ("{{ unit.__class__.__mro__ }}", "半年报告.md"),
        ("{{ ''.__class__.__base__.__subclasses__() }}", "半年报告.md"),
        ("{{ figure.__globals__ }}", "半年报告.md"),
        ("{{ 没有的名字 }}", "没有的名字"),
        ('{{ figure("讲党课", unit="没有的所") }}', "没有的所"),
        ('{{ figure("讲党课", period="2022-13") }}', "2022-13"),
        ('{{ figure("讲党课", 颜色="红") }}', "颜色"),
        ("{{ figure( }}", "半年报告.md"),
        ('{{ "x" * 9999999999 }}', "半年报告.md"),
        ('{{ entries("重点谈话") }}', "重点谈话"),
        ('{% include "别的.md" %}', "别的.md"),
    ],
)
def test_a_template_that_asks_for_what_is_not_there_gets_one_line(
    filled: Shell, tmp_path: Path, words: str, message: str
) -> None:
    path = tmp_path / "半年报告.md"
    path.write_text(f"# 题目\n\n{words}\n", encoding="utf-8")
    done = filled("report", "build", path, "--unit", "X", "--period", "2022-H1", "-o", tmp_path / "草稿.docx")
    assert (done.code, done.err.count("\n")) == (2, 1), done.err
    assert message in done.err
    assert "shilu-errors" not in done.err
    assert not (tmp_path / "草稿.docx").exists()


def test_the_issue_row_keeps_values_and_definitions_but_no_words(filled: Shell, issue) -> None:
    issue()
    rows = filled("ledger", "list", "--all-types", "--format", "json").value
    (row,) = [one for one in rows if one["type"] == "report"]
    numbers = row["body"]["numbers"]
    assert {"id", "figure", "title", "definition", "value", "measure", "query"} <= numbers[0].keys()
    assert "专题党课一" not in json.dumps(row, ensure_ascii=False)


def test_a_paper_is_verified_in_the_language_it_was_issued_in(filled: Shell, template: Path, tmp_path: Path) -> None:
    words = '\n讲党课比第一季度{{ change("讲党课", period="2022-Q2", to="previous") }}。\n'
    template.write_text(county.TEMPLATE + words, encoding="utf-8")
    paper = tmp_path / "报告.docx"
    for lang in ("en", "zh"):
        assert (
            filled("--lang", lang, "report", "issue", template, "--unit", "X", "--period", "2022-H1", "-o", paper).code
            == 0
        )
        assert verified(filled, paper)[:2] == (0, {})


def test_a_forged_root_in_the_file_is_told(filled: Shell, issue) -> None:
    folder = issue()
    with zipfile.ZipFile(folder / "报告.docx") as archive:
        (part,) = [name for name in archive.namelist() if b"root=" in archive.read(name)]
        root = re.search(r'root="([0-9a-f]{64})"', archive.read(part).decode())[1]
    code, _others, value = verified(filled, edited(folder / "报告.docx", root, "0" * 64, part=part))
    assert (code, value["root_stands"]) == (1, False)
