"""Kinds and figures: what can be recorded, how it is counted, and what a body adds of its own."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.operations import written_down
from shilu.access.roles import Right
from shilu.ledger.catalogue import Catalogue, Kind
from shilu.ledger.catalogue_sections import by_section, section_title
from shilu.ledger.catalogue_toml import write_catalogue
from shilu.ledger.cataloguing import OWN, add_figure, add_kind, add_kind_alias
from shilu.ledger.cataloguing_back import remove_kind_alias
from shilu.lib.enumerating import bracketed, enumerated
from shilu.recording.words import settle_word, unknown_words
from shilu.web.asking import Request
from shilu.web.forms.catalogue import FigureForm, KindAlias, KindForm, WordForm
from shilu.web.guard import page
from shilu.web.views import catalogue_ended, catalogue_labels
from shilu.web.views.administration import FormPage, asked_first, audited, filled_in, whole_body
from shilu.web.views.catalogue_labels import found_kind, known_kind


def listed(request: Request) -> HttpResponse:
    """Every kind by its section, and the figures over several of them."""
    asking = request.asking
    text = request.GET.get("text", "").strip()
    administers = asking.viewer.everywhere(Right.ADMINISTER)
    return render(
        request,
        "catalogue/list.html",
        {
            "sections": [
                (title, [(kind, _counted(kind, asking.catalogue)) for kind in kinds])
                for title, kinds in by_section(
                    kind for kind in asking.catalogue.kinds.values() if _fits(text, kind.title, kind.aliases)
                )
            ],
            "figures": [one for one in asking.catalogue.figures.values() if _fits(text, one.title, one.aliases)],
            "text": text,
            "administers": administers,
            "words": len(unknown_words()) if administers else 0,
        },
    )


def kind(request: Request, key: str) -> HttpResponse:
    """One kind: what counts as one, its quantities, labels and names, and the figures that count it."""
    found = known_kind(request, key)
    catalogue = request.asking.catalogue
    return render(
        request,
        "catalogue/kind.html",
        {
            "one": found,
            "section": section_title(found.section),
            "quantities": _counted(found, catalogue),
            "labels": [
                (label, enumerated(value.title for value in label.offered), label.key in found.former)
                for label in (catalogue.labels[key] for key in found.labels)
            ],
            "figures": enumerated(
                one.title for one in catalogue.figures.values() if any(term.kind == key for term in one.terms)
            ),
            "administers": request.asking.viewer.everywhere(Right.ADMINISTER),
            "own": key.startswith(f"{OWN}/"),
        },
    )


def new_kind(request: Request) -> HttpResponse:
    """A kind of the body's own."""
    whole_body(request)
    form = KindForm(
        request.POST or None,
        catalogue=request.asking.catalogue,
        initial={"title": request.GET.get("title", ""), "evidence": "asked"},
    )

    def add(form: KindForm) -> str:
        new = form.new_kind()
        audited(
            request,
            "catalogue",
            lambda: add_kind(new, clerk=request.asking.clerk),
            what=new.title,
            after={"kind": new.title},
        )
        return _("“%(kind)s” can be recorded from now on.") % {"kind": new.title}

    shown = FormPage(_("A new kind"), _("Add the kind"), reverse("catalogue"), _("Kinds and figures"), keep="kind")
    return filled_in(request, form, add, page=shown)


def new_alias(request: Request, key: str) -> HttpResponse:
    """Another name of a kind."""
    found = found_kind(request, key)

    def add(form: KindAlias) -> str:
        alias = form.cleaned_data["alias"].strip()
        audited(
            request,
            "catalogue",
            lambda: add_kind_alias(key, alias=alias, clerk=request.asking.clerk),
            what=str(found.title),
            after={"alias": alias},
        )
        return _("“%(alias)s” means “%(kind)s” from now on.") % {"alias": alias, "kind": found.title}

    form = KindAlias(request.POST or None, catalogue=request.asking.catalogue, kind=key)
    shown = FormPage(_("Another name"), _("Add the name"), reverse("catalogue_kind", args=[key]), str(found.title))
    return filled_in(request, form, add, page=shown)


def alias_ends(request: Request, key: str) -> HttpResponse:
    """Another name of a kind taken away."""
    found = found_kind(request, key)
    alias = request.GET.get("alias", "")
    if alias not in found.aliases:
        raise Http404

    def take() -> str:
        audited(
            request,
            "catalogue",
            lambda: remove_kind_alias(key, alias=alias, clerk=request.asking.clerk),
            what=str(found.title),
            before={"alias": alias},
        )
        return _("“%(alias)s” no longer means “%(kind)s”.") % {"alias": alias, "kind": found.title}

    return asked_first(
        request,
        take,
        title=_("Take the name away"),
        line=_(
            "Records, workbooks and papers that say “%(alias)s” are no more understood as “%(kind)s”; what was recorded "
            "stays. The name can be added again."
        )
        % {"alias": alias, "kind": found.title},
        button=_("Take the name away"),
        back=reverse("catalogue_kind", args=[key]),
    )


def new_figure(request: Request) -> HttpResponse:
    """A figure of the body's own."""
    whole_body(request)

    def add(form: FigureForm) -> str:
        new = form.new_figure()
        audited(
            request,
            "catalogue",
            lambda: add_figure(new, clerk=request.asking.clerk),
            what=new.title,
            after={"figure": new.title},
        )
        return _("“%(figure)s” is counted from now on, for earlier periods as well.") % {"figure": new.title}

    form = FigureForm(request.POST or None, catalogue=request.asking.catalogue)
    shown = FormPage(
        _("A figure of our own"), _("Add the figure"), reverse("catalogue"), _("Kinds and figures"), keep="figure"
    )
    return filled_in(request, form, add, page=shown)


def words(request: Request) -> HttpResponse:
    """Words that no kind knows, and the records that wait for one."""
    whole_body(request)
    asking = request.asking
    bound = WordForm(request.POST, catalogue=asking.catalogue, on=asking.today) if request.method == "POST" else None
    if bound is not None and bound.is_valid():
        return _settled(request, bound)
    units = asking.structure.units
    waiting = [
        (
            word,
            [units[unit] for unit in word.units if unit in units],
            bound
            if bound is not None and bound.data.get("word") == word.word
            else WordForm(
                catalogue=asking.catalogue,
                on=asking.today,
                nearest=word.nearest,
                initial={"word": word.word},
                auto_id=f"id_%s_{number}",
            ),
        )
        for number, word in enumerate(unknown_words())
    ]
    return render(request, "catalogue/words.html", {"waiting": waiting}, status=422 if bound is not None else 200)


def _settled(request: Request, form: WordForm) -> HttpResponse:
    given = form.cleaned_data
    asking = request.asking

    def settle(_form: WordForm) -> str:
        done = settle_word(
            given["word"],
            kind=given["kind"],
            alias=given["alias"],
            clerk=asking.clerk,
            store=asking.workspace.evidence,
        )
        kind = asking.catalogue.kinds[given["kind"]]
        written_down("catalogue", by=asking.by, what=given["word"], after={"kind": str(kind.title)})
        return _(
            "“%(word)s” is “%(kind)s”: %(posted)s recorded, %(waiting)s wait for review, %(returned)s returned."
        ) % {
            "word": given["word"],
            "kind": kind.title,
            "posted": done.posted,
            "waiting": done.waiting,
            "returned": done.returned,
        }

    shown = FormPage(_("Words without a kind"), _("Settle"), reverse("catalogue_words"), _("Words without a kind"))
    return filled_in(request, form, settle, page=shown)


def export(request: Request) -> HttpResponse:
    """The catalogue as the file that another body can apply."""
    return HttpResponse(
        write_catalogue(request.asking.catalogue),
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="catalogue.toml"'},
    )


def _counted(kind: Kind, catalogue: Catalogue) -> str:
    """What is counted of a kind, each with its measure word where that is another one: 场次（次）、人次."""
    counted = ((str(catalogue.quantities[one.key].title), one.measure) for one in kind.quantities)
    return enumerated(title if title == measure else bracketed(title, measure) for title, measure in counted)


def _fits(text: str, title: object, aliases: tuple[str, ...]) -> bool:
    return not text or text in str(title) or any(text in alias for alias in aliases)


PAGES = [
    page("catalogue/", listed, name="catalogue", right=Right.READ),
    page("catalogue/export/", export, name="catalogue_export", right=Right.READ),
    page("catalogue/new-kind/", new_kind, name="catalogue_new_kind", right=Right.ADMINISTER),
    page("catalogue/new-figure/", new_figure, name="catalogue_new_figure", right=Right.ADMINISTER),
    page("catalogue/words/", words, name="catalogue_words", right=Right.ADMINISTER),
    *catalogue_labels.PAGES,
    page("catalogue/kind/<path:key>/name/end/", alias_ends, name="catalogue_alias_end", right=Right.ADMINISTER),
    *catalogue_ended.PAGES,
    page("catalogue/kind/<path:key>/name/", new_alias, name="catalogue_alias", right=Right.ADMINISTER),
    page("catalogue/kind/<path:key>/", kind, name="catalogue_kind", right=Right.READ),
]
