"""The rows of the office ledger: drawn from the table of events, and those that the tour speaks of."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from county_maker.cast import units_of
from county_maker.days import HALVES, day_in, ordinal, some_day

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Event:
    """One row: ``expected`` are those who should have come, ``written`` the day where it stands in a form of its own."""

    day: date
    unit: str
    kind: str
    title: str
    count: int
    measure: str
    people: int | None = None
    expected: int | None = None
    place: str = ""
    written: str = ""
    struck: bool = False


def table(name: str) -> dict[str, Any]:
    """One of the data files beside this module."""
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


def events(random: Random) -> list[Event]:
    """All rows of eighteen months in the order of their days."""
    drawn = [event for told in table("events.toml")["event"] for event in _drawn(random, told)]
    stated = table("fixed.toml")
    drawn += [event for record in stated["record"] for event in _stated(record)]
    drawn += [Event(**row, count=1, struck=True) for row in stated["struck"]]
    drawn.sort(key=lambda event: (event.day, event.title))
    return _numbered(drawn)


def _drawn(random: Random, told: dict[str, Any]) -> Iterator[Event]:
    for (year, first), rows in zip(HALVES, told["rows"], strict=True):
        last = 5 if told.get("outside_june_2026") and (year, first) == (2026, 1) else first + 5
        for row in range(rows):
            if told.get("every_month"):
                day = date(year, first + row, random.choice((25, 26, 27)))
            else:
                day = some_day(random, year=year, first_month=first, last_month=last)
            yield _event(random, told, day)


def _event(random: Random, told: dict[str, Any], day: date) -> Event:
    kind = random.choice(told.get("typed", [told["kind"]]))
    expected = told.get("expected")
    people = random.randint(*told["people"]) if "people" in told else None
    return Event(
        day=day,
        unit=random.choice(units_of(told["by"], day=day)),
        kind=kind,
        title=random.choice(told["titles"]).replace("{kind}", kind),
        count=random.randint(*told["count"]) if "count" in told else 1,
        measure=told["measure"],
        people=people,
        expected=max(expected, people) if expected and people else None,
        place=random.choice(told.get("places", [""])),
    )


def _stated(record: dict[str, Any]) -> Iterator[Event]:
    people = record.get("people", [None] * len(record["units"]))
    for unit, present in zip(record["units"], people, strict=True):
        for kind in record["kinds"]:
            yield Event(
                record["day"],
                unit,
                kind,
                record["title"],
                record.get("count", 1),
                record["measure"],
                present,
                place=record.get("place", ""),
                written=record.get("written", ""),
            )


def _numbered(drawn: list[Event]) -> list[Event]:
    counts: dict[tuple[str, int], int] = defaultdict(int)
    found = []
    for event in drawn:
        if "{n}" in event.title:
            counts[event.kind, event.day.year] += 1
            number = ordinal(counts[event.kind, event.day.year])
            found.append(replace(event, title=event.title.replace("{n}", number)))
        else:
            found.append(event)
    return found


def station_days(random: Random, *, year: int, month: int, most: int) -> list[date]:
    """Up to ``most`` days of a month, in order."""
    return sorted({day_in(random, year=year, month=month) for _each in range(random.randint(2, most))})
