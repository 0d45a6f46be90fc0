"""What can happen to an organisation: each change is a value that the log keeps and a structure is made of."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class UnitAdded:
    """A unit begins on a day, below ``parent`` or as a root."""

    unit: UUID
    code: str
    name: str
    short_name: str
    type: str
    parent: UUID | None
    on: date


@dataclass(frozen=True, slots=True)
class UnitMoved:
    """From a day on a unit stands below another parent (None: it is a root)."""

    unit: UUID
    parent: UUID | None
    on: date


@dataclass(frozen=True, slots=True)
class UnitRenamed:
    """From a day on a unit has another name; the old one keeps finding it."""

    unit: UUID
    name: str
    short_name: str
    on: date


@dataclass(frozen=True, slots=True)
class UnitTyped:
    """From a day on a unit is of another type (its level: county bureau, station)."""

    unit: UUID
    type: str
    on: date


@dataclass(frozen=True, slots=True)
class UnitEnded:
    """On this day the unit is no more; what it did stays its own, and ``successors`` carry on."""

    unit: UUID
    successors: tuple[UUID, ...]
    on: date


@dataclass(frozen=True, slots=True)
class AliasAdded:
    """Another name by which people call the unit."""

    unit: UUID
    alias: str


@dataclass(frozen=True, slots=True)
class PersonPlaced:
    """From a day on a person belongs to a unit in a category; names stand beside the log, never in it."""

    person: UUID
    unit: UUID
    category: str
    on: date


@dataclass(frozen=True, slots=True)
class PersonLeft:
    """On this day the person is no more with the organisation."""

    person: UUID
    on: date


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A person holds a post in a unit from a day, until the day before ``until`` where it is given.

    The same person, unit, post and day said again with another ``until`` replaces what was said before.
    """

    person: UUID
    unit: UUID
    post: str
    on: date
    until: date | None


Change = UnitAdded | UnitMoved | UnitRenamed | UnitTyped | UnitEnded | AliasAdded | PersonPlaced | PersonLeft | PostHeld

_TYPES: dict[str, type[Change]] = {
    "unit-added": UnitAdded,
    "unit-moved": UnitMoved,
    "unit-renamed": UnitRenamed,
    "unit-typed": UnitTyped,
    "unit-ended": UnitEnded,
    "alias-added": AliasAdded,
    "person-placed": PersonPlaced,
    "person-left": PersonLeft,
    "post-held": PostHeld,
}
_NAMES = {change: name for name, change in _TYPES.items()}
_DAYS = {"on", "until"}
_IDS = {"unit", "parent", "person"}


def change_body(change: Change) -> dict[str, Any]:
    """The change as plain JSON values, under its type's name."""
    body: dict[str, Any] = {"change": _NAMES[type(change)]}
    for key, value in asdict(change).items():
        if isinstance(value, UUID | date):
            body[key] = str(value)
        elif isinstance(value, tuple):
            body[key] = [str(item) for item in value]
        else:
            body[key] = value
    return body


def change_from_body(body: dict[str, Any]) -> Change:
    """The change that ``change_body`` wrote; KeyError, TypeError or ValueError where it was not."""
    values: dict[str, Any] = {}
    for key, value in body.items():
        if key == "change":
            continue
        if value is not None and key in _DAYS:
            values[key] = date.fromisoformat(value)
        elif value is not None and key in _IDS:
            values[key] = UUID(value)
        elif key == "successors":
            values[key] = tuple(UUID(item) for item in value)
        else:
            values[key] = value
    return _TYPES[body["change"]](**values)
