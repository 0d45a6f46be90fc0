"""Numbers that somebody typed into a paper: those that the text states and that are bound to nothing."""

import re
from collections.abc import Iterator, Sequence

from shilu.claims.written import written_numbers
from shilu.reports.flow import Line, Span

_BARE = re.compile(
    r"(?:共计?|合计|总计|累计|达到?|[为约近超])(?P<number>[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?)(?![\w.．%％：:/〕\]-])"
)
_ALONE = re.compile(r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")
_CODE = re.compile(r"0\d+|\d{6,}|(?:19|20)\d{2}")


def typed_in(lines: Sequence[Line], spans: Sequence[Sequence[Span]]) -> Iterator[tuple[str, Line]]:
    """Each number that no span of its line covers, as written with its measure word, and its line.

    A number counts with a measure word, behind words like 共计, or alone in a cell of a table; the running numbers of a
    table's first column, codes and years do not, nor what is no statement (dates, ordinals, fixed names).
    """
    running = _running_numbers(lines)
    for at, (line, bound) in enumerate(zip(lines, spans, strict=True)):
        if at in running:
            continue
        covered = [(span.start, span.end) for span in bound]
        for start, end in _stated(line):
            if not any(first < end and start < last for first, last in covered):
                yield line.text[start:end], line


def _stated(line: Line) -> list[tuple[int, int]]:
    """Where numbers of a line begin and end."""
    found = [(one.start, one.end) for one in written_numbers(line.text)]
    found += [bare.span("number") for bare in _BARE.finditer(line.text) if not _CODE.fullmatch(bare["number"])]
    if line.place.table and _ALONE.fullmatch(line.text) and not _CODE.fullmatch(line.text):
        found.append((0, len(line.text)))
    return sorted(set(found))


def _running_numbers(lines: Sequence[Line]) -> set[int]:
    """The cells of a first column that count 1, 2, 3."""
    columns: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        if line.place.column == 1 and line.text.isdigit():
            columns.setdefault(line.place.table, []).append(at)
    return {
        at
        for column in columns.values()
        if [lines[n].text for n in column] == [str(n + 1) for n in range(len(column))]
        for at in column
    }
