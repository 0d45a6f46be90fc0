"""An edited file comes back: its prose becomes a new text, and each number changed by hand waits for a word."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from shilu.ledger.queries import position
from shilu.lib.acting import By
from shilu.lib.errors import Refused
from shilu.reports.answers import Reader
from shilu.reports.binding import read_query
from shilu.reports.compose import Draft
from shilu.reports.document import NOTHING, Number, Record
from shilu.reports.docx.reading import read_docx
from shilu.reports.drafting.composing import Setting, composed, period_of_paper, traced
from shilu.reports.drafting.merging import Changed, Merged, Read, keepable, merged
from shilu.reports.drafting.operations import begin_paper, stepped, title_of
from shilu.reports.drafting.stages import Act, Stage
from shilu.reports.drafting.titles import changed_title, with_title
from shilu.reports.drafting.tracing import TracedLine
from shilu.reports.flow import Expected, Line, expected_in, squeeze
from shilu.reports.models import KeptEdit, Paper, TakenBack
from shilu.reports.operations import as_word
from shilu.reports.queries import issued_paper
from shilu.reports.reading import NumberFound, PaperRead, located, read_paper

Choice = Literal["ledger", "record", "keep"]
CHOICES: Final[tuple[Choice, ...]] = ("ledger", "record", "keep")


@dataclass(frozen=True, slots=True)
class Edited:
    """A number that reads otherwise than it was printed; ``query`` is what it is bound to.

    One of a table or a list that the program prints is not ``keepable`` while its paper is a draft.
    """

    id: str
    title: str
    printed: str
    shown: str
    query: str
    keepable: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """What becomes of an edited number; ``reason`` is why it is kept."""

    choice: Choice
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What an edited file holds that is new: numbers, lines that are taken over and lines that are left, typed numbers."""

    numbers: tuple[Edited, ...]
    taken: tuple[Changed, ...]
    left: tuple[Changed, ...]
    typed: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        return not (self.numbers or self.taken or self.left)

    def as_json(self) -> dict[str, Any]:
        """As the table keeps it."""
        return asdict(self)


def found_of(kept: Mapping[str, Any]) -> Found:
    """What ``as_json`` wrote."""
    return Found(
        tuple(Edited(**one) for one in kept["numbers"]),
        tuple(Changed(**one) for one in kept["taken"]),
        tuple(Changed(**one) for one in kept["left"]),
        tuple((shown, where) for shown, where in kept["typed"]),
    )


@dataclass(frozen=True, slots=True)
class _Base:
    """What a file was made from."""

    text: str
    position: int
    draft: Draft
    lines: tuple[Line, ...]


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
    result = _merged(base, lines, before=before, after=after)
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


def _merged(
    base: _Base,
    lines: Sequence[TracedLine],
    *,
    before: Sequence[Read],
    after: Sequence[Read],
    kept: Mapping[str, str] = NOTHING,
    onto: str | None = None,
) -> Merged:
    """What became of the text, its title by itself: that stands in the settings, and may take several lines."""
    title = changed_title(base.draft.document.title, before=before, after=after)
    if title is None or with_title(base.text if onto is None else onto, title.words) is None:
        return merged(base.text, traced=lines, before=before, after=after, kept=kept, onto=onto)
    rest = merged(
        base.text, traced=lines, before=before[title.before :], after=after[title.after :], kept=kept, onto=onto
    )
    said = Changed("".join(one.raw.strip() for one in before[: title.before]), title.words.replace("\n", ""))
    return Merged(with_title(rest.text, title.words) or rest.text, (said, *rest.taken), rest.left)


def _base_of(paper: Paper, read: PaperRead, *, setting: Setting) -> _Base:
    """The text and position that a file was made from: its issue, the copy that was taken away, else the paper as it is."""
    if paper.issue is not None:
        if read.issue and read.issue != str(paper.issue):
            raise Refused(_("This file is another issue than the paper; open the paper that it belongs to."))
        at = issued_paper(str(paper.issue)).as_of
        return _made(paper, paper.text, at, setting=setting)
    if read.issue:
        raise Refused(
            _("This file was issued already, and this paper is still a draft; take it back at the final paper.")
        )
    copies = paper.copies.order_by("-id")
    if read.as_of is not None:
        copies = copies.filter(position=read.as_of)
    for copy in copies[:20]:
        made = _made(paper, copy.text, copy.position, setting=setting)
        queries = {run.binding.query for run in made.draft.printed.values()}
        if read.stored is None or queries == {one.binding.query for one in read.numbers}:
            return made
    return _made(paper, paper.text, read.as_of or position(), setting=setting)


def _made(paper: Paper, text: str, at: int, *, setting: Setting) -> _Base:
    draft = composed(paper, text=text, at=at, setting=setting)
    lines = read_word(as_word(draft, stamp=None))
    return _Base(text, at, draft, lines)


def read_word(content: bytes) -> tuple[Line, ...]:
    """The lines of a Word file of ours, as any that comes back is read."""
    return read_docx(content, Path("paper.docx")).lines


def reads_of(lines: Sequence[Line], places: Sequence[NumberFound]) -> list[Read]:
    """The lines with blanks, and with the numbers that were found in them."""
    spans: list[list[tuple[int, int, str]]] = [[] for _line in lines]
    for one in places:
        raw = lines[one.line].places
        spans[one.line].append((raw[one.start], raw[one.end - 1] + 1, one.id))
    return [Read(line.raw, tuple(sorted(found))) for line, found in zip(lines, spans, strict=True)]


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
    base: _Base, read: PaperRead, expected: Sequence[Expected], places: Sequence[NumberFound]
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


def settle(taken: TakenBack, *, said: Mapping[str, Said], setting: Setting, by: By) -> Paper:
    """Take the words of an edited file over, and do with each number what was said; the paper that has the new text.

    A paper that is being looked at comes back to be written on. Of a final paper, a new edition is begun where its words
    changed; numbers kept against the ledger are marked in every later verify of it. Refused where a number was not
    decided, or is kept without a reason.
    """
    found = found_of(taken.found)
    _refuse_undecided(found, said)
    paper = taken.paper
    kept = {one.id: one.shown for one in found.numbers if said[one.id].choice == "keep"}
    after = [Read(raw, tuple((a, b, key) for a, b, key in spans)) for raw, spans in taken.lines]
    base = _made(paper, taken.text, taken.position, setting=setting)
    before = reads_of(base.lines, located(PaperRead(base.lines, None, ""), expected_in(base.lines)))
    lines = traced(paper, text=taken.text, at=taken.position, setting=setting)
    result = _merged(base, lines, before=before, after=after, kept=kept, onto=paper.text)
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
        _closed(taken, by=by)
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
    with transaction.atomic():
        _open(taken)
        KeptEdit.objects.bulk_create(rows)
        _closed(taken, by=by)
    if not found.taken:
        return paper
    return begin_paper(
        result.text,
        template=paper.template,
        layout=bytes(paper.layout) if paper.layout is not None else None,
        unit=paper.unit,
        period=period_of_paper(paper, calendar=setting.calendar),
        setting=setting,
        by=by,
        due=None,
        follows=paper.uuid,
    )


def drop_taking(taken: TakenBack, *, by: By) -> None:
    """Put an edited file aside: nothing of it is taken over."""
    with transaction.atomic():
        _open(taken)
        _closed(taken, by=by)


def _open(taken: TakenBack) -> Paper:
    now = Paper.objects.select_for_update().get(pk=taken.paper.pk)
    if not TakenBack.objects.filter(pk=taken.pk, settled_at=None).exists():
        raise Refused(_("This file was settled already."))
    return now


def _closed(taken: TakenBack, *, by: By) -> None:
    TakenBack.objects.filter(pk=taken.pk).update(settled_at=by.now)


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
    ledger = Reader(at, setting.calendar).answer(replace(query, kept="")).shown
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
