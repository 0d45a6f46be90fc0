"""The catalogue: quantities, labels, kinds of record and figures, and what a typed name means in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from shilu.ledger.catalogue_body import plain, typed
from shilu.ledger.catalogue_names import nearest_names, normalised
from shilu.ledger.catalogue_values import (
    Adds,
    Against,
    Decrease,
    Evidence,
    Fault,
    Figure,
    FigureType,
    Joint,
    Kind,
    KindName,
    KindQuantity,
    Label,
    LabelValue,
    Meaning,
    Per,
    Quantity,
    Sign,
    Target,
    Term,
    Words,
)

__all__ = [
    "Adds",
    "Against",
    "Catalogue",
    "Decrease",
    "Evidence",
    "Fault",
    "Figure",
    "FigureType",
    "Joint",
    "Kind",
    "KindName",
    "KindQuantity",
    "Label",
    "LabelValue",
    "Meaning",
    "Per",
    "Quantity",
    "Sign",
    "Target",
    "Term",
    "Words",
]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Quantities, labels, kinds and figures by key, in the order in which they are shown.

    ``others`` are phrases that name nothing of this catalogue, though they look like it: a reader of texts passes them by.
    """

    quantities: Mapping[str, Quantity] = field(default_factory=dict)
    labels: Mapping[str, Label] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    _titles: dict[str, Kind] = field(init=False, repr=False, compare=False)
    _meanings: dict[str, Meaning] = field(init=False, repr=False, compare=False)
    _figures: dict[str, Figure] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        titles: dict[str, Kind] = {}
        meanings: dict[str, Meaning] = {}
        figures: dict[str, Figure] = {}
        for kind in self.kinds.values():
            titles.setdefault(normalised(kind.title.zh), kind)
            titles.setdefault(normalised(kind.title.en), kind)
        for name, kind in titles.items():
            meanings[name] = Meaning(kind)
        for kind in self.kinds.values():
            for name, meaning in _names_of(kind):
                meanings.setdefault(normalised(name), meaning)
        for figure in self.figures.values():
            for name in (figure.title.zh, figure.title.en, *figure.aliases):
                figures.setdefault(normalised(name), figure)
        for table in (titles, meanings, figures):
            table.pop("", None)
        object.__setattr__(self, "_titles", titles)
        object.__setattr__(self, "_meanings", meanings)
        object.__setattr__(self, "_figures", figures)

    def meaning(self, name: str) -> Meaning | None:
        """What ``name`` stands for in a workbook: a kind's title, alias or name with labels, or a kind's key."""
        found = self._meanings.get(normalised(name))
        if found is None and name in self.kinds:
            return Meaning(self.kinds[name])
        return found

    def figure_named(self, name: str) -> Figure | Meaning | None:
        """What ``name`` asks for: a kind's exact title, else a figure's title or alias, else a kind's name, else a key."""
        wanted = normalised(name)
        if wanted in self._titles:
            return Meaning(self._titles[wanted])
        return self._figures.get(wanted) or self._meanings.get(wanted) or self.keyed(name)

    def nearest(self, name: str, count: int = 3, *, figures: bool = False) -> tuple[str, ...]:
        """The names of ``count`` different kinds (with ``figures`` of figures too) most like ``name``, best first."""
        return nearest_names(name, self._offered(figures=figures), count=count)

    def merged(self, other: "Catalogue") -> "Catalogue":
        """This catalogue with what ``other`` adds or replaces; a label keeps values that ``other`` does not name."""
        labels = dict(self.labels)
        for key, label in other.labels.items():
            labels[key] = _merged_label(labels[key], label) if key in labels else label
        return Catalogue(
            quantities={**self.quantities, **other.quantities},
            labels=labels,
            kinds={**self.kinds, **other.kinds},
            figures={**self.figures, **other.figures},
            others=tuple(dict.fromkeys((*self.others, *other.others))),
        )

    def with_kinds(self, kinds: Iterable[Kind]) -> "Catalogue":
        """This catalogue with ``kinds`` added or replaced."""
        return self.merged(Catalogue(kinds={kind.key: kind for kind in kinds}))

    def body(self) -> dict[str, Any]:
        """Plain JSON that holds all of it, in order; equal catalogues have equal bodies."""
        parts: tuple[tuple[str, Mapping[str, Any]], ...] = (
            ("quantities", self.quantities),
            ("labels", self.labels),
            ("kinds", self.kinds),
            ("figures", self.figures),
        )
        body: dict[str, Any] = {name: [plain(value) for value in part.values()] for name, part in parts}
        return {**body, "others": list(self.others)} if self.others else body

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Self:
        """The catalogue that ``body()`` wrote."""
        forms = {"quantities": Quantity, "labels": Label, "kinds": Kind, "figures": Figure}
        parts = {name: {data["key"]: typed(form, data) for data in body[name]} for name, form in forms.items()}
        return cls(**parts, others=tuple(body.get("others", ())))

    def keyed(self, key: str) -> Figure | Meaning | None:
        """What a key refers to: a figure, a kind, or one quantity of a kind written ``kind.quantity``."""
        if key in self.figures:
            return self.figures[key]
        kind = self.kinds.get(key.partition(".")[0])
        quantity = key.partition(".")[2]
        if kind is None or (quantity and kind.quantity(quantity) is None):
            return None
        return Meaning(kind, quantity=quantity or None)

    def _offered(self, *, figures: bool) -> Iterator[tuple[str, str]]:
        for kind in self.kinds.values():
            yield kind.title.zh, kind.key
            yield kind.title.en, kind.key
            for name, meaning in _names_of(kind):
                pinned = [f"{label}={value}" for label, value in sorted(meaning.labels.items())]
                yield name, " ".join([kind.key, *pinned, *filter(None, [meaning.quantity])])
        if figures:
            for figure in self.figures.values():
                for name in (figure.title.zh, figure.title.en, *figure.aliases):
                    yield name, figure.key


def _names_of(kind: Kind) -> Iterator[tuple[str, Meaning]]:
    for alias in kind.aliases:
        yield alias, Meaning(kind)
    for name in kind.names:
        yield name.name, Meaning(kind, name.labels, name.quantity, name.sign)


def _merged_label(old: Label, new: Label) -> Label:
    values = {value.key: value for value in (*old.values, *new.values)}
    return replace(new, values=tuple(values.values()))
