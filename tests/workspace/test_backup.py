import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from shilu.ledger.entry import EntryDraft
from shilu.ledger.evidence import add_evidence
from shilu.ledger.operations import post_entries
from shilu.ledger.organising import change_organisation
from shilu.ledger.queries import position
from shilu.ledger.verify import verify
from shilu.lib.errors import Refused
from shilu.organisation.changes import UnitAdded
from shilu.workspace.backup import Backup, backup, restore
from shilu.workspace.database import disconnect
from shilu.workspace.opening import Workspace, create, open_workspace

NOW = datetime(2022, 7, 4, 1, 30, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("own_process")


def filled(folder: Path, *, photo: Path, database_url: str = "") -> Workspace:
    """A workspace with a unit, an entry, evidence and a template."""
    workspace = create(folder, name="示例局", now=NOW, database_url=database_url)
    clerk = workspace.clerk(NOW)
    unit = uuid4()
    change_organisation([UnitAdded(unit, "X", "示例局", "", "", None, NOW.date())], clerk=clerk)
    draft = EntryDraft(
        kind="grassroots/centre-group-study",
        unit=unit,
        first=NOW.date(),
        last=NOW.date(),
        quantities={"times": Decimal(1)},
    )
    (seq,) = post_entries([draft], clerk=clerk)
    photo.write_bytes(b"a photograph")
    add_evidence(seq, photo, store=workspace.evidence, clerk=clerk)
    (workspace.templates / "半年报.md").write_text("# 半年报", encoding="utf-8")
    return workspace


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    workspace = filled(tmp_path / "县局", photo=tmp_path / "photo.jpg")
    return backup(workspace, out=tmp_path / "kept.zip", now=NOW).file


def refusal(file: Path, folder: Path, **settings: str) -> str:
    before = sorted(folder.parent.iterdir())
    with pytest.raises(Refused) as refused:
        restore(file, folder=folder, **settings)
    assert sorted(folder.parent.iterdir()) == before
    return str(refused.value)


def repacked(file: Path, change) -> Path:
    """A copy of a backup whose members went through ``change(name, content)``; None leaves one out."""
    out = file.with_name(f"{uuid4().hex}.zip")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return out


def test_restore_gives_back_what_was_kept(kept: Path, tmp_path: Path):
    root = verify(store=None).root

    found = restore(kept, folder=tmp_path / "new" / "restored")

    assert found == Backup(kept, 4, root, 4)
    workspace = open_workspace(tmp_path / "new" / "restored", now=NOW)
    assert (workspace.templates / "半年报.md").read_text(encoding="utf-8") == "# 半年报"
    assert verify(store=workspace.evidence).ok
    assert (tmp_path / "new" / "restored" / "shilu.toml").read_bytes() == (
        tmp_path / "县局" / "shilu.toml"
    ).read_bytes()


def test_manifest_names_size_root_and_every_file(kept: Path):
    with zipfile.ZipFile(kept) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert sorted([*manifest["files"], "manifest.json"]) == sorted(archive.namelist())
    assert (manifest["size"], manifest["root"], manifest["database"]) == (4, verify(store=None).root, "shilu.db")


def test_backup_is_consistent_while_another_writes(kept: Path, tmp_path: Path):
    workspace = open_workspace(tmp_path / "县局", now=NOW)
    with closing(sqlite3.connect(tmp_path / "县局" / "shilu.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE ledger_head SET size = 99")
        done = backup(workspace, out=tmp_path / "second.zip", now=NOW)
        other.execute("ROLLBACK")
    assert done.size == 4
    restore(done.file, folder=tmp_path / "restored")


def test_backup_refuses_to_replace_a_file_and_leaves_none_half_made(kept: Path, tmp_path: Path):
    workspace = open_workspace(tmp_path / "县局", now=NOW)
    with pytest.raises(Refused) as refused:
        backup(workspace, out=kept, now=NOW)
    assert str(refused.value) == f"{kept} 已经存在，请另起一个文件名。"
    shutil.rmtree(workspace.evidence)
    workspace.evidence.symlink_to(tmp_path / "nowhere")
    (workspace.folder / "shilu.toml").unlink()
    with pytest.raises(FileNotFoundError):
        backup(workspace, out=tmp_path / "half.zip", now=NOW)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".new-", "half"))] == []


def test_restore_refuses_a_folder_with_something_in_it(kept: Path, tmp_path: Path):
    assert refusal(kept, tmp_path / "县局") == f"{tmp_path / '县局'} 不是空的，请指明一个新文件夹或空文件夹。"


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_restore_refuses_what_is_no_backup(tmp_path: Path, content: bytes):
    file = tmp_path / "x.zip"
    file.write_bytes(content)
    assert refusal(file, tmp_path / "new") == f"{file} 不是实录的备份文件，或者已经损坏。"


def test_restore_refuses_a_cut_backup(kept: Path, tmp_path: Path):
    for share in (0.1, 0.5, 0.9, 0.999):
        cut = tmp_path / "cut.zip"
        cut.write_bytes(kept.read_bytes()[: int(kept.stat().st_size * share)])
        assert refusal(cut, tmp_path / "new") == f"{cut} 不是实录的备份文件，或者已经损坏。"


@pytest.mark.parametrize("name", ["evidence/", "templates/", "shilu.db", "shilu.toml"])
def test_restore_names_a_file_that_is_changed_or_missing(kept: Path, tmp_path: Path, name: str):
    def flip(member: str, content: bytes) -> bytes:
        return content[:-1] + bytes([content[-1] ^ 1]) if member.startswith(name) else content

    def drop(member: str, content: bytes) -> bytes | None:
        return None if member.startswith(name) else content

    with zipfile.ZipFile(kept) as archive:
        (member,) = (member for member in archive.namelist() if member.startswith(name))
    changed, dropped = repacked(kept, flip), repacked(kept, drop)
    head = "无法恢复，没有改动任何内容"
    assert refusal(changed, tmp_path / "new") == f"{changed} {head}：{member} 与备份时不一致；共 1 处问题。"
    assert refusal(dropped, tmp_path / "new") == f"{dropped} {head}：缺少 {member}；共 1 处问题。"


def test_restore_refuses_a_backup_whose_log_was_changed_with_its_manifest(kept: Path, tmp_path: Path):
    """The hashes of the files are right, what the log says is not."""
    scratch = tmp_path / "scratch.db"

    def change(member: str, content: bytes) -> bytes:
        if member == "shilu.db":
            scratch.write_bytes(content)
            with closing(sqlite3.connect(scratch, isolation_level=None)) as database:
                database.execute("UPDATE ledger_row SET first = first + 1 WHERE seq = 3")
            return scratch.read_bytes()
        if member == "manifest.json":
            manifest = json.loads(content)
            import hashlib  # noqa: PLC0415 - the one use

            manifest["files"]["shilu.db"]["sha256"] = hashlib.sha256(scratch.read_bytes()).hexdigest()
            return json.dumps(manifest).encode()
        return content

    told = refusal(repacked(kept, change), tmp_path / "new")
    assert "第 3 号：内容与校验值不符，这一笔被改动过" in told


@pytest.mark.parametrize("name", ["../out", "/out", "a/../../out", "c:\\out"])
def test_restore_writes_nothing_outside_its_folder(kept: Path, tmp_path: Path, name: str):
    def change(member: str, content: bytes) -> bytes:
        if member == "manifest.json":
            manifest = json.loads(content)
            manifest["files"][name] = {"sha256": "0" * 64, "bytes": 1}
            return json.dumps(manifest).encode()
        return content

    changed = repacked(kept, change)
    assert refusal(changed, tmp_path / "new") == f"{changed} 不是实录的备份文件，或者已经损坏。"


@pytest.mark.postgres
def test_a_workspace_on_postgres_comes_back_into_an_empty_database(tmp_path: Path, postgres_server: str):
    from postgres import new_database  # noqa: PLC0415 - needs psycopg, which the other tests do not

    first, second = new_database(postgres_server), new_database(postgres_server)
    workspace = filled(tmp_path / "w", photo=tmp_path / "photo.jpg", database_url=first)
    done = backup(workspace, out=tmp_path / "kept.zip", now=NOW)

    assert (
        refusal(done.file, tmp_path / "new")
        == f"{done.file} 是从 PostgreSQL 备份的，请用 --database 指明一个空数据库。"
    )
    restore(done.file, folder=tmp_path / "new", database_url=second)

    restored = open_workspace(tmp_path / "new", now=NOW)
    assert restored.config == replace(workspace.config, database_url=second)
    assert (connection.vendor, position()) == ("postgresql", 4)
    assert verify(store=restored.evidence).root == done.root
    assert (
        refusal(done.file, tmp_path / "third", database_url=second) == "这个数据库里已经有别的台账，请换一个空数据库。"
    )
    disconnect()
