"""What a text says of a rise or fall, and of the year before, against both values of the ledger."""

from pathlib import Path

import pytest

from books import write_book
from shell import Shell

LEDGER = """
2021-02-14 | 县局   | 院坝会 | 一 | {} | 20
2021-05-14 | 城东所 | 院坝会 | 二 | {} | 20
2021-09-14 | 县局   | 院坝会 | 三 | {} | 20
2021-05-20 | 县局   | 讲党课 | 四 | {} | 20
"""
LEDGERS = {"2021": (2, 4, 5, 3), "2022": (3, 6, 1, 3)}

# text | number | verdict | value of the ledger
TEXTS = """
召开院坝会9次，同比增加3次。                        | 3次   | supports    | 3
召开院坝会9次，比上年同期增加4次。                  | 4次   | differs     | 3
召开院坝会9次，同比减少3次。                        | 3次   | differs     | 3
召开院坝会9次，较去年同期增长50%。                  | 50%   | supports    | 0.5
召开院坝会9次，同比增长45%。                        | 45%   | differs     | 0.5
召开院坝会9次，上年同期6次。                        | 6次   | supports    | 6
召开院坝会9次（去年同期7次）。                      | 7次   | differs     | 6
召开院坝会9次，比上年同期的6次增加3次。             | 3次   | supports    | 3
召开院坝会9次，同比增加3次，增长50%。               | 50%   | supports    | 0.5
召开院坝会9次，比下半年增加4次。                    | 4次   | supports    | 4
召开院坝会9次，比去年下半年增加5次。                | 5次   | differs     | 4
召开院坝会9次、讲党课3次，同比增加3次。             | 3次   | cannot_tell | None
召开院坝会9次、讲党课3次，同比分别增长50%、0%。     | 50%   | cannot_tell | None
召开院坝会9次，比上月增加3次。                      | 3次   | cannot_tell | None
召开院坝会9次，比上年增加3次。                      | 3次   | cannot_tell | None
院坝会由6次增加到9次。                              | 6次   | cannot_tell | None
去年上半年召开院坝会6次。                           | 6次   | supports    | 6
前5个月召开院坝会4次。                              | 4次   | differs     | 9
走进学校召开院坝会2次。                             | 2次   | cannot_tell | 9
3个派出所召开院坝会2次。                            | 2次   | cannot_tell | 9
专项行动期间，召开院坝会2次。                       | 2次   | cannot_tell | 9
召开院坝会9次，其中城东所6次。                      | 6次   | supports    | 6
召开院坝会9次，其中城东所5次。                      | 5次   | differs     | 6
召开院坝会9次、讲党课3次，共12次。                  | 12次  | supports    | 12
"""


@pytest.fixture
def two_years(shell: Shell, tmp_path: Path) -> Shell:
    for year, counts in LEDGERS.items():
        lines = LEDGER.format(*counts).replace("2021", year)
        done = shell(
            "import", write_book(tmp_path / f"{year}.xlsx", lines, title=f"示例县局{year}年台账"), "--unit", "X"
        )
        assert done.code == 0, done.err
    return shell


def test_changes_are_judged_by_both_values(two_years: Shell, tmp_path: Path) -> None:
    path = tmp_path / "稿.txt"
    for line in TEXTS.strip().splitlines():
        text, quote, verdict, recorded = (cell.strip() for cell in line.split("|"))
        path.write_text(text, encoding="utf-8")
        said = two_years("check", path, "--unit", "X", "--period", "2022-H1", "--format", "json").value["claims"]
        found = [one for one in said if one["quote"] == quote][-1]
        assert (found["verdict"], str(found["recorded"])) == (verdict, recorded), (text, found["reason"])


def test_the_reason_of_a_change_gives_both_values(two_years: Shell, tmp_path: Path) -> None:
    path = tmp_path / "稿.txt"
    path.write_text("召开院坝会9次，同比增加4次。", encoding="utf-8")
    done = two_years("check", path, "--unit", "X", "--period", "2022-H1", "--format", "json")
    assert done.value["claims"][1]["reason"] == "“院坝会”2022年上半年为9次，2021年上半年为6次；增加3次。"


CELLS = """
院坝会 | 9 | 6 | 3
讲党课 | 3 | 3 | 1
"""


def test_cells_that_follow_from_others_are_judged_by_the_values_of_those(two_years: Shell, tmp_path: Path) -> None:
    book = write_book(tmp_path / "对比.xlsx", CELLS, title="2022年上半年情况", header="项目 | 本期 | 上年同期 | 增减")
    said = two_years("check", book, "--unit", "X", "--period", "2022-H1", "--format", "json")
    moved = [(one["quote"], one["verdict"], one["recorded"]) for one in said.value["claims"] if "D" in one["where"]]
    assert moved == [("3", "supports", 3), ("1", "differs", 0)]
    assert [(one["rule"], one["message"][-9:]) for one in said.value["within"]] == [("change", "按3和3算应为0。")]


SUMS = """
2月 | 3
5月 | 6
合计   | 9
"""
NAMELESS = """
单位 | 场次
甲 | 15
乙 | 7
合计 | {}
"""


def test_a_total_of_a_table_is_borne_out_by_its_cells(two_years: Shell, tmp_path: Path) -> None:
    book = write_book(tmp_path / "分项.xlsx", SUMS, title="2022年院坝会场次", header="月份 | 院坝会")
    said = two_years("check", book, "--unit", "X", "--period", "2022", "--format", "json")
    told = [(one["quote"], one["verdict"], one["recorded"], one["reason"]) for one in said.value["claims"]]
    assert told[-1] == ("9", "supports", 9, "等于表中各格之和（3＋6）。")


def test_a_total_without_a_name_is_compared_with_its_cells(two_years: Shell, tmp_path: Path) -> None:
    for total, reason, rules in (
        (22, "等于表中各格之和（15＋7）。", []),
        (23, "旁边没有写明是哪一项。", ["table"]),
    ):
        path = tmp_path / f"{total}.html"
        lines = NAMELESS.format(total).strip().splitlines()
        cells = "".join(f"<tr><td>{line.replace('|', '</td><td>')}</td></tr>" for line in lines)
        path.write_text(f"<table>{cells}</table>", encoding="utf-8")
        said = two_years("check", path, "--unit", "X", "--period", "2022-H1", "--format", "json").value
        assert (said["claims"][-1]["verdict"], said["claims"][-1]["reason"]) == ("cannot_tell", reason)
        assert [one["rule"] for one in said["within"]] == rules
