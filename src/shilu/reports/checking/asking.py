"""What the records say to a match: the figure of its unit and period, the unit's own part, its months, its records."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from shilu.figures.names import Asked, own_figure
from shilu.figures.queries import ask, entries_behind
from shilu.figures.reading import Reading, Scope
from shilu.figures.result import Result, plain
from shilu.lib.period import Period


@dataclass(slots=True)
class Books:
    """One position of the ledger that is asked many questions."""

    reading: Reading

    def answer(self, asked: Asked, *, unit: UUID, period: Period) -> Result:
        """The figure of the unit and all below it."""
        (result,) = ask([self._name(asked)], unit=unit, period=period, labels=asked.labels, reading=self.reading)
        return result

    def own(self, asked: Asked, *, unit: UUID, period: Period) -> Result | None:
        """The figure of what the unit itself recorded, where there are units below it."""
        parts = ask([self._name(asked)], unit=unit, period=period, labels=asked.labels, by="unit", reading=self.reading)
        return next((part for part in parts if part.own), None)

    def months(self, asked: Asked, *, unit: UUID, period: Period) -> list[Result]:
        """The figure of each month."""
        return ask([self._name(asked)], unit=unit, period=period, labels=asked.labels, by="month", reading=self.reading)

    def entries(self, result: Result) -> tuple[int, ...]:
        """The records behind a value; none where the value is not told."""
        if result.hidden:
            return ()
        return tuple(
            entries_behind(
                result.figure,
                quantity=result.quantity,
                labels=dict(result.labels),
                unit=result.unit,
                period=result.period,
                reading=self.reading,
            )
        )

    def is_covered(self, *, unit: UUID, period: Period) -> bool:
        """Whether anybody reported anything of the unit's days in ``period``."""
        return self.reading.coverage(Scope(self.reading.ids[unit]), period).status != "none"

    def tells_apart(self, asked: Asked) -> bool:
        """Whether records of the kinds carry each label that is pinned, so that its absence says something."""
        return all(
            any(self.reading.label_values(term.kind, label) - {""} for term in asked.figure.terms)
            for label in asked.labels
        )

    def narrowed(self, asked: Asked, labels: Mapping[str, str]) -> Asked:
        """The same for records with further labels."""
        return replace(asked, labels={**asked.labels, **labels})

    def widened(self, asked: Asked, label: str) -> Asked:
        """The same for records with any value of a pinned label."""
        return replace(asked, labels={key: value for key, value in asked.labels.items() if key != label})

    def is_quantity(self, words: str) -> bool:
        """Whether ``words`` only say how something is counted (场次), and not what."""
        quantities = self.reading.catalogue.quantities.values()
        return any(words in {str(one.title), one.measure} for one in quantities)

    def first_quantity(self, asked: Asked) -> Asked | None:
        """What a kind counts first, where ``asked`` is another of its quantities."""
        kind = self.reading.catalogue.kinds.get(asked.figure.key)
        if kind is None or kind.first.key == asked.figure.quantity:
            return None
        return replace(asked, figure=own_figure(kind, kind.first.key))

    def _name(self, asked: Asked) -> str:
        figure = asked.figure
        return f"{figure.key}.{figure.quantity}" if figure.key in self.reading.catalogue.kinds else figure.key


def exact_value(result: Result) -> Decimal | None:
    """The value; a quotient anew from its parts, since what is shown is rounded."""
    if result.numerator is not None and result.denominator:
        return result.numerator / result.denominator
    return None if result.value is None else plain(result.value)
