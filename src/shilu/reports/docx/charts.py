"""Charts as Word's own drawings: sharp in print, made of data that can be read back, with no picture library.

One hue of ink: the first series is black, the second light with an outline, the others between; lines differ by dashes and
marks, so that a black-and-white print reads as well. Values stand on the marks.
"""

from shilu.reports.chart_numbers import series_format
from shilu.reports.document import Chart, Series
from shilu.reports.docx.styles import BLOCK, SONG
from shilu.reports.docx.xml import HEAD, A, C, R, escaped
from shilu.reports.paper import chart_title

FILLS = ("262626", "D9D9D9", "7F7F7F", "A6A6A6")
DASHES = ("solid", "dash", "sysDot", "lgDash")
MARKS = ("circle", "square", "triangle", "diamond")
_SMOOTH = '<c:smooth val="0"/>'
_EMU = 635  # a twip
_HEIGHT = 4080  # twips: 72 mm
_FONT = f'<a:latin typeface="{SONG}"/><a:ea typeface="{SONG}"/>'


def drawing_xml(chart: Chart, number: int, relation: str) -> str:
    """The inline drawing that shows chart part ``relation``; its description says the values for those who hear it."""
    words = described(chart)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{BLOCK * _EMU}" cy="{_HEIGHT * _EMU}"/>'
        f'<wp:docPr id="{1000 + number}" name="Chart {number}" descr="{escaped(words)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{C}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def described(chart: Chart) -> str:
    """The chart in words: title, then each series with its values."""
    lines = [
        f"{series.name}：" + "，".join(
            f"{category} {point.shown if point else '—'}" for category, point in zip(chart.categories, series.points, strict=True)
        )
        for series in chart.series
    ]  # fmt: skip
    return f"{chart.title}。{'；'.join(lines)}。"


def chart_part(chart: Chart) -> str:
    """The chart part."""
    series = "".join(_series(chart, one, at) for at, one in enumerate(chart.series))
    axes = '<c:axId val="111111"/><c:axId val="222222"/>'
    if chart.form == "bar":
        plot = (
            f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
            f'<c:gapWidth val="60"/>{axes}</c:barChart>'
        )
    else:
        plot = f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>{axes}</c:lineChart>'
    legend = '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:roundedCorners val="0"/><c:chart>'
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="0"/></a:pPr><a:r>{_look(1200)}'
        f'<a:t>{escaped(chart_title(chart))}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
        f'<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>{plot}{_axes()}</c:plotArea>{legend}<c:plotVisOnly val="1"/>'
        f'<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(1050)}</c:chartSpace>'
    )


def _look(size: int) -> str:
    return f'<a:rPr lang="zh-CN" sz="{size}" b="0"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>{_FONT}</a:rPr>'


def _text(size: int) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="0"><a:solidFill><a:srgbClr val="000000"/>'
        f'</a:solidFill>{_FONT}</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _series(chart: Chart, series: Series, at: int) -> str:
    points = "".join(
        f'<c:pt idx="{n}"><c:v>{escaped(point.binding.value)}</c:v></c:pt>'
        for n, point in enumerate(series.points)
        if point is not None and point.binding.value is not None
    )
    names = "".join(f'<c:pt idx="{n}"><c:v>{escaped(name)}</c:v></c:pt>' for n, name in enumerate(chart.categories))
    count = f'<c:ptCount val="{len(chart.categories)}"/>'
    code = escaped(series_format(series))
    letter = chr(ord("B") + at)
    last = len(chart.categories) + 1
    smooth = _SMOOTH if chart.form == "line" else ""
    place = "outEnd" if chart.form == "bar" else ("t", "b")[at % 2]
    labels = (
        f'<c:dLbls><c:numFmt formatCode="{code}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(1050)}'
        f'<c:dLblPos val="{place}"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>Sheet1!${letter}$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escaped(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f"{_ink(chart.form, at)}{labels}"
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${letter}$2:${letter}${last}</c:f><c:numCache><c:formatCode>{code}</c:formatCode>"
        f"{count}{points}</c:numCache></c:numRef></c:val>{smooth}</c:ser>"
    )


def _ink(form: str, at: int) -> str:
    fill, dash, mark = FILLS[at % 4], DASHES[at % 4], MARKS[at % 4]
    if form == "bar":
        return (
            f'<c:spPr><a:solidFill><a:srgbClr val="{fill}"/></a:solidFill><a:ln w="9525"><a:solidFill><a:srgbClr val="262626"/>'
            '</a:solidFill></a:ln></c:spPr><c:invertIfNegative val="0"/>'
        )
    ink = '<a:solidFill><a:srgbClr val="262626"/></a:solidFill>'
    face = ink if at == 0 else '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    return (
        f'<c:spPr><a:ln w="22225">{ink}<a:prstDash val="{dash}"/></a:ln></c:spPr><c:marker><c:symbol val="{mark}"/>'
        f'<c:size val="7"/><c:spPr>{face}<a:ln w="9525">{ink}</a:ln></c:spPr></c:marker>'
    )


def _axes() -> str:
    line = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></a:ln></c:spPr>'
    return (
        '<c:catAx><c:axId val="111111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{line.format(color="262626")}{_text(1050)}<c:crossAx val="222222"/><c:crosses val="autoZero"/></c:catAx>'
        '<c:valAx><c:axId val="222222"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        '<c:majorGridlines><c:spPr><a:ln w="3175"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_text(1050)}<c:crossAx val="111111"/>'
        '<c:crosses val="autoZero"/></c:valAx>'
    )
