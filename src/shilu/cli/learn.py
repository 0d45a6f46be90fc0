"""shilu report learn: a template made of a finished report."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.cli.asked import ASKED, calendar, period_named, today, unit_named
from shilu.cli.options import PeriodOption, UnitOption, UntilOption
from shilu.cli.printing import Format, FormatOption, print_csv, print_json, print_table, remark, say
from shilu.ledger.queries import position
from shilu.lib.durable import write_file
from shilu.lib.errors import Refused
from shilu.reports.answers import Reader
from shilu.reports.learning.operations import Learned, learn_report


def learn(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=gettext_noop("A finished report, .docx."))],
    out: Annotated[
        Path, typer.Option("-o", "--out", help=gettext_noop("The template: .md; its layout lies beside it."))
    ],
    unit: UnitOption = None,
    period: PeriodOption = None,
    until: UntilOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Make a template of a finished report. Example: shilu report learn 去年半年报告.docx --unit 县局 --period 2025-H2 -o 半年报告.md"""
    if out.suffix.lower() != ".md":
        raise Refused(_("%(file)s: a template is written as .md.") % {"file": out.name})
    if not out.absolute().parent.is_dir():
        raise Refused(_("There is no folder %(folder)s.") % {"folder": out.absolute().parent})
    if not period:
        raise Refused(_("Say which period with --period, e.g. 2022-H1."))
    layout = out.with_suffix(".docx")
    if layout.exists() and layout.resolve() == file.resolve():
        raise Refused(
            _("The layout would overwrite %(file)s; give the template another name with -o.") % {"file": file.name}
        )
    ASKED.open()
    asked, span = unit_named(unit), period_named(period, until=until)
    learned = learn_report(
        file, unit=asked, period=span, reader=Reader(position(), calendar(), today=today()), layout=layout.name
    )
    write_file(layout, learned.layout)
    write_file(out, learned.text.encode())
    if form is Format.JSON:
        print_json(_value(learned, [out, layout]))
    elif form is Format.CSV:
        print_csv(_headers(), _rows(learned))
    else:
        _print(learned, out, layout)


def _value(learned: Learned, files: list[Path]) -> dict[str, object]:
    return {
        "files": [str(file) for file in files],
        "replaced": [
            {"start": one.start, "end": one.end, "words": one.words, "expression": one.expression}
            for one in learned.replaced
        ],
        "left": [
            {
                "start": one.start,
                "end": one.end,
                "words": one.words,
                "where": where,
                "reason": one.reason,
                "offered": one.offered,
            }
            for one, where in zip(learned.left, learned.where, strict=True)
        ],
        "outside": list(learned.outside),
    }


def _headers() -> list[str]:
    return [_("Text"), _("Where"), _("Reason"), _("Could be")]


def _rows(learned: Learned) -> list[tuple[str, ...]]:
    """What is left as typed, a row each."""
    return [(one.words, where, one.reason, one.offered) for one, where in zip(learned.left, learned.where, strict=True)]


def _print(learned: Learned, out: Path, layout: Path) -> None:
    numbers = sum(not one.is_time for one in learned.replaced)
    say(
        _(
            "%(file)s is a template with %(numbers)s bound numbers and %(times)s dates and periods; its layout is %(layout)s."
        )
        % {"file": out, "numbers": numbers, "times": len(learned.replaced) - numbers, "layout": layout}
    )
    for one in learned.replaced:
        if one.placeholder:
            remark(
                _("The placeholder %(words)s is filled by %(expression)s.")
                % {"words": one.words, "expression": one.expression}
            )
    if learned.left:
        say(_("Marked as old, for you to look at: %(count)s.") % {"count": len(learned.left)})
        print_table(_headers(), _rows(learned))
    for line in learned.outside:
        remark(_("Part of the layout, printed as it is: %(line)s") % {"line": line})
