"""To whom a final paper went: recorded, corrected and taken back, each a step of its story and told of what was due with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from shilu.deadlines.operations import mark_sent, mark_unsent
from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.reports.drafting.operations import locked, stepped
from shilu.reports.drafting.stages import Act, Stage
from shilu.reports.models import Paper, Sending


@dataclass(frozen=True, slots=True)
class Sent:
    """To whom a final paper went, on which day, how, under which number, with which remark."""

    to: tuple[str, ...]
    on: date
    how: str
    number: str = ""
    words: str = ""


def record_sending(paper: Paper, sent: Sent, *, by: By, today: date) -> Paper:
    """Record that a final paper went out to each of its receivers on a day."""
    receivers = _receivers(sent, today=today)
    with transaction.atomic():
        now = locked(paper)
        _went_out(now, sent, receivers, by=by)
        _mark_due(now, by=by)
    return now


def correct_sending(sending: Sending, sent: Sent, *, reason: str, by: By, today: date) -> Paper:
    """Put ``sent`` in the place of a sending that was recorded wrongly; the paper's story keeps both, and why."""
    receivers = _receivers(sent, today=today)
    with transaction.atomic():
        now = locked(sending.paper)
        _taken_back(now, sending, reason=reason, by=by)
        _went_out(now, sent, receivers, by=by)
        _mark_due(now, by=by)
    return now


def take_sending_back(sending: Sending, *, reason: str, by: By) -> Paper:
    """Take back that a paper went out; the paper's story keeps what was recorded, and why it is taken back."""
    with transaction.atomic():
        now = locked(sending.paper)
        _taken_back(now, sending, reason=reason, by=by)
        _mark_due(now, by=by)
    return now


def _taken_back(paper: Paper, sending: Sending, *, reason: str, by: By) -> None:
    if not reason.strip():
        raise Refused(_("Say why the sending is taken back."))
    told = " · ".join(filter(None, (sending.to, f"{sending.on:%Y-%m-%d}", sending.how, sending.number)))
    gone, _counts = Sending.objects.filter(pk=sending.pk, paper=paper).delete()
    if not gone:
        raise Refused(_("This sending was corrected or taken back meanwhile; load the page again."))
    way = _way(sending.how, sending.number)
    mark_unsent(paper.template, unit=paper.unit, period=paper.period, on=sending.on, how=way)
    stepped(
        paper,
        Act.UNSEND,
        by=by,
        words=_("%(sending)s; %(reason)s") % {"sending": told, "reason": reason.strip()},
        after=Stage.SENT if Sending.objects.filter(paper=paper).exists() else None,
    )


def _receivers(sent: Sent, *, today: date) -> list[str]:
    receivers = [one.strip()[:200] for one in sent.to if one.strip()]
    if not receivers:
        raise Refused(_("Say to whom the paper was sent."))
    if sent.on > today:
        raise Refused(_("%(day)s is still to come; record a sending when it has happened.") % {"day": sent.on})
    return receivers


def _went_out(paper: Paper, sent: Sent, receivers: Sequence[str], *, by: By) -> None:
    made_final = paper.steps.filter(act=Act.ISSUE).order_by("id").last()
    if made_final is not None and sent.on < (final := localtime(made_final.at).date()):
        told = {"final": final.isoformat(), "day": sent.on.isoformat()}
        raise Refused(_("The paper was made final on %(final)s; it cannot have been sent on %(day)s.") % told)
    stepped(paper, Act.SEND, by=by, words="、".join(receivers))
    for one in receivers:
        Sending.objects.create(
            paper=paper,
            to=one,
            on=sent.on,
            how=sent.how,
            number=sent.number,
            words=sent.words,
            account=by.account,
            at=by.now,
        )


def _mark_due(paper: Paper, *, by: By) -> None:
    """What was due with the paper is done by the earliest sending, where nobody has said so yet."""
    first = Sending.objects.filter(paper=paper).order_by("on", "id").first()
    if first is not None:
        way = _way(first.how, first.number)
        mark_sent(paper.template, unit=paper.unit, period=paper.period, on=first.on, how=way, by=by)


def _way(how: str, number: str) -> str:
    return f"{how} {number}".strip()
