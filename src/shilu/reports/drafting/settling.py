"""An edited file is settled: its words become the new text, and each number what was said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.reports.answers import Reader
from shilu.reports.binding import read_query
from shilu.reports.drafting.bases import brought_back, made_from, reads_of
from shilu.reports.drafting.composing import Setting, in_its_language, period_of_paper, traced
from shilu.reports.drafting.edited import Edited, Found, Said, found_of
from shilu.reports.drafting.merging import Merged
from shilu.reports.drafting.operations import begin_paper, stepped, title_of
from shilu.reports.drafting.pairing import Read
from shilu.reports.drafting.queries import kept_last
from shilu.reports.drafting.stages import Act, Stage
from shilu.reports.flow import expected_in
from shilu.reports.models import KeptEdit, Paper, TakenBack
from shilu.reports.reading import PaperRead, located


def settle(taken: TakenBack, *, said: Mapping[str, Said], setting: Setting, by: By) -> Paper:
    """Take the words of an edited file over, and do with each number what was said; the paper that has the new text.

    A paper that is being looked at comes back to be written on. Of a final paper, a new edition is begun where its words
    changed; numbers kept against the ledger are marked in every later verify of either. Refused where a number was not
    decided, or is kept without a reason.
    """
    found = found_of(taken.found)
    _refuse_undecided(found, said)
    found = found.settled(said)
    paper = taken.paper
    kept = {one.id: one.shown for one in found.numbers if said[one.id].choice == "keep"}
    after = [Read(raw, tuple((a, b, key) for a, b, key in spans)) for raw, spans in taken.lines]
    base = made_from(paper, taken.text, taken.position, setting=setting)
    before = reads_of(base.lines, located(PaperRead(base.lines, None, ""), expected_in(base.lines)))
    lines = traced(paper, text=taken.text, at=taken.position, setting=setting)
    result = brought_back(base, lines, before=before, after=after, kept=kept, onto=paper.text)
    rows = [
        _kept_row(paper, one, said[one.id], setting=setting, at=taken.position, by=by)
        for one in found.numbers
        if one.id in kept
    ]
    if paper.issue is not None:
        return _settled_final(taken, paper, found, result, rows, setting=setting, by=by)
    title = title_of(paper, text=result.text, setting=setting)
    with transaction.atomic():
        now = _open(taken)
        if now.edition != paper.edition or now.stage != paper.stage:
            raise Refused(_("The paper was changed meanwhile; load the page again."))
        if now.stage != Stage.DRAFT:
            act = Act.REOPEN if now.stage == Stage.SIGNED else Act.RECALL
            stepped(now, act, by=by, words=_("an edited file was taken back"))
        now.text, now.title, now.edition, now.changed_at = result.text, title, now.edition + 1, by.now
        now.save(update_fields=("text", "title", "edition", "changed_at"))
        KeptEdit.objects.bulk_create(rows)
        _closed(taken, found, by=by)
    return now


def _settled_final(
    taken: TakenBack,
    paper: Paper,
    found: Found,
    result: Merged,
    rows: Sequence[KeptEdit],
    *,
    setting: Setting,
    by: By,
) -> Paper:
    still = [row for row in paper.kept.order_by("id") if read_query(row.query).kept]
    with transaction.atomic():  # all of it or nothing: a new edition that is refused leaves the file to be settled
        _open(taken)
        KeptEdit.objects.bulk_create(rows)
        _closed(taken, found, by=by)
        if not found.taken:
            return paper
        following = begin_paper(
            result.text,
            template=paper.template,
            layout=bytes(paper.layout) if paper.layout is not None else None,
            unit=paper.unit,
            period=period_of_paper(paper, calendar=setting.calendar),
            setting=setting,
            by=by,
            due=paper.due if paper.stage == Stage.FINAL else None,  # one that went out was there by its day
            follows=paper.uuid,
        )
        KeptEdit.objects.bulk_create(_carried_over(row, following) for row in kept_last([*still, *rows]))
    return following


def drop_taking(taken: TakenBack, *, by: By) -> None:
    """Put an edited file aside: nothing of it is taken over."""
    with transaction.atomic():
        _open(taken)
        _closed(taken, found_of(taken.found), by=by)


def _open(taken: TakenBack) -> Paper:
    now = Paper.objects.select_for_update().get(pk=taken.paper.pk)
    if not TakenBack.objects.filter(pk=taken.pk, settled_at=None).exists():
        raise Refused(_("This file was settled already."))
    return now


def _closed(taken: TakenBack, found: Found, *, by: By) -> None:
    TakenBack.objects.filter(pk=taken.pk).update(settled_at=by.now, found=found.as_json())


def _refuse_undecided(found: Found, said: Mapping[str, Said]) -> None:
    for one in found.numbers:
        answer = said.get(one.id)
        if answer is None:
            raise Refused(
                _("Say what becomes of %(title)s, which reads %(shown)s instead of %(printed)s.")
                % {"title": one.title, "shown": one.shown, "printed": one.printed}
            )
        if answer.choice == "keep" and not one.keepable:
            raise Refused(
                _(
                    "%(shown)s of %(title)s stands in a table or list that is drawn from the records; record what is missing."
                )
                % {"title": one.title, "shown": one.shown}
            )
        if answer.choice == "keep" and not answer.reason.strip():
            raise Refused(
                _("Say why %(shown)s of %(title)s is kept against the ledger.")
                % {"title": one.title, "shown": one.shown}
            )


def _kept_row(paper: Paper, one: Edited, said: Said, *, setting: Setting, at: int, by: By) -> KeptEdit:
    """What is known of a number that is kept; in a draft it will be printed by the same query with these words."""
    query = read_query(one.query)
    ledger = in_its_language(lambda: Reader(at, setting.calendar, today=setting.today).answer(query.question).shown)
    written = query if paper.issue is not None else replace(query, kept=one.shown)
    return KeptEdit(
        paper=paper,
        issue=paper.issue,
        query=written.written(),
        title=one.title,
        shown=one.shown,
        ledger=ledger,
        reason=said.reason.strip()[:300],
        account=by.account,
        at=by.now,
    )


def _carried_over(row: KeptEdit, following: Paper) -> KeptEdit:
    """The same decision for the paper that follows a final one: there the kept words stand in the text itself."""
    return KeptEdit(
        paper=following,
        issue=None,
        query=replace(read_query(row.query), kept=row.shown).written(),
        title=row.title,
        shown=row.shown,
        ledger=row.ledger,
        reason=row.reason,
        account=row.account,
        at=row.at,
    )
