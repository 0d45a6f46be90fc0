"""Tags of every template: icons, numbers that lead to their records, and records' words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shilu.figures.queries import definition_sentence
from shilu.figures.result import Result
from shilu.lib.enumerating import bracketed, comma, enumerated
from shilu.web.addresses import records_address
from shilu.web.came_from import back_link

register = template.Library()
register.filter("enumerated", enumerated)
register.simple_tag(comma)


@register.simple_tag
def icon(name: str) -> SafeString:
    """The icon of that name; it says nothing to those who do not see it, so a word stands beside it."""
    return format_html(
        '<svg class="icon" width="20" height="20" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("shilu/icons.svg"),
        name,
    )


def figure_address(result: Result) -> str:
    """The page of the records behind a result."""
    return records_address(
        figure=result.figure,
        quantity=result.quantity,
        labels=result.labels,
        unit=result.unit_code,
        period=result.period.name,
        own=result.own,
    )


@register.simple_tag
def number(result: Result, *, defined: bool | None = None) -> SafeString:
    """A figure's value as a link to its records; what is not reported is a dash with a word, zero is 0.

    Its words on hover say all of it; ``defined`` False leaves out the definition, where it stands at the head of a table,
    and either word leaves out who has not reported, where that stands below it.
    """
    said = definition_sentence(result) if defined is None else _said(result, defined=defined)
    if result.value is None:
        return format_html(
            '<span class="number none" title="{}"><span class="dash">{}</span>{}</span>',
            said,
            "" if result.shown else "— ",
            result.lacking_named if defined else result.lacking,
        )
    shown = result.shown
    digits = shown.removesuffix(result.measure) if result.measure else shown
    lacking = (("partial", _("not all reported") if result.is_incomplete else ""), ("partial few", result.said_by_some))
    remark = format_html_join("", ' <span class="{}">{}</span>', (one for one in lacking if one[1]))
    return format_html(
        '<a class="number" href="{}" title="{}">{}<span class="measure">{}</span></a>{}',
        figure_address(result),
        said,
        digits,
        result.measure,
        remark,
    )


def _said(result: Result, *, defined: bool) -> str:
    told = {
        "what": definition_sentence(replace(result, remarks=()))
        if defined
        else bracketed(result.title, result.measure),
        "unit": result.unit_name,
        "period": result.period.title(),
        "count": result.entries,
    }
    if defined:
        return ngettext("%(what)s %(count)s record.", "%(what)s %(count)s records.", result.entries) % told
    words = ngettext(
        "%(what)s, %(unit)s, %(period)s, %(count)s record",
        "%(what)s, %(unit)s, %(period)s, %(count)s records",
        result.entries,
    )
    return words % told


@register.simple_tag(takes_context=True)
def back_to_figures(context: Mapping[str, Any]) -> SafeString:
    """The link back to the view of figures that led to this page."""
    address, words = back_link(context["request"])
    return format_html('<a href="{}">{}</a>', address, words)


@register.simple_tag(takes_context=True)
def query(context: Mapping[str, object], **changes: object) -> str:
    """The address of this page with some parameters changed (None takes one out)."""
    request = context["request"]
    if not isinstance(request, HttpRequest):
        raise TypeError(request)
    parameters = request.GET.copy()
    for key, value in changes.items():
        if value is None:
            parameters.pop(key, None)
        else:
            parameters[key] = str(value)
    return f"?{parameters.urlencode()}"


@register.filter
def item(mapping: Mapping[object, object], key: object) -> object:
    """What ``mapping`` has under ``key``; empty where it has nothing."""
    return mapping.get(key, "")
