"""The program ``shilu``: options before the command, one clear line for each error, exit codes 0, 1 and 2."""

import importlib
import os
import sys
import traceback
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer
from django.apps import apps
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu import __version__
from shilu.cli.help import prepare
from shilu.cli.usage import USAGE_ERROR, usage_line
from shilu.lib.errors import Refused

PARTS = {
    "init": "workspace",
    "backup": "workspace",
    "restore": "workspace",
    "upgrade": "workspace",
    "demo": "demo",
    "units": "units",
    "catalogue": "catalogue",
    "import": "importing",
    "ledger": "ledger",
    "figures": "figures",
    "report": "report",
    "claims": "claims",
    "fill": "fill",
    "check": "check",
    "serve": "serve",
    "accounts": "accounts",
}
"""Commands by the module that holds them; only the one that is called is loaded, which halves the time to start."""

ALONE = frozenset({"claims"})
"""Commands that need no workspace: they start without tables, in half the time."""

LANGUAGES = {"zh": "zh-hans", "en": "en"}
ERROR_FILE = "shilu-errors.log"


def _version(asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if asked:
        typer.echo(f"shilu {__version__}")
        raise typer.Exit


def before(
    folder: Annotated[
        Path,
        typer.Option(
            "-w", "--workspace", metavar="DIR", envvar="SHILU_WORKSPACE", help=gettext_noop("The workspace's folder.")
        ),
    ] = Path(),
    lang: Annotated[str, typer.Option("--lang", help=gettext_noop("Language of messages: zh or en."))] = "zh",
    version: Annotated[  # noqa: ARG001 - typer's callback answers it
        bool, typer.Option("--version", callback=_version, is_eager=True, help=gettext_noop("Print the version."))
    ] = False,
) -> None:
    """Take what stands before the command."""
    if apps.app_configs:
        importlib.import_module("shilu.cli.asked").ASKED.folder = folder
    if lang not in LANGUAGES:
        raise Refused(_("--lang is zh or en, not “%(lang)s”.") % {"lang": lang})


def application(parts: Iterable[str]) -> Any:
    """The commands of the modules ``parts`` as one click command, with their help in the current language."""
    app = typer.Typer(
        name="shilu",
        help=gettext_noop("Shilu, a general ledger of work: record a fact once; every number is a query over records."),
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(before)
    for part in parts:
        importlib.import_module(f"shilu.cli.{part}").register(app)
    command = typer.main.get_command(app)
    prepare(command)
    return command


def command_asked(arguments: list[str]) -> str | None:
    """The command in ``arguments``; None where none is named first (help, completion)."""
    values = {at + 1 for at, argument in enumerate(arguments) if argument in {"-w", "--workspace", "--lang"}}
    command = next((one for at, one in enumerate(arguments) if one in PARTS and at not in values), None)
    return None if "_SHILU_COMPLETE" in os.environ else command


def parts_needed(arguments: list[str]) -> Iterable[str]:
    """The module of the command in ``arguments``, or all of them where none is named first."""
    command = command_asked(arguments)
    return [PARTS[command]] if command else dict.fromkeys(PARTS.values())


def language_asked(arguments: list[str]) -> str:
    """The language that stands before the command, so that help and usage errors are in it too."""
    for at, argument in enumerate(arguments):
        if argument == "--lang" and at + 1 < len(arguments):
            return LANGUAGES.get(arguments[at + 1], "zh-hans")
        if argument.startswith("--lang="):
            return LANGUAGES.get(argument.removeprefix("--lang="), "zh-hans")
    return LANGUAGES.get(os.environ.get("SHILU_LANG", "zh"), "zh-hans")


def start(arguments: list[str]) -> None:
    """Make messages usable in this process, and tables too unless the command stands alone; the first start holds."""
    if apps.ready:
        return
    if command_asked(arguments) in ALONE:
        apps.populate(())
    else:
        importlib.import_module("shilu.workspace.database").start_django()


def run(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    sys.exit(exit_code(sys.argv[1:] if arguments is None else arguments))


def exit_code(arguments: list[str]) -> int:
    """Run one command; 0 success, 1 a finding, 2 bad usage or input, told in one line on standard error."""
    start(arguments)
    with translation.override(language_asked(arguments)):
        try:
            with _faults_told():
                result = application(parts_needed(arguments))(args=arguments, standalone_mode=False)
        except typer.Exit as left:
            return left.exit_code
        except BrokenPipeError:
            sys.stderr.close()
            return 0
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last stop: a reader gets one line
            typer.echo(line_for(error), err=True)
            return 2
        return result if isinstance(result, int) else 0


def _faults_told() -> AbstractContextManager[None]:
    """What a database or a disk can do, told in one line; a command that stands alone writes nothing."""
    if not apps.app_configs:
        return nullcontext()
    told: AbstractContextManager[None] = importlib.import_module("shilu.workspace.faults").faults_told()
    return told


def line_for(error: BaseException) -> str:
    """The one line that a reader gets for what went wrong."""
    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, typer.Abort | KeyboardInterrupt):
        return _("Stopped; nothing was left half done.")
    if isinstance(error, USAGE_ERROR):
        return usage_line(error, commands=PARTS)
    return _unforeseen()


def _unforeseen() -> str:
    folder = importlib.import_module("shilu.cli.asked").ASKED.folder if apps.app_configs else Path()
    path = (folder if folder.is_dir() else Path()) / ERROR_FILE
    try:
        with path.open("a", encoding="utf-8") as stream:
            traceback.print_exc(file=stream)
    except OSError:
        return _("Something went wrong that Shilu did not foresee; nothing was changed.")
    return _("Something went wrong that Shilu did not foresee; nothing was changed. Details are in %(path)s.") % {
        "path": path
    }
