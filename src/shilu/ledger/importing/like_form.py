"""How entries of one kind are written in a list: the name, the labels, and which column counts what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from shilu.ledger.catalogue import Catalogue, Kind, Meaning
from shilu.ledger.entry import Entry
from shilu.ledger.importing.amounts import Amounts, amounts_of
from shilu.ledger.importing.cells import Bad
from shilu.ledger.importing.columns import COUNTED, Use
from shilu.ledger.importing.counting import Counted, counted, quantity_of
from shilu.ledger.importing.label_values import front_labels, label_value
from shilu.ledger.importing.like_table import BookTable, Cells
from shilu.ledger.importing.vocabulary import bare
from shilu.ledger.importing.workbook import Value
from shilu.lib.amounts import plain_number

_MAIN: Final = frozenset({"count", "times"})
_MOST_ROWS: Final = 1_000
_TICK: Final = "√"


@dataclass(frozen=True, slots=True)
class Form:
    """How records of one kind with these labels and quantities are written.

    ``cells`` hold the kind's name, labels, ticks and the measure word. ``counts`` gives for a column the quantity and
    the measure word after its number. ``each`` is the quantity that has no column and is said by that many rows.
    """

    cells: Cells
    counts: Mapping[int, tuple[str, str]]
    sign: int
    each: str = ""
    exact: bool = False


class Forms:
    """The forms of a list; entries that differ only in how many they count share one."""

    def __init__(self, about: BookTable, *, catalogue: Catalogue) -> None:
        self._about = about
        self._uses = about.recognised
        self._catalogue = catalogue
        self._counted = tuple(use for use in self._uses.uses if use.role in {*COUNTED, "expected_present"})
        self._states_count = any(use.role in _MAIN for use in self._counted)
        self._measure = self._uses.column("measure")
        self._forms: dict[tuple[object, ...], Form | None] = {}
        self._names: dict[str, list[tuple[str, Meaning]]] = {}
        self._own_names = set(about.texts_of("kind"))

    def form(self, entry: Entry) -> Form | None:
        """How the entry is written; None where the table cannot say what it counts."""
        known = (
            entry.kind,
            tuple(sorted(entry.labels.items())),
            tuple(map(self._sort, sorted(entry.quantities.items()))),
        )
        if known not in self._forms:
            self._forms[known] = self._best_form(entry)
        return self._forms[known]

    def _sort(self, counted_: tuple[str, Decimal]) -> tuple[object, ...]:
        """What of an amount decides how it is written: all of it where a row cannot state how many it is of."""
        key, amount = counted_
        if not self._states_count:
            return key, amount
        return key, amount > 0, amount == 0, amount == 1, amount == amount.to_integral_value()

    def _best_form(self, entry: Entry) -> Form | None:
        best: Form | None = None
        for name, meaning in self._meanings(entry):
            form = self._form_by(name, meaning, entry)
            if form is not None and form.exact:
                return form
            best = best or form
        return best

    def _meanings(self, entry: Entry) -> list[tuple[str, Meaning]]:
        """What the row may be called, the book's own words first, then the name that pins fewest labels.

        A table without a column of kinds has one kind.
        """
        titled = self._about.titled
        if self._uses.column("kind") is None:
            found = [("", titled)] if titled is not None and titled.kind.key == entry.kind else []
        else:
            if entry.kind not in self._names:
                self._names[entry.kind] = list(_names(self._catalogue.kinds[entry.kind], self._catalogue))
            found = self._names[entry.kind]
        fitting = [pair for pair in found if pair[1].labels.items() <= entry.labels.items()]
        return sorted(fitting, key=lambda pair: (pair[0] not in self._own_names, len(pair[1].labels)))

    def _form_by(self, name: str, meaning: Meaning, entry: Entry) -> Form | None:
        sign = -1 if meaning.sign == "-" else 1
        amounts = {key: sign * amount for key, amount in entry.quantities.items()}
        if any(amount < 0 for amount in amounts.values()):
            return None
        cells, left = self._labels(meaning, entry)
        if (use := self._uses.column("kind")) is not None:
            cells[use.at] = name
        counts, measure = self._counts(meaning, amounts)
        if self._measure is not None:
            cells[self._measure.at] = measure
        form = Form(cells, counts, sign)
        read = self._read_back(meaning, form, entry, measure=measure)
        if read.faults or read.nothing:
            return None
        if read.quantities == entry.quantities:
            return replace(form, exact=not left)
        return self._repeated(form, meaning, entry, left=bool(left)) or form

    def _repeated(self, form: Form, meaning: Meaning, entry: Entry, *, left: bool) -> Form | None:
        """The form in which an amount without a column is said by as many rows."""
        main = meaning.quantity or meaning.kind.first.key
        amount = form.sign * entry.quantities.get(main, Decimal(0))
        if main in {key for key, _word in form.counts.values()} or amount not in range(2, _MOST_ROWS + 1):
            return None
        counts = {} if meaning.kind.one_person else form.counts
        said = {main, *(key for key, _word in counts.values())}
        if meaning.kind.one_person and entry.quantities.get("people") == entry.quantities[main]:
            said.add("people")
        exact = meaning.kind.private and said == entry.quantities.keys() and not left
        return replace(form, counts=counts, each=main, exact=exact)

    def _labels(self, meaning: Meaning, entry: Entry) -> tuple[dict[int, Value], set[str]]:
        """The cells that say the entry's labels, and the labels that neither they nor the name say."""
        cells: dict[int, Value] = {}
        said = dict(meaning.labels)
        for use in self._uses.columns("label"):
            for key, value in entry.labels.items():
                known = self._catalogue.labels[key].value(value) if key in self._catalogue.labels else None
                text = str(known.title) if known else value
                if label_value(meaning.kind, use.label, text, catalogue=self._catalogue) == (key, value):
                    cells[use.at] = text
                    said[key] = value
        front = self._uses.column("front")
        if front is not None:
            ticked = front_labels(meaning.kind, _TICK, catalogue=self._catalogue)
            if not isinstance(ticked, Bad) and ticked and ticked.items() <= entry.labels.items():
                cells[front.at] = _TICK
                said.update(ticked)
        return cells, entry.labels.keys() - said.keys()

    def _counts(self, meaning: Meaning, amounts: Mapping[str, Decimal]) -> tuple[dict[int, tuple[str, str]], str]:
        """Which column says which quantity, and what stands in the column of measure words."""
        left = dict(amounts)
        found: dict[int, tuple[str, str]] = {}
        measure = ""
        for use in self._counted:
            if use.role not in _MAIN:
                role = "people" if use.role == "expected_present" else use.role
                key = quantity_of(meaning, role, measure="", catalogue=self._catalogue)
                if key in left and key != meaning.quantity:
                    found[use.at] = (str(key), "")
                    del left[str(key)]
        for use in self._counted:
            if use.role in _MAIN and (key := self._main(meaning, use, left)):
                word = self._word(meaning.kind, key)
                if self._measure is not None:
                    measure, after = word, ""
                else:
                    natural = quantity_of(meaning, use.role, measure=use.measure, catalogue=self._catalogue)
                    after = "" if natural == key else word
                found[use.at] = (key, after)
                del left[key]
        return found, measure

    def _main(self, meaning: Meaning, use: Use, left: Mapping[str, Decimal]) -> str:
        first = meaning.quantity or meaning.kind.first.key
        natural = quantity_of(meaning, use.role, measure=use.measure, catalogue=self._catalogue)
        return next((key for key in (natural, first, *left) if key in left and key), "")

    def _word(self, kind: Kind, key: str) -> str:
        quantity = kind.quantity(key)
        return quantity.measure if quantity else ""

    def _read_back(self, meaning: Meaning, form: Form, entry: Entry, *, measure: str) -> Amounts:
        """What an import would make of the counts."""
        cells: list[tuple[Use, Counted | Bad | None]] = []
        for use in self._counted:
            key, word = form.counts.get(use.at, ("", ""))
            cells.append((use, counted(written_count(form.sign * entry.quantities[key], word)) if key else None))
        return amounts_of(meaning, cells, measure=bare(measure), catalogue=self._catalogue)


def _names(kind: Kind, catalogue: Catalogue) -> Iterator[tuple[str, Meaning]]:
    """The names under which an import finds the kind, its title first."""
    for name in (kind.title.zh, kind.title.en, *kind.aliases, *(one.name for one in kind.names), kind.key):
        meaning = catalogue.meaning(name) if name else None
        if meaning is not None and meaning.kind.key == kind.key:
            yield name, meaning


def written_count(amount: Decimal, word: str) -> Value:
    number = plain_number(amount)
    return f"{number}{word}" if word else number
