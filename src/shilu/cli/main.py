"""The program ``shilu``: options before the command, one clear line for each error, exit codes 0, 1 and 2."""

import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import click
import typer
from django.utils import translation
from django.utils.translation import gettext as _

from shilu.workspace.database import start_django

start_django()

from shilu import __version__  # noqa: E402 - the commands import models, which need Django to be set up
from shilu.cli import catalogue, demo, figures, importing, ledger, report, units, workspace  # noqa: E402
from shilu.cli.asked import ASKED  # noqa: E402
from shilu.lib.errors import Refused  # noqa: E402
from shilu.workspace.faults import faults_told  # noqa: E402

LANGUAGES = {"zh": "zh-hans", "en": "en"}
ERROR_FILE = "shilu-errors.log"


def _version(asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if asked:
        typer.echo(f"shilu {__version__}")
        raise typer.Exit


def before(
    folder: Annotated[
        Path, typer.Option("-w", "--workspace", envvar="SHILU_WORKSPACE", help=translation.gettext_lazy("The workspace's folder."))
    ] = Path(),
    lang: Annotated[str, typer.Option("--lang", help=translation.gettext_lazy("Language of messages: zh or en."))] = "zh",
    version: Annotated[  # noqa: ARG001, FBT002 - typer's callback answers it
        bool, typer.Option("--version", callback=_version, is_eager=True, help=translation.gettext_lazy("Print the version."))
    ] = False,
) -> None:
    """Take what stands before the command."""
    ASKED.folder = folder
    if lang not in LANGUAGES:
        raise Refused(_("--lang is zh or en, not “%(lang)s”.") % {"lang": lang})


def application() -> typer.Typer:
    """All commands, with their help in the current language."""
    app = typer.Typer(
        name="shilu",
        help=_("Shilu, a general ledger of work: record a fact once; every number is a query over records."),
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(before)
    for part in (workspace, demo, units, catalogue, importing, ledger, figures, report):
        part.register(app)
    return app


def language_asked(arguments: list[str]) -> str:
    """The language that stands before the command, so that help and usage errors are in it too."""
    for at, argument in enumerate(arguments):
        if argument == "--lang" and at + 1 < len(arguments):
            return LANGUAGES.get(arguments[at + 1], "zh-hans")
        if argument.startswith("--lang="):
            return LANGUAGES.get(argument.removeprefix("--lang="), "zh-hans")
    return LANGUAGES.get(os.environ.get("SHILU_LANG", "zh"), "zh-hans")


def usage_line(error: click.ClickException) -> str:
    """What is wrong with the call, in one line of the reader's language."""
    match error:
        case click.NoSuchOption():
            near = _(" Did you mean %(names)s?") % {"names": "、".join(error.possibilities)} if error.possibilities else ""
            return _("There is no option %(name)s.") % {"name": error.option_name} + near
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return _("%(name)s is missing; see --help.") % {"name": name}
        case click.BadParameter():
            name = error.param.human_readable_name if error.param else ""
            return _("%(name)s cannot be so: %(message)s") % {"name": name, "message": error.message}
        case _other:
            return error.format_message()


def run(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    sys.exit(exit_code(sys.argv[1:] if arguments is None else arguments))


def exit_code(arguments: list[str]) -> int:
    """Run one command; 0 success, 1 a finding, 2 bad usage or input, told in one line on standard error."""
    with translation.override(language_asked(arguments)):
        try:
            with faults_told():
                result = application()(args=arguments, standalone_mode=False)
        except Refused as refused:
            return _fail(str(refused))
        except click.exceptions.Exit as left:
            return left.exit_code
        except (click.Abort, KeyboardInterrupt):
            return _fail(_("Stopped; nothing was left half done."))
        except click.ClickException as error:
            return _fail(usage_line(error))
        except BrokenPipeError:
            sys.stderr.close()
            return 0
        except Exception:  # noqa: BLE001 - the last stop: a reader gets one line, the details go to a file
            return _fail(_unforeseen())
        return result if isinstance(result, int) else 0


def _fail(line: str) -> int:
    typer.echo(line, err=True)
    return 2


def _unforeseen() -> str:
    path = (ASKED.folder if ASKED.folder.is_dir() else Path()) / ERROR_FILE
    try:
        with path.open("a", encoding="utf-8") as stream:
            traceback.print_exc(file=stream)
    except OSError:
        return _("Something went wrong that Shilu did not foresee; nothing was changed.")
    return _("Something went wrong that Shilu did not foresee; nothing was changed. Details are in %(path)s.") % {
        "path": path
    }
