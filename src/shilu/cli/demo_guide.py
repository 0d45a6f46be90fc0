"""The guide of the tour: does each step, names the command that does the same, and tells what came of it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from shilu.access.roles import TITLES
from shilu.cli.asked import ASKED
from shilu.cli.demo_papers import OthersPapers
from shilu.cli.demo_tables import print_compared, print_imported, print_refused
from shilu.cli.demo_voice import Voice, count_options, quoted
from shilu.cli.printing import print_table, say
from shilu.cli.progress import progress
from shilu.cli.report import print_verified
from shilu.demo.clock import Clock
from shilu.demo.folder import PAPERS, SAMPLES, found
from shilu.demo.log_ins import make_log_ins
from shilu.demo.on_its_way import set_up
from shilu.demo.steps import (
    compared,
    confirm,
    confirm_open_month,
    correct,
    figures_in,
    join,
    post_late,
    reorganise,
    returned,
    sentence,
    unit_named,
)
from shilu.demo.tour import Tour
from shilu.documents.office import office
from shilu.ledger.clerk import Clerk
from shilu.ledger.importing.operations import import_file, workbooks_in
from shilu.ledger.importing.outcome import Choices, Imported
from shilu.ledger.organising_import import import_organisation
from shilu.ledger.queries import position, structure_at
from shilu.ledger.verify import verify
from shilu.lib.acting import By
from shilu.lib.enumerating import enumerated
from shilu.lib.periods import Period, parse_period
from shilu.organisation.unit import Unit
from shilu.reports.compose import read_template
from shilu.reports.operations import issue_report
from shilu.reports.verify import verify_paper
from shilu.workspace.opening import Workspace

TEMPLATE: Final = "半年报告.md"
_PAPER: Final = "半年报告"
_SHEETS: Final = ("花名册.xlsx", "组织机构.xlsx")
_STEPS: Final = 15


@dataclass(slots=True)
class Guide:
    """Does the steps of the tour in their order and tells what came of each; its clock stands at the tour's day."""

    folder: Path
    sample: Path
    tour: Tour
    workspace: Workspace = field(init=False)
    root: Unit = field(init=False)
    voice: Voice = field(init=False)
    period: Period = field(init=False)
    clock: Clock = field(init=False)

    def __post_init__(self) -> None:
        self.voice = Voice(self.folder, _STEPS)
        self.period = parse_period(self.tour.period)
        self.clock = Clock(self.tour.today)

    def take(self) -> None:
        """All steps, one after the other."""
        self.organisation()
        self.records()
        self.occasions()
        self.months()
        self.late_and_wrong()
        self.figures()
        others = OthersPapers(self.tour, self.workspace, self.root, self.voice, self.clock)
        others.draft()
        others.old_report()
        self.report()
        self._verify(others.leader(self._paper(".docx")))
        self.correction()
        others.forms()
        self.proof()
        self.farewell()

    def organisation(self) -> None:
        """Steps 1 to 3: workspace, staff list and organisation sheet, moves."""
        self.voice.open(_("Make a workspace"))
        self.voice.plain(f"shilu init {quoted(self.folder)} --name {self.tour.body}")
        self.workspace = found(self.folder, sample=self.sample, tour=self.tour, now=self.clock.now())
        ASKED.folder, ASKED.workspace = self.folder, self.workspace
        self.voice.tell(_("settings, log, evidence and templates are in %(folder)s") % {"folder": self.folder})

        sheets = [self.folder / SAMPLES / name for name in _SHEETS]
        commands = (f"units import {quoted(path)}" for path in sheets)
        self.voice.open(_("Import the staff list and the organisation sheet"), *commands)
        for path in sheets:
            done = import_organisation(path, clerk=self._clerk(), today=self.tour.today)
            self.voice.tell(
                _("%(file)s: %(units)s units, %(people)s people, %(changes)s changes")
                % {"file": path.name, "units": done.units, "people": done.people, "changes": done.changes}
            )
            if done.dropped:
                self.voice.tell(_("not stored: %(columns)s") % {"columns": enumerated(done.dropped)})

        renamed, merged = self.tour.renamed[0], self.tour.merged[0]
        self.voice.open(
            _("A station is renamed, another one merged"),
            f"units rename {renamed.unit} --name {renamed.name} --from {renamed.on}",
            f"units end {merged.unit} --into {merged.into} --from {merged.on}",
        )
        reorganise(self.tour, clerk=self._clerk())
        self.voice.tell(_("records before these days count as the units stood then; the old names still find them"))
        self.root = structure_at().roots()[0]

    def records(self) -> None:
        """Step 4: eighteen months of workbooks."""
        ledgers = self.folder / SAMPLES / "ledgers"
        self.voice.open(_("Import eighteen months of records from Excel"), f"import {quoted(ledgers)}")
        before = position()
        done = [self._import(path) for path in workbooks_in([ledgers])]
        print_imported(done)
        self.voice.tell(
            _("%(rows)s rows of %(books)s workbooks became %(count)s rows of the log")
            % {"rows": sum(one.rows for one in done), "books": len(done), "count": position() - before}
        )

    def occasions(self) -> None:
        """Step 5: events that several units or kinds recorded."""
        self.voice.open(_("Say which records are one event"))
        joined = join(self.tour.joined, clerk=self._clerk())
        self.voice.command(f"ledger join {' '.join(str(entry.seq) for entry in joined[0])}")
        several = sum(len({entry.unit for entry in entries}) > 1 for entries in joined)
        words = _(
            "%(units)s events of several units count once above them; "
            "%(kinds)s meetings of two kinds count in each, and once over both"
        )
        self.voice.tell(words % {"units": several, "kinds": len(joined) - several})

    def months(self) -> None:
        """Step 6: months confirmed, and June's workbooks of the stations: who has sent, who has not, what was refused."""
        returns, mended = self.folder / SAMPLES / "returns", self.folder / SAMPLES / "returns-mended"
        month = self.tour.open_month
        self.voice.open(
            _("Confirm the months, and take in June's workbooks of the stations"),
            f"ledger close --unit {self.root.code} --period {self.tour.confirmed[-1]}",
            f"ledger close --unit {self.tour.zero_report} --period {month}",
            f"import {quoted(returns)}",
        )
        confirm(self.tour, self.root.uuid, clerk=self._clerk())
        confirm_open_month(self.tour, self.root.uuid, clerk=self._clerk())
        done = [self._import(path) for path in workbooks_in([returns])]
        for one in (one for one in done if one.blocked):
            self.voice.tell(_("%(file)s was not taken; its cells come back with the reason:") % {"file": one.file})
            print_refused(one)
        self.voice.command(f"import {quoted(mended)}")
        again = [self._import(path) for path in workbooks_in([mended])]
        came = returned(self.tour, self.root.uuid, done=done, again=again)
        words = _(
            "of %(all)s stations %(sent)s have sent (%(bad)s after mending), %(zero)s has nothing to report, "
            "missing: %(missing)s"
        )
        counts = {"all": came.expected, "sent": came.sent, "bad": len(again)}
        self.voice.tell(words % {**counts, "zero": self.tour.zero_report, "missing": enumerated(came.missing)})
        for one in done:
            for likely in one.likely:
                self.voice.tell(
                    _("waiting, since the ledger may have it already: %(file)s, %(text)s")
                    % {"file": one.file, "text": likely["text"]}
                )

    def late_and_wrong(self) -> None:
        """Step 7: late records and corrections."""
        late, corrected = self.tour.late[0], self.tour.corrected[0]
        self.voice.open(_("Late records, and corrections"))
        post_late(self.tour.late, clerk=self._clerk())
        corrections = [correct(one, clerk=self._clerk()) for one in self.tour.corrected]
        told = f"--day {late.day} --unit {late.unit} --title {quoted(late.title)} {count_options(late.counts)}"
        self.voice.command(f"ledger post {late.kind} {told}")
        told = f"{count_options(corrected.counts)} --reason {corrected.reason}"
        self.voice.command(f"ledger correct {corrections[0].before.seq} {told}")
        words = _(
            "%(late)s records came in after their month was confirmed; %(corrected)s were wrong and are corrected; "
            "the first version stays in the log"
        )
        self.voice.tell(words % {"late": len(self.tour.late), "corrected": len(corrections)})

    def figures(self) -> None:
        """Step 8: the half-year beside the one before and that of last year."""
        asked = f"figures {' '.join(self.tour.figures)} --period {self.period.name}"
        self.voice.open(
            _("The half-year's figures, beside two earlier ones"),
            f"{asked} --compare previous",
            f"{asked} --compare last-year",
        )
        with progress(_("Counting")):
            lines = compared(self.tour.figures, unit=self.root.uuid, period=self.period)
        print_compared(lines, period=self.period)
        missing = dict.fromkeys(name for line in lines for name in line.now.missing)
        if missing:
            self.voice.tell(_("not reported for all of it yet: %(names)s") % {"names": enumerated(missing)})

    def report(self) -> None:
        """Steps 11 and 12: the report is issued and verified."""
        forms = [".docx", ".html", *([".pdf"] if office() else [])]
        outs = [self._paper(form) for form in forms]
        clean = self.folder / PAPERS / f"{_PAPER}-报送稿.docx"
        named = " ".join(f"-o {quoted(out)}" for out in outs)
        self.voice.open(_("Issue the half-year report"), f"report issue {TEMPLATE} {named} --clean {quoted(clean)}")
        # the template is Chinese, and so are the words that the program adds to it
        with progress(_("Writing the report")), translation.override("zh-hans"):
            issue = issue_report(
                read_template(self.workspace.templates / TEMPLATE),
                name=TEMPLATE,
                unit=self.root,
                period=self.period,
                outs={**dict.fromkeys(outs, False), clean: True},
                calendar=self.workspace.config.calendar,
                today=self.tour.today,
                clerk=self._clerk(),
            )
        written = enumerated(path.name for path in (*outs, clean))
        self.voice.tell(
            _("issued as %(seq)s; each of its %(count)s numbers is bound to its records: %(files)s")
            % {"seq": issue.seq, "count": len(issue.draft.printed), "files": written}
        )
        if ".pdf" not in forms:
            self.voice.tell(_("no PDF: LibreOffice is not installed"))
        self.voice.open(_("Verify the Word file"), f"report verify {quoted(self._paper('.docx'))}")
        self._verify(self._paper(".docx"))

    def correction(self) -> None:
        """Step 13: one record is corrected, and the report says which numbers moved."""
        told = self.tour.corrected_after
        self.voice.open(_("Correct one record, and verify again"))
        change = correct(told, clerk=self._clerk())
        options = f"{count_options(told.counts)} --reason {told.reason}"
        self.voice.command(f"ledger correct {change.before.seq} {options}")
        self.voice.command(f"report verify {quoted(self._paper('.docx'))}")
        words = _("“%(title)s”: %(before)s became %(after)s; %(reversal)s cancels %(old)s, %(new)s stands in its place")
        for key, amount in told.counts.items():
            counts = {"before": f"{change.before.quantities[key]:f}", "after": f"{amount:f}"}
            rows = {"old": change.before.seq, "reversal": change.reversal, "new": change.after.seq}
            self.voice.tell(words % {"title": told.title, **counts, **rows})
        self._verify(self._paper(".docx"))

    def proof(self) -> None:
        """Step 15: the log is checked, every row of it."""
        self.voice.open(_("Verify the log"), "ledger verify")
        size = position()
        with progress(_("Verifying the log")) as step:
            checked = verify(store=self.workspace.evidence, progress=lambda done: step(done, size))
        for fault in checked.faults:
            self.voice.tell(f"{fault.seq}: {fault.what}")
        if checked.ok:
            self.voice.tell(
                _("the log is whole: %(size)s rows, root %(root)s") % {"size": checked.size, "root": checked.root}
            )

    def farewell(self) -> None:
        """One sentence to copy, and what to try next."""
        language = "zh" if (translation.get_language() or "").startswith("zh") else "en"
        text = self.tour.sentence[language]
        say()
        say(_("To copy:"))
        self.voice.tell(sentence(text, unit=self.root.uuid, period=self.period))
        post_late(self.tour.late_after, clerk=self._clerk(days_later=2))
        self.log_ins()
        first, *_between, last = figures_in(text)
        again = self.folder / PAPERS / f"{_PAPER}-2.docx"
        say()
        say(_("To try next:"))
        for what, command in (
            (
                _("break it: change a number in the Word file with Word or WPS, save, and ask what was changed"),
                f"report verify {quoted(self._paper('.docx'))}",
            ),
            (
                _("%(count)s late records came in after the issue; issue again, and see what moved")
                % {"count": len(self.tour.late_after)},
                f"report issue {TEMPLATE} -o {quoted(again)}",
            ),
            (_("which station did how much"), f"figures {last} --period {self.tour.period} --by unit"),
            (_("the records behind a figure"), f"ledger list --kind {first} --period {self.tour.period}"),
        ):
            self.voice.tell(f"· {what}")
            self.voice.command(command)

    def log_ins(self) -> None:
        """Who can sign in to the pages, one for each role."""
        by = By(self.workspace.config.account.id, self.workspace.config.account.name, self.clock.now())
        made = make_log_ins(self.tour, by=by, today=self.tour.today)
        station = unit_named(self.tour.serve.handed_in.unit)
        forms = self.folder / SAMPLES / "forms"
        waiting = set_up(
            self.tour, workspace=self.workspace, forms=forms, root=self.root, station=station, clerk=self._clerk()
        )
        say()
        say(_("To see it in a browser, with one log-in for each role:"))
        self.voice.command("serve")
        rows = [(one.number, one.name, TITLES[one.role], one.unit) for one in made]
        print_table([_("Staff number"), _("Full name"), _("Role"), _("Unit")], rows)
        self.voice.tell(_("the code of all of them: %(code)s") % {"code": self.tour.serve.code})
        words = _("%(due)s things are due, and “%(title)s” of a member waits for a look")
        self.voice.tell(words % {"due": waiting.due, "title": waiting.title})

    def _import(self, path: Path) -> Imported:
        with progress(path.name) as step:
            return import_file(path, unit=self.root.uuid, choices=Choices(), clerk=self._clerk(), progress=step)

    def _verify(self, paper: Path) -> None:
        with progress(_("Verifying the report")):
            checked = verify_paper(paper, calendar=self.workspace.config.calendar)
        print_verified(checked)

    def _paper(self, ending: str) -> Path:
        return self.folder / PAPERS / f"{_PAPER}{ending}"

    def _clerk(self, *, days_later: int = 0) -> Clerk:
        return self.workspace.clerk(self.clock.now(days_later=days_later))
