"""Recognises what each column of a table holds, by its headings first and by its contents where they say nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from shilu.ledger.catalogue import Catalogue, Label
from shilu.ledger.catalogue_names import normalised
from shilu.ledger.importing.contents import numeric, runs, sample, share_of_days, share_of_kinds
from shilu.ledger.importing.roles import role_title
from shilu.ledger.importing.tables import Column, Table
from shilu.ledger.importing.vocabulary import (
    bare,
    in_brackets,
    month_named,
    quarter_named,
    role_named,
    unbracketed,
    vocabulary,
)

__all__ = ["COUNTED", "TEXTS", "Recognised", "Use", "kind_heading", "recognise", "role_title"]

COUNTED: Final = ("count", "times", "people", "hours", "amount", "assigned", "completed")
TEXTS: Final = (
    "place",
    "host",
    "remark",
    "evidence",
    "issuer",
    "document_number",
    "outlet",
    "page",
    "level",
    "grade",
    "detail",
)
_LABELLED: Final = frozenset({"level", "page", "grade", "outlet", "issuer"})
_ALONE: Final = frozenset(
    {*TEXTS[:1], "number", "day", "start", "end", "month", "year", "unit", "receiver", "kind", "title"}
)
_NOT_STORED: Final = frozenset({"names", "private", "unknown"})


@dataclass(frozen=True, slots=True)
class Use:
    """What one column is used for.

    ``role`` is one of columns.toml, or ``label`` (then ``label`` is its key), ``detail`` (a further text that is kept),
    ``unknown`` (not stored) or ``cell``: a number under a heading, counting ``kind`` in ``month`` or ``quarter`` where
    the heading names them, with the role of its quantity in ``counted`` ("" where the kind decides). ``measure`` is the
    measure word in the heading, ``quantity`` the key of the one quantity that a column of the ledger's own sheet counts.
    """

    at: int
    name: str
    role: str
    label: str = ""
    measure: str = ""
    kind: str = ""
    year: int | None = None
    month: int | None = None
    quarter: int | None = None
    counted: str = ""
    quantity: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The columns of a table; ``shape`` is ``list`` (a row is a record) or ``grid`` (a cell is).

    ``kind`` is the key of the kind that somebody said the whole table keeps, "" where nobody had to.
    """

    shape: str
    uses: tuple[Use, ...]
    kind: str = ""

    def column(self, role: str) -> Use | None:
        """The column with that role."""
        return next((use for use in self.uses if use.role == role), None)

    def columns(self, role: str) -> tuple[Use, ...]:
        """The columns with that role, from left to right."""
        return tuple(use for use in self.uses if use.role == role)

    @property
    def dropped(self) -> tuple[str, ...]:
        """Names of the columns that are not stored."""
        return tuple(use.name for use in self.uses if use.role in _NOT_STORED)


def recognise(table: Table, *, catalogue: Catalogue, remembered: Mapping[str, Any] | None = None) -> Recognised:
    """What the columns of ``table`` hold.

    A column that nothing recognises is not stored (it may hold names) and is named in ``dropped``; further columns of
    themes and contents are kept as details. ``remembered`` is an earlier ``guess`` of the same table: its roles hold.
    """
    uses = [_by_name(column, catalogue=catalogue) for column in table.columns]
    if remembered is not None:
        roles = {column["name"]: column for column in remembered["columns"]}
        restored = [_restored(use, roles.get(use.name)) for use in uses]
        return Recognised(str(remembered["shape"]), tuple(restored), str(remembered.get("kind", "")))
    if _is_grid(uses):
        return Recognised("grid", tuple(_alone(_as_cells(uses, table, catalogue=catalogue))))
    uses = _measures(uses, table, catalogue=catalogue)
    uses = [_as_listed(use, catalogue=catalogue) for use in uses]
    uses = _kind_by_contents(uses, table, catalogue=catalogue)
    uses = _by_contents(uses, table, catalogue=catalogue)
    return Recognised("list", tuple(_alone(uses)))


def _restored(use: Use, kept: Mapping[str, Any] | None) -> Use:
    if kept is None:
        return replace(use, role="unknown")
    names = ("role", "label", "measure", "kind", "year", "month", "quarter", "counted")
    return Use(use.at, use.name, **{name: kept[name] for name in names if name in kept})


def _by_name(column: Column, *, catalogue: Catalogue) -> Use:
    """What the headings alone say; a heading that may be a kind stands in ``kind`` until the whole table is seen."""
    use = Use(column.at, column.name, "unknown")
    last = bare(column.names[-1])
    if any(_is_ignored(name) for name in column.names):
        return replace(use, role="ignored")
    kind = ""
    for name in column.names:
        if span := month_named(name):
            use = replace(use, year=span[0] or use.year, month=span[1])
        elif span := quarter_named(name):
            use = replace(use, year=span[0] or use.year, quarter=span[1])
        else:
            may_be = len(column.names) > 1 and bare(name) not in vocabulary().under_heading and role_named(name) is None
            kind = kind_heading(name, catalogue=catalogue) or kind or (name if may_be else "")
    counted = vocabulary().under_heading.get(last, "") if len(column.names) > 1 else ""
    if counted == "measure":
        return replace(use, role="measure")
    measure = in_brackets(last) or (last if counted and last in _measure_words(catalogue) else "")
    use = replace(use, measure=measure if measure in _measure_words(catalogue) else "", kind=kind, counted=counted)
    found = role_named(column.names[-1]) or (role_named(column.names[0]) if len(column.names) > 1 else None)
    if label := _label_named(column.names[-1], catalogue=catalogue):
        return replace(use, role="label", label=label)
    if counted and (found is None or found[0] not in {"expected", "present"}):
        return replace(use, role=counted)
    if found is not None and not kind_heading(column.names[-1], catalogue=catalogue):
        return replace(use, role=found[0])
    return use


def kind_heading(name: str, *, catalogue: Catalogue) -> str:
    """The name of a kind that a heading is, as written or without its measure word in brackets (短视频（个）); else nothing."""
    plain = unbracketed(bare(name))
    return next((form for form in (name, plain) if catalogue.meaning(form)), "")


def _is_ignored(name: str) -> bool:
    plain = bare(name)
    return any(role_named(form) in _IGNORED for form in (plain, unbracketed(plain))) or plain.endswith(
        ("合计", "小计", "累计", "同比")
    )


_IGNORED: Final = tuple(("ignored", strength) for strength in range(40))


def _measure_words(catalogue: Catalogue) -> frozenset[str]:
    words = {word for quantity in catalogue.quantities.values() for word in (quantity.measure, *quantity.measures)}
    words |= {quantity.measure for kind in catalogue.kinds.values() for quantity in kind.quantities}
    return frozenset(bare(word) for word in words if word)


def _label_named(name: str, *, catalogue: Catalogue) -> str:
    """The label whose title or alias is ``name``; a word that says more often something else (主题) stays that."""
    found = role_named(name)
    if found is not None and found[0] not in _LABELLED:
        return ""
    wanted = normalised(unbracketed(bare(name)))
    for label in catalogue.labels.values():
        if wanted in {normalised(word) for word in (label.title.zh, label.title.en, *label.aliases) if word}:
            return label.key
    if found is not None and found[0] in catalogue.labels:
        return found[0]
    return ""


def label_heading(label: Label, *, catalogue: Catalogue) -> str:
    """The first of a label's Chinese names that stands above a column for it: of 主题, which is said of titles, that is 专题."""
    names = (label.title.zh, *label.aliases)
    return next((name for name in names if _label_named(name, catalogue=catalogue) == label.key), label.title.zh)


def _is_grid(uses: Sequence[Use]) -> bool:
    """Whether numbers stand under headings that name kinds or months, instead of one record a row."""
    spans = [use for use in uses if use.month or use.quarter]
    kinds = [use for use in uses if use.kind and use.role in {"unknown", *COUNTED}]
    has_day = any(use.role in {"day", "start"} for use in uses)
    has_kind = any(use.role == "kind" for use in uses)
    if spans and not has_day:
        return len(spans) >= 2 or bool(kinds)
    return not has_kind and len({use.kind for use in kinds}) >= (2 if len(kinds) > 1 else 1) and not has_day


def _as_cells(uses: Sequence[Use], table: Table, *, catalogue: Catalogue) -> list[Use]:
    """In a grid a numeric column under a heading of its own is a cell column, recognised kind or not."""
    result = []
    has_kind = any(use.role == "kind" for use in uses)
    for use in uses:
        if use.month or use.quarter or (use.kind and use.role in {"unknown", *COUNTED} and not has_kind):
            result.append(replace(use, role="cell"))
        elif use.role == "unknown" and not has_kind and numeric(table, use.at):
            result.append(replace(use, role="cell", kind=use.name))
        elif use.role in COUNTED and has_kind:
            result.append(replace(use, role="cell", counted=use.role))
        else:
            result.append(replace(use, kind=""))
    return [_as_listed(use, catalogue=catalogue) if use.role != "cell" else use for use in result]


def _as_listed(use: Use, *, catalogue: Catalogue) -> Use:
    if use.role == "present":
        return replace(use, role="people", kind="")
    if use.role in _LABELLED and use.role in catalogue.labels:
        return replace(use, role="label", label=use.role, kind="")
    return replace(use, kind="")


def _measures(uses: Sequence[Use], table: Table, *, catalogue: Catalogue) -> list[Use]:
    """A column called 单位 that holds nothing but measure words says what the count beside it counts."""
    words = _measure_words(catalogue)
    result = []
    for use in uses:
        if use.role == "unit":
            cells = sample(table, use.at)
            if cells and all(isinstance(cell, str) and bare(cell) in words for cell in cells):
                result.append(replace(use, role="measure"))
                continue
        result.append(use)
    return result


def _kind_by_contents(uses: Sequence[Use], table: Table, *, catalogue: Catalogue) -> list[Use]:
    """Of several columns that may hold kinds, the one whose cells name kinds; the others are titles or details."""
    claims = [use for use in uses if use.role == "kind"]
    if len(claims) < 2:
        return list(uses)
    best = max(claims, key=lambda use: (share_of_kinds(table, use.at, catalogue=catalogue), -_strength(use)))
    return [replace(use, role="title") if use in claims and use is not best else use for use in uses]


def _by_contents(uses: Sequence[Use], table: Table, *, catalogue: Catalogue) -> list[Use]:
    roles = {use.role for use in uses}
    result = []
    for use in uses:
        role = use.role
        if role == "unknown":
            cells = sample(table, use.at)
            if "day" not in roles and not roles & {"month", "start"} and cells and share_of_days(cells) >= 0.6:
                role = "day"
            elif "kind" not in roles and share_of_kinds(table, use.at, catalogue=catalogue) >= 0.6:
                role = "kind"
            elif "number" not in roles and len(cells) > 1 and runs(cells):
                role = "number"
            roles.add(role)
        result.append(replace(use, role=role))
    return result


def _strength(use: Use) -> int:
    found = role_named(use.name.rpartition("/")[2])
    return found[1] if found else 2000


def _alone(uses: Sequence[Use]) -> list[Use]:
    """Leave roles that one column can have to the strongest claim; a lesser title becomes a detail, a count is not stored."""
    best: dict[str, Use] = {}
    for use in uses:
        if (use.role in _ALONE or use.role in COUNTED) and (
            use.role not in best or _strength(use) < _strength(best[use.role])
        ):
            best[use.role] = use
    result = []
    for use in uses:
        if use.role in best and best[use.role] is not use:
            kept = "detail" if use.role in {"title", "kind", "unit", "place"} else "ignored"
            kept = "unknown" if use.role in COUNTED else kept
            result.append(replace(use, role=kept))
        else:
            result.append(use)
    return result
