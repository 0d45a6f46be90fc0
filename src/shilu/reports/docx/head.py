"""The red head of an issued paper, of a letter and of minutes (GB/T 9704-2012, 7.2, 10.1, 10.3)."""

from shilu.reports.docx.runs import labelled, paragraph, properties_of, words
from shilu.reports.docx.styles import (
    BLOCK,
    EM,
    LEFT,
    LINE,
    PAGE,
    RED,
    RIGHT,
    TITLE,
    exactly,
    indent,
    run_look,
    style_run,
)
from shilu.reports.docx.xml import twips
from shilu.reports.pieces import Mark, Para
from shilu.reports.title import width

MARK_TOP = twips(35)  # from the top of the text block to the top of the glyphs
LETTER_RULE = twips(170)
_LARGEST = 96  # half points
_SMALLEST = 44
_ABOVE_GLYPH = 0.198  # of the size: from the top of the line to the top of the glyph, as measured
_BELOW_GLYPH = 0.073  # and from the bottom of the glyph to the bottom of the line


def mark_size(text: str) -> int:
    """Half points in which the mark fills at most the width of the block."""
    return max(_SMALLEST, min(_LARGEST, int(BLOCK / 10 / width(text))))


def mark_xml(mark: Mark) -> str:
    """The mark, its glyphs 35 mm below the top of the text block."""
    size = mark_size(mark.text)
    before = MARK_TOP - mark.lines_above * LINE - round(size * 10 * _ABOVE_GLYPH)
    properties = f'<w:pStyle w:val="Normal"/><w:snapToGrid w:val="0"/>{exactly(size * 12, before=before)}{indent()}<w:jc w:val="center"/>'
    return paragraph(properties, words(mark.text, run_look(TITLE, size, color=RED, tight=0)))


def letter_number_xml(para: Para, *, rule: bool) -> str:
    """The line of the number; the last one has the red rule 4 mm below it."""
    border = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="6" w:color="{RED}"/></w:pBdr>' if rule else ""
    divided = bool(para.tail)
    tabs = _right_tab(BLOCK - EM) if divided else ""
    properties = properties_of(para, border=border, tabs=tabs, side="left" if divided else "center")
    return paragraph(properties, labelled(para, words(_words(para), style_run(para.style))))


def letter_line_xml(para: Para) -> str:
    """The line below the rule of a letter: what is secret or urgent left, the number right."""
    properties = properties_of(para, tabs=_right_tab(BLOCK))
    return paragraph(properties, labelled(para, words(_words(para), style_run(para.style))))


def _right_tab(at: int) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{at}"/></w:tabs>'


def _words(para: Para) -> str:
    return "".join(run.shown for run in para.runs)


def _letter_rule(above: int, below: int) -> str:
    beside = (PAGE[0] - LETTER_RULE) // 2
    return paragraph(
        f'<w:pStyle w:val="Normal"/><w:pBdr><w:top w:val="single" w:sz="{above}" w:space="0" w:color="{RED}"/>'
        f'<w:bottom w:val="single" w:sz="{below}" w:space="0" w:color="{RED}"/></w:pBdr>'
        f'<w:snapToGrid w:val="0"/>{exactly(20)}<w:ind w:left="{beside - LEFT}" w:right="{beside - RIGHT}" w:firstLine="0"/>',
        "",
    )


def letter_bottom_rule() -> str:
    """Thin over thick, 170 mm wide, 20 mm from the bottom edge of the first page."""
    return _letter_rule(6, 18)


def letter_header(mark: str) -> str:
    """What stands above the text block on the first page of a letter: the mark, and the double rule 4 mm below it."""
    size = mark_size(mark)
    properties = (
        f'<w:pStyle w:val="Normal"/><w:snapToGrid w:val="0"/>{exactly(size * 12, after=twips(4) - round(size * 10 * _BELOW_GLYPH))}'
        f'{indent()}<w:jc w:val="center"/>'
    )
    return paragraph(properties, words(mark, run_look(TITLE, size, color=RED, tight=0))) + _letter_rule(18, 6)


def header_distance(mark: str) -> int:
    """Twips from the edge of the page to the header, so that the glyphs of a letter's mark begin 30 mm below it."""
    return twips(30) - round(mark_size(mark) * 10 * _ABOVE_GLYPH)
