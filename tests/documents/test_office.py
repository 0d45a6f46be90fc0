"""LibreOffice converts files of strangers and asks no other machine for anything that they name."""

import re
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest

from shilu.documents.office import converted, office

pytestmark = pytest.mark.skipif(office() is None, reason="LibreOffice (soffice) is not installed")

_SHEET = "application/vnd.oasis.opendocument.spreadsheet"
_TEXT = "application/vnd.oasis.opendocument.text"
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "draw": "drawing",
        "svg": "svg-compatible",
    }.items()
)
_PROGRAM = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure()
from shilu.documents.office import converted
for name, to in zip(sys.argv[1::2], sys.argv[2::2]):
    assert converted(Path(name).read_bytes(), to=to, ending=Path(name).suffix[1:])
"""


def written(sort: str, body: str) -> bytes:
    """An OpenDocument file of these bytes of content."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", sort)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{sort}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {_SPACES} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
            f"<office:body>{body}</office:body></office:document-content>",
        )
    return held.getvalue()


def picture(port: int) -> str:
    return (
        '<draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:type="simple" xlink:show="embed" '
        f'xlink:actuate="onLoad" xlink:href="http://127.0.0.1:{port}/a.png"/></draw:frame>'
    )


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and what was asked of it."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    line, _address = server.accept()
                except OSError:
                    return
                with line:
                    asked.append(line.recv(200))
                    line.sendall(b"HTTP/1.0 404 Not Found\r\n\r\n")

        Thread(target=answer, daemon=True).start()
        yield server.getsockname()[1], asked
        server.shutdown(socket.SHUT_RDWR)


def linked(folder: Path, port: int) -> list[Path]:
    """A workbook and an old Word file that show a picture of another machine."""
    cell = f"<table:table-row><table:table-cell>{picture(port)}</table:table-cell></table:table-row>"
    sheet = f'<office:spreadsheet><table:table table:name="a">{cell}</table:table></office:spreadsheet>'
    paper = f"<office:text><text:p>{picture(port)}</text:p></office:text>"
    files = {"a.ods": written(_SHEET, sheet), "a.doc": converted(written(_TEXT, paper), to="doc", ending="odt")}
    for name, content in files.items():
        (folder / name).write_bytes(content or b"")
    old = files["a.doc"] or b""
    assert f":{port}/a.png".encode("utf-16-le") in old or f":{port}/a.png".encode() in old  # the link is in it
    return [folder / name for name in files]


def test_picture_of_another_machine_is_never_asked_for(listener: tuple[int, list[bytes]], tmp_path: Path) -> None:
    port, asked = listener
    book, old = linked(tmp_path, port)
    command = [sys.executable, "-c", _PROGRAM, str(book), "xlsx", str(old), "docx"]
    calls = tmp_path / "calls"
    watch = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect,sendto", "-o", str(calls)]
    watched = (
        shutil.which("strace") and subprocess.run([*watch, "true"], capture_output=True, check=False).returncode == 0
    )
    subprocess.run([*watch, *command] if watched else command, check=True, capture_output=True)
    assert asked == []
    if watched:
        assert re.findall(r"sa_family=AF_INET6?.*", calls.read_text(errors="replace")) == []
