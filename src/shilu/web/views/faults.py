"""Pages for what went wrong: one line on what, where, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from shilu.web.came_from import referring


def _told(request: HttpRequest, line: str, *, title: str, status: int, form: str = "") -> HttpResponse:
    """The page of a fault; ``form`` is the address of the form that was sent, to which one goes back."""
    template = "parts/fault.html" if getattr(request, "htmx", False) else "fault.html"
    return render(request, template, {"line": line, "title": title, "form": form}, status=status)


def refused(request: HttpRequest, error: Exception) -> HttpResponse:
    """What was asked cannot be done, and nothing was changed."""
    return _told(request, str(error), title=_("This cannot be done"), status=422)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's name
    """There is no such page, or it is not for this reader; which of the two is not told."""
    line = _("There is no such page, or it belongs to another unit. Go back, or begin at home.")
    return _told(request, line, title=_("Not found"), status=404)


def no_unit_yet(request: HttpRequest, *, may_add: bool) -> HttpResponse:
    """The body has no unit yet, and so nothing that the page could show; where to begin."""
    title, line = _("No unit yet"), _("Everything is recorded for a unit. Read in the staff list or add a unit first.")
    shown = {"title": title, "line": line, "may_add": may_add}
    template = "parts/no_unit.html" if getattr(request, "htmx", False) else "no_unit.html"
    return render(request, template, shown, status=200 if request.method == "GET" else 422)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's name
    """The request was not let through."""
    return _told(request, _("This is not allowed here."), title=_("Not allowed"), status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's name
    """The request could not be read, mostly because it was too large."""
    line = _("The request could not be read: it is too large or was cut off. Send it in smaller parts.")
    return _told(request, line, title=_("This cannot be read"), status=400)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's name
    """The form was open for too long, or in a browser that keeps no cookies; its page has a new token and what was typed."""
    line = _("The page was open for too long. Go back to the form (what you typed is still there) and send it again.")
    return _told(
        request, line, title=_("Send it once more"), status=403, form=referring(request) or request.get_full_path()
    )


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours; it stands in the server's log, and nothing was changed."""
    line = _("Something went wrong that Shilu did not foresee; nothing was changed. Tell the system's administrator.")
    return _told(request, line, title=_("A fault of ours"), status=500)
