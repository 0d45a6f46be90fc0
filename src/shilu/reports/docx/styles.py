"""The faces, sizes and spacing of GB/T 9704-2012 for each paragraph style, as Word run and paragraph properties.

The text block is 156 x 225 mm: 28 characters of 16 pt are 158 mm, so each character is drawn 0.25 pt closer, and a line is
28.95 pt, of which 22 fill the block. Faces and sizes stand in the styles and again in each run, so that a paragraph that
is copied into another file keeps its look.
"""

from dataclasses import dataclass
from functools import cache

from shilu.reports.docx.xml import HEAD, STORY, twips
from shilu.reports.pieces import Style

FANGSONG, KAITI, HEITI, SONG, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"

PAGE = (11906, 16838)
TOP, LEFT, RIGHT, BOTTOM = twips(37), twips(28), twips(26), twips(35)
BLOCK = PAGE[0] - LEFT - RIGHT
LINE = 579  # 28.95 pt: 22 lines fill 225 mm, 580 would give 21
TIGHT = -5  # twips between characters: 28 of 16 pt fill 156 mm
EM = 320 + TIGHT
EM_SMALL = 280 + TIGHT
RED = "FF0000"


@dataclass(frozen=True, slots=True)
class Look:
    """Face, size in half points, alignment and outline level of a paragraph style."""

    name: str
    face: str = FANGSONG
    size: int = 32
    side: str = "both"
    outline: int | None = None


LOOKS: dict[Style, Look] = {
    "copy_number": Look("份号", side="left"),
    "classification": Look("密级", face=HEITI, side="left"),
    "urgency": Look("紧急程度", face=HEITI, side="left"),
    "letter_number": Look("发文字号", side="center"),
    "letter_line": Look("信函首行", side="left"),
    "title": Look("公文标题", face=TITLE, size=44, side="center"),
    "subtitle": Look("题注", face=KAITI, side="center"),
    "recipient": Look("主送机关", side="left"),
    "body": Look("公文正文"),
    "heading1": Look("heading 1", face=HEITI, outline=0),
    "heading2": Look("heading 2", face=KAITI, outline=1),
    "heading3": Look("heading 3", outline=2),
    "heading4": Look("heading 4", outline=3),
    "attachment_list": Look("附件说明", side="left"),
    "signature": Look("发文机关署名", side="right"),
    "date": Look("成文日期", side="right"),
    "note": Look("附注", side="left"),
    "attachment_mark": Look("附件序号", face=HEITI, side="left"),
    "attendance": Look("出席人员", side="left"),
    "blank": Look("空行"),
    "caption": Look("表题", size=28, side="center"),
    "source": Look("表注", size=24, side="left"),
}
STYLE_IDS: dict[Style, str] = {style: f"Shilu{style.title().replace('_', '')}" for style in LOOKS} | {
    "heading1": "Heading1",
    "heading2": "Heading2",
    "heading3": "Heading3",
    "heading4": "Heading4",
}


@cache
def run_look(
    face: str, size: int, *, bold: bool = False, color: str = "000000", latin: str = LATIN, tight: int = TIGHT
) -> str:
    """The ``w:rPr`` of a run; the hint makes Word draw “ ” — … in the Chinese face."""
    return (
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{face}" w:cs="{latin}"/>'
        f'{"<w:b/><w:bCs/>" if bold else ""}<w:color w:val="{color}"/><w:spacing w:val="{tight}"/><w:kern w:val="0"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def style_run(style: Style, *, bold: bool = False) -> str:
    """The run properties of a paragraph style."""
    look = LOOKS[style]
    return run_look(look.face, look.size, bold=bold)


@cache
def indent(left: float = 0, first: float = 0, right: float = 0, em: int = EM) -> str:
    """A ``w:ind`` in characters; a negative ``first`` hangs."""
    if not (left or first or right):
        return '<w:ind w:firstLine="0"/>'
    turn = f'w:hanging="{round(-first * em)}"' if first < 0 else f'w:firstLine="{round(first * em)}"'
    return f'<w:ind w:left="{round(left * em)}" w:right="{round(right * em)}" {turn}/>'


def exactly(line: int = LINE, before: int = 0, after: int = 0) -> str:
    """A ``w:spacing`` of exact lines."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


# No space between Chinese and digits, so that a line holds 28 characters. Punctuation over the edge is Word's default and is
# written out because LibreOffice 7.4 reads this one setting inversely: so it keeps marks inside the text block.
SPACING_RULES = (
    '<w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/>'
)


def _style(style: Style, look: Look) -> str:
    outline = f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="{0 if look.outline is not None else 1}" w:styleId="{STYLE_IDS[style]}">'
        f'<w:name w:val="{look.name}"/><w:basedOn w:val="Normal"/><w:next w:val="{STYLE_IDS["body"]}"/><w:qFormat/>'
        f'<w:pPr>{exactly()}{indent()}<w:jc w:val="{look.side}"/>{outline}</w:pPr>{style_run(style)}</w:style>'
    )


STYLES = (
    f"{HEAD}<w:styles {STORY}><w:docDefaults><w:rPrDefault>{run_look(FANGSONG, 32)}</w:rPrDefault>"
    f"<w:pPrDefault><w:pPr>{SPACING_RULES}</w:pPr></w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    '<w:pPr><w:widowControl w:val="0"/><w:kinsoku/>'
    f'{SPACING_RULES}{exactly()}<w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" '
    'w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    + "".join(_style(style, look) for style, look in LOOKS.items())
    + "</w:styles>"
)
