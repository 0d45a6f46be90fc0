"""Importing a workbook end to end: read, recognised, validated, compared, posted; against django-import-export.

Usage: import_book.py [ROWS]        20,000 by default; the peer gets a tenth of them.
"""

import sys
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import xlsxwriter
from measuring import NOW, UNITS, Line, best_of, check, own_folder, own_workspace, print_table, unit_name

HEADER = ("序号", "日期", "责任单位", "事项类别", "活动名称", "次数", "参加人次", "地点", "佐证材料", "备注")
KINDS = (
    "中心组学习",
    "集中学习",
    "警示教育",
    "走访慰问",
    "体育比赛",
    "主题党日",
    "教育培训",
    "心理健康讲座",
    "参观见学",
    "专题会议",
)
PLACES = ("三楼会议室", "党员活动室", "县局礼堂", "训练场", "")
_PEER_SHARE = 10


def write_ledger(path: Path, rows: int) -> None:
    """A ledger as an office keeps it: real dates, times as numbers, some as text."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("台账")
    day_format = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_string(0, 0, "示例县公安局2022年思想政治工作台账（虚构示例）")
    sheet.write_row(1, 0, HEADER)
    for at in range(rows):
        day = date(2022, 1, 1) + timedelta(days=at * 365 // rows)
        sheet.write_number(at + 2, 0, at + 1)
        if at % 5:
            sheet.write_datetime(at + 2, 1, day, day_format)
        else:
            sheet.write_string(at + 2, 1, f"{day.year}年{day.month}月{day.day}日")
        sheet.write_string(at + 2, 2, unit_name(at % (UNITS - 1) + 1))
        sheet.write_string(at + 2, 3, KINDS[at % len(KINDS)])
        sheet.write_string(at + 2, 4, f"第{at + 1}次活动")
        sheet.write_number(at + 2, 5, 1)
        if at % 7:
            sheet.write_number(at + 2, 6, at % 90 + 1)
        else:
            sheet.write_string(at + 2, 6, f"{at % 90 + 1}人")
        sheet.write_string(at + 2, 7, PLACES[at % len(PLACES)])
        sheet.write_string(at + 2, 8, f"照片{at % 9 + 1}张")
    book.close()


def ours(path: str, rows: int) -> float:
    with own_workspace() as (workspace, root):
        from shilu.ledger.importing.operations import import_file  # noqa: PLC0415
        from shilu.ledger.importing.outcome import Choices  # noqa: PLC0415

        started = perf_counter()
        done = import_file(Path(path), unit=root, choices=Choices(), clerk=workspace.clerk(NOW))
        seconds = perf_counter() - started
        check((done.new, len(done.refused)), (rows, 0))
    return seconds


def ours_again(path: str, rows: int) -> float:
    """A second import of the same workbook, which posts nothing."""
    with own_workspace() as (workspace, root):
        from shilu.ledger.importing.operations import import_file  # noqa: PLC0415
        from shilu.ledger.importing.outcome import Choices  # noqa: PLC0415

        clerk = workspace.clerk(NOW)
        import_file(Path(path), unit=root, choices=Choices(), clerk=clerk)
        started = perf_counter()
        done = import_file(Path(path), unit=root, choices=Choices(), clerk=clerk)
        seconds = perf_counter() - started
        check((done.known, done.new), (rows, 0))
    return seconds


def peer(path: str, rows: int) -> float:
    """django-import-export with a declared resource: dates, a looked-up unit, whole numbers, each row validated."""
    with own_workspace():
        from django.core.validators import MinValueValidator  # noqa: PLC0415
        from django.db import connection, models  # noqa: PLC0415
        from import_export import fields, resources, widgets  # noqa: PLC0415
        from tablib import Dataset  # noqa: PLC0415

        from shilu.organisation.models import Unit  # noqa: PLC0415

        class Activity(models.Model):
            day = models.DateField()
            unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
            kind = models.CharField(max_length=40)
            title = models.CharField(max_length=200)
            times = models.IntegerField(validators=[MinValueValidator(0)])
            people = models.IntegerField(validators=[MinValueValidator(0)], null=True)
            place = models.CharField(max_length=40, blank=True)
            evidence = models.CharField(max_length=40, blank=True)

            class Meta:
                app_label = "ledger"

        class DayWidget(widgets.DateWidget):
            def clean(self, value: Any, row: Any = None, **_options: Any) -> Any:  # noqa: ARG002 - as called
                return (
                    super().clean(value.replace("年", "-").replace("月", "-").rstrip("日"))
                    if isinstance(value, str)
                    else value.date()
                )

        class CountWidget(widgets.IntegerWidget):
            def clean(self, value: Any, row: Any = None, **_options: Any) -> Any:  # noqa: ARG002 - as called
                return super().clean(value.rstrip("人") if isinstance(value, str) else value)

        class ActivityResource(resources.ModelResource):
            day = fields.Field("day", "日期", widget=DayWidget())
            unit = fields.Field("unit", "责任单位", widget=widgets.ForeignKeyWidget(Unit, "name"))
            kind = fields.Field("kind", "事项类别")
            title = fields.Field("title", "活动名称")
            times = fields.Field("times", "次数", widget=CountWidget())
            people = fields.Field("people", "参加人次", widget=CountWidget())
            place = fields.Field("place", "地点", widget=widgets.CharWidget(coerce_to_string=True, allow_blank=True))
            evidence = fields.Field(
                "evidence", "佐证材料", widget=widgets.CharWidget(coerce_to_string=True, allow_blank=True)
            )

            class Meta:
                model = Activity
                fields = ("day", "unit", "kind", "title", "times", "people", "place", "evidence")
                import_id_fields = ("day", "unit", "kind", "title")
                clean_model_instances = True
                skip_unchanged = True
                use_transactions = True

        with connection.schema_editor() as editor:
            editor.create_model(Activity)
        started = perf_counter()
        data = Dataset().load(Path(path).read_bytes(), format="xlsx", headers=True)
        result = ActivityResource().import_data(data, raise_errors=True)
        seconds = perf_counter() - started
        check(result.totals["new"], rows)
    return seconds


def write_plain(path: Path, rows: int) -> None:
    """The same ledger without its title line, which the peer cannot skip."""
    write_ledger(path, rows)
    import openpyxl  # noqa: PLC0415

    book = openpyxl.load_workbook(path)
    sheet = book["台账"]
    sheet.delete_rows(1)
    book.save(path)


def main(rows: int) -> None:
    few = max(rows // _PEER_SHARE, 1)
    with own_folder() as folder:
        ledger, plain = folder / "台账.xlsx", folder / "台账-无标题.xlsx"
        write_ledger(ledger, rows)
        write_plain(plain, few)
        lines = []
        for name, function, path, count in (
            ("django-import-export", "peer", plain, few),
            ("shilu import", "ours", ledger, rows),
            ("shilu import, all known", "ours_again", ledger, rows),
        ):
            seconds, memory = best_of(3, "import_book", function, str(path), count)
            lines.append(Line(name, seconds, count, memory))
    title = f"Importing a workbook of {rows:,} rows end to end (aim: 20 × django-import-export)"
    print_table(title, lines, against=("django-import-export",))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
