"""All addresses: pages, and the programming interface."""

from django.urls import include, path

urlpatterns = [path("api/v1/", include("shilu.api.urls")), path("", include("shilu.web.urls"))]
handler400 = "shilu.web.views.faults.bad_request"
handler403 = "shilu.web.views.faults.forbidden"
handler404 = "shilu.web.views.faults.not_found"
handler500 = "shilu.web.views.faults.broken"
