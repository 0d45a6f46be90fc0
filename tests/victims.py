"""Runs the program's commands in children of one warm process and kills them when it is told to (POSIX only).

Each line on standard input is ``{"commands": [[argument, …], …], "seconds": null or when to kill}``; each line of the
answer ``{"killed": whether it was, "codes": of the commands that ended, "printed": what came out}``.
"""

import json
import os
import select
import signal
import sys
import time
from typing import Any

from shilu.cli.main import exit_code
from shilu.workspace.database import start_django

start_django()

from shilu.cli import importing, ledger  # isort: skip  # noqa: E402, F401 - loaded before the children are made


def child(commands: list[list[str]], out: int) -> None:
    os.dup2(out, 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    for arguments in commands:
        code = exit_code(arguments)
        sys.stdout.flush()
        os.write(1, f"\x1e{code}\n".encode())  # after a record separator, which no command prints
    os._exit(0)


def run(commands: list[list[str]], seconds: float | None) -> dict[str, Any]:
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            child(commands, write)
        finally:
            os._exit(70)
    os.close(write)
    ends = None if seconds is None else time.monotonic() + seconds
    printed = b""
    while True:
        left = None if ends is None else max(0.0, ends - time.monotonic())
        ready, _w, _x = select.select([read], [], [], left)
        if not ready:
            os.kill(pid, signal.SIGKILL)
            ends = None
            continue
        part = os.read(read, 65536)
        if not part:
            break
        printed += part
    os.close(read)
    _pid, status = os.waitpid(pid, 0)
    *outputs, last = printed.decode(errors="replace").split("\x1e")
    told = [last.partition("\n")[0]] if outputs else []
    codes = [part.partition("\n")[0] for part in outputs[1:]] + told
    return {
        "killed": os.WIFSIGNALED(status),
        "codes": [int(code) for code in codes if code.isdigit()],
        "printed": printed.decode(errors="replace"),
    }


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        answer = run(asked["commands"], asked["seconds"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
