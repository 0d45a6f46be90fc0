"""Options that several commands take alike."""

from typing import Annotated

import typer
from django.utils.translation import gettext_noop

UnitOption = Annotated[str | None, typer.Option("--unit", help=gettext_noop("Code or name of a unit."))]
PeriodOption = Annotated[
    str | None, typer.Option("--period", help=gettext_noop("2022-H1, 2022-06, …; else as the template says."))
]
UntilOption = Annotated[str | None, typer.Option("--until", help=gettext_noop("Cut the period off after this day."))]
ReasonOption = Annotated[str, typer.Option("--reason", help=gettext_noop("Why."))]
SeqArgument = Annotated[int, typer.Argument(metavar="SEQ", help=gettext_noop("The number of a record."))]
