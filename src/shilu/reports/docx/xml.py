"""XML as text: escaping, the namespaces of a Word package, and the measures that its attributes use."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PAPER = "urn:shilu:paper:1"

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STORY = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:c="{C}"'

_DROPPED = {code: None for code in (*range(0x20), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)) if code not in {9, 10, 13}}
_ESCAPES: dict[int, str | None] = {
    **_DROPPED,
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord('"'): "&quot;",
}


def escaped(text: str) -> str:
    """``text`` fit for an element or an attribute; what XML cannot hold is dropped."""
    return text.translate(_ESCAPES)


def twips(millimetres: float) -> int:
    """Twentieths of a point, the unit of Word's lengths."""
    return round(millimetres * 1440 / 25.4)
