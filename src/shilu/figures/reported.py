"""Whether a unit's period was reported, and who is missing: the last word about a unit and a day holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shilu.figures.result import Status
from shilu.figures.trees import Forest, Trees
from shilu.lib.day_numbers import day_number

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Word:
    """That somebody confirmed (or took back) that a unit and all below it reported the days from first to last."""

    unit: int
    reported: bool
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Life:
    """The days of a unit: from ``started`` on, and no more from ``ended`` on."""

    started: date
    ended: date | None

    def lasts(self, day: date) -> bool:
        """Whether the unit exists on ``day``."""
        return self.started <= day and (self.ended is None or day < self.ended)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a period is reported; ``missing`` are the uppermost units of which no part reported all of it.

    ``late`` are those of the missing that had reported some days before the period's end: a unit that never closed
    anything yet is missing, but not late. ``ahead`` where there are days of which nobody reported and nobody had to yet.
    """

    status: Status
    missing: tuple[int, ...] = ()
    late: tuple[int, ...] = ()
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Organisation:
    """What coverage is judged by: the words in their order, the trees of each day, and how long units lasted."""

    words: Sequence[Word]
    trees: Trees
    lives: Mapping[int, Life]


def coverage(
    unit: int,
    *,
    first: date,
    last: date,
    over: date | None,
    organisation: Organisation,
    shape: Trees,
    own: bool = False,
    under: int | None = None,
) -> Coverage:
    """How far the days from ``first`` to ``last`` are reported for the subtree that ``unit`` has in ``shape``.

    A unit with units below it is reported when they all are; ``own`` asks for the unit alone, ``under`` for the days on
    which it stood directly below that one. A word about a unit reaches whoever stood below it on the day in question.
    Of days on which a unit was not there nothing is asked; where it was on none, and nobody spoke of it, nobody is missing.
    Nor is anybody on days behind ``over``, up to which all could have reported; without it that was no day.
    """
    leaves: set[int] = set()
    uncovered: set[int] = set()
    covered = asked = ahead = False
    for day in _sample_days(first, last, over, organisation):
        due = over is not None and day <= over
        if under is not None and shape.on(day_number(day)).parents[unit] != under:
            continue
        confirmed = _confirmed(day, organisation)
        for leaf in [unit] if own else _leaves(unit, day, shape.on(day_number(day)), organisation.lives):
            if confirmed[leaf]:
                covered, asked = True, asked or due
                leaves.add(leaf)
            elif not organisation.lives[leaf].lasts(day):
                continue
            elif due:
                uncovered.add(leaf)
                leaves.add(leaf)
            else:
                ahead = True
    if not uncovered:
        whole = asked or not ahead
        return Coverage(("reported" if whole else "partial") if covered else "none", ahead=ahead)
    forest = shape.on(day_number(last))
    missing = tuple(_uppermost(unit, forest, leaves=leaves, uncovered=uncovered))
    early = {leaf for leaf in uncovered if _reported_before(leaf, last, organisation)}
    late = tuple(one for one in missing if not early.isdisjoint(forest.subtree(one)))
    return Coverage("partial" if covered else "none", missing, late, ahead)


def _sample_days(first: date, last: date, over: date | None, organisation: Organisation) -> list[date]:
    """One day of each stretch of the period in which nothing changes."""
    turns = {first} if over is None else {first, over + _DAY}
    for word in organisation.words:
        turns.update((word.first, word.last + _DAY))
    for life in organisation.lives.values():
        turns.add(life.started)
        if life.ended is not None:
            turns.add(life.ended)
    days = {day_number(turn) for turn in turns} | set(organisation.trees.starts)
    start, stop = day_number(first), day_number(last)
    return [date(day // 10_000, day // 100 % 100, day % 100) for day in sorted(days) if start <= day <= stop]


def _confirmed(day: date, organisation: Organisation) -> dict[int, bool]:
    """For each unit whether the last word that reaches it on ``day`` says that it reported."""
    words: dict[int, tuple[int, bool]] = {}
    for at, word in enumerate(organisation.words):
        if word.first <= day <= word.last:
            words[word.unit] = (at, word.reported)
    forest = organisation.trees.on(day_number(day))
    reaching: dict[int, tuple[int, bool]] = {}
    silence = (-1, False)
    for unit in forest.order:
        parent = forest.parents[unit]
        above = silence if parent is None else reaching[parent]
        reaching[unit] = max(words.get(unit, silence), above)
    return {unit: said for unit, (_at, said) in reaching.items()}


def _leaves(unit: int, day: date, forest: Forest, lives: Mapping[int, Life]) -> list[int]:
    """The units of the subtree that exist on ``day`` and have none below them that do; at least ``unit`` itself."""
    below = forest.subtree(unit)
    alive = [one != unit and lives[one].lasts(day) for one in below]
    running = forest.prefix(alive)
    offset = forest.place[unit]
    found = [
        one
        for at, one in enumerate(below)
        if alive[at] and running[forest.end[offset + at] - offset] == running[at] + 1
    ]
    return found or [unit]


def _uppermost(unit: int, forest: Forest, *, leaves: set[int], uncovered: set[int]) -> Iterable[int]:
    """The highest units below ``unit`` whose leaves are all uncovered; ``unit`` itself where it is a leaf."""
    below = leaves.intersection(forest.subtree(unit))
    if not below or below == {unit}:
        if uncovered:
            yield unit
        return
    for child in forest.children(unit):
        inside = leaves.intersection(forest.subtree(child))
        if inside and inside <= uncovered:
            yield child
        elif inside & uncovered:
            yield from _uppermost(child, forest, leaves=leaves, uncovered=uncovered)


def _reported_before(leaf: int, last: date, organisation: Organisation) -> bool:
    """Whether any day up to ``last`` was ever confirmed for the unit."""
    return any(
        word.reported and word.first <= last and _reaches(word, leaf, last, organisation.trees)
        for word in organisation.words
    )


def _reaches(word: Word, leaf: int, last: date, trees: Trees) -> bool:
    first, until = day_number(word.first), day_number(min(word.last, last))
    days = [first, *(day for day in trees.starts if first < day <= until)]
    return any(word.unit in trees.on(day).chain(leaf) for day in days)
