"""The ledger in the clerk's own columns: what goes where, and that an import of it finds nothing new."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

import cast
from books import write_book, write_sheets
from shilu.ledger.catalogue_toml import grassroots
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import Wanted, entries_listed
from shilu.ledger.entry import Entry, EntryDraft
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.like import export_like
from shilu.ledger.importing.operations import import_file
from shilu.ledger.importing.outcome import Imported
from shilu.ledger.importing.workbook import read_workbook
from shilu.ledger.operations import post_entries
from shilu.ledger.organising import apply_catalogue
from shilu.ledger.organising_import import import_organisation
from shilu.ledger.queries import catalogue_at, structure_at
from shilu.ledger.row import Texts
from shilu.lib.errors import Refused
from shilu.organisation.finding import Finder

pytestmark = [pytest.mark.django_db, pytest.mark.database]

QUIRKS = Path(__file__).parents[3] / "samples" / "quirks"
STATED = sorted(path for path in QUIRKS.glob("*.expected.txt") if not path.name.startswith("03-"))

FIRST = """
2022-03-01 | 城东所 | 例会 | 第一次例会 | 1 | 12
2022-03-08至2022-03-09 | 城西所 | 例会 | 第二次例会 | 2 | 10
2022年4月 | 城东所 | 例会 | | 3 |
"""


def standing() -> list[Entry]:
    return [entry for entry in entries_listed(Wanted()) if entry.type == "entry" and entry.reversed_by is None]


def export(out: Path, *, like: Path | None) -> int:
    return export_like(standing(), like=like, out=out, structure=structure_at(), catalogue=catalogue_at())


def values(path: Path, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def moved(done: Imported) -> tuple[int, int, int, int, int]:
    """New, changed, gone, likely, refused."""
    return (done.new, len(done.changed), len(done.gone), len(done.likely), len(done.refused))


@pytest.mark.parametrize("stated", STATED, ids=lambda path: path.name.partition(".")[0])
def test_the_export_of_every_quirk_is_all_known(stated: Path, empty_log: None, clerk: Clerk, tmp_path: Path) -> None:
    apply_catalogue(grassroots(), clerk=clerk)
    import_organisation(QUIRKS / "00-organisation.xlsx", clerk=clerk, today=date(2022, 7, 1))
    lines = stated.read_text(encoding="utf-8").splitlines()
    book = stated.with_name(lines[0].split()[0])
    unit = Finder(structure_at()).unit(dict(line.split(": ", 1) for line in lines[1:3])["import for"]).uuid
    choices = Choices(accept_valid=True, new_kinds=True)
    import_file(book, unit=unit, choices=choices, clerk=clerk)
    entries = standing()
    out = tmp_path / f"{book.stem}.xlsx"
    assert export(out, like=book) == len(entries)
    done = import_file(out, unit=unit, choices=Choices(dry_run=True), clerk=clerk)
    assert moved(done) == (0, 0, 0, 0, 0)


def test_rows_return_to_their_columns_in_the_order_of_their_days(
    bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    book = write_book(tmp_path / "台账.xlsx", FIRST + "合计 | | | | 6 | 22")
    import_file(book, unit=bureau["X"], choices=Choices(), clerk=clerk)
    assert export(tmp_path / "导出.xlsx", like=book) == 3
    assert values(tmp_path / "导出.xlsx", "台账") == [
        ["示例局2022年上半年台账", "", "", "", "", ""],
        ["日期", "责任单位", "事项类别", "活动名称", "次数", "参加人次"],
        [date(2022, 3, 1), "城东所", "例会", "第一次例会", 1, 12],
        ["2022-03-08至2022-03-09", "城西所", "例会", "第二次例会", 2, 10],
        ["2022年4月", "城东所", "例会", "", 3, ""],
        ["合计", "", "", "", 6, 22],
    ]
    totals = openpyxl.load_workbook(tmp_path / "导出.xlsx")["台账"][6]
    assert [cell.value for cell in totals] == ["合计", None, None, None, "=SUM(E3:E5)", "=SUM(F3:F5)"]


def test_a_text_is_never_a_formula(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> None:
    book = write_book(tmp_path / "台账.xlsx", "2022-03-01 | 城东所 | 例会 | =1+1 | 1 | 12")
    import_file(book, unit=bureau["X"], choices=Choices(), clerk=clerk)
    export(tmp_path / "导出.xlsx", like=book)
    cell = openpyxl.load_workbook(tmp_path / "导出.xlsx")["台账"]["D3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_record_from_elsewhere_goes_to_the_sheet_of_its_unit(
    bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    header = "日期 | 事项类别 | 活动名称 | 次数"
    sheets = {"城东所": ("2022年台账", header, ""), "城西所": ("2022年台账", header, "")}
    book = write_sheets(tmp_path / "台账.xlsx", sheets)
    cast.post(
        """
        2022-03-05 | X0201 | meeting | times=1 | 队务会
        2022-03-06 | X03   | meeting | times=2 | 所务会
        2022-03-07 | X     | meeting | times=1 | 局务会
        """,
        clerk=clerk,
    )
    assert export(tmp_path / "导出.xlsx", like=book) == 2  # neither sheet is of the bureau
    assert values(tmp_path / "导出.xlsx", "城东所")[2:] == [[date(2022, 3, 5), "例会", "队务会", 1]]
    assert values(tmp_path / "导出.xlsx", "城西所")[2:] == [[date(2022, 3, 6), "例会", "所务会", 2]]


def test_a_name_that_pins_a_label_stands_for_it(empty_log: None, clerk: Clerk, tmp_path: Path) -> None:
    apply_catalogue(grassroots(), clerk=clerk)
    cast_bureau = cast.found_bureau(clerk=clerk)
    catalogue = catalogue_at()
    headline, tasks = catalogue.meaning("头版头条稿件"), catalogue.meaning("完成学习任务")
    assert headline is not None
    assert tasks is not None
    assert tasks.quantity is not None
    book = write_book(tmp_path / "台账.xlsx", "", header="日期 | 单位 | 事项类别 | 数量")
    drafts = [
        EntryDraft(
            headline.kind.key,
            cast_bureau["X02"],
            date(2022, 3, 1),
            date(2022, 3, 1),
            {headline.kind.first.key: Decimal(1)},
            labels=headline.labels,
        ),
        EntryDraft(
            tasks.kind.key, cast_bureau["X02"], date(2022, 3, 2), date(2022, 3, 2), {tasks.quantity: Decimal(7)}
        ),
    ]
    post_entries(drafts, clerk=clerk)
    assert export(tmp_path / "导出.xlsx", like=book) == 2
    assert values(tmp_path / "导出.xlsx", "台账")[2:] == [
        [date(2022, 3, 1), "城东所", "头版头条稿件", 1],
        [date(2022, 3, 2), "城东所", "完成学习任务", 7],
    ]


def test_months_of_a_private_kind_are_as_many_rows_where_no_column_counts(
    bureau: cast.Bureau, clerk: Clerk, tmp_path: Path
) -> None:
    book = write_book(
        tmp_path / "谈心谈话登记表.xlsx",
        "2022-03-01 | 甲 | 工作\n2022-03-02 | 乙 | 家庭\n2022-04-02 | 丙 | 家庭",
        title="示例局2022年谈心谈话登记表",
        header="时间 | 谈话对象 | 谈话内容",
    )
    import_file(book, unit=bureau["X"], choices=Choices(), clerk=clerk)
    export(tmp_path / "导出.xlsx", like=book)
    assert values(tmp_path / "导出.xlsx", "台账")[2:] == [
        ["2022年3月", "", ""],
        ["2022年3月", "", ""],
        ["2022年4月", "", ""],
    ]
    done = import_file(tmp_path / "导出.xlsx", unit=bureau["X"], choices=Choices(dry_run=True), clerk=clerk)
    assert moved(done) == (0, 0, 0, 0, 0)


def test_a_grid_gets_sums_and_a_row_for_a_unit_that_had_none(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> None:
    book = write_book(
        tmp_path / "月报.xlsx",
        "城东所 | 1 | 9\n无此所 | |\n合计 | 1 | 9",
        title="2022年6月月报汇总表",
        header="单位 | 例会 | 稿件",
    )
    cast.post(
        """
        2022-06-05 | X02 | meeting | times=1 people=9 |
        2022-06-06 | X02 | meeting | times=2 people=8 |
        2022-06-30 | X03 | article | items=4 |
        2022-07-01 | X02 | meeting | times=1 |
        """,
        clerk=clerk,
    )
    assert export(tmp_path / "导出.xlsx", like=book) == 3  # July is not of the period that the title names
    assert values(tmp_path / "导出.xlsx", "台账")[2:] == [
        ["城东所", 3, ""],
        ["无此所", "", ""],
        ["城西所", "", 4],
        ["合计", 3, 4],
    ]


def test_a_grid_that_lists_days_keeps_listing_them(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> None:
    book = write_book(
        tmp_path / "登记表.xlsx",
        "城东所 | 5日、19日 | \n城西所 | | 3",
        title="2022年例会登记表",
        header="单位 | 3月 | 4月",
    )
    import_file(book, unit=bureau["X"], choices=Choices(), clerk=clerk)
    assert export(tmp_path / "导出.xlsx", like=book) == 3
    assert values(tmp_path / "导出.xlsx", "台账")[2:] == [["城东所", "5日、19日", ""], ["城西所", "", 3]]


def test_widths_titles_and_lines_below_are_those_of_the_book(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> None:
    page = openpyxl.Workbook()
    sheet = page.active
    assert sheet is not None
    sheet.title = "台账"
    for line in (
        ["示例局2022年台账"],
        ["填报单位：办公室"],
        ["日期", "责任单位", "事项类别", "完成情况", None],
        [None, None, None, "场次", "人次"],
        ["2022-03-01", "城东所", "例会", 1, 12],
        ["填表人：某某"],
    ):
        sheet.append(line)
    for merged in ("A1:E1", "A3:A4", "B3:B4", "C3:C4", "D3:E3"):
        sheet.merge_cells(merged)
    sheet.column_dimensions["C"].width = 33
    page.save(tmp_path / "台账.xlsx")
    import_file(tmp_path / "台账.xlsx", unit=bureau["X"], choices=Choices(), clerk=clerk)
    export(tmp_path / "导出.xlsx", like=tmp_path / "台账.xlsx")
    before, after = read_workbook(tmp_path / "台账.xlsx").sheets[0], read_workbook(tmp_path / "导出.xlsx").sheets[0]
    assert after.merges == before.merges
    assert [list(row) for row in after.rows] == [
        ["示例局2022年台账", "", "", "", ""],
        ["填报单位：办公室", "", "", "", ""],
        ["日期", "责任单位", "事项类别", "完成情况", ""],
        ["", "", "", "场次", "人次"],
        [date(2022, 3, 1), "城东所", "例会", 1, 12],
        ["填表人：某某", "", "", "", ""],
    ]
    written = openpyxl.load_workbook(tmp_path / "导出.xlsx")["台账"]
    assert written.column_dimensions["C"].width == pytest.approx(33, abs=1)


def test_the_plain_book_has_every_field_and_the_source(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path) -> None:
    draft = EntryDraft(
        "test/article",
        bureau["X02"],
        date(2022, 3, 1),
        date(2022, 3, 1),
        {"items": Decimal(2)},
        labels={"level": "city"},
        texts=Texts("春训侧记", '{"place":"二楼"}', "台账.xlsx", "台账", 3),
    )
    (seq,) = post_entries([draft], clerk=clerk)
    assert export(tmp_path / "全部.xlsx", like=None) == 1
    assert values(tmp_path / "全部.xlsx", "台账") == [
        [
            *("序号", "起始日期", "截止日期", "单位编码", "单位", "事项类别", "名称", "件数", "级别", "地点"),
            *("来源文件", "来源工作表", "来源行号", "记录时间"),
        ],
        [
            *(seq, date(2022, 3, 1), date(2022, 3, 1), "X02", "城东所", "稿件", "春训侧记", 2, "市级", "二楼"),
            *("台账.xlsx", "台账", 3, datetime(2022, 7, 4, 9, 30, tzinfo=UTC).replace(tzinfo=None)),
        ],
    ]


def test_the_book_itself_is_never_overwritten(bureau: cast.Bureau, tmp_path: Path) -> None:
    book = write_book(tmp_path / "台账.xlsx", FIRST)
    before = book.read_bytes()
    with pytest.raises(Refused, match=r"台账\.xlsx 就是要套用"):
        export(book, like=book)
    assert book.read_bytes() == before
    with pytest.raises(Refused, match=r"导出的是 \.xlsx 工作簿"):
        export(tmp_path / "导出.csv", like=book)
