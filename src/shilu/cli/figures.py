"""shilu figures: values of figures, beside another period, by unit, month or label."""

from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.cli.asked import ASKED, day_of, period_named, position_named, unit_named
from shilu.cli.printing import Format, FormatOption, print_rows, remark
from shilu.figures.difference import difference_words
from shilu.figures.queries import ask
from shilu.figures.result import Result, as_json, shown_value
from shilu.ledger.catalogue import Catalogue, Label
from shilu.ledger.queries import catalogue_at, structure_at
from shilu.lib.errors import Refused
from shilu.lib.periods import Period

STRUCTURES = ("then", "now")
COMPARISONS = ("previous", "last-year")


def register(main: typer.Typer) -> None:
    main.command("figures")(figures)


def figures(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME…]", help=gettext_noop("Names of figures; all by default."))
    ] = None,
    unit: Annotated[str | None, typer.Option("--unit", help=gettext_noop("Code or name of a unit."))] = None,
    period: Annotated[
        str | None,
        typer.Option("--period", help=gettext_noop("2022, 2022-H1, 2022-Q2, 2022-06, 2022-W23, first/last day.")),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help=gettext_noop("Cut the period off after this day."))
    ] = None,
    compare: Annotated[
        str | None, typer.Option("--compare", help=gettext_noop("previous, last-year or a period."))
    ] = None,
    by: Annotated[str | None, typer.Option("--by", help=gettext_noop("unit, month or the key of a label."))] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help=gettext_noop("As the log was at this number or day."))
    ] = None,
    structure: Annotated[
        str, typer.Option("--structure", help=gettext_noop("Units as they stood then, or now."))
    ] = "then",
    form: FormatOption = Format.TABLE,
) -> None:
    """Print figures. Example: shilu figures 中心组学习 讲党课 --unit 县局 --period 2022-H1 --compare last-year"""
    ASKED.open()
    if structure not in STRUCTURES:
        raise Refused(_("--structure is then or now, not “%(text)s”.") % {"text": structure})
    at = position_named(as_of)
    asked = unit_named(unit, structure_at(at))
    span = period_named(period, until=until)
    other: str | Period | None = compare if compare in COMPARISONS or compare is None else period_named(compare)
    results = ask(
        names or None,
        unit=asked.uuid,
        period=span,
        at=at,
        today=day_of(as_of),
        structure=structure,  # type: ignore[arg-type]
        compare=other,  # type: ignore[arg-type]
        by=by,
    )
    print_results(results, form=form, by=by, catalogue=catalogue_at(at))
    if form is Format.TABLE:
        print_remarks(results)


def print_results(results: list[Result], *, form: Format, catalogue: Catalogue, by: str | None = None) -> None:
    """Results as a table, JSON or CSV; a comparison gives both values and the difference."""
    compared = any(result.compare for result in results)
    label = catalogue.labels.get(by or "")
    headers = [_("Figure"), _("Value"), *([_("Compared with"), _("Value then"), _("Difference")] if compared else [])]
    if by:
        named = {"unit": _("Unit"), "month": _("Month")}
        headers.insert(1, str(label.title) if label else named.get(by, by))
    headers.append(_("Records"))
    rows = []
    for result in results:
        row: list[object] = [result.title, _shown(result)]
        if by:
            row.insert(1, _part(result, by, label))
        if compared:
            row += _comparison(result)
        rows.append([*row, result.entries])
    numbers = {at for at, header in enumerate(headers) if at > int(bool(by)) and header != _("Compared with")}
    print_rows(headers, rows, form=form, value=[as_json(result) for result in results], numbers=frozenset(numbers))


def _part(result: Result, by: str, label: Label | None) -> str:
    """Which part of a breakdown a result is: a unit, a month, or the value of the label."""
    if by == "unit":
        return result.unit_name
    if by == "month":
        return result.period.title()
    value = result.labels.get(by, "")
    known = label.value(value) if label else None
    return str(known.title) if known else value or _("not stated")


def _shown(result: Result) -> str:
    """The value; where there is none a dash, and why."""
    return result.shown or f"— {result.lacking_named}"


def _comparison(result: Result) -> list[object]:
    """The other period, its value and the difference."""
    if result.compare is None:
        return ["", "", ""]
    other = result.compare
    value = "—" if other.value is None else shown_value(other.value, measure=result.measure)
    return [other.period.title(), value, difference_words(other, measure=result.measure)]


def print_remarks(results: list[Result]) -> None:
    """What a reader of these numbers should know: who has not reported, why a value is missing."""
    for line in dict.fromkeys(line for result in results for line in result.remarks):
        remark(line)
    reasons = ((result.title, result.reason) for result in results if result.reason)
    for title, reason in dict.fromkeys(reasons):
        remark(_("%(what)s: %(why)s") % {"what": title, "why": reason})
