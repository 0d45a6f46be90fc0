"""The package as a Django application."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "shilu.deadlines"
    label = "deadlines"
