"""shilu ledger: list, show; the other commands of the group are in the modules beside it."""

from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.cli import about_records, entries, log
from shilu.cli.asked import ASKED, period_named, unit_named, zone
from shilu.cli.entry_words import entry_fields, entry_row, other_row
from shilu.cli.options import SeqArgument, UnitOption
from shilu.cli.printing import Format, FormatOption, print_json, print_rows
from shilu.cli.typed import meaning_of
from shilu.ledger.entries import Wanted, entries_by_seq, entries_listed
from shilu.ledger.entry_json import entry_json
from shilu.ledger.queries import catalogue_at, other_rows, structure_at
from shilu.lib.errors import Refused

app = typer.Typer(
    help=gettext_noop("The log: what was recorded, corrected, confirmed; and its proofs."), no_args_is_help=True
)


def register(main: typer.Typer) -> None:
    for part in (entries, about_records, log):
        part.register(app)
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
    value["details"] = entry.texts.particulars
    if form is Format.JSON:
        print_json(value)
        return
    rows = list(entry_fields(entry, structure=structure, catalogue=catalogue, zone=zone()))
    print_rows([_("Field"), _("What it says")], rows, form=form, value=value)
