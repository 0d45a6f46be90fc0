"""shilu ledger post, correct, reverse: records come in and are put right."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.cli.asked import ASKED, clerk, unit_named
from shilu.cli.options import ReasonOption, SeqArgument, UnitOption
from shilu.cli.printing import Format, FormatOption, print_positions
from shilu.cli.printing import remark as say_beside
from shilu.cli.typed import counts_of, labels_of, meaning_of, span_of
from shilu.ledger.catalogue import Kind, Meaning
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.entry import EntryDraft
from shilu.ledger.evidence import kept_file
from shilu.ledger.operations import draft_of, reverse_entries
from shilu.ledger.overlap import overlapping_sum
from shilu.ledger.queries import catalogue_at, structure_at
from shilu.ledger.row import Texts
from shilu.ledger.undoing import reverse_import
from shilu.ledger.undoing_words import told
from shilu.lib.canonical import canonical_or_empty
from shilu.lib.errors import Refused
from shilu.organisation.queries import person_called
from shilu.recording.operations import correct_at_once, post_at_once

KindArgument = Annotated[str, typer.Argument(help=gettext_noop("The kind of record, by any of its names."))]
DayOption = Annotated[str, typer.Option("--day", help=gettext_noop("The day, or first/last day."))]
TitleOption = Annotated[str, typer.Option("--title", help=gettext_noop("What it was."))]
CountOption = Annotated[
    list[str] | None, typer.Option("--count", help=gettext_noop("A count, e.g. people=16; may be repeated."))
]
LabelOption = Annotated[
    list[str] | None, typer.Option("--label", help=gettext_noop("A label, e.g. 级别=省级; may be repeated."))
]


def register(app: typer.Typer) -> None:
    for command in (post, correct, reverse):
        app.command()(command)


def post(
    kind: KindArgument,
    day: DayOption,
    unit: UnitOption = None,
    title: TitleOption = "",
    count: CountOption = None,
    label: LabelOption = None,
    joined_with: Annotated[
        list[int] | None, typer.Option("--joined-with", help=gettext_noop("Records of the same event."))
    ] = None,
    evidence: Annotated[
        list[Path] | None, typer.Option("--evidence", help=gettext_noop("A file that shows it."))
    ] = None,
    accept_likely: Annotated[
        bool, typer.Option("--accept-likely", help=gettext_noop("Also where a month's sum has it already."))
    ] = False,
    attended: Annotated[
        list[str] | None,
        typer.Option("--attended", help=gettext_noop("Staff number or name of one who was there; may be repeated.")),
    ] = None,
    remark: Annotated[str, typer.Option("--remark", help=gettext_noop("Anything to add; no names, no secrets."))] = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Record one fact. Example: shilu ledger post 中心组学习 --day 2022-06-27 --unit 政工室 --count people=15"""
    ASKED.open()
    structure, catalogue = structure_at(), catalogue_at()
    meaning = meaning_of(kind, catalogue)
    first, last, whole = span_of(day)
    draft = EntryDraft(
        kind=meaning.kind.key,
        unit=unit_named(unit, structure, on=last).uuid,
        first=first,
        last=last,
        whole=whole,
        labels=labels_of(label or [], meaning, catalogue),
        quantities=_counts(count or [], meaning, attended=attended or [], whole=whole),
        texts=Texts(
            title=title.strip(), details=canonical_or_empty({"remark": remark.strip()} if remark.strip() else {})
        ),
    )
    people = [person_called(name).uuid for name in attended or []]
    if meaning.kind.private:
        _refuse_private(meaning.kind, people=bool(people), evidence=bool(evidence))
        if draft.texts:
            say_beside(_("%(kind)s keeps counts only; the words were not stored.") % {"kind": meaning.kind.title})
    elif not accept_likely:
        _refuse_overlap(draft)
    kept = [kept_file(path, store=ASKED.open().evidence) for path in evidence or []]
    seq = post_at_once(draft, joined_with=joined_with or [], attended=people, kept=kept, clerk=clerk())
    print_positions([seq], _("Recorded as %(seqs)s."), form)


def _counts(pairs: list[str], meaning: Meaning, *, attended: list[str], whole: bool) -> dict[str, Decimal]:
    """What a record counts: as typed, with those who attended, and once where it is one event of a day."""
    counts = counts_of(pairs, meaning)
    first = meaning.kind.first.key
    if attended and not pairs and meaning.kind.quantity("people"):
        counts["people"] = Decimal(len(set(attended)))
    if pairs and not whole and meaning.quantity is None and first not in counts:
        counts = {first: Decimal(1), **counts}
    return counts


def _refuse_overlap(draft: EntryDraft) -> None:
    """Refused where a record sums the month of ``draft`` already, or is part of it."""
    if (double := overlapping_sum(draft)) is not None:
        raise Refused(
            _(
                "Record %(seq)s counts the same month already (one sums what the other is part of); take it all the same with --accept-likely."
            )
            % {"seq": double.seq}
        )


def _refuse_private(kind: Kind, *, people: bool, evidence: bool) -> None:
    """Refused where something is handed in of a private kind that must never be kept."""
    if people:
        raise Refused(_("Who was at %(kind)s is never kept; leave --attended out.") % {"kind": kind.title})
    if evidence:
        raise Refused(_("No file is kept of %(kind)s; leave --evidence out.") % {"kind": kind.title})


def correct(
    seq: SeqArgument,
    reason: ReasonOption,
    kind: Annotated[str | None, typer.Option("--kind", help=gettext_noop("Another kind."))] = None,
    day: Annotated[str | None, typer.Option("--day", help=gettext_noop("Another day, or first/last day."))] = None,
    unit: UnitOption = None,
    title: Annotated[str | None, typer.Option("--title", help=gettext_noop("Another title."))] = None,
    count: CountOption = None,
    label: LabelOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Cancel a record and post the right one in one step. Example: shilu ledger correct 12 --count people=61 --reason 笔误"""
    ASKED.open()
    structure, catalogue = structure_at(), catalogue_at()
    found = entries_by_seq([seq])
    if not found or found[0].type != "entry":
        raise Refused(_("There is no record %(seq)s.") % {"seq": seq})
    before = draft_of(found[0])
    meaning = meaning_of(kind, catalogue) if kind else Meaning(catalogue.kinds[before.kind], before.labels)
    first, last, whole = span_of(day) if day else (before.first, before.last, before.whole)
    texts = before.texts
    draft = EntryDraft(
        kind=meaning.kind.key,
        unit=unit_named(unit, structure, on=last).uuid if unit else before.unit,
        first=first,
        last=last,
        whole=whole,
        labels=labels_of(label, meaning, catalogue) if label else dict(meaning.labels),
        quantities={**before.quantities, **counts_of(count, meaning)} if count else before.quantities,
        texts=Texts(title if title is not None else texts.title, texts.details, texts.file, texts.sheet, texts.line),
    )
    positions = list(correct_at_once(seq, draft, reason=reason, clerk=clerk()))
    print_positions(positions, _("Corrected; the reversal and the new record are %(seqs)s."), form)


def reverse(
    seqs: Annotated[list[int] | None, typer.Argument(metavar="SEQ…")] = None,
    reason: ReasonOption = "",
    batch: Annotated[int | None, typer.Option("--import", help=gettext_noop("All that this import brought."))] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Cancel records; they stay in the log. Example: shilu ledger reverse 12 13 --reason 重复"""
    ASKED.open()
    if (batch is None) == (not seqs):
        raise Refused(_("Give the numbers of records, or --import with the number of one import."))
    if batch is not None:
        done = reverse_import(batch, reason=reason, clerk=clerk())
        positions = list(done.positions)
        say_beside(told(done))
    else:
        positions = reverse_entries(seqs or [], reason=reason, clerk=clerk())
    print_positions(positions, _("Cancelled by %(seqs)s."), form)
