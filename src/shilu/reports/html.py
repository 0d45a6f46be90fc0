"""A document written as one HTML file that looks like the paper, needs nothing beside it, and carries its bindings."""

from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shilu.figures.pictures.activity import sheet_svg
from shilu.lib.moments import moment_told
from shilu.reports.charts import chart_svg
from shilu.reports.document import (
    Binding,
    Chart,
    Document,
    IssueStamp,
    Number,
    Record,
    Run,
    Runs,
    Squares,
    Stored,
    Table,
)
from shilu.reports.docx.bindings import stamp_of
from shilu.reports.docx.tables import column_sides
from shilu.reports.flow import Line
from shilu.reports.frame import foot_lines
from shilu.reports.paper import chart_lines, numbers_of, paper_of
from shilu.reports.pieces import Mark, Paper, Para, Piece

_TAGS = {"heading1": "h2", "heading2": "h3", "heading3": "h4", "heading4": "h5"}

STYLE = """
:root{color-scheme:light}
body{margin:0;background:#e9e7e3}
.paper{box-sizing:border-box;width:210mm;max-width:100%;min-height:297mm;margin:1rem auto;padding:37mm 26mm 35mm 28mm;background:#fff;color:#000;
font:16pt/28.95pt "Times New Roman","仿宋_GB2312","FangSong","仿宋","FandolFang","Noto Serif CJK SC","Songti SC",serif;letter-spacing:-.25pt}
.paper p,.paper h1,.paper h2,.paper h3,.paper h4,.paper h5{margin:0;font-size:1em;font-weight:normal;text-align:justify;min-height:28.95pt;overflow-wrap:break-word}
.paper h1{font-size:22pt;text-align:center;font-family:"Times New Roman","方正小标宋简体","FandolSong","STSong","SimSun","宋体",serif}
.paper .heading1,.paper .classification,.paper .urgency,.paper .attachment_mark,.paper .lead{font-family:"Times New Roman","黑体","SimHei","FandolHei","Noto Sans CJK SC",sans-serif}
.paper .heading2,.paper .subtitle,.paper .tail{font-family:"Times New Roman","楷体_GB2312","KaiTi","楷体","FandolKai",serif}
.paper .mark{margin:0;text-align:center;color:#d00000;font-size:min(48pt,9vw);line-height:1.3;font-family:"方正小标宋简体","FandolSong","STSong","SimSun",serif}
.paper .letter_number{text-align:center}
.paper .letter_number.ruled{border-bottom:1.5pt solid #d00000;padding-bottom:4mm}
.paper .split{display:flex;justify-content:space-between;text-align:left}
.paper .subtitle{text-align:center}
.paper .signature,.paper .date{text-align:right}
.paper .caption{text-align:center;font-size:14pt}
.paper .source{font-size:12pt}
.paper table{width:100%;border-collapse:collapse;font-size:14pt;line-height:20pt}
.paper th,.paper td{border:.5pt solid #000;padding:2pt 5pt;text-align:center}
.paper td.left{text-align:left}.paper td.right{text-align:right}
.paper figure{margin:.5em 0}.paper svg{width:100%;height:auto}.paper td svg{display:block;max-width:30mm;margin:2pt auto}
.paper .words{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.paper data{border-bottom:1px dotted #8c8c8c}
.paper .old{color:#a8321f;border-bottom:1px solid #a8321f}
.paper footer{margin-top:2em;border-top:1pt solid #000;border-bottom:1pt solid #000;font-size:14pt}
.paper footer p{padding:0 1em}.paper footer p+p{border-top:.7pt solid #000}
@media (max-width:220mm){.paper{padding:8vw 6vw;margin:0}.paper .split{flex-wrap:wrap}.paper .split span{white-space:nowrap}}
@media print{@page{size:A4;margin:37mm 26mm 35mm 28mm}body{background:none}.paper{width:auto;margin:0;padding:0;min-height:0}
.paper data{border:0}.paper h2,.paper h3{break-after:avoid}.paper tr,.paper figure{break-inside:avoid}.paper thead{display:table-header-group}
.paper .new_page{break-before:page}}
"""


def write_html(document: Document, *, issue: IssueStamp | None = None, clean: bool = False) -> str:
    """The HTML file: no script, nothing loaded from elsewhere; ``clean`` leaves out every binding.

    Each number is a ``<data>`` element; a ``<template>`` at the end repeats definition and context of each, which shows
    nothing and says what the custom part of a Word file says.
    """
    paper = paper_of(document)
    numbers = () if clean else numbers_of(paper)
    stamp = stamp_of(issue, [one.binding for one in numbers])
    about = (
        f' data-issue="{_a(stamp.uuid)}" data-as-of="{stamp.as_of}" data-root="{_a(stamp.root)}"' if not clean else ""
    )
    body = "\n".join(_merged(paper, clean=clean))
    kept = f'<template class="numbers">{"".join(_kept(one, stamp) for one in numbers)}</template>' if numbers else ""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(document.title)}</title><style>{STYLE}</style></head>\n"
        f'<body><article class="paper"{about}>\n{body}\n</article>{kept}</body></html>\n'
    )


def _a(text: str) -> str:
    return escape(text, quote=True).replace("\n", "&#10;")


def _merged(paper: Paper, *, clean: bool) -> list[str]:
    """The elements in order; the lines of a title are one heading."""
    done: list[str] = []
    title: list[str] = []
    for at, piece in enumerate(paper.pieces):
        if isinstance(piece, Para) and piece.style == "title":
            title.append(_runs(piece.runs, clean=clean))
            following = paper.pieces[at + 1]
            if not (isinstance(following, Para) and following.style == "title"):
                done.append(f"<h1>{'<br>'.join(title)}</h1>")
                title = []
        else:
            done.append(_element(piece, paper.pieces[at + 1 : at + 2], clean=clean))
    foot = foot_lines(paper.front)
    lines = "".join(_foot_line(line) for line in foot)
    return [*done, f"<footer>{lines}</footer>"] if foot else done


def _element(piece: Piece, following: tuple[Piece, ...], *, clean: bool) -> str:
    if isinstance(piece, Mark):
        return f'<p class="mark">{escape(piece.text)}</p>'
    if isinstance(piece, Table):
        return _table(piece, clean=clean)
    if isinstance(piece, Chart):
        words = "".join(f"<p>{_line(line, piece, clean=clean)}</p>" for line in chart_lines(piece))
        return f'<figure>{chart_svg(piece)}<figcaption class="words">{words}</figcaption></figure>'
    tag = _TAGS.get(piece.style, "p")
    last = not any(isinstance(one, Para) and one.style == "letter_number" for one in following)
    kinds = [
        piece.style,
        *(["ruled"] if piece.style == "letter_number" and last else []),
        *(["new_page"] if piece.new_page else []),
    ]
    return f'<{tag} class="{" ".join(kinds)}"{_place(piece)}>{_para(piece, clean=clean)}</{tag}>'


def _place(para: Para) -> str:
    rules = {"padding-left": para.left, "text-indent": para.first, "padding-right": para.right}
    style = ";".join(f"{name}:{value:g}em" for name, value in rules.items() if value)
    return f' style="{style}"' if style else ""


def _para(para: Para, *, clean: bool) -> str:
    lead = f'<span class="lead">{escape(para.lead)}</span>' if para.lead else ""
    tail = f'<span class="tail">{escape(para.tail)}</span>' if para.tail else ""
    inner = lead + _runs(para.runs, clean=clean) + tail
    left, tab, right = inner.partition("\t")
    return f'<span class="split"><span>{left}</span><span>{right}</span></span>' if tab else inner


def _foot_line(line: str) -> str:
    left, tab, right = line.partition("\t")
    inner = (
        f'<span class="split"><span>{escape(left)}</span><span>{escape(right)}</span></span>' if tab else escape(line)
    )
    return f"<p>{inner}</p>"


def _runs(runs: Runs, *, clean: bool) -> str:
    return "".join(_run(run, clean=clean) for run in runs)


def _run(run: Run, *, clean: bool) -> str:
    if isinstance(run, Squares):
        return sheet_svg(run.sheet, peak=run.peak)
    words = escape(run.shown).replace("\n", "<br>")
    inner = f"<b>{words}</b>" if run.bold else words
    if isinstance(run, Number | Record) and not clean:
        return _data(run, inner)
    return f'<span class="old">{inner}</span>' if isinstance(run, Number) and run.is_old else inner


def _data(run: Number | Record, inner: str) -> str:
    binding = run.binding
    title = _told(binding)
    if isinstance(run, Number) and run.is_old:
        title = _("as an earlier report said it; nobody has looked at it yet")
    value = "" if binding.value is None else binding.value
    old = ' class="old"' if isinstance(run, Number) and run.is_old else ""
    return f'<data{old} value="{_a(value)}" data-id="{_a(binding.id)}" data-figure="{_a(binding.figure)}" title="{_a(title)}">{inner}</data>'


def _told(binding: Binding) -> str:
    """What is read where somebody rests on a number, a line each: what it counts, whose and when, as of when and of how many records."""
    what = _("%(title)s: %(definition)s") % {"title": binding.title, "definition": binding.definition}
    where = _("%(unit)s, %(period)s") % {"unit": binding.unit_name, "period": binding.period_title}
    lines = [what if binding.definition else binding.title, where if binding.period_title else binding.unit_name]
    if binding.moment is not None:
        lines.append(_("as of %(as_of)s") % {"as_of": moment_told(binding.moment)})
    if binding.entries is not None:
        lines.append(ngettext("%(count)s record", "%(count)s records", binding.entries) % {"count": binding.entries})
    return "\n".join(lines)


def _line(line: Line, chart: Chart, *, clean: bool) -> str:
    """A line of a chart's words with its numbers bound."""
    bound = {point.binding.id: point for series in chart.series for point in series.points if point is not None}
    done, at = "", 0
    for span in line.spans:
        words = escape(line.text[span.start : span.end])
        done += escape(line.text[at : span.start]) + (words if clean else _data(bound[span.id], words))
        at = span.end
    return done + escape(line.text[at:])


def _table(table: Table, *, clean: bool) -> str:
    sides = column_sides(table)
    head = "".join(
        f"<tr>{''.join(f'<th scope=col>{_runs(cell, clean=clean)}</th>' for cell in row)}</tr>" for row in table.header
    )
    body = "".join(
        f"<tr>{''.join(f'<td class={side}>{_runs(cell, clean=clean)}</td>' for cell, side in zip(row, sides, strict=False))}</tr>"
        for row in table.body
    )
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _kept(one: Stored, stamp: IssueStamp) -> str:
    binding = one.binding
    given = {
        "id": binding.id, "figure": binding.figure, "value": binding.value, "shown": one.shown, "unit": binding.unit,
        "unit-name": binding.unit_name, "period": binding.period, "quantity": binding.quantity, "measure": binding.measure,
        "as-of": None if binding.as_of == stamp.as_of else str(binding.as_of),
        "root": None if binding.root == stamp.root else binding.root, "query": binding.query or None,
        "before": one.before, "after": one.after,
    }  # fmt: skip
    attributes = "".join(f' data-{name}="{_a(value)}"' for name, value in given.items() if value is not None)
    labels = "".join(
        f'<dd data-label="{_a(key)}">{escape(value)}</dd>' for key, value in sorted(binding.labels.items())
    )
    return f'<dl{attributes}><dt>{escape(binding.title)}</dt><dd class="definition">{escape(binding.definition)}</dd>{labels}</dl>'
