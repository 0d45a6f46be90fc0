"""Templates of a body changed by those who write: renamed, replaced by an edited file, taken out of the list and put back."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from jinja2 import TemplateSyntaxError
from jinja2.exceptions import SecurityError

from shilu.deadlines.operations import rename_template as rename_in_deadlines
from shilu.lib.durable import write_file
from shilu.lib.errors import Refused
from shilu.reports.compose import defaults_of, read_template
from shilu.reports.drafting.composing import LONGEST
from shilu.reports.drafting.queries import template_of
from shilu.reports.models import Paper
from shilu.reports.sandbox import Sandbox
from shilu.reports.template import unreadable

_ASIDE: Final = "taken-out"
_KEY: Final = re.compile(r"(?P<stem>.+)~(?P<at>\d{8}-\d{6})")
_LAYOUT: Final = re.compile(r'(?m)^(\s*layout\s*=\s*)".*"[ \t]*$')


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A template that was taken out of the list, or an earlier text of one: its name, since when, and its ``key`` to come back."""

    key: str
    name: str
    since: datetime


def refuse_taken(folder: Path, stem: str) -> None:
    """Refused where a template, or a layout beside the templates, has that name."""
    if (folder / f"{stem}.md").exists() or (folder / f"{stem}.docx").exists():
        raise Refused(_("There is a template “%(name)s” already; choose another name.") % {"name": stem})


def rename_template(folder: Path, name: str, *, to: str) -> None:
    """Give a template (``name`` with .md) another name (``to`` without), in its papers and deadlines too.

    Its own layout goes with it.
    """
    text, layout = template_of(folder, name)
    refuse_taken(folder, to)
    if layout is not None and _own_layout(folder, name):
        write_file(folder / f"{to}.docx", layout)
        text = _LAYOUT.sub(rf'\g<1>"{to}.docx"', text, count=1)
    write_file(folder / f"{to}.md", text.encode())
    _remove(folder, name)
    Paper.objects.filter(template=name).update(template=f"{to}.md")
    rename_in_deadlines(name, to=f"{to}.md")


def replace_template(folder: Path, name: str, *, text: str | None, layout: bytes | None, now: datetime) -> None:
    """Put an edited text or layout in the place of a template's; what stood there is kept with what was taken out.

    Refused for a text that cannot be a template, and for one that names a layout that is not there.
    """
    path = _path(folder, name)
    written = read_template(path) if text is None else text
    _refuse_unreadable(written, file=name)
    own, named = f"{path.stem}.docx", defaults_of(written).layout
    if layout is not None and named != own:
        raise Refused(
            _('The template does not name this layout; write layout = "%(layout)s" into its settings.')
            % {"layout": own}
        )
    if named and layout is None and not (folder / Path(named).name).is_file():
        raise Refused(
            _("The layout %(layout)s is no .docx beside the template %(file)s; put it there or take the line out.")
            % {"layout": named, "file": name}
        )
    _put_aside(folder, name, now=now)
    if layout is not None:
        write_file(folder / own, layout)
    write_file(path, written.encode())


def take_out(folder: Path, name: str, *, now: datetime) -> None:
    """Take a template out of the list; it is kept, and can be put back."""
    _put_aside(folder, name, now=now)
    _remove(folder, name)


def put_back(folder: Path, key: str) -> str:
    """Put a template back into the list under its name; Refused where that is taken by now."""
    found = next((one for one in taken_out(folder) if one.key == key), None)
    if found is None:
        raise Refused(_("This template was put back already, or is not there; load the page again."))
    if (folder / f"{found.name}.md").exists():
        raise Refused(
            _("There is a template “%(name)s” in the list; rename it or take it out first.") % {"name": found.name}
        )
    aside = folder / _ASIDE
    for ending in (".docx", ".md"):
        source, target = aside / f"{key}{ending}", folder / f"{found.name}{ending}"
        if source.is_file():
            if not target.exists():
                write_file(target, source.read_bytes())
            source.unlink()
    return found.name


def taken_out(folder: Path) -> list[TakenOut]:
    """What was taken out of the list, the last first."""
    return sorted(_taken_out(folder / _ASIDE), key=lambda one: (one.since, one.name), reverse=True)


def _taken_out(aside: Path) -> Iterator[TakenOut]:
    for path in aside.glob("*.md"):
        if found := _KEY.fullmatch(path.stem):
            with suppress(ValueError):  # a file of another origin, whose number is no moment
                yield TakenOut(path.stem, found["stem"], datetime.strptime(found["at"], "%Y%m%d-%H%M%S"))  # noqa: DTZ007


def _put_aside(folder: Path, name: str, *, now: datetime) -> None:
    """Keep a template, also one that cannot be read, with its own layout under the moment of now."""
    path = _path(folder, name)
    aside = folder / _ASIDE
    aside.mkdir(exist_ok=True)
    at = localtime(now)
    while (aside / f"{(key := f'{path.stem}~{at:%Y%m%d-%H%M%S}')}.md").exists():
        at += timedelta(seconds=1)
    layout = path.with_suffix(".docx")
    if layout.is_file():
        write_file(aside / f"{key}.docx", layout.read_bytes())
    write_file(aside / f"{key}.md", path.read_bytes())


def _path(folder: Path, name: str) -> Path:
    """The file of a template, whatever is in it; Refused where the folder has none of that name."""
    if Path(name).name != name or name.startswith(".") or not name.endswith(".md") or not (folder / name).is_file():
        raise Refused(_("There is no template %(name)s; choose one of the list.") % {"name": name})
    return folder / name


def _remove(folder: Path, name: str) -> None:
    """Remove a template from the folder, with its layout unless another one is written in it."""
    own = _own_layout(folder, name)
    (folder / name).unlink()
    if own:
        (folder / f"{Path(name).stem}.docx").unlink(missing_ok=True)


def _own_layout(folder: Path, name: str) -> bool:
    """Whether the layout that has a template's name belongs to it alone."""
    layout = f"{Path(name).stem}.docx"
    return all(_layout_of(path) != layout for path in folder.glob("*.md") if path.name != name)


def _layout_of(path: Path) -> str:
    try:
        return defaults_of(read_template(path)).layout
    except Refused:
        return ""


def _refuse_unreadable(text: str, *, file: str) -> None:
    if len(text) > LONGEST:
        raise Refused(_("The text has more than %(most)s characters; cut it into several papers.") % {"most": LONGEST})
    try:
        Sandbox().from_string(text)
    except TemplateSyntaxError as fault:
        raise unreadable(fault, file=file) from fault
    except SecurityError as fault:
        raise Refused(
            _("%(file)s%(line)s: a template reads figures and records, and nothing else of the program.")
            % {"file": file, "line": ""}
        ) from fault
