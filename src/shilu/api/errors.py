"""What is answered where something cannot be done: one line, in one shape."""

import logging
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import Field

from shilu.api.field_faults import line_of
from shilu.documents.wanted import MB
from shilu.lib.errors import Refused
from shilu.recording.likely import LikelyDouble
from shilu.recording.once import KeyReused
from shilu.workspace.faults import faults_told

_log = logging.getLogger(__name__)


class Problem(Schema):
    """Why a request was not done, in the language of the one who asked."""

    error: str = Field(description="One line: what is wrong, where, and what to do.")


PROBLEMS: Final = frozenset({400, 401, 404, 405, 409, 413, 422, 503})
"""The states in which any request may end; each with a ``Problem``."""


def answers(shape: Any, *, status: int = 200, **others: Any) -> dict[int, Any]:
    """What an operation may answer: ``shape`` where it was done, else a ``Problem``; ``others`` as ``s202=Shape``."""
    done = {int(name.removeprefix("s")): other for name, other in others.items()}
    return {status: shape, **done, **dict.fromkeys(sorted(PROBLEMS), Problem)}


def problem(line: str, *, status: int, **more: Any) -> HttpResponse:
    """An answer that says one line."""
    return JsonResponse({"error": line, **more}, status=status, json_dumps_params={"ensure_ascii": False})


def not_found() -> HttpResponse:
    """What is not there, and what is another unit's, answer alike."""
    return problem(_("There is nothing here, or nothing that you may see."), status=404)


def answer_problems(api: NinjaAPI) -> None:
    """Let ``api`` answer every foreseen error as a ``Problem``."""
    _answer_unfit_requests(api)

    @api.exception_handler(Refused)
    def refused(_request: HttpRequest, error: Refused) -> HttpResponse:
        if isinstance(error, LikelyDouble):
            found = [entry.seq for entry in error.entries]
            return problem(str(error), status=409, entries=found)
        return problem(str(error), status=409 if isinstance(error, KeyReused) else 422)

    @api.exception_handler(Exception)
    def unforeseen(_request: HttpRequest, error: Exception) -> HttpResponse:
        """What a disk or a database does is told in a line; anything else is a fault of ours, and logged."""
        try:
            with faults_told():
                raise error  # noqa: TRY301 - so that it is told as it would be where it happened
        except Refused as told:
            return problem(str(told), status=503)
        except Exception:  # noqa: BLE001 - the last stop: a caller gets one line
            _log.exception("the interface failed")
            return problem(_("Something went wrong that Shilu did not foresee; nothing was changed."), status=500)

    @api.exception_handler(Http404)
    def missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return not_found()


def _answer_unfit_requests(api: NinjaAPI) -> None:
    """Requests that no operation is asked for: without a key, with faults in their fields, not to be read."""

    @api.exception_handler(AuthenticationError)
    def unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        answer = problem(_("Send a valid key: Authorization: Bearer shilu_…"), status=401)
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(ValidationError)
    def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(line_of(error.errors), status=422)

    @api.exception_handler(SuspiciousOperation)
    def unfit(_request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
        """A body that Django does not read on."""
        if isinstance(error, RequestDataTooBig):
            most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MB
            return problem(_("The request is larger than %(most)s MB; send less at once.") % {"most": most}, status=413)
        return problem(_("The form has too many fields or files, or cannot be read."), status=422)

    @api.exception_handler(HttpError)
    def other(_request: HttpRequest, error: HttpError) -> HttpResponse:
        unread = error.status_code == 400  # which ninja says of a body that is no JSON, in English alone
        line = _("The body cannot be read: send JSON, in UTF-8.") if unread else " ".join(str(error).split())
        return problem(line, status=error.status_code)
