"""docs/api.md says what there is: its examples are run against a server, its table against the description."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from shilu.api.main import api as interface
from trust.body import Body, new_body
from trust.server import Program, Server, serving

DOCUMENT = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", DOCUMENT, re.DOTALL | re.MULTILINE)
HERE = "http://127.0.0.1:8000/api/v1"


def operations() -> dict[tuple[str, str], set[str]]:
    """Method and address of each operation, with the parameters of its query."""
    found = {}
    for path, methods in interface.get_openapi_schema(path_prefix="").get("paths", {}).items():
        for method, told in methods.items():
            names = {one["name"] for one in told.get("parameters", []) if one["in"] == "query"}
            found[method.upper(), "/" + path.lstrip("/")] = names
    return found


def in_table() -> dict[tuple[str, str], set[str]]:
    """What the table names: several addresses may stand in one line, the shorter ones without what is said before."""
    found = {}
    for cell in re.findall(r"^\| (`(?:GET|POST) .*?) \|", DOCUMENT, re.MULTILINE):
        method, before = "", ""
        for told in re.findall(r"`([^`]+)`", cell):
            *stated, address = told.split(" ")
            path, _mark, query = address.partition("?")
            method = stated[0] if stated else method
            full = (
                path if stated or path.startswith(("/units", "/kinds", "/check")) else before.rpartition("/")[0] + path
            )
            found[method, full] = {part.partition("=")[0] for part in query.split("&") if part}
            before = full
    return found


def test_table_names_every_operation_with_its_parameters():
    there = operations()
    assert sorted(in_table()) == sorted(there)
    told = {key: names for key, names in in_table().items() if names}
    assert told == {key: there[key] for key in told}


def asked(command: str, *, server: Server, body: Body) -> tuple[int, Any]:
    """The answer to a command of curl."""
    words = shlex.split(command.replace("\\\n", " "))
    headers, method, content, address = {}, "GET", None, ""
    rest = iter(words[1:])
    for word in rest:
        match word:
            case "-H":
                name, _colon, value = next(rest).partition(": ")
                headers[name] = value
            case "-X":
                method = next(rest)
            case "-d":
                content = json.loads(next(rest))
            case _:
                address = word
    assert address.startswith(HERE)
    assert headers["Authorization"] == "Bearer shilu_…"
    program = Program(server.port, body.key)
    path = quote(address.removeprefix(HERE), safe="/?&=%")
    answer = program.ask(method, path, content, key=headers.get("Idempotency-Key", ""))
    return answer.status, answer.value


def agrees(told: Any, found: Any) -> bool:
    """Whether what was found has all that is told, whatever else it has; positions and uuids are those of the day."""
    if isinstance(told, list):
        return all(agrees(*pair) for pair in zip(told, found, strict=False))
    if isinstance(told, dict):
        return all(key in found and (key == "seq" or agrees(value, found[key])) for key, value in told.items())
    return bool(told == found)


@pytest.mark.usefixtures("own_process")
def test_examples_answer_as_they_are_told(tmp_path: Path):
    body, run = new_body(tmp_path / "w"), []
    commands = [text for language, text in BLOCKS if not language and text.startswith("curl")]
    with serving(body.folder) as server:
        for text in sorted(commands, key=lambda text: "-X POST" not in text):  # a record is handed in before it is read
            command, sign, told = text.partition("\n[" if "\n[" in text else "\n{")
            status, found = asked(command, server=server, body=body)
            assert status in {200, 201}, found
            if told:
                assert agrees(json.loads(sign + told), found), found
            run.append(command)
        (program,) = (text for language, text in BLOCKS if language == "python")
        done = subprocess.run(
            [sys.executable, "-c", program.replace(HERE, f"http://127.0.0.1:{server.port}/api/v1")],
            env={**os.environ, "SHILU_KEY": body.key, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        )
    assert len(run) == 3
    assert "第6次集中学习" in done.stdout.decode()


def test_description_says_what_each_field_and_parameter_is():
    described = interface.get_openapi_schema(path_prefix="")
    bare = [
        f"{shape}.{name}"
        for shape, told in described["components"]["schemas"].items()
        for name, field in told.get("properties", {}).items()
        if not field.get("description")
    ]
    bare += [
        f"{told['operationId']}: {one['name']}"
        for methods in described["paths"].values()
        for told in methods.values()
        for one in told.get("parameters", [])
        if not (one.get("description") or one["schema"].get("description"))
    ]
    assert bare == []


def test_description_says_that_a_draft_is_a_file():
    draft = interface.get_openapi_schema(path_prefix="")["paths"]["/reports/draft"]["post"]
    assert {name.partition(";")[0] for name in draft["responses"][200]["content"]} == {
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "text/html",
    }
    assert draft["operationId"] == "reports_draft"
