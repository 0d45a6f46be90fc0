"""No field that can hold something about a person stays unlisted."""

from django.apps import apps
from django.db import models

from shilu.access.personal import IMPERSONAL, PERSONAL, listed_fields

_CAN_HOLD = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.GenericIPAddressField)
_POINTS_AT_PEOPLE = {"account", "person", "settled_by"}


def fields() -> set[tuple[str, str]]:
    found = set()
    for model in apps.get_models():
        name = f"{model._meta.app_label}.{model.__name__}"
        for field in model._meta.concrete_fields:
            holds = isinstance(field, _CAN_HOLD) or (
                isinstance(field, models.UUIDField) and field.name in _POINTS_AT_PEOPLE
            )
            if holds and not field.choices and name not in IMPERSONAL:
                found.add((name, field.name))
    return found


def test_every_field_that_can_hold_something_about_people_is_listed() -> None:
    assert fields() - set(listed_fields()) == set()


def test_every_listed_field_is_there() -> None:
    models_ = {f"{model._meta.app_label}.{model.__name__}": model for model in apps.get_models()}
    missing = [
        (name, field)
        for name, field in listed_fields()
        if field not in {one.name for one in models_[name]._meta.get_fields()}
    ]
    assert missing == []


def test_every_entry_says_what_it_is_what_for_how_long_and_who_reads() -> None:
    said = {one.model: (str(one.what), str(one.purpose), str(one.kept), str(one.readers)) for one in PERSONAL}
    assert [model for model, words in said.items() if not all(words) or "." in words[0]] == []
