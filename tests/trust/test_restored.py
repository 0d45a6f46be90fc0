"""A backup taken while everybody writes comes back elsewhere, whole, with all that was acknowledged before it began."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.utils import timezone

from shilu.ledger.evidence import add_evidence
from shilu.ledger.models import Text
from shilu.workspace.database import disconnect
from shilu.workspace.opening import open_workspace
from trust.body import Body, count, faults_of, first_record, new_body, on_the_way
from trust.server import Program, Server, record, serving, until

pytestmark = [pytest.mark.trust, pytest.mark.usefixtures("own_process")]

_SHILU = "from shilu.cli.main import run; run()"


def shilu(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-c", _SHILU, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def load(server: Server, key: str, *, stopped: threading.Event, acknowledged: list[str]) -> None:
    """Records with files, one after the other; each that was acknowledged is noted."""
    program, turn = Program(server.port, key), 0
    while not stopped.is_set():
        turn += 1
        title = f"{threading.get_ident()}-{turn}"
        if program.ask("POST", "/entries", record(title, file=b"%PDF-1.4 " + title.encode()), key=title).status == 201:
            acknowledged.append(title)


def titles_in(folder: Path) -> set[str]:
    open_workspace(folder, now=timezone.now())
    found = set(Text.objects.values_list("title", flat=True))
    disconnect()
    return found


def test_backups_under_load_are_restored_whole(tmp_path: Path):
    body, turns = new_body(tmp_path / "w"), count(1, 10)
    stopped, acknowledged, told = threading.Event(), [], []
    with serving(body.folder, workers=2) as server:
        writers = [
            threading.Thread(
                target=load, args=(server, body.key), kwargs={"stopped": stopped, "acknowledged": acknowledged}
            )
            for _writer in range(4)
        ]
        for writer in writers:
            writer.start()
        try:
            for turn in range(turns):
                until(lambda most=20 * (turn + 1): len(acknowledged) >= most, every=0.05)
                before, file = set(acknowledged), tmp_path / f"{turn}.zip"
                started = time.monotonic()
                shilu("-w", str(body.folder), "backup", str(file))
                told.append((file, before, time.monotonic() - started))
                on_the_way(f"row 16: {turn + 1} backups, {len(before)} acknowledged before", done=turn + 1, every=1)
        finally:
            stopped.set()
            for writer in writers:
                writer.join()
    for turn, (file, before, seconds) in enumerate(told):
        folder = tmp_path / f"restored-{turn}"
        started = time.monotonic()
        shilu("restore", str(file), str(folder))
        again = time.monotonic() - started
        assert before <= titles_in(folder)
        assert faults_of(Body(folder, "")) == ()
        print(
            f"row 16: {len(before)} acknowledged before, 0 missing; kept in {seconds:.1f} s, restored in {again:.1f} s"
        )
        shutil.rmtree(folder)


def test_a_large_body_is_back_in_time(tmp_path: Path):
    """Ten gigabytes of files in the full run."""
    megabytes = int(os.environ.get("SHILU_TRUST_MB", count(64, 10_240)))
    body = new_body(tmp_path / "w")
    seq = first_record(body)
    workspace = open_workspace(body.folder, now=timezone.now())
    for number in range(megabytes // 64):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(b"%PDF-1.4 " + os.urandom(64 << 20))
        add_evidence(seq, path, store=workspace.evidence, clerk=workspace.clerk(timezone.now()))
        path.unlink()
        on_the_way(f"row 16: {64 * (number + 1)} MB of files", done=number + 1, every=16)
    disconnect()
    started = time.monotonic()
    shilu("-w", str(body.folder), "backup", str(tmp_path / "all.zip"))
    kept = time.monotonic() - started
    started = time.monotonic()
    shilu("restore", str(tmp_path / "all.zip"), str(tmp_path / "again"))
    back = time.monotonic() - started
    print(json.dumps({"row 16": f"{megabytes} MB", "kept, s": round(kept), "restored and verified, s": round(back)}))
    assert back < 600
