"""The package as a Django application."""

from django.apps import AppConfig


class RecordingConfig(AppConfig):
    name = "shilu.recording"
    label = "recording"
