"""A small bureau with a year and a half of records, for the tests of forms."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

import cast
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_toml import grassroots
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import close_period
from shilu.ledger.entry import EntryDraft
from shilu.ledger.operations import post_entries
from shilu.ledger.organising import apply_catalogue, change_organisation
from shilu.ledger.row import Texts
from shilu.lib.canonical import canonical_or_empty
from shilu.lib.periods import parse_period
from shilu.organisation.changes import UnitAdded

UNITS = (
    ("X", "示例县局", "县局", ""),
    ("X01", "政工室", "", "X"),
    ("X02", "城东派出所", "城东所", "X"),
    ("X03", "城西派出所", "城西所", "X"),
)

RECORDS = """
2021-02-01 | X01 | 中心组学习   | times=1 people=12 | 上年第一次学习
2021-06-01 | X01 | 中心组学习   | times=1 people=10 | 上年第二次学习
2022-01-14 | X01 | 中心组学习   | times=1 people=16 | 第一次学习 | place=三楼会议室
2022-02-19 | X01 | 中心组学习   | times=1 people=14 | 第二次学习
2022-06-07 | X01 | 中心组学习   | times=1 people=15 | 第三次学习 | place=大礼堂 remark=邀请专家
2022-03-03 | X02 | 讲党课       | times=1 people=53 | 专题党课一
2022-05-11 | X03 | 讲党课       | times=1 people=40 | 专题党课二
2022-06-20 | X02 | 讲党课       | times=1 people=30 | 专题党课三
2022-01-05 | X02 | 主题党日     | times=1 people=20 | 主题党日一
2022-01-19 | X02 | 主题党日     | times=1 people=21 | 主题党日二
2022-03-10 | X03 | 主题党日     | times=1 people=9  | 主题党日三
2022-04-10 | X02 | 支委会       | times=1           | 支委会一
2022-02-10 | X01 | 省级媒体稿件 | items=2           | 稿件甲
2022-06-10 | X01 | 市级媒体稿件 | items=1           | 稿件乙
2022-06-11 | X01 | 头版头条稿件 | items=1           | 稿件丙
2022-01-25 | X01 | 走访慰问     | times=2 people=6 amount=25000 | 春节慰问
2022-05-01..2022-05-31 | X01 | 谈心谈话 | times=9 people=30
2022-05-04 | X01 | 省级荣誉     | items=1           | 青年文明号
2022-06-30 | X01 | 市级荣誉     | items=1           | 先进集体
2022-06-01..2022-06-30 | X01 | 学习任务 | assigned=40 completed=38
"""


@pytest.fixture
def office(empty_log: None, clerk: Clerk) -> Catalogue:
    """A bureau of four units with its records; the first halves of both years are reported."""
    catalogue = grassroots()
    apply_catalogue(catalogue, clerk=clerk)
    changes = [
        UnitAdded(cast.unit_uuid(code), code, name, short, "", cast.unit_uuid(above) if above else None, cast.FOUNDED)
        for code, name, short, above in UNITS
    ]
    change_organisation(changes, clerk=clerk)
    post_entries([_draft(line.split("|"), catalogue) for line in RECORDS.strip().splitlines()], clerk=clerk)
    for period in ("2021-H1", "2022-H1"):
        close_period(cast.unit_uuid("X"), period=parse_period(period), clerk=clerk)
    return catalogue


def _draft(cells: Sequence[str], catalogue: Catalogue) -> EntryDraft:
    days, unit, name, counts, *words = (cell.strip() for cell in cells)
    first, _dots, last = days.partition("..")
    meaning = catalogue.meaning(name)
    assert meaning is not None, name
    details = dict(pair.split("=") for pair in words[1].split()) if len(words) > 1 else {}
    return EntryDraft(
        kind=meaning.kind.key,
        unit=cast.unit_uuid(unit),
        first=date.fromisoformat(first),
        last=date.fromisoformat(last or first),
        whole=bool(last),
        labels=dict(meaning.labels),
        quantities={key: Decimal(amount) for key, amount in (pair.split("=") for pair in counts.split())},
        texts=Texts(title=words[0] if words else "", details=canonical_or_empty(details)),
    )
