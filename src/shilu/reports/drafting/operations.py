"""What happens to a paper on its way: begun, written, handed on, signed, made final."""

from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.clerk import Clerk
from shilu.ledger.log import append
from shilu.ledger.queries import position
from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.lib.periods import Period
from shilu.reports.drafting.composing import (
    LONGEST,
    Setting,
    composed,
    in_its_language,
    period_of_paper,
    refuse_out_of_sight,
    unit_of,
)
from shilu.reports.drafting.stages import STAGES, Act, Stage, stage_after
from shilu.reports.models import Copy, KeptEdit, Paper, PaperFile, Step
from shilu.reports.operations import prepared_issue, written
from shilu.reports.pdf import to_pdf

FORMS: Final = ("docx", "clean", "html", "pdf")
SCAN: Final = "scan"
LARGEST_SCAN: Final = 20 * 1024 * 1024
_SCANS: Final = {".pdf": b"%PDF-", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".png": b"\x89PNG"}


def begin_paper(
    text: str,
    *,
    template: str,
    layout: bytes | None,
    unit: UUID,
    period: Period,
    setting: Setting,
    by: By,
    due: date | None = None,
    follows: UUID | None = None,
) -> Paper:
    """Begin a paper of ``unit`` on ``period`` from the text of a template; Refused where it cannot be filled in."""
    paper = Paper(
        uuid=uuid4(),
        account=by.account,
        unit=unit,
        period=period.name,
        template=template,
        text=text,
        layout=layout,
        stage=Stage.DRAFT,
        due=due,
        follows=follows,
        began_at=by.now,
        changed_at=by.now,
    )
    paper.title = title_of(paper, text=text, setting=setting)
    paper.save()
    return paper


def title_of(paper: Paper, *, text: str, setting: Setting) -> str:
    """The title that ``text`` gives its paper; Refused where it cannot be filled in."""
    title = composed(paper, text=text, at=position(), setting=setting).document.title
    return (title.replace("\n", "") or Path(paper.template).stem)[:300]


def keep_text(paper: Paper, *, text: str, edition: int, setting: Setting, by: By) -> Paper:
    """Put ``text`` in the place of the edition that its writer had before them; a text that is not right yet is kept too.

    Refused where the paper is no longer being written, and where somebody else wrote on it meanwhile.
    """
    if len(text) > LONGEST:
        raise Refused(_("The text has more than %(most)s characters; cut it into several papers.") % {"most": LONGEST})
    try:
        title = title_of(paper, text=text, setting=setting)
    except Refused:
        title = paper.title
    with transaction.atomic():
        now = locked(paper)
        refuse_unless_written(now)
        if now.edition != edition:
            raise Refused(
                _("Somebody else wrote on this paper meanwhile; copy your words, load the page again and put them in.")
            )
        if text != now.text:
            now.text, now.title, now.changed_at = text, title, by.now
            now.edition += 1
            now.save(update_fields=("text", "title", "edition", "changed_at"))
    return now


def set_due(paper: Paper, *, due: date | None, by: By) -> None:
    """Say by which day the paper has to be there."""
    Paper.objects.filter(pk=paper.pk).update(due=due, changed_at=by.now)


def drop_paper(paper: Paper) -> None:
    """Throw a paper away that was never made final."""
    with transaction.atomic():
        now = locked(paper)
        refuse_unless_written(now)
        now.delete()


def move_paper(paper: Paper, act: Act, *, by: By, words: str = "", others: bool = False) -> Paper:
    """Hand a paper on, back, or sign it; Refused where it stands elsewhere by now, or goes back without words.

    Nobody passes what they wrote or handed in themselves while ``others`` could take the second look; where nobody else
    can, as in a small unit, that is written down beside the step.
    """
    if act in {Act.ISSUE, Act.SEND, Act.UNSEND, Act.SIGN_SHEET}:
        raise ValueError(act)
    if act is Act.RETURN and not words.strip():
        raise Refused(_("Say what is to be changed; the paper goes back with your words."))
    with transaction.atomic():
        now = locked(paper)
        if act is Act.PASS and is_own(now, account=by.account):
            if others:
                raise Refused(
                    _("The second look is another one's: who wrote the paper or handed it in does not pass it.")
                )
            words = _("Nobody else reviews here; looked through again by the writer. %(words)s") % {"words": words}
        stepped(now, act, by=by, words=words)
    return now


def is_own(paper: Paper, *, account: UUID) -> bool:
    """Whether ``account`` began the paper, or handed it in as it stands."""
    handed = Step.objects.filter(paper=paper, act=Act.HAND_IN).order_by("-id").values_list("account", flat=True).first()
    return account in {paper.account, handed}


def sign_on_sheet(paper: Paper, *, scan: bytes, name: str, signer: str, by: By, words: str = "") -> Paper:
    """Keep the scan of the signed page, which counts as the signature; Refused where it is no picture and no PDF."""
    ending = Path(name).suffix.lower()
    if len(scan) > LARGEST_SCAN:
        raise Refused(_("%(file)s is larger than 20 MB; scan it with a lower resolution.") % {"file": name})
    if ending not in _SCANS or not scan.startswith(_SCANS[ending]):
        raise Refused(_("%(file)s is no scan; hand in a PDF, JPG or PNG.") % {"file": name})
    if not signer.strip():
        raise Refused(_("Say who signed the page."))
    with transaction.atomic():
        now = locked(paper)
        stepped(now, Act.SIGN_SHEET, by=by, words=words, signer=signer)
        kept_file(now, SCAN, name, scan, by=by)
    return now


def draft_file(paper: Paper, *, form: str, setting: Setting, by: By) -> bytes:
    """A draft as a file in one of ``FORMS``, made now; what it was made from is kept for when it comes back."""
    at = position()
    draft = composed(paper, text=paper.text, at=at, setting=setting)
    content = in_its_language(lambda: written(draft, _out(form), stamp=None, clean=form == "clean"))
    if form in {"docx", "clean", "html"}:
        Copy.objects.get_or_create(
            paper=paper,
            edition=paper.edition,
            position=at,
            defaults={"at": by.now, "account": by.account, "text": paper.text},
        )
    return content


def finish_paper(paper: Paper, *, setting: Setting, clerk: Clerk, by: By) -> Paper:
    """Freeze a signed paper in the log and keep its files; its text is never changed again."""
    stage_after(Act.ISSUE, stage=Stage(paper.stage))
    outs = {_out("docx"): False, Path("clean.docx"): True, _out("html"): False}
    done = in_its_language(
        lambda: prepared_issue(
            paper.text,
            name=paper.template,
            unit=unit_of(paper),
            period=period_of_paper(paper, calendar=setting.calendar),
            outs=outs,
            calendar=setting.calendar,
            today=setting.today,
            layout=bytes(paper.layout) if paper.layout is not None else None,
        )
    )
    refuse_out_of_sight(done.draft, sight=setting.sight)
    with transaction.atomic():
        now = locked(paper)
        if now.edition != paper.edition:
            raise Refused(_("The text was changed meanwhile; load the page again and look at it."))
        now.issue = UUID(done.uuid)
        stepped(now, Act.ISSUE, by=by, fields=("issue",))
        append([done.row], account=clerk.account, now=clerk.now)
        for form, out in zip(("docx", "clean", "html"), outs, strict=True):
            kept_file(now, form, file_name(now, form), done.files[out], by=by)
        KeptEdit.objects.filter(paper=now, issue=None).update(issue=now.issue)
    return now


def final_file(paper: Paper, *, form: str, by: By) -> PaperFile:
    """The file of a final paper in one of ``FORMS``; the PDF is drawn when it is first asked for."""
    found = PaperFile.objects.filter(paper=paper, form=form).first()
    if found is not None:
        return found
    if form != "pdf":
        raise Refused(_("This paper has no such file."))
    word = PaperFile.objects.get(paper=paper, form="clean")
    drawn = to_pdf(bytes(word.content))
    return kept_file(paper, "pdf", file_name(paper, "pdf"), drawn, by=by)


def file_name(paper: Paper, form: str) -> str:
    """What a file of a paper is called."""
    stem = "".join("_" if sign in '\\/:*?"<>|' or ord(sign) < 32 else sign for sign in paper.title)[:80]
    return {"clean": _("%(title)s (to send).docx"), "docx": "%(title)s.docx"}.get(form, f"%(title)s.{form}") % {
        "title": stem
    }


def _out(form: str) -> Path:
    return Path("paper.docx" if form == "clean" else f"paper.{form}")


def locked(paper: Paper) -> Paper:
    """The paper as it stands now, held until the transaction is over."""
    return Paper.objects.select_for_update().get(pk=paper.pk)


def refuse_unless_written(paper: Paper) -> None:
    """Refused for a paper that is handed in, signed or final."""
    if paper.stage != Stage.DRAFT:
        raise Refused(
            _("The paper is %(stage)s and not written on now; take it back first.")
            % {"stage": STAGES[Stage(paper.stage)]}
        )


def stepped(
    paper: Paper,
    act: Act,
    *,
    by: By,
    words: str = "",
    signer: str = "",
    fields: tuple[str, ...] = (),
    after: Stage | None = None,
) -> None:
    """Bring a paper to the stage after ``act``, with the other ``fields`` that changed, and keep that it went there.

    ``after`` is where it stands instead, where an act leaves something of its kind behind.
    """
    before = Stage(paper.stage)
    leads = stage_after(act, stage=before)
    paper.stage = after or leads
    paper.changed_at = by.now
    paper.save(update_fields=("stage", "changed_at", *fields))
    Step.objects.create(
        paper=paper,
        at=by.now,
        account=by.account,
        act=act,
        before=before,
        after=paper.stage,
        edition=paper.edition,
        position=position(),
        words=words.strip()[:500],
        signer=signer.strip()[:60],
    )


def kept_file(paper: Paper, form: str, name: str, content: bytes, *, by: By) -> PaperFile:
    """Keep a file of a paper."""
    return PaperFile.objects.create(
        paper=paper, form=form, name=name[:255], content=content, size=len(content), at=by.now, account=by.account
    )
