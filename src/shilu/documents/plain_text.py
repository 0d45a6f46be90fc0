"""The lines of a plain text, as they stand."""

from shilu.documents.document import SEAM, Piece, Place, Written, laid


def text_pieces(text: str) -> tuple[Piece, ...]:
    """Each line of ``text``; an empty one is a piece too, so that offsets quote the file as it is read with line ends unified."""
    written = []
    paragraph = 0
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split(SEAM):
        paragraph += bool(line.strip())
        written.append(Written(line, Place(paragraph=paragraph)))
    return laid(written)
