"""All names of a catalogue by the form in which they are compared, with what each stands for."""

from collections.abc import Iterator
from functools import cached_property

from shilu.ledger.catalogue import Catalogue, Figure, Kind, Meaning
from shilu.ledger.catalogue_names import normalised
from shilu.ledger.catalogue_values import Label

Named = Figure | Meaning

_LEAST = 2  # signs of a name that is looked for inside a phrase


class Names:
    """An index of one catalogue, made once and asked often."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._named = {normalised(name): found for name in _all(catalogue) if (found := catalogue.figure_named(name))}
        self._named.pop("", None)
        self.longest = max(map(len, self._named), default=0)

    def exact(self, text: str) -> Named | None:
        """What the normalised ``text`` is the name of."""
        return self._named.get(text)

    def inside(self, text: str) -> Iterator[tuple[int, int, Named]]:
        """Start, end and meaning of every name within the normalised ``text``."""
        for start in range(len(text)):
            for end in range(start + _LEAST, min(len(text), start + self.longest) + 1):
                named = self._named.get(text[start:end])
                if named is not None:
                    yield start, end, named

    def is_general(self, text: str, named: Named) -> bool:
        """Whether a short name is also how titles of other kinds end (宣讲: 反诈宣讲, 法治宣讲), and so says little."""
        if len(text) > _LEAST or not isinstance(named, Meaning):
            return False
        titles = {kind.key: normalised(kind.title.zh) for kind in self.catalogue.kinds.values()}
        return titles[named.kind.key] != text and any(
            title.endswith(text) for key, title in titles.items() if key != named.kind.key
        )

    def around(self, text: str) -> Iterator[tuple[str, Named]]:
        """Every name that holds ``text``, or shares two neighbouring signs with it."""
        pairs = {text[at : at + 2] for at in range(len(text) - 1)}
        near = {name for pair in pairs for name in self._by_pair.get(pair, ())}
        for name in sorted(near):
            yield name, self._named[name]

    @cached_property
    def _by_pair(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._named:
            for pair in {name[at : at + 2] for at in range(len(name) - 1)}:
                found.setdefault(pair, []).append(name)
        return found

    def title_of(self, named: Named) -> str:
        """The title of what a name stands for, in the form in which names are compared."""
        return normalised(named.title.zh if isinstance(named, Figure) else named.kind.title.zh)


def names_of(figure: Figure, catalogue: Catalogue) -> frozenset[str]:
    """The names that offices give to what ``figure`` counts: those of its kind, or its own."""
    kind = catalogue.kinds.get(figure.key)
    if kind is None:
        return frozenset((figure.title.zh, *figure.aliases))
    return frozenset((kind.title.zh, *kind.aliases, *(one.name for one in kind.names)))


def value_names(kind: Kind, catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    """The names of the label values that records of ``kind`` may carry, as label and value; the first label has a name."""
    found: dict[str, tuple[str, str]] = {}
    for key in kind.labels:
        label = catalogue.labels.get(key)
        for name, value in _values(label) if label else ():
            found.setdefault(name, (key, value))
    return found


def _values(label: Label) -> Iterator[tuple[str, str]]:
    for value in label.values:
        for name in (value.title.zh, value.title.en, *value.aliases):
            if len(normalised(name)) >= _LEAST:
                yield normalised(name), value.key


def _all(catalogue: Catalogue) -> Iterator[str]:
    for kind in catalogue.kinds.values():
        yield from (kind.title.zh, kind.title.en, *kind.aliases, *(name.name for name in kind.names))
    for figure in catalogue.figures.values():
        yield from (figure.title.zh, figure.title.en, *figure.aliases)
