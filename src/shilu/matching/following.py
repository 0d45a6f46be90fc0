"""What a number counts that follows another one: who came to what that counts, or a part of it with a label."""

from dataclasses import replace

from django.utils.translation import gettext as _

from shilu.figures.names import Asked, own_figure
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_names import normalised
from shilu.matching.measures import ATTENDED, PERSONS, counted_by, loose_people
from shilu.matching.narrowing import pinned_alone
from shilu.matching.phrase import Match

_SCORE = 0.9


def attended(match: Match, measure: str, *, catalogue: Catalogue, loose: bool) -> Match | None:
    """Who came to what ``match`` counts (公安讲堂5次，听讲579人次), where records of its kind say so."""
    kind = catalogue.kinds.get(match.asked.figure.key)
    if kind is None or kind.adds != "flow":
        return None
    counted = [one for one in counted_by(kind, measure, catalogue=catalogue) if one.quantity != kind.first.key]
    if len(counted) != 1 or counted[0].quantity not in {ATTENDED, PERSONS}:
        return None
    asked = Asked(own_figure(kind, counted[0].quantity), match.asked.name, match.asked.labels)
    if counted[0].loose:
        return Match(asked, _SCORE, loose_people(), loose=True)
    if loose or match.loose:
        return Match(asked, _SCORE, _("it is not sure that they came to this"), loose=True)
    return Match(asked, _SCORE)


def part_of(match: Match, what: str, measure: str, *, catalogue: Catalogue) -> Match | None:
    """The part of what ``match`` counts that the label values ``what`` pin (其中省级媒体12篇)."""
    kind = catalogue.kinds.get(match.asked.figure.key)
    if kind is None:
        return None
    labels = pinned_alone(normalised(what).removeprefix("其中"), kind, catalogue=catalogue)
    counted = [one.quantity for one in counted_by(kind, measure, catalogue=catalogue)]
    if not labels or match.asked.figure.quantity not in counted:
        return None
    return Match(replace(match.asked, labels={**match.asked.labels, **labels}), _SCORE)
