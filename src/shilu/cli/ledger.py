"""shilu ledger: list, show, post, correct, reverse, close, join, attach, erase."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.cli import log
from shilu.cli.asked import ASKED, clerk, period_named, unit_named, zone
from shilu.cli.entry_words import entry_fields, entry_row, other_row
from shilu.cli.options import UnitOption
from shilu.cli.printing import Format, FormatOption, print_json, print_rows, say
from shilu.cli.printing import remark as say_beside
from shilu.cli.typed import counts_of, labels_of, meaning_of, occasion_of, span_of
from shilu.ledger.attendance import record_attendance
from shilu.ledger.catalogue import Kind, Meaning
from shilu.ledger.closing import close_period, open_period
from shilu.ledger.entries import Wanted, entries_by_seq, entries_listed
from shilu.ledger.entry import EntryDraft
from shilu.ledger.entry_json import details_of, entry_json
from shilu.ledger.evidence import add_evidence, erase_evidence, erase_text
from shilu.ledger.occasions import join_occasion, leave_occasion
from shilu.ledger.operations import correct_entry, draft_of, post_entries, reverse_entries, reverse_import
from shilu.ledger.overlap import overlapping_sum
from shilu.ledger.queries import catalogue_at, other_rows, structure_at
from shilu.ledger.row import Texts
from shilu.lib.canonical import canonical_or_empty
from shilu.lib.errors import Refused
from shilu.organisation.queries import person_called

app = typer.Typer(
    help=gettext_noop("The log: what was recorded, corrected, confirmed; and its proofs."), no_args_is_help=True
)

ReasonOption = Annotated[str, typer.Option("--reason", help=gettext_noop("Why."))]
SeqArgument = Annotated[int, typer.Argument(metavar="SEQ", help=gettext_noop("The number of a record."))]
EvidenceArgument = Annotated[Path, typer.Argument(metavar="FILE", help=gettext_noop("A file that shows it."))]


def register(main: typer.Typer) -> None:
    log.register(app)
    main.add_typer(app, name="ledger")


@app.command("list")
def list_(
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help=gettext_noop("Only this kind; may be repeated."))
    ] = None,
    unit: UnitOption = None,
    period: Annotated[str | None, typer.Option("--period", help=gettext_noop("Only records of this period."))] = None,
    text: Annotated[str, typer.Option("--text", help=gettext_noop("Only records with these words."))] = "",
    batch: Annotated[int | None, typer.Option("--import", help=gettext_noop("Only what this import brought."))] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help=gettext_noop("Only the newest so many."))] = None,
    all_types: Annotated[
        bool, typer.Option("--all-types", help=gettext_noop("The other rows of the log too."))
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """List records and reversals, oldest first. Example: shilu ledger list --kind 中心组学习 --period 2022-H1"""
    ASKED.open()
    structure, catalogue = structure_at(), catalogue_at()
    span = period_named(period) if period else None
    wanted = Wanted(
        kinds=frozenset(meaning_of(name, catalogue).kind.key for name in kind) if kind else None,
        units=structure.tree_now().subtree(unit_named(unit, structure).uuid) if unit else None,
        first=span.first if span else None,
        last=span.last if span else None,
        text=text,
        batch=batch,
    )
    entries = entries_listed(wanted, limit=limit)
    value = [entry_json(entry, structure=structure) for entry in entries]
    headers = [_("No."), _("Day"), _("Unit"), _("Kind"), _("Title"), _("Count"), _("Remark")]
    rows = [entry_row(entry, structure=structure, catalogue=catalogue) for entry in entries]
    if all_types:
        others = other_rows()
        value = sorted([*value, *others], key=lambda row: row["seq"])
        rows = sorted([*rows, *map(other_row, others)], key=lambda row: int(str(row[0])))
        value, rows = value[-(limit or 0) :], rows[-(limit or 0) :]
    print_rows(headers, rows, form=form, value=value, numbers=frozenset({0, 5}))


@app.command()
def show(seq: SeqArgument, form: FormatOption = Format.TABLE) -> None:
    """Show one record with its words and source. Example: shilu ledger show 12"""
    ASKED.open()
    found = entries_by_seq([seq])
    if not found:
        raise Refused(_("There is no record %(seq)s.") % {"seq": seq})
    structure, catalogue = structure_at(), catalogue_at()
    (entry,) = found
    value = entry_json(entry, structure=structure)
    value["details"] = details_of(entry)
    if form is Format.JSON:
        print_json(value)
        return
    rows = list(entry_fields(entry, structure=structure, catalogue=catalogue, zone=zone()))
    print_rows([_("Field"), _("What it says")], rows, form=form, value=value)


KindArgument = Annotated[str, typer.Argument(help=gettext_noop("The kind of record, by any of its names."))]
DayOption = Annotated[str, typer.Option("--day", help=gettext_noop("The day, or first/last day."))]
TitleOption = Annotated[str, typer.Option("--title", help=gettext_noop("What it was."))]
CountOption = Annotated[
    list[str] | None, typer.Option("--count", help=gettext_noop("A count, e.g. people=16; may be repeated."))
]
LabelOption = Annotated[
    list[str] | None, typer.Option("--label", help=gettext_noop("A label, e.g. 级别=省级; may be repeated."))
]


@app.command()
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
    counts = counts_of(count or [], meaning)
    if attended and not count and meaning.kind.quantity("people"):
        counts["people"] = Decimal(len(set(attended)))
    if not whole and meaning.kind.first.key not in counts and meaning.quantity is None and count:
        counts = {meaning.kind.first.key: Decimal(1), **counts}
    draft = EntryDraft(
        kind=meaning.kind.key,
        unit=unit_named(unit, structure, on=last).uuid,
        first=first,
        last=last,
        whole=whole,
        labels=labels_of(label or [], meaning, catalogue),
        quantities=counts,
        texts=Texts(
            title=title.strip(), details=canonical_or_empty({"remark": remark.strip()} if remark.strip() else {})
        ),
    )
    people = [person_called(name).uuid for name in attended or []]
    if meaning.kind.private:
        _refuse_private(meaning.kind, people=bool(people), evidence=bool(evidence))
        if draft.texts:
            say_beside(_("%(kind)s keeps counts only; the words were not stored.") % {"kind": meaning.kind.title})
    elif not accept_likely and (double := overlapping_sum(draft)) is not None:
        raise Refused(
            _(
                "Record %(seq)s counts the same month already (one sums what the other is part of); take it all the same with --accept-likely."
            )
            % {"seq": double.seq}
        )
    (seq,) = post_entries([draft], clerk=clerk())
    record_attendance(seq, people)
    if joined_with:
        join_occasion([*joined_with, seq], clerk=clerk())
    for path in evidence or []:
        add_evidence(seq, path, store=ASKED.open().evidence, clerk=clerk())
    _print_positions([seq], _("Recorded as %(seqs)s."), form)


def _refuse_private(kind: Kind, *, people: bool, evidence: bool) -> None:
    """Refused where something is handed in of a private kind that must never be kept."""
    if people:
        raise Refused(_("Who was at %(kind)s is never kept; leave --attended out.") % {"kind": kind.title})
    if evidence:
        raise Refused(_("No file is kept of %(kind)s; leave --evidence out.") % {"kind": kind.title})


def _print_positions(seqs: list[int], line: str, form: Format) -> None:
    if form is Format.JSON:
        print_json({"seqs": seqs})
    else:
        say(line % {"seqs": "、".join(map(str, seqs))})


@app.command()
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
    positions = list(correct_entry(seq, draft, reason=reason, clerk=clerk()))
    _print_positions(positions, _("Corrected; the reversal and the new record are %(seqs)s."), form)


@app.command()
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
        positions = reverse_import(batch, reason=reason, clerk=clerk())
    else:
        positions = reverse_entries(seqs or [], reason=reason, clerk=clerk())
    _print_positions(positions, _("Cancelled by %(seqs)s."), form)


@app.command()
def close(
    unit: UnitOption = None,
    period: Annotated[str | None, typer.Option("--period", help=gettext_noop("The period, e.g. 2022-06."))] = None,
    reopen: Annotated[bool, typer.Option("--reopen", help=gettext_noop("Take the confirmation back."))] = False,
    reason: ReasonOption = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Confirm that a unit and all below it reported a period. Example: shilu ledger close --unit 北塬派出所 --period 2022-06"""
    ASKED.open()
    if period is None:
        raise Refused(_("Say which period with --period, e.g. 2022-06."))
    asked, span = unit_named(unit), period_named(period)
    if reopen:
        if not reason.strip():
            raise Refused(_("Say why with --reason: a confirmed period is opened again for a reason only."))
        seq = open_period(asked.uuid, period=span, reason=reason, clerk=clerk())
        _print_positions([seq], _("Opened again as %(seqs)s."), form)
    else:
        seq = close_period(asked.uuid, period=span, clerk=clerk())
        _print_positions([seq], _("Confirmed as %(seqs)s."), form)


@app.command()
def join(
    seqs: Annotated[list[int], typer.Argument(metavar="SEQ…")],
    leave: Annotated[
        str | None, typer.Option("--leave", help=gettext_noop("The occasion that they were not part of."))
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Say that records of several units or kinds are one event. Example: shilu ledger join 12 40 41"""
    ASKED.open()
    occasion = occasion_of(leave) if leave else join_occasion(seqs, clerk=clerk())
    if leave:
        leave_occasion(seqs, occasion=occasion, clerk=clerk())
    if form is Format.JSON:
        print_json({"occasion": str(occasion), "seqs": seqs})
    else:
        say(_("Occasion %(occasion)s.") % {"occasion": occasion})


@app.command()
def attach(seq: SeqArgument, path: EvidenceArgument, form: FormatOption = Format.TABLE) -> None:
    """Add a file that shows a record. Example: shilu ledger attach 12 签到表.jpg"""
    workspace = ASKED.open()
    _print_positions([add_evidence(seq, path, store=workspace.evidence, clerk=clerk())], _("Added as %(seqs)s."), form)


@app.command()
def erase(seq: SeqArgument, reason: ReasonOption, form: FormatOption = Format.TABLE) -> None:
    """Erase the words of a record, or the file of an evidence row; counts stay. Example: shilu ledger erase 12 --reason 本人申请"""
    workspace = ASKED.open()
    if entries_by_seq([seq]):
        erased = erase_text(seq, reason=reason, clerk=clerk())
    else:
        erased = erase_evidence(seq, reason=reason, store=workspace.evidence, clerk=clerk())
    _print_positions([erased], _("Erased as %(seqs)s."), form)
