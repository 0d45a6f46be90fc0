"""What is due as a page shows it: in words, by how near its day is, with who has to do it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shilu.access.queries import account_names
from shilu.access.roles import Right
from shilu.deadlines.due import REPEATING, TITLES, Due, Sent
from shilu.lib.enumerating import enumerated
from shilu.web.asking import Asking

SOON: Final = timedelta(days=7)
MONTH: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Doer:
    """A unit that has to do it: whether it did, on which day, who said so, and whether the reader may say so."""

    uuid: UUID
    name: str
    code: str
    sent: Sent | None
    by: str
    late: bool
    may: bool


@dataclass(frozen=True, slots=True)
class ShownDue:
    """Something due as a line of the agenda."""

    due: Due
    sort: Any
    repeats: Any
    unit: str
    state: str
    mark: str
    word: str
    days: int
    doers: Sequence[Doer]

    @property
    def tone(self) -> str:
        """How the state looks: good, open, or bad where a hand is needed."""
        return {"done": "good", "open": "open"}.get(self.state, "bad")

    @property
    def waiting(self) -> Sequence[Doer]:
        """Who has not done it yet."""
        return [doer for doer in self.doers if doer.sent is None]

    @property
    def is_near(self) -> bool:
        """Whether it may well be done by now: what is months away offers no button."""
        return self.state != "open" or self.days <= MONTH.days

    @property
    def lone(self) -> Doer | None:
        """The unit that has to do it, where it is one alone."""
        return self.doers[0] if len(self.doers) == 1 else None

    @property
    def who(self) -> str:
        """Who has to do it, in a few words."""
        if len(self.doers) == 1:
            return self.doers[0].name
        waiting = len(self.waiting)
        told = {"all": len(self.doers), "waiting": waiting}
        if not waiting:
            return _("all %(all)s units") % told
        return _("%(waiting)s of %(all)s units still to do it") % told


def shown(due: Due, asking: Asking, *, names: Mapping[UUID, str]) -> ShownDue:
    """``due`` in words; ``names`` are those of the accounts that said something."""
    structure, today = asking.structure, asking.today
    state = due.state(today=today)
    mark, word = _state(due, today=today)
    sent = {one.unit: one for one in due.sent}
    doers = [_doer(unit, sent.get(unit), due, asking, names=names) for unit in due.units]
    unit, days = structure.units[due.unit].usual_name, (due.on - today).days
    return ShownDue(due, TITLES[due.sort], REPEATING[due.repeats], unit, state, mark, word, days, doers)


def _doer(unit: UUID, sent: Sent | None, due: Due, asking: Asking, *, names: Mapping[UUID, str]) -> Doer:
    doing = asking.structure.units[unit]
    by = names.get(sent.account, "") if sent is not None and sent.account is not None else ""
    late = sent is not None and sent.on > due.on
    may = asking.viewer.may(Right.REPORT, unit)
    return Doer(unit, doing.usual_name, doing.code, sent, by, late, may)


def all_shown(dues: Iterable[Due], asking: Asking) -> list[ShownDue]:
    """Each due in words; one query for the names of those who said something."""
    dues = list(dues)
    accounts = {one.account for due in dues for one in due.sent if one.account}
    names = account_names(accounts) if accounts else {}
    return [shown(due, asking, names=names) for due in dues]


def grouped(dues: Sequence[ShownDue]) -> list[tuple[str, str, list[ShownDue]]]:
    """Key, title and dues of each part of the agenda that has any, what needs a hand first."""
    parts: dict[str, list[ShownDue]] = {key: [] for key in ("overdue", "soon", "month", "later", "done")}
    for one in dues:
        parts[_part(one)].append(one)
    parts["done"].reverse()
    parts["later"] = _next_alone(parts["later"], besides=[*parts["soon"], *parts["month"]])
    titles = {
        "overdue": _("Overdue"),
        "soon": _("Within a week"),
        "month": _("Within a month"),
        "later": _("Later"),
        "done": _("Done"),
    }
    return [(key, titles[key], of) for key, of in parts.items() if of]


def _next_alone(later: Sequence[ShownDue], *, besides: Sequence[ShownDue]) -> list[ShownDue]:
    """Of what comes again only the next time, unless that stands among ``besides``."""
    seen = {one.due.deadline for one in besides}
    found = []
    for one in later:
        if one.due.deadline not in seen:
            seen.add(one.due.deadline)
            found.append(one)
    return found


def units_told(asking: Asking) -> list[UUID]:
    """The units whose agenda the reader sees: all of which they read whatever its kind, not those of some kinds alone."""
    sight = asking.viewer.sight
    return [unit.uuid for unit in asking.viewer.units(Right.READ) if sight.kinds_of(unit.uuid) is None]


def reminder(due: ShownDue) -> str:
    """A line to copy for those who have not done it."""
    told = {
        "units": enumerated(doer.name for doer in due.waiting),
        "title": due.due.title,
        "period": due.due.period.title() if due.due.period else "",
        "month": due.due.on.month,
        "day": due.due.on.day,
        "to": due.due.to or due.unit,
    }
    if due.state == "overdue":
        return (
            _(
                "%(units)s: “%(title)s” %(period)s was due on %(month)s/%(day)s and has not come; please send it to %(to)s."
            )
            % told
        )
    return _("%(units)s: please send “%(title)s” %(period)s to %(to)s by %(month)s/%(day)s.") % told


def _part(one: ShownDue) -> str:
    if one.state in {"done", "overdue"}:
        return one.state
    return "soon" if one.days <= SOON.days else "month" if one.days <= MONTH.days else "later"


def _state(due: Due, *, today: date) -> tuple[str, str]:
    """Mark and word of a due's state."""
    days = (due.on - today).days
    match due.state(today=today):
        case "done":
            return "✓", _("done late") if due.sent_late else _("done")
        case "overdue":
            return "!", ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {"days": -days}
        case "today":
            return "!", _("due today")
        case _:
            return "○", ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
