"""A plain staff list (花名册) read into people: name, staff number, unit, post and category, and nothing else of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from shilu.lib.dates import Unreadable
from shilu.lib.errors import Refused
from shilu.organisation.names import is_whole, person_name, written_name
from shilu.organisation.table import (
    Cells,
    Fault,
    Header,
    Line,
    find_header,
    first_day,
    is_repeated,
    lines_below,
    parts_of,
    text_of,
)

ROLES: Final = {
    "name": ("姓名", "人员姓名", "民警姓名", "职工姓名", "名字", "name"),
    "unit": (
        "单位",
        "所在单位",
        "工作单位",
        "所属单位",
        "现工作单位",
        "单位名称",
        "部门",
        "所在部门",
        "工作部门",
        "所属部门",
        "科室",
        "科所队",
        "单位部门",
        "单位及部门",
        "unit",
        "department",
    ),
    "number": (
        "警号",
        "工号",
        "警号(工号)",
        "警号/工号",
        "工号(警号)",
        "人员编号",
        "员工编号",
        "职工号",
        "工作证号",
        "number",
    ),
    "post": ("职务", "现任职务", "担任职务", "职位", "岗位", "职务(岗位)", "post"),
    "category": (
        "人员类别",
        "人员类型",
        "人员性质",
        "人员身份",
        "身份类别",
        "编制类别",
        "用工性质",
        "类别",
        "身份",
        "category",
    ),
    "order": ("序号", "编号", "序", "no", "no."),
}
_ID_NUMBER: Final = re.compile(r"\d{15}|\d{17}[\dXx]|\d(\.\d+)?[eE]\+1[4-8]")
_DAY: Final = re.compile(r"(?:19|20)\d\d(?:年\d{1,2}月(?:\d{1,2}日)?|([-./])\d{1,2}\1\d{1,2}(?!\d))")
_TITLE_ENDS: Final = re.compile(
    r"(?:(?:19|20)\d\d|[一二]〇|花名册|名册|名单|人员|民警|辅警|民辅警|警员|干警|职工|教职|教师|医务|护士|党员|会员|干部|队伍|机关工作"
    r"|在职|在编|在岗|全体|全员|通讯录|基本|情况|统计|登记|信息|一览)"
)
_NUMBERED: Final = re.compile(r"^附(?:件|表)\d*[:.、]?")
_SHORTEST_BODY: Final = 4


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as the list states it; ``category`` is None where the list has no such column."""

    line: Line
    name: str
    number: str
    unit: str
    posts: tuple[str, ...]
    category: str | None


@dataclass(frozen=True, slots=True)
class StaffList:
    """The people of a list, whose and of which day it says it is, the cells that cannot be read, and the columns not stored."""

    rows: tuple[PersonRow, ...]
    body: str
    on: date | None
    faults: tuple[Fault, ...]
    dropped: tuple[str, ...]


def is_staff_list(rows: Cells) -> bool:
    """Whether a header of a staff list stands in ``rows``."""
    return find_header(rows, roles=ROLES, needed=("name", "unit")) is not None


def read_staff_list(rows: Cells) -> StaffList:
    """Read the list; an empty cell of the column 单位 means the unit above it. Refused where there is no header row.

    Two rows that give one number, or one name and unit without numbers, are a fault: nobody could tell the people apart.
    """
    header = find_header(rows, roles=ROLES, needed=("name", "unit"))
    if header is None:
        raise Refused(_("No header row with name and unit was found; name the columns 姓名 and 单位."))
    read: list[PersonRow] = []
    faults: list[Fault] = []
    for found in _people(lines_below(header, rows)):
        (faults if isinstance(found, Fault) else read).append(found)  # type: ignore[arg-type]
    faults += _twice(read)
    faults.sort(key=lambda fault: (fault.row, fault.column))
    return StaffList(
        tuple(read),
        _body(header, rows, {row.unit for row in read}),
        _day(header, rows),
        tuple(faults),
        tuple(header.others.values()),
    )


def _people(lines: list[Line]) -> Iterator[PersonRow | Fault]:
    unit = ""
    for line in lines:
        written = written_name(line.text("unit"))
        unit = unit if is_repeated(written) else written or unit
        name, number = person_name(line.text("name")), "".join(line.text("number").split())
        if not name:
            if number or line.text("post"):
                yield line.fault("name", _("The name of the person is missing."))
        elif not unit:
            yield line.fault("unit", _("The unit is missing."))
        elif _ID_NUMBER.fullmatch(number):
            shown = _("This is an identity number, not a staff number; Shilu does not store it.")
            yield Fault(line.number, line.column("number"), "", shown)
        else:
            has_category = "category" in line.header.columns
            yield PersonRow(
                line, name, number, unit, parts_of(line.text("post")), line.text("category") if has_category else None
            )


def _twice(rows: list[PersonRow]) -> Iterator[Fault]:
    numbers: dict[str, PersonRow] = {}
    names: dict[tuple[str, str], PersonRow] = {}
    for row in rows:
        if row.number:
            first = numbers.setdefault(number_key(row.number), row)
            if first is not row:
                shown = {"number": row.number, "name": first.name, "row": first.line.number + 1}
                reason = _("The number %(number)s is that of %(name)s in row %(row)s already.") % shown
                yield row.line.fault("number", reason)
        else:
            first = names.setdefault((row.name, row.unit), row)
            if first is not row:
                shown = {"name": row.name, "row": first.line.number + 1}
                reason = _("%(name)s stands in row %(row)s already; two people of one name need their staff numbers.")
                yield row.line.fault("name", reason % shown)


def number_key(number: str) -> str:
    """The form in which staff numbers are compared: Excel drops the zeros in front."""
    return number.casefold().lstrip("0") or number


def _day(header: Header, rows: Cells) -> date | None:
    """The day that stands above the header (（2022年6月30日）, 填报日期：…); a month alone means its first day."""
    for cell in (cell for cells in rows[: header.row] for cell in cells):
        written = _DAY.search(text_of(cell))
        try:
            if written:
                return first_day(written[0])
        except Unreadable:
            continue
    return None


def _body(header: Header, rows: Cells, units: Iterable[str]) -> str:
    """The body that the title above the header begins with; an empty string where none can be told.

    What the title shares with a unit of the list comes first (示例县公安局民辅警花名册 above 示例县公安局政工室); else what stands
    before the words of such titles, without what is left of these behind a whole name.
    """
    for cells in rows[: header.row]:
        title = _NUMBERED.sub("", written_name(next((text for cell in cells if (text := text_of(cell))), "")))
        beginnings = (title[:size] for size in range(len(title), _SHORTEST_BODY - 1, -1))
        shared = (name for name in beginnings if is_whole(name) and any(unit.startswith(name) for unit in units))
        named = next(shared, "")
        cut = _TITLE_ENDS.search(title)
        if named or (cut and cut.start() > 1):
            body = named or _whole_part(title[: cut.start()].removesuffix("的").removesuffix("(") if cut else "")
            return "" if body.startswith(("全", "本", "我")) else body  # 全局 says who is meant only to those within
    return ""


def _whole_part(name: str) -> str:
    """``name`` up to where it last ends as a unit's name does; all of it where it never does."""
    ends = (size for size in range(len(name), 1, -1) if is_whole(name[:size]))
    return name[: next(ends, len(name))]
