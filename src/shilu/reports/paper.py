"""A document set out as a paper: its paragraphs in the order and with the indents of GB/T 9704-2012, for any writer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

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
from shilu.reports.title import title_lines, width

Style = Literal[
    "copy_number", "classification", "urgency", "letter_number", "letter_line", "title", "recipient", "body", "heading1",
    "heading2", "heading3", "heading4", "attachment_list", "signature", "date", "note", "attachment_mark", "attendance",
    "blank", "caption", "source",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph; indents are in characters of size 3: ``left``, ``first`` (negative for a hanging line), ``right``.

    ``lead`` is a label set in 黑体 before the text, ``tail`` a name set in 楷体 after it; ``keeps`` binds the paragraph to the next one on one page.
    """

    style: Style
    runs: Runs = ()
    left: float = 0
    first: float = 0
    right: float = 0
    lead: str = ""
    tail: str = ""
    keeps: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """The issuer's name in red (发文机关标志); ``lines_above`` are the lines that stand over it in the text block."""

    text: str
    lines_above: int


Piece = Para | Mark | Table | Chart


@dataclass(frozen=True, slots=True)
class Paper:
    """What is set: the mark above a letter, the paragraphs from the top, and the lines of the foot."""

    pieces: tuple[Piece, ...]
    front: FrontMatter
    title: str


BLANK = Para("blank")


def chinese_day(day: date) -> str:
    """2022年6月20日: Arabic, full, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def paper_of(document: Document) -> Paper:
    """The paper that ``document`` makes: head, title, recipient, body, attachments list, signature, note, attachments."""
    front = document.front
    pieces: list[Piece] = [
        *_head(front),
        *_title(document.title, front),
        *_recipient(front),
        *_kept_by_signature(list(_body(document.blocks))),
        *_attachment_list(document),
        *_signature(front),
        *_attendance(front),
    ]
    for attachment in document.attachments:
        mark = f"附件{attachment.number or ''}"
        pieces += [Para("attachment_mark", _text(mark), new_page=True), BLANK]
        pieces += [Para("title", _text(line)) for line in title_lines(attachment.title)] if attachment.title else []
        pieces += [BLANK, *_body(attachment.blocks)]
    return Paper(tuple(pieces), front, document.title)


def _text(words: str) -> Runs:
    return (Text(words),)


def _head(front: FrontMatter) -> Iterator[Piece]:
    letter = front.form == "letter"
    above = [] if letter else list(_head_lines(front))
    yield from above
    if front.issuer_mark:
        yield Mark(front.issuer_mark, len(above))
    if letter:
        yield from _letter_lines(front)
    elif front.issuer_mark:
        yield from _letter_number(front)


def _head_lines(front: FrontMatter) -> Iterator[Para]:
    """份号 on line one, 密级 on line two, 紧急程度 on the next."""
    if front.copy_number:
        yield Para("copy_number", _text(front.copy_number))
    elif front.classification:
        yield BLANK
    if front.classification:
        yield Para("classification", _text(front.classification))
    if front.urgency:
        yield Para("urgency", _text(front.urgency))


def _letter_lines(front: FrontMatter) -> Iterator[Para]:
    """Below the rule of a letter: its number right, 份号, 密级 and 紧急程度 left, the first of them on the same line."""
    plain = front.copy_number
    bold = [words for words in (front.classification, front.urgency) if words]
    lead = "" if plain or not bold else bold.pop(0)
    if front.number or plain or lead:
        yield Para("letter_line", _text(f"{plain}\t{front.number}"), lead=lead)
    yield from (Para("classification", _text(words)) for words in bold)


def _letter_number(front: FrontMatter) -> Iterator[Para]:
    """Two lines below the mark; with 签发人 (upward papers) the number stands left, on the line of the last of them."""
    if not front.signers:
        yield from (BLANK, BLANK)
        yield Para("letter_number", _text(front.number))
        return
    pairs = [front.signers[at : at + 2] for at in range(0, len(front.signers), 2)]
    yield from [BLANK] * max(1, 3 - len(pairs))
    for at, pair in enumerate(pairs):
        lead = "签发人：" if at == 0 else "\u3000" * 4
        number = front.number if at == len(pairs) - 1 else ""
        yield Para("letter_number", _text(f"\u3000{number}\t{lead}"), tail="\u3000".join(pair))


def _title(title: str, front: FrontMatter) -> Iterator[Para]:
    if front.has_head or front.copy_number or front.classification or front.urgency:
        yield from (BLANK, BLANK)
    for line in title_lines(title):
        yield Para("title", _text(line), keeps=True)


def _recipient(front: FrontMatter) -> Iterator[Para]:
    yield BLANK
    if front.to:
        yield Para("recipient", _text(f"{front.to}："))


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
            yield Para("caption", _text(block_title), keeps=True)
        yield block
        if block.source:
            yield Para("source", _text(block.source))


def _kept_by_signature(body: list[Piece]) -> list[Piece]:
    """The last paragraph stays with what follows, so that no page holds a signature alone."""
    last = body[-1] if body else None
    return [*body[:-1], replace(last, keeps=True)] if isinstance(last, Para) else body


def _attachment_list(document: Document) -> Iterator[Para]:
    """附件： one line below the body; turned lines stand under the first character of the name."""
    names = document.front.attachments or tuple(one.title for one in document.attachments if one.title)
    if not names:
        return
    yield replace(BLANK, keeps=True)
    if len(names) == 1:
        yield Para("attachment_list", _text(f"附件：{names[0]}"), left=5, first=-3, keeps=True)
        return
    for number, name in enumerate(names, start=1):
        mark = f"{number}. "
        yield Para(
            "attachment_list",
            _text(f"附件：{mark}{name}" if number == 1 else mark + name),
            left=5 + _mark_width(mark),
            first=-(3 + _mark_width(mark)) if number == 1 else -_mark_width(mark),
            keeps=True,
        )


def _mark_width(mark: str) -> float:
    """Of a mark like "1. " in Times New Roman: half a character for a digit, a quarter each for the point and the blank."""
    return 0.5 * (len(mark) - 2) + 0.5


def _signature(front: FrontMatter) -> Iterator[Para]:
    """With a seal the date stands four characters from the right and the signature is centred over it; without one the
    signature stands two from the right and the date begins two characters to the right of where it begins (7.3.5).
    """
    day = chinese_day(front.dated) if front.dated else ""
    wide, long = width(front.sender), width(day)
    if front.seal:
        name_right, day_right = max(0.0, 4 + (long - wide) / 2), 4.0
    else:
        day_right = max(2.0, wide - long)
        name_right = 2.0 if wide - long >= 2 else max(0.0, day_right + long + 2 - wide)
    lines = [(front.sender, name_right, "signature"), (day, day_right, "date")]
    if front.sender or day:
        yield from [replace(BLANK, keeps=True)] * (2 if front.seal else 1)
    for words, right, style in lines:
        if words:
            yield Para(style, _text(words), right=right, keeps=style == "signature")  # type: ignore[arg-type]
    if front.note:
        yield Para("note", _text(f"（{front.note}）"), first=2)


def _attendance(front: FrontMatter) -> Iterator[Para]:
    """出席, 请假, 列席 of minutes; turned lines stand under the first name."""
    given = [("出席：", front.attending), ("请假：", front.absent), ("列席：", front.observing)]
    for at, (lead, names) in enumerate([one for one in given if one[1]]):
        if at == 0:
            yield BLANK
        yield Para("attendance", _text(names), lead=lead, left=5, first=-3)


def foot_lines(front: FrontMatter) -> tuple[str, ...]:
    """抄送 and the printing line of the foot; office and day are divided by a tab."""
    printed = f"{chinese_day(front.printed_on)}印发" if front.printed_on else ""
    copies = (f"抄送：{front.copies_to}。",) if front.copies_to else ()
    return (*copies, f"{front.printed_by}\t{printed}") if front.printed_by or printed else copies


def _part(run: Run) -> Part:
    return run.shown, "" if isinstance(run, Text) else run.binding.id, "control"


def _plain(words: str) -> Part:
    return words, "", "control"


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
        for category, point, words in zip(chart.categories, series.points, points_of(series), strict=True):
            if point is not None and words is not None:
                parts += [_plain(f"{category}："), (words, point.binding.id, "control"), _plain("，")]
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
