"""其他: what no kind knows is written down all the same, and waits until its word has a kind."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from shilu.access.roles import Right
from shilu.lib.errors import Refused
from shilu.recording.words import wait_for_word
from shilu.web.asking import Request
from shilu.web.forms.record_other import OtherForm
from shilu.web.guard import page


def other(request: Request) -> HttpResponse:
    """The form of a word; what is sent waits under 其他."""
    asking = request.asking
    units = [unit for unit in asking.viewer.units(Right.RECORD) if not unit.ended_by(asking.today)]
    if not units:
        raise Http404
    unit = asking.unit if asking.unit in units else units[0]
    initial = {"word": request.GET.get("word", "")[:100], "day": asking.today.isoformat(), "for_unit": unit.code}
    form = OtherForm(request.POST or None, request.FILES or None, units=units, today=asking.today, initial=initial)
    if request.method == "POST" and form.is_valid() and form.told is not None:
        try:
            waiting: UUID = wait_for_word(
                form.told,
                clerk=asking.clerk,
                may_post=asking.viewer.may(Right.POST, form.told.unit),
                evidence=form.cleaned_data["evidence"] or (),
            )
        except Refused as fault:
            form.add_error("word", str(fault))
        else:
            return HttpResponseRedirect(f"{reverse('record')}?waiting={waiting}")
    return render(request, "record/other.html", {"form": form}, status=422 if form.errors else 200)


PAGES = [page("record/other/", other, name="record_other", right=Right.RECORD)]
