"""Papers on their way and final ones, as pages list them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue, Figure, Kind, KindName
from shilu.ledger.queries import position
from shilu.lib.errors import Refused
from shilu.lib.prepared import Prepared
from shilu.recording.kind_search import kinds_found
from shilu.reports.binding import read_query
from shilu.reports.compose import defaults_of, read_layout, read_template
from shilu.reports.document import FrontMatter
from shilu.reports.drafting.composing import Setting, composed
from shilu.reports.drafting.stages import Act, Stage
from shilu.reports.models import KeptEdit, Paper, PaperFile, Sending, Step, TakenBack
from shilu.reports.operations import Moved

_LISTED = 200
_OFFERED = 12


@dataclass(frozen=True, slots=True)
class Template:
    """A template of the workspace: its file, its settings, and the fault where it cannot be used."""

    name: str
    front: FrontMatter
    fault: str = ""

    @property
    def title(self) -> str:
        return Path(self.name).stem


@dataclass(frozen=True, slots=True)
class Offered:
    """A figure to put into a text: what it is called and means, and what is written for it."""

    title: str
    definition: str
    measure: str
    quantity: str
    source: str


def papers_of(units: Collection[UUID], *, stages: Collection[Stage] = (), text: str = "") -> QuerySet[Paper]:
    """The papers of ``units``, those changed last first, without their texts and layouts."""
    found = Paper.objects.filter(unit__in=list(units)).defer("text", "layout").order_by("-changed_at", "-id")
    if stages:
        found = found.filter(stage__in=list(stages))
    if text:
        found = found.filter(Q(title__icontains=text) | Q(template__icontains=text))
    return found


_DRAFTING: Final = Prepared(
    lambda: Paper.objects.exclude(stage__in=(Stage.FINAL, Stage.SENT)).order_by().values_list("unit").distinct()
)


def units_drafting() -> frozenset[UUID]:
    """The units that have papers on their way: begun and not final yet."""
    return frozenset(unit for (unit,) in _DRAFTING.rows())


def paper_of_uuid(uuid: UUID, *, units: Collection[UUID]) -> Paper | None:
    """The paper of that uuid, where it is one of ``units``."""
    return Paper.objects.filter(uuid=uuid, unit__in=list(units)).first()


def papers_issued(issues: Collection[str], *, units: Collection[UUID]) -> dict[UUID, Paper]:
    """The papers of ``units`` behind those issues, by issue, with their sendings."""
    found = papers_of(units, stages=(Stage.FINAL, Stage.SENT)).filter(issue__in=list(issues))
    return {one.issue: one for one in found.prefetch_related("sendings") if one.issue is not None}


def steps_of(paper: Paper) -> list[Step]:
    """What happened to a paper, oldest first."""
    return list(paper.steps.order_by("id"))


def files_of(paper: Paper) -> list[PaperFile]:
    """The files of a paper without their contents."""
    return list(paper.files.defer("content").order_by("id"))


def sendings_of(paper: Paper) -> list[Sending]:
    """To whom a paper went, oldest first."""
    return list(paper.sendings.order_by("id"))


def kept_of(paper: Paper) -> list[KeptEdit]:
    """What was kept by hand, oldest first: of a draft the last word on each number, of a final paper all that was said.

    What was kept in an edited copy of a final paper, and stands in the edition that was begun with it, is told there.
    """
    rows = list(paper.kept.order_by("id"))
    if paper.issue is None:
        return kept_last(rows)
    next_editions = KeptEdit.objects.filter(paper__in=Paper.objects.filter(follows=paper.uuid))
    handed_on = set(next_editions.values_list("account", "at", "title", "shown"))
    return [row for row in rows if in_its_text(row) or (row.account, row.at, row.title, row.shown) not in handed_on]


def in_its_text(row: KeptEdit) -> bool:
    """Whether the paper itself prints what was kept, not only a copy of it that somebody edited."""
    return bool(read_query(row.query).kept)


def kept_last(rows: Iterable[KeptEdit]) -> list[KeptEdit]:
    """The last word on each number."""
    return list({replace(read_query(row.query), kept="").written(): row for row in rows}.values())


def days_late(paper: Paper, *, on: date) -> int | None:
    """How many days after its day a paper went out on ``on``; None where no day was set, 0 and less where in time."""
    return None if paper.due is None else (on - paper.due).days


def open_takings(paper: Paper) -> list[TakenBack]:
    """The edited files that came back and wait for somebody to say what becomes of them."""
    return list(paper.taken_back.filter(settled_at=None).defer("text", "lines").order_by("-id"))


def moved_since_signing(paper: Paper, *, setting: Setting) -> tuple[Moved, ...]:
    """The numbers that the ledger gives otherwise than when the paper was signed."""
    signed = paper.steps.filter(act__in=(Act.SIGN, Act.SIGN_SHEET)).order_by("id").last()
    if signed is None:
        return ()
    now = position()
    if now == signed.position:
        return ()
    before = composed(paper, text=paper.text, at=signed.position, setting=setting).printed
    after = composed(paper, text=paper.text, at=now, setting=setting).printed
    return tuple(
        Moved(key, run.binding.title, before[key].shown if key in before else "—", run.shown)
        for key, run in after.items()
        if key not in before or before[key].shown != run.shown
    )


def templates_in(folder: Path) -> list[Template]:
    """The templates of a folder by name; one that cannot be read says why."""
    found = []
    for path in sorted(folder.glob("*.md"))[:_LISTED]:
        try:
            text = read_template(path)
            read_layout(path, text)
            found.append(Template(path.name, defaults_of(text)))
        except Refused as fault:
            found.append(Template(path.name, FrontMatter(), str(fault)))
    return found


def template_of(folder: Path, name: str) -> tuple[str, bytes | None]:
    """The text of a template and the layout it names; Refused where the folder has none of that name."""
    if Path(name).name != name or name.startswith(".") or not name.endswith(".md") or not (folder / name).is_file():
        raise Refused(_("There is no template %(name)s; choose one of the list.") % {"name": name})
    text = read_template(folder / name)
    return text, read_layout(folder / name, text)


def figures_offered(words: str, *, catalogue: Catalogue) -> list[Offered]:
    """The figures that fit ``words``: of kinds by a name, pinyin or initials, and defined ones by a part of a name."""
    wanted = words.strip().casefold()
    if not wanted:
        return []
    defined = [
        (str(figure.title).casefold().startswith(wanted), _offered(figure, figure.measure, figure.quantity))
        for figure in catalogue.figures.values()
        if any(wanted in name.casefold() for name in (str(figure.title), *figure.aliases))
    ]
    own = [
        _offered(one.kind, quantity.measure, quantity.key, name=one.name)
        for one in kinds_found(words, catalogue=catalogue, limit=_OFFERED)
        for quantity in one.kind.quantities
        if not (one.name and one.name.quantity and one.name.quantity != quantity.key)
    ]
    first = [one for begins, one in defined if begins]
    return [*first, *own, *(one for begins, one in defined if not begins)][:_OFFERED]


def _offered(of: Kind | Figure, measure: str, quantity: str, *, name: KindName | None = None) -> Offered:
    """A figure with what is written for it; the first quantity of a kind goes without saying."""
    title = name.name if name else str(of.title)
    first = isinstance(of, Figure) or of.first.key == quantity or bool(name and name.quantity)
    option = "" if first else f', quantity="{quantity}"'
    source = f'{{{{ figure("{title}"{option}) }}}}'
    return Offered(title, str(of.definition), measure, quantity, source)
