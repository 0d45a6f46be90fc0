"""The marked copy of a checked text: which colour, sign and words each verdict gets, in Word or on a page."""

from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.reports.checking.finding import Finding
from shilu.reports.checking.marked_page import Note, write_marked_page
from shilu.reports.checking.marked_word import Mark, write_marked_word
from shilu.reports.checking.operations import CheckedText
from shilu.reports.checking.verdict import Judged, Verdict

WORDS: dict[Verdict, str] = {
    "supports": gettext_noop("agrees with the ledger"),
    "differs": gettext_noop("differs from the ledger"),
    "no_record": gettext_noop("no record of it in the ledger"),
    "cannot_tell": gettext_noop("to be checked by hand"),
}
"""What a verdict is called on the screen."""

SIGNS: dict[Verdict, str] = {"supports": "✓", "differs": "≠", "no_record": "∅", "cannot_tell": "?"}

# Light shades that stay apart for readers who cannot tell red from green.
_FILLS: dict[Verdict, str] = {
    "supports": "CFE8FC",
    "differs": "FFC99A",
    "no_record": "F6E27A",
    "cannot_tell": "E3E3E3",
}
_CONTRADICTS = "E6C8EE"
_SHOWN_ENTRIES = 30


def write_marked(checked: CheckedText, source: Path, *, out: Path, now: datetime) -> None:
    """Write the marked copy of ``source`` to ``out``: .docx with comments for a Word file, else an HTML page.

    Refused where the ending of ``out`` is neither, or names Word for a file that is none.
    """
    ending = check_marked_form(source, out)
    if ending == ".docx":
        write_marked_word(source, _marks(checked), out=out, now=now)
        return
    legend = [(_FILLS[verdict], f"{SIGNS[verdict]} {_(words)}") for verdict, words in WORDS.items()]
    legend.append((_CONTRADICTS, f"! {_('the text contradicts itself')}"))
    write_marked_page(checked.document, _notes(checked), legend=legend, out=out)


def check_marked_form(source: Path, out: Path) -> str:
    """The ending of a marked copy that can be written; Refused for any other."""
    ending = out.suffix.lower()
    if ending == ".docx" and source.suffix.lower() == ".docx":
        pass
    elif ending == ".docx":
        raise Refused(_("%(file)s is no .docx, so its marked copy is a page: name it .html.") % {"file": source.name})
    elif ending not in {".html", ".htm"}:
        raise Refused(_("%(file)s: a marked copy is written as .docx or .html.") % {"file": out.name})
    if not out.absolute().parent.is_dir():
        raise Refused(_("There is no folder %(folder)s.") % {"folder": out.absolute().parent})
    if out.exists() and source.exists() and out.samefile(source):
        raise Refused(_("%(file)s is the text itself; give the marked copy another name.") % {"file": out.name})
    return ending


def _marks(checked: CheckedText) -> list[Mark]:
    claims = [
        Mark(one.claim.start, one.claim.end, fill_of(one, checked), (_headline(one), *_lines(one)))
        for one in checked.claims
    ]
    findings = [
        Mark(one.start, one.end, _CONTRADICTS, (_("The text contradicts itself"), one.message))
        for one in checked.within
    ]
    return sorted([*claims, *findings], key=lambda mark: (mark.start, mark.end))


def _notes(checked: CheckedText) -> list[Note]:
    claims = [
        Note(one.claim.start, one.claim.end, fill_of(one, checked), SIGNS[one.verdict], (_headline(one), *_lines(one)))
        for one in checked.claims
    ]
    return [*claims, *map(_finding_note, checked.within)]


def _finding_note(finding: Finding) -> Note:
    lines = (_("The text contradicts itself"), finding.message)
    return Note(finding.start, finding.end, _CONTRADICTS, "!", lines)


def fill_of(one: Judged, checked: CheckedText) -> str:
    """The colour of a verdict; that of a contradiction goes before it, but for what the ledger has otherwise."""
    start, end = one.claim.start, one.claim.end
    contradicts = any(found.start < end and start < found.end for found in checked.within)
    return _CONTRADICTS if contradicts and one.verdict != "differs" else _FILLS[one.verdict]


def _headline(one: Judged) -> str:
    return f"{SIGNS[one.verdict]} {_(WORDS[one.verdict])}"


def _lines(one: Judged) -> tuple[str, ...]:
    """The reason, what could stand there, and the numbers of the records."""
    lines = [one.reason]
    if one.offered:
        lines.insert(0, _("could be filled in: %(value)s") % {"value": one.offered})
    if one.verdict != "supports":
        lines += one.remarks
    if one.entries:
        numbers = enumerated(one.entries[:_SHOWN_ENTRIES])
        more = "…" if len(one.entries) > _SHOWN_ENTRIES else ""
        lines.append(_("Records no. %(numbers)s") % {"numbers": numbers + more})
    return tuple(lines)
