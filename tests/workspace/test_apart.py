"""Workbooks are read by a process of their own, and one that does not come back is told to whoever handed it in."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from shilu.collecting.models import IMPORTED, IMPORTING, READING, READY, UNREADABLE, WAITING, Delivery
from shilu.web import tasks
from shilu.web.tasks import apart, import_workbook, look_at_workbook
from shilu.workspace import serving
from shilu.workspace.beside import Beside
from shilu.workspace.opening import Workspace, create

NOW = datetime(2026, 6, 30, 1, tzinfo=UTC)
ACCOUNT = str(UUID(int=7))


@pytest.fixture
def served(own_process: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Workspace]:
    """A workspace that this process serves, as the one behind the pages does."""
    workspace = create(tmp_path / "县局", name="示例局", now=NOW)
    monkeypatch.setenv("SHILU_WORKSPACE", str(workspace.folder))
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS"):
        setattr(settings, name, getattr(settings, name))
    before = serving._served.workspace
    serving.serve_from(workspace)
    yield workspace
    serving._served.workspace = before
    if apart.beside is not None:
        apart.beside.end()
    apart.beside = None


def delivered(state: str, *, content: bytes = b"", folder: Path | None = None) -> Delivery:
    made = Delivery.objects.create(
        uuid=uuid4(),
        together=uuid4(),
        account=UUID(ACCOUNT),
        unit=UUID(int=1),
        name="台账.csv",
        size=len(content),
        received_at=NOW,
        changed_at=NOW,
        state=state,
    )
    if folder is not None:
        made.file_in(folder).parent.mkdir(parents=True)
        made.file_in(folder).write_bytes(content)
    return made


def test_workbook_is_read_by_the_process_for_it(served: Workspace) -> None:
    apart.beside = Beside([sys.executable, "-m", "shilu.web.apart"])
    one = delivered(WAITING, content="没有表头".encode(), folder=served.uploads)
    look_at_workbook.func(str(one.uuid), ACCOUNT, "zh-hans")
    one.refresh_from_db()
    assert one.state == UNREADABLE
    assert "台账.csv" in one.reason
    assert apart.beside._running.process.poll() is None


@pytest.mark.parametrize(
    ("state", "then", "told"),
    [
        (READING, UNREADABLE, "读取《台账.csv》超过10分钟，已停止；请拆成几个文件，或在Excel、WPS里另存为.xlsx。"),
        (IMPORTING, READY, "导入超过10分钟，已停止，什么也没有写入；请拆成几个文件再导入。"),
        (IMPORTED, IMPORTED, ""),
    ],
)
def test_work_whose_time_is_over_is_told_with_the_workbook(
    served: Workspace, monkeypatch: pytest.MonkeyPatch, state: str, then: str, told: str
) -> None:
    apart.beside = Beside([sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(tasks, "LONGEST_SECONDS", 0.2)
    one = delivered(state)
    work = import_workbook if state != READING else look_at_workbook
    work.func(str(one.uuid), ACCOUNT, "zh-hans")
    one.refresh_from_db()
    assert (one.state, one.reason) == (then, told)


def test_process_that_died_of_a_workbook_is_told(served: Workspace) -> None:
    apart.beside = Beside([sys.executable, "-c", "raise SystemExit(3)"])
    one = delivered(READING)
    look_at_workbook.func(str(one.uuid), ACCOUNT, "zh-hans")
    one.refresh_from_db()
    assert one.state == UNREADABLE
    assert "台账.csv" in one.reason
