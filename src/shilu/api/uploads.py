"""Files that a program sends: brought under their own name into a folder that is gone afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from ninja import UploadedFile
from ninja.errors import HttpError

from shilu.documents.wanted import MB
from shilu.workspace.handed import plain_name

MOST_BYTES: Final = 100 * MB


@contextmanager
def brought(file: UploadedFile) -> Iterator[Path]:
    """The file in a folder of its own; what it is, is decided by who reads it; HttpError 413 where it is too large."""
    name = plain_name(file.name or "")
    if (file.size or 0) > MOST_BYTES:
        raise HttpError(
            413, _("%(file)s is larger than %(most)d MB; split it.") % {"file": name, "most": MOST_BYTES // MB}
        )
    with tempfile.TemporaryDirectory(prefix="shilu-api-") as folder:
        path = Path(folder, name)
        with path.open("wb") as stream:
            for chunk in file.chunks():
                stream.write(chunk)
        yield path
