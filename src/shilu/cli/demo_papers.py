"""The tour's steps with papers and forms of others: a colleague's draft, last half-year's report, forms from above."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from shilu.cli.demo_voice import Voice, quoted
from shilu.cli.printing import print_table
from shilu.cli.progress import progress
from shilu.demo.clock import Clock
from shilu.demo.folder import PAPERS, SAMPLES
from shilu.demo.papers import check_draft, fill, leaders_copy, learn
from shilu.demo.tour import Tour
from shilu.lib.enumerating import enumerated
from shilu.lib.periods import Period, parse_period
from shilu.organisation.unit import Unit
from shilu.reports.checking.marked import SIGNS, WORDS
from shilu.reports.compose import read_layout, read_template
from shilu.reports.operations import build_report
from shilu.workspace.opening import Workspace

_MARKED: Final = "初稿-核对.docx"
_LIKE_LAST: Final = "照旧稿写的半年报告.docx"
_LEADERS: Final = "领导改稿.docx"
_SENT: Final = "-报送"
_LEFT_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class OthersPapers:
    """Takes the tour's steps with papers that Shilu did not write."""

    tour: Tour
    workspace: Workspace
    unit: Unit
    voice: Voice
    clock: Clock

    def draft(self) -> None:
        """A colleague's draft is checked; what was planted in it is known."""
        path, out = self._sample(PAPERS, self.tour.draft.file), self._out(_MARKED)
        asked = f"{quoted(path)} --period {self.tour.period} -o {quoted(out)}"
        self.voice.open(_("Check a colleague's draft"), f"check {asked}")
        with progress(_("Checking the draft")):
            done = check_draft(
                path,
                self.tour.draft.planted,
                unit=self.unit,
                period=self._period(),
                out=out,
                now=self.clock.now(),
            )
        counts = Counter(one.verdict for one in done.text.claims)
        self.voice.tell("　".join(f"{SIGNS[verdict]} {_(words)} {counts[verdict]}" for verdict, words in WORDS.items()))
        headers = ["", _("In the text"), _("Figure"), _("Ledger"), _("Where")]
        rows = [(SIGNS[one.verdict], one.claim.quote, one.title, one.shown, one.where) for one in done.differing]
        print_table(headers, rows)
        for finding in done.text.within:
            self.voice.tell(finding.message)
        words = _("of %(planted)s faults that somebody had put into it, %(found)s are found; comments are in %(file)s")
        counted = {"planted": len(self.tour.draft.planted), "found": len(done.found)}
        self.voice.tell(words % {**counted, "file": out.name})
        if done.missed:
            self.voice.tell(_("not found: %(texts)s") % {"texts": enumerated(fault.wrong for fault in done.missed)})
        if done.others:
            self.voice.tell(_("called wrong and is right: %(texts)s") % {"texts": enumerated(done.others)})

    def old_report(self) -> None:
        """Last half-year's report becomes a template, and that writes this half-year's."""
        told = self.tour.report
        path, out = self._sample(PAPERS, told.file), self._out(_LIKE_LAST)
        template = self.workspace.templates / told.template
        self.voice.open(
            _("Make a template of last half-year's report"),
            f"report learn {quoted(path)} --period {told.period} -o {quoted(template)}",
            f"report build {told.template} --period {self.tour.period} -o {quoted(out)}",
        )
        calendar = self.workspace.config.calendar
        # the report is Chinese, and so are the words that the program puts into it
        with progress(_("Reading the report")), translation.override("zh-hans"):
            learned = learn(path, unit=self.unit, period=parse_period(told.period), calendar=calendar, out=template)
            text = read_template(template)
            draft = build_report(
                text,
                name=told.template,
                unit=self.unit,
                period=self._period(),
                out=out,
                calendar=calendar,
                today=self.tour.today,
                layout=read_layout(template, text),
            )
        times = sum(one.is_time for one in learned.replaced)
        words = _("%(numbers)s numbers are bound, %(times)s dates and periods; %(left)s are left to you: %(texts)s")
        texts = enumerated(dict.fromkeys(one.words for one in learned.left[:_LEFT_SHOWN]))
        if len(learned.left) > _LEFT_SHOWN:
            texts = _("%(texts)s …") % {"texts": texts}
        counted = {"numbers": len(learned.replaced) - times, "times": times, "left": len(learned.left)}
        self.voice.tell(words % {**counted, "texts": texts})
        self.voice.tell(
            _("in the same layout for this half-year, with %(count)s numbers: %(file)s")
            % {"count": len(draft.printed), "file": out.name}
        )

    def leader(self, issued: Path) -> Path:
        """The issued paper as it comes back from a leader who changed one number."""
        out = self._out(_LEADERS)
        leaders_copy(issued, self.tour.edited, out=out)
        self.voice.tell(
            _("a leader sends a copy back, in which %(title)s says %(wrong)s in place of %(right)s:")
            % {"title": self.tour.edited.title, "wrong": self.tour.edited.wrong, "right": self.tour.edited.right}
        )
        self.voice.command(f"report verify {quoted(out)}")
        return out

    def forms(self) -> None:
        """The forms from above are filled."""
        paths = [(self._sample("forms", form.file), form.due) for form in self.tour.forms]
        outs = [self._out(f"{path.stem.partition('-')[0]}{_SENT}{path.suffix}") for path, _due in paths]
        commands = [
            f"fill {quoted(path)} --period {self.tour.period} -o {quoted(out)}"
            for (path, _due), out in zip(paths, outs, strict=True)
        ]
        self.voice.open(_("Fill three forms from the bureau above"), *commands)
        rows = []
        for (path, due), out in zip(paths, outs, strict=True):
            with progress(path.name):
                done = fill(
                    path,
                    unit=self.unit,
                    period=self._period(),
                    config=self.workspace.config,
                    today=self.tour.today,
                    out=out,
                )
            rows.append((path.name, due, len(done.filled), len(done.empty), out.name))
        headers = [_("Form"), _("Due"), _("Cells filled"), _("Left empty"), _("To send")]
        print_table(headers, rows, numbers=frozenset({2, 3}))
        self.voice.tell(
            _("beside each lies a working copy (-底稿) that names figure, period and records of every cell")
        )

    def _sample(self, folder: str, name: str) -> Path:
        return self.workspace.folder / SAMPLES / folder / name

    def _out(self, name: str) -> Path:
        return self.workspace.folder / PAPERS / name

    def _period(self) -> Period:
        return parse_period(self.tour.period)
