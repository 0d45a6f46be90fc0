"""What the words of headings mean: a figure, a value of a label, a quantity, a unit."""

import re
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.figures.names import Asked, own_figure
from shilu.forms.headings import Said
from shilu.forms.item_told import figure_told, is_count_of, nothing_known
from shilu.forms.item_words import is_generic, is_narrower, value_forms
from shilu.ledger.catalogue import Catalogue, Figure, Kind, Meaning
from shilu.ledger.catalogue_names import normalised
from shilu.ledger.importing.cells import Bad
from shilu.ledger.importing.counting import misfit, quantity_of
from shilu.ledger.importing.vocabulary import bare, unbracketed, vocabulary
from shilu.matching.matcher import Matcher
from shilu.matching.phrase import SURE, Phrase
from shilu.organisation.finding import Finder, Found
from shilu.organisation.structure import Structure

_LEAST: Final = 2
_SHOWN: Final = 3
_JOINING: Final = frozenset("、和及与,")
_HEADS: Final = frozenset({"人", "名", "位"})
_ATTENDANCES: Final = "人次"
_PEOPLE: Final = _HEADS | {_ATTENDANCES}
_SCOPES: Final = {
    "全国": "国",
    "全省": "省",
    "全市": "市",
    "全县": "县",
    "全区": "区",
    "全局": "",
    "全县局": "",
    "全系统": "",
}
_BELOW: Final = frozenset({"所属单位", "下属单位", "基层单位", "各基层单位"})
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


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why words mean nothing that could be answered."""

    reason: str


@dataclass(frozen=True)
class Items:
    """Looks up the words of one form; asked often, it looks each word up once."""

    catalogue: Catalogue
    matcher: Matcher
    structure: Structure
    finder: Finder
    unit: UUID
    _items: dict[str, Item | Unknown] = field(default_factory=dict)

    def exact(self, text: str) -> Item | None:
        """The figure of which ``text`` is a name, word for word."""
        found = self.catalogue.figure_named(text) if len(normalised(text)) >= _LEAST else None
        return None if found is None else self._item(found, text)

    def item(self, text: str) -> Item | Unknown:
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
        told = {"name": text, "near": figure_told(found.asked, self.catalogue)}
        return Unknown(_("“%(name)s” may be narrower or wider than %(near)s") % told)

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
        told = {"word": inside, "title": str(found.asked.figure.title)}
        return self.narrowed(found, inside) or Unknown(_("records of %(title)s do not say “%(word)s”") % told)

    def _plainly(self, said: Said) -> Item | Unknown:
        forms = dict.fromkeys(form for form in (said.full, unbracketed(said.full), said.item) if form)
        for form in forms:
            if (found := self.exact(form)) is not None and (form == said.item or not said.when):
                return self._surely(found, form)
        found_item = self.item(said.item)
        if isinstance(found_item, Unknown) and said.quantity and isinstance(whole := self.item(said.full), Item):
            return whole
        return found_item

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
                return self._with(item, meaning)
        return None

    def titled(self, texts: tuple[str, ...]) -> Item | None:
        """The figure that a title, a sheet's name or a line above names: its longest name in the nearest of them.

        A text that names two different ones at equal length decides nothing.
        """
        return next((found[0] for text in texts if len(found := self.titles(text)) == 1), None)

    def titles(self, text: str) -> tuple[Item, ...]:
        """The figures that ``text`` names: those of its longest name, and others beside it (中心组学习、讲党课)."""
        plain = bare(text)
        for word, kind in vocabulary().titles:
            if word in plain and (found := self.exact(kind)):
                return (found, *self._beside(plain, word))
        for size in range(min(len(plain), 20), _LEAST - 1, -1):
            names = [plain[start : start + size] for start in range(len(plain) - size + 1)]
            named = [(name, one) for name in names if not _part_of_word(plain, name) and (one := self.exact(name))]
            if named:
                name, item = named[0]
                others = [one for _name, one in named[1:] if one.asked.figure.key != item.asked.figure.key]
                return (item, *others, *(self._beside(plain, name) if not others else ()))
        return ()

    def _beside(self, text: str, name: str) -> tuple[Item, ...]:
        """What is named right before or after a name, joined to it by 、, 和 or the like."""
        before, _name, after = text.partition(name)
        found = [self._ending(before[:-1])] if before[-1:] in _JOINING else []
        found += [self._beginning(after[1:])] if after[:1] in _JOINING and after else []
        return tuple(item for item in found if item is not None)

    def _ending(self, text: str) -> Item | None:
        return next((item for at in range(len(text) - 1) if (item := self.exact(text[at:]))), None)

    def _beginning(self, text: str) -> Item | None:
        return next((item for end in range(len(text), 1, -1) if (item := self.exact(text[:end]))), None)

    def unit_named(self, text: str, *, column_of_units: bool) -> UUID | Unknown | None:
        """The unit that ``text`` means below the one asked for.

        In a column of units every beginning of a name counts, and a name that means none is told; elsewhere only whole
        names are units, and None is an answer.
        """
        finding = self.finder.find(text, within=self.unit, beginnings=column_of_units)
        if isinstance(finding, Found):
            return finding.unit.uuid
        if column_of_units:
            return Unknown(_("there is no unit “%(name)s” below the one asked for") % {"name": text})
        return None

    def scope(self, text: str) -> UUID | Unknown | None:
        """The unit that 全局, 全县 or 全市 means: the upmost one, if it is of that level; None for other words."""
        plain = bare(text)
        if plain in _BELOW:
            return Unknown(_("it is not clear which units “%(word)s” means") % {"word": text})
        level = _SCOPES.get(plain)
        if level is None:
            return None
        unit = self.structure.units[self.unit]
        names = "".join(unit.names_borne())
        upmost = all(parent is None for parent in unit.parents.values)
        if upmost and (level in names or not any(other in names for other in _SCOPES.values() if other)):
            return self.unit
        return Unknown(_("it is not clear which units “%(word)s” means") % {"word": text})

    def counted(self, item: Item, *, role: str, measure: str) -> Asked | Unknown:
        """The figure of ``item`` in the quantity that the headings ask for by a role and a measure word."""
        figure = item.asked.figure
        if role == "completed" and not (item.kind and item.kind.quantity("completed")) and figure.quantity != role:
            role = "count"  # 完成数 of what nobody assigned is how much there is
        wrong = Unknown(
            _("%(title)s is not counted in %(measure)s") % {"title": figure.title, "measure": measure or role}
        )
        if measure and not self._is_measure(measure):
            return wrong
        if item.kind is None or figure.key.endswith("-"):
            fitting = figure if self._fits(figure, role, measure) else self._counterpart(figure, role, measure)
            return replace(item.asked, figure=fitting) if fitting else wrong
        if not item.free and role in {"", "count", "times"}:
            return item.asked
        quantity = self._quantity(Meaning(item.kind, item.asked.labels), role, bare(measure))
        if isinstance(quantity, Unknown):
            return quantity
        return replace(item.asked, figure=own_figure(item.kind, quantity)) if quantity else wrong

    def _quantity(self, meaning: Meaning, role: str, measure: str) -> str | Unknown:
        """The quantity of a kind by role and measure word; "" where the measure word counts nothing of it."""
        kind = meaning.kind
        role = "people" if measure in _PEOPLE and role in {"", "count"} else role
        if role == "people" and measure in _HEADS and kind.quantity("persons"):
            return "persons"
        if isinstance(misfit(meaning, role, measure, catalogue=self.catalogue), Bad):
            return ""
        quantity = quantity_of(meaning, role, measure=measure, catalogue=self.catalogue)
        if quantity is None or (role == "times" and quantity in {"people", "persons", "amount"}):
            counted = self.catalogue.quantities.get(role)
            told = {"title": kind.title, "quantity": counted.title if counted else role}
            return Unknown(_("records of %(title)s do not count the %(quantity)s") % told)
        return quantity

    def _counterpart(self, figure: Figure, role: str, measure: str) -> Figure | None:
        """The figure of the catalogue that counts the same records in the quantity asked for."""
        counted = [(term.kind, term.labels, term.sign) for term in figure.terms]
        for other in self.catalogue.figures.values():
            same = counted and counted == [(term.kind, term.labels, term.sign) for term in other.terms]
            if same and other.key != figure.key and self._fits(other, role, measure):
                return other
        return None

    def _fits(self, figure: Figure, role: str, measure: str) -> bool:
        if role in {"", "count"}:
            words = self.catalogue.quantities.get(figure.quantity)
            known = {figure.measure, words.measure, *words.measures} if words else {figure.measure}
            return not measure or bare(measure) in set(map(bare, known))
        heads = role == "people" and figure.quantity == "persons" and measure != _ATTENDANCES
        return figure.quantity == role or heads or (role == "times" and figure.quantity == "items")

    def _is_measure(self, measure: str) -> bool:
        quantities = self.catalogue.quantities.values()
        known = {word for quantity in quantities for word in (quantity.measure, *quantity.measures)}
        known |= {quantity.measure for kind in self.catalogue.kinds.values() for quantity in kind.quantities}
        return bare(measure) in set(map(bare, known))

    def _item(self, found: Figure | Meaning, text: str) -> Item:
        if isinstance(found, Figure):
            return Item(Asked(found, text), text, free=False)
        quantity = found.quantity or found.kind.first.key
        figure = own_figure(found.kind, quantity, sign=found.sign)
        return Item(Asked(figure, text, dict(found.labels)), text, found.kind, free=not found.quantity)

    def _with(self, item: Item, meaning: Meaning) -> Item:
        found = self._item(meaning, item.said)
        return replace(found, asked=replace(found.asked, labels={**item.asked.labels, **found.asked.labels}))

    def _matched(self, text: str) -> Item | Unknown:
        phrase = Phrase(what=text)
        found = self.matcher.decided(phrase)
        if found is not None and (found.loose or found.score < _SURELY) and not is_count_of(text, found.asked):
            told = {"name": text, "near": figure_told(found.asked, self.catalogue)}
            return Unknown(_("“%(name)s” may be narrower or wider than %(near)s") % told)
        if found is not None:
            figure = found.asked.figure
            kind = self.catalogue.kinds.get(figure.key.removesuffix("-"))
            return Item(found.asked, text, kind, free=kind is not None)
        near = [match for match in self.matcher.matches(phrase) if match.score >= SURE]
        if len(near) > 1:
            names = "、".join(dict.fromkeys(figure_told(match.asked, self.catalogue) for match in near[:_SHOWN]))
            return Unknown(_("“%(name)s” may mean several: %(names)s") % {"name": text, "names": names})
        return Unknown(nothing_known(text, self.catalogue))


def _part_of_word(text: str, name: str) -> bool:
    """Whether a short name stands within a longer word that means something else: 检查 in 纪律检查委员会."""
    return len(name) == _LEAST and f"{name}委员会" in text
