"""How the columns of a table were read, as plain JSON: to be shown, kept and handed in again."""

from typing import Any

from shilu.ledger.catalogue import Meaning
from shilu.ledger.importing.columns import Recognised
from shilu.ledger.importing.roles import role_title
from shilu.ledger.importing.tables import Table
from shilu.lib.cells import column_letters


def guess(table: Table, recognised: Recognised, *, titled: Meaning | None = None) -> dict[str, Any]:
    """The recognition as plain JSON: to be shown, kept under ``table.signature`` and handed in again as remembered.

    ``titled`` is the kind of a table without a column of kinds.
    """
    columns = []
    for use in recognised.uses:
        told = {
            "column": column_letters(use.at + 1),
            "name": use.name,
            "role": use.role,
            "meaning": role_title(use.role),
        }
        extra = {key: getattr(use, key) for key in ("label", "measure", "kind", "year", "month", "quarter", "counted")}
        columns.append(told | {key: value for key, value in extra.items() if value})
    return {
        "sheet": table.sheet.name,
        "title": "".join(table.title),
        "header": [table.header.start + 1, table.header.stop],
        "rows": len(table.body),
        "shape": recognised.shape,
        "columns": columns,
        **({"kind": recognised.kind} if recognised.kind else {}),
        **({"titled": titled.kind.key} if titled else {}),
    }
