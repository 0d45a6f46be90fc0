"""Files that were handed in."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from shilu.lib.errors import Refused
from shilu.workspace import handed
from shilu.workspace.handed import HandedIn, hand_in, handed_in, handed_in_by, plain_name, throw_away, throw_away_all

NOW = datetime(2022, 7, 4, 9, tzinfo=UTC)
MINE, OTHERS = uuid4(), uuid4()


def _kept(folder: Path, *names: str, account: UUID = MINE, now: datetime = NOW) -> HandedIn:
    files = [(name, name.encode()) for name in names]
    return hand_in(folder, files, purpose="check", account=account, unit="X", period="2022-H1", now=now)


def test_hand_in_keeps_the_files_for_their_purpose(tmp_path: Path) -> None:
    kept = _kept(tmp_path, "报告.docx")
    assert handed_in(tmp_path, kept.uuid, purpose="check") == kept
    assert [file.read_bytes() for file in kept.files] == ["报告.docx".encode()]
    assert handed_in(tmp_path, kept.uuid, purpose="fill") is None
    assert handed_in(tmp_path, uuid4(), purpose="check") is None


def test_handed_in_by_lists_the_latest_first(tmp_path: Path) -> None:
    first, second = _kept(tmp_path, "a.txt"), _kept(tmp_path, "b.txt", now=NOW + timedelta(hours=1))
    _kept(tmp_path, "c.txt", account=OTHERS)
    assert handed_in_by(tmp_path, MINE, purpose="check") == [second, first]


def test_hand_in_throws_away_what_was_kept_for_a_week(tmp_path: Path) -> None:
    old = _kept(tmp_path, "a.txt")
    _kept(tmp_path, "b.txt", now=NOW + timedelta(days=7))
    assert old.folder.is_dir()
    _kept(tmp_path, "c.txt", now=NOW + timedelta(days=7, seconds=1))
    assert not old.folder.exists()


def test_throw_away_leaves_nothing(tmp_path: Path) -> None:
    kept, other = _kept(tmp_path, "a.txt"), _kept(tmp_path, "b.txt", account=OTHERS)
    throw_away(kept)
    assert not kept.folder.exists()
    assert throw_away_all(tmp_path, OTHERS) == 1
    assert not other.folder.exists()


def test_names_lead_out_of_no_folder_and_stay_apart(tmp_path: Path) -> None:
    assert plain_name("..\\..\\C:\\a/../../报告?.docx") == "报告_.docx"
    assert plain_name("..") == "file"
    assert plain_name("长" * 300 + ".docx") == "长" * 115 + ".docx"
    assert _kept(tmp_path, "a/报告.docx", "b/报告.docx").names == ("报告.docx", "报告(2).docx")


def test_hand_in_refuses_what_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handed, "MOST_BYTES", 3)
    with pytest.raises(Refused, match=r"报告\.docx超过0 MB"):
        _kept(tmp_path, "报告.docx")
    assert not (tmp_path / "uploads").exists()
