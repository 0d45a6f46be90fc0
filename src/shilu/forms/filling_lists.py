"""Fills a list: a row for each record, with rows inserted where the form has too few."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shilu.figures.reading import Reading
from shilu.forms.lists import ListCell, ListRefused, Register
from shilu.forms.outcome import Empty, Gathered, Put
from shilu.forms.sheet import Form, RowInsert
from shilu.ledger.entry import Entry
from shilu.lib.moments import moment_told

WhyNot = Callable[[Form, RowInsert], str]
"""Why rows cannot be inserted into a form's file without harm; "" where they can."""


@dataclass(frozen=True, slots=True)
class ListFilling:
    """Fills the lists of one form."""

    form: Form
    reading: Reading
    why_not: WhyNot
    gathered: Gathered

    def fill(self, register: Register) -> None:
        """Put the rows of a list, or why it has none, into ``gathered``."""
        found = register.filled(self.reading)
        if isinstance(found, ListRefused):
            self.gathered.empty.append(Empty(found.spot, found.reason))
            return
        if found.insert is not None:
            if fault := self.why_not(self.form, found.insert):
                self.gathered.empty.append(Empty(found.cells[0].spot, fault))
                return
            self.gathered.inserts.append(found.insert)
        noted: set[int] = set()
        for cell in found.cells:
            self.gathered.puts.append(self._put(cell, found.figure, noted))
        self.gathered.empty += [Empty(spot, reason) for spot, reason in found.empty]

    def _put(self, cell: ListCell, figure: str, noted: set[int]) -> Put:
        """A cell to be written, with a comment in the first cell of each record."""
        entry = cell.entry
        if entry is None:
            return Put(cell.spot, cell.value, cell.value, figure, below=cell.below)
        note = "" if entry.seq in noted else self._note(entry)
        noted.add(entry.seq)
        return Put(cell.spot, cell.value, cell.value, entry.kind, (entry.seq,), note, cell.below)

    def _note(self, entry: Entry) -> str:
        """The comment of a row of a list: the record and where it came from."""
        lines = [_("Record %(seq)s") % {"seq": entry.seq}]
        if entry.texts.file:
            source = {"file": entry.texts.file, "sheet": entry.texts.sheet, "row": entry.texts.line}
            lines.append(_("from %(file)s, %(sheet)s, row %(row)s") % source)
        lines.append(_("as of %(as_of)s") % {"as_of": moment_told(self.reading.moment)})
        return "\n".join(lines)
