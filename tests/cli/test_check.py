"""``shilu check``: verdicts in the form that scripts rely on, confirmations, marked copies, and what is refused."""

from pathlib import Path

import docx
import pytest

from shell import Said, Shell

REPORT = """示例县局2022年上半年工作总结
上半年，全局开展中心组学习2次，参加30人次；讲党课3次，其中城东所讲党课1次。
开展警示教育4次，重点谈话1次。组织党课50余人次。一季度，开展中心组学习2次。
参观警示教育基地3个。对×名同志开展了家访，讲党课×次。
下一步，计划开展中心组学习12次。
"""

SAID = """
2次     | 中心组学习 | supports    | 2    | centre-group-study
30人次  |            | supports    | 30   | centre-group-study
3次     | 讲党课     | differs     | 2    | party-lesson
1次     | 讲党课     | supports    | 1    | party-lesson
4次     | 警示教育   | no_record   | None | warning-education
1次     | 重点谈话   | supports    | 1    | key-talk
2次     | 中心组学习 | supports    | 2    | centre-group-study
12次    | 中心组学习 | cannot_tell | None | centre-group-study
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "总结.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def checked(shell: Shell, file: Path, *options: str) -> Said:
    return shell("check", file, "--unit", "X", "--period", "2022-H1", *options, "--format", "json")


def of(said: Said, quote: str, what: str) -> list[dict]:
    return [one for one in said.value["claims"] if one["quote"] == quote and what in one["what"]]


def test_each_claim_gets_a_verdict(filled: Shell, report: Path) -> None:
    said = checked(filled, report)
    assert said.code == 1
    for line in SAID.strip().splitlines():
        quote, what, verdict, recorded, figure = (cell.strip() for cell in line.split("|"))
        found = of(said, quote, what)
        assert found, line
        for one in found:
            assert (one["verdict"], str(one["recorded"]), one["figure"]) == (
                verdict,
                recorded,
                f"grassroots/{figure}",
            ), one
    assert {"quote", "value", "approx", "unit", "what", "per", "period", "kind", "start", "end"} <= set(
        said.value["claims"][0]
    )
    assert {"where", "figure", "quantity", "recorded", "verdict", "reason", "score", "entries"} <= set(
        said.value["claims"][0]
    )


def test_a_verdict_names_the_records_and_its_reason(filled: Shell, report: Path) -> None:
    (differs,) = of(checked(filled, report), "3次", "讲党课")
    assert differs["reason"] == "台账中示例县局2022年上半年“讲党课”为2次（2条记录）；文中写的是“3次”。"
    assert len(differs["entries"]) == 2
    rows = {row["seq"]: row for row in filled("ledger", "list", "--format", "json").value}
    assert {rows[seq]["kind"] for seq in differs["entries"]} == {"grassroots/party-lesson"}


def test_what_is_not_surely_meant_gets_no_verdict(filled: Shell, report: Path) -> None:
    (base,) = of(checked(filled, report), "3个", "警示教育基地")
    assert (base["verdict"], base["figure"], base["recorded"]) == ("cannot_tell", None, None)
    assert "警示教育" in base["near"]


def test_a_placeholder_with_one_figure_is_offered_its_value(filled: Shell, report: Path) -> None:
    claims = {(one["quote"], one["what"]): one for one in checked(filled, report).value["claims"]}
    assert claims["×次", "讲党课"]["offered"] == "2次"
    assert claims["×次", "讲党课"]["verdict"] == "cannot_tell"
    assert [one["offered"] for (quote, _what), one in claims.items() if quote == "×名"] == [None]


def test_a_figure_is_computed_in_the_unit_and_period_that_the_sentence_names(filled: Shell, report: Path) -> None:
    said = checked(filled, report)
    (station,) = of(said, "1次", "讲党课")
    quarter = of(said, "2次", "中心组学习")[1]
    assert (station["unit_checked"], station["period_checked"]) == ("X02", "2022-H1")
    assert (quarter["unit_checked"], quarter["period_checked"]) == ("X", "2022-Q1")


def test_without_unit_or_period_nothing_can_be_told(filled: Shell, report: Path) -> None:
    said = filled("check", report, "--format", "json")
    assert said.code == 0
    assert {one["verdict"] for one in said.value["claims"]} == {"cannot_tell"}
    (lesson,) = of(said, "3次", "讲党课")
    assert (lesson["figure"], lesson["reason"]) == (
        "grassroots/party-lesson",
        "请用 --unit 和 --period 写明单位和时期。",
    )


def test_a_confirmation_is_kept_and_used_the_next_time(filled: Shell, tmp_path: Path) -> None:
    path = tmp_path / "简报.txt"
    path.write_text("上半年，开展党组大学习2次，走进红色阵地5处。", encoding="utf-8")
    assert [one["verdict"] for one in checked(filled, path).value["claims"]] == ["cannot_tell", "cannot_tell"]
    pairs = ("--confirm", "党组大学习=中心组学习", "--confirm", "红色阵地=无")
    first = checked(filled, path, *pairs).value["claims"]
    again = checked(filled, path).value["claims"]
    assert first == again
    assert [(one["verdict"], one["figure"]) for one in again] == [
        ("supports", "grassroots/centre-group-study"),
        ("cannot_tell", None),
    ]
    rows = filled("ledger", "list", "--all-types", "--format", "json").value
    assert [row["type"] for row in rows].count("catalogue") == 2
    assert filled("ledger", "verify").code == 0


def test_a_confirmation_that_clashes_is_refused_in_one_line(filled: Shell, report: Path) -> None:
    said = checked(filled, report, "--confirm", "讲党课=中心组学习")
    assert said.code == 2
    assert said.err == "“讲党课”本身就是一个统计项目，不能指“中心组学习”；请把文中的话写得更完整些。\n"
    assert said.out == ""


def test_a_phrase_can_be_kept_on_its_own(filled: Shell) -> None:
    assert "“党组大学习”就是“中心组学习”" in filled("catalogue", "alias", "党组大学习", "中心组学习").out
    assert filled("catalogue", "alias", "党组大学习", "中心组学习").out == "事项目录没有变化，不用再启用。\n"
    assert "不是本单位统计的事项" in filled("catalogue", "alias", "红色阵地", "--none").out
    assert filled("catalogue", "alias", "红色阵地").code == 2
    asked = filled("figures", "党组大学习", "--unit", "X", "--period", "2022-H1", "--format", "json").value
    assert [one["value"] for one in asked] == [2, 30]


def test_several_files_are_compared_with_each_other(filled: Shell, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一份.txt"
    other.write_text("上半年，全局开展中心组学习5次。", encoding="utf-8")
    said = filled("check", report, other, "--unit", "X", "--period", "2022-H1", "--format", "json")
    assert said.code == 1
    assert [one["file"] for one in said.value["files"]] == ["总结.txt", "另一份.txt"]
    assert {"across"} == {one["rule"] for one in said.value["across"]}


def test_the_marked_copy_of_a_word_file_keeps_it_and_adds_comments(filled: Shell, tmp_path: Path) -> None:
    source, out = tmp_path / "总结.docx", tmp_path / "总结-核对.docx"
    document = docx.Document()
    for line in REPORT.splitlines():
        document.add_paragraph(line)
    document.save(source)
    assert checked(filled, source, "-o", str(out)).code == 1
    marked = docx.Document(out)
    assert [one.text for one in marked.paragraphs] == REPORT.splitlines()
    comments = [comment.text for comment in marked.comments]
    assert "≠ 不符\n台账中示例县局2022年上半年“讲党课”为2次（2条记录）；文中写的是“3次”。" in "\n".join(comments)
    assert {comment.author for comment in marked.comments} == {"Shilu 实录"}


def test_the_marked_copy_of_a_text_is_a_page(filled: Shell, report: Path, tmp_path: Path) -> None:
    out = tmp_path / "总结-核对.html"
    checked(filled, report, "-o", str(out))
    page = out.read_text(encoding="utf-8")
    assert page.count("<mark") >= 10
    assert "≠ 不符" in page
    assert "http" not in page


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("空.txt", "", "空.txt"),
        ("无数.txt", "没有数字的一句话。", "无数.txt 中没有可以核对的数字。"),
        ("旧.wps", "x", "旧.wps"),
    ],
)
def test_what_cannot_be_checked_is_refused_in_one_line(
    filled: Shell, tmp_path: Path, name: str, content: str, line: str
) -> None:
    path, out = tmp_path / name, tmp_path / "核对.html"
    path.write_text(content, encoding="utf-8")
    said = filled("check", path, "--unit", "X", "--period", "2022-H1", "-o", out, "--format", "json")
    assert (said.code, said.out) == (2, "")
    assert line in said.err
    assert said.err.count("\n") == 1
    assert not out.exists()


def test_a_marked_copy_has_a_form_that_can_be_written(filled: Shell, report: Path, tmp_path: Path) -> None:
    for out in (tmp_path / "核对.docx", tmp_path / "核对.pdf", report):
        said = checked(filled, report, "-o", str(out))
        assert said.code == 2
        assert said.err.count("\n") == 1
    assert report.read_text(encoding="utf-8") == REPORT


def test_the_table_counts_verdicts(filled: Shell, report: Path) -> None:
    said = filled("check", report, "--unit", "X", "--period", "2022-H1")
    assert said.code == 1
    assert "✓ 一致 5　≠ 不符 2　∅ 台账无此项 1　? 待人工核对 4" in said.out


def test_the_table_says_once_who_is_missing_and_gives_no_basis_for_what_agrees(filled: Shell, tmp_path: Path) -> None:
    path = tmp_path / "简报.txt"
    path.write_text("上半年，开展中心组学习2次，讲党课×次。共办班15场，其中业务班8场、法律班16场。", encoding="utf-8")
    done = filled("check", path, "--unit", "X", "--period", "2022-H1")
    (agrees,) = [line for line in done.out.splitlines() if line.startswith("✓") and "中心组学习" in line]
    assert "台账中" not in agrees
    assert "可填：2次" in done.out
    assert "文中前后不一（第1段）：" in done.err


def test_a_month_in_a_table_of_a_half_year_is_no_contradiction_to_the_half_year(filled: Shell, tmp_path: Path) -> None:
    """讲党课: none in June, two in the half-year; one in May."""
    table = "<table><tr><td>项目</td><td>本月</td><td>本年累计</td></tr><tr><td>讲党课（次）</td><td>{}</td><td>2</td></tr></table>"
    path = tmp_path / "月报.html"
    path.write_text(table.format(1), encoding="utf-8")
    said = checked(filled, path)
    assert [(one["quote"], one["verdict"]) for one in said.value["claims"]] == [("1", "cannot_tell"), ("2", "supports")]
    assert (said.value["within"], said.code) == ([], 0)


def test_a_confirmed_phrase_that_is_not_in_the_text_is_kept_with_a_remark(filled: Shell, report: Path) -> None:
    said = checked(filled, report, "--confirm", "支部党课=讲党课")
    assert said.err == "文中没有“支部党课”；已经记下，供别的文稿用。\n"


def test_a_confirmation_is_corrected_by_a_later_one(filled: Shell, tmp_path: Path) -> None:
    path = tmp_path / "总结.txt"
    path.write_text("上半年，组织练兵大学习2次。\n", encoding="utf-8")
    first = checked(filled, path, "--confirm", "练兵大学习=讲党课").value["claims"][0]
    second = checked(filled, path, "--confirm", "练兵大学习=中心组学习").value["claims"][0]
    third = checked(filled, path).value["claims"][0]
    keys = [one["figure"].partition("/")[2] for one in (first, second, third)]
    assert keys == ["party-lesson", "centre-group-study", "centre-group-study"]
