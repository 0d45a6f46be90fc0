"""A typed name becomes the figures it asks for; a kind's own figures need no definition in the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Figure, Kind, Meaning, Term
from shilu.lib.enumerating import bracketed, enumerated
from shilu.lib.errors import Refused


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure to be computed, the name by which it was asked for, and the labels that the name or the asker pins."""

    figure: Figure
    name: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)


def figures_named(name: str, *, catalogue: Catalogue) -> tuple[Asked, ...]:
    """What ``name`` asks for: a figure, or every quantity of a kind; Refused with the nearest names where it fits nothing."""
    found = _keyed(name, catalogue) or catalogue.figure_named(name)
    match found:
        case Figure():
            return (Asked(found, name),)
        case Meaning():
            return _own(found, name)
    near = enumerated(catalogue.nearest(name, figures=True))
    if near:
        raise Refused(_("There is no figure “%(name)s”. Near it: %(near)s.") % {"name": name, "near": near})
    raise Refused(_("There is no figure “%(name)s”.") % {"name": name})


def figure_keyed(key: str, *, quantity: str, labels: Mapping[str, str], catalogue: Catalogue) -> Asked:
    """The figure that a result named by key, quantity and labels."""
    for asked in figures_named(key, catalogue=catalogue):
        if asked.figure.quantity == quantity or not quantity:
            return replace(pinned(asked, {**asked.labels, **labels}), name=None)
    raise Refused(_("“%(key)s” does not count “%(quantity)s”.") % {"key": key, "quantity": quantity})


def all_figures(catalogue: Catalogue) -> tuple[Asked, ...]:
    """Every quantity of every kind, then every defined figure, in the catalogue's order."""
    own = [Asked(own_figure(kind, quantity.key)) for kind in catalogue.kinds.values() for quantity in kind.quantities]
    return (*own, *(Asked(figure) for figure in catalogue.figures.values()))


def kinds_counted(figure: Figure, *, catalogue: Catalogue) -> frozenset[str]:
    """The keys of the kinds whose entries make ``figure``, through all that it refers to."""
    found = {term.kind for term in figure.terms}
    for reference in figure.references:
        if reference in catalogue.figures:
            found |= kinds_counted(catalogue.figures[reference], catalogue=catalogue)
        else:
            found.add(reference.partition(".")[0])
    return frozenset(found)


def own_figure(kind: Kind, quantity: str, *, sign: str = "") -> Figure:
    """The figure of a kind's own entries; with ``sign`` "-" the flow of its decreases, under the key ``kind-``."""
    counted = kind.quantity(quantity)
    if counted is None:
        raise KeyError(quantity)
    return Figure(
        key=f"{kind.key}{sign}",
        title=kind.title,
        definition=kind.definition,
        type="flow" if kind.adds == "flow" or sign else "stock",
        quantity=counted.key,
        measure=counted.measure,
        terms=(Term(kind.key, counted.key, {}, "-" if sign else ""),),
    )


def is_told_by_name(figure: Figure, *, catalogue: Catalogue) -> bool:
    """Whether another quantity of the figure's kind has the same measure word, so that only its name tells it apart."""
    kind = catalogue.kinds.get(figure.key.removesuffix("-"))
    return kind is not None and kind.shares_measure(figure.measure)


def figure_title(figure: Figure, *, catalogue: Catalogue) -> str:
    """The title of a figure, with the name of its quantity where the measure word does not tell it."""
    known = catalogue.quantities.get(figure.quantity)
    if known is None or not is_told_by_name(figure, catalogue=catalogue):
        return str(figure.title)
    return bracketed(figure.title, known.title)


def pinned(asked: Asked, labels: Mapping[str, str]) -> Asked:
    """``asked`` for entries that carry ``labels`` only; an empty value asks for entries without that label."""
    return replace(asked, labels={**asked.labels, **labels})


def _own(meaning: Meaning, name: str) -> tuple[Asked, ...]:
    kind = meaning.kind
    keys: Sequence[str] = [meaning.quantity] if meaning.quantity else [quantity.key for quantity in kind.quantities]
    if meaning.sign:
        keys = [meaning.quantity or kind.first.key]
    return tuple(Asked(own_figure(kind, key, sign=meaning.sign), name, dict(meaning.labels)) for key in keys)


def _keyed(name: str, catalogue: Catalogue) -> Meaning | None:
    """What a key of our own making stands for: ``kind.quantity``, or ``kind-`` for the decreases."""
    key, _dot, quantity = name.partition(".")
    kind = catalogue.kinds.get(key)
    if quantity and kind is not None and kind.quantity(quantity) is not None:
        return Meaning(kind, quantity=quantity)
    decreasing = catalogue.kinds.get(name.removesuffix("-")) if name.endswith("-") else None
    return Meaning(decreasing, sign="-") if decreasing is not None and decreasing.adds == "change" else None
