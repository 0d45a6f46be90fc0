"""What is wrong in a catalogue that reads well: names that clash, references to nothing, figures that cannot be computed."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Figure, Kind, Label, Term
from shilu.ledger.catalogue_names import normalised

Found = tuple[str, str]  # the dotted key, and what is wrong there

_WORD = re.compile(r"[a-z][a-z0-9_]*")
_KEY = re.compile(r"[\w-]+/[\w-]+")
_FIELDS = {
    "flow": ("terms",),
    "stock": ("terms",),
    "ratio": ("numerator", "denominator"),
    "rate": ("of", "per"),
    "comparison": ("of", "against"),
    "target": ("of", "targets"),
    "headcount": ("where",),
    "unitcount": ("where",),
}
_OPTIONAL = ("targets", "where")
_TYPES = {"flow": ("flow",), "change": ("flow", "stock"), "level": ("stock",)}
_WHERE = {"headcount": ("category", "post"), "unitcount": ("type",)}


def check_catalogue(part: Catalogue, *, whole: Catalogue) -> Iterator[Found]:
    """Every fault of ``part``, which is read as a piece of ``whole``."""
    for key, quantity in part.quantities.items():
        if not _WORD.fullmatch(key):
            yield f"quantities.{key}", _("the key must be small letters, digits and _")
        if not quantity.measure:
            yield f"quantities.{key}.measure", _("the measure word is missing")
    for label in part.labels.values():
        yield from _label_faults(label)
    for kind in part.kinds.values():
        yield from _kind_faults(kind, whole)
    for figure in part.figures.values():
        yield from _figure_faults(figure, whole)
    yield from _name_faults(part, whole)


def _label_faults(label: Label) -> Iterator[Found]:
    if not _WORD.fullmatch(label.key):
        yield f"labels.{label.key}", _("the key must be small letters, digits and _")
    seen: dict[str, str] = {}
    for value in label.values:
        for name in {normalised(name) for name in (value.key, value.title.zh, value.title.en, *value.aliases)}:
            if name and seen.setdefault(name, value.key) != value.key:
                yield (
                    f"labels.{label.key}.values",
                    _("“%(name)s” stands for both %(first)s and %(second)s")
                    % {"name": name, "first": seen[name], "second": value.key},
                )


def _kind_faults(kind: Kind, whole: Catalogue) -> Iterator[Found]:
    at = f"kinds.{kind.key}"
    if not _KEY.fullmatch(kind.key):
        yield at, _("the key must be written as namespace/name")
    yield from _quantity_faults(f"{at}.quantities", kind, whole)
    for key in kind.labels:
        if key not in whole.labels:
            yield f"{at}.labels", _("unknown label %(name)s") % {"name": key}
    for key in kind.former:
        if key not in kind.labels:
            yield f"{at}.former", _("the kind %(kind)s has no label %(name)s") % {"kind": kind.key, "name": key}
    if kind.one_person and not kind.private:
        yield f"{at}.one_person", _("only a private kind has occasions of one person")
    for name in kind.names:
        yield from _pinned_faults(f"{at}.names", kind, name.labels, whole)
        if name.quantity is not None and kind.quantity(name.quantity) is None:
            yield f"{at}.names", _not_counted(kind, name.quantity)
        if name.sign and kind.adds != "change":
            yield f"{at}.names", _("“%(name)s” is a decrease, which only a stock by change has") % {"name": name.name}


def _quantity_faults(at: str, kind: Kind, whole: Catalogue) -> Iterator[Found]:
    keys = [quantity.key for quantity in kind.quantities]
    if not keys:
        yield at, _("at least one quantity is needed")
    for key in keys:
        if key not in whole.quantities:
            yield at, _("unknown quantity %(name)s") % {"name": key}
    if not all(quantity.measure for quantity in kind.quantities):
        yield at, _("the measure word is missing")
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield at, _("the quantity %(name)s stands twice") % {"name": key}


def _not_counted(kind: Kind, quantity: str) -> str:
    return _("the kind %(kind)s does not count %(quantity)s") % {"kind": kind.key, "quantity": quantity}


def _pinned_faults(at: str, kind: Kind, labels: Mapping[str, str], whole: Catalogue) -> Iterator[Found]:
    for key, value in labels.items():
        label = whole.labels.get(key)
        if label is None:
            yield at, _("unknown label %(name)s") % {"name": key}
        elif key not in kind.labels:
            yield at, _("the kind %(kind)s has no label %(name)s") % {"kind": kind.key, "name": key}
        elif label.value(value) is None and not label.open:
            yield at, _("the label %(label)s has no value %(name)s") % {"label": key, "name": value}


def _figure_faults(figure: Figure, whole: Catalogue) -> Iterator[Found]:
    at = f"figures.{figure.key}"
    if not _KEY.fullmatch(figure.key):
        yield at, _("the key must be written as namespace/name")
    if figure.key in whole.kinds:
        yield at, _("a kind has the same key")
    if figure.quantity not in whole.quantities:
        yield f"{at}.quantity", _("unknown quantity %(name)s") % {"name": figure.quantity}
    if not figure.measure:
        yield f"{at}.measure", _("the measure word is missing")
    yield from _field_faults(at, figure)
    for term in figure.terms:
        yield from _term_faults(f"{at}.terms", figure, term, whole)
    if len({term.quantity for term in figure.terms}) > 1:
        yield f"{at}.terms", _("two quantities never add: every term must count the same one")
    for reference in figure.references:
        if whole.keyed(reference) is None:
            yield at, _("unknown figure %(name)s") % {"name": reference}
    circle = _circle(figure, whole)
    if circle:
        yield at, _("is computed from itself: %(path)s") % {"path": " → ".join(circle)}


def _field_faults(at: str, figure: Figure) -> Iterator[Found]:
    """Fields that a figure of this type lacks, or has and does not use."""
    needed = _FIELDS[figure.type]
    for field in ("terms", "numerator", "denominator", "of", "per", "against", "targets", "where"):
        held = bool(getattr(figure, field))
        if field in needed and field not in _OPTIONAL and not held:
            yield f"{at}.{field}", _("a figure of type %(type)s needs it") % {"type": figure.type}
        if held and field not in needed:
            yield f"{at}.{field}", _("a figure of type %(type)s does not have it") % {"type": figure.type}
    for key in figure.where:
        if key not in _WHERE.get(figure.type, (key,)):
            yield f"{at}.where", _("unknown condition %(name)s") % {"name": key}


def _term_faults(at: str, figure: Figure, term: Term, whole: Catalogue) -> Iterator[Found]:
    kind = whole.kinds.get(term.kind)
    if kind is None:
        yield at, _("unknown kind %(name)s") % {"name": term.kind}
        return
    if kind.quantity(term.quantity) is None:
        yield at, _not_counted(kind, term.quantity)
    yield from _pinned_faults(at, kind, term.labels, whole)
    if term.sign and (kind.adds != "change" or figure.type != "flow"):
        yield (
            at,
            _("increases and decreases of %(kind)s exist only in a flow over a stock by change") % {"kind": kind.key},
        )
    if figure.type in {"flow", "stock"} and figure.type not in _TYPES[kind.adds]:
        yield at, _("the kind %(kind)s does not add up to a %(type)s") % {"kind": kind.key, "type": figure.type}


def _circle(figure: Figure, whole: Catalogue, path: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The keys from the figure back to itself, or nothing."""
    path = (*path, figure.key)
    for reference in figure.references:
        if reference == path[0]:
            return (*path, reference)
        further = whole.figures.get(reference)
        if further is not None and reference not in path:
            found = _circle(further, whole, path)
            if found:
                return found
    return ()


def _name_faults(part: Catalogue, whole: Catalogue) -> Iterator[Found]:
    kinds: dict[str, str] = {}
    for kind in whole.kinds.values():
        for name, where in _kind_names(kind):
            other = kinds.setdefault(normalised(name), kind.key)
            if kind.key in part.kinds and other != kind.key:
                at = f"kinds.{kind.key}.{where}"
                yield at, _("“%(name)s” already names %(other)s") % {"name": name, "other": other}
        if kind.key in part.kinds:
            yield from _doubles(kind)
    titles = {normalised(title): kind.key for kind in whole.kinds.values() for title in (kind.title.zh, kind.title.en)}
    figures: dict[str, str] = {}
    for figure in whole.figures.values():
        for name in {normalised(n): n for n in (figure.title.zh, figure.title.en, *figure.aliases) if n}.values():
            folded = normalised(name)
            other = figures.setdefault(folded, figure.key)
            clash = other if other != figure.key else titles.get(folded) or _stranger(figure, kinds.get(folded))
            if figure.key in part.figures and clash:
                at = f"figures.{figure.key}"
                yield at, _("“%(name)s” already names %(other)s") % {"name": name, "other": clash}


def _kind_names(kind: Kind) -> Iterator[tuple[str, str]]:
    titles = {normalised(title): title for title in (kind.title.zh, kind.title.en) if title}
    for title in titles.values():
        yield title, "zh"
    for alias in kind.aliases:
        yield alias, "aliases"
    for name in kind.names:
        yield name.name, "names"


def _doubles(kind: Kind) -> Iterator[Found]:
    seen: set[str] = set()
    for name, where in _kind_names(kind):
        if normalised(name) in seen:
            yield f"kinds.{kind.key}.{where}", _("“%(name)s” stands twice") % {"name": name}
        seen.add(normalised(name))


def _stranger(figure: Figure, kind: str | None) -> str:
    """The kind that a figure's name also names, where the figure does not count that kind."""
    return kind if kind is not None and kind not in {term.kind for term in figure.terms} else ""
