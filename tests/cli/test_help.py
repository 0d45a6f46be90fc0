"""What --help and a wrong call print: a reader of Chinese meets no English but what is typed as it stands."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from rich.cells import cell_len

from shell import Shell
from shilu.cli.help import wrapped
from shilu.cli.main import PARTS, application

TYPED = re.compile(r"--?[a-z][a-z-]*|<[a-z|]+>|shilu [a-z]+.*|[a-zA-Z-]+=\S+|\.[a-z]+|[A-Za-z]+\.[a-z]+")
KNOWN = {
    *("shilu", "Excel", "CSV", "TOML", "Markdown", "SQLite", "PostgreSQL", "Tab", "SHILU", "WORKSPACE", "sha", "sm"),
    *("table", "json", "jsonl", "csv", "zh", "en", "then", "now", "unit", "month", "level", "previous", "last", "year"),
    *("H", "Q", "W", "demo", "sheet", "ROLE", "administrator"),
}


def calls(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from calls(below, (*path, name))


CALLS = list(calls(application(dict.fromkeys(PARTS.values()))))


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_help_is_chinese_and_as_wide_as_the_terminal(
    call: tuple[str, ...], shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = shell(*call, "--help")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("用法：")
    assert [line for line in told.out.splitlines() if cell_len(line) > 80] == []
    described = "\n".join(part for part in told.out.split("\n\n")[1:] if not part.lstrip().startswith("示例"))
    commands = {name for one in CALLS for name in one}
    words = set(re.findall(r"[A-Za-z]+", TYPED.sub("", described)))
    assert words - KNOWN - commands == set()


def test_every_parameter_says_what_it_is(shell: Shell) -> None:
    bare = []
    for call in CALLS:
        told = shell(*call, "--help").out
        bare += [(call, line) for line in told.splitlines() if re.fullmatch(r"  -\S+( <.*>)?…?", line.rstrip())]
    assert bare == []


def test_lines_break_between_letters_and_begin_with_no_stop() -> None:
    assert list(wrapped("日期，如 2022-06-27；几天的写起止。（必写）", width=12)) == [
        "日期，如",
        "2022-06-27；",
        "几天的写起",
        "止。（必写）",
    ]


@pytest.mark.parametrize(
    ("call", "line"),
    [
        ("ledger lst", "没有 lst 这个命令，用法见 --help。是不是要用 list？"),
        ("improt", "没有 improt 这个命令，用法见 --help。是不是要用 import？"),
        ("ledger list --kinds 1", "没有 --kinds 这个选项，用法见 --help。是不是要用 --kind？"),
        ("ledger list --limit 0", "--limit 写得不对：不能小于 1。"),
        ("ledger list --format xml", "--format 写得不对：只能是 table、json、csv 之一。"),
        ("ledger list --unit", "--unit 后面还要写内容，用法见 --help。"),
        ("ledger list --all-types=3", "--all-types 后面不写内容，单独写就行。"),
        ("units list 多", "多写了 多，用法见 --help。"),
        ("ledger show 一", "序号 写得不对：应为整数。"),
        ("ledger show", "缺少 序号，用法见 --help。"),
        ("ledger correct 1", "缺少 --reason，用法见 --help。"),
        ("--lang fr units list", "--lang 只能写 zh 或 en，不能写“fr”。"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(call: str, line: str, shell: Shell) -> None:
    told = shell(*call.split())
    assert (told.code, told.out, told.err) == (2, "", line + "\n")
