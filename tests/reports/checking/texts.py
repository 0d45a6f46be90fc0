"""Texts and tables as documents, and what the check of a text against itself says of them."""

from collections.abc import Sequence

from shilu.claims import extract
from shilu.documents.document import Document, Place, Written, laid
from shilu.lib.periods import parse_period
from shilu.reports.checking.within import within


def document(text: str, *, name: str = "稿.txt") -> Document:
    """Each line a paragraph."""
    lines = text.strip("\n").split("\n")
    return Document(name, "text", laid([Written(line, Place(paragraph=at)) for at, line in enumerate(lines, start=1)]))


def table(rows: str, *, heads: int = 1) -> Document:
    """A Word table; lines are rows, | parts the cells, the first ``heads`` rows and the first column are heads."""
    cells = [[cell.strip() for cell in line.split("|")] for line in rows.strip("\n").split("\n")]
    written = []
    for at, row in enumerate(cells):
        for column, cell in enumerate(row):
            above = tuple(head[column] for head in cells[:heads]) if at >= heads else ()
            beside = (row[0],) if at >= heads and column else ()
            written.append(Written(cell, Place(table=1, row=at + 1, column=column + 1), beside, above))
    return Document("表.docx", "docx", laid(written))


def found(text: str | Document, *, period: str | None = None) -> list[tuple[str, str, str]]:
    """Rule, the words called wrong, and the message of each finding."""
    read = document(text) if isinstance(text, str) else text
    findings = within(read, extract(read.text), period=parse_period(period) if period else None)
    return [(one.rule, read.text[one.start : one.end], one.message) for one in findings]


def rules(texts: Sequence[str]) -> dict[str, list[str]]:
    """The rules that each text breaks."""
    return {text: [rule for rule, _words, _message in found(text)] for text in texts}
