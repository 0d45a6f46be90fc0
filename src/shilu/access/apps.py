"""Access as a Django application."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "shilu.access"
    label = "access"
