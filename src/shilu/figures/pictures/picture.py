"""What a picture shows, before it is drawn: series of points over categories, each point with the words that stand on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from shilu.lib.enumerating import enumerated, in_clauses

Form = Literal["bar", "line"]


@dataclass(frozen=True, slots=True)
class Point:
    """A value with the words that stand on its mark; without a value the words alone, such as "not reported"."""

    value: Decimal | None
    words: str


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars: a point for each category."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars or lines; ``source`` stands below and says where the numbers come from."""

    form: Form
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    source: str = ""

    def described(self) -> str:
        """The picture in words, for those who hear it."""
        lines = [f"{series.name}{_(': ')}{enumerated(_told(self.categories, series))}" for series in self.series]
        return in_clauses(lines)


def _told(categories: Sequence[str], series: Series) -> Iterator[str]:
    for category, point in zip(categories, series.points, strict=True):
        yield f"{category} {point.words}"
