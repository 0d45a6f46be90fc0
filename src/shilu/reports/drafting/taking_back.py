"""An edited file comes back: what is new in it is read and kept, until somebody settles it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import uuid4

from django.utils.translation import gettext as _

from shilu.ledger.queries import position
from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.reports.compose import Draft
from shilu.reports.document import Number, Record
from shilu.reports.drafting.bases import Base, brought_back, made_from, reads_of
from shilu.reports.drafting.composing import Setting, traced
from shilu.reports.drafting.edited import Edited, Found
from shilu.reports.drafting.merging import keepable
from shilu.reports.flow import Expected, expected_in, squeeze
from shilu.reports.models import Paper, TakenBack
from shilu.reports.queries import issued_paper
from shilu.reports.reading import NumberFound, PaperRead, located, read_paper


def take_back(paper: Paper, path: Path, *, setting: Setting, by: By) -> TakenBack:
    """Read an edited file of ``paper`` (.docx or .html) and keep what is new in it, until somebody settles it.

    Refused for a file of another paper, and for one in which nothing was changed.
    """
    read = read_paper(path)
    base = _base_of(paper, read, setting=setting)
    expected = expected_in(base.lines)
    places = located(read, expected)
    if expected and len(places) * 2 < len(expected):
        raise Refused(
            _("%(file)s is no copy of this paper; take back the file that was made from it.") % {"file": path.name}
        )
    after = reads_of(read.lines, places)
    before = reads_of(base.lines, located(PaperRead(base.lines, None, ""), expected))
    lines = traced(paper, text=base.text, at=base.position, setting=setting)
    result = brought_back(base, lines, before=before, after=after)
    free = None if paper.issue else keepable(lines)
    found = Found(
        _edited(base.draft, expected, places, free=free),
        result.taken,
        result.left,
        _typed_anew(base, read, expected, places),
    )
    if found.is_empty:
        raise Refused(_("Nothing was changed in %(file)s.") % {"file": path.name})
    return TakenBack.objects.create(
        uuid=uuid4(),
        paper=paper,
        at=by.now,
        account=by.account,
        name=path.name[:255],
        position=base.position,
        text=base.text,
        lines=[[one.raw, [list(span) for span in one.spans]] for one in after],
        found=found.as_json(),
    )


def _base_of(paper: Paper, read: PaperRead, *, setting: Setting) -> Base:
    """The text and position that a file was made from: its issue, the copy that was taken away, else the paper as it is."""
    if paper.issue is not None:
        if read.issue and read.issue != str(paper.issue):
            raise Refused(_("This file is another issue than the paper; open the paper that it belongs to."))
        at = issued_paper(str(paper.issue)).as_of
        return made_from(paper, paper.text, at, setting=setting)
    if read.issue:
        raise Refused(
            _("This file was issued already, and this paper is still a draft; take it back at the final paper.")
        )
    copies = paper.copies.order_by("-id")
    if read.as_of is not None:
        copies = copies.filter(position=read.as_of)
    for copy in copies[:20]:
        made = made_from(paper, copy.text, copy.position, setting=setting)
        queries = {run.binding.query for run in made.draft.printed.values()}
        if read.stored is None or queries == {one.binding.query for one in read.numbers}:
            return made
    return made_from(paper, paper.text, read.as_of or position(), setting=setting)


def _edited(
    draft: Draft, expected: Sequence[Expected], places: Sequence[NumberFound], *, free: frozenset[str] | None
) -> tuple[Edited, ...]:
    printed = {one.id: one.shown for one in expected}
    runs: Mapping[str, Number | Record] = draft.printed
    return tuple(
        Edited(
            one.id,
            runs[one.id].binding.title,
            runs[one.id].shown,
            one.shown,
            runs[one.id].binding.query,
            free is None or one.id in free,
        )
        for one in places
        if one.id in runs and squeeze(one.shown) != printed[one.id]
    )


def _typed_anew(
    base: Base, read: PaperRead, expected: Sequence[Expected], places: Sequence[NumberFound]
) -> tuple[tuple[str, str], ...]:
    """Numbers that are bound to nothing and did not stand in the paper before."""
    own = PaperRead(base.lines, None, "")
    before = [one.shown for one in own.typed_beside(located(own, expected))]
    new = []
    for one in read.typed_beside(places):
        if one.shown in before:
            before.remove(one.shown)
        else:
            new.append((one.shown, one.where))
    return tuple(new)
