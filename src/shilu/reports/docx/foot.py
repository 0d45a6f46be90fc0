"""Page numbers, and the printing note (版记) on the bottom edge of the last page (GB/T 9704-2012, 7.4, 7.5)."""

from shilu.reports.docx.runs import paragraph, words
from shilu.reports.docx.styles import BLOCK, BOTTOM, EM_SMALL, FANGSONG, PAGE, SONG, TOP, exactly, indent, run_look
from shilu.reports.docx.xml import HEAD, STORY
from shilu.reports.title import width

DASH = "—"
_THICK, _THIN = 8, 6  # eighths of a point: 0.35 and 0.25 mm
FOOT_LINE = 420
_AIR = 40  # for the rules between the lines
BLANK_EM = "\u3000"
HEIGHT = PAGE[1] - TOP - BOTTOM
_TABS = f'<w:tabs><w:tab w:val="right" w:pos="{BLOCK - EM_SMALL}"/></w:tabs>'
_SMALL = paragraph(f'<w:pStyle w:val="Normal"/><w:snapToGrid w:val="0"/>{exactly(20)}', "")
_NUMBER_LINE = 320  # twips


def page_number(*, odd: bool, below: int = 0) -> str:
    """The footer part: "— 1 —", right on odd pages and left on even ones, one character in; ``below`` twips lie under it."""
    look = run_look(SONG, 28, latin=SONG, tight=0)
    field = "".join(f'<w:r>{look}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    begin, separate, end = field.replace("</w:r>", "</w:r>\0").split("\0")[:3]
    inner = (
        words(f"{DASH} ", look) + begin + f'<w:r>{look}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        + separate + words("1", look) + end + words(f" {DASH}", look)
    )  # fmt: skip
    side = "right" if odd else "left"
    properties = (
        f'<w:pStyle w:val="Normal"/><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{_NUMBER_LINE}" '
        f'w:lineRule="exact"/><w:ind w:left="{0 if odd else 280}" w:right="{280 if odd else 0}" w:firstLine="0"/>'
        f'<w:jc w:val="{side}"/>'
    )
    return footer(paragraph(properties, inner) + (_space(below) if below else ""))


def _space(height: int) -> str:
    return paragraph(f'<w:pStyle w:val="Normal"/><w:snapToGrid w:val="0"/>{exactly(height)}', "")


def footer(inner: str) -> str:
    """A footer part."""
    return f"{HEAD}<w:ftr {STORY}>{inner}</w:ftr>"


EMPTY_FOOTER = footer(paragraph('<w:pStyle w:val="Normal"/>', ""))


def foot_xml(lines: tuple[str, ...]) -> str:
    """The note: each line a frame of its own, the last on the bottom edge of the page's text block, the other above it.

    One frame with a rule between its paragraphs is what Word would want, but LibreOffice makes no frame of paragraphs
    whose borders differ. The space of one character at both ends stands in the text, so that the rules keep 156 mm.
    """
    texts = [wrapped(line) for line in lines]
    below = [(text.count("\n") + 1) * FOOT_LINE for text in texts]
    rows = "".join(
        _row(text, rise=sum(below[at:]) + _AIR if at < len(texts) - 1 else 0, first=at == 0)
        for at, text in enumerate(texts)
    )
    return _SMALL + rows + _SMALL


def _row(text: str, *, rise: int, first: bool) -> str:
    """One line; ``rise`` is the distance of its top from the bottom edge of the block, 0 for the line that lies on it."""
    place = f'w:x="0" w:y="{HEIGHT - rise}"' if rise else 'w:xAlign="left" w:yAlign="bottom"'
    frame = f'<w:framePr w:w="{BLOCK}" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" {place}/>'
    rules = _rule("top", _THICK if first else _THIN) + ("" if rise else _rule("bottom", _THICK))
    return paragraph(
        f'<w:pStyle w:val="Normal"/>{frame}<w:pBdr>{rules}</w:pBdr>{_TABS}<w:snapToGrid w:val="0"/>{exactly(FOOT_LINE)}'
        f'{indent(4, -4, 0, EM_SMALL)}<w:jc w:val="left"/>',
        words(text, run_look(FANGSONG, 28)),
    )


def _rule(edge: str, size: int) -> str:
    return f'<w:{edge} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'


def wrapped(line: str) -> str:
    """``line`` one character in; what is too long for it is turned with one character left free at the right."""
    if "\t" in line:
        return BLANK_EM + line
    label, colon, rest = line.partition("：")
    room = (BLOCK - 2 * EM_SMALL) / EM_SMALL - width(label + colon)
    parts = [""]
    for char in rest:
        if width(parts[-1] + char) > room and char not in "、，。；":
            parts.append("")
        parts[-1] += char
    return BLANK_EM + label + colon + "\n".join(parts)
