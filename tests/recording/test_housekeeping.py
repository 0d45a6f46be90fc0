from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import cast
from recording.test_operations import meeting
from shilu.ledger.clerk import Clerk
from shilu.recording.handed import EvidenceFile
from shilu.recording.housekeeping import FILES_KEPT, KEYS_KEPT, throw_away
from shilu.recording.models import Acknowledged, Staged
from shilu.recording.operations import record, stage_files

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_keys_and_files_go_in_time_and_what_waits_stays(bureau: cast.Bureau, clerk: Clerk, tmp_path: Path):
    photo = EvidenceFile("照片.jpg", b"x")
    record(meeting(), clerk=clerk, store=tmp_path, may_post=False, evidence=[photo], key="old")
    stage_files([photo], clerk=clerk)
    stage_files([photo], clerk=replace(clerk, now=clerk.now + timedelta(days=1)))

    assert throw_away(clerk.now + FILES_KEPT) == 0
    assert throw_away(clerk.now + FILES_KEPT + timedelta(hours=1)) == 1
    assert (Staged.objects.count(), Acknowledged.objects.count()) == (2, 1)
    assert throw_away(clerk.now + KEYS_KEPT + timedelta(hours=1)) == 2
    assert [file.waiting is None for file in Staged.objects.all()] == [False]
