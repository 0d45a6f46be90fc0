"""What the fictional bureau did, counted from what its workbooks state: the truth that its papers are written from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from county_maker.cast import BRANCHES, BRIGADES, stations_on
from county_maker.events import Event, table

_STOCKS = {"警营图书室": ("新建图书室", "撤销图书室"), "兴趣小组": ("新组建兴趣小组", "解散兴趣小组")}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was done, of one kind; ``label`` is the level of a medium or of an honour."""

    day: date
    kind: str
    count: int = 1
    people: int = 0
    amount: int = 0
    label: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was done, and the years that were stated as a whole before there were records."""

    done: Sequence[Fact]
    opening: Sequence[Mapping[str, Any]]
    heads: Mapping[str, int]

    @classmethod
    def of(cls, stated: Iterable[Fact], events: Iterable[Event], tour: Mapping[str, Any], *, staff: int) -> Self:
        """Everything that is in the ledger on the tour's day.

        An event that several units recorded counts once, what came in late is there, and corrections are made.
        """
        joint = {(one["day"], one["title"]) for one in tour["joined"]}
        mended = {(one["day"], one["title"]): one["counts"] for one in tour["corrected"]}
        rows: list[Fact] = []
        met: set[tuple[date, str, str]] = set()
        for event in events:
            key, named = (event.day, event.title), (event.day, event.title, event.kind)
            if event.struck or (key in joint and named in met):
                continue
            met.add(named)
            counts = {"times": event.count, "people": event.people or 0, **mended.get(key, {})}
            rows.append(Fact(event.day, event.kind, count=counts["times"], people=counts["people"], title=event.title))
        rows += [*stated, *(_late(one) for one in tour["late"])]
        return cls(rows, table("fixed.toml")["opening"], {"在职人员": staff})

    def after(self, issued: Mapping[str, Any]) -> Self:
        """The same with what came after the report was issued."""
        told = issued["corrected"]
        done = [
            fact
            if (fact.day, fact.title) != (told["day"], told["title"])
            else Fact(fact.day, fact.kind, count=fact.count, people=told["counts"]["people"], title=fact.title)
            for fact in self.done
        ]
        return type(self)([*done, *(_late(one) for one in issued["late"])], self.opening, self.heads)

    def value(self, kind: str, *, period: str, quantity: str = "", label: str = "") -> Decimal:
        """The sum of a kind in ``2025-H2`` or ``2025``; a stock or a number of units on its last day."""
        first, last = _days(period)
        if kind in _STOCKS:
            up, down = (
                sum(fact.count for fact in self.done if fact.kind == one and fact.day <= last) for one in _STOCKS[kind]
            )
            (opening,) = [one["count"] for one in self.opening if one["kind"] == kind]
            return Decimal(opening + up - down)
        standing = {"派出所": stations_on(last), "大队": BRIGADES, "党支部": BRANCHES}
        if kind in standing:
            return Decimal(len(standing[kind]))
        if kind in self.heads:
            return Decimal(self.heads[kind])
        whole = [one for one in self.opening if one["kind"] == kind and one["when"] == f"{period}年"]
        if whole:
            return Decimal(whole[0]["people" if quantity == "people" else "count"])
        return self._sum(kind, first=first, last=last, quantity=quantity, label=label)

    def _sum(self, kind: str, *, first: date, last: date, quantity: str = "", label: str = "") -> Decimal:
        found = [
            fact for fact in self.done if fact.kind == kind and first <= fact.day <= last and label in ("", fact.label)
        ]
        if not found:
            raise ValueError(f"nothing of {kind} from {first} to {last}")
        return Decimal(sum(getattr(fact, quantity or "count") for fact in found))


def _late(told: Mapping[str, Any]) -> Fact:
    counts = told["counts"]
    count = counts.get("times", counts.get("items", 1))
    return Fact(told["day"], told["kind"], count=count, people=counts.get("people", 0), title=told["title"])


def _days(period: str) -> tuple[date, date]:
    year, _dash, half = period.partition("-")
    first = date(int(year), 7 if half == "H2" else 1, 1)
    return first, date(int(year), 6, 30) if half == "H1" else date(int(year), 12, 31)
