"""An organisation sheet read into rows: code, name, short name, parent, level, valid from, in columns of any order."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from shilu.lib.dates import Unreadable
from shilu.lib.errors import Refused
from shilu.organisation.names import written_name
from shilu.organisation.table import Cells, Fault, Line, find_header, first_day, lines_below, parts_of

ROLES: Final = {
    "code": (
        "单位编码",
        "单位代码",
        "编码",
        "代码",
        "机构编码",
        "机构代码",
        "部门编码",
        "部门代码",
        "组织编码",
        "code",
    ),
    "name": ("单位名称", "单位全称", "名称", "全称", "机构名称", "部门名称", "组织名称", "单位", "部门", "name"),
    "short": ("简称", "单位简称", "机构简称", "部门简称", "shortname", "short"),
    "parent": (
        "上级编码",
        "上级单位编码",
        "上级代码",
        "上级单位代码",
        "上级机构编码",
        "上级部门编码",
        "父级编码",
        "上级单位",
        "上级单位名称",
        "上级",
        "上级机构",
        "上级部门",
        "隶属单位",
        "主管单位",
        "parentcode",
        "parent",
    ),
    "type": (
        "层级",
        "单位层级",
        "级别",
        "单位级别",
        "类型",
        "单位类型",
        "单位类别",
        "机构类型",
        "类别",
        "level",
        "type",
    ),
    "on": (
        "生效日期",
        "生效时间",
        "启用日期",
        "成立日期",
        "成立时间",
        "设立日期",
        "设立时间",
        "开始日期",
        "起始日期",
        "validfrom",
        "from",
    ),
    "alias": ("别名", "曾用名", "其他名称", "俗称", "alias", "aliases"),
}
_NO_PARENT: Final = frozenset({"", "/", "-", "—", "无", "0"})


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as the sheet states it; None where the sheet has no such column, a root's parent is an empty string."""

    line: Line
    code: str
    name: str
    short_name: str | None
    parent: str | None
    type: str | None
    on: date
    aliases: tuple[str, ...]

    @property
    def content(self) -> tuple[object, ...]:
        return self.code, self.name, self.short_name, self.parent, self.type, self.on, self.aliases


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """The rows of a sheet, the faults and codes of those that cannot be read, and the columns that Shilu does not need."""

    rows: tuple[UnitRow, ...]
    faults: tuple[Fault, ...]
    unread: frozenset[str]
    unused: tuple[str, ...]


def is_unit_sheet(rows: Cells) -> bool:
    """Whether a header of an organisation sheet stands in ``rows``."""
    return find_header(rows, roles=ROLES, needed=("code", "name")) is not None


def read_unit_sheet(rows: Cells, *, on: date) -> UnitSheet:
    """Read the sheet; a row without a day is valid from ``on``. Refused where there is no header row."""
    header = find_header(rows, roles=ROLES, needed=("code", "name"))
    if header is None:
        raise Refused(_("No header row with code and name was found; name the columns 单位编码 and 单位名称."))
    read: list[UnitRow] = []
    faults: list[Fault] = []
    seen: dict[str, UnitRow] = {}
    lines = {line.number: line for line in lines_below(header, rows)}
    for line in lines.values():
        found = _read_row(line, on=on)
        if isinstance(found, Fault):
            faults.append(found)
            continue
        first = seen.setdefault(found.code, found)
        if first is found:
            read.append(found)
        elif first.content != found.content:
            reason = _("The code %(code)s stands in row %(row)s already, with other content; keep one of the two.")
            faults.append(line.fault("code", reason % {"code": found.code, "row": first.line.number + 1}))
    unread = frozenset(_code(lines[fault.row]) for fault in faults) - seen.keys()
    return UnitSheet(tuple(read), tuple(faults), unread, tuple(header.others.values()))


def _code(line: Line) -> str:
    return "".join(line.text("code").split())


def _read_row(line: Line, *, on: date) -> UnitRow | Fault:
    code, name = _code(line), written_name(line.text("name"))
    if not code:
        return line.fault("code", _("The code is missing."))
    if not name:
        return line.fault("name", _("The name is missing."))
    try:
        day = first_day(line.value("on")) if line.text("on") else on
    except Unreadable as error:
        return line.fault("on", error.reason)
    has = line.header.columns
    parent = line.text("parent") if "parent" in has else None
    return UnitRow(
        line,
        code,
        name,
        written_name(line.text("short")) if "short" in has else None,
        "" if parent in _NO_PARENT else parent,
        line.text("type") if "type" in has else None,
        day,
        parts_of(line.text("alias")),
    )
