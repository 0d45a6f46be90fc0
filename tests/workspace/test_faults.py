import errno
import resource
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction

from shilu.ledger.log import append
from shilu.ledger.queries import position
from shilu.ledger.row import RowDraft
from shilu.ledger.verify import verify
from shilu.lib.errors import Refused
from shilu.workspace.faults import faults_told
from shilu.workspace.opening import create, open_workspace

NOW = datetime(2022, 7, 4, 1, 30, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("own_process")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create(tmp_path / "县局", name="示例局", now=NOW).folder


def told(act) -> str:
    with pytest.raises(Refused) as refused, faults_told():
        act()
    return str(refused.value)


def post(count: int = 1) -> None:
    append([RowDraft(type="report", body='{"x":"' + "x" * 1000 + '"}')] * count, account="x", now=NOW)


def test_a_second_writer_is_told_that_it_waited(folder: Path):
    connection.settings_dict["OPTIONS"]["timeout"] = 0.05
    with closing(sqlite3.connect(folder / "shilu.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert told(post) == ("另一个程序正在写入，已等了 20 秒，什么也没有写入。请等它结束后再运行一次。")
    assert position() == 1


def test_a_full_disk_is_told_and_the_log_goes_on_afterwards(folder: Path):
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 5}")
    assert told(lambda: post(200)) == "磁盘已满，什么也没有写入。请腾出空间后再运行一次。"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1000000")
    post()
    found = verify(store=None)
    assert (found.ok, found.size) == (True, 2)


def test_a_file_that_may_not_grow_is_told(folder: Path):
    """The system's own limit on the size of a file, as a full disk gives it to the database."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal  # noqa: PLC0415 - the one use

    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, ((folder / "shilu.db").stat().st_size + 4096, hard))
        line = told(lambda: post(2000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert line in {
        "磁盘已满，什么也没有写入。请腾出空间后再运行一次。",
        "读写数据库时磁盘出错，什么也没有写入。请检查磁盘。",
    }
    assert verify(store=None).size == 1


def test_a_read_only_database_is_told(folder: Path):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    assert told(post) == "数据库不能写，什么也没有写入。请检查数据目录属于谁、磁盘是否可写。"


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (errno.ENOSPC, "磁盘已满，什么也没有写入。请腾出空间后再运行一次。"),
        (errno.EACCES, "没有读写 报告.docx 的权限，什么也没有写入。请检查它属于谁。"),
    ],
)
def test_faults_of_files_are_told(number: int, line: str):
    def fail() -> None:
        raise OSError(number, "?", "报告.docx")

    assert told(fail) == line


def test_other_errors_pass():
    with pytest.raises(ZeroDivisionError), faults_told():
        _ = 1 / 0
    with pytest.raises(FileNotFoundError), faults_told():
        Path("/nowhere/at/all").read_text(encoding="utf-8")


@pytest.mark.postgres
def test_a_second_writer_on_postgres_is_told_that_it_waited(tmp_path: Path, postgres_url: str):
    import psycopg  # noqa: PLC0415 - only here

    create(tmp_path / "w", name="示例局", now=NOW, database_url=postgres_url)
    open_workspace(tmp_path / "w", now=NOW)
    with psycopg.connect(postgres_url) as other:
        other.execute("SELECT * FROM ledger_head FOR UPDATE")
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 100")

        def write() -> None:
            with transaction.atomic():
                post()

        assert told(write) == ("另一个程序正在写入，已等了 20 秒，什么也没有写入。请等它结束后再运行一次。")
    assert position() == 1
