"""The server killed under load: what was acknowledged is there with its file, once, and the log has no break."""

import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.utils import timezone

from shilu.ledger.evidence import stored_file
from shilu.ledger.models import Evidence, Row, Text
from shilu.workspace.database import disconnect
from shilu.workspace.opening import open_workspace
from trust.body import Body, count, faults_of, new_body, on_the_way
from trust.server import Program, Server, record, serving, until

pytestmark = [pytest.mark.trust, pytest.mark.usefixtures("own_process")]

_CLIENTS = 8
_WITH_FILE = 4  # every so many records have one


@dataclass(slots=True)
class Load:
    """Programs that hand records in, and the book of what they were answered, kept by them alone."""

    server: Server
    key: str
    stopped: threading.Event = field(default_factory=threading.Event)
    acknowledged: dict[str, int] = field(default_factory=dict)
    resent: int = 0
    wrong: list[str] = field(default_factory=list)

    def run(self, number: int) -> None:
        program = Program(self.server.port, self.key, timeout=20)
        turn = 0
        while not self.stopped.is_set():
            turn += 1
            title = f"c{number}-{turn}"
            self._hand_in(program, title, file=title.encode() if turn % _WITH_FILE == 0 else b"")

    def _hand_in(self, program: Program, title: str, *, file: bytes) -> None:
        """Send a record until it is answered: a program that keeps its key may do so."""
        given = record(title, file=b"%PDF-1.4 " + file if file else b"")
        while not self.stopped.is_set():
            try:
                answer = program.ask("POST", "/entries", given, key=title)
            except OSError:
                self.resent += 1
                time.sleep(0.02)
                continue
            if answer.status == 201:
                self.acknowledged[title] = answer.value["seq"]
            else:
                self.wrong.append(f"{title}: {answer.status} {answer.value}")
            return


def kill_under_load(body: Body, *, times: int, chance: random.Random) -> tuple[Load, int]:
    with serving(body.folder, warm=True) as server:
        load = Load(server, body.key)
        clients = [threading.Thread(target=load.run, args=(number,)) for number in range(_CLIENTS)]
        for client in clients:
            client.start()
        for _turn in range(times):
            before = len(load.acknowledged)
            until(lambda before=before: len(load.acknowledged) > before)
            time.sleep(chance.uniform(0, 0.15))
            until(server.kill_worker)
            on_the_way(
                f"row 1: {server.killed} kills, {before} acknowledged, {load.wrong}", done=server.killed, every=25
            )
        before = len(load.acknowledged)
        until(lambda: len(load.acknowledged) > before)
        load.stopped.set()
        for client in clients:
            client.join()
        return load, server.killed


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path):
    seed = random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}")
    body, times = new_body(tmp_path / "w"), count(6, 1_000)
    started = time.monotonic()
    load, killed = kill_under_load(body, times=times, chance=random.Random(seed))
    assert (killed, load.wrong) == (times, [])
    folder = open_workspace(body.folder, now=timezone.now()).evidence
    posted = dict(
        Text.objects.filter(seq__in=Row.objects.filter(type="entry").values("seq")).values_list("seq", "title")
    )
    lost = [title for title, seq in load.acknowledged.items() if posted.get(seq) != title]
    twice = len(posted) - len(set(posted.values()))
    shown = dict(Row.objects.filter(type="evidence").values_list("target", "seq"))
    digests = dict(Evidence.objects.values_list("seq", "digest"))
    want_file = [seq for title, seq in load.acknowledged.items() if int(title.partition("-")[2]) % _WITH_FILE == 0]
    without = [seq for seq in want_file if not stored_file(folder, digests[shown[seq]]).is_file()]
    disconnect()
    print(
        f"row 1: {killed} kills in {time.monotonic() - started:.0f} s; {len(load.acknowledged)} records acknowledged "
        f"({len(want_file)} with a file), {load.resent} sent again; lost {len(lost)}, files lost {len(without)}, twice {twice}"
    )
    assert (lost, without, twice) == ([], [], 0)
    assert faults_of(body) == ()
