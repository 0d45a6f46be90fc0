"""Papers on their way and final ones, as pages list them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from shilu.figures.names import all_figures
from shilu.ledger.catalogue import Catalogue
from shilu.ledger.queries import position
from shilu.lib.errors import Refused
from shilu.reports.compose import defaults_of, read_layout, read_template
from shilu.reports.document import FrontMatter
from shilu.reports.drafting.composing import Setting, composed
from shilu.reports.drafting.stages import Act, Stage
from shilu.reports.models import Paper, PaperFile, Sending, Step, TakenBack
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


def paper_of_uuid(uuid: UUID, *, units: Collection[UUID]) -> Paper | None:
    """The paper of that uuid, where it is one of ``units``."""
    return Paper.objects.filter(uuid=uuid, unit__in=list(units)).first()


def steps_of(paper: Paper) -> list[Step]:
    """What happened to a paper, oldest first."""
    return list(paper.steps.order_by("id"))


def files_of(paper: Paper) -> list[PaperFile]:
    """The files of a paper without their contents."""
    return list(paper.files.defer("content").order_by("id"))


def sendings_of(paper: Paper) -> list[Sending]:
    """To whom a paper went, oldest first."""
    return list(paper.sendings.order_by("id"))


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


def figures_offered(words: str, *, catalogue: Catalogue, kinds: Collection[str] | None = None) -> list[Offered]:
    """The figures whose name, other name or key holds ``words``, those that begin with it first; all where there are none."""
    wanted = words.strip().casefold()
    ranked: list[tuple[int, int, Offered]] = []
    for at, asked in enumerate(all_figures(catalogue)):
        figure = asked.figure
        if kinds is not None and figure.key not in kinds:
            continue
        kind = catalogue.kinds.get(figure.key)
        names = [str(figure.title), figure.key, *(kind.aliases if kind else ())]
        rank = _rank(wanted, names)
        if rank is None:
            continue
        option = "" if kind is None or kind.first.key == figure.quantity else f', quantity="{figure.quantity}"'
        source = f'{{{{ figure("{figure.title}"{option}) }}}}'
        ranked.append(
            (rank, at, Offered(str(figure.title), str(figure.definition), figure.measure, figure.quantity, source))
        )
    return [offered for _rank_of, _at, offered in sorted(ranked, key=lambda one: one[:2])[:_OFFERED]]


def _rank(wanted: str, names: Sequence[str]) -> int | None:
    found = [name.casefold().find(wanted) for name in names]
    places = [place for place in found if place >= 0]
    return None if not places else min(int(place > 0) for place in places) + int(found[0] < 0)
