"""What --help prints: how a command is called, what it does and what may be added, in the reader's language."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from rich.cells import cell_len

WORDS = {
    "DIR": gettext_noop("DIR"),
    "FIGURE": gettext_noop("FIGURE"),
    "FILE": gettext_noop("FILE"),
    "FOLDER": gettext_noop("FOLDER"),
    "KIND": gettext_noop("KIND"),
    "NAME": gettext_noop("NAME"),
    "PHRASE": gettext_noop("PHRASE"),
    "PHRASE=FIGURE": gettext_noop("PHRASE=FIGURE"),
    "NUMBER": gettext_noop("NUMBER"),
    "PATH": gettext_noop("PATH"),
    "PERSON": gettext_noop("PERSON"),
    "SEQ": gettext_noop("SEQ"),
    "TEMPLATE": gettext_noop("TEMPLATE"),
    "FORM": gettext_noop("FORM"),
    "TEXT": gettext_noop("TEXT"),
    "UNIT": gettext_noop("UNIT"),
}
"""What stands for a value in the call of a command."""

TYPES = {"str": "TEXT", "path": "FILE", "int": "NUMBER"}
LIBRARY = (
    gettext_noop("Install completion for the current shell."),
    gettext_noop("Show completion for the current shell, to copy it or customize the installation."),
    gettext_noop("Show this message and exit."),
)
"""Help that typer brings along; named here so that it has Chinese."""

_EXAMPLE = re.compile(r"(?=Example: |示例：)")
_PIECE = re.compile(r"（\S{1,4}）|[“（《]*(?:[!-~]+|\S)[，。；：、）”》！？…]*|\s+")
_WIDEST, _NARROWEST, _FIRST_COLUMN = 100, 40, 30


class HelpContext(typer.Context):
    """The context of a command whose help is a page of ours."""

    def get_help(self) -> str:
        """The page of the command of this context."""
        return help_page(self)


def prepare(command: Any) -> None:
    """Put what a command says of itself into the current language, and of all commands below it; their help is ours."""
    command.context_class = HelpContext
    command.help = _(command.help) if command.help else ""
    command.short_help = _EXAMPLE.split(command.help)[0].strip()
    for below in getattr(command, "commands", {}).values():
        prepare(below)


def help_page(ctx: Any) -> str:
    """The whole page, wrapped to the terminal; a Chinese letter is two columns wide."""
    width = max(_NARROWEST, min(_WIDEST, get_terminal_size().columns)) - 2
    shown = [one for one in ctx.command.get_params(ctx) if not one.hidden]
    given = [one for one in shown if one.param_type_name == "argument"]
    options = [one for one in shown if one.param_type_name == "option"]
    below = getattr(ctx.command, "commands", None)
    call = [
        ctx.command_path,
        _("[options]"),
        *(_in_brackets(one) for one in given),
        *([_("COMMAND …")] if below else []),
    ]
    lines = [_("Usage: %(call)s") % {"call": " ".join(call)}]
    for paragraph in _EXAMPLE.split(ctx.command.help):
        lines += ["", *(f"  {line}" for line in wrapped(paragraph, width=width - 2))]
    lines += _section(_("To be given:"), [(value_name(one), _told(one)) for one in given if one.help], width=width)
    lines += _section(_("Options:"), [(_written(one, ctx), _told(one)) for one in options], width=width)
    commands = [(name, one.short_help) for name, one in (below or {}).items() if not one.hidden]
    lines += _section(_("Commands:"), commands, width=width)
    return "\n".join(lines)


def value_name(parameter: Any) -> str:
    """What the reader calls an argument: 文件, 序号…, [目录]."""
    name = parameter.metavar or parameter.name.upper()
    return re.sub(r"[A-Z]+", lambda found: _(WORDS[found[0]]) if found[0] in WORDS else found[0], name)


def wrapped(text: str, *, width: int) -> Iterator[str]:
    """Lines of at most ``width`` columns; words stay whole, and no line begins with a stop or a closing bracket."""
    line = ""
    for piece in _PIECE.findall(text.strip()):
        if line and cell_len((line + piece).rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line:
        yield line.rstrip()


def _in_brackets(argument: Any) -> str:
    name = value_name(argument)
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _written(option: Any, ctx: Any) -> str:
    """An option as it is written: ``--unit <文字>``."""
    names = ", ".join(sorted((*option.opts, *option.secondary_opts), key=len))
    if option.is_flag:
        return names
    shown = (option.metavar or option.display_type(ctx) or "").strip("<>")
    inner = re.sub(r"^list\[(.*)\]$", r"\1", shown)
    word = TYPES.get(inner.lower().partition(" ")[0], inner if inner in WORDS else "")
    return f"{names} <{_(WORDS[word]) if word else inner}>" + ("…" if inner != shown else "")


def _told(parameter: Any) -> str:
    """What a parameter says of itself, whether it must be given and what holds without it."""
    text = _(parameter.help) if parameter.help else ""
    default = parameter.default.value if isinstance(parameter.default, Enum) else parameter.default
    if isinstance(default, Path):
        default = "" if default == Path() else str(default)
    if parameter.param_type_name == "option" and parameter.required:
        text += _(" (must be given)")
    elif default and isinstance(default, str):
        text += _(" (else %(default)s)") % {"default": default}
    if parameter.envvar:
        text += _(" (or in the environment: %(name)s)") % {"name": parameter.envvar}
    return text.strip()


def _section(heading: str, rows: Iterable[tuple[str, str]], *, width: int) -> list[str]:
    """Two columns below a heading; nothing without rows."""
    rows = list(rows)
    if not rows:
        return []
    column = min(_FIRST_COLUMN, max(cell_len(name) for name, _text in rows)) + 2
    lines = ["", heading]
    for name, text in rows:
        first, *rest = [*wrapped(text, width=width - column - 2)] or [""]
        gap = column - cell_len(name)
        if gap < 2:
            lines.append(f"  {name}")
            rest = [first, *rest]
        else:
            lines.append(f"  {name}{' ' * gap}{first}".rstrip())
        lines += [f"  {' ' * column}{line}" for line in rest]
    return lines
