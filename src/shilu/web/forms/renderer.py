"""How forms are drawn: one column, label above, hint below it, the fault at the field."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class PageForms(TemplatesSetting):
    """Fields by the templates of the pages; what is not ours by Django's own."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"

    def get_template(self, template_name: str) -> Any:
        """The page's template of that name, else the one that comes with Django."""
        from django.template import TemplateDoesNotExist  # noqa: PLC0415 - forms load before templates

        try:
            return super().get_template(template_name)
        except TemplateDoesNotExist:
            return forms.renderers.DjangoTemplates().get_template(template_name)
