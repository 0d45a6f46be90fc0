"""What a judged number was surely found to mean, for the rules that compare numbers of one text."""

from collections.abc import Hashable
from dataclasses import dataclass

from shilu.reports.checking.verdict import Judged


@dataclass(frozen=True, slots=True)
class Meant:
    """The figure, quantity, labels, unit, days and value of the records as one key; its title; whether the number holds."""

    figure: tuple[Hashable, ...]
    title: str
    holds: bool


def meant_by(judged: Judged) -> Meant | None:
    """What a number means; None where the verdict left that open, or where it is a change of the figure."""
    if judged.verdict not in {"supports", "differs"} or judged.period is None or judged.is_change:
        return None
    days = (judged.period.first, judged.period.last)
    labels = tuple(sorted(judged.labels.items()))
    # A unit's own part and the sum with the units below it are told apart by their values alone.
    figure = (judged.figure, judged.quantity, labels, judged.unit, *days, judged.recorded)
    return Meant(figure, judged.title, judged.verdict == "supports")
