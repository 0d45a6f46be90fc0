"""Steps 4 to 7 of the tour: records come in, some of them as one event, some late, some wrong."""

from pathlib import Path

from django.utils.translation import gettext as _

from shilu.cli.progress import progress
from shilu.cli.tour.scene import Scene
from shilu.cli.tour.tables import print_imported, print_refused
from shilu.cli.tour.voice import count_options, quoted
from shilu.demo.steps import confirm, confirm_open_month, correct, join, post_late, returned
from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.operations import import_file, workbooks_in
from shilu.ledger.importing.outcome import Imported
from shilu.ledger.queries import position
from shilu.lib.enumerating import enumerated


def workbooks(scene: Scene) -> None:
    """Step 4: eighteen months of workbooks."""
    ledgers = scene.sample("ledgers")
    scene.voice.open(_("Import eighteen months of records from Excel"), f"import {quoted(ledgers)}")
    before = position()
    done = [_import(scene, path) for path in workbooks_in([ledgers])]
    print_imported(done)
    scene.voice.tell(
        _("%(rows)s rows of %(books)s workbooks became %(count)s rows of the log")
        % {"rows": sum(one.rows for one in done), "books": len(done), "count": position() - before}
    )


def occasions(scene: Scene) -> None:
    """Step 5: events that several units or kinds recorded."""
    scene.voice.open(_("Say which records are one event"))
    joined = join(scene.tour.joined, clerk=scene.clerk())
    scene.voice.command(f"ledger join {' '.join(str(entry.seq) for entry in joined[0])}")
    several = sum(len({entry.unit for entry in entries}) > 1 for entries in joined)
    words = _(
        "%(units)s events of several units count once above them; "
        "%(kinds)s meetings of two kinds count in each, and once over both"
    )
    scene.voice.tell(words % {"units": several, "kinds": len(joined) - several})


def months(scene: Scene) -> None:
    """Step 6: months confirmed, and June's workbooks of the stations: who has sent, who has not, what was refused."""
    returns, mended = scene.sample("returns"), scene.sample("returns-mended")
    month = scene.tour.open_month
    scene.voice.open(
        _("Confirm the months, and take in June's workbooks of the stations"),
        f"ledger close --unit {scene.root.code} --period {scene.tour.confirmed[-1]}",
        f"ledger close --unit {scene.tour.zero_report} --period {month}",
        f"import {quoted(returns)}",
    )
    confirm(scene.tour, scene.root.uuid, clerk=scene.clerk())
    confirm_open_month(scene.tour, scene.root.uuid, clerk=scene.clerk())
    done = [_import(scene, path) for path in workbooks_in([returns])]
    for one in (one for one in done if one.blocked):
        scene.voice.tell(_("%(file)s was not taken; its cells come back with the reason:") % {"file": one.file})
        print_refused(one)
    scene.voice.command(f"import {quoted(mended)}")
    again = [_import(scene, path) for path in workbooks_in([mended])]
    came = returned(scene.tour, scene.root.uuid, done=done, again=again)
    words = _(
        "of %(all)s stations %(sent)s have sent (%(bad)s after mending), %(zero)s has nothing to report, "
        "missing: %(missing)s"
    )
    counts = {"all": came.expected, "sent": came.sent, "bad": len(again)}
    scene.voice.tell(words % {**counts, "zero": scene.tour.zero_report, "missing": enumerated(came.missing)})
    for one in done:
        for likely in one.likely:
            scene.voice.tell(
                _("waiting, since the ledger may have it already: %(file)s, %(text)s")
                % {"file": one.file, "text": likely["text"]}
            )


def late_and_wrong(scene: Scene) -> None:
    """Step 7: late records and corrections."""
    late, corrected = scene.tour.late[0], scene.tour.corrected[0]
    scene.voice.open(_("Late records, and corrections"))
    post_late(scene.tour.late, clerk=scene.clerk())
    corrections = [correct(one, clerk=scene.clerk()) for one in scene.tour.corrected]
    told = f"--day {late.day} --unit {late.unit} --title {quoted(late.title)} {count_options(late.counts)}"
    scene.voice.command(f"ledger post {late.kind} {told}")
    told = f"{count_options(corrected.counts)} --reason {corrected.reason}"
    scene.voice.command(f"ledger correct {corrections[0].before.seq} {told}")
    words = _(
        "%(late)s records came in after their month was confirmed; %(corrected)s were wrong and are corrected; "
        "the first version stays in the log"
    )
    scene.voice.tell(words % {"late": len(scene.tour.late), "corrected": len(corrections)})


def _import(scene: Scene, path: Path) -> Imported:
    with progress(path.name) as step:
        return import_file(path, unit=scene.root.uuid, choices=Choices(), clerk=scene.clerk(), progress=step)
