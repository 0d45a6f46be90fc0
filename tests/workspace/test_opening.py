import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, migrations, models
from django.utils import timezone

from shilu.ledger.queries import position
from shilu.lib.errors import Refused
from shilu.workspace import opening
from shilu.workspace.config import write_config
from shilu.workspace.database import disconnect
from shilu.workspace.migrating import is_additive
from shilu.workspace.opening import create, open_workspace, upgrade

NOW = datetime(2022, 7, 4, 1, 30, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("own_process")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create(tmp_path / "县局", name="示例局", now=NOW).folder


def refusal(folder: Path) -> str:
    with pytest.raises(Refused) as refused:
        open_workspace(folder, now=NOW)
    return str(refused.value)


def run_sql(folder: Path, sql: str) -> None:
    disconnect()
    with closing(sqlite3.connect(folder / "shilu.db", isolation_level=None)) as database:
        database.execute(sql)


def test_create_makes_folder_settings_database_and_catalogue(folder: Path):
    disconnect()
    assert sorted(path.name for path in folder.iterdir()) == ["evidence", "shilu.db", "shilu.toml", "templates"]

    workspace = open_workspace(folder, now=NOW)

    assert workspace.config.name == "示例局"
    assert position() == 1  # the catalogue
    assert workspace.clerk(NOW).account == str(workspace.config.account.id)
    with connection.cursor() as cursor:
        found = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "busy_timeout")
        ]
    assert found == ["wal", 2, 0]  # cursors wait, not SQLite


def test_folder_that_create_makes_is_its_owners_alone(folder: Path):
    assert folder.stat().st_mode & 0o777 == 0o700


def test_create_takes_an_empty_folder_and_refuses_another(tmp_path: Path):
    create(tmp_path, name="x", now=NOW)
    with pytest.raises(Refused) as refused:
        create(tmp_path, name="x", now=NOW)
    assert str(refused.value) == f"{tmp_path} 不是空的，请指明一个新文件夹或空文件夹。"


def test_create_leaves_nothing_behind_where_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_arguments: object, **_settings: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(opening, "write_file", full)
    with pytest.raises(Refused) as refused:
        create(tmp_path / "a" / "b", name="x", now=NOW)
    assert str(refused.value) == "磁盘已满，什么也没有写入。请腾出空间后再运行一次。"
    assert not (tmp_path / "a" / "b").exists()


def test_open_works_in_a_process_without_settings(folder: Path):
    disconnect()
    code = (
        "import sys, datetime, pathlib\n"
        "from shilu.workspace.database import start_django\n"
        "start_django()\n"
        "from shilu.workspace.opening import open_workspace\n"
        "open_workspace(pathlib.Path(sys.argv[1]), now=datetime.datetime.now(datetime.UTC))\n"
        "from shilu.ledger.queries import position\n"
        "print(position())\n"
    )
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-c", code, folder], check=False, capture_output=True, text=True, env=environment
    )
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_open_uses_the_time_zone_of_the_settings(folder: Path):
    workspace = open_workspace(folder, now=NOW)
    (folder / "shilu.toml").write_text(
        write_config(replace(workspace.config, time_zone="Asia/Urumqi")), encoding="utf-8"
    )
    open_workspace(folder, now=NOW)
    assert str(timezone.get_default_timezone()) == "Asia/Urumqi"


def test_open_refuses_what_is_no_workspace(tmp_path: Path):
    assert refusal(tmp_path) == (
        f"{tmp_path} 不是实录的数据目录：里面没有 shilu.toml。请用 shilu init 新建，或用 -w 指明数据目录。"
    )


def test_open_refuses_a_missing_database(folder: Path):
    disconnect()
    (folder / "shilu.db").unlink()
    assert refusal(folder) == f"{folder / 'shilu.db'} 不见了，请用 shilu restore 恢复最近的备份。"
    assert not (folder / "shilu.db").exists()


def test_open_refuses_a_file_that_is_no_database(folder: Path):
    disconnect()
    for name in ("shilu.db-wal", "shilu.db-shm"):
        (folder / name).unlink(missing_ok=True)
    (folder / "shilu.db").write_bytes(b"SQLite is what this is not." * 200)
    assert refusal(folder) == "数据库文件已损坏，什么也没有写入。请用 shilu restore 恢复最近的备份。"


def test_open_refuses_a_workspace_of_a_newer_version(folder: Path):
    run_sql(folder, "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '0099_more', '2030-01-01')")
    assert refusal(folder) == "数据目录由更新版本的实录写过（ledger.0099_more），请安装那个版本再打开。"


def test_open_refuses_settings_of_another_workspace(folder: Path):
    workspace = open_workspace(folder, now=NOW)
    (folder / "shilu.toml").write_text(write_config(replace(workspace.config, uuid=uuid4())), encoding="utf-8")
    assert refusal(folder) == (
        f"{folder / 'shilu.toml'} 和数据库不属于同一个数据目录，请核对 [workspace] 的 uuid 和 algorithm。"
    )


def test_open_extends_the_tables_after_a_backup_and_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch):
    said: list[str] = []
    monkeypatch.setattr(opening, "waiting_migrations", lambda: [_migration(migrations.CreateModel("Note", []))])

    open_workspace(folder, now=NOW, say=said.append)

    kept = folder / "backups" / "20220704-013000" / "shilu.db"
    assert said == [f"数据库已按新版本扩充，扩充前的存为 {kept}。"]
    with closing(sqlite3.connect(kept)) as copy:
        assert copy.execute("SELECT size FROM ledger_head").fetchall() == [(1,)]


def test_open_asks_for_upgrade_where_a_migration_changes_what_is_there(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "waiting_migrations", lambda: [_migration(migrations.RunSQL("SELECT 1"))])
    assert refusal(folder) == "数据目录是旧版实录建的，请先运行一次 shilu upgrade。"
    kept = upgrade(folder, now=NOW)
    assert kept == folder / "backups" / "20220704-013000" / "shilu.db"


def test_upgrade_of_a_workspace_that_is_up_to_date_does_nothing(folder: Path):
    assert upgrade(folder, now=NOW) is None
    assert not (folder / "backups").exists()


def _migration(operation: migrations.operations.base.Operation) -> migrations.Migration:
    migration = migrations.Migration("0002", "ledger")
    migration.operations = [operation]
    return migration


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (migrations.CreateModel("Note", []), True),
        (migrations.AddField("row", "x", models.IntegerField(null=True)), True),
        (migrations.AddField("row", "x", models.IntegerField(default=0)), True),
        (migrations.AddField("row", "x", models.IntegerField()), False),
        (migrations.AddIndex("row", models.Index(fields=["seq"], name="x")), True),
        (migrations.RemoveField("row", "body"), False),
        (migrations.AlterField("row", "body", models.IntegerField()), False),
        (migrations.RunSQL("SELECT 1"), False),
    ],
)
def test_additive_migrations_only_add(operation: migrations.operations.base.Operation, expected: object):
    assert is_additive([_migration(operation)]) == expected


@pytest.mark.postgres
def test_create_on_postgres_and_open_again(tmp_path: Path, postgres_url: str):
    folder = create(tmp_path / "w", name="示例局", now=NOW, database_url=postgres_url).folder
    disconnect()
    assert sorted(path.name for path in folder.iterdir()) == ["evidence", "shilu.toml", "templates"]
    open_workspace(folder, now=NOW)
    assert (connection.vendor, position()) == ("postgresql", 1)
    with pytest.raises(Refused) as refused:
        create(tmp_path / "second", name="x", now=NOW, database_url=postgres_url)
    assert str(refused.value) == "这个数据库里已经有别的台账，请换一个空数据库。"


def test_open_says_that_the_server_does_not_answer(folder: Path):
    workspace = open_workspace(folder, now=NOW)
    config = replace(workspace.config, database_url="postgresql://nobody@127.0.0.1:1/none")
    (folder / "shilu.toml").write_text(write_config(config), encoding="utf-8")
    assert refusal(folder).startswith("数据库服务器没有应答：")
