"""The pages as a Django application."""

from django.apps import AppConfig
from django.urls import register_converter

from shilu.web.addresses import Position


class WebConfig(AppConfig):
    name = "shilu.web"
    label = "web"

    def ready(self) -> None:
        """Make the addresses' own part known before any of them is written."""
        register_converter(Position, "position")
