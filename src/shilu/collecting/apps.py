"""The package as a Django application."""

from django.apps import AppConfig


class CollectingConfig(AppConfig):
    name = "shilu.collecting"
    label = "collecting"
