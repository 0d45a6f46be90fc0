"""A kind that ends: not used from a day on, used again, or taken out where nobody recorded it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shilu.access.roles import Right
from shilu.ledger.cataloguing import OWN
from shilu.ledger.cataloguing_ending import retire_kind, use_kind_again
from shilu.recording.withdrawing import withdraw_kind
from shilu.web.asking import Request
from shilu.web.forms.catalogue_labels import KindEnds
from shilu.web.guard import page
from shilu.web.views.administration import FormPage, asked_first, audited, filled_in
from shilu.web.views.catalogue_labels import found_kind


def kind_stops(request: Request, key: str) -> HttpResponse:
    """A kind not used from a day on; its records and figures stay."""
    found = found_kind(request, key)
    if found.ended is not None:
        raise Http404
    form = KindEnds(request.POST or None, initial={"on": request.asking.today})

    def stop(form: KindEnds) -> str:
        on = form.cleaned_data["on"]
        audited(
            request,
            "catalogue",
            lambda: retire_kind(key, on=on, clerk=request.asking.clerk),
            what=str(found.title),
            after={"kind": str(found.title), "until": on.isoformat()},
        )
        return _("“%(kind)s” is not used from %(on)s.") % {"kind": found.title, "on": on.isoformat()}

    lead = _(
        "From that day on it is not offered for recording and not imported. Its records stay, and earlier periods count as "
        "before. It can be used again."
    )
    shown = FormPage(
        _("Stop using the kind"), _("Stop using it"), reverse("catalogue_kind", args=[key]), str(found.title), lead
    )
    return filled_in(request, form, stop, page=shown)


def kind_again(request: Request, key: str) -> HttpResponse:
    """The end of a kind taken back."""
    found = found_kind(request, key)
    if found.ended is None:
        raise Http404
    ended = found.ended.isoformat()

    def again() -> str:
        audited(
            request,
            "catalogue",
            lambda: use_kind_again(key, clerk=request.asking.clerk),
            what=str(found.title),
            before={"kind": str(found.title), "until": ended},
        )
        return _("“%(kind)s” is used again.") % {"kind": found.title}

    return asked_first(
        request,
        again,
        title=_("Use the kind again"),
        line=_("“%(kind)s” is offered for recording and imported again, for the days since %(day)s as well.")
        % {"kind": found.title, "day": ended},
        button=_("Use it again"),
        back=reverse("catalogue_kind", args=[key]),
    )


def kind_out(request: Request, key: str) -> HttpResponse:
    """A kind of the body's own, added by mistake, taken out again."""
    found = found_kind(request, key)
    if not key.startswith(f"{OWN}/"):
        raise Http404

    def take() -> HttpResponse:
        audited(
            request,
            "catalogue",
            lambda: withdraw_kind(key, clerk=request.asking.clerk),
            what=str(found.title),
            before={"kind": str(found.title)},
        )
        messages.success(request, _("“%(kind)s” can no longer be recorded.") % {"kind": found.title})
        return HttpResponseRedirect(reverse("catalogue"))

    return asked_first(
        request,
        take,
        title=_("Take the kind out"),
        line=_(
            "“%(kind)s” is no more offered for recording. That is possible as long as nothing was recorded as it; it can "
            "be added again under the same name."
        )
        % {"kind": found.title},
        button=_("Take the kind out"),
        back=reverse("catalogue_kind", args=[key]),
    )


_AT = "catalogue/kind/<path:key>/"
PAGES = [
    page(f"{_AT}end/", kind_out, name="catalogue_kind_end", right=Right.ADMINISTER),
    page(f"{_AT}stop/", kind_stops, name="catalogue_kind_stop", right=Right.ADMINISTER),
    page(f"{_AT}again/", kind_again, name="catalogue_kind_again", right=Right.ADMINISTER),
]
