"""The tour on the sample organisation: what it prints, what it leaves, and that it touches nobody else's folder."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shell import Shell, shell_in
from shilu.demo.folder import MARKER, prepare
from shilu.demo.tour import read_tour, sample_folder
from shilu.lib.errors import Refused

RUN = "from shilu.cli.main import run; run()"


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of one tour, and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-c", RUN, "demo", str(folder)], check=False, capture_output=True, text=True, timeout=600
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder, done.stdout


@pytest.fixture
def shell(toured: tuple[Path, str], tmp_path: Path, own_process: None, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The command line in a copy of the tour's workspace."""
    folder = tmp_path / "demo"
    shutil.copytree(toured[0], folder)
    return shell_in(folder, capsys)


def lines(out: str) -> list[str]:
    return [" ".join(line.split()) for line in out.splitlines() if line.strip()]


def test_tour_prints_its_steps_with_a_command_each(toured: tuple[Path, str]) -> None:
    folder, out = toured
    heads = [line for line in lines(out) if line.startswith("[")]

    assert heads == [
        "[1/12] 新建数据目录",
        "[2/12] 导入花名册和组织机构表",
        "[3/12] 一个派出所更名，一个派出所并入别的所",
        "[4/12] 从 Excel 导入一年半的记录",
        "[5/12] 标明哪些记录是同场活动",
        "[6/12] 月报确认，收各派出所六月份月报",
        "[7/12] 补报和更正",
        "[8/12] 半年统计数，与上一个半年、上年同期对照",
        "[9/12] 半年报告定稿",
        "[10/12] 核验 Word 定稿",
        "[11/12] 更正一笔记录，再核验定稿",
        "[12/12] 防改校验",
    ]
    assert sum(line.startswith(f"$ shilu -w {folder} ") for line in lines(out)) > 15


def test_tour_tells_who_has_sent_and_what_waits(toured: tuple[Path, str]) -> None:
    told = lines(toured[1])

    assert "花名册.xlsx：单位 30 个，人员 412 人，变动 864 项" in told
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
    assert papers == {"半年报告.docx", "半年报告.html", "半年报告-报送稿.docx"} | pdf


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
