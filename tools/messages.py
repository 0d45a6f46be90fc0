"""Merge doubles in the Chinese catalogue, compile it, and list the messages of the code that it lacks.

Usage: messages.py [--check | --prune]. With --check nothing is written and a missing or stale message is an error;
with --prune messages that the code no longer uses are dropped.
"""

import ast
import datetime as dt
import io
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parent.parent / "src" / "shilu"
FOLDER = SOURCE / "locale" / "zh_Hans" / "LC_MESSAGES"
settings.configure(USE_I18N=False)
STAMP = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # a fixed stamp, so that the compiled file depends on its messages alone
KEYWORDS = {"_": None, "gettext": None, "gettext_noop": None, "gettext_lazy": None, "ngettext": (1, 2)}
Message = str | tuple[str, ...]  # one with a plural is both its forms


def messages_in_code() -> set[Message]:
    """Every message that the code and the templates mark for translation, and the help of each command."""
    marked = {message for path in SOURCE.rglob("*.py") for message in of_module(path)}
    marked |= {message for path in (SOURCE / "web" / "templates").rglob("*.*") for message in of_template(path)}
    return marked | {text for path in (SOURCE / "cli").glob("*.py") for text in command_help(path)}


def of_module(path: Path) -> Iterator[Message]:
    """The messages of a module; one that cannot be read is named and passed by."""
    try:
        for found in extract_from_file("python", path, keywords=KEYWORDS):
            yield found[1]
    except (SyntaxError, tokenize.TokenError) as fault:
        print(f"{path} cannot be read: {fault}", file=sys.stderr)


def of_template(path: Path) -> Iterator[Message]:
    """The messages of a template, which Django turns into calls of gettext."""
    calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    calls = "\n".join(line.strip() for line in calls.splitlines())  # the layout of HTML is none of Python's
    for found in extract("python", io.BytesIO(calls.encode()), keywords=KEYWORDS):
        yield found[1]


def command_help(path: Path) -> Iterator[str]:
    """The docstrings of the commands in a module of the command line: they end in an example."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and "Example: " in (text := ast.get_docstring(node) or ""):
            yield text


def translated(path: Path) -> Catalog:
    """The catalogue at ``path`` with each message once."""
    with path.open("rb") as stream:
        written = read_po(stream, locale="zh_Hans", ignore_obsolete=True)
    kept = Catalog(
        locale="zh_Hans", project="shilu", charset="utf-8", fuzzy=False, creation_date=STAMP, revision_date=STAMP
    )
    for message in written:
        if message.id and message.string:
            kept.add(message.id, message.string, flags=["python-format"] if "%(" in str(message.id) else [])
    return kept


def compiled(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def main() -> int:
    catalog = translated(FOLDER / "django.po")
    needed = messages_in_code()
    if "--prune" in sys.argv:
        for message in list(catalog):
            if message.id and message.id not in needed:
                catalog.delete(message.id)
    stale = False
    if "--check" in sys.argv:
        stale = (FOLDER / "django.mo").read_bytes() != compiled(catalog)
        if stale:
            print("django.mo is older than django.po: run tools/messages.py")
    else:
        with (FOLDER / "django.po").open("wb") as stream:
            write_po(stream, catalog, sort_output=True, width=0)
        (FOLDER / "django.mo").write_bytes(compiled(catalog))
    missing = sorted(map(str, needed - {message.id for message in catalog if message.id}))
    for text in missing:
        print(f"no Chinese: {text}")
    return 1 if "--check" in sys.argv and (missing or stale) else 0


if __name__ == "__main__":
    sys.exit(main())
