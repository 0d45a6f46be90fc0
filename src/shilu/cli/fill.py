"""shilu fill: a form that somebody else designed, filled from the ledger."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.cli.asked import ASKED, calendar, period_named, today, unit_named
from shilu.cli.printing import Format, FormatOption, print_json, print_table, remark, say
from shilu.figures.reading import Reading
from shilu.forms.facts import Filler
from shilu.forms.files import check_out, read_form, why_not_inserted, working_copy, write_form
from shilu.forms.filling import Wanted, fill_form
from shilu.forms.outcome import Empty, Filling, counted_by_table
from shilu.forms.sheet import Sort, address
from shilu.forms.written import ZEROS
from shilu.lib.enumerating import enumerated
from shilu.lib.errors import Refused
from shilu.organisation.structure import Unit

_SHOWN = 12


def register(main: typer.Typer) -> None:
    main.command("fill")(fill)


def fill(
    form: Annotated[Path, typer.Argument(metavar="FORM", help=gettext_noop("A form: .xlsx, .docx, .xls or .doc."))],
    out: Annotated[Path, typer.Option("-o", "--out", help=gettext_noop("The filled form, the copy to send."))],
    unit: Annotated[str | None, typer.Option("--unit", help=gettext_noop("Code or name of a unit."))] = None,
    period: Annotated[
        str | None, typer.Option("--period", help=gettext_noop("2022-H1, 2022-06, …: what the form asks for."))
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help=gettext_noop("Cut the period off after this day."))
    ] = None,
    zero: Annotated[
        str, typer.Option("--zero", help=gettext_noop("What is written where there was nothing: 0, / or 无."))
    ] = "0",
    answer: FormatOption = Format.TABLE,
) -> None:
    """Fill a form. Example: shilu fill 附件1.xlsx --unit 县局 --period 2022-H1 -o 报送.xlsx"""
    if zero not in ZEROS:
        raise Refused(_("--zero is 0, / or 无, not “%(text)s”.") % {"text": zero})
    if period is None:
        raise Refused(_("Say which period with --period, e.g. 2022-H1."))
    config = ASKED.open().config
    asked, span = unit_named(unit), period_named(period, until=until)
    read = read_form(form)
    check_out(read, form, out)
    names = config.forms
    filler = Filler(asked.name, names.reporter or config.account.name, names.reviewer, names.telephone, today())
    wanted = Wanted(asked.uuid, span, filler, zero)
    filling = fill_form(
        read, wanted=wanted, calendar=calendar(), reading=Reading(today=today()), why_not=why_not_inserted
    )
    write_form(read, filling.plan, out=out)
    if answer is Format.JSON:
        print_json(filling.as_json())
    else:
        _print(filling, unit=asked, out=out)


def _print(filling: Filling, *, unit: Unit, out: Path) -> None:
    """What was filled, table by table, and what was not, by reason."""
    counts = counted_by_table(filling.filled)
    named = {table: count for table, count in counts.items() if table}
    told = {"file": out, "count": sum(counts.values()), "unit": unit.name}
    say(_("%(file)s: %(count)s cells filled for %(unit)s.") % told)
    if len(named) > 1:
        print_table([_("Table"), _("Cells filled")], list(named.items()), numbers=frozenset({1}))
    say(_("The working copy with the records behind each number is %(file)s.") % {"file": working_copy(out)})
    if filling.empty:
        say(_("Left empty:"))
        rows = _by_reason(filling.empty, filling.sort)
        print_table([_("Reason"), _("Cells")], rows)
    if filling.formulas:
        say(_("%(count)s formulas stay as they are.") % {"count": len(filling.formulas)})
    for line in filling.remarks:
        remark(line)


def _by_reason(empty: tuple[Empty, ...], sort: Sort) -> list[tuple[str, str]]:
    """Each reason with the cells that it holds for."""
    found: dict[str, list[str]] = {}
    several = len({one.spot.table for one in empty if one.spot.table}) > 1
    for one in empty:
        place = address(one.spot, sort=sort)
        named = several and one.spot.table
        found.setdefault(one.reason, []).append(f"{one.spot.table} {place}" if named else place)
    return [(reason, _several(places)) for reason, places in found.items()]


def _several(places: list[str]) -> str:
    shown = enumerated(places[:_SHOWN])
    if len(places) <= _SHOWN:
        return shown
    return _("%(places)s and %(more)s more") % {"places": shown, "more": len(places) - _SHOWN}
