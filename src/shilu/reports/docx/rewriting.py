"""Paragraphs of somebody's Word file given other words: every sign that stays keeps its looks, new ones take their neighbour's."""

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, groupby

from lxml import etree

from shilu.reports.document import Number, Record, Runs, Text
from shilu.reports.docx.runs import Controls, look_of, words
from shilu.reports.docx.xml import STORY, W

_FLATTENED = {f"{{{W}}}{name}" for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml")}
_DROPPED = {
    f"{{{W}}}{name}"
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "proofErr", "commentRangeStart", "commentRangeEnd",
        "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "commentReference", "permStart", "permEnd",
    )
}  # fmt: skip
_P, _R, _T, _RPR, _PPR = (f"{{{W}}}{name}" for name in ("p", "r", "t", "rPr", "pPr"))
_SIGNS = {f"{{{W}}}tab": "\t", f"{{{W}}}cr": "\n", f"{{{W}}}noBreakHyphen": "-"}
_BR = f"{{{W}}}br"
_TOKEN = re.compile(r"\d+|\D", re.ASCII)
_ENDS = frozenset("。，；：！？、")
_LOOK_SPACE = f' xmlns:w="{W}"'


@dataclass(frozen=True, slots=True)
class _Atom:
    """One sign with the looks of its run, or (``sign`` empty) an element that is kept where it stands.

    ``paragraph`` is the place of the paragraph that it belongs to, ``owner`` the bound number that it is a sign of.
    """

    sign: str
    look: str
    paragraph: int
    element: etree._Element | None = None
    owner: Number | Record | None = None


def words_of(paragraphs: Sequence[etree._Element]) -> str:
    """The words of some paragraphs as ``rewrite`` sees them, without what stands between two paragraphs."""
    return _signs(atom for at, one in enumerate(paragraphs) for atom in _atoms(one, at))


def _signs(atoms: Iterable[_Atom]) -> str:
    return "".join(atom.sign for atom in atoms)


def rewrite(paragraphs: Sequence[etree._Element], runs: Runs, controls: Controls) -> None:
    """Give ``paragraphs`` the words of ``runs``, in place.

    Blanks at the edges stay, since they indent; so do pictures, notes and page breaks. Bookmarks, marks of spelling and
    anchors of comments go.
    """
    atoms = [atom for at, one in enumerate(paragraphs) for atom in _atoms(one, at)]
    old = [atom for atom in atoms if atom.sign]
    before, inner, after = _edges(old)
    if _signs(inner) == "".join(run.shown for run in runs) and all(isinstance(run, Text) for run in runs):
        return
    line = [*before, *_matched(inner, runs, default=_default(paragraphs[0], old)), *after]
    kept = _kept(atoms, len(old), line)
    for at, paragraph in enumerate(paragraphs):
        for child in list(paragraph):
            if child.tag != _PPR:
                paragraph.remove(child)
        places = [place for place, atom in enumerate(line) if atom.paragraph == at]
        for group in _groups(line, places, stops={place for place, _where, _element in kept}):
            paragraph.extend(element for place, _where, element in kept if place == group[0])
            paragraph.extend(_group_elements([line[place] for place in group], controls))
        paragraph.extend(element for place, where, element in kept if place == len(line) and where == at)


def _groups(line: Sequence[_Atom], places: Sequence[int], *, stops: set[int]) -> Iterator[list[int]]:
    """Neighbouring places that make one number or one run of words; an element that is kept parts words, not numbers."""
    group: list[int] = []
    for place in places:
        last = line[group[-1]] if group else None
        goes_on = last is not None and last.owner is line[place].owner and place == group[-1] + 1
        if last is not None and last.owner is None:
            goes_on = goes_on and last.look == line[place].look and place not in stops
        if not goes_on and group:
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def _group_elements(signs: Sequence[_Atom], controls: Controls) -> list[etree._Element]:
    owner = signs[0].owner
    looks = groupby(signs, key=lambda atom: atom.look)
    inner = "".join(words(_signs(part), look_of(owner, look) if owner else look) for look, part in looks)
    return parsed_runs(controls.around(owner, inner, signs[0].look) if owner else inner)


def parsed_runs(xml: str) -> list[etree._Element]:
    """The elements that ``xml`` writes, with Word's namespaces known."""
    return list(etree.fromstring(f"<w:p {STORY}>{xml}</w:p>"))


def _atoms(paragraph: etree._Element, at: int) -> Iterator[_Atom]:
    for child in paragraph:
        if child.tag in _FLATTENED:
            yield from _atoms(child, at)
        elif child.tag == _R:
            yield from _of_run(child, at)
        elif child.tag not in _DROPPED and isinstance(child.tag, str):
            yield _Atom("", "", at, deepcopy(child))


def _of_run(run: etree._Element, at: int) -> Iterator[_Atom]:
    properties = run.find(_RPR)
    look = ""
    if properties is not None:
        look = etree.tostring(properties, encoding="unicode", with_tail=False).replace(_LOOK_SPACE, "")
    for child in run:
        if child.tag == _T:
            for sign in child.text or "":
                yield _Atom(sign, look, at)
        elif child.tag in _SIGNS or (child.tag == _BR and child.get(f"{{{W}}}type") is None):
            yield _Atom(_SIGNS.get(child.tag, "\n"), look, at)
        elif child.tag not in _DROPPED and isinstance(child.tag, str):
            alone = etree.Element(_R)
            if properties is not None:
                alone.append(deepcopy(properties))
            alone.append(deepcopy(child))
            yield _Atom("", look, at, alone)


def _edges(old: list[_Atom]) -> tuple[list[_Atom], list[_Atom], list[_Atom]]:
    """The blanks before the words, the words, the blanks after them."""
    first = next((place for place, atom in enumerate(old) if not atom.sign.isspace()), len(old))
    last = next((place for place in range(len(old), first, -1) if not old[place - 1].sign.isspace()), first)
    return old[:first], old[first:last], old[last:]


def _default(paragraph: etree._Element, old: Sequence[_Atom]) -> _Atom:
    """What a sign looks like where no old one stands near."""
    if old:
        return old[-1]
    properties = paragraph.find(f"{_PPR}/{_RPR}")
    look = ""
    if properties is not None:
        look = etree.tostring(properties, encoding="unicode", with_tail=False).replace(_LOOK_SPACE, "")
    return _Atom(" ", look, 0)


def _matched(old: Sequence[_Atom], runs: Runs, *, default: _Atom) -> list[_Atom]:
    """The signs of ``runs``, each with the looks and the paragraph of the old sign that it is or stands for.

    A number is compared as a whole: 12 for 6 is another number, not a sign more.
    """
    shown = "".join(run.shown for run in runs)
    owners = [run if isinstance(run, Number | Record) else None for run in runs for _sign in run.shown]
    before, after = _TOKEN.findall(_signs(old)), _TOKEN.findall(shown)
    old_starts, new_starts = [0, *accumulate(map(len, before))], [0, *accumulate(map(len, after))]
    fresh: list[_Atom] = []
    for way, *tokens in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        first, last = (old_starts[at] for at in tokens[:2])
        for place in range(new_starts[tokens[2]], new_starts[tokens[3]]):
            if way == "insert":
                like = _neighbour(old, first) if old else default
            else:
                like = old[min(first + place - new_starts[tokens[2]], last - 1)]
            fresh.append(_Atom(shown[place], like.look, like.paragraph, owner=owners[place]))
    return fresh


def _neighbour(old: Sequence[_Atom], at: int) -> _Atom:
    """The sign that one put in before ``at`` looks like: the one before it, unless that ends a sentence or clause."""
    if at == 0 or (at < len(old) and old[at - 1].sign in _ENDS):
        return old[at]
    return old[at - 1]


def _kept(atoms: Sequence[_Atom], signs: int, line: Sequence[_Atom]) -> list[tuple[int, int, etree._Element]]:
    """Each element that stays among ``signs`` old signs: the place in ``line`` before which it stands (its length for the end), its paragraph.

    Where the words around it changed, it keeps its share of the way through them.
    """
    kept: list[tuple[int, int, etree._Element]] = []
    passed = 0
    for atom in atoms:
        if atom.sign:
            passed += 1
        elif atom.element is not None:
            place = round(passed * len(line) / signs) if signs else 0
            while place < len(line) and line[place].paragraph < atom.paragraph:
                place += 1
            if place < len(line) and line[place].paragraph != atom.paragraph:
                place = len(line)
            kept.append((place, atom.paragraph, atom.element))
    return kept
