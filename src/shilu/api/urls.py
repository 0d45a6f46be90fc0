"""Addresses of the interface; whatever else is asked below it is answered as a problem too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from shilu.api.errors import not_found, problem
from shilu.api.main import api


@csrf_exempt
def nothing_here(_request: HttpRequest) -> HttpResponse:
    """The answer to an address that the interface does not have."""
    return not_found()


def told(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view, which says in the shape of all problems which methods an address has."""

    @wraps(view)
    def answered(request: HttpRequest, *arguments: Any, **named: Any) -> Any:
        answer = view(request, *arguments, **named)
        if not isinstance(answer, HttpResponseNotAllowed):
            return answer
        methods = ", ".join(sorted(answer["Allow"].split(", ")))
        other = problem(_("This address takes %(methods)s alone.") % {"methods": methods}, status=405)
        other["Allow"] = methods
        return other

    return answered


_patterns, _app, _namespace = api.urls
for _pattern in _patterns:
    _pattern.callback = told(_pattern.callback)  # type: ignore[arg-type]  # ninja makes views alone

urlpatterns = [path("", (_patterns, _app, _namespace)), re_path("", nothing_here)]
