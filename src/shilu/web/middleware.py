"""What happens round every view: the reader's language, and what is refused told in words."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation

from shilu.lib.errors import Refused
from shilu.web.moved_on import MovedOn
from shilu.web.views.faults import bad_request, refused

Next = Callable[[HttpRequest], HttpResponseBase]
MB: Final = 1024 * 1024
MOST: Final = 1024 * MB  # a year's workbooks at once
MOST_OF_A_STRANGER: Final = MB
_KNOWN = {code for code, _name in settings.LANGUAGES}


def language(following: Next) -> Next:
    """Answer in the language that was chosen on this machine, else the account's own, else Chinese."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or getattr(request.user, "language", "")
        with translation.override(chosen if chosen in _KNOWN else settings.LANGUAGE_CODE):
            response = following(request)
            if isinstance(response, HttpResponse):
                response.headers.setdefault("Content-Language", translation.get_language())
            return response

    return answered


def measured(following: Next) -> Next:
    """Read nothing of a request that would fill the disk; a stranger sends forms only, a program its key beforehand."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        told = request.META.get("CONTENT_LENGTH") or ""
        size = int(told[:18]) if told.isdecimal() else 0
        if size > MOST:
            response = bad_request(request)
            response.status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            return response
        if "%00" in request.META.get("QUERY_STRING", "") and not request.path.startswith("/api/"):
            return bad_request(request)  # a sign that PostgreSQL takes in no text
        if size > MOST_OF_A_STRANGER and not request.user.is_authenticated and not request.path.startswith("/api/"):
            return redirect(settings.LOGIN_URL)
        return following(request)

    return answered


def unkept(following: Next) -> Next:
    """Let no browser keep a page: on a shared computer the Back button shows nothing once somebody signed out.

    The program's own files are answered before this.
    """

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = following(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answered


class Refusals:
    """A refusal that no form shows at its field becomes a page of one line, never a fault of ours."""

    def __init__(self, following: Next) -> None:
        self._following = following

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing beside what follows."""
        return self._following(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """The page for a refusal, and for what moved on the page on which it stands; other errors pass."""
        if isinstance(error, MovedOn):
            messages.warning(request, str(error))
            return redirect(error.page)
        return refused(request, error) if isinstance(error, Refused) else None
