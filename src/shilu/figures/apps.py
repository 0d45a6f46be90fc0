"""Figures as a Django application."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "shilu.figures"
    label = "figures"
