import pytest
from django.db import connection

import cast
from shilu.ledger.clerk import Clerk
from shilu.ledger.models import Amount, Kind, Row, Series
from shilu.ledger.operations import reverse_entries
from shilu.ledger.organising import change_organisation
from shilu.ledger.projection import Rebuilt, rebuild
from shilu.ledger.verify import verify
from shilu.lib.errors import Refused
from shilu.organisation.changes import UnitMoved, UnitRenamed
from shilu.organisation.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def tables(bureau: cast.Bureau, clerk: Clerk) -> dict[str, list[tuple]]:
    """What the tables beside the log hold after some records, a reversal, a move and a new name."""
    seqs = cast.post(
        """
        2022-03-01 | X01 | meeting | times=1 people=12 | 部署会
        2022-03-02 | X02 | article(level=city) | items=2 | 稿件
        2022-03-01..2022-03-31 | X03 | meeting | times=2 people=30 |
        2022-04-06 | X0201 | members | persons=-1 |
        """,
        clerk=clerk,
    )
    reverse_entries(seqs[:1], reason="重复", clerk=clerk)
    moved = UnitMoved(bureau["X0201"], bureau["X03"], cast.FOUNDED)
    change_organisation([moved, UnitRenamed(bureau["X01"], "综合室", "", cast.FOUNDED)], clerk=clerk)
    return beside()


def beside() -> dict[str, list[tuple]]:
    held = {
        "units": Unit.objects.order_by("id").values_list("id", "uuid", "code", "name", "parent_id"),
        "kinds": Kind.objects.order_by("id").values_list("id", "uuid", "key"),
        "series": Series.objects.order_by("id").values_list("id", "kind_id", "quantity", "labels"),
        "amounts": Amount.objects.order_by("seq", "series").values_list(
            "seq", "entry", "series", "unit", "since", "last", "amount"
        ),
    }
    return {name: list(rows) for name, rows in held.items()}


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_rebuild_of_sound_tables_changes_nothing(tables: dict[str, list[tuple]]):
    assert rebuild() == Rebuilt(units=5, kinds=4, series=4, amounts=8)
    assert beside() == tables


@pytest.mark.parametrize(
    "damage",
    [
        ["DELETE FROM ledger_amount"],
        ["UPDATE ledger_amount SET amount = amount + 1"],
        ["UPDATE organisation_unit SET name = 'x', parent_id = NULL"],
        ["DELETE FROM ledger_amount", "DELETE FROM ledger_series", "DELETE FROM ledger_kind"],
        ["UPDATE organisation_unit SET parent_id = NULL", "DELETE FROM organisation_unit WHERE code <> 'X'"],
    ],
)
def test_rebuild_brings_damaged_tables_back(tables: dict[str, list[tuple]], damage: list[str]):
    for statement in damage:
        run(statement)
    assert not verify(store=None).ok

    rebuild()

    assert verify(store=None).faults == ()
    mentioned = set(Row.objects.values_list("unit", flat=True))
    assert [unit for unit in beside()["units"] if unit[0] in mentioned] == [
        unit for unit in tables["units"] if unit[0] in mentioned
    ]


def test_rebuild_finds_small_ids_by_the_hashes(tables: dict[str, list[tuple]], clerk: Clerk):
    """Two ids exchanged: the rows say by their hashes which is which."""
    run("UPDATE organisation_unit SET code = 'T', uuid = '00000000000000000000000000000000' WHERE code = 'X01'")
    run("DELETE FROM ledger_amount")
    run("DELETE FROM ledger_series")
    run("UPDATE ledger_kind SET key = 'T', uuid = '00000000000000000000000000000000' WHERE key = 'test/meeting'")

    rebuild()

    assert beside()["units"] == tables["units"]
    assert [kind[:2] for kind in beside()["kinds"] if kind[2] == "test/meeting"] == [
        kind[:2] for kind in tables["kinds"] if kind[2] == "test/meeting"
    ]
    assert verify(store=None).ok


def test_posting_goes_on_after_a_rebuild(tables: dict[str, list[tuple]], clerk: Clerk):
    rebuild()
    cast.post("2022-05-01 | X01 | article | items=1 | 又一篇", clerk=clerk)
    assert verify(store=None).ok
    assert Series.objects.count() == 5


def test_rebuild_refuses_a_log_that_was_changed(tables: dict[str, list[tuple]]):
    run("UPDATE ledger_row SET account = 'x' WHERE seq = 3")
    with pytest.raises(Refused) as refused:
        rebuild()
    assert str(refused.value) == "第 3 号与它的校验值不符，请运行 shilu ledger verify。"
    assert beside() == tables
