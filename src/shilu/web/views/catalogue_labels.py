"""Labels of a kind on its page: given, called otherwise, ended and asked again."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shilu.access.roles import Right
from shilu.ledger.catalogue import Catalogue, Kind, Label
from shilu.ledger.cataloguing_labels import change_label, give_label
from shilu.lib.enumerating import enumerated
from shilu.recording.withdrawing import withdraw_label
from shilu.web.asking import Request
from shilu.web.forms.catalogue_labels import ChangedLabel, GivenLabel
from shilu.web.guard import page
from shilu.web.views.administration import FormPage, asked_first, audited, filled_in, whole_body


def new_label(request: Request, key: str) -> HttpResponse:
    """A label given to a kind, from now on asked for when it is recorded."""
    found = found_kind(request, key)
    form = GivenLabel(request.POST or None, catalogue=request.asking.catalogue, kind=found)

    def give(form: GivenLabel) -> str:
        label = form.given()
        title = label if isinstance(label, str) else label.title
        known = request.asking.catalogue.labels.get(title)
        title = str(known.title) if known else title
        audited(
            request,
            "catalogue",
            lambda: give_label(key, label=label, clerk=request.asking.clerk),
            what=str(found.title),
            after={"label": title},
        )
        return _("“%(kind)s” is told apart by “%(label)s” from now on.") % {"kind": found.title, "label": title}

    return filled_in(request, form, give, page=_page(found, _("A label"), _("Add the label")))


def label_changes(request: Request, key: str, label: str) -> HttpResponse:
    """A label and its values called otherwise, further values, and values that are offered no more."""
    found = found_kind(request, key)
    known = _label(request, found, label)
    form = ChangedLabel(request.POST or None, label=known)
    others = _others(request.asking.catalogue, label=label, besides=key)

    def change(form: ChangedLabel) -> str:
        audited(
            request,
            "catalogue",
            lambda: change_label(label, **form.changed(), clerk=request.asking.clerk),
            what=str(found.title),
            before=_in_words(known),
            after=_in_words(known, form),
        )
        return _("“%(label)s” is kept.") % {"label": form.cleaned_data["title"]}

    lead = _("What something was called before is still understood in workbooks and papers.")
    shown = _page(found, _("The label “%(label)s”") % {"label": known.title}, _("Keep"), lead=lead)
    if others:
        words = ngettext(
            "%(count)s other kind has this label, and changes with it",
            "%(count)s other kinds have this label, and change with it",
            len(others),
        )
        shown = replace(shown, folded=(words % {"count": len(others)}, enumerated(others)))
    return filled_in(request, form, change, page=shown)


def label_ends(request: Request, key: str, label: str) -> HttpResponse:
    """A label of a kind asked for no more; taken off it where nothing has it."""
    found = found_kind(request, key)
    known = _label(request, found, label)
    if label in found.former:
        raise Http404
    told = {"kind": found.title, "label": known.title}

    def end() -> str:
        kept: list[bool] = []
        audited(
            request,
            "catalogue",
            lambda: kept.append(withdraw_label(key, label=label, clerk=request.asking.clerk)),
            what=str(found.title),
            before={"label": str(known.title)},
        )
        if kept[0]:
            return _("“%(label)s” is not asked for any more; records keep it.") % told
        return _("“%(label)s” is no label of “%(kind)s” any more.") % told

    return asked_first(
        request,
        end,
        title=_("Ask for the label no more"),
        line=_(
            "“%(label)s” is not asked for any more when “%(kind)s” is recorded. Records that carry it keep it, and figures "
            "count them as before. It can be asked for again."
        )
        % told,
        button=_("Ask for it no more"),
        back=_back(key),
    )


def label_again(request: Request, key: str, label: str) -> HttpResponse:
    """A label of a kind asked for again."""
    found = found_kind(request, key)
    known = _label(request, found, label)
    if label not in found.former:
        raise Http404
    told = {"kind": found.title, "label": known.title}

    def again() -> str:
        audited(
            request,
            "catalogue",
            lambda: give_label(key, label=label, clerk=request.asking.clerk),
            what=str(found.title),
            after={"label": str(known.title)},
        )
        return _("“%(kind)s” is told apart by “%(label)s” from now on.") % told

    return asked_first(
        request,
        again,
        title=_("Ask for the label again"),
        line=_("“%(label)s” is asked for again when “%(kind)s” is recorded.") % told,
        button=_("Ask for it again"),
        back=_back(key),
    )


def found_kind(request: Request, key: str) -> Kind:
    """The kind, for whoever administers the whole body."""
    whole_body(request)
    return known_kind(request, key)


def known_kind(request: Request, key: str) -> Kind:
    """The kind that the address names; else Http404."""
    found = request.asking.catalogue.kinds.get(key)
    if found is None:
        raise Http404
    return found


def _label(request: Request, kind: Kind, label: str) -> Label:
    if label not in kind.labels:
        raise Http404
    return request.asking.catalogue.labels[label]


def _others(catalogue: Catalogue, *, label: str, besides: str) -> list[str]:
    return [str(one.title) for one in catalogue.kinds.values() if label in one.labels and one.key != besides]


def _in_words(label: Label, form: ChangedLabel | None = None) -> dict[str, object]:
    """The label before, or as the form asks for it."""
    if form is None:
        ended = [value.title.zh for value in label.values if value.ended]
        return {"label": label.title.zh, "values": [value.title.zh for value in label.values], "ended": ended}
    asked = form.changed()
    ended = [asked["titles"][value.key] for value in label.values if value.key in asked["ended"]]
    return {"label": asked["title"], "values": [*asked["titles"].values(), *asked["more"]], "ended": ended}


def _back(key: str) -> str:
    return reverse("catalogue_kind", args=[key])


def _page(kind: Kind, title: str, button: str, *, lead: str = "") -> FormPage:
    return FormPage(title, button, _back(kind.key), str(kind.title), lead)


_AT = "catalogue/kind/<path:key>/label/"
PAGES = [
    page(f"{_AT}<slug:label>/end/", label_ends, name="catalogue_label_end", right=Right.ADMINISTER),
    page(f"{_AT}<slug:label>/again/", label_again, name="catalogue_label_again", right=Right.ADMINISTER),
    page(f"{_AT}<slug:label>/", label_changes, name="catalogue_label", right=Right.ADMINISTER),
    page(_AT, new_label, name="catalogue_new_label", right=Right.ADMINISTER),
]
