"""shilu report: build a draft, issue a paper, verify one."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.cli.asked import ASKED, calendar, clerk, period_named, today, unit_named
from shilu.cli.learn import learn
from shilu.cli.options import PeriodOption, UnitOption, UntilOption
from shilu.cli.printing import Format, FormatOption, print_json, print_table, remark, say
from shilu.ledger.queries import moment_of, structure_at
from shilu.lib.enumerating import enumerated, in_clauses
from shilu.lib.errors import Refused
from shilu.lib.moments import moment_told
from shilu.lib.periods import Period, parse_period
from shilu.organisation.structure import Unit
from shilu.reports.compose import defaults_of, read_layout, read_template
from shilu.reports.drafting.issuing import issue_report
from shilu.reports.operations import Issue, build_report
from shilu.reports.queries import issued_papers
from shilu.reports.verify import Checked, Verified, verify_paper

app = typer.Typer(help=gettext_noop("Papers whose numbers are bound to records."), no_args_is_help=True)

TemplateArgument = Annotated[Path, typer.Argument(metavar="TEMPLATE", help=gettext_noop("A template in Markdown."))]


def register(main: typer.Typer) -> None:
    app.command()(learn)
    main.add_typer(app, name="report")


def _template(path: Path) -> Path:
    """The template itself, or the one of that name in the workspace's folder of templates."""
    inside = ASKED.open().templates / path
    return inside if not path.exists() and inside.exists() else path


def _asked(text: str, unit: str | None, period: str | None, until: str | None) -> tuple[Unit, Period]:
    """Unit and period as the command says, else as the template's settings do."""
    front = defaults_of(text)
    cut = until or (front.until.isoformat() if front.until else None)
    name = period or front.period
    if not name:
        raise Refused(_("Say which period with --period, e.g. 2022-H1."))
    return unit_named(unit or front.unit or None), period_named(name, until=cut)


@app.command()
def build(
    template: TemplateArgument,
    out: Annotated[Path, typer.Option("-o", "--out", help=gettext_noop("The draft: .docx, .html or .pdf."))],
    unit: UnitOption = None,
    period: PeriodOption = None,
    until: UntilOption = None,
    clean: Annotated[bool, typer.Option("--clean", help=gettext_noop("Without controls and hidden parts."))] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Make a draft; nothing is posted. Example: shilu report build 半年报告.md --unit 县局 --period 2022-H1 -o 草稿.docx"""
    path = _template(template)
    text = read_template(path)
    asked, span = _asked(text, unit, period, until)
    draft = build_report(
        text,
        name=path.name,
        unit=asked,
        period=span,
        out=out,
        calendar=calendar(),
        today=today(),
        clean=clean,
        layout=read_layout(path, text),
    )
    bound = len(draft.printed) - len(draft.old)
    if form is Format.JSON:
        value = {"file": str(out), "numbers": bound, "as_of": draft.at, "root": draft.root, "old": list(draft.old)}
        print_json(value)
        return
    say(_("%(file)s is a draft with %(count)s bound numbers.") % {"file": out, "count": bound})
    if draft.old:
        told = {"count": len(draft.old), "words": enumerated(dict.fromkeys(draft.old))}
        remark(
            _("Old numbers that nobody has looked at: %(count)s (%(words)s). The paper cannot be final with them.")
            % told
        )


@app.command()
def issue(
    template: TemplateArgument,
    out: Annotated[
        list[Path], typer.Option("-o", "--out", help=gettext_noop("The paper: .docx, .html or .pdf; may be repeated."))
    ],
    unit: UnitOption = None,
    period: PeriodOption = None,
    until: UntilOption = None,
    clean: Annotated[
        Path | None, typer.Option("--clean", help=gettext_noop("Write the copy to send to this file too."))
    ] = None,
    keep_old: Annotated[
        str,
        typer.Option(
            "--keep-old", help=gettext_noop("Keep what an earlier report said as it stands, for this reason.")
        ),
    ] = "",
    form: FormatOption = Format.TABLE,
) -> None:
    """Freeze a paper in the ledger and write it. Example: shilu report issue 半年报告.md --period 2022-H1 -o 报告.docx --clean 报送.docx"""
    path = _template(template)
    text = read_template(path)
    asked, span = _asked(text, unit, period, until)
    outs = dict.fromkeys(out, False) | ({clean: True} if clean else {})
    done = issue_report(
        text,
        name=path.name,
        unit=asked,
        period=span,
        outs=outs,
        calendar=calendar(),
        today=today(),
        clerk=clerk(),
        layout=read_layout(path, text),
        keeps_old=keep_old,
    )
    if form is Format.JSON:
        print_json(_issue_value(done, list(outs)))
        return
    say(
        _("Issued as %(seq)s with %(count)s bound numbers: %(files)s.")
        % {"seq": done.seq, "count": len(done.draft.printed), "files": enumerated(outs)}
    )
    if done.supersedes is not None:
        say(
            _("It supersedes the paper issued on %(day)s (%(seq)s); %(count)s numbers moved.")
            % {"day": f"{done.supersedes.issued:%Y-%m-%d}", "seq": done.supersedes.seq, "count": len(done.moved)}
        )
        if done.moved:
            print_table([_("Figure"), _("Before"), _("Now")], [(one.title, one.shown, one.now) for one in done.moved])


def _issue_value(done: Issue, files: list[Path]) -> dict[str, object]:
    return {
        "seq": done.seq,
        "report": done.uuid,
        "files": [str(file) for file in files],
        "numbers": len(done.draft.printed),
        "as_of": done.draft.at,
        "root": done.draft.root,
        "supersedes": done.supersedes.uuid if done.supersedes else None,
        "moved": [{"id": one.id, "title": one.title, "shown": one.shown, "now": one.now} for one in done.moved],
    }


@app.command()
def verify(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=gettext_noop("An issued paper, also an edited or a clean copy."))
    ],
    form: FormatOption = Format.TABLE,
) -> int:
    """Compare an issued paper with its issue and the ledger now. Example: shilu report verify 报告.docx"""
    ASKED.open()
    found = verify_paper(file, calendar=calendar())
    if form is Format.JSON:
        print_json(found.as_json())
    else:
        print_verified(found)
    return 0 if found.same else 1


STATES = {
    "same": gettext_noop("✓ same"),
    "edited": gettext_noop("≠ edited in the file"),
    "changed": gettext_noop("≠ changed in the ledger"),
    "edited_and_changed": gettext_noop("≠ edited, and changed in the ledger"),
    "missing": gettext_noop("? not found in the file"),
}


def print_verified(found: Verified) -> None:
    """What verifying found, in words; numbers that are the same are only counted."""
    say(
        _("“%(title)s”, issued %(issued)s, as of %(as_of)s: %(same)s of %(count)s numbers are the same.")
        % {
            "title": found.paper.title,
            "issued": moment_told(found.paper.issued),
            "as_of": moment_told(moment_of(found.paper.as_of)),
            "same": sum(one.state == "same" for one in found.numbers),
            "count": len(found.numbers),
        }
    )
    others = [one for one in found.numbers if one.state != "same"]
    if others:
        headers = [_("Figure"), _("In the file"), _("As issued"), _("Now"), _("State"), _("Why")]
        print_table(headers, [_row(one) for one in others])
    for typed in found.typed:
        remark(
            _("Typed by hand, bound to no record: %(shown)s (%(where)s)") % {"shown": typed.shown, "where": typed.where}
        )
    later = sum(len(one.after_cut_off) for one in found.numbers)
    if later:
        remark(_("After the cut-off, and so not part of the paper: %(count)s records.") % {"count": later})
    if found.superseded_by:
        remark(_("A later paper supersedes this one: %(uuid)s.") % {"uuid": found.superseded_by})
    if not found.root_stands:
        remark(_("The ledger up to this paper is not what it was: run shilu ledger verify."))


def _row(one: Checked) -> tuple[str, ...]:
    return (one.number.title, one.shown or "—", one.issued, one.now, _(STATES[one.state]), _why(one))


def _why(one: Checked) -> str:
    """Which rows of the log moved a number, or why somebody keeps it."""
    if one.kept:
        return _("kept by hand on %(day)s: %(reason)s") % {"day": f"{one.kept.at:%Y-%m-%d}", "reason": one.kept.reason}
    if one.state not in {"changed", "edited_and_changed"}:
        return ""
    parts = []
    if one.late:
        parts.append(_("recorded since: %(seqs)s") % {"seqs": enumerated(one.late)})
    if one.cancelled:
        parts.append(_("cancelled since: %(seqs)s") % {"seqs": enumerated(one.cancelled)})
    return in_clauses(parts) or _("units or events were put together otherwise")


@app.command("list")
def list_(form: FormatOption = Format.TABLE) -> None:
    """List issued papers. Example: shilu report list"""
    ASKED.open()
    papers = issued_papers()
    if form is Format.JSON:
        print_json(
            [
                {
                    "seq": one.seq,
                    "report": one.uuid,
                    "issued": one.issued.isoformat(),
                    "title": one.title,
                    "template": one.template,
                    "unit": one.unit,
                    "period": one.period,
                    "as_of": one.as_of,
                    "root": one.root,
                    "supersedes": one.supersedes,
                }
                for one in papers
            ]
        )
        return
    structure, months = structure_at(), calendar()
    rows = [
        (
            moment_told(one.issued),
            moment_told(moment_of(one.as_of)),
            one.title,
            unit.name if (unit := structure.by_code(one.unit)) else one.unit,
            parse_period(one.period, calendar=months).title(),
            len(one.numbers),
        )
        for one in papers
    ]
    headers = [_("Issued"), _("As of"), _("Title"), _("Unit"), _("Period"), _("Numbers")]
    print_table(headers, rows, numbers=frozenset({5}))
