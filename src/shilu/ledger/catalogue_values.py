"""What a catalogue holds: quantities, labels, kinds of record and figures, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from django.utils.translation import get_language

from shilu.ledger.catalogue_names import normalised

Joint = Literal["once", "each"]
Adds = Literal["flow", "change", "level"]
Evidence = Literal["none", "asked", "required"]
Sign = Literal["", "+", "-"]
Decrease = Literal["", "-"]
FigureType = Literal["flow", "stock", "ratio", "rate", "comparison", "target", "headcount", "unitcount"]
Per = Literal["", "month", "quarter", "year"]
Against = Literal["", "previous", "last-year"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a written catalogue: the file, the dotted key in it, and one line for the reader."""

    file: str
    key: str
    what: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Chinese and English; ``str()`` gives the reader's language, Chinese where the English is missing."""

    zh: str
    en: str = ""

    def __str__(self) -> str:
        chinese = (get_language() or "zh").startswith("zh")
        return (self.zh or self.en) if chinese else (self.en or self.zh)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What entries count, with its own measure word and all that are read as it.

    ``joint``: at an occasion joined by several units the amount counts ``once`` above them, or ``each`` unit's adds.
    """

    key: str
    title: Words
    measure: str
    measures: tuple[str, ...] = ()
    joint: Joint = "once"


@dataclass(frozen=True, slots=True)
class LabelValue:
    """One value of a label, with the other ways in which it is written; an ``ended`` one is offered no more."""

    key: str
    title: Words
    aliases: tuple[str, ...] = ()
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A dimension of records; an ``open`` one takes values that are not listed. ``aliases`` are names of columns."""

    key: str
    title: Words
    values: tuple[LabelValue, ...] = ()
    open: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def offered(self) -> tuple[LabelValue, ...]:
        """The values among which somebody chooses."""
        return tuple(value for value in self.values if not value.ended)

    def value(self, key: str) -> LabelValue | None:
        """The value of that key."""
        return next((value for value in self.values if value.key == key), None)

    def value_named(self, text: str) -> LabelValue | None:
        """The value that ``text`` writes: its key, a title or an alias."""
        wanted = normalised(text)
        for value in self.values:
            if wanted in {normalised(name) for name in (value.key, value.title.zh, value.title.en, *value.aliases)}:
                return value
        return None


@dataclass(frozen=True, slots=True)
class KindName:
    """A name that stands for a kind with labels, or for one of its quantities; ``sign`` "-" where it is a decrease."""

    name: str
    labels: Mapping[str, str] = field(default_factory=dict)
    quantity: str | None = None
    sign: Decrease = ""


@dataclass(frozen=True, slots=True)
class KindQuantity:
    """A quantity that a kind counts, and the measure word it is printed with there."""

    key: str
    measure: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of record. The first quantity is the one a row without a count is one of.

    ``former`` are those of its labels that are asked no more; ``ended`` is the first day on which it is not recorded.
    """

    key: str
    title: Words
    definition: Words
    quantities: tuple[KindQuantity, ...]
    aliases: tuple[str, ...] = ()
    names: tuple[KindName, ...] = ()
    adds: Adds = "flow"
    labels: tuple[str, ...] = ()
    private: bool = False
    one_person: bool = False
    evidence: Evidence = "none"
    opens_problem: bool = False
    section: str = ""
    former: tuple[str, ...] = ()
    ended: date | None = None

    @property
    def asked(self) -> tuple[str, ...]:
        """The labels that a record of it is asked for."""
        return tuple(key for key in self.labels if key not in self.former)

    def recorded_on(self, day: date) -> bool:
        """Whether what happened on ``day`` is recorded as it."""
        return self.ended is None or day < self.ended

    @property
    def first(self) -> KindQuantity:
        """What a row without a count is one of."""
        return self.quantities[0]

    def shares_measure(self, measure: str) -> bool:
        """Whether several of the quantities have that measure word, so that only their names tell them apart."""
        return sum(one.measure == measure for one in self.quantities) > 1

    def quantity(self, key: str) -> KindQuantity | None:
        """The quantity of that key, or None where the kind does not count it."""
        for quantity in self.quantities:
            if quantity.key == key:
                return quantity
        return None


@dataclass(frozen=True, slots=True)
class Term:
    """One summand of a figure: entries of a kind that carry the labels; ``sign`` takes only increases or decreases."""

    kind: str
    quantity: str
    labels: Mapping[str, str] = field(default_factory=dict)
    sign: Sign = ""


@dataclass(frozen=True, slots=True)
class Target:
    """An amount set for a period; ``unit`` is empty for the whole body."""

    period: str
    amount: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A named query.

    flow, stock: ``terms``. ratio: ``numerator`` over ``denominator``. rate: ``of`` averaged ``per`` month, quarter or
    year. comparison: ``of`` ``against`` the previous period or last year. target: ``of`` measured on ``targets``.
    headcount, unitcount: people of the category, or units of the type, that ``where`` names, on a day; all without it.
    References are keys of figures, keys of kinds (their first quantity), or ``kind.quantity``.
    """

    key: str
    title: Words
    definition: Words
    type: FigureType
    quantity: str
    measure: str
    aliases: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    numerator: str = ""
    denominator: str = ""
    of: str = ""
    per: Per = ""
    against: Against = ""
    targets: tuple[Target, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)

    @property
    def references(self) -> tuple[str, ...]:
        """The figures this one is computed from."""
        return tuple(name for name in (self.numerator, self.denominator, self.of) if name)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a typed name means for a record: a kind, the labels and the quantity the name pins, and its sign."""

    kind: Kind
    labels: Mapping[str, str] = field(default_factory=dict)
    quantity: str | None = None
    sign: Decrease = ""
