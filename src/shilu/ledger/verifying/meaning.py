"""What rows of other types say, against their own columns and against the tables that repeat it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shilu.ledger.catalogue import Catalogue
from shilu.ledger.models import Kind
from shilu.ledger.organising import kind_uuid
from shilu.ledger.verifying.findings import Findings
from shilu.ledger.verifying.raw import rows
from shilu.ledger.verifying.small_ids import SmallIds
from shilu.lib.day_numbers import day_number
from shilu.lib.errors import Refused
from shilu.organisation.models import Unit
from shilu.organisation.replaying import ChangeRow, change_row, standing
from shilu.organisation.structure import Structure

UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, Refused)


@dataclass(frozen=True, slots=True)
class Statement:
    """A row that is neither entry nor reversal, with the columns that may repeat what its body says."""

    seq: int
    type: str
    unit: Any
    first: Any
    last: Any
    body: Any


def check_meaning(findings: Findings, statements: Sequence[Statement], *, ids: SmallIds) -> None:
    """Read every body, replay organisation and catalogue, and compare the tables of units and kinds."""
    changes: list[ChangeRow] = []
    kinds: set[str] = set()
    readable = True
    for statement in statements:
        try:
            body = json.loads(statement.body) if statement.body else {}
            if statement.type == "organisation":
                changes.append(change_row(statement.seq, body))
            elif statement.type == "catalogue":
                kinds.update(Catalogue.from_body(body).kinds)
            elif not _repeats(statement, body, ids=ids):
                findings.add(statement.seq, _("its columns are not what its body says"))
        except UNREADABLE:
            findings.add(statement.seq, _("what it says cannot be read"))
            readable = readable and statement.type not in {"organisation", "catalogue"}
    structure = _replayed(findings, changes) if readable else None
    if structure is not None:
        _check_units(findings, structure)
        _check_kinds(findings, kinds)


def _replayed(findings: Findings, rows_: Sequence[ChangeRow]) -> Structure | None:
    """The organisation as the rows that hold tell it; None where one cannot follow those before it."""
    structure, known = Structure(), {row.seq for row in rows_}
    followed = True
    for row in rows_:
        if row.takes_back is not None and row.takes_back not in known:
            findings.add(row.seq, _("what it says cannot be read"))
            followed = False
    for row in standing(rows_):
        try:
            for change in row.changes:
                structure.apply(change)
        except UNREADABLE:
            findings.add(row.seq, _("what it says cannot be read"))
            followed = False
    return structure if followed else None


def _repeats(statement: Statement, body: dict[str, Any], *, ids: SmallIds) -> bool:
    """Whether unit and days of the columns are those of the body, as far as the body states any."""
    pairs: list[tuple[Any, Any]] = []
    if body.get("unit") and statement.type != "report":  # a paper names its unit by code, and has no column of it
        pairs.append((ids.units.get(statement.unit), UUID(body["unit"]).hex))
    for column, key in ((statement.first, "first"), (statement.last, "last")):
        if body.get(key):
            pairs.append((column, day_number(date.fromisoformat(body[key]))))
    return all(column == said for column, said in pairs)


def _check_units(findings: Findings, structure: Structure) -> None:
    table = list(rows(Unit, ("id", "uuid", "code", "name", "parent_id"), order='"id"'))
    hexes = {row[0]: _hex(row[1]) for row in table}
    found = {(_hex(uuid), code, name, hexes.get(parent, parent)) for _id, uuid, code, name, parent in table}
    wanted = {
        (uuid.hex, unit.code, unit.name, parent.hex if (parent := unit.parents.last()) else None)
        for uuid, unit in structure.units.items()
    }
    for row in sorted(found - wanted, key=repr):
        findings.add(None, _("the table of units has %(unit)s, which the log does not say") % {"unit": row[1]})
    for row in sorted(wanted - found, key=repr):
        findings.add(None, _("the table of units lacks %(unit)s as the log says it") % {"unit": row[1]})


def _check_kinds(findings: Findings, kinds: set[str]) -> None:
    found = {(_hex(uuid), key) for uuid, key in rows(Kind, ("uuid", "key"), order='"id"')}
    wanted = {(kind_uuid(key).hex, key) for key in kinds}
    for _uuid, key in sorted(found - wanted, key=repr):
        findings.add(None, _("the table of kinds has %(kind)s, which the log does not say") % {"kind": key})
    for _uuid, key in sorted(wanted - found, key=repr):
        findings.add(None, _("the table of kinds lacks %(kind)s as the log says it") % {"kind": key})


def _hex(uuid: Any) -> str:
    return str(uuid).replace("-", "")
