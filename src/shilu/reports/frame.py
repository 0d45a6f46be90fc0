"""What stands around the text of a paper: head, list of attachments, signature, attendance and foot."""

from collections.abc import Iterator
from dataclasses import replace

from shilu.lib.days import chinese_day
from shilu.reports.document import Document, FrontMatter
from shilu.reports.pieces import BLANK, Mark, Para, Piece, Style, words
from shilu.reports.title import width


def head(front: FrontMatter) -> Iterator[Piece]:
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
        yield Para("copy_number", words(front.copy_number))
    elif front.classification:
        yield BLANK
    if front.classification:
        yield Para("classification", words(front.classification))
    if front.urgency:
        yield Para("urgency", words(front.urgency))


def _letter_lines(front: FrontMatter) -> Iterator[Para]:
    """Below the rule of a letter: its number right, 份号, 密级 and 紧急程度 left, the first of them on the same line."""
    plain = front.copy_number
    bold = [text for text in (front.classification, front.urgency) if text]
    lead = "" if plain or not bold else bold.pop(0)
    if front.number or plain or lead:
        yield Para("letter_line", words(f"{plain}\t{front.number}"), lead=lead)
    yield from (Para("classification", words(text)) for text in bold)


def _letter_number(front: FrontMatter) -> Iterator[Para]:
    """Two lines below the mark; with 签发人 (upward papers) the number stands left, on the line of the last of them."""
    if not front.signers:
        yield from (BLANK, BLANK)
        yield Para("letter_number", words(front.number))
        return
    pairs = [front.signers[at : at + 2] for at in range(0, len(front.signers), 2)]
    yield from [BLANK] * max(1, 3 - len(pairs))
    for at, pair in enumerate(pairs):
        lead = "签发人：" if at == 0 else "\u3000" * 4
        number = front.number if at == len(pairs) - 1 else ""
        yield Para("letter_number", words(f"\u3000{number}\t{lead}"), tail="\u3000".join(pair))


def attachment_list(document: Document) -> Iterator[Para]:
    """附件： one line below the body; turned lines stand under the first character of the name."""
    names = document.front.attachments or tuple(one.title for one in document.attachments if one.title)
    if not names:
        return
    yield replace(BLANK, keeps=True)
    if len(names) == 1:
        yield Para("attachment_list", words(f"附件：{names[0]}"), left=5, first=-3, keeps=True)
        return
    for number, name in enumerate(names, start=1):
        mark = f"{number}. "
        yield Para(
            "attachment_list",
            words(f"附件：{mark}{name}" if number == 1 else mark + name),
            left=5 + _mark_width(mark),
            first=-(3 + _mark_width(mark)) if number == 1 else -_mark_width(mark),
            keeps=True,
        )


def _mark_width(mark: str) -> float:
    """Of a mark like "1. " in Times New Roman: half a character for a digit, a quarter each for the point and the blank."""
    return 0.5 * (len(mark) - 2) + 0.5


def signature(front: FrontMatter) -> Iterator[Para]:
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
    lines: list[tuple[str, float, Style]] = [(front.sender, name_right, "signature"), (day, day_right, "date")]
    if front.sender or day:
        yield from [replace(BLANK, keeps=True)] * (2 if front.seal else 1)
    for text, right, style in lines:
        if text:
            yield Para(style, words(text), right=right, keeps=style == "signature")
    if front.note:
        yield Para("note", words(f"（{front.note}）"), first=2)


def attendance(front: FrontMatter) -> Iterator[Para]:
    """出席, 请假, 列席 of minutes; turned lines stand under the first name."""
    given = [("出席：", front.attending), ("请假：", front.absent), ("列席：", front.observing)]
    for at, (lead, names) in enumerate([one for one in given if one[1]]):
        if at == 0:
            yield BLANK
        yield Para("attendance", words(names), lead=lead, left=5, first=-3)


def foot_lines(front: FrontMatter) -> tuple[str, ...]:
    """抄送 and the printing line of the foot; office and day are divided by a tab."""
    printed = f"{chinese_day(front.printed_on)}印发" if front.printed_on else ""
    copies = (f"抄送：{front.copies_to}。",) if front.copies_to else ()
    return (*copies, f"{front.printed_by}\t{printed}") if front.printed_by or printed else copies
