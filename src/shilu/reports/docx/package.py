"""The package round a Word text: its fixed parts, relations and content types, zipped to the same bytes each time."""

import io
import zipfile
from collections.abc import Mapping

from shilu.reports.docx.foot import EMPTY_FOOTER, page_number
from shilu.reports.docx.styles import FANGSONG, HEITI, KAITI, SONG, STYLES, TITLE
from shilu.reports.docx.xml import HEAD, STORY, R, W, escaped

_STAMP = (1980, 1, 1, 0, 0, 0)  # the same bytes for the same paper
_TYPE = "application/vnd.openxmlformats-officedocument."
_WORD = _TYPE + "wordprocessingml."
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ITEM_TYPE = _TYPE + "customXmlProperties+xml"
_ITEM = "{6B1F6E2C-3A52-4F0B-9E5B-5D0E3C1A7F42}"  # names the custom part of this kind

_FONTS = (
    (FANGSONG, "FangSong"), (KAITI, "KaiTi"), (HEITI, "SimHei"), (SONG, "SimSun"), (TITLE, "FZXiaoBiaoSong-B05S"), ("Times New Roman", ""),
)  # fmt: skip
_FONT_TABLE = (
    f'{HEAD}<w:fonts xmlns:w="{W}">'
    + "".join(
        f'<w:font w:name="{name}">'
        + (f'<w:altName w:val="{other}"/><w:charset w:val="86"/>' if other else "")
        + "</w:font>"
        for name, other in _FONTS
    )
    + "</w:fonts>"
)
_SETTINGS = (
    f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
    '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="579"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>'
    "<w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
_APP = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office Word</Application></Properties>"
)
_FIXED: Mapping[str, str] = {
    "docProps/app.xml": _APP,
    "word/styles.xml": STYLES,
    "word/settings.xml": _SETTINGS,
    "word/fontTable.xml": _FONT_TABLE,
    "word/footer1.xml": page_number(odd=True),
    "word/footer2.xml": page_number(odd=False),
    "word/footer3.xml": EMPTY_FOOTER,
}
_KINDS = {
    "word/document.xml": _WORD + "document.main+xml",
    "word/styles.xml": _WORD + "styles+xml",
    "word/settings.xml": _WORD + "settings+xml",
    "word/fontTable.xml": _WORD + "fontTable+xml",
    "docProps/app.xml": _TYPE + "extended-properties+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "customXml/itemProps2.xml": ITEM_TYPE,
}
_RELATIONS = {
    "styles": "rIdStyles",
    "settings": "rIdSettings",
    "fontTable": "rIdFonts",
    "footer1": "rIdOdd",
    "footer2": "rIdEven",
    "footer3": "rIdEmpty",
    "footer4": "rIdLetterFoot",
    "header1": "rIdLetterHead",
}


def _core(title: str) -> str:
    inner = f"<dc:title>{escaped(title)}</dc:title>" if title else ""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{inner}</cp:coreProperties>"
    )


def packed(document: str, parts: Mapping[str, str], *, title: str) -> bytes:
    """The .docx of the main part ``document`` and of further ``parts`` by name: headers, footers, charts, ``customXml/item2.xml``.

    ``title`` is the only property that is written; empty for a clean copy. No names, no dates.
    """
    every = {**_FIXED, "docProps/core.xml": _core(title), "word/document.xml": document, **parts}
    if "customXml/item2.xml" in parts:
        every |= item_parts(2)
    every["word/_rels/document.xml.rels"] = _document_relations(every)
    every["_rels/.rels"] = _relations(
        [
            ("rId1", f"{R}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{R}/extended-properties", "docProps/app.xml"),
        ]
    )
    return zipped({"[Content_Types].xml": _content_types(every), **dict(sorted(every.items()))})


def zipped(parts: Mapping[str, str]) -> bytes:
    """``parts`` as a zip file whose bytes depend on them alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, text)
    return buffer.getvalue()


def item_parts(number: int) -> dict[str, str]:
    """What stands beside the custom part ``customXml/item{number}.xml``: its properties, and its relation to them."""
    return {
        f"customXml/itemProps{number}.xml": (
            f'{HEAD}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
            f'ds:itemID="{_ITEM}"><ds:schemaRefs><ds:schemaRef ds:uri="urn:shilu:paper:1"/></ds:schemaRefs></ds:datastoreItem>'
        ),
        f"customXml/_rels/item{number}.xml.rels": _relations(
            [("rId1", f"{R}/customXmlProps", f"itemProps{number}.xml")]
        ),
    }


def _document_relations(parts: Mapping[str, str]) -> str:
    found = []
    for name in sorted(parts):
        stem = name.rpartition("/")[2].removesuffix(".xml")
        if name.startswith("word/charts/"):
            found.append((f"rId{stem}", f"{R}/chart", f"charts/{stem}.xml"))
        elif stem in _RELATIONS:
            found.append((_RELATIONS[stem], f"{R}/{stem.rstrip('1234')}", f"{stem}.xml"))
        elif name == "customXml/item2.xml":
            found.append(("rIdNumbers", f"{R}/customXml", "../customXml/item2.xml"))
    return _relations(found)


def _relations(rows: list[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in rows)
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content_types(parts: Mapping[str, str]) -> str:
    rows = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name in sorted(parts)
        if (kind := _kind_of(name)) is not None
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{rows}</Types>'
    )


def _kind_of(name: str) -> str | None:
    if name.startswith("word/charts/"):
        return _TYPE + "drawingml.chart+xml"
    story = next((kind for kind in ("header", "footer") if name.startswith(f"word/{kind}")), None)
    if story:
        return f"{_WORD}{story}+xml"
    return _KINDS.get(name)


def header(inner: str) -> str:
    """A header part."""
    return f"{HEAD}<w:hdr {STORY}>{inner}</w:hdr>"
