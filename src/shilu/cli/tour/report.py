"""Steps of the tour with its own report: its figures, its issue, and what a correction moves in it."""

from pathlib import Path
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from shilu.cli.progress import progress
from shilu.cli.report import print_verified
from shilu.cli.tour.scene import Scene
from shilu.cli.tour.tables import print_compared
from shilu.cli.tour.voice import count_options, quoted
from shilu.demo.steps import compared, correct
from shilu.documents.office import office
from shilu.lib.enumerating import enumerated
from shilu.reports.compose import read_template
from shilu.reports.drafting.issuing import issue_report
from shilu.reports.verify import verify_paper

TEMPLATE: Final = "半年报告.md"
_PAPER: Final = "半年报告"


def figures(scene: Scene) -> None:
    """Step 8: the half-year beside the one before and that of last year."""
    asked = f"figures {' '.join(scene.tour.figures)} --period {scene.period.name}"
    scene.voice.open(
        _("The half-year's figures, beside two earlier ones"),
        f"{asked} --compare previous",
        f"{asked} --compare last-year",
    )
    with progress(_("Counting")):
        lines = compared(scene.tour.figures, unit=scene.root.uuid, period=scene.period)
    print_compared(lines, period=scene.period)
    missing = dict.fromkeys(name for line in lines for name in line.now.missing)
    if missing:
        scene.voice.tell(_("not reported for all of it yet: %(names)s") % {"names": enumerated(missing)})


def issued(scene: Scene) -> None:
    """Steps 11 and 12: the report is issued and verified."""
    forms = [".docx", ".html", *([".pdf"] if office() else [])]
    outs = [scene.paper(f"{_PAPER}{form}") for form in forms]
    clean = scene.paper(f"{_PAPER}-报送稿.docx")
    named = " ".join(f"-o {quoted(out)}" for out in outs)
    scene.voice.open(_("Issue the half-year report"), f"report issue {TEMPLATE} {named} --clean {quoted(clean)}")
    # the template is Chinese, and so are the words that the program adds to it
    with progress(_("Writing the report")), translation.override("zh-hans"):
        issue = issue_report(
            read_template(scene.workspace.templates / TEMPLATE),
            name=TEMPLATE,
            unit=scene.root,
            period=scene.period,
            outs={**dict.fromkeys(outs, False), clean: True},
            calendar=scene.workspace.config.calendar,
            today=scene.tour.today,
            clerk=scene.clerk(),
        )
    written = enumerated(path.name for path in (*outs, clean))
    scene.voice.tell(
        _("issued as %(seq)s; each of its %(count)s numbers is bound to its records: %(files)s")
        % {"seq": issue.seq, "count": len(issue.draft.printed), "files": written}
    )
    if ".pdf" not in forms:
        scene.voice.tell(_("no PDF: LibreOffice is not installed"))
    scene.voice.open(_("Verify the Word file"), f"report verify {quoted(word_file(scene))}")
    verified(scene, word_file(scene))


def correction(scene: Scene) -> None:
    """Step 13: one record is corrected, and the report says which numbers moved."""
    told = scene.tour.corrected_after
    scene.voice.open(_("Correct one record, and verify again"))
    change = correct(told, clerk=scene.clerk())
    options = f"{count_options(told.counts)} --reason {told.reason}"
    scene.voice.command(f"ledger correct {change.before.seq} {options}")
    scene.voice.command(f"report verify {quoted(word_file(scene))}")
    words = _("“%(title)s”: %(before)s became %(after)s; %(reversal)s cancels %(old)s, %(new)s stands in its place")
    for key, amount in told.counts.items():
        counts = {"before": f"{change.before.quantities[key]:f}", "after": f"{amount:f}"}
        rows = {"old": change.before.seq, "reversal": change.reversal, "new": change.after.seq}
        scene.voice.tell(words % {"title": told.title, **counts, **rows})
    verified(scene, word_file(scene))


def word_file(scene: Scene) -> Path:
    """The issued report in Word."""
    return scene.paper(f"{_PAPER}.docx")


def verified(scene: Scene, paper: Path) -> None:
    """What became of the numbers in a copy of the report."""
    with progress(_("Verifying the report")):
        checked = verify_paper(paper, calendar=scene.workspace.config.calendar)
    print_verified(checked)
