"""Runs and paragraphs of Word: words, and bound numbers in their content controls and bookmarks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from shilu.reports.document import Number, Record, Run, Runs, Squares, Text
from shilu.reports.docx.styles import HEITI, KAITI, LOOKS, STYLE_IDS, exactly, indent, run_look, style_run
from shilu.reports.docx.xml import escaped
from shilu.reports.pieces import Para

BOOKMARK = "shilu_"
CINNABAR = "A8321F"
_COLOUR = re.compile(r"<w:color [^>]*/>")
_BEHIND_COLOUR = re.compile(  # in a w:rPr, in the order of its schema
    "<w:(?:spacing|w|kern|position|sz|szCs|highlight|u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish|oMath)[ />]"
)
_TITLE_LIMIT = 64  # of a content control, in Word


@dataclass(frozen=True, slots=True)
class Controls:
    """The running ids of content controls and bookmarks of one file; ``on`` is False for a clean copy."""

    on: bool
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    def around(self, run: Number | Record, inner: str, run_look_xml: str) -> str:
        """``inner`` in a bookmark and a content control that name ``run``; ``inner`` alone in a clean copy.

        The control has no type: LibreOffice 7.4 writes the words of a plain-text one several times over.
        """
        if not self.on:
            return inner
        number = next(self.ids)
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{BOOKMARK}{escaped(run.binding.id)}"/><w:sdt><w:sdtPr>{run_look_xml}'
            f'<w:alias w:val="{escaped(run.binding.title[:_TITLE_LIMIT])}"/><w:tag w:val="{escaped(run.binding.id)}"/>'
            f'<w:id w:val="{number}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def stamp(self, uuid: str) -> str:
        """An empty bookmark that carries the issue's uuid, for programs that drop the custom part."""
        if not self.on or not uuid:
            return ""
        number = next(self.ids)
        name = BOOKMARK + uuid.replace("-", "")
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


def words(text: str, look: str) -> str:
    """A run of plain words; tabs and line breaks are Word's own."""
    if "\t" not in text and "\n" not in text:
        return f'<w:r>{look}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'
    inner = "".join(
        "<w:tab/>"
        if part == "\t"
        else "<w:br/>"
        if part == "\n"
        else f'<w:t xml:space="preserve">{escaped(part)}</w:t>'
        for part in text.replace("\t", "\0\t\0").replace("\n", "\0\n\0").split("\0")
        if part
    )
    return f"<w:r>{look}{inner}</w:r>"


def runs_xml(runs: Runs, look: str, bold_look: str, controls: Controls) -> str:
    """The XML of ``runs``."""
    return "".join(_run(run, bold_look if run.bold else look, controls) for run in runs)


def _run(run: Run, look: str, controls: Controls) -> str:
    if isinstance(run, Squares):
        return ""  # they are drawn below the words of their cell
    inner = words(run.shown, look_of(run, look))
    return inner if isinstance(run, Text) else controls.around(run, inner, look)


def look_of(run: Run, look: str) -> str:
    """The ``w:rPr`` of a run: ``look``, in cinnabar where an earlier report's number stands there."""
    if not (isinstance(run, Number) and run.is_old):
        return look
    bare = _COLOUR.sub("", look) or "<w:rPr></w:rPr>"
    at = next((found.start() for found in _BEHIND_COLOUR.finditer(bare)), bare.index("</w:rPr>"))
    return f'{bare[:at]}<w:color w:val="{CINNABAR}"/>{bare[at:]}'


def paragraph(properties: str, inner: str) -> str:
    """A paragraph of finished properties and runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def properties_of(
    para: Para, *, keeps: bool = False, border: str = "", tabs: str = "", section: str = "", side: str = ""
) -> str:
    """The content of a ``w:pPr``, in the order of its schema."""
    return (
        f'<w:pStyle w:val="{STYLE_IDS[para.style]}"/>{"<w:keepNext/>" if keeps or para.keeps else ""}'
        f"{'<w:pageBreakBefore/>' if para.new_page else ''}{border}{tabs}{exactly()}"
        f'{indent(para.left, para.first, para.right)}<w:jc w:val="{side or LOOKS[para.style].side}"/>{section}'
    )


def para_xml(para: Para, controls: Controls, *, keeps: bool = False, section: str = "") -> str:
    """An ordinary paragraph; its ``lead`` stands before the text in 黑体, its ``tail`` after it in 楷体."""
    look = LOOKS[para.style]
    plain, bold = style_run(para.style), run_look(look.face, look.size, bold=True)
    return paragraph(
        properties_of(para, keeps=keeps, section=section), labelled(para, runs_xml(para.runs, plain, bold, controls))
    )


def labelled(para: Para, inner: str) -> str:
    """``inner`` between the paragraph's lead and tail."""
    size = LOOKS[para.style].size
    lead = words(para.lead, run_look(HEITI, size)) if para.lead else ""
    tail = words(para.tail, run_look(KAITI, size)) if para.tail else ""
    return lead + inner + tail
