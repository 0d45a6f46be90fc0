import re
from datetime import date

import pytest
from lxml import html

import cast
from papers import ISSUE, ISSUED, SETTINGS, SHOWN, paper
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.clerk import Clerk
from shilu.ledger.queries import position, structure_at
from shilu.lib.periods import BodyCalendar, parse_period
from shilu.reports.compose import compose
from shilu.reports.html import write_html


def test_an_html_paper_needs_nothing_beside_it_and_runs_nothing():
    text = write_html(paper(ISSUED), issue=ISSUE)
    root = html.document_fromstring(text)
    assert not root.xpath("//script | //link | //img | //iframe | //object | //@src | //@href | //@onload")
    assert "url(" not in text
    assert "@import" not in text
    assert "@media print" in text


def test_every_number_is_a_data_element_with_its_value_and_a_title():
    root = html.document_fromstring(write_html(paper(), issue=ISSUE))
    found = {one.get("data-id"): one for one in root.iter("data")}
    assert {key: found[key].text for key in SHOWN} == SHOWN
    assert found["n4"].get("value") == "98.5"
    assert found["n11"].get("value") == ""
    assert found["n1"].get("data-figure") == "grassroots/study"
    assert found["n1"].get("title") == "中心组学习：中心组学习的合计\n示例县公安局，2022年上半年"


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2022-04-01/2022-05-31", "2022年4月1日至5月31日"),
        ("2022-03-26/2022-05-25", "2022年4—5月"),
        ("2022-06..2022-05-30", "2022年6月（截至5月30日）"),
    ],
)
def test_the_period_of_a_number_is_told_in_the_months_of_the_body(
    bureau: cast.Bureau, catalogue: Catalogue, clerk: Clerk, name: str, told: str
):
    body = BodyCalendar(month_starts_on=26)
    draft = compose(
        '{{ figure("例会") }}', name="月报.md", unit=structure_at().units[bureau["X02"]],
        period=parse_period(name, calendar=body), at=position(), calendar=body, today=date(2022, 7, 4),
    )  # fmt: skip
    (found,) = html.document_fromstring(write_html(draft.document)).iter("data")
    assert found.get("title", "").splitlines()[1].endswith(f"，{told}")


@pytest.mark.django_db
@pytest.mark.database
def test_a_number_tells_where_one_rests_on_it_what_it_counts_and_as_of_when(
    bureau: cast.Bureau, catalogue: Catalogue, clerk: Clerk
):
    seqs = cast.post(
        "2022-06-01 | X02 | meeting | times=1 people=20\n2022-06-02 | X02 | meeting | times=1", clerk=clerk
    )
    draft = compose(
        '{{ figure("例会") }}{{ figure("例会", quantity="people") }}', name="月报.md",
        unit=structure_at().units[bureau["X02"]], period=parse_period("2022-06"), at=seqs[-1], calendar=BodyCalendar(),
        today=date(2022, 7, 4),
    )  # fmt: skip
    times, people = html.document_fromstring(write_html(draft.document)).iter("data")
    assert times.get("title", "").splitlines()[1:] == ["城东所，2022年6月", "取数时点 2022-07-04 09:30", "2 条记录"]
    assert people.get("title", "").splitlines()[0].startswith("例会：")
    assert people.get("title", "").splitlines()[-1] == "1 条记录"


def test_a_clean_html_has_no_bindings():
    text = write_html(paper(ISSUED), clean=True)
    assert not re.search(r"<data|data-|<template|grassroots", text)
    assert "组织中心组学习8次" in text


def test_headings_keep_their_levels():
    root = html.document_fromstring(write_html(paper()))
    assert [one.text_content() for one in root.xpath("//h1")] == ["示例县公安局关于2022年上半年政治工作情况的报告"]
    assert [one.text_content() for one in root.xpath("//h2")] == ["一、抓学习教育", "二、存在的问题"]
    assert [one.text_content() for one in root.xpath("//h3")] == ["（一）理论学习", "（二）获奖情况"]


def test_words_of_a_template_cannot_become_elements():
    text = write_html(paper({**SETTINGS, "to": "'<script>alert(1)</script>'"}, "甲<img src=x>乙"))
    assert "<script" not in text
    assert "<img" not in text
    assert "甲&lt;img src=x&gt;乙" in text


def test_the_chart_is_drawn_and_said():
    root = html.document_fromstring(write_html(paper()))
    (figure,) = root.iter("figure")
    assert figure.find("svg").get("aria-hidden") == "true"
    assert [one.text_content() for one in figure.iter("p")] == [
        "中心组学习（次）",
        "2022年：4月：2，5月：4，6月：2，",
        "2021年：4月：1，6月：3，",
    ]
