"""Whatever is changed behind the program's back is found and named by its position."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, models, transaction

import cast
from shilu.ledger.clerk import Clerk
from shilu.ledger.closing import close_period
from shilu.ledger.evidence import add_evidence, erase_evidence, erase_text
from shilu.ledger.log import append
from shilu.ledger.models import Amount, Evidence, Kind, Row, Series, Text
from shilu.ledger.occasions import join_occasion
from shilu.ledger.operations import reverse_entries
from shilu.ledger.row import RowDraft, leaf_hasher, row_bytes
from shilu.ledger.verify import verify
from shilu.lib.periods import parse_period
from shilu.organisation.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.database]

RECORDS = """
2022-03-01 | X01 | meeting | times=1 people=12 | 春季部署会
2022-03-02 | X02 | article(level=city) | items=1 | 城东所一线见闻
2022-03-01..2022-03-31 | X03 | meeting | times=2 people=30 |
2022-04-05 | X0201 | article(level=province) | items=2 | 两篇通讯
2022-04-06 | X01 | members | persons=-1 |
"""
SEQS = range(3, 8)  # after the catalogue and the organisation


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "evidence"


@pytest.fixture
def log(bureau: cast.Bureau, clerk: Clerk, store: Path, tmp_path: Path) -> None:
    """Rows of most types: five entries, a closing, evidence (9), a reversal (10), an occasion."""
    assert cast.post(RECORDS, clerk=clerk) == list(SEQS)
    close_period(bureau["X02"], period=parse_period("2022-Q1"), clerk=clerk)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"a photograph")
    assert add_evidence(3, photo, store=store, clerk=clerk) == 9
    assert reverse_entries([6], reason="重复", clerk=clerk) == [10]
    join_occasion([3, 5], clerk=clerk)


@contextmanager
def undone() -> Iterator[None]:
    """What is changed inside is as it was afterwards."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


def run(sql: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def seqs_at_fault(store: Path | None = None) -> set[int | None]:
    found = verify(store=store)
    assert found.ok == (not found.faults)
    return {fault.seq for fault in found.faults}


def other_values(field: models.Field, value: object) -> list[object]:
    """Values that a column might be given instead of its own; SQLite takes any type in any column."""
    lax = connection.vendor == "sqlite"
    if isinstance(field, models.BinaryField):
        blob = bytes(value)
        flipped = bytes([blob[0] ^ 1]) + blob[1:] if blob else b"x"
        return [flipped, blob[:-1] if blob else b"\0", *(["text", 7] if lax else [])]
    if isinstance(field, models.IntegerField):
        whole = int(value or 0)
        return [whole + 1, 0 if value else 7, *(["None", b"\x00", 1.5] if lax else [])]
    text = str(value)
    return [
        text[:-1] + ("y" if text.endswith("x") else "x"),
        text[1:] or "y",
        *([b"\xff", text.encode() + b"\x00"] if lax else []),
    ]


def tampered(model: type[models.Model]) -> Iterator[tuple[int, str]]:
    """Change one column of one row of ``model`` at a time; yields the row's position and what was done."""
    table = model._meta.db_table
    fields = [field for field in model._meta.concrete_fields if field.column != "id"]
    for stored in list(model._default_manager.values("pk", *(field.column for field in fields))):
        for field in fields:
            value = stored[field.column]
            for other in other_values(field, value):
                if field.column == "seq" and not isinstance(other, int) and model in {Row, Text, Evidence}:
                    continue  # SQLite's own key holds numbers only
                if other == value and type(other) is type(value):
                    continue
                far = field.column == "seq" and isinstance(other, int)  # a position that no row has
                with undone():
                    key = model._meta.pk.column
                    run(
                        f'UPDATE "{table}" SET "{field.column}" = %s WHERE "{key}" = %s',
                        other + 900 if far else other,
                        stored["pk"],
                    )
                    yield stored["seq"], f"{table}.{field.column} of {stored['seq']}: {value!r} -> {other!r}"


def test_verify_is_content_with_what_was_written(log: None, store: Path) -> None:
    found = verify(store=store)

    assert found.faults == ()
    assert (found.ok, found.size) == (True, 11)
    assert len(found.root) == 64


@pytest.mark.parametrize("model", [Row, Text, Amount, Evidence])
def test_every_changed_column_is_named_by_its_row(log: None, store: Path, model: type[models.Model]) -> None:
    tried = 0
    for seq, what in tampered(model):
        assert seq in seqs_at_fault(store), what
        tried += 1
    assert tried > 8


@pytest.mark.parametrize("model", [Row, Text, Amount, Evidence])
def test_every_deleted_row_is_named(log: None, store: Path, model: type[models.Model]) -> None:
    for stored in list(model._default_manager.all()):
        with undone():
            run(f'DELETE FROM "{model._meta.db_table}" WHERE "{model._meta.pk.column}" = %s', stored.pk)
            assert stored.seq in seqs_at_fault(store)


@pytest.mark.parametrize("column", ["account", "labels", "body", "type"])
def test_a_row_whose_text_is_no_utf8_is_named(log: None, store: Path, column: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL takes no such text")
    run(f"UPDATE ledger_row SET {column} = CAST(x'41ff42' AS TEXT) WHERE seq = 5")
    run("UPDATE ledger_text SET title = CAST(x'ff' AS TEXT) WHERE seq = 4")
    assert {4, 5} <= seqs_at_fault(store)


def _copied(model: type[models.Model], seq: int, to: int) -> None:
    columns = [field.column for field in model._meta.concrete_fields if field.column not in {"id", "seq"}]
    names = ", ".join(f'"{column}"' for column in columns)
    run(
        f'INSERT INTO "{model._meta.db_table}" ("seq", {names}) SELECT %s, {names} FROM "{model._meta.db_table}" '
        'WHERE "seq" = %s',
        to,
        seq,
    )


@pytest.mark.parametrize(
    ("model", "to"), [(Row, 12), (Row, 0), (Text, 5), (Text, 40), (Amount, 3), (Amount, 40), (Evidence, 4)]
)
def test_every_inserted_row_is_named(log: None, store: Path, model: type[models.Model], to: int) -> None:
    with undone():
        _copied(model, 9 if model is Evidence else 3, to)
        assert to in seqs_at_fault(store)


@pytest.mark.parametrize("model", [Row, Text])
def test_swapped_rows_are_both_named(log: None, store: Path, model: type[models.Model]) -> None:
    table = model._meta.db_table
    with undone():
        run(f'UPDATE "{table}" SET "seq" = -1 WHERE "seq" = 3')
        run(f'UPDATE "{table}" SET "seq" = 3 WHERE "seq" = 4')
        run(f'UPDATE "{table}" SET "seq" = 4 WHERE "seq" = -1')
        assert {3, 4} <= seqs_at_fault(store)


def test_rows_cut_off_the_end_are_named(log: None, store: Path) -> None:
    run('DELETE FROM "ledger_row" WHERE "seq" > 9')
    assert {10, 11} <= seqs_at_fault(store)


def test_a_row_rewritten_with_its_hash_breaks_the_root(log: None, store: Path) -> None:
    """Whoever can write the database can recompute a leaf; then the head tells, among which rows."""
    row = Row.objects.get(seq=10)
    columns = (row.seq, row.type, row.uuid, row.received, "somebody", *_named(row))
    content = (row.first, row.last, row.whole, row.labels, row.quantities, row.target, row.batch, row.body)
    leaf = leaf_hasher("sha256")(row_bytes((*columns, *content, bytes(row.commitment).hex())))
    Row.objects.filter(seq=10).update(account="somebody", leaf=leaf)

    found = verify(store=store)

    assert [(fault.seq, fault.what) for fault in found.faults] == [
        (None, "第 9 至 10 号算出的校验值与台账首页记的不符")
    ]


def _named(row: Row) -> tuple[str, str]:
    return Kind.objects.get(id=row.kind).uuid.hex, Unit.objects.get(id=row.unit).uuid.hex


@pytest.mark.parametrize("change", ["size = size + 1", "size = size - 1", "algorithm = 'sm3'", "algorithm = 'md5'"])
def test_a_changed_head_is_found(log: None, store: Path, change: str) -> None:
    run(f'UPDATE "ledger_head" SET {change}')
    assert not verify(store=store).ok


@pytest.mark.parametrize(
    ("model", "change", "told"),
    [
        (Kind, "uuid = (SELECT uuid FROM organisation_unit WHERE code = 'X')", "事项类别表里"),
        (Unit, "name = '别的局'", "单位表里"),
        (Unit, "code = 'Y' || code", "单位表里"),
        (Unit, "parent_id = NULL", "单位表里"),
        (Series, "quantity = quantity || 'x'", "分类组合"),
        (Series, "labels = labels || 'x'", "分类组合"),
    ],
)
def test_changed_tables_beside_the_log_are_found(
    log: None, store: Path, model: type[models.Model], change: str, told: str
) -> None:
    first = model._default_manager.order_by("-pk").values_list("pk", flat=True)[0]
    run(f'UPDATE "{model._meta.db_table}" SET {change} WHERE id = %s', first)
    assert any(told in fault.what for fault in verify(store=store).faults)


def test_erased_text_is_erased_and_not_missing(log: None, store: Path, clerk: Clerk) -> None:
    erase_text(3, reason="本人申请", clerk=clerk)

    assert not Text.objects.filter(seq=3).exists()
    assert verify(store=store).faults == ()

    Text.objects.create(seq=3, salt=b"0" * 16, title="又来了")
    assert seqs_at_fault(store) == {3}


def test_erased_evidence_is_erased_and_not_missing(log: None, store: Path, clerk: Clerk) -> None:
    erase_evidence(9, reason="本人申请", store=store, clerk=clerk)

    assert verify(store=store).faults == ()
    assert [path for path in store.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda path: path.write_bytes(b"a photo"), "与当初记录的不符"),
        (lambda path: path.write_bytes(b"a photogrbph"), "与当初记录的不符"),
        (lambda path: path.unlink(), "不见了"),
    ],
    ids=["cut", "flipped", "gone"],
)
def test_damaged_evidence_files_are_named(log: None, store: Path, damage, told: str) -> None:
    (path,) = (path for path in store.rglob("*") if path.is_file())
    damage(path)
    (fault,) = verify(store=store).faults
    assert fault.seq == 9
    assert fault.what == f"佐证文件 {path.name} {told}"


def test_a_file_that_no_row_cites_is_named(log: None, store: Path) -> None:
    (store / "ab").mkdir(exist_ok=True)
    (store / "ab" / ("ab" * 32)).write_bytes(b"?")
    (fault,) = verify(store=store).faults
    assert (fault.seq, fault.orphan) == (None, True)


def test_bodies_that_do_not_parse_are_faults_of_their_rows(log: None, store: Path, clerk: Clerk) -> None:
    drafts = [
        RowDraft(type="organisation", body="{"),
        RowDraft(type="catalogue", body="[]"),
        RowDraft(type="closed", body='{"unit": 3}'),
        RowDraft(type="evidence", body="null"),
        RowDraft(type="entry", quantities='{"times": "many"}'),
        RowDraft(type="erased", body="7"),
    ]
    seqs = append(drafts, account="x", now=clerk.now)
    assert set(seqs) == seqs_at_fault(store)


def test_a_log_by_sm3_verifies(db: None, clerk: Clerk, tmp_path: Path) -> None:
    cast.start("sm3")
    cast.apply_small_catalogue(clerk=clerk)
    cast.found_bureau(clerk=clerk)
    cast.post(RECORDS, clerk=clerk)
    assert verify(store=tmp_path).ok
    run("UPDATE ledger_row SET account = 'x' WHERE seq = 4")
    assert seqs_at_fault(tmp_path) == {4}
