"""The four steps with which an empty workspace begins; each can be skipped."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shilu.access.roles import Right
from shilu.ledger.models import Row
from shilu.reports.models import Paper
from shilu.web.asking import Asking

COOKIE: Final = "steps-skipped"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, what it is good for, the page where it is done, and the right that it needs."""

    key: str
    title: Any
    purpose: Any
    view: str
    right: Right


STEPS: Final = (
    Step(
        "staff",
        _("Read in the staff list"),
        _(
            "Units and people come from it; no codes are needed. Birth dates, identity numbers and addresses are left out."
        ),
        "people_staff_list",
        Right.ADMINISTER,
    ),
    Step(
        "ledger",
        _("Read in last year's ledger"),
        _("The workbook as it is; the columns are found, you see them before anything is read in."),
        "imports",
        Right.IMPORT,
    ),
    Step(
        "template",
        _("Take last year's report as a template"),
        _("Its numbers are looked up in the ledger; what was found and what not is shown."),
        "learn",
        Right.REPORT,
    ),
    Step(
        "report",
        _("Write the first report"),
        _("With every number from the ledger, down to its records."),
        "reports_new",
        Right.REPORT,
    ),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A step with how it stands."""

    step: Step
    done: bool
    skipped: bool
    address: str


def steps_for(asking: Asking, *, skipped: str) -> list[Shown]:
    """The steps as they stand for whoever sets the workspace up; none once all are done, skipped, or not theirs."""
    if not asking.viewer.holds(Right.ADMINISTER):
        return []
    passed = set(skipped.split("."))
    shown = [Shown(step, done, step.key in passed, reverse(step.view)) for step, done in _stand(asking)]
    return shown if any(not one.done and not one.skipped for one in shown) else []


def _stand(asking: Asking) -> Iterator[tuple[Step, bool]]:
    """Each step with whether it is done."""
    templates = asking.workspace.templates
    done = {
        "staff": bool(asking.structure.people),
        "ledger": Row.objects.filter(type="entry").exists(),
        "template": templates.is_dir() and any(templates.glob("*.md")),
        "report": Paper.objects.exists() or Row.objects.filter(type="report").exists(),
    }
    return ((step, done[step.key]) for step in STEPS)
