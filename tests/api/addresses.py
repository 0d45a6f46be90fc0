"""The interface alone, as it is mounted beside the pages."""

from django.urls import include, path

urlpatterns = [path("api/v1/", include("shilu.api.urls"))]
