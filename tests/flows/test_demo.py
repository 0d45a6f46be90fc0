"""The tour on the sample organisation: what it prints, what it leaves, and that it touches nobody else's folder."""

import shutil
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from shell import Shell, shell_in
from shilu.demo.folder import MARKER, prepare
from shilu.demo.tour import read_tour, sample_folder
from shilu.lib.errors import Refused


@pytest.fixture
def shell(toured: tuple[Path, str], tmp_path: Path, own_process: None, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The command line in a copy of the tour's workspace."""
    folder = tmp_path / "demo"
    shutil.copytree(toured[0], folder)
    return shell_in(folder, capsys)


def lines(out: str) -> list[str]:
    return [" ".join(line.split()) for line in out.splitlines() if line.strip()]


def words(path: Path) -> list[str]:
    """The paragraphs of a Word file, those of its cells among them, but for empty ones."""
    found = [
        "".join(text.text or "" for text in one.iter(qn("w:t")))
        for one in Document(str(path)).element.body.iter(qn("w:p"))
    ]
    return [text for text in found if text]


def test_tour_prints_its_steps_with_a_command_each(toured: tuple[Path, str]) -> None:
    folder, out = toured
    heads = [line for line in lines(out) if line.startswith("[")]

    assert heads == [
        "[1/15] 新建数据目录",
        "[2/15] 导入花名册和组织机构表",
        "[3/15] 一个派出所更名，一个派出所并入别的所",
        "[4/15] 从 Excel 导入一年半的记录",
        "[5/15] 标明哪些记录是同场活动",
        "[6/15] 月报确认，收各派出所六月份月报",
        "[7/15] 补报和更正",
        "[8/15] 半年统计数，与上一个半年、上年同期对照",
        "[9/15] 核对同事写的初稿",
        "[10/15] 用上一个半年的报告做模板",
        "[11/15] 半年报告定稿",
        "[12/15] 核验 Word 定稿",
        "[13/15] 更正一笔记录，再核验定稿",
        "[14/15] 填上级发来的三张报表",
        "[15/15] 防改校验",
    ]
    assert sum(line.startswith(f"$ shilu -w {folder} ") for line in lines(out)) > 15


def test_tour_tells_who_has_sent_and_what_waits(toured: tuple[Path, str]) -> None:
    told = lines(toured[1])

    assert "花名册.xlsx：单位 30 个，人员 412 人，变动 854 项" in told
    assert (
        "应报派出所 14 个，已报 10 个（其中改正后补收 1 个），云溪派出所零报告，未报：松林派出所、清水派出所、高岭派出所"
        in told
    )
    assert sum(line.startswith("疑似重复、等人确认：城关派出所2026年6月月报.xlsx") for line in told) == 1


def test_tour_prints_the_half_year_beside_two_others(toured: tuple[Path, str]) -> None:
    told = lines(toured[1])

    assert "统计项目 2026年上半年 2025年下半年 增减 2025年上半年 增减" in told
    assert "中心组学习 8次 7 +1 6 +2" in told
    assert "走访慰问 28次 26 +2 24 +4" in told
    assert "兴趣小组 6支 8 -2 7 -1" in told
    assert "本期还没有报全的单位：松林派出所、清水派出所、高岭派出所" in told


def test_tour_leaves_papers_in_every_form(toured: tuple[Path, str]) -> None:
    papers = {path.name for path in (toured[0] / "papers").iterdir()}

    pdf = {"半年报告.pdf"} if shutil.which("soffice") or shutil.which("libreoffice") else set()
    own = {"半年报告.docx", "半年报告.html", "半年报告-报送稿.docx"}
    others = {"初稿-核对.docx", "照旧稿写的半年报告.docx", "领导改稿.docx"}
    forms = {"附件1-报送.xlsx", "附件2-报送.xlsx", "附件3-报送.docx"}
    working = {"附件1-报送-底稿.xlsx", "附件2-报送-底稿.xlsx", "附件3-报送-底稿.docx"}
    assert papers == own | others | forms | working | pdf


def test_tour_finds_what_is_wrong_in_the_draft_and_nothing_else(toured: tuple[Path, str]) -> None:
    told = lines(toured[1])

    assert "初稿里预先埋了 6 处错，找出 6 处；批注写在 初稿-核对.docx" in told
    assert [line for line in told if line.startswith(("没有找出", "本来没错却判了错"))] == []


def test_draft_checked_by_hand_differs_in_its_wrong_numbers(shell: Shell, toured: tuple[Path, str]) -> None:
    tour = read_tour(sample_folder())
    done = shell(
        "check", toured[0] / "samples" / "papers" / tour.draft.file, "--period", tour.period, "--format", "json"
    )

    differing = [one["quote"] for one in done.value["claims"] if one["verdict"] == "differs"]
    wrong = "".join(fault.wrong for fault in tour.draft.planted)
    assert done.code == 1
    assert sorted(differing) == ["100余次", "25%", "26次", "38场次", "987人次"]
    assert all(quote in wrong for quote in differing)
    assert sorted(one["rule"] for one in done.value["within"]) == ["change", "sum"]


def test_report_of_last_half_year_has_no_wrong_number(shell: Shell, toured: tuple[Path, str]) -> None:
    told = read_tour(sample_folder()).report
    done = shell("check", toured[0] / "samples" / "papers" / told.file, "--period", told.period, "--format", "json")

    claims = done.value["claims"]
    assert [one["quote"] for one in claims if one["verdict"] == "differs"] == []
    assert done.value["within"] == []
    assert sum(one["verdict"] == "supports" for one in claims) > 50


def test_template_of_last_half_year_writes_it_again(shell: Shell, toured: tuple[Path, str], tmp_path: Path) -> None:
    told = read_tour(sample_folder()).report
    again = tmp_path / "again.docx"
    assert shell("report", "build", told.template, "--period", told.period, "-o", again).code == 0

    old = words(toured[0] / "samples" / "papers" / told.file)
    assert old[-1] == "2026年1月6日"
    assert words(again)[:-1] == [text.replace("民警×名", "民警227名") for text in old[:-1]]


def test_copy_of_the_leader_has_one_number_edited(shell: Shell, toured: tuple[Path, str]) -> None:
    done = shell("report", "verify", toured[0] / "papers" / "领导改稿.docx", "--format", "json")

    edited = [(one["title"], one["shown"], one["issued"]) for one in done.value["numbers"] if one["state"] == "edited"]
    assert done.code == 1
    assert edited == [("走访慰问", "38次", "28次")]


def test_forms_of_the_tour_are_filled_and_signed(toured: tuple[Path, str]) -> None:
    sheet = load_workbook(toured[0] / "papers" / "附件1-报送.xlsx").active
    listed = load_workbook(toured[0] / "papers" / "附件2-报送.xlsx").active

    rows = {str(row[1]).strip("　"): row[2:] for row in sheet.iter_rows(min_row=6, max_row=17, values_only=True)}
    assert rows["中心组学习"] == (1, 8, 6, 33.3, 15, 120)
    assert rows["法治宣讲"] == (None, 13, 11, 18.2, None, 1726)
    assert rows["院坝会"] == (10, 27, 13, 107.7, 616, 1155)
    assert sheet["D18"].value == "=SUM(D7,D8,D9,D10,D11,D13,D17)"
    signed = [str(cell.value) for cell in sheet[19] if cell.value]
    assert signed == ["填报人：周明月", "审核人：何建国", "联系电话：0000-8001234"]
    assert rows["面向群众宣讲"] == (60, 262, 258, 1.6, 3160, 12739)
    lectures = list(listed.iter_rows(min_row=5, max_row=9, values_only=True))
    assert [(row[0], row[5]) for row in lectures] == [(1, 93), (2, 128), (3, 84), (4, 112), (5, 162)]


def test_word_form_of_the_tour_is_filled_but_for_what_people_write(toured: tuple[Path, str]) -> None:
    (table,) = Document(str(toured[0] / "papers" / "附件3-报送.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]

    assert rows[2] == ["警示教育", "6", "662", "2"]
    assert rows[4] == ["关心关爱", "42", "28", "43900"]
    assert rows[6] == ["关心关爱", "3", "2", "9"]
    assert rows[7] == ["主要做法", "", "", ""]
    assert rows[9:] == [
        ["填报人", "周明月", "审核人", "何建国"],
        ["联系电话", "0000-8001234", "填报日期", "2026年6月30日"],
    ]


def test_figures_of_the_tour_count_joint_events_once(shell: Shell) -> None:
    asked = shell(
        "figures", "志愿服务", "警营开放日", "公安讲堂", "警营图书室", "派出所数", "在职人数",
        "--period", "2026-H1", "--format", "json",
    )  # fmt: skip

    values = {(one["asked"], one["quantity"]): one["value"] for one in asked.value}
    assert values["志愿服务", "times"] == 8 + 1  # three units joined in one
    assert values["警营开放日", "times"] == 3 + 1
    assert values["公安讲堂", "times"] == 5
    assert values["警营图书室", "items"] == 9 + 1 - 1
    assert values["派出所数", "items"] == 14
    assert values["在职人数", "persons"] == 412


def test_merged_station_counts_below_its_successor_in_the_structure_of_now(shell: Shell) -> None:
    def units(structure: str) -> set[str]:
        asked = shell(
            "figures", "反诈宣讲", "--period", "2026-H1", "--by", "unit", "--structure", structure, "--format", "json"
        )
        return {one["unit_name"] for one in asked.value}

    assert {"石桥派出所", "碧湾派出所"} <= units("then")
    assert "石桥派出所" not in units("now")


def test_report_of_the_tour_tells_the_correction_and_late_records(shell: Shell, toured: tuple[Path, str]) -> None:
    done = shell("report", "verify", toured[0] / "papers" / "半年报告.docx", "--format", "json")

    moved = [one for one in done.value["numbers"] if one["state"] != "same"]
    assert done.code == 1
    assert {one["state"] for one in moved} == {"changed"}
    assert {one["title"] for one in moved} == {"公安讲堂", "院坝会", "反诈宣讲"}
    (lecture,) = [one for one in moved if one["now"] == "579人次"]
    assert lecture["issued"] == "543人次"
    assert len(lecture["entries"]) == 2
    assert done.value["typed"] == []


def test_log_of_the_tour_is_whole(shell: Shell) -> None:
    assert shell("ledger", "verify").code == 0


def test_log_of_the_tour_knows_no_later_day_than_its_own(shell: Shell) -> None:
    rows = shell("ledger", "list", "--all-types", "--format", "json").value
    assert {row["received"][:10] for row in rows} == {"2026-06-30"}


def test_importing_the_samples_again_changes_nothing(shell: Shell, toured: tuple[Path, str]) -> None:
    again = shell("import", toured[0] / "samples" / "ledgers", "--format", "json")

    assert again.code == 0
    assert (again.value["new"], again.value["changed"], again.value["gone"], again.value["likely"]) == (0, [], [], [])


def test_folder_that_is_no_demo_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "总结.docx").write_text("我的", encoding="utf-8")
    done = shell_in(tmp_path, capsys)("demo", tmp_path)

    assert done.code == 2
    assert done.err == f"{tmp_path} 里有别的文件，又不是演示目录；请另给一个新目录。\n"
    assert [path.name for path in tmp_path.iterdir()] == ["总结.docx"]


def test_earlier_demo_is_emptied(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_text("", encoding="utf-8")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "半年报告.docx").write_text("", encoding="utf-8")
    prepare(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "演示").write_text("", encoding="utf-8")

    with pytest.raises(Refused):
        prepare(tmp_path / "演示")


def test_tour_reads_what_the_sample_says() -> None:
    tour = read_tour(sample_folder())

    assert (len(tour.joined), len(tour.corrected) + 1, len(tour.late) + len(tour.late_after)) == (8, 4, 6)
