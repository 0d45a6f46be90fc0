from decimal import Decimal

import pytest
from lxml import etree

from papers import number
from shilu.figures.pictures.scale import scale_top, ticks
from shilu.reports.chart_numbers import formatted, series_format
from shilu.reports.charts import chart_svg
from shilu.reports.document import Chart, Series

SVG = "{http://www.w3.org/2000/svg}"


def chart(form, *series: tuple[str, ...]) -> Chart:
    made = tuple(
        Series(f"{2022 - at}年", tuple(number(f"p{at}{n}", shown) for n, shown in enumerate(one)))
        for at, one in enumerate(series)
    )
    return Chart(form, "学习 <次数>", tuple(f"{n + 1}月" for n in range(len(series[0]))), made, measure="次")


@pytest.mark.parametrize("form", ["bar", "line"])
def test_values_stand_on_the_marks(form):
    root = etree.fromstring(chart_svg(chart(form, ("2", "47"), ("3", "15"))))
    words = [one.text for one in root.iter(f"{SVG}text")]
    assert words[0] == "学习 <次数>（次）"
    assert [one for one in words if one in {"2", "47", "3", "15"}] == ["2", "47", "3", "15"]
    assert {"2022年", "2021年", "1月", "2月"} <= set(words)


def test_a_bar_is_as_high_as_its_value():
    root = etree.fromstring(chart_svg(chart("bar", ("25", "50", "100"))))
    heights = [float(one.get("height")) for one in root.iter(f"{SVG}rect")]
    assert heights == [50, 100, 200]


def test_two_series_differ_without_colour():
    bars = etree.fromstring(chart_svg(chart("bar", ("1",), ("2",))))
    assert {one.get("fill") for one in bars.iter(f"{SVG}rect")} == {"#262626", "#d9d9d9"}
    lines = etree.fromstring(chart_svg(chart("line", ("1", "2"), ("2", "1"))))
    assert [one.get("stroke-dasharray") for one in lines.iter(f"{SVG}polyline")] == ["none", "7 4"]


@pytest.mark.parametrize(
    ("most", "top"), [("0", "1"), ("1", "1"), ("7", "10"), ("12", "20"), ("21", "25"), ("98.5", "100"), ("0.4", "1")]
)
def test_the_axis_ends_at_a_round_number(most: str, top: str):
    assert scale_top([Decimal(most)]) == Decimal(top)


@pytest.mark.parametrize(
    ("shown", "code", "written"),
    [
        (("8", "12"), "General", ["8", "12"]),
        (("8次", "12次"), 'General"次"', ["8次", "12次"]),
        (("98.5%", "7.0%"), '0.0"%"', ["98.5%", "7.0%"]),
        (("1,204", "35"), "#,##0", ["1,204", "35"]),
        (("8", "7.5"), "General", ["8", "7.5"]),
        (("8次", "3场"), "General", ["8", "3"]),
    ],
)
def test_one_number_format_writes_a_series_as_it_is_shown(shown, code, written):
    series = Series(
        "2022年", tuple(number(f"p{at}", one, one.strip("次场%").replace(",", "")) for at, one in enumerate(shown))
    )
    assert series_format(series) == code
    assert [formatted(point.binding.value, code) for point in series.points] == written


def test_a_number_that_is_not_shown_has_no_format():
    assert series_format(Series("2022年", (number("p1", "未报"), None))) == "General"
    assert formatted("未报", "General") == "未报"
    assert formatted("5", "_ * #,##0_ ;") == "5"


@pytest.mark.parametrize(
    ("top", "marks"),
    [
        ("1", "0 1"),
        ("2", "0 1 2"),
        ("5", "0 1 2 3 4 5"),
        ("20", "0 5 10 15 20"),
        ("25", "0 5 10 15 20 25"),
        ("100", "0 20 40 60 80 100"),
    ],
)
def test_ticks_are_round(top: str, marks: str):
    assert ticks(Decimal(top)) == [Decimal(one) for one in marks.split()]
