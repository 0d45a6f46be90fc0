"""What holds for every module of the program."""

import ast
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

SOURCE = Path(__file__).parent.parent.parent / "src" / "shilu"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
POSIX_ONLY = {"fcntl", "grp", "posix", "pwd", "resource", "termios", "tty"}
POSIX_CALLS = {"os.fork", "os.getuid", "os.geteuid", "os.chown", "os.killpg", "signal.SIGKILL", "os.mkfifo"}


def trees() -> list[tuple[str, ast.Module]]:
    return [
        (path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"), str(path)))
        for path in MODULES
    ]


def test_every_module_opens_with_a_sentence():
    assert [name for name, tree in trees() if not (ast.get_docstring(tree) or "").strip()] == []


def guarded_lines(tree: ast.Module) -> set[int]:
    """The lines inside a question about the system."""
    asked = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and {"sys.platform", "os.name"} & set(map(ast.unparse, ast.walk(node.test)))
    ]
    return {line for node in asked for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}


def test_nothing_is_called_that_windows_lacks():
    found = []
    for name, tree in trees():
        guarded = guarded_lines(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found += [(name, alias.name) for alias in node.names if alias.name in POSIX_ONLY]
            elif isinstance(node, ast.ImportFrom) and node.module in POSIX_ONLY:
                found.append((name, node.module))
            elif isinstance(node, ast.Attribute) and node.lineno not in guarded and ast.unparse(node) in POSIX_CALLS:
                found.append((name, ast.unparse(node)))
    assert found == []


def test_text_files_are_opened_with_an_encoding():
    """Without one, Windows reads them in the code page of the country."""
    found = []
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                given = {keyword.arg for keyword in node.keywords}
                reads_text = node.func.attr in {"read_text", "write_text"}
                if reads_text and "encoding" not in given and not (node.func.attr == "read_text" and node.args):
                    found.append(f"{name}:{node.lineno}")
    assert found == []


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    told = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=told)
    assert told.getvalue().strip().splitlines()[-1] in {"No changes detected", "未检测到更改", "没有检测到更改"}
