"""A paper that is final as soon as it is written: issued in one act, without the way through review and signature."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.clerk import Clerk
from shilu.ledger.log import append
from shilu.lib.acting import By
from shilu.lib.durable import write_file
from shilu.lib.periods import BodyCalendar, Period
from shilu.organisation.structure import Unit
from shilu.reports.document import IssueStamp
from shilu.reports.drafting.operations import file_name, kept_file, stepped
from shilu.reports.drafting.settling_old import kept_rows
from shilu.reports.drafting.stages import Act, Stage
from shilu.reports.models import KeptEdit, Paper
from shilu.reports.old_numbers import old_places, replaced_places
from shilu.reports.operations import Issue, Prepared, check_form, prepared_issue, written


def issue_report(
    text: str,
    *,
    name: str,
    unit: Unit,
    period: Period,
    outs: Mapping[Path, bool],
    calendar: BodyCalendar,
    today: date,
    clerk: Clerk,
    layout: bytes | None = None,
    keeps_old: str = "",
) -> Issue:
    """Freeze the paper in the log, write its files (path → whether it is the clean copy to send), and keep it with them.

    The files are made before the row is written and renamed into place after it: a paper that was not issued leaves no
    file, one that was issued is there whole. A paper of the same template, unit and period is superseded by it. The old
    numbers of its template are kept for the reason ``keeps_old``; Refused where there are some and it is empty.
    """
    for out in outs:
        check_form(out)
    kept = old_places(text, unit=unit.name, period=period) if keeps_old.strip() else ()
    text = replaced_places(text, [(place, place.as_kept) for place in kept])
    done = prepared_issue(
        text, name=name, unit=unit, period=period, outs=outs, calendar=calendar, today=today, layout=layout
    )
    files = _files(done, outs)
    by = By(UUID(clerk.account), "", clerk.now)
    with transaction.atomic():
        paper = Paper.objects.create(
            uuid=UUID(done.uuid),
            account=by.account,
            unit=unit.uuid,
            period=period.name,
            template=name,
            title=(done.draft.document.title.replace("\n", "") or Path(name).stem)[:300],
            text=text,
            layout=layout,
            stage=Stage.SIGNED,
            issue=UUID(done.uuid),
            began_at=by.now,
            changed_at=by.now,
        )
        stepped(paper, Act.ISSUE, by=by, words=_("issued by a command, in one act"))
        (seq,) = append([done.row], account=clerk.account, now=clerk.now)
        for form, content in files.items():
            kept_file(paper, form, file_name(paper, form), content, by=by)
        reasons = [(place.words, keeps_old) for place in kept]
        KeptEdit.objects.bulk_create(
            kept_rows(paper, done.draft, reasons=reasons, calendar=calendar, today=today, by=by)
        )
        for out, content in done.files.items():
            write_file(out, content)
    return Issue(seq, done.uuid, done.draft, done.supersedes, done.moved)


def _files(done: Prepared, outs: Mapping[Path, bool]) -> dict[str, bytes]:
    """The paper in each form that its page hands out, and as PDF where one was drawn."""
    stamp = IssueStamp(done.uuid, done.draft.at, done.draft.root)
    files = {
        "clean" if clean and out.suffix.lower() == ".docx" else out.suffix.lower()[1:]: done.files[out]
        for out, clean in outs.items()
        if not clean or out.suffix.lower() in {".docx", ".pdf"}
    }
    for form, out in (("docx", "paper.docx"), ("clean", "paper.docx"), ("html", "paper.html")):
        if form not in files:
            files[form] = written(done.draft, Path(out), stamp=stamp, clean=form == "clean")
    return files
