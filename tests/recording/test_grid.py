from datetime import date
from decimal import Decimal

import pytest

import cast
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.clerk import Clerk
from shilu.ledger.importing.vocabulary import role_named
from shilu.ledger.queries import position, structure_at
from shilu.lib.errors import Refused
from shilu.recording.fields import WORD_FIELDS, fields_of
from shilu.recording.grid import (
    MOST_ROWS,
    Pasted,
    RecordedRows,
    columns_of,
    pasted_rows,
    read_rows,
    record_rows,
    with_likely,
)
from shilu.recording.own_units import OwnUnits
from shilu.recording.queries import waiting_in

TODAY = date(2022, 7, 4)
SMALL = cast.small_catalogue()
FIELDS = fields_of(SMALL.kinds["test/meeting"], catalogue=SMALL)
COLUMNS = columns_of(FIELDS)
UNIT = cast.unit_uuid("X02")


def test_columns_are_those_of_the_kind():
    assert [(column.field, column.title) for column in COLUMNS] == [
        ("day", "日期"),
        ("title", "名称"),
        ("q-times", "场次（次）"),
        ("q-people", "人次（人次）"),
        ("place", "地点"),
        ("host", "主办单位"),
        ("remark", "备注"),
    ]


def test_rows_without_a_head_are_read_in_the_order_of_the_columns():
    assert pasted_rows("6.1\t部署会\t1\t20\r\n\r\n6.2\t例会\t1\t\r\n", columns=COLUMNS) == Pasted(
        (
            {"day": "6.1", "title": "部署会", "q-times": "1", "q-people": "20"},
            {"day": "6.2", "title": "例会", "q-times": "1", "q-people": ""},
        )
    )


def test_head_says_which_column_is_which_and_unknown_ones_are_named():
    pasted = '序号\t时间\t地点\t学习主题\t应到/实到\t缺席人员\n1\t6月1日\t三楼\t"部署\n会"\t16/15\t张三'

    assert pasted_rows(pasted, columns=COLUMNS) == Pasted(
        ({"day": "6月1日", "place": "三楼", "title": "部署 会", "q-people": "16/15"},), left_out=("缺席人员",)
    )


def test_columns_without_a_head_are_named_by_their_place_where_something_stands_in_them():
    pasted = "日期\t\t内容\t\n6.1\t政治处\t例会\t\n"

    assert pasted_rows(pasted, columns=COLUMNS) == Pasted(({"day": "6.1", "title": "例会"},), left_out=("第2列",))
    assert pasted_rows("6.1\t会\t1\t2\t三楼\t处\t无\t多", columns=COLUMNS).left_out == ("第8列",)


@pytest.mark.parametrize("head", ["单位", "所属单位", "填报单位", "所队", "组织单位"])
def test_a_column_of_units_is_read_beside_those_of_the_kind(head: str):
    pasted = f"日期\t{head}\t内容\n6.1\t城西所\t例会"

    assert pasted_rows(pasted, columns=COLUMNS) == Pasted(({"day": "6.1", "unit": "城西所", "title": "例会"},))


def test_no_head_means_another_thing_than_in_a_workbook():
    for column in COLUMNS:
        means = {
            role
            for head in column.heads
            if (found := role_named(head)) and (role := found[0]) in {"unit", *WORD_FIELDS}
        }
        assert means <= {column.field}


@pytest.mark.django_db
@pytest.mark.database
def test_a_row_is_of_the_unit_that_it_names(bureau: cast.Bureau, catalogue: Catalogue, clerk: Clerk):
    structure = structure_at()
    own = OwnUnits([structure.units[bureau[code]] for code in ("X02", "X0201")], structure=structure)
    cells = [{"day": "6.1", "title": f"会{at}", "unit": name} for at, name in enumerate(("一队", "", "城西所", "城东"))]

    rows = read_rows(cells, fields=FIELDS, unit=UNIT, catalogue=catalogue, clerk=clerk, today=TODAY, own=own)

    units = [row.fact.unit if row.fact else row.faults for row in rows]
    assert units == [
        bureau["X0201"],
        UNIT,
        {"unit": "“城西所”不是您能记的单位。"},
        bureau["X02"],
    ]
    with pytest.raises(Refused, match=r"^“城东二所”不是您能记的单位，相近的有：城东所"):
        own.named("城东二所")


def test_too_many_rows_are_for_the_import():
    with pytest.raises(Refused, match="导入"):
        pasted_rows("6.1\t会\n" * (MOST_ROWS + 1), columns=COLUMNS)


@pytest.mark.django_db
@pytest.mark.database
def test_each_bad_cell_is_told_and_good_rows_are_facts(bureau: cast.Bureau, catalogue: Catalogue, clerk: Clerk):
    cells = [
        {"day": "6.1", "title": "部署会", "q-people": "20"},
        {"day": "6.31", "title": "例会", "q-people": "约20"},
        {"day": "6.3", "q-times": "0"},
        {"day": " ", "title": ""},
    ]

    rows = read_rows(cells, fields=FIELDS, unit=UNIT, catalogue=catalogue, clerk=clerk, today=TODAY)

    assert [(sorted(row.faults), row.fact is None) for row in rows] == [
        ([], False),
        (["day", "q-people"], True),
        (["q-times"], True),
    ]


@pytest.mark.django_db
@pytest.mark.database
def test_rows_are_posted_together_and_once(bureau: cast.Bureau, catalogue: Catalogue, clerk: Clerk):
    cells = [{"day": "6.1", "title": "部署会", "q-people": "20"}, {"day": "6.2", "title": "例会"}]
    read = read_rows(cells, fields=FIELDS, unit=UNIT, catalogue=catalogue, clerk=clerk, today=TODAY)
    facts = [row.fact for row in read if row.fact]

    done = record_rows(facts, clerk=clerk, may_post=[UNIT], key="k")
    again = record_rows(facts, clerk=clerk, may_post=[UNIT], key="k")

    assert (done, again) == (RecordedRows((position() - 1, position())), done)
    assert [[entry.seq for entry in row.likely] for row in with_likely(read)] == [[position() - 1], [position()]]


@pytest.mark.django_db
@pytest.mark.database
def test_rows_wait_together_where_they_may_not_be_posted(bureau: cast.Bureau, catalogue: Catalogue, clerk: Clerk):
    cells = [{"day": "6.1", "title": "部署会"}, {"day": "6.2", "q-people": "3"}]
    read = read_rows(cells, fields=FIELDS, unit=UNIT, catalogue=catalogue, clerk=clerk, today=TODAY)

    done = record_rows([row.fact for row in read if row.fact], clerk=clerk, may_post=[], key="k")

    assert done == RecordedRows(waiting=2)
    assert [dict(one.handed.fact.quantities) for one in waiting_in([UNIT]) if one.handed] == [
        {"times": Decimal(1)},
        {"times": Decimal(1), "people": Decimal(3)},
    ]
