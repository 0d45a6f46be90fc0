"""Days on which things happen, flat in February and heaped in late June, and the forms in which clerks write them."""

from calendar import monthrange
from datetime import date
from random import Random

from county_maker.cast import TODAY

_WEIGHTS = {1: 1.0, 2: 0.25, 3: 1.0, 4: 1.0, 5: 1.1, 6: 1.9, 7: 0.8, 8: 0.7, 9: 1.0, 10: 0.9, 11: 1.1, 12: 1.5}
HALVES = ((2025, 1), (2025, 7), (2026, 1))


def some_day(random: Random, *, year: int, first_month: int, last_month: int) -> date:
    """A working day between the months, before today."""
    months = range(first_month, last_month + 1)
    while True:
        month = random.choices(months, [_WEIGHTS[month] for month in months])[0]
        day = day_in(random, year=year, month=month)
        if day < TODAY:
            return day


def day_in(random: Random, *, year: int, month: int) -> date:
    """A working day of the month; those of June mostly lie in its last ten days."""
    while True:
        late = month == 6 and random.random() < 0.6
        day = date(year, month, random.randint(20 if late else 1, monthrange(year, month)[1]))
        if day.weekday() < 5:
            return day


def written(random: Random, day: date) -> object:
    """The day as somebody wrote it, in a sheet whose title names the year."""
    part = random.choice(("上午", "下午"))
    forms: tuple[object, ...] = (
        day,
        day,
        day,
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month:02}/{day.day:02}",
        f"{day.month}月{day.day}日",
        f"{day.month}月{day.day}日{part}",
        f"{day:%Y%m%d}",
    )
    return random.choice(forms)


def ordinal(number: int) -> str:
    """一 to 九十九."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (digits[ones] if ones else "")
