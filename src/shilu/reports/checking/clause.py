"""Where a claim stands: its clause, the item of a list that is its own, the sentence up to it, and the heading above."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shilu.claims.claim import Claim
from shilu.documents.document import Document, Piece
from shilu.documents.heads import is_number

_SENTENCE_ENDS = "。！？!?；;\n"
_CLAUSE_ENDS = _SENTENCE_ENDS + "，,：:"
_HEADING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十]+[章节部分]+|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|#+\s|\d{1,2}[.、．]\s*(?=\D))"
)
_LONGEST_HEADING = 45


@dataclass(frozen=True, slots=True)
class Clause:
    """The words around a claim.

    ``item`` reaches from the claim before it in the same clause (or the clause's beginning) to the end of number and
    noun; ``clause`` from the beginning of the clause, ``sentence`` from the beginning of the sentence, both up to the
    number. ``behind`` is what follows in the clause. ``headings`` are those above, the uppermost first. ``aside`` where the
    claim stands in brackets within a sentence.
    """

    item: str
    clause: str
    sentence: str
    behind: str
    headings: tuple[str, ...]
    sentence_start: int
    clause_start: int
    piece: Piece | None
    aside: bool = False

    @property
    def is_cell(self) -> bool:
        """Whether the number stands alone in a cell, so that only the heads say what it is."""
        return self.piece is not None and bool(self.piece.heads) and is_number(self.piece.text)


def clauses_of(document: Document, claims: Sequence[Claim]) -> list[Clause]:
    """The words around each claim of a document, in the claims' order."""
    text = document.text
    above = _headings(document)
    found = []
    last_end = 0
    for claim in claims:
        piece = document.at(claim.start)
        floor = piece.start if piece else 0
        ceiling = piece.end if piece else len(text)
        clause_start = _begin(text, claim.start, _CLAUSE_ENDS, floor)
        sentence_start = _begin(text, claim.start, _SENTENCE_ENDS, floor)
        clause_end = _finish(text, claim.end, _CLAUSE_ENDS + "、", ceiling)
        item_start = max(clause_start, last_end if last_end <= claim.start else clause_start)
        behind = text[claim.end : clause_end]
        item_end = claim.end
        if claim.what and claim.what in behind:
            following = next((other.start for other in claims if other.start >= claim.end), len(text))
            item_end = min(clause_end, following)
        found.append(
            Clause(
                item=text[item_start:item_end].lstrip("、和及 "),
                clause=text[clause_start : claim.start],
                sentence=text[sentence_start : claim.start],
                behind=behind,
                headings=above.get(floor, ()),
                sentence_start=sentence_start,
                clause_start=clause_start,
                piece=piece,
                aside=sentence_start > floor and text[sentence_start - 1] in "（(",
            )
        )
        last_end = item_end
    return found


def _begin(text: str, at: int, ends: str, floor: int) -> int:
    """Where the stretch that holds ``at`` begins; marks inside quotation marks and brackets end nothing."""
    depth = 0
    for place in range(at - 1, floor - 1, -1):
        sign = text[place]
        if sign in "”」』》）)】":
            depth += 1
        elif sign in "“「『《（(【":
            if depth == 0 and sign in "（(“":
                return place + 1
            depth = max(0, depth - 1)
        elif depth == 0 and sign in ends and not _is_separator(text, place):
            return place + 1
    return floor


def _finish(text: str, at: int, ends: str, ceiling: int) -> int:
    for place in range(at, ceiling):
        if text[place] in ends and not _is_separator(text, place):
            return place
    return ceiling


def _is_separator(text: str, place: int) -> bool:
    """Whether a comma stands between digits (1,200)."""
    return text[place] == "," and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()


def _headings(document: Document) -> dict[int, tuple[str, ...]]:
    """The headings above each piece, by where the piece begins."""
    found: dict[int, tuple[str, ...]] = {}
    path: list[tuple[int, str]] = []
    for piece in document.pieces:
        level = _level(piece)
        if level:
            path = [(depth, title) for depth, title in path if depth < level]
            path.append((level, piece.text.strip()))
        found[piece.start] = tuple(title for _depth, title in path)
    return found


def _level(piece: Piece) -> int:
    """1 for 一、, 2 for （一）, 3 for other numbered headings; 0 for what is none."""
    text = piece.text.strip()
    if piece.place.table or piece.place.cell or not text:
        return 0
    head = _HEADING.match(text)
    if head is None:
        return 0
    first = re.split("[。；;]", text)[0]
    if len(first) > _LONGEST_HEADING or (len(text) > _LONGEST_HEADING and not text.endswith(first + "。")):
        return 0
    mark = head[0].strip()
    if mark.startswith("#"):
        return len(mark)
    return 1 if mark.endswith(("、", "章", "节", "分")) and not mark[0].isdigit() else 2 if mark[0] in "（(" else 3
