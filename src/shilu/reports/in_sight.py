"""Whether somebody who may not read every kind may read what a paper prints."""

from collections.abc import Mapping
from uuid import UUID

from shilu.figures.names import figure_keyed
from shilu.figures.readable import readable
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.sight import Sight
from shilu.lib.errors import Refused
from shilu.organisation.structure import Structure
from shilu.reports.queries import Issued


def figure_in_sight(
    figure: str, *, quantity: str, labels: Mapping[str, str], unit: UUID, sight: Sight, catalogue: Catalogue
) -> bool:
    """Whether all that a figure of a unit counts may be read."""
    kinds = sight.kinds_of(unit)
    if kinds is None:
        return True
    try:
        asked = figure_keyed(figure, quantity=quantity, labels=labels, catalogue=catalogue)
    except Refused:
        return False
    return bool(asked.figure.terms or asked.figure.references) and readable(asked, kinds=kinds, catalogue=catalogue)


def issue_in_sight(issued: Issued, *, sight: Sight, structure: Structure, catalogue: Catalogue) -> bool:
    """Whether every number of an issued paper may be read; a paper without numbers says nothing of what it tells."""
    for number in issued.numbers:
        query = number.query
        unit = structure.by_code(query.unit)
        if unit is None or not figure_in_sight(
            query.figure,
            quantity=query.quantity,
            labels=query.labels,
            unit=unit.uuid,
            sight=sight,
            catalogue=catalogue,
        ):
            return False
    return bool(issued.numbers)
