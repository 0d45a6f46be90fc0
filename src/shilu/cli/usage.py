"""A wrong call of the command line, told in one line of the reader's language."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import typer
from django.utils.translation import gettext as _

from shilu.cli.help import value_name
from shilu.lib.enumerating import enumerated

USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for a wrong call; it carries its own copy of click, whose errors it does not name."""


def usage_line(error: Any, *, commands: Iterable[str]) -> str:
    """What is wrong with the call; ``commands`` are those of the program."""
    near: Iterable[str] = ()
    match type(error).__name__:
        case "NoSuchOption":
            line = _("There is no option %(name)s.") % {"name": error.option_name}
            near = error.possibilities or ()
        case "MissingParameter":
            line = _("%(name)s is missing; see --help.") % {"name": parameter_name(error)}
        case "BadParameter":
            line = _("%(name)s cannot be so: %(message)s") % {
                "name": parameter_name(error),
                "message": _value_line(error),
            }
        case "BadOptionUsage" if "requires" in error.message:
            line = _("%(name)s wants a value after it; see --help.") % {"name": error.option_name}
        case "BadOptionUsage":
            line = _("%(name)s takes no value; write it alone.") % {"name": error.option_name}
        case _other:
            line, near = _call_line(str(error.message), _commands_at(error, commands))
    return line + (_(" Did you mean %(names)s?") % {"names": enumerated(near)} if near else "")


def parameter_name(error: Any) -> str:
    """What the reader calls the parameter that is wrong: --unit, or 序号."""
    options = [name for name in getattr(error.param, "opts", ()) if name.startswith("-")]
    return options[-1] if options else value_name(error.param).strip("[]…")


def _call_line(message: str, commands: Iterable[str]) -> tuple[str, Iterable[str]]:
    if found := re.search(r"No such command '(.*?)'", message):
        near = get_close_matches(found[1], commands, n=3)
        return _("There is no command %(name)s; see --help.") % {"name": found[1]}, near
    if found := re.search(r"unexpected extra argument\(s\) \((.*)\)", message):
        return _("%(text)s is too much; see --help.") % {"text": found[1]}, ()
    if message.startswith("Missing command"):
        return _("Say which command; see --help."), ()
    return message, ()


def _commands_at(error: Any, commands: Iterable[str]) -> Iterable[str]:
    """The commands among which the wrong one was looked for."""
    return getattr(getattr(error.ctx, "command", None), "commands", None) or commands


def _value_line(error: Any) -> str:
    message = str(error.message)
    if "valid integer" in message:
        return _("it must be a whole number.")
    if found := re.search(r"greater than or equal to (\d+)", message):
        return _("it must be at least %(least)s.") % {"least": found[1]}
    if found := re.search(r"is not one of (.*?)\.?$", message):
        return _("it must be one of %(known)s.") % {"known": enumerated(re.findall(r"'(.*?)'", found[1]))}
    return message
