"""What the words around a name make of it: nothing, a label that it pins, or something the catalogue does not know."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from shilu.ledger.catalogue import Catalogue, Figure, Kind
from shilu.ledger.catalogue_names import normalised
from shilu.matching.names import value_names
from shilu.matching.words import split, words

_AND_UP = ("及以上", "以上", "(含)以上")
_OUTLETS = frozenset({"媒体", "主流媒体", "新闻媒体", "报刊", "领导", "刊物", "在", "于", "被", "上", "单位"})
_STRICT = re.compile("(?:级|媒体|头条|头版|等奖|公众号|微博|抖音|快手|视频号)$")
_ISSUED = re.compile("[《<].+?[》>]")

SOFT = 0.93
UNKNOWN = 0.0


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What words around a name pin; ``and_up`` is a label and the lowest of its values, ``weight`` is 0 where unknown.

    ``hints`` are labels that may be meant, ``loose`` says that something unknown stands at a distance.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    and_up: tuple[str, str] | None = None
    weight: float = 1.0
    hints: Mapping[str, str] = field(default_factory=dict)
    loose: bool = False


def before_name(text: str, kind: Kind | None, *, catalogue: Catalogue) -> Narrowed:
    """What the words directly before the name of ``kind`` (or of a figure) say."""
    if not text:
        return Narrowed()
    lists = words()
    plain = lists.verbs | lists.neutral
    if split(text, plain) is not None:
        return Narrowed()
    if split(text, plain | lists.vague) is not None:
        return Narrowed(weight=SOFT, loose=True)
    values = value_names(kind, catalogue) if kind else {}
    up = {name + more: pin for name, pin in values.items() for more in _AND_UP}
    tokens = split(text, plain | values.keys() | up.keys() | _OUTLETS | lists.joining)
    if tokens is None:
        begins = kind is not None and any(normalised(alias).startswith(text) for alias in kind.aliases)
        return Narrowed(weight=0.97) if begins else _of_another_word(text)
    named = [values[token] for token in tokens if token in values]
    pinned = [pin for pin in named if pin[0] not in lists.loose_labels]
    hints = dict(pin for pin in named if pin[0] in lists.loose_labels)
    above = [up[token] for token in tokens if token in up]
    labels = dict(pinned)
    if len(labels) < len(set(pinned)) or len(above) > 1 or not (named or above):
        return Narrowed(weight=UNKNOWN)
    return Narrowed(labels, above[0] if above else None, 0.97, hints)


def _of_another_word(text: str) -> Narrowed:
    """Words that nobody knows: harmless, though not forgotten, where the clause's own act begins behind them."""
    lists = words()
    for at in range(1, len(text)):
        rest = split(text[at:], lists.verbs | lists.neutral)
        if rest and rest[0] in lists.acting:
            return Narrowed(weight=SOFT, loose=True)
    return Narrowed(weight=UNKNOWN)


def pinned_alone(text: str, kind: Kind, *, catalogue: Catalogue) -> Mapping[str, str]:
    """The labels that ``text`` pins where it is made of names of values only (省级媒体); nothing where it is not."""
    found = before_name(text, kind, catalogue=catalogue)
    return found.labels if found.weight and not found.hints and not found.and_up else {}


def after_name(text: str) -> float:
    """How surely a name followed by ``text`` is still the same thing; 0 where it is another."""
    lists = words()
    if not text or split(text, lists.after) is not None:
        return 1.0
    tokens = split(text, lists.after | lists.soft_after) or ()
    # 志愿服务工作 is mostly 志愿服务, but 志愿服务工作会议 is a meeting.
    return SOFT if len([token for token in tokens if token in lists.soft_after]) == 1 else UNKNOWN


def in_clause(context: str, kind: Kind, *, own: str, catalogue: Catalogue) -> Narrowed:
    """What the clause around the name ``own`` says of labels: levels and places in the issue count, others are hints."""
    values = value_names(kind, catalogue)
    around = context.replace(own, "|")
    found: dict[str, set[str]] = {}
    hints: dict[str, str] = {}
    above: set[tuple[str, str]] = set()
    for name in sorted(values, key=len, reverse=True):
        at = around.find(name)
        if at < 0:
            continue
        label, value = values[name]
        rest = around[at + len(name) :].removeprefix("主流").removeprefix("媒体")
        if any(rest.startswith(more) for more in _AND_UP):
            above.add((label, value))
        elif _STRICT.search(name):
            found.setdefault(label, set()).add(value)
        else:
            hints.setdefault(label, value)
        around = around.replace(name, "|")
    labels = {label: next(iter(values)) for label, values in found.items() if len(values) == 1}
    unclear = len(labels) < len(found) or len(above) > 1
    if _ISSUED.search(around) and _names_issuers(kind, catalogue):
        unclear = True
    return Narrowed(labels, next(iter(above), None), 0.6 if unclear else 1.0, hints)


def figure_of_and_up(kind: Kind, above: tuple[str, str], *, catalogue: Catalogue) -> Figure | None:
    """The defined figure that adds up ``kind`` from a label's value upwards."""
    label, value = above
    known = catalogue.labels[label].value(value)
    if known is None:
        return None
    written = {normalised(name) + more for name in (known.title.zh, *known.aliases) for more in _AND_UP}
    for figure in catalogue.figures.values():
        if figure.type != "flow" or {term.kind for term in figure.terms} != {kind.key}:
            continue
        of_label = all(set(term.labels) == {label} for term in figure.terms)
        if of_label and any(normalised(name).startswith(tuple(written)) for name in (figure.title.zh, *figure.aliases)):
            return figure
    return None


def _names_issuers(kind: Kind, catalogue: Catalogue) -> bool:
    """Whether records say by name where they appeared: an open label without listed values."""
    labels = (catalogue.labels.get(key) for key in kind.labels)
    return any(label is not None and label.open and not label.values for label in labels)
