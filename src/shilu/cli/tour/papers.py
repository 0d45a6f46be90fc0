"""The tour's steps with papers and forms of others: a colleague's draft, last half-year's report, forms from above."""

from collections import Counter
from pathlib import Path
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from shilu.cli.printing import print_table
from shilu.cli.progress import progress
from shilu.cli.tour.scene import Scene
from shilu.cli.tour.voice import quoted
from shilu.demo.folder import PAPERS
from shilu.demo.papers import check_draft, fill, leaders_copy, learn
from shilu.lib.enumerating import enumerated
from shilu.lib.periods import parse_period
from shilu.reports.checking.marked import SIGNS, WORDS
from shilu.reports.compose import read_layout, read_template
from shilu.reports.operations import build_report

_MARKED: Final = "初稿-核对.docx"
_LIKE_LAST: Final = "照旧稿写的半年报告.docx"
_LEADERS: Final = "领导改稿.docx"
_SENT: Final = "-报送"
_LEFT_SHOWN: Final = 6


def draft(scene: Scene) -> None:
    """A colleague's draft is checked; what was planted in it is known."""
    path, out = scene.sample(PAPERS, scene.tour.draft.file), scene.paper(_MARKED)
    asked = f"{quoted(path)} --period {scene.tour.period} -o {quoted(out)}"
    scene.voice.open(_("Check a colleague's draft"), f"check {asked}")
    with progress(_("Checking the draft")):
        done = check_draft(
            path,
            scene.tour.draft.planted,
            unit=scene.root,
            period=scene.period,
            out=out,
            now=scene.clock.now(),
        )
    counts = Counter(one.verdict for one in done.text.claims)
    scene.voice.tell("　".join(f"{SIGNS[verdict]} {_(words)} {counts[verdict]}" for verdict, words in WORDS.items()))
    headers = ["", _("In the text"), _("Figure"), _("Ledger"), _("Where")]
    rows = [(SIGNS[one.verdict], one.claim.quote, one.title, one.shown, one.where) for one in done.differing]
    print_table(headers, rows)
    for finding in done.text.within:
        scene.voice.tell(finding.message)
    words = _("of %(planted)s faults that somebody had put into it, %(found)s are found; comments are in %(file)s")
    counted = {"planted": len(scene.tour.draft.planted), "found": len(done.found)}
    scene.voice.tell(words % {**counted, "file": out.name})
    if done.missed:
        scene.voice.tell(_("not found: %(texts)s") % {"texts": enumerated(fault.wrong for fault in done.missed)})
    if done.others:
        scene.voice.tell(_("called wrong and is right: %(texts)s") % {"texts": enumerated(done.others)})


def old_report(scene: Scene) -> None:
    """Last half-year's report becomes a template, and that writes this half-year's."""
    told = scene.tour.report
    path, out = scene.sample(PAPERS, told.file), scene.paper(_LIKE_LAST)
    template = scene.workspace.templates / told.template
    scene.voice.open(
        _("Make a template of last half-year's report"),
        f"report learn {quoted(path)} --period {told.period} -o {quoted(template)}",
        f"report build {told.template} --period {scene.tour.period} -o {quoted(out)}",
    )
    calendar = scene.workspace.config.calendar
    # the report is Chinese, and so are the words that the program puts into it
    with progress(_("Reading the report")), translation.override("zh-hans"):
        learned = learn(
            path,
            unit=scene.root,
            period=parse_period(told.period),
            calendar=calendar,
            today=scene.tour.today,
            out=template,
        )
        text = read_template(template)
        draft = build_report(
            text,
            name=told.template,
            unit=scene.root,
            period=scene.period,
            out=out,
            calendar=calendar,
            today=scene.tour.today,
            layout=read_layout(template, text),
        )
    times = sum(one.is_time for one in learned.replaced)
    words = _("%(numbers)s numbers are bound, %(times)s dates and periods; %(left)s are left to you: %(texts)s")
    texts = enumerated(dict.fromkeys(one.words for one in learned.left[:_LEFT_SHOWN]))
    if len(learned.left) > _LEFT_SHOWN:
        texts = _("%(texts)s …") % {"texts": texts}
    counted = {"numbers": len(learned.replaced) - times, "times": times, "left": len(learned.left)}
    scene.voice.tell(words % {**counted, "texts": texts})
    scene.voice.tell(
        _("in the same layout for this half-year, with %(count)s numbers: %(file)s")
        % {"count": len(draft.printed) - len(draft.old), "file": out.name}
    )


def leader(scene: Scene, issued: Path) -> Path:
    """The issued paper as it comes back from a leader who changed one number."""
    out = scene.paper(_LEADERS)
    leaders_copy(issued, scene.tour.edited, out=out)
    scene.voice.tell(
        _("a leader sends a copy back, in which %(title)s says %(wrong)s in place of %(right)s:")
        % {"title": scene.tour.edited.title, "wrong": scene.tour.edited.wrong, "right": scene.tour.edited.right}
    )
    scene.voice.command(f"report verify {quoted(out)}")
    return out


def forms(scene: Scene) -> None:
    """The forms from above are filled."""
    paths = [(scene.sample("forms", form.file), form.due) for form in scene.tour.forms]
    outs = [scene.paper(f"{path.stem.partition('-')[0]}{_SENT}{path.suffix}") for path, _due in paths]
    commands = [
        f"fill {quoted(path)} --period {scene.tour.period} -o {quoted(out)}"
        for (path, _due), out in zip(paths, outs, strict=True)
    ]
    scene.voice.open(_("Fill three forms from the bureau above"), *commands)
    rows = []
    for (path, due), out in zip(paths, outs, strict=True):
        with progress(path.name):
            done = fill(
                path,
                unit=scene.root,
                period=scene.period,
                config=scene.workspace.config,
                today=scene.tour.today,
                out=out,
            )
        rows.append((path.name, due, len(done.filled), len(done.empty), out.name))
    headers = [_("Form"), _("Due"), _("Cells filled"), _("Left empty"), _("To send")]
    print_table(headers, rows, numbers=frozenset({2, 3}))
    scene.voice.tell(_("beside each lies a working copy (-底稿) that names figure, period and records of every cell"))
