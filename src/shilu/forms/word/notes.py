"""Comments on the paragraphs of a Word form, beside those that it has."""

from collections.abc import Mapping
from typing import Final

from lxml import etree

from shilu.documents.openxml.package import HEAD, Package
from shilu.documents.openxml.spans import markup_text
from shilu.forms.word.body import BODY, W, w

AUTHOR: Final = "实录"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def with_comments(package: Package, notes: Mapping[etree._Element, str]) -> Package:
    """The package whose comments have one more for each paragraph; the paragraphs get the marks that name them.

    The main part itself is written by the caller.
    """
    if not notes:
        return package
    part = next(iter(package.linked(BODY, "comments")), "")
    if not part:
        part = package.new_part("word/comments{}.xml").replace("comments1", "comments")
        empty = f'{HEAD}<w:comments xmlns:w="{W}"></w:comments>'
        package, _key = package.with_part(part, empty.encode()).with_link(BODY, to=part, sort="comments")
        package = package.with_type(part, _TYPE)
    root, edits = package.opened(part)
    taken = [int(key) for node in root.children if (key := node.attributes.get(w("id"), "")).isdecimal()]
    first = max(taken, default=-1) + 1
    markup = []
    for number, (paragraph, note) in enumerate(notes.items(), start=first):
        _mark(paragraph, str(number))
        markup.append(_comment(number, note))
    edits.append(root, "".join(markup))
    return package.edited(part, edits)


def _comment(number: int, note: str) -> str:
    lines = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{markup_text(line)}</w:t></w:r></w:p>' for line in note.split("\n")
    )
    return f'<w:comment xmlns:w="{W}" w:id="{number}" w:author="{AUTHOR}" w:initials="{AUTHOR}">{lines}</w:comment>'


def _mark(paragraph: etree._Element, number: str) -> None:
    """The range of a comment over a whole paragraph, and the sign that shows it."""
    start, end = etree.Element(w("commentRangeStart")), etree.SubElement(paragraph, w("commentRangeEnd"))
    properties = paragraph.find(w("pPr"))
    if properties is None:
        paragraph.insert(0, start)
    else:
        properties.addnext(start)
    sign = etree.SubElement(etree.SubElement(paragraph, w("r")), w("commentReference"))
    for node in (start, end, sign):
        node.set(w("id"), number)
