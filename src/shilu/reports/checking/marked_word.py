"""The marked copy of a Word file: each number shaded by its verdict, with a comment that says why; all else as it was."""

import copy
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _
from lxml import etree

from shilu.documents.parts import parse_whole
from shilu.documents.word import TextElement, word_pieces
from shilu.documents.word_grid import W
from shilu.lib.durable import write_file
from shilu.lib.errors import Refused

AUTHOR = "Shilu 实录"
_INITIALS = "实录"

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_COMMENTS_RELATION = f"{_R}/comments"
_DOCUMENT = "word/document.xml"
_LINKS = "word/_rels/document.xml.rels"
_CONTENT = "[Content_Types].xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NO_SHADE = "auto"

# What may stand after w:shd in the properties of a run, in the order that the schema wants.
_AFTER_SHADE = (
    *("fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the document's text to be shaded in ``fill`` (RRGGBB), with the paragraphs of its comment."""

    start: int
    end: int
    fill: str
    comment: tuple[str, ...]


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def write_marked_word(source: Path, marks: Sequence[Mark], *, out: Path, now: datetime) -> None:
    """Write to ``out`` the Word file ``source`` with ``marks``, whose offsets count in the text of its pieces.

    Every part but the body, the comments and what names them stays byte for byte. Refused where the file is damaged.
    """
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        infos = {info.filename: info for info in archive.infolist()}
    try:
        parts.update(_marked(parts, marks, now=now))
    except (etree.XMLSyntaxError, KeyError) as fault:
        raise Refused(_("%(file)s is damaged and cannot be read.") % {"file": source.name}) from fault
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name in infos:
                archive.writestr(infos[name], content, compress_type=infos[name].compress_type)
            else:
                archive.writestr(name, content)
    write_file(out, packed.getvalue())


def _marked(parts: dict[str, bytes], marks: Sequence[Mark], *, now: datetime) -> dict[str, bytes]:
    """The parts that change."""
    root = parse_whole(parts[_DOCUMENT])
    links = parse_whole(parts[_LINKS]) if _LINKS in parts else etree.Element(f"{{{_RELATIONS}}}Relationships")
    target, is_new = _comments_part(links)
    comments = parse_whole(parts[target]) if target in parts else etree.Element(_w("comments"), nsmap={"w": W})
    taken = [int(one.get(_w("id"), "0")) for one in comments if one.get(_w("id"), "").isdecimal()]
    body = root.find(_w("body"))
    if body is None:
        raise KeyError(_DOCUMENT)
    first = max(taken, default=-1) + 1
    for at in _shade_all(body, marks, first_id=first):
        comments.append(_comment(first + at, marks[at].comment, now=now))
    changed = {_DOCUMENT: _written(root), target: _written(comments)}
    if is_new:
        content = parse_whole(parts[_CONTENT])
        etree.SubElement(content, f"{{{_TYPES}}}Override", {"PartName": f"/{target}", "ContentType": _COMMENTS_TYPE})
        changed |= {_CONTENT: _written(content), _LINKS: _written(links)}
    return changed


def _shade_all(body: etree._Element, marks: Sequence[Mark], *, first_id: int) -> list[int]:
    """Shade and anchor the marks; returns the places of those whose text stands in the body."""
    found = []
    elements = [one for _piece, elements in word_pieces(body) for one in elements]
    # From the end of the text to its beginning, so that what was split keeps the offsets of what comes before it.
    for at in range(len(marks) - 1, -1, -1):
        mark = marks[at]
        runs: list[etree._Element] = []
        for place in range(len(elements) - 1, -1, -1):
            one = elements[place]
            start, end = one.start, one.start + len(one.element.text or "")
            if start < mark.end and mark.start < end:
                pieces = _cut(one, max(mark.start, start), min(mark.end, end))
                elements[place : place + 1] = pieces
                runs[:0] = [run for piece in pieces if _inside(piece, mark) and (run := _run_of(piece)) is not None]
        for run in runs:
            _shade(run, mark.fill)
        if runs:
            _anchor(runs[0], runs[-1], first_id + at)
            found.append(at)
    return found[::-1]


def _inside(one: TextElement, mark: Mark) -> bool:
    return mark.start <= one.start and one.start + len(one.element.text or "") <= mark.end


def _run_of(one: TextElement) -> etree._Element | None:
    run = one.element.getparent()
    return run if run is not None and run.tag == _w("r") else None


def _cut(one: TextElement, start: int, end: int) -> list[TextElement]:
    """The element cut up so that the text from ``start`` to ``end`` has a run of its own; all pieces, in order."""
    run = _run_of(one)
    parent = run.getparent() if run is not None else None
    if run is None or parent is None:
        return [one]
    text = one.element.text or ""
    first, last = start - one.start, end - one.start
    nodes = [node for node in run if node.tag != _w("rPr")]
    at = nodes.index(one.element)
    ahead, behind = nodes[:at], nodes[at + 1 :]
    pieces = [one]
    if ahead or first:
        middle = _beside(run)
        pieces = [one, _put(middle, text[first:last], start)] if first else [one]
        if first:
            one.element.text = text[:first]
            one.element.set(_SPACE, "preserve")
        else:
            middle.append(one.element)
        run = middle
    if behind or last < len(text):
        rest = _beside(run)
        if last < len(text):
            pieces[-1].element.text = text[first:last]
            pieces[-1].element.set(_SPACE, "preserve")
            pieces.append(_put(rest, text[last:], end))
        for node in behind:
            rest.append(node)
    return pieces


def _beside(run: etree._Element) -> etree._Element:
    """An empty run with the properties of ``run``, directly behind it."""
    made = _like(run, run.find(_w("rPr")))
    run.addnext(made)
    return made


def _like(run: etree._Element, properties: etree._Element | None) -> etree._Element:
    made = etree.Element(_w("r"))
    for name, value in run.attrib.items():
        made.set(name, value)
    if properties is not None:
        made.append(copy.deepcopy(properties))
    return made


def _put(run: etree._Element, text: str, start: int = 0) -> TextElement:
    node = etree.SubElement(run, _w("t"))
    node.text = text
    node.set(_SPACE, "preserve")
    return TextElement(node, start)


def _shade(run: etree._Element, fill: str) -> None:
    properties = run.find(_w("rPr"))
    if properties is None:
        properties = etree.Element(_w("rPr"))
        run.insert(0, properties)
    for old in properties.findall(_w("shd")):
        properties.remove(old)
    shade = etree.Element(_w("shd"), {_w("val"): "clear", _w("color"): _NO_SHADE, _w("fill"): fill})
    later = [at for at, node in enumerate(properties) if etree.QName(node).localname in _AFTER_SHADE]
    properties.insert(later[0] if later else len(properties), shade)


def _anchor(first: etree._Element, last: etree._Element, number: int) -> None:
    """The comment's range around the runs, and the mark that shows it."""
    written = {_w("id"): str(number)}
    first.addprevious(etree.Element(_w("commentRangeStart"), written))
    end = etree.Element(_w("commentRangeEnd"), written)
    last.addnext(end)
    sign = etree.Element(_w("r"))
    etree.SubElement(sign, _w("commentReference"), written)
    end.addnext(sign)


def _comment(number: int, paragraphs: Sequence[str], *, now: datetime) -> etree._Element:
    comment = etree.Element(
        _w("comment"),
        {
            _w("id"): str(number),
            _w("author"): AUTHOR,
            _w("date"): f"{now:%Y-%m-%dT%H:%M:%SZ}",
            _w("initials"): _INITIALS,
        },
        nsmap={"w": W},
    )
    for text in paragraphs:
        run = etree.SubElement(etree.SubElement(comment, _w("p")), _w("r"))
        _put(run, text)
    return comment


def _comments_part(links: etree._Element) -> tuple[str, bool]:
    """The name of the part with comments; where there is none, it is named in ``links``, and True."""
    for link in links:
        if link.get("Type") == _COMMENTS_RELATION:
            target = link.get("Target", "")
            return (target.lstrip("/") if target.startswith("/") else f"word/{target}"), False
    taken = {link.get("Id") for link in links}
    name = next(f"rIdShilu{number}" for number in range(1, len(taken) + 2) if f"rIdShilu{number}" not in taken)
    etree.SubElement(
        links,
        f"{{{_RELATIONS}}}Relationship",
        {"Id": name, "Type": _COMMENTS_RELATION, "Target": "comments.xml"},
    )
    return "word/comments.xml", True


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
