"""The tables of a written catalogue, each read into its value or a fault that names the key."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar, get_args

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import (
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
    Per,
    Quantity,
    Sign,
    Target,
    Term,
    Words,
)

SECTIONS = ("quantities", "labels", "kinds", "figures")

Value = TypeVar("Value")


@dataclass(slots=True)
class TableReader:
    """One file being read: the namespace of its short keys, the measure words known, and the faults so far."""

    file: str
    namespace: str
    measures: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, key: str, what: str) -> None:
        """Note what is wrong at the dotted ``key``."""
        self.faults.append(Fault(self.file, key, what))

    def tables(self, name: str, held: Any) -> Mapping[str, Any]:
        """The tables of a section."""
        if isinstance(held, Mapping):
            return held
        self.fault(name, _("must be a table"))
        return {}

    def each(
        self, section: str, tables: Mapping[str, Any], read: Callable[[str, "Table"], Value]
    ) -> Iterator[tuple[str, Value]]:
        """The key and value of every table of a section; kinds and figures stand in the file's namespace."""
        for short, table in tables.items():
            key = self.full(short) if section in {"kinds", "figures"} else short
            at = f"{section}.{key}"
            if not isinstance(table, Mapping):
                self.fault(at, _("must be a table"))
                continue
            opened = Table(self, at, dict(table))
            value = read(key, opened)
            opened.close()
            yield key, value

    def full(self, key: str) -> str:
        """The key with the namespace that the file gives to short ones."""
        return key if not key or "/" in key or not self.namespace else f"{self.namespace}/{key}"


@dataclass(slots=True)
class Table:
    """A table being read key by key; what is left at the end is unknown."""

    reader: TableReader
    at: str
    left: dict[str, Any]

    def text(self, key: str, *, needed: bool = False) -> str:
        """The text under ``key``, or nothing."""
        return str(self._taken(key, str, "", needed=needed))

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under ``key``."""
        held = self._taken(key, list, [])
        if all(isinstance(text, str) and text.strip() for text in held):
            return tuple(held)
        self.reader.fault(f"{self.at}.{key}", _("must be a list of texts"))
        return ()

    def flag(self, key: str) -> bool:
        """True or false under ``key``."""
        return bool(self._taken(key, bool, False))

    def day(self, key: str) -> date | None:
        """The day under ``key``, or None."""
        held = self.left.pop(key, None)
        if held is None or (isinstance(held, date) and not isinstance(held, datetime)):
            return held
        self.reader.fault(f"{self.at}.{key}", _("must be a day, written 2026-01-31 without quotation marks"))
        return None

    def choice(self, key: str, among: Any, default: Any) -> Any:
        """One of the texts that the Literal ``among`` allows."""
        held = self.left.pop(key, default)
        if held in get_args(among):
            return held
        names = ", ".join(repr(name) for name in get_args(among) if name)
        self.reader.fault(f"{self.at}.{key}", _("must be one of %(names)s") % {"names": names})
        return default

    def mapping(self, key: str) -> dict[str, str]:
        """The table of texts under ``key``."""
        held = self._taken(key, dict, {})
        if all(isinstance(text, str) for text in held.values()):
            return dict(held)
        self.reader.fault(f"{self.at}.{key}", _("must be a table of texts"))
        return {}

    def words(self, name: str = "") -> Words:
        """The Chinese and English text; the Chinese must stand there."""
        prefix = f"{name}_" if name else ""
        return Words(self.text(f"{prefix}zh", needed=True), self.text(f"{prefix}en"))

    def rows(self, key: str) -> "Iterator[Table]":
        """The tables of the list under ``key``."""
        for row in self._taken(key, list, []):
            if not isinstance(row, Mapping):
                self.reader.fault(f"{self.at}.{key}", _("must be a list of tables"))
                continue
            table = Table(self.reader, f"{self.at}.{key}", dict(row))
            yield table
            table.close()

    def close(self) -> None:
        """Name the keys nobody asked for."""
        for key in self.left:
            self.reader.fault(f"{self.at}.{key}", _("unknown key"))

    def _taken(self, key: str, form: type, default: Any, *, needed: bool = False) -> Any:
        held = self.left.pop(key, None)
        if held is None or (needed and held == ""):
            if needed:
                self.reader.fault(f"{self.at}.{key}", _("is missing"))
            return default
        if isinstance(held, form):
            return held
        self.reader.fault(f"{self.at}.{key}", _must_be(form))
        return default


def _must_be(form: type) -> str:
    if form is str:
        return _("must be a text")
    if form is bool:
        return _("must be true or false")
    return _("must be a list") if form is list else _("must be a table of texts")


def read_quantity(key: str, table: Table) -> Quantity:
    """``[quantities.KEY]``."""
    return Quantity(
        key=key,
        title=table.words(),
        measure=table.text("measure"),
        measures=table.texts("measures"),
        joint=table.choice("joint", Joint, "once"),
    )


def read_label(key: str, table: Table) -> Label:
    """``[labels.KEY]`` with ``values = [{key, zh, en, aliases}]``."""
    values = tuple(
        LabelValue(row.text("key", needed=True), row.words(), row.texts("aliases"), ended=row.flag("ended"))
        for row in table.rows("values")
    )
    return Label(key, table.words(), values, open=table.flag("open"), aliases=table.texts("aliases"))


def read_kind(key: str, table: Table) -> Kind:
    """``[kinds.KEY]``; a quantity is written ``"items 篇"``, or ``"items"`` with the quantity's own measure word."""
    names = tuple(
        KindName(
            name=row.text("name", needed=True),
            labels=row.mapping("labels"),
            quantity=row.text("quantity") or None,
            sign=row.choice("sign", Decrease, ""),
        )
        for row in table.rows("names")
    )
    return Kind(
        key=key,
        title=table.words(),
        definition=table.words("definition"),
        quantities=tuple(_kind_quantity(text, table) for text in table.texts("quantities")),
        aliases=table.texts("aliases"),
        names=names,
        adds=table.choice("adds", Adds, "flow"),
        labels=table.texts("labels"),
        private=table.flag("private"),
        one_person=table.flag("one_person"),
        evidence=table.choice("evidence", Evidence, "none"),
        opens_problem=table.flag("opens_problem"),
        section=table.text("section"),
        former=table.texts("former"),
        ended=table.day("ended"),
    )


def read_figure(key: str, table: Table) -> Figure:
    """``[figures.KEY]``; a term counts the figure's quantity where it names none."""
    full = table.reader.full
    quantity = table.text("quantity", needed=True)
    terms = tuple(
        Term(
            kind=full(row.text("kind", needed=True)),
            quantity=row.text("quantity") or quantity,
            labels=row.mapping("labels"),
            sign=row.choice("sign", Sign, ""),
        )
        for row in table.rows("terms")
    )
    targets = tuple(
        Target(row.text("period", needed=True), _amount(row), row.text("unit")) for row in table.rows("targets")
    )
    return Figure(
        key=key,
        title=table.words(),
        definition=table.words("definition"),
        type=table.choice("type", FigureType, "flow"),
        quantity=quantity,
        measure=table.text("measure") or table.reader.measures.get(quantity, ""),
        aliases=table.texts("aliases"),
        terms=terms,
        numerator=full(table.text("numerator")),
        denominator=full(table.text("denominator")),
        of=full(table.text("of")),
        per=table.choice("per", Per, ""),
        against=table.choice("against", Against, ""),
        targets=targets,
        where=table.mapping("where"),
    )


def _kind_quantity(text: str, table: Table) -> KindQuantity:
    key, _blank, measure = text.partition(" ")
    return KindQuantity(key, measure.strip() or table.reader.measures.get(key, ""))


def _amount(row: Table) -> Decimal:
    written = row.left.pop("amount", "")
    try:
        amount = Decimal(str(written))
    except InvalidOperation:
        amount = Decimal(0)
    if isinstance(written, float) or not amount.is_finite() or amount <= 0:
        row.reader.fault(f"{row.at}.amount", _("must be a number above 0, written as a whole number or a text"))
    return amount
