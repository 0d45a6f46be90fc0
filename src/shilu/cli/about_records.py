"""shilu ledger close, join, attach, erase: rows of the log that say something about records and are none."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.cli.asked import ASKED, clerk, period_named, unit_named
from shilu.cli.options import ReasonOption, SeqArgument, UnitOption
from shilu.cli.printing import Format, FormatOption, print_json, print_positions, say
from shilu.cli.typed import occasion_of
from shilu.ledger.closing import close_period, open_period
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.evidence import add_evidence, erase_evidence, erase_text
from shilu.ledger.occasions import join_occasion, leave_occasion
from shilu.lib.errors import Refused

EvidenceArgument = Annotated[Path, typer.Argument(metavar="FILE", help=gettext_noop("A file that shows it."))]


def register(app: typer.Typer) -> None:
    for command in (close, join, attach, erase):
        app.command()(command)


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
        print_positions([seq], _("Opened again as %(seqs)s."), form)
    else:
        seq = close_period(asked.uuid, period=span, clerk=clerk())
        print_positions([seq], _("Confirmed as %(seqs)s."), form)


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


def attach(seq: SeqArgument, path: EvidenceArgument, form: FormatOption = Format.TABLE) -> None:
    """Add a file that shows a record. Example: shilu ledger attach 12 签到表.jpg"""
    workspace = ASKED.open()
    print_positions([add_evidence(seq, path, store=workspace.evidence, clerk=clerk())], _("Added as %(seqs)s."), form)


def erase(seq: SeqArgument, reason: ReasonOption, form: FormatOption = Format.TABLE) -> None:
    """Erase the words of a record, or the file of an evidence row; counts stay. Example: shilu ledger erase 12 --reason 本人申请"""
    workspace = ASKED.open()
    if entries_by_seq([seq]):
        erased = erase_text(seq, reason=reason, clerk=clerk())
    else:
        erased = erase_evidence(seq, reason=reason, store=workspace.evidence, clerk=clerk())
    print_positions([erased], _("Erased as %(seqs)s."), form)
