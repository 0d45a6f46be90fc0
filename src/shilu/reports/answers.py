"""What a bound number is at a position of the ledger: the same reading prints it, issues it and verifies it."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.figures.queries import ask, entries_behind
from shilu.figures.reading import Reading
from shilu.figures.result import PER_CENT, Compared, Result, plain, shown_value
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.entries import correcting_entries, entries_by_seq
from shilu.ledger.entry import Entry
from shilu.ledger.queries import catalogue_at, structure_at
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, parse_period
from shilu.organisation.structure import Structure
from shilu.reports.binding import Query, read_query
from shilu.reports.likeness import like, like_change

NOTHING = "—"
"""What stands where there is no number to print."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is printed for a query, and the value behind it; ``value`` is None where there is nothing to say.

    ``entries`` are how many records make it, None where no one figure does.
    """

    title: str
    definition: str
    measure: str
    value: Decimal | None
    shown: str
    reason: str = ""
    entries: int | None = None


@dataclass(slots=True)
class Reader:
    """Reads figures and records at one position; answers are kept, since a paper asks for the same ones often.

    ``today`` is the day of the paper: months that are not over on it ask nobody for anything.
    """

    at: int
    calendar: BodyCalendar
    today: date = field(kw_only=True)
    structure: Structure = field(init=False)
    catalogue: Catalogue = field(init=False)
    _results: dict[tuple[object, ...], list[Result]] = field(default_factory=dict)
    _readings: dict[str, Reading] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.structure = structure_at(self.at)
        self.catalogue = catalogue_at(self.at)

    def unit(self, code: str) -> UUID:
        unit = self.structure.by_code(code)
        if unit is None:
            raise Refused(_("There is no unit %(unit)s.") % {"unit": code})
        return unit.uuid

    def results(self, query: Query) -> list[Result]:
        """All that the ledger answers to the figure of ``query``: one result a quantity, and a part of a breakdown."""
        labels = tuple(sorted(query.labels.items()))
        key = (query.figure, query.unit, query.period, query.against, query.by, query.structure, labels)
        if key not in self._results:
            self._results[key] = ask(
                [query.figure],
                unit=self.unit(query.unit),
                period=parse_period(query.period, calendar=self.calendar),
                reading=self.reading(query.structure),
                compare=self._against(query.against),  # type: ignore[arg-type]
                by=query.by or None,
                labels=dict(labels),
            )
        return self._results[key]

    def reading(self, structure: str) -> Reading:
        """The ledger at the position, with units as they stood then or stand now; opened once."""
        if structure not in self._readings:
            self._readings[structure] = Reading(self.at, today=self.today, then=structure == "then")
        return self._readings[structure]

    def _against(self, against: str) -> object:
        if against in {"", "previous", "last-year"}:
            return against or None
        return parse_period(against, calendar=self.calendar)

    def result(self, query: Query) -> Result:
        """The one result that ``query`` names; Refused where the figure does not count the quantity."""
        for result in self.results(query):
            wanted = not query.quantity or result.quantity == query.quantity
            if wanted and part_of(result, query.by) == query.part:
                return result
        raise Refused(
            _("“%(figure)s” has no “%(quantity)s”.")
            % {"figure": query.figure, "quantity": query.quantity or query.part}
        )

    def answer(self, query: Query) -> Answer:
        """What ``query`` prints."""
        if query.entries:
            return self._records(query)
        if not query.figure:
            return Answer(_("Old number"), "", "", None, _by_hand(query) or NOTHING)
        if query.plus:
            return self._sum(query)
        result = self.result(query)
        value, shown = printed(result, query)
        said = (result.title, result.definition, result.measure, value, shown, result.reason)
        return Answer(*said, entries=None if result.hidden else result.entries)

    def entries(self, query: Query) -> list[int]:
        """The positions of the records that make the value."""
        if query.entries:
            standing = (self._standing(seq) for seq in query.entries)
            return [entry.seq for entry in standing if entry is not None]
        if not query.figure:
            return []
        if query.plus:
            parts = (replace(query.question, plus=()), *map(read_query, query.plus))
            return sorted({seq for one in parts for seq in self.entries(one)})
        result = self.result(query)
        return entries_behind(
            result.figure,
            quantity=result.quantity,
            labels=dict(result.labels),
            unit=result.unit,
            period=result.period,
            reading=self.reading(query.structure),
        )

    def entries_in(self, query: Query, period: str) -> list[int]:
        """The positions of the records that the figure of ``query`` would have in another period."""
        plus = tuple(replace(read_query(one), period=period, against="").written() for one in query.plus)
        return self.entries(replace(query, period=period, against="", plus=plus))

    def _sum(self, query: Query) -> Answer:
        """The values of several queries added; nothing where one of them has none."""
        alone = replace(query.question, plus=(), like="")
        answers = [self.answer(one) for one in (alone, *map(read_query, query.plus))]
        values = [one.value for one in answers]
        total = None if None in values else sum((one for one in values if one is not None), Decimal(0))
        measure = answers[0].measure
        shown = NOTHING
        if total is not None:
            plainly = shown_value(total, measure="" if query.bare else measure)
            shown = (like(total, query.like) if query.like else None) or plainly
        title = _("Sum of %(titles)s") % {"titles": enumerated(dict.fromkeys(one.title for one in answers))}
        definition = " ".join(dict.fromkeys(one.definition for one in answers))
        return Answer(title, definition, measure, total, _by_hand(query) or shown)

    def _records(self, query: Query) -> Answer:
        kind = self.catalogue.kinds[query.figure]
        shown = "；".join(
            self.record_line(entry, show=query.show) if entry else _("cancelled")
            for entry in (self._standing(seq) for seq in query.entries)
        )
        return Answer(str(kind.title), str(kind.definition), "", None, shown, entries=len(query.entries))

    def _standing(self, seq: int) -> Entry | None:
        """The record as it stands at the position: itself, or what corrected it by then."""
        last = self._versions(seq)[-1]
        return None if last.reversed_by is not None and last.reversed_by <= self.at else last

    def _versions(self, seq: int) -> list[Entry]:
        """The record, what was posted in its place by the position, and so on."""
        versions = entries_by_seq([seq])
        while following := [one for one in correcting_entries([versions[-1].seq]) if one.seq <= self.at]:
            versions.append(following[-1])
        return versions

    def record_line(self, entry: Entry, *, show: str) -> str:
        """A record in words; ``show`` names a field (title, day, unit, count or a label), "value" is day, unit, title."""
        unit = self.structure.units[entry.unit]
        kind = self.catalogue.kinds[entry.kind]
        fields: dict[str, str] = {
            "title": entry.texts.title or str(kind.title),
            "day": _day(entry),
            "unit": unit.usual_name,
            "count": "、".join(
                f"{plain(entry.quantities[quantity.key]):f}{quantity.measure}"
                for quantity in kind.quantities
                if quantity.key in entry.quantities
            ),
        }
        for key, value in entry.labels.items():
            known = self.catalogue.labels[key].value(value)
            fields[key] = str(known.title) if known else value
        if show in fields:
            return fields[show]
        if show in {"value", "change", "difference", "percent", "compared"}:
            return _("%(day)s, %(unit)s: %(title)s") % fields
        return ""


def _day(entry: Entry) -> str:
    day = entry.last
    if entry.whole:
        return _("%(month)s/%(year)s") % {"year": day.year, "month": day.month}
    return _("%(month)s/%(day)s") % {"month": day.month, "day": day.day}


def part_of(result: Result, by: str) -> str:
    """What tells a result from the others of its breakdown: unit's code, month's name or the label's value."""
    if not by:
        return ""
    if by == "unit":
        return result.unit_code + (".own" if result.own else "")
    return result.period.name if by == "month" else str(result.labels.get(by, ""))


def _by_hand(query: Query) -> str:
    """What stands there instead of what the ledger says: words kept by hand, or those of an earlier report, told to be old."""
    return query.kept or (_("%(words)s〔old number〕") % {"words": query.old} if query.old else "")


def printed(result: Result, query: Query) -> tuple[Decimal | None, str]:
    """Value and printed form of what ``query`` shows of a result."""
    if by_hand := _by_hand(query):
        return printed(result, query.question)[0], by_hand
    if query.like and (styled := _styled(result, query)) is not None:
        return styled
    measure = "" if query.bare else result.measure
    if query.show == "value":
        if result.value is None or not query.bare:
            return result.value, result.shown or NOTHING
        return result.value, shown_value(result.value, measure=result.measure).removesuffix(result.measure)
    other = result.compare
    if other is None or other.value is None or other.difference is None:
        return None, _("not comparable")
    return _compared(result, other, query.show, measure)


def _styled(result: Result, query: Query) -> tuple[Decimal | None, str] | None:
    """Value and printed form in the manner of an example; None where there is no value or the example does not fit."""
    other = result.compare
    if query.show == "value":
        shown = None if result.value is None else like(result.value, query.like)
        return None if shown is None else (result.value, shown)
    if other is None or other.difference is None:
        return None
    value = {"percent": other.percent, "compared": other.value}.get(query.show, other.difference)
    if query.show == "change":
        shown = like_change(other.difference, other.percent, query.like, share=result.measure == PER_CENT)
        if shown is not None and query.than:
            shown = f"与{query.than[1:]}{shown}" if other.difference == 0 else f"{query.than}{shown}"
    else:
        shown = None if value is None else like(abs(value), query.like)
    return None if shown is None else (value, shown)


def _compared(result: Result, other: Compared, show: str, measure: str) -> tuple[Decimal | None, str]:
    difference = other.difference or Decimal(0)
    if show == "compared":
        return other.value, shown_value(other.value or Decimal(0), measure=measure)
    if show == "percent":
        if other.percent is None:
            return None, _("not comparable")
        return other.percent, shown_value(abs(other.percent), measure=PER_CENT)
    points = result.measure == PER_CENT
    size = shown_value(abs(difference), measure=PER_CENT).removesuffix("%") + _(" points") if points else ""
    size = size or shown_value(abs(difference), measure=measure)
    if show == "difference":
        return difference, size
    if difference == 0:
        return difference, _("unchanged")
    return difference, (_("up %(size)s") if difference > 0 else _("down %(size)s")) % {"size": size}
