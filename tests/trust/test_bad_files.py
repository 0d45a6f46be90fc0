"""Files that nobody should open are refused in a line, quickly, with little memory; and nothing ever calls outside."""

import re
import shutil
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from trust.bad_files import write_bad_files
from trust.body import FULL, Body, new_body
from trust.server import Answer, Program, Server, record, serving

pytestmark = [
    pytest.mark.trust,
    pytest.mark.usefixtures("own_process"),
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
]

_MOST_SECONDS = 2.0 if FULL else 20.0  # the ordinary run shares the machine with others
_MOST_MEMORY = 300
_CONNECT = re.compile(r"connect\(\d+, (\{.*?\})|sendto\(\d+, .*?(\{sa_family=AF_INET6?.*?\})")
_AT_HOME = ("AF_UNIX", "AF_NETLINK", 'inet_addr("127.', 'inet_pton(AF_INET6, "::1"', "AF_UNSPEC")


def watched(folder: Path) -> tuple[str, ...]:
    """A program that writes down every call to another machine."""
    return ("strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect,sendto", "-o", str(folder / "calls"))


def calls_outside(folder: Path) -> list[str]:
    lines = (folder / "calls").read_text(errors="replace").splitlines()
    return [line for line in lines if _CONNECT.search(line) and not any(home in line for home in _AT_HOME)]


def handed_in(program: Program, path: Path) -> Iterator[tuple[str, Answer]]:
    """The file at every door through which files of its sort come in."""
    if path.suffix == ".png":
        given = {**record("带图"), "evidence": [{"name": path.name, "content": b64encode(path.read_bytes()).decode()}]}
        yield "evidence", program.ask("POST", "/entries", given)
        return
    if path.suffix in {".xlsx", ".xls", ".xlsm"}:
        yield "import", program.send("/imports", path, unit="X")
    yield "check", program.send("/check/file", path, unit="X", period="2022")
    yield "verify", program.send("/reports/verify", path)


def refused(answer: Answer) -> bool:
    """In one line, and none of ours is a fault."""
    if answer.status == 201:
        return answer.value.get("state") == "unreadable" and "\n" not in answer.value["reason"]
    return answer.status in {413, 422} and list(answer.value) == ["error"] and "\n" not in answer.value["error"]


def knock(server: Server, body: Body, files: list[Path]) -> tuple[list[str], float]:
    """What was let in, or took too long; and the longest time."""
    program, wrong, longest = Program(server.port, body.key, timeout=120), [], 0.0
    for path in files:
        started = time.monotonic()
        for door, answer in handed_in(program, path):
            seconds = time.monotonic() - started
            longest = max(longest, seconds)
            if not refused(answer) or seconds > _MOST_SECONDS:
                wrong.append(f"{path.name} at {door}: {answer.status} {answer.value} in {seconds:.1f} s")
            started = time.monotonic()
    return wrong, longest


def test_thirty_bad_files_are_refused(tmp_path: Path):
    files = write_bad_files(tmp_path)
    assert len(files) == 30
    body = new_body(tmp_path / "w")
    with serving(body.folder, under=watched(tmp_path)) as server:
        wrong, longest = knock(server, body, files)
        memory = server.peak_memory()
    outside = calls_outside(tmp_path)
    print(
        f"row 24: {len(files)} files at every door, {len(wrong)} let in or too slow, the slowest refused in {longest:.2f} s, "
        f"peak memory {memory} MB, {len(outside)} calls outside"
    )
    assert wrong == []
    assert memory < _MOST_MEMORY
    assert outside == []


ASKED = ("/units", "/kinds", "/entries", "/figures?unit=X", "/reports", "/templates", "/imports", "/openapi.json")
PAGES = ("/", "/sign-in/", "/ledger/", "/statistics/", "/static/shilu/shilu.css")


def test_nothing_calls_another_machine(tmp_path: Path):
    body = new_body(tmp_path / "w")
    (body.folder / "templates" / "月报.md").write_text(
        "# 月报\n\n{{ figure('中心组学习') }} ![](http://203.0.113.9/a.png)\n", encoding="utf-8"
    )
    page = tmp_path / "总结.html"
    page.write_text(
        "<html><head><link rel=stylesheet href='http://203.0.113.9/a.css'></head><body><p>中心组学习8次。</p>"
        "<img src='http://203.0.113.9/a.png'></body></html>",
        encoding="utf-8",
    )
    with serving(body.folder, under=watched(tmp_path)) as server:
        program = Program(server.port, body.key, timeout=120)
        assert [program.ask("GET", address).status for address in ASKED] == [200] * len(ASKED)
        assert program.ask("POST", "/entries", record("一次会")).status == 201
        assert program.send("/check/file", page, unit="X", period="2022").status == 200
        for form in ("docx", "html"):
            wanted = {"template": "月报.md", "unit": "X", "period": "2022", "form": form}
            assert program.ask("POST", "/reports/draft", wanted).status == 200
        asked = [program.page(address) for address in PAGES]
    outside = calls_outside(tmp_path)
    print(f"row 26: {len(ASKED) + len(asked) + 4} requests, {len(outside)} calls to another machine")
    assert outside == []
