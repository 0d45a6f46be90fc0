"""Cells of a table that follow from others: how a cell of the row moved, and what the cells of a column or a row make."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from shilu.documents.document import Document
from shilu.figures.result import PER_CENT, quotient, shown_value
from shilu.lib.amounts import plain_number
from shilu.reports.checking.reasons import sentence
from shilu.reports.checking.verdict import Judged
from shilu.reports.checking.within.table_rates import RowChange, row_changes
from shilu.reports.checking.within.tables import Total, totals


def with_derived(document: Document, judged: Sequence[Judged]) -> list[Judged]:
    """The verdicts, in which a cell that follows from others is judged by what the ledger has for those."""
    own = {
        piece.start: one for one in judged if (piece := document.at(one.claim.start)) is not None and piece.place.row
    }
    found: dict[int, Judged] = {}
    for change in row_changes(document):
        if (cell := own.get(change.moved.piece.start)) is not None and cell.verdict == "cannot_tell":
            now, then = own.get(change.now.piece.start), own.get(change.then.piece.start)
            if now is not None and then is not None:
                found[cell.claim.start] = _moved(cell, change, now, then)
    for total in totals(document):
        if (cell := own.get(total.piece.start)) is not None and cell.verdict == "cannot_tell":
            found[cell.claim.start] = _total(cell, total, own)
    return [found.get(one.claim.start, one) for one in judged]


def _moved(cell: Judged, change: RowChange, now: Judged, then: Judged) -> Judged:
    """A change beside the two cells that it follows from, judged by what the ledger has for both."""
    same = (now.figure, now.quantity, now.labels) == (then.figure, then.quantity, then.labels)
    if now.recorded is None or then.recorded is None or not same or now.measure == PER_CENT:
        return cell
    ways = change.ways(now.recorded, then.recorded)
    if not ways or now.period is None or then.period is None:
        return cell
    told = _("“%(title)s”: %(now)s in %(period)s, %(then)s in %(earlier)s") % {
        "title": now.title,
        "now": now.shown,
        "period": now.period.title(),
        "then": then.shown,
        "earlier": then.period.title(),
    }
    held = change.stated(now.recorded, then.recorded)
    if held is None and not now.verdict == then.verdict == "supports":
        return replace(cell, reason=sentence(told))
    size, share = held or ways[0]
    shown = _("a rise of %(size)s") if size >= 0 else _("a fall of %(size)s")
    measure = PER_CENT if share else now.measure
    value = quotient(size, Decimal(100)) if share else size
    return replace(
        now,
        claim=cell.claim,
        where=cell.where,
        verdict="supports" if held else "differs",
        reason=sentence(told, shown % {"size": shown_value(abs(value), measure=measure)}),
        measure=measure,
        recorded=value,
        shown=shown_value(value, measure=measure),
        is_change=True,
    )


def _total(cell: Judged, total: Total, own: Mapping[int, Judged]) -> Judged:
    """A total of the table: borne out where all that it is made of is, and of one figure."""
    parts = total.parts
    if parts is None:
        return cell
    added = "＋".join(str(plain_number(amount)) for amount in parts.values())
    told = _("it is what the cells of the table make: %(parts)s") % {"parts": added}
    beside = [own[start] for start, amount in parts.items() if start in own and amount]
    kinds = {(one.figure, one.quantity, one.measure) for one in beside}
    known = [one.recorded for one in beside if one.verdict == "supports" and one.recorded is not None]
    whole = len(known) == len([amount for amount in parts.values() if amount]) and sum(known) == total.stated
    if not whole or len(kinds) != 1 or beside[0].measure == PER_CENT:
        return replace(cell, reason=sentence(cell.reason, told) if cell.figure else sentence(told))
    value = sum(known, Decimal(0))
    return replace(
        cell,
        verdict="supports",
        reason=sentence(told),
        figure=None,  # what the cells make is of no unit of its own, and is not compared with what others say
        title="",
        quantity="",
        labels={},
        measure=beside[0].measure,
        recorded=value,
        shown=shown_value(value, measure=beside[0].measure),
        entries=tuple(sorted({entry for one in beside for entry in one.entries})),
    )
