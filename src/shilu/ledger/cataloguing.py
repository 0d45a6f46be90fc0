"""What can be done to the catalogue by hand: a kind, a figure or another name added, each as one row of the log."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Adds, Catalogue, Evidence, Figure, Kind, KindQuantity, Term, Words
from shilu.ledger.catalogue_check import check_catalogue
from shilu.ledger.clerk import Clerk
from shilu.ledger.labels_made import NewLabel, labels_made
from shilu.ledger.log import lock_log
from shilu.ledger.organising import apply_catalogue
from shilu.ledger.queries import catalogue_at
from shilu.lib.errors import Refused

OWN: Final = "own"
"""The namespace of what a body adds by hand."""


@dataclass(frozen=True, slots=True)
class NewKind:
    """A kind as somebody writes it down: its name, what counts as one, its quantities with measure words, the rest."""

    title: str
    definition: str
    quantities: Sequence[tuple[str, str]]
    title_en: str = ""
    aliases: Sequence[str] = ()
    labels: Sequence[str] = ()
    adds: Adds = "flow"
    private: bool = False
    evidence: Evidence = "none"
    section: str = ""
    new_labels: Sequence[NewLabel] = ()


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A figure of the body's own: the sum of one quantity over kinds, of the records alone that carry ``labels``."""

    title: str
    definition: str
    quantity: str
    kinds: Sequence[str]
    aliases: Sequence[str] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


def add_kind(new: NewKind, *, clerk: Clerk) -> Kind:
    """Add a kind to the catalogue; Refused, with what is wrong, where a name is taken or a part is missing."""
    title = new.title.strip()
    if not title:
        raise Refused(_("The name is missing."))
    with transaction.atomic():
        before = held()
        own = labels_made(new.new_labels, over=before)
        kind = Kind(
            key=_free_key(title, new.title_en, taken=before.kinds),
            title=Words(title, new.title_en.strip()),
            definition=Words(new.definition.strip()),
            quantities=tuple(KindQuantity(key, measure.strip()) for key, measure in new.quantities),
            aliases=_names(new.aliases),
            adds=new.adds,
            labels=(*new.labels, *(label.key for label in own)),
            private=new.private,
            evidence=new.evidence,
            section=new.section,
        )
        laid(Catalogue(labels={label.key: label for label in own}, kinds={kind.key: kind}), over=before, clerk=clerk)
    return kind


def add_kind_alias(key: str, *, alias: str, clerk: Clerk) -> Kind:
    """Let another name stand for a kind wherever records are typed or imported."""
    (name,) = _names([alias]) or ("",)
    if not name:
        raise Refused(_("The name is missing."))
    with transaction.atomic():
        before = held()
        kind = before.kinds.get(key)
        if kind is None:
            raise Refused(_("There is no kind %(key)s.") % {"key": key})
        if name in kind.aliases:
            return kind
        kind = replace(kind, aliases=(*kind.aliases, name))
        laid(Catalogue(kinds={key: kind}), over=before, clerk=clerk)
    return kind


def add_figure(new: NewFigure, *, clerk: Clerk) -> Figure:
    """Add a figure that sums one quantity over kinds; Refused where a kind does not count it, or a name is taken."""
    title = new.title.strip()
    if not title:
        raise Refused(_("The name is missing."))
    if not new.kinds:
        raise Refused(_("Choose at least one kind to count."))
    with transaction.atomic():
        before = held()
        quantity = before.quantities.get(new.quantity)
        if quantity is None:
            raise Refused(_("unknown quantity %(name)s") % {"name": new.quantity})
        stock = any(before.kinds[kind].adds == "level" for kind in new.kinds if kind in before.kinds)
        figure = Figure(
            key=_free_key(title, "", taken={**before.kinds, **before.figures}),
            title=Words(title),
            definition=Words(new.definition.strip()),
            type="stock" if stock else "flow",
            quantity=new.quantity,
            measure=quantity.measure,
            aliases=_names(new.aliases),
            terms=tuple(Term(kind, new.quantity, dict(new.labels)) for kind in new.kinds),
        )
        laid(Catalogue(figures={figure.key: figure}), over=before, clerk=clerk)
    return figure


def held() -> Catalogue:
    """The catalogue, while nobody else lays a name into it."""
    lock_log()
    return catalogue_at()


def laid(part: Catalogue, *, over: Catalogue, clerk: Clerk) -> None:
    """Lay ``part`` over the catalogue that is held; Refused, with what is wrong, where they do not fit."""
    whole = over.merged(part)
    for _at, what in check_catalogue(part, whole=whole):
        raise Refused(_("%(what)s.") % {"what": _with_titles(what[:1].upper() + what[1:], whole)})
    apply_catalogue(whole, clerk=clerk)


def _with_titles(what: str, whole: Catalogue) -> str:
    """A fault in the words of the screen: titles in place of keys, the longest first."""
    titles = {key: str(one.title) for part in (whole.kinds, whole.figures) for key, one in part.items()}
    for key in sorted((key for key in titles if key in what), key=len, reverse=True):
        what = what.replace(key, titles[key])
    return what


def _names(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _free_key(title: str, title_en: str, *, taken: Container[str]) -> str:
    """A key of the body's own, made of the English or the Chinese name."""
    word = re.sub(r"[^\w]+", "-", (title_en or title).strip().casefold()).strip("-") or "kind"
    keys = (f"{OWN}/{word}" if number == 1 else f"{OWN}/{word}-{number}" for number in count(1))
    return next(key for key in keys if key not in taken)
