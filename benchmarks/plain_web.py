"""The peer of web.py: plain Django with one table, a list of 50 rows without sessions, and a post that commits one row.

Run as a program it makes the table with 1,000 rows; granian serves ``application``.
"""

import json
import os
from typing import Any

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="plain",  # noqa: S106 - it signs nothing
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [
                            (
                                "django.template.loaders.locmem.Loader",
                                {
                                    "list.html": "<!DOCTYPE html><html><body><table>{% for row in rows %}<tr><td>{{ row.id }}</td>"
                                    "<td>{{ row.day }}</td><td>{{ row.title }}</td><td>{{ row.people }}</td></tr>"
                                    "{% endfor %}</table></body></html>"
                                },
                            )
                        ],
                    )
                ]
            },
        }
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["PLAIN_DATABASE"],
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    },
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - settings first
from django.db import connection, models, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Record(models.Model):
    title = models.CharField(max_length=200)
    day = models.DateField(db_index=True)
    people = models.IntegerField()

    class Meta:
        app_label = "plain"


def listed(request: HttpRequest) -> HttpResponse:
    return render(request, "list.html", {"rows": Record.objects.order_by("-id")[:50]})


def posted(request: HttpRequest) -> HttpResponse:
    given: dict[str, Any] = json.loads(request.body)
    with transaction.atomic():
        record = Record.objects.create(title=given["title"], day=given["day"], people=given["people"])
    return JsonResponse({"seq": record.pk}, status=201)


urlpatterns = [path("", listed), path("post", posted)]
application = get_wsgi_application()


if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Record)
    Record.objects.bulk_create(
        Record(title=f"学习贯彻会议精神第{at}次专题研讨", day="2022-06-27", people=at % 90) for at in range(1_000)
    )
