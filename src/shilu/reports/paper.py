"""A document set out as a paper: its paragraphs in the order and with the indents of GB/T 9704-2012, for any writer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from shilu.reports.chart_numbers import points_of
from shilu.reports.document import (
    Block,
    Chart,
    Document,
    FrontMatter,
    Heading,
    ListItem,
    Number,
    PageBreak,
    Paragraph,
    Record,
    Run,
    Runs,
    Stored,
    Table,
    Text,
)
from shilu.reports.flow import Line, Part, expected_in, line_of
from shilu.reports.frame import attachment_list, attendance, foot_lines, head, signature
from shilu.reports.pieces import BLANK, Mark, Paper, Para, Piece, Style, words
from shilu.reports.title import title_lines


def paper_of(document: Document) -> Paper:
    """The paper that ``document`` makes: head, title, recipient, body, attachments list, signature, note, attachments."""
    front = document.front
    pieces: list[Piece] = [
        *head(front),
        *_title(document.title, front),
        *_recipient(front),
        *_kept_by_signature(list(_body(document.blocks))),
        *attachment_list(document),
        *signature(front),
        *attendance(front),
    ]
    for attachment in document.attachments:
        mark = f"附件{attachment.number or ''}"
        pieces += [Para("attachment_mark", words(mark), new_page=True), BLANK]
        pieces += [Para("title", words(line)) for line in title_lines(attachment.title)] if attachment.title else []
        pieces += [BLANK, *_body(attachment.blocks)]
    return Paper(tuple(pieces), front, document.title)


def _title(title: str, front: FrontMatter) -> Iterator[Para]:
    if front.has_head or front.copy_number or front.classification or front.urgency:
        yield from (BLANK, BLANK)
    for line in title_lines(title):
        yield Para("title", words(line), keeps=True)
    if front.subtitle:
        yield Para("subtitle", words(front.subtitle), keeps=True)


def _recipient(front: FrontMatter) -> Iterator[Para]:
    yield BLANK
    if front.to:
        yield Para("recipient", words(f"{front.to}："))


def _body(blocks: Sequence[Block]) -> Iterator[Piece]:
    new_page = False
    for block in blocks:
        if isinstance(block, PageBreak):
            new_page = True
            continue
        for piece in _piece(block):
            yield replace(piece, new_page=True) if new_page and isinstance(piece, Para) else piece
            new_page = False


def _piece(block: Heading | Paragraph | ListItem | Table | Chart) -> Iterator[Piece]:
    if isinstance(block, Heading):
        level: Style = ("heading1", "heading2", "heading3", "heading4")[block.level - 1]
        yield Para(level, (Text(block.number), *block.runs), first=2)
    elif isinstance(block, Paragraph):
        yield Para("body", block.runs, first=2)
    elif isinstance(block, ListItem):
        yield Para("body", (Text(block.mark), *block.runs), first=2)
    else:
        if block_title := block.caption if isinstance(block, Table) else "":
            yield Para("caption", words(block_title), keeps=True)
        yield block
        if block.source:
            yield Para("source", words(block.source))


def _kept_by_signature(body: list[Piece]) -> list[Piece]:
    """The last paragraph stays with what follows, so that no page holds a signature alone."""
    last = body[-1] if body else None
    return [*body[:-1], replace(last, keeps=True)] if isinstance(last, Para) else body


def _part(run: Run) -> Part:
    return run.shown, run.binding.id if isinstance(run, Number | Record) else "", "control"


def _plain(text: str) -> Part:
    return text, "", "control"


def lines_of(paper: Paper) -> tuple[Line, ...]:
    """The text of ``paper`` in the order in which a reader meets it, empty lines left out."""
    lines: list[Line] = []
    for piece in paper.pieces:
        if isinstance(piece, Table):
            rows = (*piece.header, *piece.body)
            lines += [line_of(map(_part, cell)) for row in rows for cell in row]
        elif isinstance(piece, Chart):
            lines += chart_lines(piece)
        elif isinstance(piece, Mark):
            lines += [] if paper.front.form == "letter" else [line_of([_plain(piece.text)])]
        else:
            lines.append(line_of([_plain(piece.lead), *map(_part, piece.runs), _plain(piece.tail)]))
    lines += [line_of([_plain(line)]) for line in foot_lines(paper.front)]
    return tuple(line for line in lines if line.text)


def chart_lines(chart: Chart) -> list[Line]:
    """The words of a chart as a reader finds them in its data: the title, then each series with its values."""
    lines = [line_of([_plain(chart_title(chart))])]
    for series in chart.series:
        parts = [_plain(f"{series.name}：")]
        for category, point, shown in zip(chart.categories, series.points, points_of(series), strict=True):
            if point is not None and shown is not None:
                parts += [_plain(f"{category}："), (shown, point.binding.id, "control"), _plain("，")]
        lines.append(line_of(parts))
    return lines


def chart_title(chart: Chart) -> str:
    """The title as it is drawn, with the measure word."""
    return f"{chart.title}（{chart.measure}）" if chart.measure else chart.title


def bound_runs(paper: Paper) -> Iterator[Number | Record]:
    """Every bound number and record of ``paper`` in reading order."""
    for piece in paper.pieces:
        if isinstance(piece, Para):
            yield from _bound(piece.runs)
        elif isinstance(piece, Table):
            for row in (*piece.header, *piece.body):
                for cell in row:
                    yield from _bound(cell)
        elif isinstance(piece, Chart):
            for series in piece.series:
                yield from (point for point in series.points if point is not None and point.binding.value is not None)


def _bound(runs: Runs) -> Iterator[Number | Record]:
    return (run for run in runs if isinstance(run, Number | Record))


def numbers_of(paper: Paper) -> tuple[Stored, ...]:
    """What is kept of each bound number, once for each id: the binding, what it shows, and the text before and after it.

    An issue keeps the same, so that a paper is found again by text alone.
    """
    bindings = {run.binding.id: run.binding for run in bound_runs(paper)}
    found = {one.id: one for one in expected_in(lines_of(paper))}
    return tuple(
        Stored(binding, found[key].shown, found[key].before, found[key].after)
        for key, binding in bindings.items()
        if key in found
    )
