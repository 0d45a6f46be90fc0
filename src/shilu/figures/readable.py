"""Which figures may be read by somebody who may not read every kind."""

from shilu.figures.names import Asked, kinds_counted
from shilu.ledger.catalogue import Catalogue


def readable(asked: Asked, *, kinds: frozenset[str] | None, catalogue: Catalogue) -> bool:
    """Whether all that ``asked`` counts is among ``kinds`` (None: all)."""
    return kinds is None or kinds_counted(asked.figure, catalogue=catalogue) <= kinds
