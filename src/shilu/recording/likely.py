"""Records that the ledger seems to have already, and those that may be of the same event."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.entries import read_entries, standing_near, standing_rows
from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.importing.doubles import titles_alike
from shilu.ledger.models import Row
from shilu.ledger.overlap import counts_overlap
from shilu.ledger.queries import catalogue_at
from shilu.ledger.sight import Sight
from shilu.lib.day_numbers import day_number
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused

_MOST_SHOWN = 5
_MOST_READ = 200


class LikelyDouble(Refused):
    """The ledger seems to have the record already; ``entries`` are those that it looks like."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        seqs = enumerated(str(entry.seq) for entry in entries)
        super().__init__(
            _("The ledger may have this already: record %(seqs)s. Say whether it is another event.") % {"seqs": seqs}
        )
        self.entries = tuple(entries)


def likely_doubles(fact: EntryDraft, *, without: int | None = None) -> list[Entry]:
    """Standing entries of the same kind, unit and days with a like title, and sums of the month that it is part of.

    ``without`` is the entry that is being corrected. Private kinds are summed, so there are no doubles of them.
    """
    if catalogue_at().kinds[fact.kind].private:
        return []
    near = standing_near({fact.kind}, units={fact.unit}, first=fact.first, last=fact.last, without=())
    found = [entry for entry in near if entry.seq != without and _is_double(fact, entry)]
    return found[-_MOST_SHOWN:]


def _is_double(fact: EntryDraft, entry: Entry) -> bool:
    if not counts_overlap(fact, entry):
        return False
    return fact.whole or entry.whole or titles_alike(fact.texts.title, entry.texts.title)


def same_event(
    *, kind: str, unit: object, first: date, last: date, title: str, sight: Sight, catalogue: Catalogue
) -> list[Entry]:
    """Entries in sight on the same days that may be one event with a record.

    That is: of the same kind in another unit, of another kind in the same unit, or of a like title wherever. Those with a
    like title come first, then those of the same kind; at most five, never of a private kind.
    """
    rows = (
        standing_rows()
        .filter(sight.rows(), whole=0, first__lte=day_number(last), last__gte=day_number(first))
        .order_by("-seq")[:_MOST_READ]
    )

    def alike(entry: Entry) -> bool:
        return bool(title and entry.texts.title) and titles_alike(title, entry.texts.title)

    entries = [
        entry
        for entry in read_entries(Row.objects.filter(seq__in=list(rows.values_list("seq", flat=True))))
        if (entry.kind == kind) != (entry.unit == unit) or (alike(entry) and (entry.kind, entry.unit) != (kind, unit))
    ]
    entries = [
        one for one in entries if not catalogue.kinds[one.kind].private and catalogue.kinds[one.kind].adds == "flow"
    ]

    def rank(entry: Entry) -> tuple[bool, bool, int]:
        return not alike(entry), entry.kind != kind, -entry.seq

    return sorted(entries, key=rank)[:_MOST_SHOWN]
