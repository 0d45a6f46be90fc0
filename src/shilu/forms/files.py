"""A form as a file: read by what it is, and written as the copy to send and the working copy beside it."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from shilu.documents.border import examine
from shilu.documents.office import newer
from shilu.documents.wanted import FORM
from shilu.forms.excel.reading import read_sheets
from shilu.forms.excel.writing import filled_workbook, insert_fault
from shilu.forms.sheet import Form, Plan, RowInsert, Sort
from shilu.forms.word.reading import read_tables
from shilu.forms.word.writing import filled_document
from shilu.lib.durable import sync_folder, unnamed_file
from shilu.lib.errors import Refused

WORKING: Final = "-底稿"
_SUFFIXES: Final[Mapping[str, str]] = {"xlsx": ".xlsx", "xls": ".xlsx", "docx": ".docx", "doc": ".docx"}


def read_form(path: Path) -> Form:
    """The form at ``path``; an .xls or .doc is first made new by LibreOffice. Refused in one line for anything else."""
    accepted = examine(path, wanted=FORM)
    content = path.read_bytes()
    sort: Sort = "docx" if _SUFFIXES[accepted.sort] == ".docx" else "xlsx"
    converted = accepted.sort != sort
    if converted:
        _sort, content = newer(path, sort=accepted.sort)
    read = read_tables if sort == "docx" else read_sheets
    return read(content, name=accepted.name, converted=converted)


def check_out(form: Form, path: Path, out: Path) -> None:
    """Refused where ``out`` cannot be what ``form`` (read from ``path``) is filled into."""
    suffix = _SUFFIXES[form.sort]
    if out.suffix.lower() != suffix:
        told = {"file": form.name, "suffix": suffix, "out": out.name}
        raise Refused(_("%(file)s is filled into a file that ends in %(suffix)s, not “%(out)s”.") % told)
    if not out.parent.is_dir():
        raise Refused(_("There is no folder %(folder)s.") % {"folder": out.parent})
    for one in (out, working_copy(out)):
        if one.resolve() == path.resolve():
            raise Refused(_("%(out)s is the form itself; name another file with -o.") % {"out": one.name})
        if one.is_dir():
            raise Refused(_("%(out)s is a folder; name a file with -o.") % {"out": one.name})


def working_copy(out: Path) -> Path:
    """The copy for ourselves beside ``out``: 报送.xlsx has 报送-底稿.xlsx."""
    return out.with_name(f"{out.stem}{WORKING}{out.suffix}")


def why_not_inserted(form: Form, insert: RowInsert) -> str:
    """Why rows cannot come into a form without doing harm to its formulas; "" where they can."""
    return insert_fault(form, insert) if form.sort == "xlsx" else ""


def write_form(form: Form, plan: Plan, *, out: Path) -> None:
    """Write ``out``, the copy to send, and the working copy with notes beside it: both, or neither."""
    write = filled_document if form.sort == "docx" else filled_workbook
    contents = {out: write(form, plan, notes=False), working_copy(out): write(form, plan, notes=True)}
    before = {path: path.read_bytes() for path in contents if path.exists()}
    with ExitStack() as stack:
        waiting: dict[Path, Path] = {}
        for name, content in contents.items():
            stream, path = stack.enter_context(unnamed_file(out.parent))
            stream.write(content)
            stream.close()
            waiting[name] = path
        try:
            for name, path in waiting.items():
                path.replace(name)
        except OSError:
            _put_back(contents, before)
            raise
    sync_folder(out.parent)


def _put_back(names: Mapping[Path, bytes], before: Mapping[Path, bytes]) -> None:
    for name in names:
        if name in before:
            name.write_bytes(before[name])
        elif name.exists():
            name.unlink()
