"""What is taken as evidence: pictures, which are made small, and documents, which stay as they are."""

import re
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import BinaryIO, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.documents.border import examine
from shilu.documents.wanted import MB, Wanted
from shilu.lib.errors import Refused
from shilu.recording.handed import EvidenceFile
from shilu.recording.pictures import is_phone_picture, is_picture, small_picture

MOST_BYTES: Final = 20 * MB
MOST_FILES: Final = 20
ACCEPTED: Final = "image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx,.doc,.xls"  # a phone offers its camera for these
_DOCUMENT: Final = Wanted(
    frozenset({"docx", "xlsx", "doc", "xls"}),
    gettext_noop("%(file)s cannot be kept as evidence; hand in a picture (JPEG, PNG), a PDF, .docx or .xlsx."),
    most_bytes=MOST_BYTES,
    by_office=False,
)
_LONGEST_NAME: Final = 100
_UNFIT_SIGNS: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


def evidence_file(source: BinaryIO, *, name: str) -> EvidenceFile:
    """The file as it will be kept; Refused, naming it and what to do, where it is none that shows something."""
    name = _plain_name(name)
    content = source.read(MOST_BYTES + 1)
    if not content:
        raise Refused(_("%(file)s is empty; copy or save it again.") % {"file": name})
    if len(content) > MOST_BYTES:
        raise Refused(
            _("%(file)s is larger than %(most)d MB; make it smaller or split it.")
            % {"file": name, "most": MOST_BYTES // MB}
        )
    if is_picture(content):
        return EvidenceFile(*small_picture(content, name=name))
    if is_phone_picture(content):
        raise Refused(
            _(
                "%(file)s is in a format of newer phones that office computers cannot open; set the camera to “most compatible” or send it as JPEG."
            )
            % {"file": name}
        )
    if not content.startswith(b"%PDF-"):
        _refuse_unless_document(content, name)
    return EvidenceFile(name, content)


def refuse_too_many(files: Iterable[object]) -> None:
    """Refused for more files than one record bears."""
    if len(list(files)) > MOST_FILES:
        raise Refused(
            _("At most %(most)d files belong to one record; choose those that show it.") % {"most": MOST_FILES}
        )


def _refuse_unless_document(content: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        examine(path, wanted=_DOCUMENT)


def _plain_name(name: str) -> str:
    """The name without folders, controls and signs that Windows does not bear, at most 100 signs long."""
    bare = PurePath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    bare = _UNFIT_SIGNS.sub("_", bare).strip(". ") or "file"
    ending = PurePath(bare).suffix[:10]
    # a file system counts bytes, of which a Chinese sign has three
    stem = PurePath(bare).stem.encode()[: 2 * _LONGEST_NAME].decode(errors="ignore")
    return f"{stem[:_LONGEST_NAME]}{ending}"
