"""What the pages of papers share: the paper that is asked for, what its reader may do with it, and who did what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Final
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from shilu.access.may import Viewer
from shilu.access.queries import account_names
from shilu.access.roles import Right
from shilu.access.second_look import others_review
from shilu.ledger.sight import Sight
from shilu.lib.periods import parse_period
from shilu.organisation.unit import Unit
from shilu.reports.drafting.composing import Setting
from shilu.reports.drafting.operations import is_own
from shilu.reports.drafting.promised import Promised, promised_of
from shilu.reports.drafting.queries import (
    days_late,
    paper_of_uuid,
    papers_issued,
    papers_of,
    steps_of,
    units_drafting,
)
from shilu.reports.drafting.stages import ACTS, STAGES, Act, Stage, acts_from
from shilu.reports.in_sight import issue_in_sight
from shilu.reports.models import Paper
from shilu.reports.queries import in_force, issued_papers
from shilu.web.asking import Asking, Request
from shilu.web.moved_on import MovedOn

ACT_RIGHTS: Final[dict[Act, frozenset[Right]]] = {
    Act.HAND_IN: frozenset({Right.REPORT}),
    Act.RECALL: frozenset({Right.REPORT}),
    Act.PASS: frozenset({Right.REVIEW}),
    Act.RETURN: frozenset({Right.REVIEW, Right.SIGN}),
    Act.SIGN: frozenset({Right.SIGN}),
    Act.SIGN_SHEET: frozenset({Right.REPORT}),
    Act.REOPEN: frozenset({Right.REPORT}),
    Act.ISSUE: frozenset({Right.REPORT}),
    Act.SEND: frozenset({Right.REPORT}),
    Act.UNSEND: frozenset({Right.REPORT}),
}
_WAITING: Final = 5  # on the page that the day begins with
OPEN: Final = (Stage.DRAFT, Stage.REVIEW, Stage.SIGNING, Stage.SIGNED)
_WAY: Final = (
    (Stage.DRAFT, (Stage.DRAFT,)),
    (Stage.REVIEW, (Stage.REVIEW,)),
    (Stage.SIGNING, (Stage.SIGNING, Stage.SIGNED)),
    (Stage.FINAL, (Stage.FINAL,)),
    (Stage.SENT, (Stage.SENT,)),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper as lists and heads show it; ``late`` is how many days its due day is over while it is not sent."""

    paper: Paper
    unit: Unit
    period: str
    stage: str
    late: int

    @property
    def is_open(self) -> bool:
        """Whether it is not final yet."""
        return self.paper.stage in OPEN


@dataclass(frozen=True, slots=True)
class Superseding:
    """The paper that is in force in the place of an older one: its title and page, where this reader may read it."""

    title: str
    issued: datetime
    page: UUID | None


def units_read(viewer: Viewer, *, within: UUID | None = None) -> set[UUID]:
    """The units whose papers may be read, for a paper tells all kinds; with ``within`` only those of its subtree."""
    units = {unit.uuid for unit in viewer.units(Right.READ)}
    if within is not None:
        units &= set(viewer.structure.tree_now().subtree(within))
    return {unit for unit in units if reads_all(viewer.sight, unit)}


def reads_all(sight: Sight, unit: UUID) -> bool:
    """Whether every kind of ``unit`` may be read."""
    return sight.kinds_of(unit) is None


def issues_in_sight(asking: Asking, *, within: UUID | None = None) -> set[str]:
    """The issued papers of units of which only some kinds may be read, where every number of theirs is of those kinds."""
    viewer = asking.viewer
    units = {unit.uuid for unit in viewer.units(Right.READ)}
    if within is not None:
        units &= set(viewer.structure.tree_now().subtree(within))
    codes = {viewer.structure.units[unit].code for unit in units if not reads_all(viewer.sight, unit)}
    if not codes:
        return set()
    return {
        one.uuid
        for one in issued_papers()
        if one.unit in codes
        and issue_in_sight(one, sight=viewer.sight, structure=viewer.structure, catalogue=asking.catalogue)
    }


def paper_of(request: Request, uuid: UUID, right: Right = Right.READ) -> Paper:
    """The paper of that uuid, where ``right`` holds in its unit and all of it may be read; else Http404.

    Who reads some kinds only, reads final papers that tell of nothing else.
    """
    viewer = request.asking.viewer
    paper = paper_of_uuid(uuid, units=units_read(viewer))
    if paper is None and right is Right.READ:
        held = paper_of_uuid(uuid, units={unit.uuid for unit in viewer.units(Right.READ)})
        if held is not None and held.issue is not None and str(held.issue) in issues_in_sight(request.asking):
            paper = held
    if paper is None or not viewer.may(right, paper.unit):
        raise Http404
    return paper


def superseding(asking: Asking, issues: Collection[str]) -> dict[str, Superseding]:
    """Of those issued papers that later ones took the place of, the one in force, with its page where it may be read."""
    found = in_force(issues)
    if not found:
        return {}
    viewer, whole = asking.viewer, units_read(asking.viewer)
    pages = papers_issued([one.uuid for one in found.values()], units={one.uuid for one in viewer.units(Right.READ)})
    some = issues_in_sight(asking) if any(page.unit not in whole for page in pages.values()) else set()
    told = {}
    for issue, one in found.items():
        page = pages.get(UUID(one.uuid))
        read = page is not None and (page.unit in whole or one.uuid in some)
        told[issue] = Superseding(one.title if read else "", one.issued, page.uuid if page and read else None)
    return told


def acts_open(asking: Asking, paper: Paper) -> set[Act]:
    """What this reader can do with the paper as it stands; the second look at one's own is another one's."""
    found = {act for act in acts_from(Stage(paper.stage)) if _may(asking.viewer, act, paper)}
    if Act.PASS in found and is_own(paper, account=asking.viewer.account) and second_look_elsewhere(asking, paper):
        found.remove(Act.PASS)
    return found


def open_for(request: Request, uuid: UUID, act: Act, right: Right = Right.REPORT) -> Paper:
    """The paper, where ``act`` is what can be done with it now; MovedOn where somebody was quicker, else Http404."""
    found, asking = paper_of(request, uuid, right), request.asking
    if act not in acts_open(asking, found):
        if _may(asking.viewer, act, found) and act not in acts_from(Stage(found.stage)):
            raise moved_on(found)
        raise Http404
    return found


def moved_on(paper: Paper) -> MovedOn:
    """Where the paper stands by now, and what brought it there."""
    told = _("“%(title)s” is %(stage)s by now; nothing was done.")
    said = {"title": paper.title, "stage": STAGES[Stage(paper.stage)]}
    if steps := steps_of(paper):
        told = _("“%(title)s” is %(stage)s by now (%(what)s, %(who)s, %(when)s); nothing was done.")
        last = steps[-1]
        said["what"] = ACTS[Act(last.act)]
        said["who"] = account_names({last.account}).get(last.account, "—")
        said["when"] = f"{localtime(last.at):%Y-%m-%d %H:%M}"
    return MovedOn(told % said, page=reverse("papers_paper", kwargs={"uuid": paper.uuid}))


def _may(viewer: Viewer, act: Act, paper: Paper) -> bool:
    return any(viewer.may(right, paper.unit) for right in ACT_RIGHTS[act])


def second_look_elsewhere(asking: Asking, paper: Paper) -> bool:
    """Whether somebody else could review the paper."""
    return others_review(paper.unit, besides=asking.viewer.account, structure=asking.structure, on=asking.today)


def shown(paper: Paper, asking: Asking) -> Shown:
    """The paper with its unit and period in words."""
    late = days_late(paper, on=asking.today) if paper.stage != Stage.SENT else None
    return Shown(
        paper,
        asking.structure.units[paper.unit],
        parse_period(paper.period, calendar=asking.calendar).title(),
        str(STAGES[Stage(paper.stage)]),
        max(late or 0, 0),
    )


def papers_waiting(asking: Asking) -> list[Shown]:
    """The papers that wait for this reader: to be reviewed, signed, made final, and own drafts that came back."""
    viewer = asking.viewer
    stages: dict[Stage, Right] = {
        Stage.REVIEW: Right.REVIEW,
        Stage.SIGNING: Right.SIGN,
        Stage.SIGNED: Right.REPORT,
        Stage.DRAFT: Right.REPORT,
    }
    held = [stage for stage, right in stages.items() if viewer.holds(right)]
    units = units_read(viewer) & units_drafting() if held else None
    if not units:
        return []
    waiting = (
        paper
        for paper in papers_of(units, stages=held)[: 10 * _WAITING]
        if viewer.may(stages[Stage(paper.stage)], paper.unit)
        and (paper.stage not in {Stage.DRAFT, Stage.SIGNED} or paper.account == viewer.account)
    )
    return [shown(paper, asking) for paper in islice(waiting, _WAITING)]


def way_of(paper: Paper) -> list[tuple[str, str]]:
    """The stages in words, each past, now or still to come."""
    at = next(number for number, (_first, held) in enumerate(_WAY) if paper.stage in held)
    words = {
        "draft": _("Drafting"),
        "review": _("Reviewing"),
        "signing": _("Signature"),
        "final": _("Final"),
        "sent": _("Sent"),
    }
    return [
        (words[stage], "past" if number < at else "now" if number == at else "")
        for number, (stage, _all) in enumerate(_WAY)
    ]


def setting_of(asking: Asking) -> Setting:
    """Where this reader's papers are composed."""
    return Setting(asking.calendar, asking.today, asking.viewer.sight)


def promises(asking: Asking, paper: Paper) -> list[tuple[Promised, str]]:
    """What was to be recorded for numbers of the paper and is not, with the kind under which it is recorded."""
    return [
        (one, one.query.figure if one.query.figure in asking.catalogue.kinds else "")
        for one in promised_of(paper, setting=setting_of(asking))
    ]


def in_time(paper: Paper, *, on: date) -> str:
    """Whether a sending on a day was in time, in words; empty where no day was set."""
    late = days_late(paper, on=on)
    if late is None:
        return ""
    return _("in time") if late <= 0 else _("%(days)s days late") % {"days": late}
