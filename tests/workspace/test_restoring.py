from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session

from shilu.access.closing import close_account
from shilu.access.models import Account, Token
from shilu.access.operations import NewAccount, appoint, change_code, let_hold, make_accounts
from shilu.access.own_data import erase_data
from shilu.access.roles import Role
from shilu.access.tokens import account_with, end_token, make_token
from shilu.ledger.organising import change_organisation
from shilu.ledger.queries import position, structure_at
from shilu.ledger.verify import verify
from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.organisation.changes import UnitAdded
from shilu.workspace.backup import restore
from shilu.workspace.backup_schedule import make_copy
from shilu.workspace.opening import Workspace, create, open_workspace
from shilu.workspace.restoring import restore_here

NOW = datetime(2022, 7, 4, 1, 30, tzinfo=UTC)
LATER = datetime(2022, 7, 5, 1, 30, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("own_process")


def add_unit(workspace: Workspace, code: str) -> None:
    change = UnitAdded(uuid4(), code, f"单位{code}", "", "", None, NOW.date())
    change_organisation([change], clerk=workspace.clerk(NOW))


def codes() -> list[str]:
    return [unit.code for unit in structure_at().units.values()]


@pytest.fixture
def county(tmp_path: Path) -> Workspace:
    workspace = create(tmp_path / "县局", name="示例局", now=NOW)
    add_unit(workspace, "X")
    (workspace.templates / "半年报.md").write_text("旧", encoding="utf-8")
    return workspace


def test_restored_workspace_is_as_it_was_and_can_be_undone(county: Workspace):
    kept = make_copy(county, now=NOW).file
    add_unit(county, "Y")
    (county.templates / "半年报.md").write_text("新", encoding="utf-8")
    (county.templates / "月报.md").write_text("新", encoding="utf-8")
    before = restore_here(county, kept, now=LATER)
    assert (codes(), position()) == (["X"], 2)
    assert [(path.name, path.read_text()) for path in county.templates.iterdir()] == [("半年报.md", "旧")]
    assert verify(store=county.evidence).faults == ()
    restore_here(county, before.before.file, now=datetime(2022, 7, 6, tzinfo=UTC))
    assert codes() == ["X", "Y"]
    assert sorted(path.name for path in county.templates.iterdir()) == ["半年报.md", "月报.md"]
    assert [path.name for path in county.folder.iterdir() if path.name.startswith(".new-")] == []


def test_nobody_is_signed_in_by_a_session_that_the_copy_kept(county: Workspace):
    Session.objects.create(session_key="of-that-day", session_data="", expire_date=LATER)
    kept = make_copy(county, now=NOW).file
    restore_here(county, kept, now=LATER)
    assert not Session.objects.exists()


def test_way_in_stays_as_it_is_today(county: Workspace):
    by = By(uuid4(), "示例局", NOW)
    make_accounts([NewAccount("1", "甲"), NewAccount("2", "乙"), NewAccount("3", "丙")], by=by)
    one, two, three = Account.objects.order_by("number")
    unit = structure_at().roots()[0].uuid
    role = appoint(one, Role.RECORDER, unit=unit, on=NOW.date(), by=by)
    stays, ends = (make_token(one, name=name, until=date(2022, 12, 31), by=by) for name in ("留", "停"))
    kept = make_copy(county, now=NOW).file
    change_code(one, code="北塬雪落三尺厚x", by=by)
    let_hold(role, until=LATER.date(), by=by)
    end_token(Token.objects.get(name="停"), by=by)
    close_account(two, on=LATER.date(), by=by)
    erase_data(None, three, by=by)
    done = restore_here(county, kept, now=LATER)
    assert (done.roles, done.erased) == (("甲",), ("丙",))
    again = Account.objects.get(number="1")
    assert (again.check_password("北塬雪落三尺厚x"), again.must_change) == (True, False)
    assert account_with(stays, today=LATER.date()) == again
    assert account_with(ends, today=LATER.date()) is None
    assert not Account.objects.get(number="2").is_active


def test_keys_of_a_copy_open_nothing_on_another_machine(county: Workspace, tmp_path: Path):
    by = By(uuid4(), "示例局", NOW)
    make_accounts([NewAccount("1", "甲")], by=by)
    make_token(Account.objects.get(), name="OA", until=date(2022, 12, 31), by=by)
    Session.objects.create(session_key="of-that-day", session_data="", expire_date=LATER)
    kept = make_copy(county, now=NOW).file
    restore(kept, folder=tmp_path / "新机器")
    open_workspace(tmp_path / "新机器", now=NOW)
    assert Account.objects.count() == 1
    assert [Token.objects.count(), Session.objects.count()] == [0, 0]


def test_backup_of_another_workspace_is_refused(county: Workspace, tmp_path: Path):
    other = create(tmp_path / "邻县", name="邻县局", now=NOW)
    kept = make_copy(other, now=NOW).file
    open_workspace(county.folder, now=NOW)
    with pytest.raises(Refused, match="另一个"):
        restore_here(county, kept, now=LATER)
    assert codes() == ["X"]


def test_damaged_backup_is_refused(county: Workspace):
    kept = make_copy(county, now=NOW).file
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 255
    kept.write_bytes(content)
    with pytest.raises(Refused):
        restore_here(county, kept, now=LATER)
    assert codes() == ["X"]
