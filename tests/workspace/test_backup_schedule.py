from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shilu.lib.errors import Refused
from shilu.workspace.backup_schedule import backup_folder, backup_state, backup_when_due, copy_named, make_copy
from shilu.workspace.config import Backups
from shilu.workspace.opening import Workspace, create

NOW = datetime(2022, 7, 4, 1, 30, tzinfo=UTC)
DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("own_process")


@pytest.fixture
def county(tmp_path: Path) -> Workspace:
    return create(tmp_path / "县局", name="示例局", now=NOW)


def told(workspace: Workspace, *, now: datetime) -> tuple[bool, bool, list[str]]:
    state = backup_state(workspace, now=now)
    return state.due, state.worrying, [copy.name for copy in state.copies]


def test_new_workspace_is_due_and_worries_after_three_days(county: Workspace):
    assert told(county, now=NOW) == (True, False, [])
    assert told(county, now=NOW + 3 * DAY - timedelta(minutes=1)) == (True, False, [])
    assert told(county, now=NOW + 3 * DAY) == (True, True, [])


def test_copy_goes_beside_the_workspace_once_a_day(county: Workspace):
    done = backup_when_due(county, now=NOW)
    assert done is not None
    assert done.file == county.folder.parent / "县局-backups" / "shilu-20220704-093000.zip"
    assert done.file.parent.stat().st_mode & 0o777 == 0o700
    assert done.file.stat().st_mode & 0o777 == 0o600
    assert backup_when_due(county, now=NOW + DAY - timedelta(minutes=1)) is None
    assert told(county, now=NOW + DAY) == (True, False, ["shilu-20220704-093000.zip"])
    assert backup_when_due(county, now=NOW + DAY) is not None


def test_oldest_copies_go_when_there_are_too_many(county: Workspace):
    few = replace(county, config=replace(county.config, backup=Backups(keep=2)))
    for days in range(4):
        backup_when_due(few, now=NOW + days * DAY)
    assert told(few, now=NOW + 3 * DAY)[2] == ["shilu-20220707-093000.zip", "shilu-20220706-093000.zip"]


def test_two_copies_of_one_second_are_two_files(county: Workspace):
    first, second = make_copy(county, now=NOW), make_copy(county, now=NOW)
    assert [first.file.name, second.file.name] == ["shilu-20220704-093000.zip", "shilu-20220704-093000-2.zip"]
    assert told(county, now=NOW)[2] == [second.file.name, first.file.name]
    found = copy_named(county, second.file.name)
    assert found is not None
    assert found.at == NOW


def test_named_folder_is_used_and_other_files_there_are_left(county: Workspace, tmp_path: Path):
    disk = tmp_path / "第二块盘"
    disk.mkdir()
    disk.chmod(0o755)
    (disk / "shilu-旧的.zip").write_bytes(b"")
    named = replace(county, config=replace(county.config, backup=Backups(folder=str(disk), keep=1)))
    make_copy(named, now=NOW)
    make_copy(named, now=NOW + DAY)
    assert backup_folder(named) == disk
    assert disk.stat().st_mode & 0o777 == 0o755
    assert sorted(path.name for path in disk.iterdir()) == ["shilu-20220705-093000.zip", "shilu-旧的.zip"]


def test_copy_that_fails_is_remembered_until_one_goes_well(county: Workspace, tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    broken = replace(county, config=replace(county.config, backup=Backups(folder=str(tmp_path / "file" / "disk"))))
    with pytest.raises(Refused) as refused:
        make_copy(broken, now=NOW)
    assert backup_state(broken, now=NOW).failed == str(refused.value)
    make_copy(county, now=NOW)
    assert backup_state(county, now=NOW).failed == ""


def test_switched_off_copies_are_never_due_but_still_worry(county: Workspace):
    off = replace(county, config=replace(county.config, backup=Backups(daily=False)))
    assert told(off, now=NOW + 3 * DAY) == (False, True, [])
    assert backup_when_due(off, now=NOW + 3 * DAY) is None


def test_copy_is_found_by_its_name_alone(county: Workspace):
    make_copy(county, now=NOW)
    assert copy_named(county, "shilu-20220704-093000.zip") is not None
    assert copy_named(county, "../县局/shilu.db") is None
