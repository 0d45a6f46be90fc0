import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import shilu.lib.dates
from shilu.lib.dates import Days, Unreadable, read_days

WRITTEN = tomllib.loads(Path(shilu.lib.dates.__file__).with_name("written_dates.toml").read_text(encoding="utf-8"))
DAYS = st.dates(min_value=dt.date(1949, 1, 1), max_value=dt.date(2100, 12, 31))
SIGNS = st.text(
    alphabet="0123456789０１５年月日号、，-—.／/至到二三〇十两上下旬中季度半全第周（）() \n前后约每春节底起止:点时TQHW±𠮷²①",
    max_size=24,
)

FORMS = {
    "2022-3-5": lambda d: f"{d.year}-{d.month}-{d.day}",
    "2022-03-05": lambda d: d.isoformat(),
    "2022/3/5": lambda d: f"{d.year}/{d.month}/{d.day}",
    "2022/03/05": lambda d: f"{d:%Y/%m/%d}",
    "2022.3.5": lambda d: f"{d.year}.{d.month}.{d.day}",
    "20220305": lambda d: f"{d:%Y%m%d}",
    "2022年3月5日": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "2022年03月05号": lambda d: f"{d.year}年{d.month:02}月{d.day:02}号",
    "2022 年 3 月 5 日": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "3月5日": lambda d: f"{d.month}月{d.day}日",
    "3.5": lambda d: f"{d.month}.{d.day}",
    "3/5": lambda d: f"{d.month}/{d.day}",
    "22.3.5": lambda d: f"{d.year % 100:02}.{d.month}.{d.day}",
    "二〇二二年三月五日": lambda d: f"{_digits(d.year)}年{_counted(d.month)}月{_counted(d.day)}日",
    "２０２２年３月５日": lambda d: _wide(f"{d.year}年{d.month}月{d.day}日"),
    "3月5日下午": lambda d: f"{d.month}月{d.day}日下午",
    "3月5日（周六）": lambda d: f"{d.month}月{d.day}日（周{'一二三四五六日'[d.weekday()]}）",
    "2022-03-05 09:30:00": lambda d: f"{d.isoformat()} 09:30:00",
    "3月5日9:30-11:00": lambda d: f"{d.month}月{d.day}日9:30-11:00",
}
RANGES = {
    "3.5—3.9": lambda a, b: f"{a.month}.{a.day}—{b.month}.{b.day}",
    "3月5日-3月9日": lambda a, b: f"{a.month}月{a.day}日-{b.month}月{b.day}日",
    "2022年3月5日至2022年3月9日": lambda a, b: f"{a.year}年{a.month}月{a.day}日至{b.year}年{b.month}月{b.day}日",
    "2022.3.5-3.9": lambda a, b: f"{a.year}.{a.month}.{a.day}-{b.month}.{b.day}",
    "2022-03-05~2022-03-09": lambda a, b: f"{a}~{b}",
    "3月5日上午至3月9日下午": lambda a, b: f"{a.month}月{a.day}日上午至{b.month}月{b.day}日下午",
}


def _digits(number):
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _counted(number):
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else "一二三"[tens - 1] + "十") + (
        "零一二三四五六七八九"[ones] if ones else ""
    )


def _wide(text):
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isascii() and sign.isdigit() else sign for sign in text)


def _shown(days):
    span = days.first.isoformat() if days.first == days.last else f"{days.first}/{days.last}"
    return span + (" whole" if days.whole else "")


def _read(case):
    return read_days(case["written"], year=case.get("year"), month=case.get("month"))


@pytest.mark.parametrize("case", WRITTEN["accepted"], ids=lambda case: repr(case["written"]))
def test_written_date_gives_its_days(case):
    assert [_shown(days) for days in _read(case)] == case["gives"]


@pytest.mark.parametrize("case", WRITTEN["refused"], ids=lambda case: repr(case["written"]))
def test_refused_date_names_its_rule(case):
    with pytest.raises(Unreadable) as refused:
        _read(case)
    assert refused.value.key == case["rule"]
    assert case.get("says", "") in refused.value.reason
    assert str(refused.value) == refused.value.reason


def test_written_forms_are_many_and_each_once():
    accepted = [(repr(case["written"]), case.get("year"), case.get("month")) for case in WRITTEN["accepted"]]
    assert len(accepted) >= 60
    assert len(set(accepted)) == len(accepted)
    assert len(WRITTEN["refused"]) >= 40


@given(st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2099, 12, 31)), st.sampled_from(sorted(FORMS)))
def test_any_day_reads_back_from_any_form(day, form):
    assert read_days(FORMS[form](day), year=day.year) == (Days(day, day),)


@given(DAYS.filter(lambda day: day.year < 2100), st.integers(1, 120), st.sampled_from(sorted(RANGES)))
@example(dt.date(1999, 12, 1), 90, "2022.3.5-3.9")
def test_any_range_reads_back_over_new_year_too(first, length, form):
    last = first + dt.timedelta(length)
    assert read_days(RANGES[form](first, last), year=first.year) == (Days(first, last),)


@given(st.lists(DAYS.map(lambda day: day.replace(year=2024, day=min(day.day, 29))), min_size=1, max_size=6))
def test_any_list_in_order_reads_back(days):
    days.sort()
    written = "、".join(f"2024年{day.month}月{day.day}日" for day in days)
    assert read_days(written, year=None) == tuple(Days(day, day) for day in days)


@given(DAYS)
def test_any_month_is_whole(day):
    (found,) = read_days(f"{day.year}年{day.month}月", year=None)
    assert (found.first.day, found.whole) == (1, True)
    assert (found.last + dt.timedelta(1)).day == 1
    assert found.first <= day <= found.last


@given(DAYS)
def test_a_date_value_is_itself(day):
    assert read_days(day, year=None) == (Days(day, day),)
    assert read_days(dt.datetime(day.year, day.month, day.day, 15, 30), year=None) == (Days(day, day),)  # noqa: DTZ001


@given(
    st.one_of(
        SIGNS,
        st.text(max_size=40),
        st.integers(),
        st.floats(),
        st.decimals(),
        st.none(),
        st.booleans(),
        st.binary(max_size=4),
        st.dates(),
        st.datetimes(),
        st.times(),
        st.timedeltas(),
    ),
    st.one_of(st.none(), st.integers(1949, 2100)),
    st.one_of(st.none(), st.integers(1, 12)),
)
@example(Decimal("sNaN"), 2022, None)
@example(10**5000, 2022, None)
@example("1" * 100_000, 2022, None)
def test_reading_raises_nothing_but_unreadable(value, year, month):
    try:
        found = read_days(value, year=year, month=month)
    except Unreadable as refused:
        assert refused.reason  # noqa: PT017
    else:
        assert found
        assert all(days.first.year >= 1949 and days.first <= days.last and days.last.year <= 2101 for days in found)


def test_message_quotes_what_stood_there():
    with pytest.raises(Unreadable) as refused:
        read_days("三楼会议室", year=2022)
    assert refused.value.reason == "“三楼会议室”不是日期，请写成 2022年3月5日 或 3月5日"
