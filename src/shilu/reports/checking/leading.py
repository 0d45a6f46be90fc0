"""Words of a claim's own clause that nobody knows: they may take out a part of what is counted (走进学校开展反诈宣讲30场)."""

import re
from collections.abc import Collection

from shilu.claims.claim import Claim
from shilu.ledger.catalogue_names import normalised
from shilu.matching.phrase import Match
from shilu.matching.words import split, words
from shilu.reports.checking.carrying import PEOPLE
from shilu.reports.checking.clause import Clause
from shilu.reports.checking.scope_period import without_times
from shilu.reports.checking.scope_place import Places

_SIGNS = re.compile(r"[\s、,，:：;；·“”‘’\"'()（）\[\]【】\-—~～*#○●·0-9.]+")
NUMBERED = re.compile(
    "^(?:第?[一二三四五六七八九十]+(?:是|、|方面)|[(（][一二三四五六七八九十0-9]+[)）]|其[一二三四]是?)"
)


_TITLED = re.compile("[《〈<].+?[》〉>]")


def unknown_lead(claim: Claim, clause: Clause, match: Match, *, names: Collection[str], places: Places) -> str:
    """The words before the name of ``match`` in the claim's item that are neither time, unit nor known; "" where all are.

    ``names`` are all names of the kind: what stands before the matched one in a longer one is known.
    """
    before = clause.item.partition(claim.quote)[0]
    if (titled := _TITLED.search(before)) and normalised(titled[0]) not in normalised(match.asked.name or ""):
        return titled[0]
    text = normalised(NUMBERED.sub("", places.without_units(without_times(before)).strip()))
    name = normalised(match.asked.name or "")
    at = text.rfind(name)
    lead = _SIGNS.sub("", text[:at] if at >= 0 else text)
    if not lead:
        return ""
    lists = words()
    known = lists.verbs | lists.neutral | lists.acting | lists.joining | lists.leading | lists.more | lists.held
    known |= {longer.removesuffix(name) for longer in map(normalised, names) if longer.endswith(name)} - {""}
    if at < 0:
        known |= {name[start:end] for start in range(len(name)) for end in range(start + 1, len(name) + 1)}
    if claim.unit in PEOPLE:
        known |= lists.attending | lists.people
    return "" if split(lead, known) is not None else lead
