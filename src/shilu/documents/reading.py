"""A file read as text with places."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from shilu.documents.border import Accepted, examine, unreadable
from shilu.documents.decoding import decoded
from shilu.documents.document import Document, Piece, Sort
from shilu.documents.office import newer
from shilu.documents.plain_text import text_pieces
from shilu.documents.wanted import TEXT

_OLD: Final = {"doc", "xls", "ods"}
_SORTS: Final[Mapping[str, Sort]] = {"text": "text", "html": "html", "docx": "docx", "xlsx": "xlsx", "csv": "csv"}


def read_document(path: Path) -> Document:
    """The text of the file at ``path`` with the place of each paragraph and cell.

    .txt and .md as they stand, .docx, .html, .xlsx and .csv; .doc, .xls and .ods where LibreOffice is there. Refused in
    one line where it is anything else, or too large, damaged, locked or dangerous.
    """
    accepted = examine(path, wanted=TEXT)
    sort, content = _content(accepted)
    return Document(accepted.name, sort, _pieces(content, sort, accepted.name))


def text_document(text: str, *, name: str) -> Document:
    """The document of a text that came in no file, as it stands with line ends unified."""
    return Document(name, "text", text_pieces(text))


def _pieces(content: bytes, sort: Sort, name: str) -> tuple[Piece, ...]:
    if sort == "text":
        return text_pieces(decoded(content, name=name))
    from shilu.documents.structured import structured_pieces  # noqa: PLC0415 - a plain text needs no parser to start

    return structured_pieces(content, sort=sort, name=name)


def _content(accepted: Accepted) -> tuple[Sort, bytes]:
    if accepted.sort in _OLD:
        made, content = newer(accepted.path, sort=accepted.sort)
        return ("docx" if made == "docx" else "xlsx"), content
    try:
        return _SORTS[accepted.sort], accepted.path.read_bytes()
    except OSError as fault:
        raise unreadable(accepted.name) from fault
