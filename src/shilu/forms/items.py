"""What the words of headings mean: a figure, narrowed by values of its labels."""

import re
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from shilu.figures.names import Asked, own_figure
from shilu.figures.reading import Reading
from shilu.forms.form_words import form_words
from shilu.forms.headings import Said
from shilu.forms.item_words import is_generic, is_narrower, value_forms
from shilu.forms.units import Units
from shilu.forms.unknown import Unknown, not_quite, nothing_known, several, unsaid
from shilu.ledger.catalogue import Catalogue, Figure, Kind, Meaning
from shilu.ledger.catalogue_names import normalised
from shilu.ledger.importing.vocabulary import bare, unbracketed
from shilu.matching.matcher import Matcher
from shilu.matching.phrase import SURE, Match, Phrase
from shilu.organisation.finding import Finder

LEAST: Final = 2
"""Signs of the shortest word that may be a name."""

_SURELY: Final = 0.95
_BRACKETED: Final = re.compile(r"(.+?)\(([^()]+)\)?")
_HINT: Final = re.compile(r"请?填|必填|选填|保留|精确|见附|附[件表]|整数|盖章|如有")


@dataclass(frozen=True, slots=True)
class Item:
    """A figure that words mean, before a heading says which quantity; ``said`` are the words.

    ``free`` tells that the words leave the quantity open, ``kind`` is the kind whose own figure it is.
    """

    asked: Asked
    said: str
    kind: Kind | None = None
    free: bool = True

    def narrowed(self, labels: dict[str, str]) -> "Item":
        """The same for entries that carry ``labels`` too."""
        return replace(self, asked=replace(self.asked, labels={**self.asked.labels, **labels}))


@dataclass(frozen=True)
class Items:
    """Looks up the words of one form; asked often, it looks each word up once."""

    catalogue: Catalogue
    matcher: Matcher
    units: Units
    _items: dict[str, Item | Unknown] = field(default_factory=dict)

    def exact(self, text: str) -> Item | None:
        """The figure of which ``text`` is a name, word for word."""
        found = self.catalogue.figure_named(text) if len(normalised(text)) >= LEAST else None
        return None if found is None else _item(found, text)

    def named(self, said: Said) -> Item | Unknown:
        """The figure that a heading means; its name may hold the words that say a quantity (慰问金额, 学习率).

        What stands in brackets behind it must be understood too: a value of a label, or what changes nothing.
        """
        bracketed = _BRACKETED.fullmatch(said.item)
        if bracketed is None or self.exact(said.full) is not None:
            return self._plainly(said)
        plain, inside = bracketed.groups()
        found = self._plainly(replace(said, full=unbracketed(said.full), item=plain))
        if isinstance(found, Unknown) or is_generic(inside) or _HINT.match(inside):
            return found
        other = self.exact(inside)
        if other is not None and other.asked.figure.key == found.asked.figure.key:
            return found.narrowed(dict(other.asked.labels))
        return self.narrowed(found, inside) or unsaid(inside, found.asked.figure)

    def narrowed(self, item: Item, text: str) -> Item | None:
        """``item`` for the entries that ``text`` picks out of it: a label's value, or a name that pins one."""
        kind = item.kind
        if kind is None:
            return None
        for form in value_forms(text):
            for key in kind.labels:
                label = self.catalogue.labels.get(key)
                value = label.value_named(form) if label else None
                if value is not None and item.asked.labels.get(key, value.key) == value.key:
                    return item.narrowed({key: value.key})
        for name in (text, f"{text}{item.said}", f"{item.said}{text}"):
            meaning = self.catalogue.meaning(name)
            if meaning is not None and meaning.kind.key == kind.key and (meaning.labels or meaning.quantity):
                found = _item(meaning, item.said)
                return replace(found, asked=replace(found.asked, labels={**item.asked.labels, **found.asked.labels}))
        return None

    def _plainly(self, said: Said) -> Item | Unknown:
        """The figure that a heading means by all its words, by those without brackets, or by those without a quantity."""
        forms = dict.fromkeys(form for form in (said.full, unbracketed(said.full), said.item) if form)
        for form in forms:
            if (found := self.exact(form)) is not None and (form == said.item or not said.when):
                return self._surely(found, form)
        item = self._looked_up(said.item)
        if isinstance(item, Unknown) and said.quantity and isinstance(whole := self._looked_up(said.full), Item):
            return whole
        return item

    def _looked_up(self, text: str) -> Item | Unknown:
        """The figure that ``text`` means: by its name, else as the matcher is sure of it."""
        if text not in self._items:
            found = self.exact(text)
            self._items[text] = self._matched(text) if found is None else self._surely(found, text)
        return self._items[text]

    def _surely(self, found: Item, text: str) -> Item | Unknown:
        """``found``, unless its name means one sort of the kind only (党委会 of all meetings).

        A name that the kind's own ends (领导干部讲党课) is what offices call all of it, which is remarked.
        """
        if not is_narrower(text) or bare(text).endswith(bare(str(found.asked.figure.title))):
            return found
        return not_quite(text, found.asked, self.catalogue)

    def _matched(self, text: str) -> Item | Unknown:
        """The figure that the matcher is sure of."""
        found = self.matcher.decided(Phrase(what=text))
        if found is not None:
            return self._of_match(found, text)
        near = [match.asked for match in self.matcher.matches(Phrase(what=text)) if match.score >= SURE]
        return several(text, near, self.catalogue) if len(near) > 1 else nothing_known(text, self.catalogue)

    def _of_match(self, match: Match, text: str) -> Item | Unknown:
        if (match.loose or match.score < _SURELY) and not _is_count_of(text, match.asked):
            return not_quite(text, match.asked, self.catalogue)
        kind = self.catalogue.kinds.get(match.asked.figure.key.removesuffix("-"))
        return Item(match.asked, text, kind, free=kind is not None)


def items_of(reading: Reading, *, unit: UUID) -> Items:
    """What words of forms for ``unit`` mean by the catalogue and the organisation of ``reading``."""
    structure = reading.structure
    return Items(reading.catalogue, Matcher(reading.catalogue), Units(structure, Finder(structure), unit))


def _item(found: Figure | Meaning, text: str) -> Item:
    if isinstance(found, Figure):
        return Item(Asked(found, text), text, free=False)
    quantity = found.quantity or found.kind.first.key
    figure = own_figure(found.kind, quantity, sign=found.sign)
    return Item(Asked(figure, text, dict(found.labels)), text, found.kind, free=not found.quantity)


def _is_count_of(text: str, asked: Asked) -> bool:
    """Whether a figure is the number of what the words name: 民警人数 of 民警."""
    title = bare(str(asked.figure.title))
    return title.startswith(bare(text)) and title.removeprefix(bare(text)) in form_words().quantities
