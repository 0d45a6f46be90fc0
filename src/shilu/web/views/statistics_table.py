"""The answers to a question of figures, laid out: a row a figure, or a row a part and a column a figure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from django.utils.translation import gettext as _

from shilu.figures.names import all_figures
from shilu.figures.queries import ask, titled_remark
from shilu.figures.readable import readable
from shilu.figures.reading import Reading
from shilu.figures.result import Result
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.catalogue_sections import section_place, section_title
from shilu.lib.enumerating import first_of
from shilu.lib.periods import Period
from shilu.web.views.statistics_asked import Look, token_of
from shilu.web.views.statistics_cells import Cell, Column, Row, Table, compared_cell
from shilu.web.views.statistics_goals import goals_of

_NAMED = 3  # figures to which a remark belongs
_MOST_REMARKS = 6
_FIRST = 4  # columns where nobody chose any
_LAST = 1_000  # the section of figures over several kinds
_HIDDEN_TYPES = frozenset({"comparison", "target"})  # of a table of everything: its own columns say the same


def table_of(look: Look, *, reading: Reading) -> Table:
    """The table that answers ``look``; Refused where a label tells none of the figures apart."""
    if look.question.by:
        return _by_parts(look, reading)
    results = _answers(look, look.question.names, reading=reading)
    goals = goals_of(results, look=look, reading=reading)
    cells = [compared_cell(result, goal=goals.get((result.figure, result.quantity))) for result in results]
    return Table(
        look,
        tuple(_sections(cells, look.catalogue)),
        compared=_compared(results),
        goals=any(cell.goal for cell in cells),
        as_of=reading.at,
        remarks=_remarks(results),
    )


def _by_parts(look: Look, reading: Reading) -> Table:
    names = look.question.names or _first_names(look, reading)
    if not names:
        return Table(look, (), as_of=reading.at)
    wholes = _answers(look, names, reading=reading)
    parts = _answers(look, names, reading=reading, by=look.question.by)
    columns = tuple(Column(_token(one, look.catalogue), one.title, one.measure, one.definition) for one in wholes)
    found: dict[tuple[str, str], dict[int, Cell]] = {}
    for at, of in _by_column(parts, wholes):
        for result in of:
            row = _row_of(result, look)
            if row is not None:
                found.setdefault(row, {})[at] = compared_cell(result)
    ordered = _in_order(list(found), look, reading)
    rows = [Row(key, title, tuple(found[key, title].get(at) for at in range(len(columns)))) for key, title in ordered]
    total = Row("", _("Total"), tuple(compared_cell(one) for one in wholes), total=True)
    return Table(
        look,
        (("", (*rows, total)),),
        columns,
        compared=_compared(wholes),
        as_of=reading.at,
        remarks=_remarks(wholes),
    )


def _answers(look: Look, names: Sequence[str], *, reading: Reading, by: str | None = None) -> list[Result]:
    """The figures of ``names``; without names all that the unit recorded and the reader may see."""
    every = not names
    wanted: list[str] | None = list(names)
    if every:
        wanted = None if look.kinds is None else _readable_names(look)
    results = ask(
        wanted,
        unit=look.unit.uuid,
        period=look.period,
        compare=look.against,
        by=by,
        labels=look.question.labels or None,
        reading=reading,
    )
    if not every:
        return results
    of_one = look.catalogue.kinds
    types = {figure.key: figure.type for figure in look.catalogue.figures.values()}
    return [
        one
        for one in results
        if types.get(one.figure) not in _HIDDEN_TYPES
        and (_says_something(one) or (one.figure in of_one and look.kinds is None))
    ]


def _says_something(result: Result) -> bool:
    """Whether there is a value, now or then, or one that is not told."""
    return bool(result.value or result.hidden or result.entries or (result.compare and result.compare.value))


def _readable_names(look: Look) -> list[str]:
    catalogue = look.catalogue
    return [
        token_of(one.figure.key, quantity=one.figure.quantity, catalogue=catalogue)
        for one in all_figures(catalogue)
        if readable(one, kinds=look.kinds, catalogue=catalogue)
    ]


def _first_names(look: Look, reading: Reading) -> tuple[str, ...]:
    """What most records are of: one figure of each of those kinds, in the order of the catalogue."""
    whole = replace(look, question=replace(look.question, by="", compare="", labels={}), against=None)
    firsts = {one.figure: one for one in reversed(_answers(whole, (), reading=reading)) if one.value}
    kinds = sorted(
        (one for key, one in firsts.items() if key in look.catalogue.kinds), key=lambda one: one.entries, reverse=True
    )
    chosen = {one.figure for one in kinds[:_FIRST]}
    return tuple(_token(one, look.catalogue) for key, one in reversed(firsts.items()) if key in chosen)


def _token(result: Result, catalogue: Catalogue) -> str:
    return token_of(result.figure, quantity=result.quantity, catalogue=catalogue)


def _by_column(parts: Sequence[Result], wholes: Sequence[Result]) -> Iterator[tuple[int, list[Result]]]:
    """The parts of each column; they come figure by figure, in the order of the wholes."""
    runs = [list(run) for _key, run in groupby(parts, key=lambda one: (one.figure, one.quantity, one.asked))]
    return enumerate(runs[: len(wholes)])


def _row_of(result: Result, look: Look) -> tuple[str, str] | None:
    """The key and title of the row in which a part stands; None for a figure that the label does not part."""
    match look.question.by:
        case "unit":
            return (
                (f"{result.unit_code}*", _("%(unit)s itself") % {"unit": result.unit_name})
                if result.own
                else (
                    result.unit_code,
                    result.unit_name,
                )
            )
        case "month":
            return result.period.name, result.period.title()
    label = look.label
    if label is None or label.key not in result.labels:
        return None
    value = result.labels[label.key]
    known = label.value(value)
    return value or "-", str(known.title) if known else value or _("not stated")


def _in_order(rows: list[tuple[str, str]], look: Look, reading: Reading) -> list[tuple[str, str]]:
    """Units in the order of the organisation, what a unit recorded itself at the end; other parts as they come."""
    if look.question.by != "unit":
        return rows
    place = {unit.code: at for at, unit in enumerate(reading.structure.units.values())}
    return sorted(rows, key=lambda row: (row[0].endswith("*"), place.get(row[0], 0)))


def _compared(results: Sequence[Result]) -> Period | None:
    return next((one.compare.period for one in results if one.compare is not None), None)


def _sections(cells: Sequence[Cell], catalogue: Catalogue) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """The rows by section of the catalogue, wider figures at the end; lines of one title stand together."""
    by_section: dict[tuple[int, str], list[Cell]] = {}
    for cell in cells:
        kind = catalogue.kinds.get(cell.result.figure.removesuffix("-"))
        place = (section_place(kind.section), section_title(kind.section)) if kind else (_LAST, _("Over several kinds"))
        by_section.setdefault(place, []).append(cell)
    for (_place, title), of in sorted(by_section.items(), key=lambda one: one[0][0]):
        yield title, tuple(_together(of, catalogue))


def _together(cells: Sequence[Cell], catalogue: Catalogue) -> Iterator[Row]:
    for title, run in groupby(cells, key=lambda cell: cell.result.title):
        same = list(run)
        for at, cell in enumerate(same):
            token = _token(cell.result, catalogue)
            yield Row(token, title, (cell,), spans=0 if at else len(same), leading=at + 1 < len(same))


def _remarks(results: Sequence[Result]) -> tuple[str, ...]:
    """What a reader of the table should know: who has not reported, and what is left out of which figure.

    What most of them have in common stands without their names; what stands beside a number does not stand here.
    """
    told: dict[str, dict[str, None]] = {}
    for one in results:
        for remark in one.remarks:
            if not (one.of and remark == titled_remark(one)):
                told.setdefault(remark, {})[one.title] = None
    titles = {one.title for one in results}
    common = [remark for remark, of in told.items() if len(of) * 2 > len(titles)]
    named = [
        _("%(figures)s: %(remark)s") % {"figures": first_of(list(of), most=_NAMED), "remark": remark}
        for remark, of in told.items()
        if remark not in common
    ]
    return (*common, *named)[:_MOST_REMARKS]
