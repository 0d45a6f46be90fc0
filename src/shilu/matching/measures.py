"""Which quantity of a figure a measure word asks for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shilu.figures.result import PER_CENT
from shilu.ledger.catalogue import Catalogue, Figure, Kind, KindQuantity
from shilu.ledger.catalogue_names import normalised
from shilu.matching.words import words

ATTENDED = "people"
PERSONS = "persons"
_HEADS = frozenset({"人", "名", "位"})  # they count heads; a kind that counts attendances only may mean those


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity that fits a measure word; ``loose`` where people are counted by heads and kept by attendances."""

    quantity: str
    loose: bool = False


def counted_by(kind: Kind, measure: str, *, catalogue: Catalogue) -> tuple[Counted, ...]:
    """The quantities of ``kind`` that ``measure`` can count, all equally likely; the first one without a measure word.

    A quantity whose own measure word it is stands before those that are merely read as it too.
    """
    if not measure:
        return (Counted(kind.first.key),)
    own = [quantity for quantity in kind.quantities if quantity.measure == measure]
    read = [quantity for quantity in kind.quantities if measure in _measures(quantity, catalogue)]
    if measure in _HEADS:
        people = [quantity for quantity in read if quantity.key in {ATTENDED, PERSONS}] or own
        return tuple(Counted(quantity.key, quantity.key == ATTENDED) for quantity in people)
    return tuple(Counted(quantity.key) for quantity in (own or read[:1]))


def loose_people() -> str:
    """Why a number of heads bears out no number of attendances."""
    return _("the text counts people, the records count attendances")


def said_by_verb(kind: Kind, clause: str) -> frozenset[str]:
    """The quantities whose own names begin with a verb that stands in the normalised ``clause`` (完成, 发布)."""
    bare = [normalised(name) for name in (kind.title.zh, *kind.aliases)]
    found = set()
    for name in kind.names:
        written = normalised(name.name)
        verb = next((written.removesuffix(end) for end in bare if written.endswith(end) and written != end), "")
        if name.quantity and verb and verb in clause:
            found.add(name.quantity)
    return frozenset(found)


def is_shifted(kind: Kind, clause: str) -> bool:
    """Whether a verb of the normalised ``clause`` makes another thing of what ``kind`` counts; its own names may have it."""
    own = "".join((kind.title.zh, *kind.aliases, *(name.name for name in kind.names)))
    return any(verb in clause and verb not in own for verb in words().shifting)


def fits(figure: Figure, measure: str, *, catalogue: Catalogue) -> Counted | None:
    """The quantity of a defined figure where ``measure`` can count it."""
    shares = (figure.measure == PER_CENT, measure in {PER_CENT, "％"})
    if shares[0] and (shares[1] or not measure):
        return Counted(figure.quantity)
    if any(shares):
        return None
    known = catalogue.quantities.get(figure.quantity)
    if not measure or measure == figure.measure or (known is not None and measure in known.measures):
        return Counted(figure.quantity, figure.quantity == ATTENDED and measure in _HEADS)
    return None


def _measures(quantity: KindQuantity, catalogue: Catalogue) -> tuple[str, ...]:
    known = catalogue.quantities.get(quantity.key)
    return known.measures if known else ()
