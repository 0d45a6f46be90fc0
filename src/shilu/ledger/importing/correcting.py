"""Correcting the guess of columns: what may be chosen for a column, and the guess that comes of the choices.

A choice is a role, or a role with a key behind a colon: ``label:level`` for a label, ``cell:grassroots/article`` for
numbers under the heading of a kind (which makes the table a cross table).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.importing.columns import COUNTED, TEXTS, role_title
from shilu.ledger.importing.vocabulary import role_named
from shilu.lib.errors import Refused
from shilu.lib.periods import GREGORIAN, BodyCalendar, parse_period

_ONCE: Final = frozenset(
    {"number", "day", "start", "end", "month", "year", "unit", "receiver", "kind", "title", "measure", *COUNTED}
)
_WHEN: Final = ("day", "start", "end", "month", "year")
_WHAT: Final = ("unit", "receiver", "kind", "title")
_COUNTS: Final = (*COUNTED, "expected_present", "measure")
_WORDS: Final = (*(role for role in TEXTS if role not in {"level", "grade", "page"}), "front")
_REST: Final = ("number", "ignored", "unknown")
_KEEP_WORDS: Final = frozenset({"title", *TEXTS})


@dataclass(frozen=True, slots=True)
class Choice:
    """What a column may be said to hold: its value in a form, and its title."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    """Choices of one sort, with the heading above them."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """The guess with the choices in it; ``faults`` has one line for each column (or ``period``, ``kind``) that cannot be so."""

    guess: Mapping[str, Any]
    faults: Mapping[str, str] = field(default_factory=dict)


def groups_offered(catalogue: Catalogue) -> tuple[Group, ...]:
    """All that may be chosen for a column, in groups."""
    return (
        Group(_("When"), _roles(_WHEN)),
        Group(_("Who and what"), _roles(_WHAT)),
        Group(_("How many"), _roles(_COUNTS)),
        Group(
            _("Labels"),
            tuple(Choice(f"label:{label.key}", str(label.title)) for label in catalogue.labels.values()),
        ),
        Group(_("Words that are kept"), _roles(_WORDS)),
        Group(_("Left out"), _roles(_REST)),
        Group(
            _("Numbers of one kind"),
            tuple(Choice(f"cell:{kind.key}", str(kind.title)) for kind in catalogue.kinds.values()),
        ),
    )


def _roles(roles: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(role, role_title(role)) for role in roles)


def choice_of(column: Mapping[str, Any], *, catalogue: Catalogue) -> str:
    """The choice that a column of a guess stands at."""
    if column["role"] == "label":
        return f"label:{column.get('label', '')}"
    if column["role"] == "cell":
        meaning = catalogue.meaning(column.get("kind", ""))
        return f"cell:{meaning.kind.key}" if meaning else "cell"
    return str(column["role"])


def is_locked(column: Mapping[str, Any]) -> bool:
    """Whether a column is never stored because of what it is called: 身份证号, 家庭住址."""
    return "private" in _named_roles(column)


def corrected(
    guess: Mapping[str, Any],
    *,
    columns: Mapping[str, str],
    kind: str | None = None,
    period: str | None = None,
    catalogue: Catalogue,
    calendar: BodyCalendar = GREGORIAN,
) -> Corrected:
    """``guess`` with other choices for some columns (by letter), the kind that the whole table keeps and its period.

    None leaves kind and period as they are, "" takes them back. ``period`` serves this one import and is not remembered
    with the columns; a remembered ``kind`` serves where a title names none.
    """
    faults: dict[str, str] = {}
    told: list[dict[str, Any]] = []
    for column in guess["columns"]:
        wanted = columns.get(column["column"], "") or choice_of(column, catalogue=catalogue)
        if wanted == choice_of(column, catalogue=catalogue):
            told.append(dict(column))
            continue
        fault = _why_not(column, wanted, catalogue=catalogue)
        if fault:
            faults[column["column"]] = fault
        told.append(dict(column) if fault else _chosen(column, wanted))
    faults.update(_twice(told))
    changed: dict[str, Any] = {key: value for key, value in guess.items() if key != "titled"}
    changed |= {"shape": "grid" if any(one["role"] == "cell" for one in told) else "list", "columns": told}
    if kind is not None:
        changed |= {"kind": kind, "said": bool(kind)}
        if kind and catalogue.meaning(kind) is None:
            faults["kind"] = _("There is no such kind of record; choose one of the list.")
    if period is not None:
        try:
            changed["period"] = parse_period(period, calendar=calendar).name if period else ""
        except Refused as error:
            faults["period"] = str(error)
    return Corrected(changed, faults)


def _chosen(column: Mapping[str, Any], wanted: str) -> dict[str, Any]:
    role, _mark, key = wanted.partition(":")
    kept = {name: column[name] for name in ("column", "name", "measure", "year", "month", "quarter") if name in column}
    told = {**kept, "role": role, "meaning": role_title(role)}
    if role == "label":
        told["label"] = key
    if role == "cell":
        counted = column.get("counted") or (column["role"] if column["role"] in COUNTED else "")
        told |= {"kind": key} | ({"counted": counted} if counted else {})
    return told


def _why_not(column: Mapping[str, Any], wanted: str, *, catalogue: Catalogue) -> str:
    role = wanted.partition(":")[0]
    known = {choice.value for group in groups_offered(catalogue) for choice in group.choices}
    if wanted not in known:
        return _("Choose one of the list.")
    if role in {"unknown", "ignored"}:
        return ""
    if is_locked(column):
        return _("“%(name)s” is private and is never stored.") % {"name": column["name"]}
    if "names" in _named_roles(column) and (role in _KEEP_WORDS or role == "label"):
        return _("“%(name)s” holds names; names are not stored as words.") % {"name": column["name"]}
    return ""


def _named_roles(column: Mapping[str, Any]) -> set[str]:
    found = (role_named(part) for part in str(column["name"]).split("/"))
    return {role for role, _strength in filter(None, found)}


def _twice(columns: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """A line for each column whose role another column has already."""
    first: dict[str, str] = {}
    for column in columns:
        role = column["role"]
        if role in _ONCE and role in first:
            told = {"role": role_title(role), "column": first[role]}
            yield column["column"], _("“%(role)s” is column %(column)s already; only one can be it.") % told
        first.setdefault(role, column["column"])
