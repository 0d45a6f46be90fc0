"""Drafts: what is typed is kept while it is typed, and forgotten when it is not wanted."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shilu.access.roles import Right
from shilu.recording.drafts import corrected_by_draft, drop_draft, keep_draft
from shilu.recording.models import Draft
from shilu.recording.once import was_done
from shilu.web.asking import Request
from shilu.web.guard import page
from shilu.web.views.record_first import draft_uuid

_NOT_KEPT = frozenset({"csrfmiddlewaretoken", "key", "draft", "staged", "accept", "evidence", "kept-kind"})


@require_POST
def kept(request: Request) -> HttpResponse:
    """Keep a form as it stands; the page sends it by itself when nothing was typed for a while.

    What was handed in meanwhile is no draft any more, though the page was left before it heard of that.
    """
    asking = request.asking
    if was_done(f"form:{request.POST.get('key', '')}", account=asking.clerk.account):
        return HttpResponse(status=204)
    content = {key: value for key, value in request.POST.items() if key not in _NOT_KEPT and value}
    unit = asking.structure.by_code(request.POST.get("for_unit", ""))
    keep_draft(
        _uuid(request.POST.get("draft", "")),
        unit=unit.uuid if unit else None,
        kind=request.POST.get("kept-kind", ""),
        content=content,
        clerk=asking.clerk,
    )
    return HttpResponse(status=204)


@require_POST
def dropped(request: Request) -> HttpResponse:
    """Forget a draft, and begin its form anew or go back to the desk."""
    draft = drop_draft(_uuid(request.POST.get("draft", "")), clerk=request.asking.clerk)
    if "anew" in request.POST and draft is not None and draft.kind in request.asking.catalogue.kinds:
        return HttpResponseRedirect(form_of(draft))
    return HttpResponseRedirect(reverse("record"))


def form_of(draft: Draft) -> str:
    """The address of the form in which a draft was typed: that of its kind, or of the record that it corrects or mends.

    It names a draft that was begun by another, who handed it over.
    """
    seq, returned = corrected_by_draft(draft), draft.content.get("replaces", "")
    if seq is None:
        address, query = reverse("record_kind", kwargs={"kind": draft.kind}), {"replaces": returned}
    else:
        address, query = reverse("record_correct", kwargs={"seq": seq}), {"kind": draft.kind}
    if draft.uuid != draft_uuid(draft.account, str(seq or returned or draft.kind)):
        query["draft"] = str(draft.uuid)
    told = urlencode({name: value for name, value in query.items() if value}, safe="/")
    return f"{address}?{told}" if told else address


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


PAGES = [
    page("record/draft/", kept, name="record_draft", right=Right.RECORD),
    page("record/draft/drop/", dropped, name="record_draft_drop", right=Right.RECORD),
]
