"""Writes Word files as an office keeps them in its word processor: direct formatting, numbers in runs of their own."""

import re
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

BODY = "仿宋_GB2312"
HEADING = "黑体"
SUBHEADING = "楷体_GB2312"
TITLE = "方正小标宋简体"

_DIGITS = re.compile(r"([0-9][0-9,.%]*)")
_MADE = (1980, 1, 1, 0, 0, 0)
_MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def runs(text: str, *, font: str = BODY, size: int = 32, bold: bool = False) -> str:
    """Runs of one look; digits stand in Times New Roman, as one changes them by hand; a line feed is a line break."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    found = []
    for line, piece in enumerate(text.split("\n")):
        if line:
            found.append("<w:r><w:br/></w:r>")
        for part in filter(None, _DIGITS.split(piece)):
            if _DIGITS.fullmatch(part):
                look = f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}" w:cs="Times New Roman"/>'
            else:
                look = (
                    f'<w:rFonts w:hint="eastAsia" w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
                )
            look += f'{weight}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
            found.append(f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(part)}</w:t></w:r>')
    return "".join(found)


def paragraph(*inside: str, align: str = "both", indent: int = 2, right: int = 0, exact: int = 560) -> str:
    """A paragraph of runs; ``indent`` and ``right`` in characters, ``exact`` the line pitch in twentieths of a point."""
    first = f' w:firstLineChars="{indent * 100}" w:firstLine="{indent * 320}"' if indent else ""
    end = f' w:rightChars="{right * 100}" w:right="{right * 320}"' if right else ""
    shape = f'<w:spacing w:line="{exact}" w:lineRule="exact"/><w:ind{first}{end}/><w:jc w:val="{align}"/>'
    return f"<w:p><w:pPr>{shape}</w:pPr>{''.join(inside)}</w:p>"


def table(rows: Sequence[Sequence[str]], *, widths: Sequence[int], head: int = 1, heights: Sequence[int] = ()) -> str:
    """A table with lines all round; widths and heights in twentieths of a point.

    A cell that says ``<`` belongs to the one on its left, and ``^`` to the one above.
    """
    lines = "".join(
        f'<w:{side} w:val="single" w:color="auto" w:sz="4" w:space="0"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    made = [
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>',
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>',
        "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>",
    ]
    for number, row in enumerate(rows):
        height = heights[number] if heights else 480
        repeat = "<w:tblHeader/>" if number < head else ""
        made.append(f'<w:tr><w:trPr><w:trHeight w:val="{height}" w:hRule="atLeast"/>{repeat}</w:trPr>')
        below = rows[number + 1] if number + 1 < len(rows) else ()
        for column, text in enumerate(row):
            if text == "<":
                continue
            span = 1
            while column + span < len(row) and row[column + span] == "<":
                span += 1
            shape = f'<w:tcW w:w="{sum(widths[column : column + span])}" w:type="dxa"/>'
            shape += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            if text == "^":
                shape += "<w:vMerge/>"
            elif below and below[column] == "^":
                shape += '<w:vMerge w:val="restart"/>'
            inside = runs("" if text == "^" else text, size=24, bold=number < head)
            cell = paragraph(inside, align="center", indent=0, exact=400)
            made.append(f'<w:tc><w:tcPr>{shape}<w:vAlign w:val="center"/></w:tcPr>{cell}</w:tc>')
        made.append("</w:tr>")
    made.append("</w:tbl>")
    return "".join(made)


def write_word(path: Path, body: Sequence[str], *, title: str) -> None:
    """A Word file of paragraphs and tables on A4, with the page number at the foot; the same bytes each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml"), _CORE
        ),
        "docProps/app.xml": f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Template>Normal.dotm</Template></Properties>",
        "docProps/core.xml": _properties(title),
        "word/document.xml": _document(body),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"), ("settings", "settings.xml"), ("footer", "footer1.xml")
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": f'{_HEAD}<w:settings {_MAIN}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/></w:settings>',
        "word/footer1.xml": _footer(),
    }
    with ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(ZipInfo(name, _MADE), text.encode("utf-8"), compress_type=ZIP_DEFLATED)


_CORE = ("core-properties", "docProps/core.xml")


def _content_types() -> str:
    kinds = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/footer1.xml": f"{_WORD}.footer+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    named = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    listed = []
    for number, (kind, target) in enumerate(targets, start=1):
        home = (
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata" if kind == _CORE[0] else _RELATIONS
        )
        listed.append(f'<Relationship Id="rId{number}" Type="{home}/{kind}" Target="{target}"/>')
    inside = "".join(listed)
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def _properties(title: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:description>虚构示例</dc:description>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-06-30T01:00:00Z</dcterms:created></cp:coreProperties>'
    )


def _document(body: Sequence[str]) -> str:
    place = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    first, *rest = body
    inside = first.replace("</w:pPr>", f"</w:pPr>{place}", 1) + "".join(rest)
    page = (
        '<w:sectPr><w:footerReference r:id="rId3" w:type="default"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1417" w:gutter="0"/>'
        '<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="312"/></w:sectPr>'
    )
    return f'{_HEAD}<w:document {_MAIN} xmlns:r="{_RELATIONS}"><w:body>{inside}{page}</w:body></w:document>'


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="宋体" w:cs="Times New Roman"/>'
    return (
        f"{_HEAD}<w:styles {_MAIN}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr>'
        '<w:rPr><w:kern w:val="2"/><w:sz w:val="21"/><w:szCs w:val="24"/></w:rPr></w:style></w:styles>'
    )


def _footer() -> str:
    look = '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>'
    field = "".join(
        f"<w:r>{look}{inside}</w:r>"
        for inside in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return f'{_HEAD}<w:ftr {_MAIN}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{field}</w:p></w:ftr>'
