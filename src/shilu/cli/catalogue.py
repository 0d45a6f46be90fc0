"""shilu catalogue: apply, alias, export, check."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.cli.asked import ASKED, clerk
from shilu.cli.printing import Format, FormatOption, print_rows, say
from shilu.ledger.catalogue import Catalogue, Fault
from shilu.ledger.catalogue_toml import grassroots, read_catalogue, write_catalogue
from shilu.ledger.organising import apply_catalogue
from shilu.ledger.queries import catalogue_at
from shilu.lib.errors import Refused
from shilu.matching.operations import learn

app = typer.Typer(help=gettext_noop("The kinds of records and the figures over them."), no_args_is_help=True)

FilesArgument = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[FILE…]", help=gettext_noop("Catalogues in TOML; the packaged one by default.")),
]


def register(main: typer.Typer) -> None:
    main.add_typer(app, name="catalogue")


def _read(paths: list[Path] | None, over: Catalogue) -> tuple[Catalogue, list[Fault]]:
    """The catalogues at ``paths`` laid one by one over ``over``, with the faults of all of them."""
    merged = over
    faults: list[Fault] = []
    for path in paths or []:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise Refused(_("%(path)s cannot be read as a text in UTF-8.") % {"path": path}) from None
        catalogue, found = read_catalogue(text, file=path.name, over=merged)
        faults += found
        merged = merged.merged(catalogue)
    return merged, faults


def _print_faults(faults: list[Fault], form: Format) -> None:
    value = [{"file": fault.file, "key": fault.key, "what": fault.what} for fault in faults]
    rows = [(fault.file, fault.key, fault.what) for fault in faults]
    if faults or form is Format.JSON:
        print_rows([_("File"), _("Key"), _("Fault")], rows, form=form, value=value)


@app.command()
def apply(files: FilesArgument = None, form: FormatOption = Format.TABLE) -> int:
    """Make these catalogues the ones that hold from now on. Example: shilu catalogue apply 本局.toml"""
    ASKED.open()
    before = catalogue_at()
    catalogue, faults = _read(files, before if files else before.merged(grassroots()))
    if faults:
        _print_faults(faults, form)
        raise Refused(_("Nothing was applied: mend the faults first."))
    if catalogue.body() == before.body():
        say(_("The catalogue is already so."))
        return 0
    seq = apply_catalogue(catalogue, clerk=clerk())
    say(
        _("Applied as %(seq)s: %(kinds)s kinds, %(figures)s figures.")
        % {"seq": seq, "kinds": len(catalogue.kinds), "figures": len(catalogue.figures)}
    )
    return 0


@app.command()
def alias(
    phrase: Annotated[str, typer.Argument(metavar="PHRASE", help=gettext_noop("How texts and forms call it."))],
    figure: Annotated[
        str | None, typer.Argument(metavar="[FIGURE]", help=gettext_noop("The figure or kind it means."))
    ] = None,
    none: Annotated[
        bool, typer.Option("--none", help=gettext_noop("It is none of ours; texts that name it are left alone."))
    ] = False,
) -> None:
    """Keep what a phrase means when texts are checked and forms filled. Example: shilu catalogue alias 党组集中学习 中心组学习"""
    if bool(figure) == none:
        raise Refused(_("Name the figure that “%(phrase)s” means, or say --none.") % {"phrase": phrase})
    ASKED.open()
    seq = learn([(phrase, figure or "")], clerk=clerk())
    if seq is None:
        say(_("The catalogue is already so."))
    elif figure:
        say(
            _("“%(phrase)s” means “%(figure)s” from now on (%(seq)s).")
            % {"phrase": phrase, "figure": figure, "seq": seq}
        )
    else:
        say(_("“%(phrase)s” is none of ours from now on (%(seq)s).") % {"phrase": phrase, "seq": seq})


@app.command()
def export(
    out: Annotated[Path | None, typer.Option("-o", "--out", help=gettext_noop("The file to write."))] = None,
) -> None:
    """Write the catalogue that holds now as TOML. Example: shilu catalogue export -o 目录.toml"""
    ASKED.open()
    text = write_catalogue(catalogue_at())
    if out is None:
        typer.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
        say(_("The catalogue is in %(path)s.") % {"path": out})


@app.command()
def check(files: FilesArgument = None, form: FormatOption = Format.TABLE) -> int:
    """Name every fault of catalogues, with file and key. Example: shilu catalogue check 本局.toml"""
    catalogue, faults = _read(files, grassroots())
    _print_faults(faults, form)
    if not faults and form is Format.TABLE:
        say(
            _("No fault: %(kinds)s kinds, %(figures)s figures.")
            % {"kinds": len(catalogue.kinds), "figures": len(catalogue.figures)}
        )
    return 1 if faults else 0
