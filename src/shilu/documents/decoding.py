"""Bytes of a text file as text, in the encodings that offices use."""

import re
from typing import Final

from django.utils.translation import gettext as _

from shilu.lib.errors import Refused

_MARKED: Final = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS: Final = re.compile(r"[\x01-\x08\x0e-\x19\x7f]")  # Word leaves a few of them in what is copied out of it
_MOST_CONTROLS: Final = 0.01


def decoded(data: bytes, *, name: str) -> str:
    """UTF-8 (with or without BOM), UTF-16 with BOM or GB 18030 as text; ``name`` is the file's.

    The signs are those that Python's own reading of the file in its encoding gives: without the BOM. Refused where the
    bytes are in none of these encodings, or are no text.
    """
    for encoding in ("utf-16",) if data.startswith(_MARKED) else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text or len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text):
            raise Refused(_("%(file)s is not a text file; save it as text, .docx or .xlsx.") % {"file": name})
        return text
    raise Refused(
        _("%(file)s is written neither in UTF-8 nor in GB 18030; save it as UTF-8 text, .docx or .xlsx.")
        % {"file": name}
    )
