"""What an import would do or did, as plain values for a page: counts, words, and some rows of each table."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.outcome import Imported
from shilu.ledger.importing.preview import Preview
from shilu.ledger.importing.speaking import Speaking

MOST_LINES: Final = 200  # lines of a list that are kept; its count tells of all


def preview_body(preview: Preview) -> dict[str, Any]:
    """A preview as plain JSON."""
    empty = preview.speaking.empty and not preview.imported.refused
    about = {**outcome_body(preview.imported, Choices()), "elsewhere": preview.elsewhere, "empty": empty}
    return {**about, "tables": [asdict(table) for table in preview.tables], "speaking": _speaking(preview.speaking)}


def _speaking(speaking: Speaking) -> dict[str, Any] | None:
    if speaking.silent or speaking.empty:
        return None
    first, last = speaking.days
    return {
        "days": [first.isoformat(), last.isoformat()],
        "of_rows": [str(unit) for unit in speaking.of_rows],
        "by_rows": not speaking.says_whose,
    }


def outcome_body(imported: Imported, choices: Choices) -> dict[str, Any]:
    """The outcome of an import as plain JSON; the lines are of what ``choices`` left as it was."""
    changed = [one for one in imported.changed if not choices.updates(one.get("seq") or 0)]
    gone = [one for one in imported.gone if not choices.removes(one.get("seq") or 0)]
    likely = [one for one in imported.likely if not choices.takes(one["sheet"], one["row"])]
    return {
        "unit": str(imported.unit),
        "rows": imported.rows,
        "accepted": imported.accepted,
        "new": imported.new,
        "into_months": imported.into_months,
        "known": imported.known,
        "changed": len(imported.changed),
        "gone": len(imported.gone),
        "likely": len(imported.likely),
        "refused": len(imported.refused),
        "corrected": len(imported.changed) - len(changed),
        "cancelled": len(imported.gone) - len(gone),
        "changed_left": len(changed),
        "gone_left": len(gone),
        "likely_left": len(likely),
        "left": len(changed) + len(gone) + len(likely),
        "changed_lines": _lines(changed),
        "gone_lines": _lines(gone),
        "likely_lines": _lines(likely),
        "refused_lines": [
            {"sheet": cell.sheet, "cell": cell.cell, "reason": cell.reason} for cell in imported.refused[:MOST_LINES]
        ],
        "kinds_added": list(imported.kinds_added),
        "remarks": list(imported.remarks),
        "blocked": imported.blocked,
        "updated": imported.updated,
        "removed": imported.removed,
        "withheld": imported.withheld,
        "units": [str(unit) for unit in imported.units],
    }


def counts_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """The counts of an outcome, for lists, and the units that it touches."""
    return {name: value for name, value in body.items() if isinstance(value, int | str) or name == "units"}


def _lines(found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **{name: one.get(name) for name in ("seq", "sheet", "row")},
            "text": one["text"].removeprefix(f"{one.get('seq')} "),  # its number stands beside it as a link
        }
        for one in found[:MOST_LINES]
    ]
