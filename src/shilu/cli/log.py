"""shilu ledger verify, rebuild, prove, export: the log as a whole."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.cli.asked import ASKED, period_named, position_named, unit_named
from shilu.cli.options import UnitOption
from shilu.cli.printing import Format, FormatOption, print_json, print_rows, remark, say
from shilu.cli.progress import progress
from shilu.figures.kept import forget as forget_sums
from shilu.ledger.entries import Wanted, entries_listed
from shilu.ledger.importing.like import export_like
from shilu.ledger.projection import rebuild
from shilu.ledger.proving import check_proof, proof_of
from shilu.ledger.queries import catalogue_at, structure_at
from shilu.ledger.verify import verify
from shilu.lib.errors import Refused

SeqOrNone = Annotated[int | None, typer.Argument(metavar="[SEQ]", help=gettext_noop("The number of a record."))]


def register(app: typer.Typer) -> None:
    for name, command in (("verify", verify_), ("rebuild", rebuild_), ("prove", prove), ("export", export)):
        app.command(name)(command)


def verify_(form: FormatOption = Format.TABLE) -> int:
    """Check every row, text, file and sum against the hashes. Example: shilu ledger verify"""
    workspace = ASKED.open()
    size = position_named(None)
    with progress(_("Verifying the log")) as step:
        found = verify(store=workspace.evidence, progress=lambda done: step(done, size))
    value = {
        "ok": found.ok,
        "size": found.size,
        "root": found.root,
        "faults": [{"seq": fault.seq, "what": fault.what} for fault in found.faults],
    }
    if form is Format.JSON:
        print_json(value)
    elif found.ok:
        say(_("The log is whole: %(size)s rows, root %(root)s.") % {"size": found.size, "root": found.root})
    else:
        rows = [(fault.seq, fault.what) for fault in found.faults]
        print_rows([_("No."), _("Fault")], rows, form=form, value=value)
        remark(_("The log is not whole: %(count)s faults.") % {"count": len(rows)})
    return 0 if found.ok else 1


def rebuild_(form: FormatOption = Format.TABLE) -> None:
    """Make the tables beside the log anew from the log. Example: shilu ledger rebuild"""
    ASKED.open()
    done = rebuild()
    forget_sums()
    if form is Format.JSON:
        print_json(asdict(done))
    else:
        say(
            _("Made anew from the log: %(units)s units, %(kinds)s kinds, %(series)s series, %(amounts)s amounts.")
            % asdict(done)
        )


def prove(
    seq: SeqOrNone = None,
    size: Annotated[int | None, typer.Option("--size", help=gettext_noop("Of the log as long as this."))] = None,
    since: Annotated[
        int | None, typer.Option("--since", help=gettext_noop("That the log extends its first so many rows."))
    ] = None,
    check: Annotated[Path | None, typer.Option("--check", help=gettext_noop("Check a proof file instead."))] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help=gettext_noop("Write the proof to this file."))] = None,
) -> int:
    """Prove one record, or that the log extends an earlier one. Example: shilu ledger prove 12 -o proof.json"""
    if check is not None:
        try:
            held = check_proof(check.read_text(encoding="utf-8"))
        except OSError:
            raise Refused(_("%(path)s cannot be read.") % {"path": check}) from None
        say(_("The proof holds.") if held else _("The proof does not hold."))
        return 0 if held else 1
    ASKED.open()
    proof = proof_of(seq=seq, since=since, size=size or position_named(None))
    if out is not None:
        out.write_text(json.dumps(proof, ensure_ascii=False, indent=1), encoding="utf-8")
        say(_("The proof is in %(path)s.") % {"path": out})
    else:
        print_json(proof)
    return 0


def export(
    out: Annotated[Path, typer.Option("-o", "--out", help=gettext_noop("The workbook to write."))],
    like: Annotated[Path | None, typer.Option("--like", help=gettext_noop("In the columns of this workbook."))] = None,
    unit: UnitOption = None,
    period: Annotated[str | None, typer.Option("--period", help=gettext_noop("Only records of this period."))] = None,
) -> None:
    """Write the ledger to a workbook. Example: shilu ledger export --like 台账.xlsx --period 2022-H1 -o 台账-导出.xlsx"""
    ASKED.open()
    structure = structure_at()
    span = period_named(period) if period else None
    units = structure.tree_now().subtree(unit_named(unit, structure).uuid) if unit else None
    wanted = Wanted(units=units, first=span.first if span else None, last=span.last if span else None)
    entries = [entry for entry in entries_listed(wanted) if entry.type == "entry" and entry.reversed_by is None]
    written = export_like(entries, like=like, out=out, structure=structure, catalogue=catalogue_at())
    say(_("%(count)s records are in %(path)s.") % {"count": written, "path": out})
    if written < len(entries):
        left_out = len(entries) - written
        remark(_("%(count)s records have no place in that workbook's columns and were left out.") % {"count": left_out})
