"""The organisation as a Django application."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "shilu.organisation"
    label = "organisation"
