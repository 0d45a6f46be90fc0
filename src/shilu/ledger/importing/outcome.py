"""What came of an import, as a value and in the shape that scripts rely on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.claims import NO_CLAIMS, Claim, Claims
from shilu.ledger.importing.covered import outside_named
from shilu.ledger.importing.facts import CellFault, Reading
from shilu.ledger.importing.plan import TablePlan
from shilu.ledger.importing.telling import Teller
from shilu.lib.enumerating import enumerated
from shilu.organisation.structure import Structure, Unit

_ENDING: Final = 2  # letters of a name that tell a sort of unit: 派出所, 大队, 小学


@dataclass(frozen=True, slots=True)
class Imported:
    """Counts are rows of the workbook. ``batch`` is the position of the import's row, None where nothing was written.

    ``reported`` is what of the ``claims`` counts as reported by it; ``unknown_kinds`` counts names that new kinds could
    have. Of the new rows ``into_months`` go into months' sums of private kinds; ``units`` are those of which records are new, changed or gone.
    Of the rows of ``withdrawn`` the records were cancelled in the ledger, and they count ``again`` where that was asked
    for; those of ``revised`` were corrected there.
    """

    file: str
    unit: UUID
    rows: int
    accepted: int
    new: int
    known: int
    changed: tuple[Mapping[str, Any], ...]
    gone: tuple[Mapping[str, Any], ...]
    likely: tuple[Mapping[str, Any], ...]
    refused: tuple[CellFault, ...]
    kinds_added: tuple[str, ...]
    batch: int | None
    blocked: bool
    updated: bool
    removed: bool
    withheld: bool
    guess: tuple[Mapping[str, Any], ...]
    remarks: tuple[str, ...]
    units: tuple[UUID, ...] = ()
    into_months: int = 0
    claims: Claims = NO_CLAIMS
    reported: tuple[Claim, ...] = ()
    unknown_kinds: int = 0
    withdrawn: tuple[Mapping[str, Any], ...] = ()
    revised: tuple[Mapping[str, Any], ...] = ()
    again: bool = False

    def as_json(self) -> dict[str, Any]:
        """The value of ``shilu import --format json``."""
        return {
            "file": self.file,
            "import": self.batch,
            "rows": self.rows,
            "accepted": self.accepted,
            "new": self.new,
            "known": self.known,
            "changed": list(self.changed),
            "gone": list(self.gone),
            "likely": list(self.likely),
            "withdrawn": list(self.withdrawn),
            "revised": list(self.revised),
            "refused": [
                {"sheet": cell.sheet, "cell": cell.cell, "value": shown_value(cell.value), "reason": cell.reason}
                for cell in self.refused
            ],
            "kinds_added": list(self.kinds_added),
            "reported": [
                {
                    "unit": str(claim.unit),
                    "first": claim.period.first.isoformat(),
                    "last": claim.period.last.isoformat(),
                }
                for claim in self.reported
            ],
            "remarks": list(self.remarks),
        }


def shown_value(value: object) -> str:
    """A cell's value as a person sees it; whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def outcome_of(
    reading: Reading,
    plans: Sequence[TablePlan],
    *,
    choices: Choices,
    unit: UUID,
    posted: int | None,
    blocked: bool,
    claims: Claims,
    structure: Structure,
    catalogue: Catalogue,
) -> Imported:
    """Count rows by what they are to the ledger, and put each finding into words."""
    told = Teller(structure, catalogue)
    likely = [found for plan in plans for found in plan.likely]
    withheld = [one for one in likely if not choices.takes(one.placed.sheet, one.placed.row)]
    held = {(one.placed.sheet, one.placed.row) for one in withheld if not one.month}
    held_private = sum(one.month for one in withheld)
    new = {(row.sheet, row.row) for plan in plans for row in plan.comparison.new}
    changed = {(one.placed.sheet, one.placed.row) for plan in plans for one in plan.comparison.changed}
    since = (one for plan in plans for one in (*plan.comparison.withdrawn, *plan.comparison.revised))
    moved_on = {(one.placed.sheet, one.placed.row) for one in since}
    known = {(row.sheet, row.row) for plan in plans for row in plan.comparison.known} - new - changed - moved_on
    private_new = sum(len(rows) for plan in plans for rows in plan.added().values())
    private_rows = sum(len(rows) for plan in plans for rows in (*plan.private.values(), plan.private_known))
    moved = [change for plan in plans for change in plan.moved().values()]
    private_changed = sum(change.after.rows for change in moved if change.after is not None)
    good = len(new | changed | known | moved_on) + private_rows
    reported = () if blocked else claims.made(choices.reported)
    return Imported(
        file=reading.file,
        unit=unit,
        rows=reading.rows,
        accepted=0 if blocked else good - len(held) - held_private,
        new=len(new - held) + private_new - held_private,
        into_months=private_new - held_private,
        known=len(known) + private_rows - private_new - private_changed,
        changed=tuple(told.changed(one) for plan in plans for one in plan.comparison.changed)
        + tuple(told.month(change) for change in moved if change.after is not None),
        gone=tuple(told.entry(one) for plan in plans for one in plan.comparison.gone)
        + tuple(told.month(change) for change in moved if change.after is None),
        likely=tuple(told.likely(one) for one in likely),
        withdrawn=tuple(told.withdrawn(one) for plan in plans for one in plan.withdrawn),
        revised=tuple(told.revised(one) for plan in plans for one in plan.comparison.revised),
        refused=reading.faults,
        kinds_added=() if blocked else tuple(kind.key for kind in reading.new_kinds),
        batch=posted,
        blocked=blocked,
        updated=choices.update,
        removed=choices.remove,
        again=choices.again,
        withheld=bool(withheld),
        guess=tuple(table.guess for table in reading.tables),
        remarks=(*(told.lost_month(one) for plan in plans for one in plan.lost), *_remarks(reading)),
        units=tuple(sorted({unit for plan in plans for unit in plan.units()})),
        claims=claims,
        reported=reported,
        unknown_kinds=len(reading.unknown_kinds),
    )


def _remarks(reading: Reading) -> Iterable[str]:
    dropped = list(dict.fromkeys(name for table in reading.tables for name in table.dropped))
    if dropped:
        yield _("Not stored: the columns %(names)s.") % {"names": enumerated(dropped)}
    yield from outside_named(reading)
    unused = list(dict.fromkeys(line for table in reading.tables for line in table.unused))
    yield from unused
    hidden = list(dict.fromkeys(line for table in reading.tables for line in table.hidden))
    if hidden:
        yield _("Hidden, but taken: %(what)s.") % {"what": enumerated(hidden)}
    left_out: dict[tuple[str, str], list[str]] = {}
    for line in reading.left_out:
        left_out.setdefault((line.sheet, line.why), []).append(str(line.row))
    for (sheet, why), rows in left_out.items():
        yield _("%(sheet)s: left out because it is %(why)s: rows %(rows)s.") % {
            "sheet": sheet,
            "why": why,
            "rows": enumerated(rows),
        }
    if reading.sheets_left_out:
        yield _("Sheets without a table: %(names)s.") % {"names": enumerated(reading.sheets_left_out)}


def returned_units(done: Iterable[Imported], subtree: UUID, *, structure: Structure) -> tuple[list[Unit], list[Unit]]:
    """Of the units asked: those of which a workbook was taken, and those that have not sent one.

    Asked are the units right below ``subtree``; where all workbooks are of units of one sort (派出所) those of that sort
    anywhere below it.
    """
    tree = structure.tree_now()
    imported = list(done)
    sent = {above for one in imported if not one.blocked for above in tree.chain(one.unit)}
    below = [structure.units[uuid] for uuid in structure.units if uuid != subtree and subtree in tree.chain(uuid)]
    alive = [unit for unit in below if unit.ended is None]
    is_asked = _sort_of([structure.units[unit] for unit in dict.fromkeys(one.unit for one in imported)])
    if is_asked is None or any(one.unit == subtree for one in imported):
        asked = [unit for unit in alive if tree.parents[unit.uuid] == subtree]
    else:
        same = {unit.uuid for unit in alive if is_asked(unit)}
        # a team of a station may be called a station too, and sends its workbook to that one
        asked = [unit for unit in alive if unit.uuid in same and same.isdisjoint(list(tree.chain(unit.uuid))[1:])]
    return [unit for unit in asked if unit.uuid in sent], [unit for unit in asked if unit.uuid not in sent]


def _sort_of(units: Sequence[Unit]) -> Callable[[Unit], bool] | None:
    """What tells units of the sort that all of ``units`` are of: their type, else how their names end; None where none does."""
    types = {unit.type for unit in units}
    endings = {unit.name[-_ENDING:] for unit in units}
    if len(types) == 1 and (type_ := types.pop()):
        return lambda unit: unit.type == type_ or unit.name.endswith(type_)
    if len(units) > 1 and len(endings) == 1:
        ending = endings.pop()
        return lambda unit: unit.name.endswith(ending)
    return None
