"""The order of elements that Word insists on (ISO/IEC 29500-1, transitional schema), in every part that is written."""

import io
import zipfile

import pytest
from lxml import etree

from papers import ISSUED, SETTINGS, word
from shilu.reports.docx.xml import C, W

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr tabs kinsoku overflowPunct autoSpaceDE "
    "autoSpaceDN adjustRightInd snapToGrid spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rFonts b bCs color spacing kern sz szCs",
    "sdtPr": "rPr alias tag id",
    "sectPr": "headerReference footerReference type pgSz pgMar titlePg docGrid",
    "tblPr": "tblW jc tblInd tblBorders tblLayout tblCellMar",
    "pBdr": "top left bottom right between",
    "tcPr": "tcW vAlign",
    "settings": "zoom bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop evenAndOddHeaders "
    "drawingGridVerticalSpacing characterSpacingControl compat themeFontLang",
    "style": "name basedOn next qFormat pPr rPr tblPr",
}
CHART = {
    "ser": "idx order tx spPr invertIfNegative marker dLbls cat val smooth",
    "dLbls": "numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize",
    "barChart": "barDir grouping varyColors ser gapWidth axId",
    "lineChart": "grouping varyColors ser marker axId",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
}


def parts(settings) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(word(settings)))
    return {name: archive.read(name) for name in archive.namelist()}


def misplaced(root: etree._Element, namespace: str, order: dict[str, str]) -> list[str]:
    faults = []
    for name, known in order.items():
        places = {child: at for at, child in enumerate(known.split())}
        for node in root.iter(f"{{{namespace}}}{name}"):
            children = [etree.QName(child).localname for child in node]
            # headers and footers of a section may be mixed
            found = [places.get(child, -1) if child != "footerReference" else 0 for child in children]
            if -1 in found or found != sorted(found):
                faults.append(f"{name}: {children}")
    return faults


@pytest.mark.parametrize("settings", [SETTINGS, ISSUED, {**ISSUED, "form": '"letter"'}, {**ISSUED, "signer": '"张一"'}])
def test_elements_stand_in_the_order_of_the_schema(settings):
    for name, content in parts(settings).items():
        if name.endswith(".xml"):
            root = etree.fromstring(content)
            assert misplaced(root, W, ORDER) == [], name
            assert misplaced(root, C, CHART) == [], name


@pytest.mark.parametrize("settings", [SETTINGS, {**ISSUED, "form": '"letter"'}])
def test_every_part_has_a_type_and_every_relation_a_part(settings):
    found = parts(settings)
    types = etree.fromstring(found["[Content_Types].xml"])
    named = {one.get("PartName", "").lstrip("/"): one.get("ContentType", "") for one in types if one.get("PartName")}
    assert set(named) <= set(found)
    assert set(found) - set(named) == {"[Content_Types].xml", "customXml/item2.xml"} | {
        name for name in found if name.endswith(".rels")
    }
    assert {
        name.rpartition("/")[2]: named[name].rpartition(".")[2] for name in named if "foot" in name or "header" in name
    } == {
        name.rpartition("/")[2]: "footer+xml" if "foot" in name else "header+xml"
        for name in named
        if "foot" in name or "header" in name
    }
    relations = etree.fromstring(found["word/_rels/document.xml.rels"])
    targets = {one.get("Target", "") for one in relations}
    assert {f"word/{one}" if not one.startswith("../") else one[3:] for one in targets} <= set(found)
    ids = {one.get("Id") for one in relations}
    used = {
        value
        for node in etree.fromstring(found["word/document.xml"]).iter()
        for key, value in node.attrib.items()
        if key.endswith("relationships}id")
    }
    assert used <= ids
