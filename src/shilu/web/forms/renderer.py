"""How forms are drawn: one column, label above, hint below it, the fault at the field."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.template import TemplateDoesNotExist
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

_SELECT: Final = "django/forms/widgets/select.html"


class PageForms(TemplatesSetting):
    """Fields by the templates of the pages; what is not ours by Django's own."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"

    def get_template(self, template_name: str) -> Any:
        """The page's template of that name, else the one that comes with Django; each is read once."""
        return _template(template_name)

    def render(self, template_name: str, context: Any, request: Any = None) -> SafeString:
        """The part of a form; a list to choose from has a hundred kinds, so it is put together without a template."""
        if template_name == _SELECT:
            return _select(context["widget"])
        return mark_safe(super().render(template_name, context, request))  # noqa: S308 - a template's own output


_PAGES = TemplatesSetting()
_DJANGOS = DjangoTemplates()


@cache
def _template(name: str) -> Any:
    try:
        return _PAGES.get_template(name)
    except TemplateDoesNotExist:
        return _DJANGOS.get_template(name)


def _select(widget: Mapping[str, Any]) -> SafeString:
    """What Django's template of that name gives."""
    parts = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'<optgroup label="{conditional_escape(group)}">')
        parts += _options(options)
        if group:
            parts.append("</optgroup>")
    return mark_safe("".join([*parts, "</select>"]))  # noqa: S308 - every value is escaped above


def _options(options: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for option in options:
        value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
        yield f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


def _attributes(attributes: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in attributes.items()
        if value is not False and value is not None
    )
