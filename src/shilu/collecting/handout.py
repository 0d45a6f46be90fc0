"""A workbook to hand out: the columns that a unit needs, its name and the month in the title, lists to choose from.

Its headings are those that an import recognises, so that it comes back without a question. They are Chinese whatever
the reader's language: the workbook goes to the stations.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from shilu.ledger.catalogue import Catalogue, Kind
from shilu.ledger.importing.columns import label_heading
from shilu.ledger.models import Kind as KindRow
from shilu.ledger.models import Row
from shilu.ledger.small_ids import unit_ids
from shilu.lib.day_numbers import day_number
from shilu.lib.errors import Refused
from shilu.lib.periods import Period
from shilu.organisation.structure import Structure, Unit

ROWS: Final = 200
_SHEET: Final = "台账"
_LISTS: Final = "选项"
_HEAD_ROWS: Final = 2  # title and headings
_QUANTITIES: Final[Mapping[str, str]] = {
    "people": "参加人次",
    "hours": "学时",
    "amount": "金额（元）",
    "assigned": "应完成",
    "completed": "已完成",
}
_INK: Final = "#1F1F1F"
_GROUND: Final = "#F2EFEA"


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    width: int
    form: str = "cell"
    choices: tuple[str, ...] = ()
    open: bool = False  # whether other values than the choices may be written
    hint: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """What workbooks are made for: kinds by key, the period, and the body's organisation and catalogue."""

    kinds: tuple[str, ...]
    period: Period
    structure: Structure
    catalogue: Catalogue

    def chosen(self) -> list[Kind]:
        """The kinds; Refused where none is named, or one that there is not."""
        found = [self.catalogue.kinds[key] for key in self.kinds if key in self.catalogue.kinds]
        if not found or len(found) < len(self.kinds):
            raise Refused(_("Choose the kinds of record that are to be written in the workbook."))
        return found

    def of(self, unit: UUID) -> Iterable[_Column]:
        """The columns of the workbook of ``unit``."""
        return _columns(unit, self.chosen(), about=self)


def kinds_used(units: Iterable[UUID], *, since: date) -> list[str]:
    """The keys of the kinds of which one of ``units`` has records since a day."""
    ids = unit_ids()
    rows = Row.objects.filter(
        type="entry", unit__in=[ids[unit] for unit in units if unit in ids], last__gte=day_number(since)
    )
    return list(
        KindRow.objects.filter(id__in=rows.values("kind").distinct()).order_by("id").values_list("key", flat=True)
    )


def handout_name(unit: Unit, period: Period) -> str:
    """What the file is called: the unit and the period, by which it is recognised when it comes back."""
    return f"{unit.usual_name}{period.title()}台账.xlsx"


def handout(unit: UUID, columns: Columns) -> bytes:
    """An empty workbook for ``unit`` and those below it; Refused as ``Columns.chosen``."""
    laid = list(columns.of(unit))
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _write(book, laid, title=f"{columns.structure.units[unit].name}{columns.period.title()}工作台账")
    book.close()
    return stream.getvalue()


def handouts(units: Sequence[UUID], columns: Columns) -> bytes:
    """A zip with one workbook for each of ``units``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        names: set[str] = set()
        for unit in units:
            about = columns.structure.units[unit]
            name = handout_name(about, columns.period)
            if name in names:
                name = f"{about.code}{name}"
            names.add(name)
            archive.writestr(name, handout(unit, columns))
    return stream.getvalue()


def _columns(unit: UUID, kinds: Sequence[Kind], *, about: Columns) -> Iterable[_Column]:
    structure = about.structure
    yield _Column("日期", 13, form="day", rule="day", hint="写成 2022-06-15；几天的活动写最后一天。")
    below = [one.name for one in structure.children_on(unit, day=about.period.last)]
    if below:
        own = structure.units[unit].name
        yield _Column("单位", 18, choices=(own, *below), hint="从列表中选。")
    yield _Column("事项类别", 18, choices=tuple(kind.title.zh for kind in kinds), hint="从列表中选。")
    yield _Column("活动名称", 36, hint="私密类别（谈心谈话等）不写名称，也不写姓名。")
    times = all(kind.first.key == "times" for kind in kinds)
    yield _Column("次数" if times else "数量", 8, form="number", rule="number", hint="不写就是 1。")
    for key, heading in _QUANTITIES.items():
        if any(kind.quantity(key) is not None and kind.first.key != key for kind in kinds):
            yield _Column(heading, 11, form="number", rule="number")
    for label in dict.fromkeys(key for kind in kinds for key in kind.asked):
        named = about.catalogue.labels[label]
        values = tuple(value.title.zh for value in named.offered)
        yield _Column(
            label_heading(named, catalogue=about.catalogue), 14, choices=values, open=named.open, hint="没有就空着。"
        )
    if not all(kind.private for kind in kinds):
        yield _Column("地点", 16)
    yield _Column("备注", 20)


def _write(book: Any, columns: Sequence[_Column], *, title: str) -> None:
    sheet, lists = book.add_worksheet(_SHEET), book.add_worksheet(_LISTS)
    lists.very_hidden()
    framed = {"border": 1, "border_color": "#B8B2A7", "valign": "vcenter"}
    forms = {
        "cell": book.add_format({**framed, "text_wrap": True}),
        "day": book.add_format({**framed, "num_format": "yyyy-mm-dd", "align": "left"}),
        "number": book.add_format({**framed, "num_format": "General", "align": "right"}),
    }
    heading = book.add_format({**framed, "bold": True, "align": "center", "bg_color": _GROUND, "font_color": _INK})
    top = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    sheet.merge_range(0, 0, 0, len(columns) - 1, title, top)
    sheet.set_row(0, 34)
    sheet.set_row(1, 24)
    last = _HEAD_ROWS + ROWS - 1
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(1, at, column.heading, heading)
        for row in range(_HEAD_ROWS, last + 1):
            sheet.write_blank(row, at, None, forms[column.form])
        for row, choice in enumerate(column.choices):
            lists.write_string(row, at, choice)
        rule = _rule(column, at)
        if rule:
            sheet.data_validation(_HEAD_ROWS, at, last, at, rule)
    sheet.freeze_panes(_HEAD_ROWS, 0)
    sheet.repeat_rows(0, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _rule(column: _Column, at: int) -> dict[str, Any]:
    """What may be written in a column, and the hint that Excel shows beside the cell."""
    told: dict[str, Any] = {"input_title": column.heading, "input_message": column.hint} if column.hint else {}
    if column.choices:
        letter = xl_col_to_name(at)
        rule: dict[str, Any] = {
            "validate": "list",
            "source": f"={_LISTS}!${letter}$1:${letter}${len(column.choices)}",
            "error_title": column.heading,
            "error_message": "请从列表中选。",
            "error_type": "information" if column.open else "stop",
        }
    elif column.rule == "day":
        rule = {
            "validate": "date",
            "criteria": "between",
            "minimum": date(2000, 1, 1),
            "maximum": date(2099, 12, 31),
            "error_title": column.heading,
            "error_message": "请写成 2022-06-15 这样的日期。",
        }
    elif column.rule == "number":
        rule = {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_title": column.heading,
            "error_message": "请只写数字，不写“约”“余”。",
        }
    else:
        rule = {"validate": "any"} if told else {}
    return {**rule, **told}
