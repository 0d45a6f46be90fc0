"""How a number comes about: the numbers it is made of, who is counted where, events that count once, and its records in the ledger."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.figures.derived import earlier_period
from shilu.figures.names import Asked, figure_keyed
from shilu.figures.queries import ask_keyed, places_behind
from shilu.figures.reading import Reading
from shilu.figures.result import Result
from shilu.ledger.catalogue import Catalogue, Term
from shilu.ledger.entries import earliest_day
from shilu.ledger.queries import memberships
from shilu.lib.enumerating import enumerated
from shilu.lib.period import Period, range_period
from shilu.organisation.structure import Unit
from shilu.web.addresses import address, records_address


@dataclass(frozen=True, slots=True)
class Source:
    """A number of which another one is made, under the word for what it is there."""

    title: str
    result: Result


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, or several together, with what they add to a count of people or units; ``address`` is of one unit alone."""

    units: tuple[Unit, ...]
    count: int
    address: str

    @property
    def title(self) -> str:
        return enumerated(unit.name for unit in self.units)


@dataclass(frozen=True, slots=True)
class Joint:
    """Which records are of one event: the number of their event by position, and what that means in a sentence."""

    events: Mapping[int, int]
    sentence: str


def sources_of(
    asked: Asked, result: Result, *, unit: UUID, period: Period, own: bool, reading: Reading
) -> list[Source]:
    """The figures from which a ratio, a rate, a comparison or a target is worked out."""
    figure = asked.figure

    def source(title: str, reference: str, time: Period) -> Source:
        of = ask_keyed(reference, quantity="", labels=asked.labels, unit=unit, period=time, own=own, reading=reading)
        return Source(title, of)

    match figure.type:
        case "ratio":
            return [
                source(_("Numerator"), figure.numerator, period),
                source(_("Divided by"), figure.denominator, period),
            ]
        case "rate":
            return [source(_("All of it"), figure.of, period)]
        case "comparison":
            earlier = earlier_period(figure, period)
            return [source(period.title(), figure.of, period), source(earlier.title(), figure.of, earlier)]
        case "target":
            time = result.over or period
            return [source(time.title(), figure.of, time)]
    return []


def places_of(asked: Asked, *, unit: UUID, period: Period, own: bool, reading: Reading) -> list[Place]:
    """The units that make a count of people or units."""
    key, quantity, units = asked.figure.key, asked.figure.quantity, reading.structure.units
    found = places_behind(key, quantity=quantity, unit=unit, period=period, own=own, reading=reading)

    def place(at: tuple[Unit, ...], count: int) -> Place:
        alone = records_address(figure=key, quantity=quantity, labels={}, unit=at[0].code, period=period.name, own=True)
        return Place(at, count, alone if len(at) == 1 else "")

    return [place(tuple(units[uuid] for uuid in uuids), count) for uuids, count in found.items()]


def joint_of(asked: Asked, seqs: Sequence[int], *, reading: Reading) -> Joint:
    """The events of which several of the records are one."""
    occasions = memberships(reading.at)
    members = Counter(occasions[seq] for seq in seqs if seq in occasions)
    numbers = {uuid: at for at, uuid in enumerate((one for one, many in members.items() if many > 1), start=1)}
    events = {seq: numbers[occasions[seq]] for seq in seqs if occasions.get(seq) in numbers}
    if not events or asked.figure.references:
        return Joint(events, "")
    said = {"records": len(events), "events": len(numbers)}
    counted = reading.catalogue.quantities.get(asked.figure.quantity)
    if counted is None or counted.joint == "once":
        return Joint(events, _("%(records)s of them are of %(events)s joint events; each event counts once.") % said)
    words = _("%(records)s of them are of %(events)s joint events; what one unit recorded of an event counts once.")
    return Joint(events, words % said)


def in_the_ledger(
    asked: Asked, seqs: Sequence[int], *, unit: Unit, period: Period, own: bool, reading: Reading
) -> Iterator[tuple[str, str]]:
    """The lists of the ledger with the records of a number: a title and an address for each kind and its labels.

    A stock is made by all that came before, so its lists begin at the first of the records ``seqs``.
    """
    seen: set[str] = set()
    stock = range_period(earliest_day(seqs), period.last, calendar=period.calendar)
    for term, labels, time in _terms(asked, reading.catalogue, period, stock):
        kind = reading.catalogue.kinds[term.kind]
        if any(not value or key not in kind.labels for key, value in labels.items()):
            continue
        wanted = {
            "unit": unit.code,
            "period": time.name,
            "kind": kind.key,
            **{f"label_{key}": value for key, value in labels.items()},
            "own": "on" if own else "",
        }
        found = address("ledger", wanted)
        if found not in seen:
            seen.add(found)
            yield str(kind.title), found


def _terms(
    asked: Asked, catalogue: Catalogue, flow: Period, stock: Period
) -> Iterator[tuple[Term, Mapping[str, str], Period]]:
    """What is counted, with its labels and its time; nothing of what looks at another time than the number's own."""
    figure = asked.figure
    if figure.type in {"ratio", "rate"}:
        for reference in figure.references:
            part = figure_keyed(reference, quantity="", labels=asked.labels, catalogue=catalogue)
            yield from _terms(part, catalogue, flow, stock)
    if figure.type in {"flow", "stock"}:
        time = flow if figure.type == "flow" else stock
        yield from ((term, {**term.labels, **asked.labels}, time) for term in figure.terms)
