"""What a file was made from, line by line, and what its changed words make of the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shilu.reports.compose import Draft
from shilu.reports.document import NOTHING
from shilu.reports.docx.reading import read_docx
from shilu.reports.drafting.composing import Setting, composed, in_its_language
from shilu.reports.drafting.merging import Changed, Merged, merged
from shilu.reports.drafting.pairing import Read
from shilu.reports.drafting.titles import changed_title, with_title
from shilu.reports.drafting.tracing import TracedLine
from shilu.reports.flow import Line
from shilu.reports.models import Paper
from shilu.reports.operations import as_word
from shilu.reports.reading import NumberFound


@dataclass(frozen=True, slots=True)
class Base:
    """What a file was made from."""

    text: str
    position: int
    draft: Draft
    lines: tuple[Line, ...]


def made_from(paper: Paper, text: str, at: int, *, setting: Setting) -> Base:
    """A text of ``paper`` as it was printed at position ``at`` of the log."""
    draft = composed(paper, text=text, at=at, setting=setting)
    lines = in_its_language(lambda: read_word(as_word(draft, stamp=None)))
    return Base(text, at, draft, lines)


def read_word(content: bytes) -> tuple[Line, ...]:
    """The lines of a Word file of ours, as any that comes back is read."""
    return read_docx(content, Path("paper.docx")).lines


def reads_of(lines: Sequence[Line], places: Sequence[NumberFound]) -> list[Read]:
    """The lines with blanks, and with the numbers that were found in them."""
    spans: list[list[tuple[int, int, str]]] = [[] for _line in lines]
    for one in places:
        raw = lines[one.line].places
        spans[one.line].append((raw[one.start], raw[one.end - 1] + 1, one.id))
    return [Read(line.raw, tuple(sorted(found))) for line, found in zip(lines, spans, strict=True)]


def brought_back(
    base: Base,
    lines: Sequence[TracedLine],
    *,
    before: Sequence[Read],
    after: Sequence[Read],
    kept: Mapping[str, str] = NOTHING,
    onto: str | None = None,
) -> Merged:
    """What became of the text, its title by itself: that stands in the settings, and may take several lines."""
    title = changed_title(base.draft.document.title, before=before, after=after)
    if title is None or with_title(base.text if onto is None else onto, title.words) is None:
        return merged(base.text, traced=lines, before=before, after=after, kept=kept, onto=onto)
    rest = merged(
        base.text, traced=lines, before=before[title.before :], after=after[title.after :], kept=kept, onto=onto
    )
    said = Changed("".join(one.raw.strip() for one in before[: title.before]), title.words.replace("\n", ""))
    return Merged(with_title(rest.text, title.words) or rest.text, (said, *rest.taken), rest.left)
