"""Which records are sought, within what is seen: as conditions on rows of the log and on the sums beside it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Q

from shilu.ledger.models import Series, Text
from shilu.ledger.sight import Part, Sight
from shilu.ledger.small_ids import known_kind_ids, known_unit_ids
from shilu.lib.day_numbers import day_number

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Sought:
    """Which records a list shows; None, and what is empty, leaves a condition out.

    ``units`` are taken as they are, without those below them. ``words`` are all to be found in title, place or remark.
    ``seqs`` are the only positions that are taken. With ``cancelled`` records that were cancelled and their reversals
    stand in the list as well; the sums are the same.
    """

    kinds: frozenset[str] | None = None
    units: frozenset[UUID] | None = None
    first: date | None = None
    last: date | None = None
    labels: tuple[tuple[str, str], ...] = ()
    accounts: frozenset[str] | None = None
    words: tuple[str, ...] = ()
    batch: int | None = None
    seqs: frozenset[int] | None = None
    cancelled: bool = False


class Patch(NamedTuple):
    """Records of some units and kinds by their small ids (None: of all), up to a day (None: of all)."""

    units: frozenset[int] | None
    kinds: frozenset[int] | None
    until: int | None = None


class Scope(NamedTuple):
    """What of a question a reversal has in common with its entry: the patches seen of it, days, labels as written."""

    patches: frozenset[Patch]
    first: int | None
    last: int | None
    labels: frozenset[str] | None

    def rows(self) -> Q:
        """The condition on rows of the log; what sums a longer time counts where all of it lies within the days."""
        found = Q()
        if self.first is not None:
            found &= Q(last__gte=self.first) & (Q(whole=0) | Q(first__gte=self.first))
        if self.last is not None:
            found &= Q(last__lte=self.last)
        if self.labels is not None:
            found &= Q(labels__in=self.labels)
        kinds = (Q() if patch.kinds is None else Q(kind__in=patch.kinds) for patch in self.patches)
        return found & self._of_patches(kinds)

    def amounts(self) -> Q:
        """The same condition on the sums."""
        found = Q()
        if self.first is not None:
            found &= Q(since__gte=self.first, last__gte=self.first)
        if self.last is not None:
            found &= Q(last__lte=self.last)
        return found & self._of_patches(self._series(patch.kinds) for patch in self.patches)

    def _of_patches(self, kinds: Iterable[Q]) -> Q:
        parts = [_of_units(patch) & its for patch, its in zip(self.patches, kinds, strict=True)]
        if not parts:
            return Q(pk__in=())
        return Q() if Q() in parts else reduce(or_, parts)

    def _series(self, kinds: frozenset[int] | None) -> Q:
        if kinds is None and self.labels is None:
            return Q()
        rows = Series.objects.all() if kinds is None else Series.objects.filter(kind__in=kinds)
        if self.labels is not None:
            rows = rows.filter(labels__in=self.labels)
        return Q(series__in=list(rows.values_list("id", flat=True)))


def scope_of(sought: Sought, *, sight: Sight) -> Scope:
    """The scope of a question; two small queries."""
    kinds, units = known_kind_ids().ids, known_unit_ids().ids
    return Scope(
        patches=frozenset(patch for part in sight.parts for patch in _patches(part, sought, kinds=kinds, units=units)),
        first=None if sought.first is None else day_number(sought.first),
        last=None if sought.last is None else day_number(sought.last),
        labels=_written_labels(dict(sought.labels)) if sought.labels else None,
    )


def beyond_scope(sought: Sought) -> Q | None:
    """What else is asked of rows, which a reversal may not have in common with its entry; None where nothing is."""
    asked: list[Q] = []
    if sought.accounts is not None:
        asked.append(Q(account__in=sought.accounts))
    if sought.batch is not None:
        asked.append(Q(batch=sought.batch))
    if sought.seqs is not None:
        asked.append(Q(seq__in=sought.seqs))
    if sought.words:
        # All texts are read once, which takes the same time for rare words and for frequent ones.
        said = (Q(title__icontains=word) | Q(details__icontains=word) for word in sought.words)
        asked.append(Q(seq__in=Text.objects.filter(reduce(and_, said)).values("seq")))
    return reduce(and_, asked) if asked else None


def _patches(part: Part, sought: Sought, *, kinds: Mapping[str, int], units: Mapping[UUID, int]) -> Iterator[Patch]:
    """What of a part of the sight is sought."""
    keys = _common(part.kinds, sought.kinds)
    wanted = None if keys is None else frozenset(kinds[key] for key in keys if key in kinds)
    if wanted is not None and not wanted:
        return
    within = _common(part.units, sought.units)
    if within is None:
        yield Patch(None, wanted)
    elif within:
        yield Patch(frozenset(units[unit] for unit in within if unit in units), wanted)
    for unit, until in part.former:
        if sought.units is None or unit in sought.units:
            yield Patch(frozenset({units[unit]}), wanted, day_number(until))


def _common(one: frozenset[_Key] | None, other: frozenset[_Key] | None) -> frozenset[_Key] | None:
    if one is None:
        return other
    return one if other is None else one & other


def _of_units(patch: Patch) -> Q:
    found = Q() if patch.units is None else Q(unit__in=patch.units)
    return found if patch.until is None else found & Q(last__lte=patch.until)


def _written_labels(wanted: Mapping[str, str]) -> frozenset[str]:
    """The sets of labels, as rows write them, that carry all of ``wanted``."""
    written = Series.objects.exclude(labels="").values_list("labels", flat=True).distinct()
    return frozenset(text for text in written if wanted.items() <= json.loads(text).items())
