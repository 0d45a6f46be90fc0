"""What the pages of administration share: a page that is a form, a page that asks, and the audit of what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from shilu.access.operations import written_down
from shilu.access.roles import Right
from shilu.lib.errors import Refused
from shilu.web.asking import Request

Form = TypeVar("Form", bound=forms.Form)
Done = str | HttpResponse
_FAULTS = 422


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands round a form: title, a line and facts above it, what its button says, where one comes back to.

    ``folded`` is a line with what is seen when it is opened.
    """

    title: str
    button: str
    back: str
    back_title: str
    lead: str = ""
    upload: bool = False
    keep: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    folded: tuple[str, str] | None = None


def filled_in(request: Request, form: Form, act: Callable[[Form], Done], *, page: FormPage) -> HttpResponse:
    """The page of ``form``; when it was sent, ``act`` is done and told, or its refusal stands above the form."""
    if request.method == "POST" and form.is_valid():
        try:
            done = act(form)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            if isinstance(done, HttpResponse):
                return done
            messages.success(request, done)
            return HttpResponseRedirect(page.back)
    status = _FAULTS if form.is_bound and form.errors else 200
    return render(request, "administration/form.html", {"form": form, "page": page}, status=status)


def asked_first(
    request: Request, act: Callable[[], Done], *, title: str, line: str, button: str, back: str, hidden: Any = ()
) -> HttpResponse:
    """A page that asks; when the answer is yes, ``act`` is done and told."""
    if request.method != "POST":
        context = {"title": title, "line": line, "button": button, "cancel": back, "hidden": hidden}
        return render(request, "ask.html", context)
    done = act()
    if isinstance(done, HttpResponse):
        return done
    messages.success(request, done)
    return HttpResponseRedirect(back)


def audited(
    request: Request,
    act: str,
    change: Callable[[], object],
    *,
    what: str,
    unit: UUID | None = None,
    before: Any = None,
    after: Any = None,
) -> None:
    """Do ``change`` and write it into the audit, both or neither."""
    with transaction.atomic():
        change()
        written_down(act, by=request.asking.by, what=what, unit=unit, before=before, after=after)


def whole_body(request: Request, right: Right = Right.ADMINISTER) -> None:
    """Http404 unless ``right`` holds in the whole body, whose settings and catalogue are one."""
    if not request.asking.viewer.everywhere(right):
        raise Http404
