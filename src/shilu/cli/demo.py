"""shilu demo: the main job, done once on a sample organisation, with the command for each step beside it."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.cli.printing import say
from shilu.cli.tour.guide import take
from shilu.demo.folder import prepare
from shilu.demo.tour import read_tour, sample_folder


def register(main: typer.Typer) -> None:
    main.command()(demo)


def demo(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="[DIR]", help=gettext_noop("A new or empty folder, or an earlier demo, which is made anew.")
        ),
    ] = Path("shilu-demo"),
) -> None:
    """Take the tour on a sample organisation. Example: shilu demo 演示"""
    sample = sample_folder()
    tour = read_tour(sample)
    prepare(folder)
    say(
        _("A tour on a fictional county bureau, as of %(day)s. Every step names the command that does the same.")
        % {"day": tour.today}
    )
    take(folder, sample=sample, tour=tour)
