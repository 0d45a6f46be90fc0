"""Things that are kept (rooms, teams): whether a clause counts those that are there, that came, or that went."""

from collections.abc import Iterator
from enum import Enum

from shilu.figures.names import own_figure
from shilu.ledger.catalogue import Catalogue, Figure, Kind
from shilu.matching.words import words


class Course(Enum):
    """What a clause says of a thing that is kept."""

    UNSAID = ""
    HELD = "held"
    MORE = "+"
    LESS = "-"


def course(text: str) -> Course:
    """What the words of ``text`` say; nothing where they say two things."""
    lists = words()
    said = {
        found
        for found, names in ((Course.MORE, lists.more), (Course.LESS, lists.less), (Course.HELD, lists.held))
        if any(name in text for name in names)
    }
    return said.pop() if len(said) == 1 else Course.UNSAID


def figures_of_course(kind: Kind, said: Course, *, catalogue: Catalogue) -> Iterator[Figure]:
    """The figures that count only what came (``MORE``) or went (``LESS``) of ``kind``; with ``UNSAID`` those that came."""
    sign = "-" if said is Course.LESS else "+"
    defined = [
        figure
        for figure in catalogue.figures.values()
        if figure.type == "flow" and [(term.kind, term.sign) for term in figure.terms] == [(kind.key, sign)]
    ]
    yield from defined
    if not defined and said is Course.LESS:
        yield own_figure(kind, kind.first.key, sign="-")
