"""The marked copy of any other file: one page that needs nothing else, with the text, its marks and their reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from django.utils.translation import gettext as _

from shilu.documents.document import Document
from shilu.lib.durable import write_file

_STYLE = """
body{font:16px/1.8 "Noto Serif SC","Songti SC",SimSun,serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}
h1{font-size:1.3em}p{margin:.4em 0}
mark{color:inherit;padding:0 .15em;border-bottom:2px solid #555}
mark sup{font-size:.7em;margin-left:.1em}
.where{color:#777;font-size:.8em;margin-right:.6em}
ol{padding-left:2.2em}li{margin:.5em 0}li span{padding:0 .3em}
.legend span{margin-right:1.2em;padding:0 .3em}
"""


@dataclass(frozen=True, slots=True)
class Note:
    """A stretch of the document's text, the colour (RRGGBB) and sign of its verdict, and the lines that explain it."""

    start: int
    end: int
    fill: str
    sign: str
    lines: tuple[str, ...]


def write_marked_page(
    document: Document, notes: Sequence[Note], *, legend: Sequence[tuple[str, str]], out: Path
) -> None:
    """Write the page to ``out``; ``legend`` are colours with what each means."""
    title = _("Marked copy of %(file)s") % {"file": document.name}
    ordered = sorted(notes, key=lambda note: (note.start, note.end))
    numbers = {id(note): number for number, note in enumerate(ordered, start=1)}
    legend_words = "".join(f'<span style="background:#{fill}">{escape(words)}</span>' for fill, words in legend)
    body = "".join(_piece(document, at, ordered, numbers) for at in range(len(document.pieces)))
    reasons = "".join(
        f'<li id="n{numbers[id(note)]}"><span style="background:#{note.fill}">{escape(note.sign)} '
        f"{escape(document.text[note.start : note.end])}</span> {'<br>'.join(map(escape, note.lines))}</li>"
        for note in ordered
    )
    page = (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>"
        f'<p class="legend">{legend_words}</p>{body}<ol>{reasons}</ol></body></html>'
    )
    write_file(out, page.encode())


def _piece(document: Document, at: int, notes: Sequence[Note], numbers: dict[int, int]) -> str:
    piece = document.pieces[at]
    if not piece.text.strip():
        return ""
    inside = [note for note in notes if piece.start <= note.start < piece.end]
    written, done = [], piece.start
    for note in inside:
        start = max(done, note.start)
        if note.end <= start:
            written.append(_sign(note, numbers))
            continue
        written.append(escape(document.text[done:start]))
        shown = escape(document.text[start : note.end])
        written.append(f'<mark style="background:#{note.fill}">{shown}{_sign(note, numbers)}</mark>')
        done = note.end
    written.append(escape(document.text[done : piece.end]))
    place = piece.place.words() if piece.place.table or piece.place.cell else ""
    where = f'<span class="where">{escape(place)}</span>' if place else ""
    return f"<p>{where}{''.join(written)}</p>"


def _sign(note: Note, numbers: dict[int, int]) -> str:
    number = numbers[id(note)]
    return f'<sup><a href="#n{number}">{escape(note.sign)}{number}</a></sup>'
