from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from shilu.figures.pictures.activity import key_svg, shade, sheet_of, sheet_svg
from shilu.figures.pictures.drawing import picture_svg
from shilu.figures.pictures.marks import shortened, width
from shilu.figures.pictures.picture import Picture, Point, Series
from shilu.figures.pictures.scale import Scale, scale_for, scale_top, ticks

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = ("1月", "2月", "3月", "4月")


def point(value: str | None) -> Point:
    return Point(None, "未报") if value is None else Point(Decimal(value), f"{value}次")


def series(name: str, *values: str | None) -> Series:
    return Series(name, tuple(map(point, values)))


def drawn(form, *of: Series, categories=MONTHS, spoken=True, source="") -> etree._Element:
    return etree.fromstring(picture_svg(Picture(form, "例会 <次>", categories, of, source=source), spoken=spoken))


def texts(root: etree._Element) -> list[str]:
    return [one.xpath("string(text()[last()])") for one in root.iter(f"{SVG}text")]


def test_a_picture_is_told_in_words_to_those_who_listen():
    root = drawn("bar", series("2022年", "3", None, "0", "8"))
    assert (root.get("role"), root.get("aria-hidden")) == ("img", None)
    assert root.findtext(f"{SVG}title") == "例会 <次>"
    assert root.findtext(f"{SVG}desc") == "2022年：1月 3次、2月 未报、3月 0次、4月 8次"


def test_a_picture_beside_its_words_is_silent():
    root = drawn("bar", series("2022年", "3", "1", "0", "8"), spoken=False)
    assert (root.get("role"), root.get("aria-hidden")) == (None, "true")
    assert root.find(f"{SVG}desc") is None


def test_nought_is_a_bar_without_height_and_what_was_not_reported_is_none():
    root = drawn("bar", series("2022年", "3", None, "0", "5"))
    assert [float(one.get("height")) for one in root.iter(f"{SVG}rect")] == [120, 0, 200]
    assert texts(root) == ["例会 <次>", "0", "1", "2", "3", "4", "5", *MONTHS, "3次", "未报", "0次", "5次"]


def test_bars_lie_below_each_other_where_their_names_are_long():
    names = ("政治工作办公室", "城关派出所", "交通警察大队", "北塬派出所", "治安管理大队", "办公室")
    root = drawn("bar", series("2022年", *"123456"), series("2021年", *"654321"), categories=names)
    bars = list(root.iter(f"{SVG}rect"))[2:]
    assert len({one.get("height") for one in bars}) == 1
    assert [float(one.get("width")) > 0 for one in bars] == [True] * 12
    assert set(names) <= set(texts(root))


def test_a_name_that_is_too_long_is_cut_and_told_in_full():
    long = "政治工作办公室（机关党委、离退休干部科、警务督察大队）"
    root = drawn("bar", series("2022年", "1", "2"), categories=(long, "办公室"))
    (title,) = [one for one in root.iter(f"{SVG}title") if one.text == long]
    assert title.tail.endswith("…")
    assert width(shortened(long, room=100)) <= 100


def test_less_than_nothing_hangs_below_the_line():
    root = drawn("bar", series("增减", "3", "-7", "0", "1"))
    above, below, *_rest = list(root.iter(f"{SVG}rect"))
    assert float(above.get("y")) + float(above.get("height")) == pytest.approx(float(below.get("y")), abs=0.1)
    assert "-5" in texts(root)


def test_a_line_stops_where_nothing_was_reported():
    root = drawn("line", series("2022年", "3", "4", None, "8"))
    assert [len(one.get("points").split()) for one in root.iter(f"{SVG}polyline")] == [2, 1]
    assert len(list(root.iter(f"{SVG}circle"))) == 3
    assert "未报" in texts(root)


def test_lines_bear_their_names_at_their_ends_and_apart():
    root = drawn("line", series("2022年", *"3458"), series("2021年", *"1238"))
    ends = {one.text: float(one.get("y")) for one in root.iter(f"{SVG}text") if (one.text or "").endswith("年")}
    assert set(ends) == {"2022年", "2021年"}
    assert abs(ends["2022年"] - ends["2021年"]) >= 14


def test_many_points_keep_the_highest_the_lowest_and_the_last_value():
    names = tuple(f"2021-{n:02}" for n in range(40))
    values = [f"{100 + n * 37 % 101}" for n in range(40)]
    root = drawn("line", series("2022年", *values), categories=names)
    shown = [one for one in texts(root) if one.endswith("次")]
    assert sorted(shown) == sorted({f"{max(values)}次", f"{min(values)}次", f"{values[-1]}次"})
    assert len(set(names) & set(texts(root))) < 12


def test_the_source_stands_below():
    root = drawn("bar", series("2022年", *"3458"), source="来源：台账")
    assert texts(root)[-1] == "来源：台账"


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        (("0", "0"), ("0", "1")),
        (("3", "12"), ("0", "20")),
        (("3", "-7"), ("-10", "5")),
        (("3", "-41"), ("-50", "25")),
        (("-3", "-4"), ("-5", "0")),
        ((), ("0", "1")),
    ],
)
def test_the_scale_holds_every_value_and_nought(values, scale):
    found = scale_for(map(Decimal, values))
    assert found == Scale(*map(Decimal, scale))
    assert Decimal(0) in found.ticks()
    assert (found.ticks()[0], found.ticks()[-1]) == (found.low, found.top)


def test_axes_end_at_round_numbers():
    assert [scale_top([Decimal(one)]) for one in ("7", "98.5", "0.4")] == [10, 100, 1]
    assert ticks(Decimal(20)) == [0, 5, 10, 15, 20]


def test_a_calendar_has_a_sheet_a_month_and_a_square_a_day():
    counts = {date(2022, 2, 3): 5, date(2022, 3, 1): 1}
    february = sheet_of(counts, first=date(2022, 2, 1), last=date(2022, 2, 28))
    root = etree.fromstring(sheet_svg(february, peak=5))
    squares = list(root.iter(f"{SVG}rect"))
    assert len(squares) == 28
    # 1 February 2022 is a Tuesday
    assert (squares[0].get("x"), squares[5].get("x"), squares[6].get("x")) == ("16", "91", "1")
    assert [one.findtext(f"{SVG}title") for one in squares[1:3]] == ["2月2日：0 条记录", "2月3日：5 条记录"]
    assert [one.get("class") for one in squares[1:3]] == ["shade-0", "shade-4"]


def test_shades_grow_with_the_count_and_a_single_record_is_light():
    assert [shade(count, peak=1) for count in (0, 1)] == [0, 1]
    assert [shade(count, peak=80) for count in (1, 10, 11, 20, 21, 40, 41, 80)] == [1, 1, 2, 2, 3, 3, 4, 4]
    assert len(list(etree.fromstring(key_svg()).iter(f"{SVG}rect"))) == 5
