"""The pages as a Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "shilu.web"
    label = "web"
