"""The claims of a document: those of its text, and numbers that stand alone in the cells of a table."""

import re
from decimal import Decimal

from shilu.claims import extract
from shilu.claims.claim import Claim
from shilu.documents.document import Document, Piece
from shilu.lib.plain import half_width

_BARE = re.compile(r"\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?\s*")
_NO_COUNT = re.compile("序号|编号|编码|代码|电话|手机|日期|时间|文号|证号|年份|年度$|版面|学号|警号|工号|页码|邮编")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_LONGEST = 12


def claims_of(document: Document) -> tuple[Claim, ...]:
    """The claims of a document in the order of its text; offsets count in ``document.text``.

    A number alone in a cell is a claim about what its row and column are headed with; its measure word, where there is
    one, stands in a head.
    """
    claims = extract(document.text)
    taken = {(claim.start, claim.end) for claim in claims}
    starts = {start for start, _end in taken}
    bare = [
        claim
        for piece in document.pieces
        if piece.heads and (claim := _bare(piece)) is not None and claim.start not in starts
    ]
    return tuple(sorted((*claims, *bare), key=lambda claim: claim.start))


def _bare(piece: Piece) -> Claim | None:
    if len(piece.text) > _LONGEST or any(_NO_COUNT.search(head) for head in piece.heads):
        return None
    found = _BARE.fullmatch(half_width(piece.text)) if len(half_width(piece.text)) == len(piece.text.strip()) else None
    columns = piece.heads[piece.row_heads :]
    if found is None or not (columns or piece.row_heads) or _YEAR.fullmatch(found[0].strip()):
        return None
    start = piece.start + len(piece.text) - len(piece.text.lstrip())
    quote = piece.text.strip()
    value = Decimal(found[1].replace(",", "") + (found[2] or ""))
    return Claim(
        start,
        start + len(quote),
        quote,
        value,
        what=piece.heads[piece.row_heads - 1] if piece.row_heads else columns[-1],
    )
