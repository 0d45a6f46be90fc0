"""Frozen dataclasses as plain JSON and back; fields that hold their default are left out."""

import dataclasses
import functools
import types
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def plain(value: Any) -> Any:
    """``value`` in dicts, lists, strings, booleans and integers; a Decimal or a day becomes its string."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(held)
            for field in dataclasses.fields(value)
            if field.init and (held := getattr(value, field.name)) != _default(field)
        }
    if isinstance(value, Mapping):
        return {key: plain(held) for key, held in value.items()}
    if isinstance(value, tuple | list):
        return [plain(held) for held in value]
    return str(value) if isinstance(value, Decimal | date) else value


def typed(form: Any, data: Any) -> Any:
    """The value of the annotated ``form`` that ``plain`` wrote as ``data``; TypeError or KeyError where it did not."""
    if dataclasses.is_dataclass(form) and isinstance(form, type):
        forms = _forms(form)
        return form(**{name: typed(forms[name], held) for name, held in data.items()})
    origin, inner = get_origin(form), get_args(form)
    if origin is tuple:
        return tuple(typed(inner[0], held) for held in data)
    if origin is Mapping:
        return {key: typed(inner[1], held) for key, held in data.items()}
    if origin in {Union, types.UnionType}:
        return None if data is None else typed(next(part for part in inner if part is not types.NoneType), data)
    if form in _READ:
        return _READ[form](data)
    if origin is Literal and data not in inner:
        raise TypeError(data)
    return data


def _day(data: Any) -> date:
    try:
        return date.fromisoformat(data)
    except ValueError:
        raise TypeError(data) from None


_READ: Mapping[Any, Callable[[Any], Any]] = {Decimal: Decimal, date: _day}


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


@functools.cache
def _forms(form: type) -> dict[str, Any]:
    return get_type_hints(form)
