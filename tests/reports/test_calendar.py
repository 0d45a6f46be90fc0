"""A calendar of activity in a paper: bound month by month, drawn alike in HTML and Word, and verified."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import cast
from drafts import BY, RECORDS, SETTING, changed, document
from shilu.ledger.clerk import Clerk
from shilu.lib.errors import Refused
from shilu.lib.periods import GREGORIAN, parse_period
from shilu.reports.drafting.operations import begin_paper, draft_file, finish_paper, move_paper
from shilu.reports.drafting.stages import Act
from shilu.reports.models import Paper
from shilu.reports.verify import verify_paper

pytestmark = pytest.mark.database

MORE = """
2022-02-19 | X02 | meeting | times=1 people=4 | 第三次
2022-02-20 | X02 | meeting | times=1 people=4 | 第四次
"""


def paper(call: str, *, period: str = "2022-Q1") -> Paper:
    return begin_paper(
        f"# 情况\n\n{{{{ {call} }}}}\n\n完。",
        template="情况.md",
        layout=None,
        unit=cast.unit_uuid("X"),
        period=parse_period(period),
        setting=SETTING,
        by=BY,
    )


@pytest.fixture
def calendar(bureau: cast.Bureau, clerk: Clerk) -> Paper:
    cast.post(RECORDS + MORE, clerk=clerk)
    return paper('chart("例会", form="calendar")')


def test_each_month_says_its_number_above_its_days(calendar: Paper) -> None:
    page = draft_file(calendar, form="html", setting=SETTING, by=BY).decode()
    cells = re.findall(r"<td class=centre>(.*?)</td>", page, flags=re.DOTALL)
    told = [re.sub(r"<svg.*?</svg>|<[^>]+>", "", one, flags=re.DOTALL) for one in cells]
    assert told == ["1月 1次", "2月 3次", "3月 —"]
    assert [one.count("<rect") for one in cells] == [31, 28, 31]
    assert [re.findall(r'shade-[1-4]"[^>]*><title>([^<]+)', one) for one in cells] == [
        ["1月14日：1 条记录"],
        ["2月19日：2 条记录", "2月20日：1 条记录"],
        [],
    ]
    assert "例会（逐日）" in page


def test_word_shades_the_same_days(calendar: Paper) -> None:
    xml = document(draft_file(calendar, form="docx", setting=SETTING, by=BY))
    fills = re.findall(r'<w:shd [^>]*w:fill="(\w+)"', xml)
    assert (len(fills), fills.count("FFFFFF"), len(set(fills))) == (90, 87, 3)


def test_it_is_verified_like_every_number(calendar: Paper, clerk: Clerk, tmp_path: Path) -> None:
    for act in (Act.HAND_IN, Act.PASS, Act.SIGN):
        move_paper(calendar, act, by=BY)
    final = finish_paper(Paper.objects.get(), setting=SETTING, clerk=clerk, by=BY)
    for kept in final.files.all():
        path = tmp_path / f"{kept.form}.{'html' if kept.form == 'html' else 'docx'}"
        path.write_bytes(bytes(kept.content))
        found = verify_paper(path, calendar=GREGORIAN)
        assert {one.state for one in found.numbers} == {"same"}, kept.form
        assert [one.issued for one in found.numbers][:2] == ["1次", "3次"]
    edited = tmp_path / "改.docx"
    edited.write_bytes(changed((tmp_path / "docx.docx").read_bytes(), (">3次<", ">9次<")))
    assert [one.issued for one in verify_paper(edited, calendar=GREGORIAN).numbers if one.state == "edited"] == ["3次"]


@pytest.mark.parametrize(
    ("call", "why"),
    [
        ('chart("谈心谈话", form="calendar")', "没有可以画成日历的日期"),
        ('chart("例会", "稿件", form="calendar")', "只画一个统计项目"),
        ('chart("例会", form="pie")', "calendar（日历）"),
    ],
)
def test_what_cannot_be_drawn_is_refused(bureau: cast.Bureau, clerk: Clerk, call: str, why: str) -> None:
    cast.post(RECORDS, clerk=clerk)
    with pytest.raises(Refused, match=why):
        paper(call)


def test_the_word_file_opens_as_a_package(calendar: Paper) -> None:
    word = draft_file(calendar, form="clean", setting=SETTING, by=BY)
    assert zipfile.ZipFile(BytesIO(word)).testzip() is None
