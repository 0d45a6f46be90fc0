"""What an import would do or did, as plain values for a page: counts, words, and some rows of each table."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from shilu.ledger.importing.outcome import Imported
from shilu.ledger.importing.preview import Preview

MOST_LINES: Final = 200  # lines of a list that are kept; its count tells of all


def preview_body(preview: Preview) -> dict[str, Any]:
    """A preview as plain JSON."""
    about = {**outcome_body(preview.imported), "elsewhere": preview.elsewhere}
    return {**about, "tables": [asdict(table) for table in preview.tables]}


def outcome_body(imported: Imported) -> dict[str, Any]:
    """The outcome of an import as plain JSON."""
    return {
        "unit": str(imported.unit),
        "rows": imported.rows,
        "accepted": imported.accepted,
        "new": imported.new,
        "known": imported.known,
        "changed": len(imported.changed),
        "gone": len(imported.gone),
        "likely": len(imported.likely),
        "refused": len(imported.refused),
        "changed_lines": _lines(imported.changed),
        "gone_lines": _lines(imported.gone),
        "likely_lines": _lines(imported.likely),
        "refused_lines": [
            {"sheet": cell.sheet, "cell": cell.cell, "reason": cell.reason} for cell in imported.refused[:MOST_LINES]
        ],
        "kinds_added": list(imported.kinds_added),
        "remarks": list(imported.remarks),
        "blocked": imported.blocked,
        "updated": imported.updated,
        "removed": imported.removed,
        "withheld": imported.withheld,
    }


def counts_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """The counts of an outcome, for lists."""
    return {name: value for name, value in body.items() if isinstance(value, int | str)}


def _lines(found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"text": one["text"], "seq": one.get("seq")} for one in found[:MOST_LINES]]
