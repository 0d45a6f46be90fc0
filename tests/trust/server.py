"""The real server in a process of its own, and programs that talk to it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from postgres import free_port

_START = ("-c", "from shilu.cli.main import run; run()")
_WARM = (str(Path(__file__).parent / "warm_serve.py"),)
_PATIENCE = 60.0


@dataclass(slots=True)
class Answer:
    """What came back."""

    status: int
    value: Any


@dataclass(slots=True)
class Server:
    """``shilu serve`` over a workspace."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]
    killed: int = 0

    def workers(self) -> list[int]:
        """The processes that answer."""
        return [pid for pid in descendants(self.process.pid) if "serve" in command_of(pid).split()]

    def kill_worker(self) -> bool:
        """End one of them at once, without a word; False where none is there at this moment."""
        for pid in self.workers()[-1:]:
            os.kill(pid, signal.SIGKILL)
            self.killed += 1
            return True
        return False

    def peak_memory(self) -> int:
        """The most memory that any of its processes had, in MB."""
        return max(_peak(pid) for pid in (self.process.pid, *descendants(self.process.pid)))


@contextmanager
def serving(folder: Path, *, workers: int = 1, warm: bool = False, under: Sequence[str] = ()) -> Iterator[Server]:
    """The server while the block runs; ``warm`` as warm_serve.py says; ``under`` is a program that starts it, as strace."""
    port = free_port()
    start = _WARM if warm else _START
    command = [sys.executable, *start, "-w", str(folder), "serve", "--port", str(port), "--workers", str(workers)]
    with subprocess.Popen([*under, *command], stdout=subprocess.DEVNULL, start_new_session=True) as process:
        server = Server(folder, port, process)
        try:
            wait_for(server)
            yield server
        finally:
            family = [process.pid, *descendants(process.pid)]
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
            for pid in family[1:]:
                _end(pid)


def wait_for(server: Server) -> None:
    """Return when it answers."""
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        assert server.process.poll() is None, "the server ended"
        try:
            if Program(server.port, "").ask("GET", "/kinds").status == 401:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")


@dataclass(slots=True)
class Program:
    """Somebody who talks to the interface with a key over one connection."""

    port: int
    key: str
    timeout: float = 30.0
    _line: http.client.HTTPConnection | None = field(default=None)

    def ask(self, method: str, address: str, body: Any = None, *, key: str = "") -> Answer:
        """One request; OSError where the line breaks, and then the next one has a new line."""
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        content = json.dumps(body).encode() if body is not None else None
        return self._sent(method, address, content, headers)

    def send(self, address: str, path: Path, **fields: str) -> Answer:
        """A form with one file."""
        seam = "-----shilu-trust"
        parts = [
            f'--{seam}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
            for name, text in fields.items()
        ]
        head = f'--{seam}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n'
        parts += [f"{head}Content-Type: application/octet-stream\r\n\r\n".encode(), path.read_bytes(), b"\r\n"]
        content = b"".join([*parts, f"--{seam}--\r\n".encode()])
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": f"multipart/form-data; boundary={seam}"}
        return self._sent("POST", address, content, headers)

    def page(self, address: str) -> int:
        """The status of a page that a stranger asks for."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{address}", timeout=self.timeout) as response:
            return int(response.status)

    def _sent(self, method: str, address: str, content: bytes | None, headers: dict[str, str]) -> Answer:
        if self._line is None:
            self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            self._line.request(method, f"/api/v1{address}", content, headers)
            response = self._line.getresponse()
            data = response.read()
        except (OSError, http.client.HTTPException) as fault:
            self.close()
            raise ConnectionError(str(fault)) from fault
        is_json = (response.headers.get("Content-Type") or "").startswith("application/json")
        return Answer(response.status, json.loads(data) if is_json else data)

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None


def until(true: Callable[[], bool], *, every: float = 0.002) -> None:
    """Return when it is true; a server under load that acknowledges nothing for three minutes is a fault."""
    ends = time.monotonic() + 180
    while not true():
        assert time.monotonic() < ends, "nothing is acknowledged any more"
        time.sleep(every)


def record(title: str, *, unit: str = "X", file: bytes = b"") -> dict[str, Any]:
    """A record as it is handed in, with a file where there is one."""
    given: dict[str, Any] = {
        "kind": "中心组学习",
        "unit": unit,
        "from": "2022-06-27",
        "title": title,
        "quantities": {"times": 1, "people": 15},
        "accept_likely": True,
    }
    if file:
        given["evidence"] = [{"name": f"{title}.pdf", "content": b64encode(file).decode()}]
    return given


def descendants(pid: int) -> list[int]:
    """The processes below one, oldest first."""
    found: list[int] = []
    for task in _children(pid):
        found += [task, *descendants(task)]
    return found


def _children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(one) for one in text.split()]


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _peak(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def _end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which ``part`` of the values lie."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)]


def silent_port() -> socket.socket:
    """A port of this machine on which nobody answers."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    return listening
