"""shilu demo: the main job, done once on a sample organisation, with the command for each step beside it."""

import shlex
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import typer
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from shilu.cli.asked import ASKED
from shilu.cli.printing import print_table, say
from shilu.cli.progress import progress
from shilu.cli.report import print_verified
from shilu.demo.folder import PAPERS, SAMPLES, found, prepare
from shilu.demo.steps import (
    Line,
    compared,
    confirm,
    confirm_open_month,
    correct,
    figures_in,
    join,
    post_late,
    reorganise,
    returning_units,
    sentence,
)
from shilu.demo.tour import Tour, read_tour, sample_folder
from shilu.ledger.importing.operations import import_file, workbooks_in
from shilu.ledger.importing.outcome import Choices, Imported
from shilu.ledger.operations import Clerk
from shilu.ledger.organising_import import import_organisation
from shilu.ledger.queries import position, structure_at
from shilu.ledger.verify import verify
from shilu.lib.periods import Period, parse_period
from shilu.organisation.unit import Unit
from shilu.reports.compose import read_template
from shilu.reports.operations import issue_report
from shilu.reports.pdf import office
from shilu.reports.verify import verify_paper
from shilu.workspace.opening import Workspace

TEMPLATE: Final = "半年报告.md"
_STEPS: Final = 12
_MORNING: Final = time(9)


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
    guide = _Guide(folder, sample, tour)
    guide.organisation()
    guide.records()
    guide.months()
    guide.figures()
    guide.report()
    guide.correction()
    guide.proof()
    guide.farewell()


@dataclass(slots=True)
class _Guide:
    """Does the steps of the tour in their order and tells what came of each; its clock stands at the tour's day."""

    folder: Path
    sample: Path
    tour: Tour
    workspace: Workspace = field(init=False)
    root: Unit = field(init=False)
    _minutes: int = 0
    _step: int = 0

    def organisation(self) -> None:
        """Steps 1 to 3: workspace, staff list and organisation sheet, moves."""
        self._open(_("Make a workspace"), f"shilu init {self._path()} --name {self.tour.body}")
        self.workspace = found(self.folder, sample=self.sample, tour=self.tour, now=self._now())
        ASKED.folder, ASKED.workspace = self.folder, self.workspace
        self._tell(_("settings, log, evidence and templates are in %(folder)s") % {"folder": self.folder})

        sheets = [self.folder / SAMPLES / name for name in ("花名册.xlsx", "组织机构.xlsx")]
        self._open(
            _("Import the staff list and the organisation sheet"),
            *(self._with(f"units import {_quoted(path)}") for path in sheets),
        )
        for path in sheets:
            done = import_organisation(path, clerk=self._clerk(), today=self.tour.today)
            self._tell(
                _("%(file)s: %(units)s units, %(people)s people, %(changes)s changes")
                % {"file": path.name, "units": done.units, "people": done.people, "changes": done.changes}
            )
            if done.dropped:
                self._tell(_("not stored: %(columns)s") % {"columns": "、".join(done.dropped)})

        renamed, merged = self.tour.renamed[0], self.tour.merged[0]
        self._open(
            _("A station is renamed, another one merged"),
            self._with(f"units rename {renamed.unit} --name {renamed.name} --from {renamed.on}"),
            self._with(f"units end {merged.unit} --into {merged.into} --from {merged.on}"),
        )
        reorganise(self.tour, clerk=self._clerk())
        self._tell(_("records before these days count as the units stood then; the old names still find them"))
        self.root = structure_at().roots()[0]

    def records(self) -> None:
        """Steps 4 and 5: eighteen months of workbooks, and events that several units or kinds recorded."""
        self._open(
            _("Import eighteen months of records from Excel"),
            self._with(f"import {_quoted(self.folder / SAMPLES / 'ledgers')}"),
        )
        before = position()
        done = [self._import(path) for path in workbooks_in([self.folder / SAMPLES / "ledgers"])]
        rows = [(one.file, one.rows, one.new, "、".join(_dropped(one))) for one in done]
        print_table([_("Workbook"), _("Rows"), _("New"), _("Columns not stored")], rows, numbers=frozenset({1, 2}))
        self._tell(
            _("%(rows)s rows of %(books)s workbooks became %(count)s rows of the log")
            % {"rows": sum(one.rows for one in done), "books": len(done), "count": position() - before}
        )

        self._open(_("Say which records are one event"))
        joined = join(self.tour.joined, clerk=self._clerk())
        self._command(self._with(f"ledger join {' '.join(str(entry.seq) for entry in joined[0])}"))
        several = sum(len({entry.unit for entry in entries}) > 1 for entries in joined)
        self._tell(
            _(
                "%(units)s events of several units count once above them; %(kinds)s meetings of two kinds count in each, and once over both"
            )
            % {"units": several, "kinds": len(joined) - several}
        )

    def months(self) -> None:
        """Steps 6 and 7: months confirmed, June's workbooks come back, late records and corrections."""
        last = self.tour.confirmed[-1]
        returns = self.folder / SAMPLES / "returns"
        self._open(
            _("Confirm the months, and take in June's workbooks of the stations"),
            self._with(f"ledger close --unit {self.root.code} --period {last}"),
            self._with(f"import {_quoted(returns)}"),
        )
        confirm(self.tour, self.root.uuid, clerk=self._clerk())
        zero = confirm_open_month(self.tour, self.root.uuid, clerk=self._clerk())
        done = [self._import(path) for path in workbooks_in([returns])]
        self._told_returns(done, zero)

        late, corrected = self.tour.late[0], self.tour.corrected[0]
        self._open(_("Late records, and corrections"))
        post_late(self.tour.late, clerk=self._clerk())
        corrections = [correct(one, clerk=self._clerk()) for one in self.tour.corrected]
        counts = " ".join(f"--count {key}={amount}" for key, amount in late.counts.items())
        self._command(
            self._with(
                f"ledger post {late.kind} --day {late.day} --unit {late.unit} --title {_quoted(late.title)} {counts}"
            )
        )
        counts = " ".join(f"--count {key}={amount}" for key, amount in corrected.counts.items())
        self._command(self._with(f"ledger correct {corrections[0].before.seq} {counts} --reason {corrected.reason}"))
        self._tell(
            _(
                "%(late)s records came in after their month was confirmed; %(corrected)s were wrong and are corrected; the first version stays in the log"
            )
            % {"late": len(self.tour.late), "corrected": len(corrections)}
        )

    def figures(self) -> None:
        """Step 8: the half-year beside the one before and that of last year."""
        period = self._period()
        names = " ".join(self.tour.figures[:3])
        self._open(
            _("The half-year's figures, beside two earlier ones"),
            self._with(f"figures {names} … --period {period.name} --compare previous"),
        )
        with progress(_("Counting")):
            lines = compared(self.tour.figures, unit=self.root.uuid, period=period)
        headers = [
            _("Figure"),
            period.title(),
            period.previous().title(),
            _("Difference"),
            period.year_before().title(),
            _("Difference"),
        ]
        print_table(headers, [_figure_row(line) for line in lines], numbers=frozenset(range(1, 6)))
        missing = dict.fromkeys(name for line in lines for name in line.now.missing)
        if missing:
            self._tell(_("not reported for all of it yet: %(names)s") % {"names": "、".join(missing)})

    def report(self) -> None:
        """Steps 9 and 10: the report is issued and verified."""
        papers = self.folder / PAPERS
        forms = [".docx", ".html", *([".pdf"] if office() else [])]
        outs = [papers / f"半年报告{form}" for form in forms]
        clean = papers / "半年报告-报送稿.docx"
        named = " ".join(f"-o {_quoted(out)}" for out in outs)
        self._open(
            _("Issue the half-year report"), self._with(f"report issue {TEMPLATE} {named} --clean {_quoted(clean)}")
        )
        with progress(_("Writing the report")):
            issue = issue_report(
                read_template(self.workspace.templates / TEMPLATE),
                name=TEMPLATE,
                unit=self.root,
                period=self._period(),
                outs={**dict.fromkeys(outs, False), clean: True},
                calendar=self.workspace.config.calendar,
                today=self.tour.today,
                clerk=self._clerk(),
            )
        self._tell(
            _("issued as %(seq)s; each of its %(count)s numbers is bound to its records: %(files)s")
            % {
                "seq": issue.seq,
                "count": len(issue.draft.queries),
                "files": "、".join(path.name for path in (*outs, clean)),
            }
        )
        if ".pdf" not in forms:
            self._tell(_("no PDF: LibreOffice is not installed"))
        self._open(_("Verify the Word file"), self._with(f"report verify {_quoted(outs[0])}"))
        self._verify()

    def correction(self) -> None:
        """Step 11: one record is corrected, and the report says which numbers moved."""
        told = self.tour.corrected_after
        self._open(_("Correct one record, and verify again"))
        change = correct(told, clerk=self._clerk())
        counts = " ".join(f"--count {key}={amount}" for key, amount in told.counts.items())
        self._command(self._with(f"ledger correct {change.before.seq} {counts} --reason {told.reason}"))
        self._command(self._with(f"report verify {_quoted(self.folder / PAPERS / '半年报告.docx')}"))
        for key, amount in told.counts.items():
            self._tell(
                _("“%(title)s”: %(before)s became %(after)s; %(reversal)s cancels %(old)s, %(new)s stands in its place")
                % {
                    "title": told.title,
                    "before": f"{change.before.quantities[key]:f}",
                    "after": f"{amount:f}",
                    "old": change.before.seq,
                    "reversal": change.reversal,
                    "new": change.after.seq,
                }
            )
        self._verify()

    def proof(self) -> None:
        """Step 12: the log is checked, every row of it."""
        self._open(_("Verify the log"), self._with("ledger verify"))
        size = position()
        with progress(_("Verifying the log")) as step:
            checked = verify(store=self.workspace.evidence, progress=lambda done: step(done, size))
        if checked.ok:
            self._tell(
                _("the log is whole: %(size)s rows, root %(root)s") % {"size": checked.size, "root": checked.root}
            )
        for fault in checked.faults:
            self._tell(f"{fault.seq}: {fault.what}")

    def farewell(self) -> None:
        """One sentence to copy, and what to try next."""
        language = "zh" if (translation.get_language() or "").startswith("zh") else "en"
        text = self.tour.sentence[language]
        say()
        say(_("To copy:"))
        say(f"  {sentence(text, unit=self.root.uuid, period=self._period())}")
        post_late(self.tour.late_after, clerk=self._clerk(date_on=self.tour.today + timedelta(days=2)))
        paper = _quoted(self.folder / PAPERS / "半年报告.docx")
        say()
        say(_("To try next:"))
        tries = (
            (
                _("break it: change a number in the Word file with Word or WPS, save, and ask what was changed"),
                f"report verify {paper}",
            ),
            (
                _("%(count)s late records came in after the issue; issue again, and see what moved")
                % {"count": len(self.tour.late_after)},
                f"report issue {TEMPLATE} -o {_quoted(self.folder / PAPERS / '半年报告-2.docx')}",
            ),
            (_("which station did how much"), f"figures {figures_in(text)[-1]} --period {self.tour.period} --by unit"),
            (_("the records behind a figure"), f"ledger list --kind {figures_in(text)[0]} --period {self.tour.period}"),
        )
        for what, command in tries:
            say(f"  · {what}")
            self._command(self._with(command))

    def _told_returns(self, done: list[Imported], zero: Unit) -> None:
        """Who has sent, who has not, what was refused and what waits."""
        bad = [one for one in done if one.blocked]
        for one in bad:
            self._tell(_("%(file)s was not taken; its cells come back with the reason:") % {"file": one.file})
            print_table(
                [_("Cell"), _("What it says"), _("Reason")],
                [(cell.cell, cell.value, cell.reason) for cell in one.refused],
            )
        mended = self.folder / SAMPLES / "returns-mended"
        again = [self._import(path) for path in workbooks_in([mended])]
        self._command(self._with(f"import {_quoted(mended)}"))
        taken = {one.unit for one in [*done, *again] if not one.blocked}
        stations = returning_units(self.tour, self.root.uuid)
        missing = [unit.name for unit in stations if unit.uuid not in taken and unit.uuid != zero.uuid]
        self._tell(
            _(
                "of %(all)s stations %(sent)s have sent (%(bad)s after mending), %(zero)s has nothing to report, missing: %(missing)s"
            )
            % {
                "all": len(stations),
                "sent": len(taken),
                "bad": len(bad),
                "zero": zero.name,
                "missing": "、".join(missing),
            }
        )
        for one in done:
            for likely in one.likely:
                self._tell(
                    _("waiting, since the ledger may have it already: %(file)s, %(text)s")
                    % {"file": one.file, "text": likely["text"]}
                )

    def _import(self, path: Path) -> Imported:
        with progress(path.name) as step:
            return import_file(path, unit=self.root.uuid, choices=Choices(), clerk=self._clerk(), progress=step)

    def _verify(self) -> None:
        with progress(_("Verifying the report")):
            checked = verify_paper(self.folder / PAPERS / "半年报告.docx", calendar=self.workspace.config.calendar)
        print_verified(checked)

    def _period(self) -> Period:
        return parse_period(self.tour.period)

    def _now(self, day: date | None = None) -> datetime:
        self._minutes += 1
        return datetime.combine(day or self.tour.today, _MORNING, ZoneInfo("Asia/Shanghai")) + timedelta(
            minutes=self._minutes
        )

    def _clerk(self, *, date_on: date | None = None) -> Clerk:
        return self.workspace.clerk(self._now(date_on))

    def _path(self) -> str:
        return _quoted(self.folder)

    def _with(self, command: str) -> str:
        return f"shilu -w {self._path()} {command}"

    def _open(self, title: str, *commands: str) -> None:
        """The head of a step and the commands that do the same."""
        self._step += 1
        say()
        say(f"[{self._step}/{_STEPS}] {title}")
        for command in commands:
            self._command(command)

    def _command(self, command: str) -> None:
        say(f"    $ {command}")

    def _tell(self, line: str) -> None:
        say(f"  {line}")


def _quoted(path: Path | str) -> str:
    """As a shell takes it; Chinese letters need no quotation marks, which shlex would add."""
    text = str(path)
    return text if all(char.isalnum() or char in "@%+=:,./-_" for char in text) else shlex.quote(text)


def _dropped(one: Imported) -> list[str]:
    return list(
        dict.fromkeys(
            str(column["name"])
            for table in one.guess
            for column in table["columns"]
            if column["role"] in {"names", "private"}
        )
    )


def _figure_row(line: Line) -> tuple[str, ...]:
    now = line.now
    return (now.title, now.shown or "—", *_beside(line, line.before), *_beside(line, line.year_before))


def _beside(line: Line, other: Decimal | None) -> tuple[str, str]:
    """A value of another period, and the difference to it; per cents differ by points."""
    if other is None:
        return "—", ""
    factor = 100 if line.now.measure == "%" else 1
    then = f"{(other * factor).quantize(Decimal('0.1')) if factor == 100 else other:f}"
    if line.now.value is None:
        return then, ""
    difference = (line.now.value - other) * factor
    shown = difference.quantize(Decimal("0.1")) if factor == 100 else difference
    return then, f"{shown:+f}"
