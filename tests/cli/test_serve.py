"""shilu serve: the real program on a free port of this machine."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAM = Path(sys.executable).with_name("shilu")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(folder: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    command = [PROGRAM, "-w", folder, "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    try:
        yield server
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)


def answer(port: int, path: str, host: str) -> tuple[int, str]:
    for _attempt in range(1_800):  # three minutes, on a machine that is busy with something else
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", path, headers={"Host": host})
            got = connection.getresponse()
            return got.status, got.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("no answer")


def children_of(process: "subprocess.Popen[str]") -> set[int]:
    found = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, encoding="utf-8", check=False)
    return {int(pid) for pid in found.stdout.split()}


def test_serve_answers_on_this_machine_only_to_its_own_names_and_leaves_nothing_behind(
    county_folder: Path, tmp_path: Path
):
    folder, port = tmp_path / "县局", free_port()
    shutil.copytree(county_folder, folder)
    with served(folder, port) as server:
        status, page = answer(port, "/sign-in/", f"127.0.0.1:{port}")
        assert (status, "<h1>示例县局</h1>" in page, "这是示例" in page) == (200, True, False)
        assert answer(port, "/sign-in/", "evil.example")[0] == 400
        bound = subprocess.run(["ss", "-ltn"], capture_output=True, encoding="utf-8", check=False).stdout
        assert f"127.0.0.1:{port}" in bound or not bound
        children = children_of(server)
        assert children
    for _attempt in range(200):
        left = [pid for pid in children if Path(f"/proc/{pid}").exists()]
        if not left:
            break
        time.sleep(0.1)
    assert left == []


def test_serve_refuses_a_port_that_is_taken_in_one_line(county_folder: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [PROGRAM, "-w", county_folder, "serve", "--port", str(port)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert (done.returncode, done.stderr) == (2, f"端口 {port} 已被占用，请用 --port 换一个。\n")


def test_serve_for_others_wants_their_name_for_the_machine(county_folder: Path):
    command = [PROGRAM, "-w", county_folder, "serve", "--host", "0.0.0.0"]  # noqa: S104 - it is refused
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, timeout=60, env={**os.environ, "COLUMNS": "200"}
    )
    said = "请先在 shilu.toml 的 [web] hosts 中写明别人用什么名称或地址访问 0.0.0.0，再启动。\n"
    assert (done.returncode, done.stderr) == (2, said)
