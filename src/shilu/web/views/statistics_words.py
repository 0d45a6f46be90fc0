"""Figures of a table as a sentence that can stand in a report, and as plain rows that a spreadsheet takes."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from shilu.figures.difference import amount_words
from shilu.figures.result import PER_CENT, Compared, Result
from shilu.lib.enumerating import beside, bracketed, enumerated, in_clauses
from shilu.lib.periods import Period
from shilu.web.views.statistics_asked import MOST_NAMES, Look
from shilu.web.views.statistics_cells import Cell, Row, Table

Plain = str | Decimal | None
_NAMED = 3  # names in a remark that has to stand behind a sentence, or in a line
_LONGEST = 40  # of a name that somebody wrote into an address


def sentence(table: Table, rows: Sequence[Row]) -> str:
    """The figures of ``rows`` in running text, with period and unit before them."""
    said = {"period": table.look.so_far.title(), "unit": table.look.unit.name}
    remark = unreported(rows)
    behind = _(" (%(remark)s)") % {"remark": remark} if remark else ""
    if not table.columns:
        told = in_clauses(_told(cell, table) for row in rows for cell in row.cells if cell)
        return _("%(period)s, %(unit)s: %(figures)s.") % {**said, "figures": told} + behind
    lines = []
    for at, column in enumerate(table.columns):
        parts = [beside(short_title(row, table), _value(cell)) for row in rows if (cell := row.cells[at])]
        told = _("%(figure)s: %(parts)s") % {"figure": column.title, "parts": enumerated(parts)}
        lines.append(_("%(period)s, %(unit)s: %(figures)s.") % {**said, "figures": told})
    return "\n".join(lines) + behind


def unreported(rows: Sequence[Row], *, named: int = _NAMED) -> str:
    """That values of ``rows`` are not complete, and who has not reported; empty where all are."""
    partial = [cell.result for row in rows for cell in row.cells if cell and cell.result.is_incomplete]
    if not partial:
        return ""
    names = list(dict.fromkeys(name for one in partial for name in one.missing))
    said = {"names": enumerated(names[:named]), "count": len(names)}
    if len(names) > named:
        return _("not everybody has reported; missing: %(names)s, %(count)s units in all") % said
    return _("not everybody has reported; missing: %(names)s") % said if names else _("not everybody has reported")


def passed_over(look: Look) -> list[str]:
    """What the address asks for and the table does not show, each in one line."""
    lines = []
    if look.unknown:
        names = enumerated(f"“{name[:_LONGEST]}”" for name in look.unknown[:_NAMED])
        more = len(look.unknown) - _NAMED
        lines.append(
            _("There is no figure %(names)s; it is left out.") % {"names": names}
            if more <= 0
            else _("There is no figure %(names)s, nor %(count)s others that were asked for; they are left out.")
            % {"names": names, "count": more}
        )
    if look.beyond:
        line = _("A table has room for %(most)s figures; the other %(count)s are left out.")
        lines.append(line % {"most": MOST_NAMES, "count": len(look.beyond)})
    return lines


def plain_rows(table: Table, rows: Sequence[Row]) -> Iterator[list[Plain]]:
    """A head and a line a row: numbers without measure words, a word where there is no number."""
    if not table.columns:
        yield _head(table)
        for row in rows:
            yield from (_line(row, cell, table) for cell in row.cells if cell)
        return
    yield _head_of_parts(table)
    for row in rows:
        yield [row.title, *(value for cell in row.cells for value in _values(cell, compared=table.compared))]


def part_title(table: Table) -> str:
    """What the rows of a table that is cut are."""
    label = table.look.label
    return str(label.title) if label else {"unit": _("Unit"), "month": _("Month")}[table.look.question.by]


def short_title(row: Row, table: Table) -> str:
    """The title of a part; of a month without the year where all are of one."""
    years = {month.last.year for month in table.look.period.months()}
    if table.look.question.by != "month" or len(years) > 1:
        return row.title
    return row.title.removeprefix(f"{years.pop()}年")


def compared_title(period: Period, *, compare: str) -> str:
    """The head of the column with the values of the other period."""
    if compare == "last-year":
        return _("Same time last year")
    return _("Period before") if compare == "previous" else period.title()


def _told(cell: Cell, table: Table) -> str:
    result = cell.result
    told = beside(result.title, result.lacking_named if result.value is None else result.shown)
    if cell.goal:
        told += _(" (%(remark)s)") % {"remark": cell.goal.sentence}
    if result.compare is None or result.compare.difference is None:
        return told
    return f"{told}{_(', ')}{_against(result.compare, result, table.look.question.compare)}"


def _value(cell: Cell) -> str:
    return cell.result.shown if cell.result.value is not None else cell.missing


def _against(other: Compared, result: Result, compare: str) -> str:
    """同比增加2次、增长33.3%: how much more or less than in the other period."""
    than = {"last-year": _("on last year"), "previous": _("on the period before")}.get(
        compare, _("on %(period)s") % {"period": other.period.title()}
    )
    difference = other.difference or Decimal(0)
    if not difference:
        return _("%(than)s unchanged") % {"than": than}
    said = {
        "than": than,
        "amount": amount_words(abs(difference), measure=result.measure),
        "share": "" if other.percent is None else f"{abs(other.percent) * 100:.1f}%",
    }
    bare = result.measure == PER_CENT or not said["share"]
    if difference > 0:
        return (_("%(than)s %(amount)s more") if bare else _("%(than)s %(amount)s more, up %(share)s")) % said
    return (_("%(than)s %(amount)s less") if bare else _("%(than)s %(amount)s less, down %(share)s")) % said


def _head(table: Table) -> list[Plain]:
    head: list[Plain] = [_("Figure"), _("Measured in"), table.look.period.title()]
    if table.compared is not None:
        head += [table.compared.title(), _("Difference"), _("Change in per cent")]
    if table.goals:
        head += [_("Target"), _("Done in the target's time"), _("Done of the target")]
    return [*head, _("Records")]


def _line(row: Row, cell: Cell, table: Table) -> list[Plain]:
    result = cell.result
    line: list[Plain] = [row.title, result.measure, _number(cell)]
    if table.compared is not None:
        other = result.compare
        line += [
            None if other is None else _then(other, result.measure),
            None if other is None else _shared(other.difference, result.measure),
            f"{other.percent * 100:+.1f}%" if other and other.percent is not None else None,
        ]
    if table.goals:
        goal = cell.goal
        line += [goal.amount, goal.achieved, goal.done or None] if goal else [None, None, None]
    return [*line, Decimal(result.entries)]


def _head_of_parts(table: Table) -> list[Plain]:
    head: list[Plain] = [part_title(table)]
    for column in table.columns:
        name = bracketed(column.title, column.measure)
        head.append(name)
        if table.compared is not None:
            head += [f"{name} {table.compared.title()}", f"{name} {_('Difference')}"]
    return head


def _values(cell: Cell | None, *, compared: Period | None) -> list[Plain]:
    if cell is None:
        return [None] * (1 if compared is None else 3)
    if compared is None:
        return [_number(cell)]
    other, measure = cell.result.compare, cell.result.measure
    return [
        _number(cell),
        None if other is None else _then(other, measure),
        None if other is None else _shared(other.difference, measure),
    ]


def _number(cell: Cell) -> Plain:
    """The number as a spreadsheet counts with it, per cent as 12.5; the word where there is none."""
    if cell.result.value is None:
        return cell.missing
    return _shared(cell.result.value, cell.result.measure)


def _then(other: Compared, measure: str) -> Plain:
    return other.word if other.value is None else _shared(other.value, measure)


def _shared(value: Decimal | None, measure: str) -> Decimal | None:
    return value * 100 if value is not None and measure == PER_CENT else value
