"""The end of the tour: the log is checked, a sentence to copy, who can sign in, what to try next."""

from django.utils import translation
from django.utils.translation import gettext as _

from shilu.access.roles import TITLES
from shilu.cli.printing import print_table, say
from shilu.cli.progress import progress
from shilu.cli.tour.report import TEMPLATE, word_file
from shilu.cli.tour.scene import Scene
from shilu.cli.tour.voice import quoted
from shilu.demo.log_ins import make_log_ins
from shilu.demo.on_its_way import set_up
from shilu.demo.steps import figures_in, post_late, sentence, unit_named
from shilu.ledger.queries import position
from shilu.ledger.verify import verify
from shilu.lib.acting import By


def proof(scene: Scene) -> None:
    """Step 15: the log is checked, every row of it."""
    scene.voice.open(_("Verify the log"), "ledger verify")
    size = position()
    with progress(_("Verifying the log")) as step:
        checked = verify(store=scene.workspace.evidence, progress=lambda done: step(done, size))
    for fault in checked.faults:
        scene.voice.tell(f"{fault.seq}: {fault.what}")
    if checked.ok:
        scene.voice.tell(
            _("the log is whole: %(size)s rows, root %(root)s") % {"size": checked.size, "root": checked.root}
        )


def farewell(scene: Scene) -> None:
    """One sentence to copy, and what to try next."""
    language = "zh" if (translation.get_language() or "").startswith("zh") else "en"
    text = scene.tour.sentence[language]
    say()
    say(_("To copy:"))
    scene.voice.tell(sentence(text, unit=scene.root.uuid, period=scene.period))
    post_late(scene.tour.late_after, clerk=scene.clerk())
    _tell_log_ins(scene)
    first, *_between, last = figures_in(text)
    again = word_file(scene).with_stem(f"{word_file(scene).stem}-2")
    say()
    say(_("To try next:"))
    for what, command in (
        (
            _("break it: change a number in the Word file with Word or WPS, save, and ask what was changed"),
            f"report verify {quoted(word_file(scene))}",
        ),
        (
            _("%(count)s late records came in after the issue; issue again, and see what moved")
            % {"count": len(scene.tour.late_after)},
            f"report issue {TEMPLATE} -o {quoted(again)}",
        ),
        (_("which station did how much"), f"figures {last} --period {scene.tour.period} --by unit"),
        (_("the records behind a figure"), f"ledger list --kind {first} --period {scene.tour.period}"),
    ):
        scene.voice.tell(f"· {what}")
        scene.voice.command(command)


def _tell_log_ins(scene: Scene) -> None:
    """Who can sign in to the pages, one for each role."""
    by = By(scene.workspace.config.account.id, scene.workspace.config.account.name, scene.clock.now())
    made = make_log_ins(scene.tour, by=by, today=scene.tour.today)
    station = unit_named(scene.tour.serve.handed_in.unit)
    forms = scene.sample("forms")
    waiting = set_up(
        scene.tour, workspace=scene.workspace, forms=forms, root=scene.root, station=station, clerk=scene.clerk()
    )
    say()
    say(_("To see it in a browser, with one log-in for each role:"))
    scene.voice.command("serve")
    rows = [(one.number, one.name, TITLES[one.role], one.unit) for one in made]
    print_table([_("Staff number"), _("Full name"), _("Role"), _("Unit")], rows)
    scene.voice.tell(_("the code of all of them: %(code)s") % {"code": scene.tour.serve.code})
    words = _("%(due)s things are due, and “%(title)s” of a member waits for a look")
    scene.voice.tell(words % {"due": waiting.due, "title": waiting.title})
