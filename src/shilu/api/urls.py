"""Addresses of the interface; whatever else is asked below it is answered as a problem too."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from shilu.api.errors import not_found
from shilu.api.main import api


@csrf_exempt
def nothing_here(_request: HttpRequest) -> HttpResponse:
    """The answer to an address that the interface does not have."""
    return not_found()


urlpatterns = [path("", api.urls), re_path("", nothing_here)]
