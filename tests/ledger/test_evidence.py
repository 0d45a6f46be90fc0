import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

import cast
from shilu.ledger import evidence
from shilu.ledger.clerk import Clerk
from shilu.ledger.entries import entries_by_seq
from shilu.ledger.evidence import add_evidence, erase_evidence, erase_text, evidence_of
from shilu.ledger.models import Evidence, Row, Text
from shilu.ledger.queries import position
from shilu.ledger.verify import verify
from shilu.lib.errors import Refused
from shilu.workspace.database import disconnect
from shilu.workspace.opening import create

PHOTO = b"a photograph"
SHA256 = "a249e87e1e6113da81cdd8a154c222283fbcceff6dd3727a63bf97eee562dfb3"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "evidence"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "会议照片.jpg"
    path.write_bytes(PHOTO)
    return path


@pytest.fixture
def entries(bureau: cast.Bureau, clerk: Clerk) -> list[int]:
    return cast.post(
        "2022-03-01 | X01 | meeting | times=1 | 部署会\n2022-03-02 | X01 | meeting | times=1 |", clerk=clerk
    )


def files(store: Path) -> list[str]:
    return sorted(path.relative_to(store).as_posix() for path in store.rglob("*") if path.is_file())


@pytest.mark.django_db
@pytest.mark.database
def test_evidence_is_kept_under_its_hash_and_cited(entries: list[int], photo: Path, store: Path, clerk: Clerk):
    seq = add_evidence(entries[0], photo, store=store, clerk=clerk)

    row = Row.objects.get(seq=seq)
    assert (row.type, row.target, row.body.count(SHA256)) == ("evidence", entries[0], 0)
    assert files(store) == [f"a2/{SHA256}"]
    assert [(kept.name, kept.size, kept.digest) for kept in evidence_of(entries[0])] == [("会议照片.jpg", 12, SHA256)]
    assert evidence_of(entries[1]) == []
    assert verify(store=store).ok


@pytest.mark.django_db
def test_evidence_that_cannot_be_is_refused(entries: list[int], photo: Path, store: Path, clerk: Clerk):
    add_evidence(entries[0], photo, store=store, clerk=clerk)
    before = position()
    for entry, path, told in (
        (entries[0], photo, f"第 {entries[0]} 号记录已经有文件 会议照片.jpg。"),
        (1, photo, "没有第 1 号记录。"),
        (entries[0], photo.with_name("x"), f"没有文件 {photo.with_name('x')}。"),
    ):
        with pytest.raises(Refused) as refused:
            add_evidence(entry, path, store=store, clerk=clerk)
        assert str(refused.value) == told
    assert position() == before
    assert files(store) == [f"a2/{SHA256}"]


@pytest.mark.django_db
def test_a_failure_while_the_file_is_written_leaves_nothing(
    entries: list[int], photo: Path, store: Path, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_arguments: object, **_settings: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(evidence, "settle", fail)
    with pytest.raises(OSError, match="No space"):
        add_evidence(entries[0], photo, store=store, clerk=clerk)
    assert files(store) == []
    assert verify(store=store).ok


@pytest.mark.django_db
def test_one_file_may_show_two_entries_and_is_erased_with_the_last(
    entries: list[int], photo: Path, store: Path, clerk: Clerk
):
    seqs = [add_evidence(entry, photo, store=store, clerk=clerk) for entry in entries]

    erase_evidence(seqs[0], reason="本人申请", store=store, clerk=clerk)
    assert files(store) == [f"a2/{SHA256}"]
    assert verify(store=store).ok

    erase_evidence(seqs[1], reason="本人申请", store=store, clerk=clerk)
    assert files(store) == []
    assert not Evidence.objects.exists()
    assert verify(store=store).ok


@pytest.mark.django_db
@pytest.mark.database
def test_erased_text_leaves_the_entry_and_a_row_that_says_so(entries: list[int], clerk: Clerk):
    seq = erase_text(entries[0], reason="本人申请", clerk=clerk)

    row = Row.objects.get(seq=seq)
    assert (row.type, row.target, row.body) == ("erased", entries[0], '{"reason":"本人申请","what":"text"}')
    assert not Text.objects.filter(seq=entries[0]).exists()
    (entry,) = entries_by_seq([entries[0]])
    assert (entry.erased, entry.texts.title) == (True, "")


@pytest.mark.django_db
def test_erasing_what_is_not_there_is_refused_and_writes_nothing(entries: list[int], store: Path, clerk: Clerk):
    before = position()
    for act, told in (
        (lambda: erase_text(entries[1], reason="x", clerk=clerk), f"第 {entries[1]} 号记录没有可以删除的文字。"),
        (lambda: erase_text(entries[0], reason=" ", clerk=clerk), "请用 --reason 写明原因，没有原因不能删除。"),
        (
            lambda: erase_evidence(entries[0], reason="x", store=store, clerk=clerk),
            f"第 {entries[0]} 号没有可以删除的佐证材料。",
        ),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert str(refused.value) == told
    assert position() == before


@pytest.mark.usefixtures("own_process")
def test_no_trace_of_an_erased_text_stays_in_the_files_of_the_database(tmp_path: Path):
    now = datetime(2022, 7, 4, tzinfo=UTC)
    workspace = create(tmp_path / "w", name="示例局", now=now)
    clerk = workspace.clerk(now)
    cast.apply_small_catalogue(clerk=clerk)
    cast.found_bureau(clerk=clerk)
    (seq,) = cast.post("2022-03-01 | X01 | meeting | times=1 | canary-4711", clerk=clerk)

    def traces() -> list[str]:
        return [
            path.name for path in (tmp_path / "w").iterdir() if path.is_file() and b"canary-4711" in path.read_bytes()
        ]

    assert traces() == ["shilu.db-wal"]
    erase_text(seq, reason="本人申请", clerk=clerk)
    assert traces() == []
    disconnect()
    with closing(sqlite3.connect(tmp_path / "w" / "shilu.db")) as database:
        assert database.execute("SELECT count(*) FROM ledger_row").fetchone() == (position(),)
