"""A finished report becomes a template: the old period gives the old numbers, the next one its own, in the same layout."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from books import write_book
from shell import Shell

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CENTRE = '<w:jc w:val="center"/>'
BOLD = "<w:rPr><w:b/></w:rPr>"

NEXT = """
2022-07-08 | 政工室 | 中心组学习 | 第三次学习 | 1 | 15
2022-08-09 | 政工室 | 中心组学习 | 第四次学习 | 1 | 16
2022-11-10 | 政工室 | 中心组学习 | 第五次学习 | 1 | 12
2022-09-03 | 城东所 | 讲党课     | 专题党课三 | 1 | 61
"""


def run(text: str, look: str = "") -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def cell(text: str) -> str:
    return f"<w:tc><w:tcPr/>{paragraph(run(text, BOLD))}</w:tc>"


def report(*blocks: str, after_title: str = "") -> bytes:
    table = "".join(
        f"<w:tr>{''.join(map(cell, row))}</w:tr>"
        for row in (("单位", "讲党课（次）"), ("城东所", "1"), ("城西所", "1"), ("合计", "2"))
    )
    body = "".join(
        (
            paragraph(run("示例县局关于2022年上半年"), properties=CENTRE),
            paragraph(run("学习教育情况的报告"), properties=CENTRE),
            after_title,
            paragraph(run("市局：")),
            paragraph(
                run("　　2022年上半年，", BOLD),
                run("全局开展中心组学习2"),
                run("次", BOLD),
                run("，参加30人次，讲党课近百人次，请专家授课5次。"),
            ),
            paragraph(run("一、主要活动")),
            paragraph(run("（一）上好党课。", BOLD), run("1—6月全局讲党课两次，截至6月30日全部完成。")),
            f"<w:tbl>{table}</w:tbl>",
            paragraph(run("下半年，继续抓好学习。")),
            *blocks,
            paragraph(run("示例县局"), properties='<w:jc w:val="right"/>'),
            paragraph(run("2022年7月4日"), properties='<w:jc w:val="right"/>'),
            paragraph(run("抄送：市局政治部。")),
        )
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("docProps/core.xml", CORE)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return written.getvalue()


TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>某某</dc:creator></cp:coreProperties>'
)


@pytest.fixture
def last(tmp_path: Path) -> Path:
    path = tmp_path / "上半年报告.docx"
    path.write_bytes(report())
    return path


@pytest.fixture
def template(filled: Shell, last: Path, tmp_path: Path) -> Path:
    """The template that the report makes, with the next half-year's records in the ledger."""
    path = tmp_path / "半年报告.md"
    done = filled("report", "learn", last, "--unit", "X", "--period", "2022-H1", "-o", path)
    assert done.code == 0, done.err
    book = write_book(
        tmp_path / "下半年台账.xlsx",
        NEXT,
        title="示例县局2022年下半年台账",
        header="日期 | 责任单位 | 事项类别 | 活动名称 | 次数 | 参加人次",
    )
    assert filled("import", book, "--unit", "X").code == 0
    return path


def words(path: Path) -> list[str]:
    """The words of each paragraph and cell of a Word file."""
    with zipfile.ZipFile(path) as archive:
        text = archive.read("word/document.xml").decode()
    return [
        "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", one))
        for one in re.findall(r"<w:p[ >].*?</w:p>", text, re.DOTALL)
    ]


def built(shell: Shell, template: Path, period: str, *options: str) -> Path:
    out = template.with_name(f"{period}.docx")
    done = shell("report", "build", template, "--unit", "X", "--period", period, "-o", out, *options)
    assert done.code == 0, done.err
    return out


def test_a_finished_report_becomes_a_template_that_can_be_read(template: Path) -> None:
    assert template.read_text(encoding="utf-8") == (
        "+++\n"
        'title = "示例县局关于{{ period }}\\n学习教育情况的报告"\n'
        'to = "市局"\n'
        'from = "{{ unit }}"\n'
        'unit = "示例县局"\n'
        'every = "half"\n'
        'learned = "2022-H1"\n'
        'layout = "半年报告.docx"\n'
        "+++\n"
        "\n"
        '{{ period }}，全局开展中心组学习{{ figure("中心组学习") }}，参加{{ figure("中心组学习", quantity="people") }}，'
        '讲党课{{ figure("讲党课", quantity="people", like="近百人次") }}，请专家授课{{ old("5次") }}。\n'
        "\n"
        "## 一、主要活动\n"
        "\n"
        '（一）上好党课。{{ period.months }}全局讲党课{{ figure("讲党课", like="两次") }}，'
        "截至{{ period.end }}全部完成。\n"
        "\n"
        "| 单位 | 讲党课（次） |\n"
        "| --- | --- |\n"
        '| 城东所 | {{ figure("讲党课", unit="示例县局城东所", like="1") }} |\n'
        '| 城西所 | {{ figure("讲党课", unit="示例县局城西所", like="1") }} |\n'
        '| 合计 | {{ figure("讲党课", like="2") }} |\n'
        "\n"
        "{{ period.next.word }}，继续抓好学习。\n"
    )


def test_the_old_period_gives_the_old_text_and_the_next_one_its_own(filled: Shell, template: Path, last: Path) -> None:
    old, new = words(built(filled, template, "2022-H1")), words(built(filled, template, "2022-H2"))
    before = words(last)
    dated = before.index("2022年7月4日")
    assert old[:dated] + old[dated + 1 :] == before[:dated] + before[dated + 1 :]
    assert new[:4] == [
        "示例县局关于2022年下半年",
        "学习教育情况的报告",
        "市局：",
        "　　2022年下半年，全局开展中心组学习3次，参加43人次，讲党课61人次，请专家授课5次〔旧数〕。",
    ]
    assert new[5:] == [
        "（一）上好党课。7—12月全局讲党课一次，截至12月31日全部完成。",
        "单位", "讲党课（次）", "城东所", "1", "城西所", "0", "合计", "1",
        "明年上半年，继续抓好学习。", "示例县局", new[-2], "抄送：市局政治部。",
    ]  # fmt: skip


def test_the_layout_stays_and_tells_nobody_who_wrote_it(filled: Shell, template: Path) -> None:
    with zipfile.ZipFile(built(filled, template, "2022-H2", "--clean")) as archive:
        text = archive.read("word/document.xml").decode()
        assert "creator" not in archive.read("docProps/core.xml").decode()
    assert text.count(CENTRE) == 2
    looks = [run("　　2022年下半年，", BOLD), run("，参加"), run("全局开展中心组学习"), run("3"), run("次", BOLD)]
    assert [one for one in looks if one not in text] == []
    assert f"{run('（一）上好党课。', BOLD)}" in text


def test_a_paper_in_its_own_layout_is_issued_and_verified(filled: Shell, template: Path, tmp_path: Path) -> None:
    out, clean = tmp_path / "报告.docx", tmp_path / "报送.docx"
    text = template.read_text(encoding="utf-8").replace('，请专家授课{{ old("5次") }}', "")
    template.write_text(text, encoding="utf-8")
    done = filled("report", "issue", template, "--unit", "X", "--period", "2022-H2", "-o", out, "--clean", clean)
    assert done.code == 0, done.err
    for path in (out, clean):
        checked = filled("report", "verify", path, "--format", "json")
        assert (checked.code, len(checked.value["numbers"])) == (0, 7), path.name


def test_a_paper_of_the_period_it_was_learned_from_has_nothing_old(
    filled: Shell, template: Path, tmp_path: Path
) -> None:
    out = tmp_path / "报告.docx"
    assert filled("report", "issue", template, "--unit", "X", "--period", "2022-H1", "-o", out).code == 0
    checked = filled("report", "verify", out, "--format", "json")
    assert checked.code == 0
    assert "5次" in [one["shown"] for one in checked.value["typed"]]


def test_a_draft_tells_its_old_numbers_in_every_form(filled: Shell, template: Path, tmp_path: Path) -> None:
    for out, option in (("草稿.docx", ""), ("报送.docx", "--clean"), ("草稿.html", ""), ("报送.html", "--clean")):
        path = tmp_path / out
        build = ("report", "build", template, "--unit", "X", "--period", "2022-H2", "-o", path)
        done = filled(*build, *([option] if option else []))
        assert "1 处旧数未核（5次〔旧数〕），核完才能定稿" in done.err
        if out.endswith("docx"):
            with zipfile.ZipFile(path) as archive:
                text = archive.read("word/document.xml").decode()
            assert re.search(r'<w:color w:val="A8321F"/></w:rPr><w:t[^>]*>5次〔旧数〕', text), out
        else:
            assert re.search(r'class="old"[^>]*>5次〔旧数〕', path.read_text(encoding="utf-8")), out


def test_no_paper_is_issued_with_old_numbers_unless_it_is_said_why_they_stay(
    filled: Shell, template: Path, tmp_path: Path
) -> None:
    out = tmp_path / "报告.docx"
    issue = ("report", "issue", template, "--unit", "X", "--period", "2022-H2", "-o", out)
    refused = filled(*issue)
    assert refused.code == 2
    assert "1 处旧数未核：5次〔旧数〕" in refused.err
    assert not out.exists()
    assert filled(*issue, "--keep-old", "专家授课仍是5次").code == 0
    assert "请专家授课5次。" in "".join(words(out))
    checked = filled("report", "verify", out, "--format", "json")
    (kept,) = [one for one in checked.value["numbers"] if one["state"] != "same"]
    told = (checked.code, kept["title"], kept["shown"], kept["issued"], kept["state"], kept["kept"]["reason"])
    assert told == (1, "旧数", "5次", "—", "edited", "专家授课仍是5次")


def test_what_stays_as_typed_is_listed_with_the_reason(filled: Shell, last: Path, tmp_path: Path) -> None:
    done = filled(
        "report", "learn", last, "--unit", "X", "--period", "2022-H1", "-o", tmp_path / "t.md", "--format", "json"
    )
    assert [(one["words"], one["reason"]) for one in done.value["left"]] == [
        ("5次", "没有名为“请专家授课”的统计项目。"),
        ("2022年7月4日", "事情本身的日期，请看是否还适用"),
    ]
    assert done.value["outside"] == ["抄送：市局政治部。"]


def test_a_report_of_other_numbers_is_bound_to_nothing_but_told_what_could_stand(filled: Shell, tmp_path: Path) -> None:
    path = tmp_path / "旧稿.docx"
    path.write_bytes(report(paragraph(run("全局讲党课7次，比上年同期增加2次。"))))
    done = filled(
        "report", "learn", path, "--unit", "X", "--period", "2022-H1", "-o", tmp_path / "t.md", "--format", "json"
    )
    (found,) = [one for one in done.value["left"] if one["words"] == "7次"]
    text = (tmp_path / "t.md").read_text(encoding="utf-8")
    assert '全局讲党课{{ old("7次", "讲党课", like="7次") }}，比上年同期增加{{ old("2次") }}' in text
    assert (found["reason"], found["offered"]) == (
        "台账中示例县局2022年上半年“讲党课”为2次（2条记录）；文中写的是“7次”。",
        '{{ figure("讲党课", like="7次") }}',
    )


def test_words_of_a_comparison_and_of_the_whole_year_are_places_to_look_at(
    filled: Shell, template: Path, tmp_path: Path
) -> None:
    path, out = tmp_path / "旧稿.docx", tmp_path / "t.md"
    path.write_bytes(
        report(paragraph(run("下半年讲党课1次，次数与上年相同。全年讲党课3次，与上年持平，年末全部结束。")))
    )
    learn = ("report", "learn", path, "--unit", "X", "--period", "2022-H2", "-o", out, "--format", "json")
    assert "次数与上年相同" in [one["words"] for one in filled(*learn).value["left"]]
    line = next(one for one in out.read_text(encoding="utf-8").split("\n") if "与上年持平" in one)
    assert '{{ old("次数与上年相同") }}。{{ old("全年", until="year") }}讲党课' in line
    assert line.endswith('，{{ old("与上年持平") }}，{{ old("年末", until="year") }}全部结束。')
    for period, year in (("2023-H1", "全年〔旧数〕讲党课"), ("2023-H2", "全年讲党课")):
        assert year in "".join(words(built(filled, out, period)))


def test_a_line_in_brackets_below_the_title_is_printed_there_and_is_no_part_of_it(
    filled: Shell, template: Path, tmp_path: Path
) -> None:
    path, out = tmp_path / "旧稿.docx", tmp_path / "t.md"
    below = paragraph(run("（2022年6月定稿）"), properties=CENTRE)
    path.write_bytes(report(after_title=below))
    assert filled("report", "learn", path, "--unit", "X", "--period", "2022-H1", "-o", out).code == 0
    settings = out.read_text(encoding="utf-8").split("\n")[1:4]
    assert settings[0] == 'title = "示例县局关于{{ period }}\\n学习教育情况的报告"'
    assert settings[1:] == ["subtitle = \"（{{ old('2022年6月') }}定稿）\"", 'to = "市局"']
    head = ["示例县局关于2022年上半年", "学习教育情况的报告", "（2022年6月定稿）", "市局："]
    assert words(built(filled, out, "2022-H1"))[:4] == head
    assert words(built(filled, out, "2022-H2"))[2] == "（2022年6月〔旧数〕定稿）"
    issue = ("report", "issue", out, "--unit", "X", "--period", "2022-H2", "-o", tmp_path / "报告.docx")
    assert "2 处旧数未核：2022年6月〔旧数〕、5次〔旧数〕" in filled(*issue).err
    assert filled(*issue, "--keep-old", "照旧").code == 0
    assert words(tmp_path / "报告.docx")[2] == head[2]
    (said,) = filled("report", "list", "--format", "json").value
    assert said["title"].replace("\n", "") == "示例县局关于2022年下半年学习教育情况的报告"


def test_a_row_of_totals_is_added_up_where_it_was_the_sum(filled: Shell, template: Path, tmp_path: Path) -> None:
    path, out = tmp_path / "旧稿.docx", tmp_path / "t.md"
    table = "".join(
        f"<w:tr>{''.join(map(cell, row))}</w:tr>"
        for row in (("项目", "次数"), ("中心组学习", "2"), ("讲党课", "2"), ("合计", "4"))
    )
    path.write_bytes(report(f"<w:tbl>{table}</w:tbl>"))
    assert filled("report", "learn", path, "--unit", "X", "--period", "2022-H1", "-o", out).code == 0
    added = 'total(figure("中心组学习", like="2"), figure("讲党课", like="2"), like="4")'
    assert f"| 合计 | {{{{ {added} }}}} |" in out.read_text(encoding="utf-8")
    now = words(built(filled, out, "2022-H2"))
    at = now.index("项目")
    assert now[at : at + 8] == ["项目", "次数", "中心组学习", "3", "讲党课", "1", "合计", "4"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("旧稿.docx", b"", "旧稿.docx 是空文件"),
        ("旧稿.docx", b"PK\x03\x04cut", "旧稿.docx"),
        ("旧稿.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), "旧稿.wps"),
        ("旧稿.txt", "讲党课2次。".encode(), "旧稿.txt"),
    ],
)
def test_a_file_that_is_no_report_is_refused_in_one_line(
    filled: Shell, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = filled("report", "learn", tmp_path / name, "--unit", "X", "--period", "2022-H1", "-o", tmp_path / "t.md")
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert done.err.strip().count("\n") == 0
    assert not list(tmp_path.glob("t.*"))


def test_a_chinese_report_makes_a_chinese_template_in_any_language(filled: Shell, last: Path, tmp_path: Path) -> None:
    learn = ("report", "learn", last, "--unit", "X", "--period", "2022-H1", "-o")
    assert filled(*learn, tmp_path / "zh.md").code == 0
    assert filled("--lang", "en", *learn, tmp_path / "en.md").code == 0
    assert (tmp_path / "en.md").read_text().replace("en.docx", "zh.docx") == (tmp_path / "zh.md").read_text()
