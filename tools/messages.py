"""Merge doubles in the Chinese catalogue, compile it, and list the messages of the code that it lacks."""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parent.parent / "src" / "shilu"
FOLDER = SOURCE / "locale" / "zh_Hans" / "LC_MESSAGES"
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "pgettext": ((1, "c"), 2)}


def messages_in_code() -> set[str]:
    """Every message that the code marks for translation."""
    return {found[2] for found in extract_from_dir(SOURCE, keywords=KEYWORDS) if isinstance(found[2], str)}


def main() -> int:
    path = FOLDER / "django.po"
    with path.open("rb") as stream:
        written = read_po(stream, locale="zh_Hans")
    used = messages_in_code()
    kept = Catalog(locale="zh_Hans", project="shilu", charset="utf-8", fuzzy=False)
    for message in written:
        if message.id and message.string and (message.id in used or "--keep" in sys.argv):
            flags = ["python-format"] if "%(" in str(message.id) else []
            kept.add(message.id, message.string, flags=flags)
    check = "--check" in sys.argv
    missing = sorted(used - {str(message.id) for message in kept if message.id})
    if not check:
        with path.open("wb") as stream:
            write_po(stream, kept, sort_output=True, omit_header=False, width=0)
        with (FOLDER / "django.mo").open("wb") as stream:
            write_mo(stream, kept)
    for message in missing:
        print(f"no Chinese: {message}")
    return 1 if missing and check else 0


if __name__ == "__main__":
    sys.exit(main())
