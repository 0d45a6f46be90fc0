"""Importing a workbook: read, compare with its last import, look for doubles, and post all that is new in one step."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.carried import carry_over
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import said_row
from shilu.ledger.entry import EntryDraft
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.claims import units_of
from shilu.ledger.importing.compare import MonthTotal
from shilu.ledger.importing.marked import check_target, mark_workbook
from shilu.ledger.importing.outcome import Imported
from shilu.ledger.importing.past import month_body
from shilu.ledger.importing.plan import TablePlan
from shilu.ledger.importing.planning import NO_GUESSES, Guesses, Planned, plan_book
from shilu.ledger.importing.quiet import uncollected
from shilu.ledger.importing.workbook import read_workbook
from shilu.ledger.log import append, lock_log
from shilu.ledger.occasions import inherit_occasions
from shilu.ledger.operations import RowMaker, change_month, post_checked
from shilu.ledger.organising import apply_catalogue
from shilu.ledger.row import RowDraft, Texts
from shilu.ledger.small_ids import unit_ids
from shilu.lib.canonical import canonical
from shilu.lib.day_numbers import day_number
from shilu.lib.errors import Refused
from shilu.lib.periods import GREGORIAN, BodyCalendar

Step = Callable[[int, int], None]
_STAGES = 4
_ATTEMPTS = 5
_KEPT_OF_GUESS = ("shape", "columns", "kind")


class Overtaken(Exception):  # noqa: N818 - it names what happened
    """Somebody wrote to the log between the comparison with it and the posting."""


@uncollected()
def import_file(
    path: Path,
    *,
    unit: UUID | None,
    choices: Choices,
    clerk: Clerk,
    calendar: BodyCalendar = GREGORIAN,
    own: str = "own",
    guesses: Guesses = NO_GUESSES,
    progress: Step = lambda _done, _total: None,
) -> Imported:
    """Import one workbook for the subtree of ``unit``: all of it or nothing, unless ``choices`` accept less.

    Without a unit the workbook has to name one. ``own`` begins the keys of kinds that it adds. Columns are read as at
    the last import of the same table, unless ``guesses`` say otherwise; how they were read is remembered with the
    import. Refused where the file cannot be read at all; cells that cannot be taken are named in the answer.
    """
    progress(0, _STAGES)
    if choices.marked is not None:
        check_target(choices.marked, path)
    book = read_workbook(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    progress(1, _STAGES)
    for _attempt in range(_ATTEMPTS):
        progress(2, _STAGES)
        planned = plan_book(book, unit=unit, choices=choices, clerk=clerk, calendar=calendar, own=own, guesses=guesses)
        progress(3, _STAGES)
        if planned.is_empty:
            line = _(
                "%(file)s holds no record: it needs columns with days and kinds of records, or a period in its title."
            )
            raise Refused(line % {"file": path.name})
        blocked = bool(planned.reading.faults) and not choices.accept_valid
        try:
            posted = None
            if not blocked and not choices.dry_run:
                posted = _post(planned, digest=digest, choices=choices, clerk=clerk)
        except Overtaken:
            continue
        break
    else:
        raise Refused(_("Others are writing all the time; nothing was imported. Try again in a moment."))
    done = planned.outcome(choices, posted=posted, blocked=blocked)
    if choices.marked is not None and planned.reading.faults:
        mark_workbook(path, planned.reading.faults, choices.marked)
        told = _("The bad cells are marked in %(file)s.") % {"file": choices.marked.name}
        done = replace(done, remarks=(*done.remarks, told))
    progress(_STAGES, _STAGES)
    return done


def _post(planned: Planned, *, digest: str, choices: Choices, clerk: Clerk) -> int | None:
    """Write what is to be written in one transaction; the position of the import's row, None where all is known."""
    reading, plans, days, catalogue = planned.reading, planned.plans, planned.days, planned.catalogue
    unit_id = unit_ids()[planned.unit]
    likely = [one.placed for plan in plans for one in plan.likely]
    withheld = {id(one) for one in likely if not choices.takes(one.sheet, one.row)}
    new = [row.draft for plan in plans for row in plan.comparison.new if id(row) not in withheld]
    changed = [change for plan in plans for change in plan.comparison.changed if choices.updates(change.entry.seq)]
    gone = [entry for plan in plans for entry in plan.comparison.gone if choices.removes(entry.seq)]
    again = _recorded_again(plans, choices)
    months = [total for plan in plans for total in plan.months_brought(choices)]
    claims = planned.claims(choices)
    claimed = claims.made(choices.reported)
    if not (new or changed or gone or again or months or (claimed and claims.news)):
        return None
    with transaction.atomic():
        if lock_log() != planned.position:
            raise Overtaken
        if reading.new_kinds:
            apply_catalogue(catalogue, clerk=clerk)
        row = RowDraft(
            type="import",
            unit=unit_id,
            first=day_number(days[0]),
            last=day_number(days[1]),
            body=canonical(_import_body(planned, digest=digest, choices=choices)),
            texts=Texts(file=reading.file),
        )
        (batch,) = append([row], account=clerk.account, now=clerk.now)
        words = [said_row("closed", claim.unit, period=claim.period, batch=batch) for claim in claimed]
        append(words, account=clerk.account, now=clerk.now)
        post_checked(new, catalogue=catalogue, clerk=clerk, batch=batch)
        maker = RowMaker()
        corrections = []
        for change in changed:
            corrections.append(maker.reversal(change.entry, reason="workbook", batch=batch))
            corrections.append(maker.row(change.placed.draft, target=change.entry.seq, batch=batch))
        corrections += [maker.row(draft, target=seq, batch=batch) for seq, draft in again.items()]
        corrections += [maker.reversal(entry, reason="workbook", batch=batch) for entry in gone]
        seqs = append(corrections, account=clerk.account, now=clerk.now)
        # Every change wrote two rows, the reversal and the new entry; what counts again and what is gone follow after them.
        placed = {change.entry.seq: seqs[2 * at + 1] for at, change in enumerate(changed)}
        placed |= dict(zip(again, seqs[2 * len(changed) :], strict=False))
        inherit_occasions(placed, clerk=clerk)
        carry_over({new: (old,) for old, new in placed.items()}, clerk=clerk)
        for month in months:
            _post_month(month, clerk=clerk, batch=batch)
    return batch


def _recorded_again(plans: Iterable[TablePlan], choices: Choices) -> dict[int, EntryDraft]:
    """What is to count again, by the cancelled entry in whose place it comes: each once, however many rows name it."""
    return {
        one.entry.seq: one.placed.draft
        for plan in plans
        for one in plan.withdrawn
        if choices.records_again(one.entry.seq, alike=one.like is not None)
    }


def _post_month(total: MonthTotal, *, clerk: Clerk, batch: int) -> None:
    change_month(
        total.kind,
        unit=total.unit,
        first=total.first,
        last=total.last,
        labels=total.labels,
        difference=total.quantities,
        clerk=clerk,
        batch=batch,
    )


def _import_body(planned: Planned, *, digest: str, choices: Choices) -> Mapping[str, Any]:
    units = units_of(planned.reading, structure=planned.structure) or (planned.unit,)
    return {
        "unit": str(planned.unit),
        "units": [str(unit) for unit in units],
        "first": planned.days[0].isoformat(),
        "last": planned.days[1].isoformat(),
        "digest": digest,
        "tables": [
            {
                "sheet": plan.table.sheet,
                "signature": plan.table.signature,
                "rows": plan.table.rows,
                "guess": {key: plan.table.guess[key] for key in _KEPT_OF_GUESS if key in plan.table.guess},
                "lines": _lines(plan),
                "months": [month_body(total) for total in plan.months_brought(choices)],
            }
            for plan in planned.plans
        ],
    }


def _lines(plan: TablePlan) -> tuple[int, int]:
    """The first and last row of the sheet that states a fact: several tables may stand below one another."""
    rows = [fact.row for fact in plan.table.facts]
    return (min(rows), max(rows)) if rows else (0, 0)


def workbooks_in(paths: Iterable[Path]) -> list[Path]:
    """The files that ``paths`` name, folders opened (without temporary and hidden files), in the order of names."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if one.is_file() and one.name[0] not in ".~")
            found += [one for one in inside if not one.name.endswith(".txt")]
        else:
            found.append(path)
    return found
