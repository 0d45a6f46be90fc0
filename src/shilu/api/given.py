"""What a request may give: names that an operation does not know are refused, so that a slip of the pen is not passed over."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, Final

from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.operation import Operation
from pydantic import ConfigDict, model_validator

from shilu.api.asking import KeyRequest
from shilu.lib.errors import Refused

_NO_TEXT: Final = re.compile("[\0\ud800-\udfff]")
"""Signs that no database keeps and no text of Unicode has: nought, and halves of pairs."""


class Given(Schema):
    """A body that holds the fields named here and no others, and no text that nobody could keep."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _all_text(cls, given: Any) -> Any:
        _check_text(given)
        return given


def _check_text(given: Any) -> None:
    if isinstance(given, str) and _NO_TEXT.search(given):
        raise ValueError(_("holds signs that are no text"))
    if isinstance(given, Mapping):
        for name, value in given.items():
            _check_text(name)
            _check_text(value)
    elif isinstance(given, list):
        for value in given:
            _check_text(value)


def refuse_unknown(router: Router) -> None:
    """Let each operation of ``router`` refuse parameters of the address and of a form that it does not have."""
    for view in router.path_operations.values():
        for operation in view.operations:
            operation.view_func = _strict(
                operation.view_func, queries=_names(operation, {"query"}), fields=_names(operation, {"form", "file"})
            )


def _names(operation: Operation, sources: set[str]) -> frozenset[str]:
    models = [model for model in operation.models if model.__ninja_param_source__ in sources]
    flat = [name for model in models for name in getattr(model, "__ninja_flatten_map__", model.model_fields)]
    return frozenset(flat)


def _strict(view: Callable[..., Any], *, queries: frozenset[str], fields: frozenset[str]) -> Callable[..., Any]:
    @wraps(view)
    def checked(request: KeyRequest, *arguments: Any, **named: Any) -> Any:
        _check(request.GET, known=queries)
        _check_asked(request)
        if fields:
            _check([*request.POST, *request.FILES], known=fields)
        return view(request, *arguments, **named)

    return checked


def _check_asked(request: KeyRequest) -> None:
    for name, values in request.GET.lists():
        if any(_NO_TEXT.search(value) for value in values):
            raise Refused(f"{name}: {_('holds signs that are no text')}")


def _check(names: Iterable[str], *, known: frozenset[str]) -> None:
    unknown = sorted(set(names) - known)
    if unknown and known:
        raise Refused(
            _("There is no parameter “%(name)s” here; there are %(known)s.")
            % {"name": unknown[0][:40], "known": ", ".join(sorted(known))}
        )
    if unknown:
        raise Refused(_("There is no parameter “%(name)s” here; this address takes none.") % {"name": unknown[0][:40]})
