"""A document written as a Word file in the layout of GB/T 9704-2012, with its numbers bound or, for sending, without."""

from shilu.reports.document import Chart, Document, IssueStamp, Table
from shilu.reports.docx.bindings import bindings_xml, stamp_of
from shilu.reports.docx.charts import chart_part, drawing_xml
from shilu.reports.docx.foot import foot_xml, footer, page_number
from shilu.reports.docx.head import (
    header_distance,
    letter_bottom_rule,
    letter_header,
    letter_line_xml,
    letter_number_xml,
    mark_xml,
)
from shilu.reports.docx.package import header, packed
from shilu.reports.docx.pages import foot_fits
from shilu.reports.docx.runs import Controls, para_xml, paragraph
from shilu.reports.docx.styles import BOTTOM, LEFT, LINE, PAGE, RIGHT, TOP
from shilu.reports.docx.tables import table_xml
from shilu.reports.docx.xml import HEAD, STORY, twips
from shilu.reports.frame import foot_lines
from shilu.reports.paper import numbers_of, paper_of
from shilu.reports.pieces import BLANK, Mark, Paper, Para, Piece

FOOTER = twips(25.2)  # the dash of the page number 7 mm below the text block
HEADER = twips(15)
LETTER_FOOTER = twips(19.5)  # the lower rule of a letter 20 mm above the edge of the page
_PLAIN = (("default", "rIdOdd"), ("even", "rIdEven"))
_NONE = (("default", "rIdEmpty"), ("even", "rIdEmpty"), ("first", "rIdEmpty"))


def write_docx(document: Document, *, issue: IssueStamp | None = None, clean: bool = False) -> bytes:
    """The .docx of ``document``; the same bytes for the same input.

    Each number stands in a content control (its tag is the binding's id) with a bookmark round it, and a custom XML part
    repeats what it is. ``clean`` gives the same text and layout without any of that, and without properties.
    """
    paper = paper_of(document)
    controls = Controls(on=not clean)
    parts: dict[str, str] = {}
    body = _body(paper, controls, parts, issue)
    if paper.front.form == "letter" and paper.front.issuer_mark:
        parts["word/header1.xml"] = header(letter_header(paper.front.issuer_mark))
        parts["word/footer4.xml"] = footer(letter_bottom_rule())
        parts["word/footer1.xml"] = page_number(odd=True, below=FOOTER - LETTER_FOOTER)
        parts["word/footer2.xml"] = page_number(odd=False, below=FOOTER - LETTER_FOOTER)
    numbers = () if clean else numbers_of(paper)
    if numbers or (issue and not clean):
        stamp = stamp_of(issue, [one.binding for one in numbers])
        parts["customXml/item2.xml"] = bindings_xml(stamp, numbers)
    main = f"{HEAD}<w:document {STORY}><w:body>{body}</w:body></w:document>"
    return packed(main, parts, title="" if clean else document.title)


def _body(paper: Paper, controls: Controls, parts: dict[str, str], issue: IssueStamp | None) -> str:
    letter = paper.front.issuer_mark if paper.front.form == "letter" else ""
    foot = foot_lines(paper.front)
    own_page = bool(foot) and not foot_fits(paper, foot)
    first = _section(_PLAIN, letter=letter)
    pieces = [piece for piece in paper.pieces if not (letter and isinstance(piece, Mark))]
    if own_page and not _ordinary(pieces[-1]):
        pieces.append(BLANK)
    xml = [_piece_xml(piece, pieces[at + 1 : at + 2], controls, parts) for at, piece in enumerate(pieces[:-1])]
    last = pieces[-1]
    if own_page and isinstance(last, Para):
        xml.append(para_xml(last, controls, section=first))
    else:
        xml.append(_piece_xml(last, [], controls, parts))
    if issue:
        xml[0] = xml[0].replace("</w:pPr>", "</w:pPr>" + controls.stamp(issue.uuid), 1)
    end = _section(_NONE, kind="evenPage") if own_page else first
    return "".join(xml) + (foot_xml(foot) if foot else "") + end


def _ordinary(piece: Piece) -> bool:
    return isinstance(piece, Para) and piece.style != "letter_number"


def _piece_xml(piece: Piece, following: list[Piece], controls: Controls, parts: dict[str, str]) -> str:
    if isinstance(piece, Mark):
        return mark_xml(piece)
    if isinstance(piece, Table):
        return table_xml(piece, controls) + ("" if following and isinstance(following[0], Para) else _SMALL)
    if isinstance(piece, Chart):
        number = sum(name.startswith("word/charts/") for name in parts) + 1
        parts[f"word/charts/chart{number}.xml"] = chart_part(piece)
        return paragraph(
            '<w:pStyle w:val="Normal"/><w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
            drawing_xml(piece, number, f"rIdchart{number}"),
        )
    if piece.style == "letter_number":
        last = not any(isinstance(one, Para) and one.style == "letter_number" for one in following)
        return letter_number_xml(piece, rule=last)
    if piece.style == "letter_line":
        return letter_line_xml(piece)
    return para_xml(piece, controls)


_SMALL = paragraph('<w:pStyle w:val="Normal"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>', "")


def _section(footers: tuple[tuple[str, str], ...], *, kind: str = "", letter: str = "") -> str:
    references = "".join(f'<w:footerReference w:type="{page}" r:id="{key}"/>' for page, key in footers)
    if letter:
        references += '<w:headerReference w:type="first" r:id="rIdLetterHead"/><w:footerReference w:type="first" r:id="rIdLetterFoot"/>'
    opening = f'<w:type w:val="{kind}"/>' if kind else ""
    top = header_distance(letter) if letter else HEADER
    bottom = LETTER_FOOTER if letter else FOOTER
    return (
        f'<w:sectPr>{references}{opening}<w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/>'
        f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}" w:header="{top}" '
        f'w:footer="{bottom}" w:gutter="0"/>{"<w:titlePg/>" if letter else ""}<w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
        "</w:sectPr>"
    )
