"""What a claim counts where its noun stands before it: in an earlier clause, or as what an earlier number counted."""

import re
from dataclasses import dataclass

from shilu.claims.claim import Claim
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_names import normalised
from shilu.matching import following
from shilu.matching.matcher import Matcher
from shilu.matching.phrase import Match
from shilu.matching.words import split, words
from shilu.reports.checking.clause import Clause

PEOPLE = frozenset({"人次", "人", "名", "位", "余人", "多人"})

_ADVERBS = re.compile(
    "^(?:现|已经?|均|共计?|累计|又|还|其中|分别|全部|合计|总计|先后|共|仅|约|近|超|逾|达到?|为|是|有|、|并)+"
)
_TOTAL = re.compile("(?:共计?|合计|总计|总共|总数|累计)(?:为|达|有|开展|完成)?$")
_PARTS = re.compile("[，,、：:]")
_TRAILING = re.compile("(?:了|约|近|达到?|超过|逾|突破|为|共计?|累计|合计|总计|有|是)+$")


@dataclass(frozen=True, slots=True)
class Previous:
    """The claim decided last: its match, where it ends, and whether its clause counts nothing else."""

    match: Match
    clause: Clause
    end: int
    alone: bool


def is_carried(claim: Claim, clause: Clause) -> bool:
    """Whether the noun of ``claim`` stands neither in its own item of the clause nor behind the number."""
    if not claim.what:
        return False
    before, quote, after = clause.item.partition(claim.quote)
    own = before.rpartition("、")[2] + quote + after
    return normalised(claim.what) not in normalised(clause.item if "、" in claim.what else own)


def deed_of(claim: Claim, clause: Clause) -> str:
    """The words of a claim's own item before its number, without adverbs: 已答复37条 gives 答复."""
    before = clause.item.partition(claim.quote)[0]
    return _TRAILING.sub("", _ADVERBS.sub("", normalised(before)))


def is_total(claim: Claim, clause: Clause) -> bool:
    """Whether a claim states the sum of what stands before it (共计258场)."""
    return _TOTAL.search(normalised(clause.item.partition(claim.quote)[0])) is not None


def noun_of_deed(deed: str, what: str, *, matcher: Matcher) -> str:
    """The name that a deed makes with the noun it was carried to (完成 and 发布学习任务: 完成学习任务); "" where none."""
    noun = normalised(what)
    return next((name for at in range(len(noun) - 1) if matcher.is_name(name := deed + noun[at:])), "")


def says_nothing(deed: str) -> bool:
    """Whether a deed leaves the noun as it is: no words, general verbs, or that people came."""
    lists = words()
    return split(deed, lists.verbs | lists.neutral | lists.attending | lists.people) is not None


def attended(claim: Claim, clause: Clause, previous: Previous, *, catalogue: Catalogue) -> Match | None:
    """Who came to what the number before counted (公安讲堂5次，听讲579人次)."""
    between = clause.sentence[max(0, previous.end - clause.sentence_start) :]
    if claim.unit not in PEOPLE or len(_PARTS.findall(between)) > 1:
        return None
    lists = words()
    # What was read as the noun may be cut from the middle of a word: the words before the number say it whole.
    said = (normalised(claim.what).removeprefix("其中"), deed_of(claim, clause))
    if any(split(what, lists.attending) is not None for what in said):
        return following.attended(previous.match, claim.unit, catalogue=catalogue, loose=not previous.alone)
    if any(split(what, lists.attending | lists.people | lists.joining) is not None for what in said):
        return following.attended(previous.match, claim.unit, catalogue=catalogue, loose=True)
    return None


def part_of(claim: Claim, previous: Previous, *, catalogue: Catalogue) -> Match | None:
    """The part with a label of what the number before counted (稿件74篇，其中省级媒体12篇)."""
    what = normalised(claim.what).removeprefix("其中")
    return following.part_of(previous.match, what, claim.unit, catalogue=catalogue) if what else None
