"""A file read as text with places."""

from pathlib import Path
from zipfile import ZipFile

from django.utils.translation import gettext as _
from lxml import etree

from shilu.documents.document import Document, Piece, Place, Written, laid
from shilu.documents.word import W, word_pieces
from shilu.lib.errors import Refused


def read_document(path: Path) -> Document:
    """The text of the file at ``path``; Refused in one line where it holds none that can be read."""
    if path.suffix.lower() == ".docx":
        with ZipFile(path) as archive:
            body = etree.fromstring(archive.read("word/document.xml")).find(f"{{{W}}}body")
        if body is None:
            raise Refused(_("%(file)s is damaged and cannot be read.") % {"file": path.name})
        return Document(path.name, "docx", tuple(piece for piece, _elements in word_pieces(body)))
    return Document(path.name, "text", text_pieces(path.read_text(encoding="utf-8-sig")))


def text_pieces(text: str) -> tuple[Piece, ...]:
    """Each line of ``text``; an empty one is a piece too, so that offsets quote the file."""
    written = []
    paragraph = 0
    for line in text.split("\n"):
        paragraph += bool(line.strip())
        written.append(Written(line, Place(paragraph=paragraph)))
    return laid(written)
