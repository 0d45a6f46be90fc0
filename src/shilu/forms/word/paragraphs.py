"""The text of a paragraph, and other text in its place that keeps the looks of what stays."""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from shilu.documents.openxml.spread import spread
from shilu.documents.word_grid import AROUND
from shilu.forms.word.body import w

_T: Final = w("t")
_SIGNS: Final = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_HOLDERS: Final = AROUND | set(map(w, ("r", "hyperlink", "fldSimple", "ruby", "rubyBase", "bdo", "dir")))
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_UNFIT: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_OFF: Final = {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class Bit:
    """An element that shows text; ``prompt`` tells that it only asks for text (单击此处输入文字), so that ``text`` is ""."""

    element: etree._Element
    text: str
    prompt: etree._Element | None = None


def bits_of(paragraph: etree._Element) -> list[Bit]:
    """What a paragraph shows, in order; not what is deleted, hidden, the code of a field, or in a text box."""
    around = (
        sdt.find(f"{w('sdtPr')}/{w('showingPlcHdr')}")
        for sdt in paragraph.iterancestors(w("sdt"), w("tc"))
        if sdt.tag != w("tc")
    )
    return list(_bits(paragraph, next((asks for asks in around if asks is not None), None)))


def _bits(parent: etree._Element, prompt: etree._Element | None) -> Iterator[Bit]:
    for node in parent:
        if node.tag == _T:
            yield Bit(node, "" if prompt is not None else node.text or "", prompt)
        elif node.tag in _SIGNS and node.get(w("type")) not in {"page", "column"}:
            yield Bit(node, "" if prompt is not None else _SIGNS[node.tag], prompt)
        elif node.tag == w("sdt"):
            asks = node.find(f"{w('sdtPr')}/{w('showingPlcHdr')}")
            yield from _bits(node, prompt if asks is None else asks)
        elif node.tag in _HOLDERS and not (node.tag == w("r") and is_on(node, "vanish")):
            yield from _bits(node, prompt)


def is_on(run: etree._Element, name: str) -> bool:
    """Whether a property of a run is switched on."""
    found = run.find(f"{w('rPr')}/{w(name)}")
    return found is not None and found.get(w("val")) not in _OFF


def text_of(paragraph: etree._Element) -> str:
    """The text that a paragraph shows."""
    return "".join(bit.text for bit in bits_of(paragraph))


def is_struck(paragraph: etree._Element) -> bool:
    """Whether all of a paragraph's text is crossed out."""
    runs = [bit.element.getparent() for bit in bits_of(paragraph) if bit.text.strip()]
    return bool(runs) and all(run is not None and is_on(run, "strike") for run in runs)


def write_text(paragraph: etree._Element, text: str, *, look: etree._Element | None = None) -> None:
    """Let a paragraph show ``text``; ``look`` are the properties of its run where it has neither a run nor such of its own."""
    text = _UNFIT.sub("", text)
    bits = bits_of(paragraph)
    if not bits:
        if text:
            _add_run(paragraph, text, look)
        return
    for bit, new in zip(bits, spread([bit.text for bit in bits], text), strict=True):
        if bit.prompt is not None:
            _answer(bit)
        if new != bit.text or bit.prompt is not None:
            _replace(bit.element, new)


def _answer(bit: Bit) -> None:
    """Let what asked for text be an ordinary text, which loses the grey of the prompt."""
    if bit.prompt is not None and (holder := bit.prompt.getparent()) is not None:
        holder.remove(bit.prompt)
    run = bit.element.getparent()
    style = run.find(f"{w('rPr')}/{w('rStyle')}") if run is not None else None
    if style is not None and (properties := style.getparent()) is not None:
        properties.remove(style)


def _replace(element: etree._Element, text: str) -> None:
    run = element.getparent()
    if run is None:
        return
    at = run.index(element)
    run.remove(element)
    for number, node in enumerate(_nodes(text)):
        run.insert(at + number, node)


def _nodes(text: str) -> Iterator[etree._Element]:
    """The elements of a run that show ``text``."""
    for piece in re.split(r"([\n\t])", text):
        if piece in {"\n", "\t"}:
            yield etree.Element(w("br") if piece == "\n" else w("tab"))
        elif piece:
            node = etree.Element(_T)
            node.text = piece
            node.set(_SPACE, "preserve")
            yield node


def _add_run(paragraph: etree._Element, text: str, look: etree._Element | None) -> None:
    """A first run, with the looks that the paragraph's end has in the form, as if somebody typed there."""
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    runs = [run for run in paragraph.iter(w("r")) if run.find(w("rPr")) is not None]
    own = runs[0].find(w("rPr")) if runs else mark
    run = etree.SubElement(paragraph, w("r"))
    properties = run_look(own if own is not None and len(own) else look)
    if properties is not None:
        run.append(properties)
    run.extend(_nodes(text))


_OF_MARKS_ONLY: Final = frozenset(map(w, ("ins", "del", "moveFrom", "moveTo", "rPrChange", "vanish")))


def run_look(properties: etree._Element | None) -> etree._Element | None:
    """A copy of the properties of a run, or of a paragraph's end, without what tells of a revision."""
    if properties is None:
        return None
    made = etree.Element(w("rPr"))
    made.extend(copy.deepcopy(node) for node in properties if node.tag not in _OF_MARKS_ONLY)
    return made if len(made) else None
