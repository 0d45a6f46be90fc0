"""Word files made from the XML of their body."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def document(body: str) -> bytes:
    return f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'.encode()


def docx(body: str, **parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document(body))
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return made.getvalue()


def p(*texts: str) -> str:
    """A paragraph with a run a text; what begins with < stands as it is."""
    return "<w:p>" + "".join(one if one.startswith("<") else f"<w:r><w:t>{one}</w:t></w:r>" for one in texts) + "</w:p>"


def table(*rows: str) -> str:
    """A table of rows of cells parted by |; > is a cell over two columns with the one left of it, ^ one merged with that above."""
    return f"<w:tbl>{''.join(map(_row, rows))}</w:tbl>"


def _row(row: str) -> str:
    cells: list[tuple[str, int]] = []
    for text in (one.strip() for one in row.split("|")):
        if text == ">":
            cells[-1] = (cells[-1][0], cells[-1][1] + 1)
        else:
            cells.append((text, 1))
    return f"<w:tr>{''.join(_cell(text, span) for text, span in cells)}</w:tr>"


def _cell(text: str, span: int) -> str:
    merged = "<w:vMerge/>" if text == "^" else '<w:vMerge w:val="restart"/>'
    inside = "<w:p/>" if text == "^" else p(*([text] if text else []))
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr>{inside}</w:tc>'
