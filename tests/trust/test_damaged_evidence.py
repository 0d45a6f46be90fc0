"""Evidence files cut, flipped, gone, or cited by nothing: every one is reported, with little memory."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.utils import timezone

from shilu.ledger.evidence import add_evidence, stored_file
from shilu.ledger.models import Evidence, Row
from shilu.ledger.verify import verify
from shilu.workspace.database import disconnect
from shilu.workspace.opening import open_workspace
from trust.body import Body, count, first_record, new_body

pytestmark = [pytest.mark.trust, pytest.mark.usefixtures("own_process")]

_SHILU = "from shilu.cli.main import run; run()"
_MOST_MEMORY = 100  # MB beyond what the command needs for nothing


def with_evidence(folder: Path, *, files: int) -> tuple[Body, dict[int, Path]]:
    """A body with one record and so many files of it: where each lies, by the position of its row."""
    body = new_body(folder / "w")
    seq = first_record(body)
    workspace = open_workspace(body.folder, now=timezone.now())
    for number in range(files):
        path = folder / f"{number}.pdf"
        path.write_bytes(b"%PDF-1.4 " + str(number).encode() * 50)
        add_evidence(seq, path, store=workspace.evidence, clerk=workspace.clerk(timezone.now()))
    found = {
        row: stored_file(workspace.evidence, digest) for row, digest in Evidence.objects.values_list("seq", "digest")
    }
    assert Row.objects.filter(type="evidence").count() == files
    disconnect()
    return body, found


def damage(path: Path, sort: str, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    match sort:
        case "cut":
            path.write_bytes(data[: chance.randrange(len(data))])
        case "flipped":
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            path.write_bytes(data)
        case _:
            path.unlink()


def verified(body: Body) -> tuple[int, float]:
    """The exit code of ``shilu ledger verify``, and the most memory it had, in MB."""
    command = [sys.executable, "-c", _SHILU, "-w", str(body.folder), "ledger", "verify"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, used.ru_maxrss / 1024


def test_every_damaged_file_is_reported(tmp_path: Path):
    chance, each = random.Random(12), count(10, 250)
    body, files = with_evidence(tmp_path, files=3 * each + 5)
    assert verified(body)[0] == 0
    chosen = chance.sample(sorted(files), 3 * each)
    for at, seq in enumerate(chosen):
        damage(files[seq], ("cut", "flipped", "gone")[at % 3], chance)
    orphans = set()
    for number in range(each):
        path = stored_file(body.folder / "evidence", f"{number:064x}")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"nobody's")
        orphans.add(path.name)
    workspace = open_workspace(body.folder, now=timezone.now())
    started = time.monotonic()
    faults = verify(store=workspace.evidence).faults
    seconds = time.monotonic() - started
    disconnect()
    assert sorted(one.seq for one in faults if one.seq) == sorted(chosen)
    assert {name for name in orphans if any(name in one.what for one in faults)} == orphans
    assert len(faults) == 4 * each
    assert verified(body)[0] == 1
    print(f"row 12: {len(faults)} of {4 * each} faults of files reported in {seconds:.1f} s, exit code 1")


def test_a_large_file_needs_little_memory(tmp_path: Path):
    body, _files = with_evidence(tmp_path, files=1)
    code, usual = verified(body)
    assert code == 0
    large = tmp_path / "large.pdf"
    megabytes = count(150, 1_000)
    with large.open("wb") as stream:
        for _at in range(megabytes):
            stream.write(os.urandom(1 << 20))
    workspace = open_workspace(body.folder, now=timezone.now())
    seq = Row.objects.filter(type="entry").values_list("seq", flat=True).get()
    add_evidence(seq, large, store=workspace.evidence, clerk=workspace.clerk(timezone.now()))
    disconnect()
    code, most = verified(body)
    print(f"row 12: a file of {megabytes} MB verified with {most:.0f} MB of memory, {usual:.0f} MB without it")
    assert (code, most - usual < _MOST_MEMORY) == (0, True)
