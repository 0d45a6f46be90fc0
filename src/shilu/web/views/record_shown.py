"""A record in the words of a page: kind, days, unit, counts and labels."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from shilu.access.roles import Right
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.listing_counts import told
from shilu.web.asking import Asking


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """What stands in a line about a record; ``seq`` is 0 where the ledger does not have it."""

    seq: int
    kind: str
    kind_key: str
    title: str
    days: str
    unit: str
    counts: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...]

    @property
    def line(self) -> str:
        """All of it in one line."""
        counts = " ".join(f"{amount}{measure}" for amount, measure in self.counts)
        return " · ".join(filter(None, [self.days, self.unit, self.kind, self.title, counts]))


def shown_record(fact: Entry | EntryDraft, asking: Asking) -> ShownRecord:
    """``fact`` in words; of a record in the ledger the counts that the reader is told."""
    catalogue = asking.catalogue
    kind = catalogue.kinds[fact.kind]
    all_of_it = not isinstance(fact, Entry) or asking.viewer.may(Right.POST, fact.unit)
    counts = [
        (f"{amount:f}", quantity.measure) for quantity, amount in told(fact.quantities, kind=kind, all_of_it=all_of_it)
    ]
    return ShownRecord(
        seq=fact.seq if isinstance(fact, Entry) else 0,
        kind=str(kind.title),
        kind_key=kind.key,
        title=" ".join(fact.texts.title.split()),
        days=days_shown(fact),
        unit=asking.structure.units[fact.unit].usual_name,
        counts=tuple(counts),
        labels=tuple(_labels(fact.labels, catalogue)),
    )


def days_shown(fact: Entry | EntryDraft) -> str:
    """2022-06-27, the first and the last day, or 2022-06 for a whole month."""
    first, last = fact.first, fact.last
    if first == last:
        return first.isoformat()
    is_month = first.day == 1 and (first.year, first.month) == (last.year, last.month)
    if fact.whole and is_month and (last + timedelta(days=1)).day == 1:
        return f"{first:%Y-%m}"
    return f"{first} – {last}"


def _labels(labels: Mapping[str, str], catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    for key, value in labels.items():
        label = catalogue.labels[key]
        known = label.value(value)
        yield str(label.title), str(known.title) if known else value
