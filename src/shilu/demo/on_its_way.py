"""What is on its way in the sample organisation: what is due, and a record that waits for a look."""

from dataclasses import dataclass
from pathlib import Path

from shilu.access.models import Account
from shilu.deadlines.due import NewDeadline, Sort
from shilu.deadlines.operations import add_deadline, keep_form
from shilu.deadlines.repeating import Repeats
from shilu.demo.tour import Tour
from shilu.ledger.clerk import Clerk
from shilu.ledger.entry import EntryDraft
from shilu.ledger.queries import catalogue_at
from shilu.ledger.row import Texts
from shilu.ledger.sight import EVERYTHING
from shilu.lib.acting import By
from shilu.lib.periods import parse_period
from shilu.organisation.unit import Unit
from shilu.recording.operations import record
from shilu.reports.compose import read_layout, read_template
from shilu.reports.drafting.composing import Setting
from shilu.reports.drafting.operations import begin_paper
from shilu.workspace.opening import Workspace


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many things are due, and the title of the record that waits."""

    due: int
    title: str


def set_up(tour: Tour, *, workspace: Workspace, forms: Path, root: Unit, station: Unit, clerk: Clerk) -> Waiting:
    """Set up what is due, with the forms from above, and let a member of a station hand something in."""
    of = workspace.config.account
    by = By(of.id, of.name, clerk.now)
    period = parse_period(tour.period)
    folder = workspace.folder / "deadlines"
    for one in tour.serve.due:
        due_period = parse_period(one.period)
        new = NewDeadline(
            unit=root.uuid,
            sort=Sort(one.sort),
            title=one.title,
            first=one.first,
            repeats=Repeats(one.repeats),
            period=due_period,
            below=one.below,
            to=one.to,
            template=one.template,
        )
        add_deadline(new, by=by)
    for form in tour.forms:
        title = Path(form.file).stem
        deadline = add_deadline(
            NewDeadline(root.uuid, Sort.FORM, title, form.due, period=period, to="示例市公安局"), by=by
        )
        keep_form(deadline, name=form.file, content=(forms / form.file).read_bytes(), folder=folder)
    _begin_report(tour, workspace=workspace, root=root, clerk=clerk)
    handed = tour.serve.handed_in
    meaning = catalogue_at().meaning(handed.kind)
    if meaning is None:
        raise ValueError(handed.kind)
    fact = EntryDraft(
        meaning.kind.key, station.uuid, handed.day, handed.day, dict(handed.counts), texts=Texts(title=handed.title)
    )
    account = str(Account.objects.get(number=handed.by).uuid)
    member = Clerk(account=account, now=clerk.now, calendar=clerk.calendar)
    record(fact, clerk=member, store=workspace.evidence, may_post=False, accept_likely=True)
    return Waiting(len(tour.serve.due) + len(tour.forms), handed.title)


def _begin_report(tour: Tour, *, workspace: Workspace, root: Unit, clerk: Clerk) -> None:
    """A report that somebody began from a template."""
    begun = tour.serve.begun
    account = Account.objects.get(number=begun.by)
    path = workspace.templates / begun.template
    text = read_template(path)
    begin_paper(
        text,
        template=begun.template,
        layout=read_layout(path, text),
        unit=root.uuid,
        period=parse_period(begun.period),
        setting=Setting(workspace.config.calendar, tour.today, EVERYTHING),
        by=By(account.uuid, account.name, clerk.now),
    )
