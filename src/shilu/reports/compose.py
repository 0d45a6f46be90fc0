"""A template and the ledger become a paper: settings read, expressions filled in, numbers bound."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from shilu.documents.border import examine
from shilu.documents.wanted import PAPER
from shilu.ledger.queries import root_at
from shilu.lib.errors import Refused
from shilu.lib.periods import BodyCalendar, Period
from shilu.organisation.structure import Unit
from shilu.reports.answers import Reader
from shilu.reports.binder import Binder
from shilu.reports.document import Document, FrontMatter, Number, Record
from shilu.reports.front_matter import parse_front_matter
from shilu.reports.markdown import to_document
from shilu.reports.old_numbers import is_source
from shilu.reports.paper import bound_runs, paper_of
from shilu.reports.spoken import Today
from shilu.reports.template import render, surroundings


@dataclass(frozen=True, slots=True)
class Draft:
    """A composed paper: the document, and where its numbers were read."""

    template: str
    document: Document
    unit: Unit
    period: Period
    at: int
    root: str
    layout: bytes | None = None
    old_in_settings: tuple[str, ...] = ()

    @property
    def printed(self) -> dict[str, Number | Record]:
        """The bound numbers and records that the document prints, by their id."""
        return {run.binding.id: run for run in bound_runs(paper_of(self.document))}

    @property
    def old(self) -> tuple[str, ...]:
        """The numbers of an earlier report that nobody has looked at, as they stand in the paper."""
        old = (run.shown for run in self.printed.values() if isinstance(run, Number) and run.is_old)
        return (*self.old_in_settings, *old)


def read_template(path: Path) -> str:
    """The text of a template file; Refused where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Refused(_("There is no file %(path)s.") % {"path": path}) from None
    except (OSError, UnicodeDecodeError):
        raise Refused(_("%(path)s cannot be read as a text in UTF-8.") % {"path": path}) from None


def defaults_of(text: str) -> FrontMatter:
    """The settings of a template before its expressions are filled in: its own unit, period and cut-off."""
    front, _body = parse_front_matter(text)
    return front


def read_layout(path: Path, text: str) -> bytes | None:
    """The Word file in whose layout the template at ``path`` is written; None where it names none."""
    name = defaults_of(text).layout
    if not name:
        return None
    layout = path.parent / name
    if Path(name).name != name or layout.suffix.lower() != ".docx" or not layout.is_file():
        raise Refused(
            _("The layout %(layout)s is no .docx beside the template %(file)s; put it there or take the line out.")
            % {"layout": name, "file": path.name}
        )
    examine(layout, wanted=PAPER)
    return layout.read_bytes()


def settings_filled(text: str, *, binder: Binder, names: dict[str, Any], name: str) -> tuple[FrontMatter, str]:
    """The settings of a template, filled in, and its body; the binder is told whose report the template was learned from."""
    as_written, body = parse_front_matter(text)
    binder.is_source = is_source(as_written, unit=binder.unit.name, period=binder.period)
    binder.in_settings = True
    front, body = parse_front_matter(text, render=lambda words: render(words, names, file=name))
    binder.in_settings = False
    return front, body


def compose(
    text: str,
    *,
    name: str,
    unit: Unit,
    period: Period,
    at: int,
    calendar: BodyCalendar,
    today: date,
    layout: bytes | None = None,
) -> Draft:
    """The paper that the template ``text`` (called ``name`` in messages) makes at position ``at`` of the ledger."""
    root = root_at(at).hex()
    binder = Binder(Reader(at, calendar, today=today), unit, period, root)
    names = {**surroundings(binder), "today": Today.of(today)}
    front, body = settings_filled(text, binder=binder, names=names, name=name)
    if front.dated is None:
        front = replace(front, dated=today)
    markdown = render(body, names, file=name)
    document = to_document(markdown, binder.bound, front)
    return Draft(name, document, unit, period, at, root, layout, tuple(binder.old_in_settings))
