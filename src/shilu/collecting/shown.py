"""What an import would do or did, as plain values for a page: counts, words, and some rows of each table."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final
from uuid import UUID

from django.utils.translation import get_language

from shilu.ledger.importing.choices import Choices
from shilu.ledger.importing.claims import NO_CLAIMS, Claim, Claims, Doubt
from shilu.ledger.importing.outcome import Imported
from shilu.ledger.importing.preview import Preview
from shilu.lib.periods import BodyCalendar, parse_period

MOST_LINES: Final = 200  # lines of a list that are kept; its count tells of all
_LISTED: Final = frozenset({"units", "claims"})


def preview_body(preview: Preview) -> dict[str, Any]:
    """A preview as plain JSON."""
    about = outcome_body(preview.imported, Choices())
    about |= {"language": get_language(), "elsewhere": preview.elsewhere, "empty": preview.is_empty}
    return {**about, "tables": [asdict(table) for table in preview.tables]}


def outcome_body(imported: Imported, choices: Choices) -> dict[str, Any]:
    """The outcome of an import as plain JSON; the lines are of what ``choices`` left as it was."""
    changed = [one for one in imported.changed if not choices.updates(one.get("seq") or 0)]
    gone = [one for one in imported.gone if not choices.removes(one.get("seq") or 0)]
    likely = [one for one in imported.likely if not choices.takes(one["sheet"], one["row"])]
    withdrawn = [one for one in imported.withdrawn if not choices.records_again(one["seq"], alike=one["alike"])]
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
        "withdrawn": len(imported.withdrawn),
        "revised": len(imported.revised),
        "refused": len(imported.refused),
        "corrected": len(imported.changed) - len(changed),
        "cancelled": len(imported.gone) - len(gone),
        "again": len(imported.withdrawn) - len(withdrawn),
        "changed_left": len(changed),
        "gone_left": len(gone),
        "likely_left": len(likely),
        "withdrawn_left": len(withdrawn),
        "left": len(changed) + len(gone) + len(likely) + len(withdrawn),
        "changed_lines": _lines(changed),
        "gone_lines": _lines(gone),
        "likely_lines": _lines(likely),
        "withdrawn_alike": sum(one["alike"] for one in withdrawn),
        "withdrawn_lines": _lines(withdrawn),
        "revised_lines": _lines(imported.revised),
        "refused_lines": [
            {"sheet": cell.sheet, "cell": cell.cell, "reason": cell.reason} for cell in imported.refused[:MOST_LINES]
        ],
        "unknown_kinds": imported.unknown_kinds,
        "kinds_added": list(imported.kinds_added),
        "remarks": list(imported.remarks),
        "blocked": imported.blocked,
        "updated": imported.updated,
        "removed": imported.removed,
        "withheld": imported.withheld,
        "units": [str(unit) for unit in imported.units],
        "claims": {
            "possible": [_claim(one) for one in imported.claims.possible],
            "doubts": [(one.why, one.count) for one in imported.claims.doubts],
            "news": imported.claims.news,
            "reported": [_claim(one) for one in imported.reported],
        },
    }


def _claim(claim: Claim) -> dict[str, str]:
    return {"unit": str(claim.unit), "period": claim.period.name}


def claims_in(told: Mapping[str, Any], *, calendar: BodyCalendar) -> tuple[Claims, tuple[Claim, ...]]:
    """The claims of a workbook that was looked at or imported, and those of them that count as reported by it."""
    said = told.get("claims")
    if not said:
        return NO_CLAIMS, ()
    possible, reported = (
        tuple(Claim(UUID(one["unit"]), parse_period(one["period"], calendar=calendar)) for one in said[name])
        for name in ("possible", "reported")
    )
    return Claims(possible, tuple(Doubt(*one) for one in said["doubts"]), said["news"]), reported


def counts_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """The counts of an outcome, for lists, the units that it touches, and what it claims."""
    return {name: value for name, value in body.items() if isinstance(value, int | str) or name in _LISTED}


def _lines(found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **{name: one.get(name) for name in ("seq", "sheet", "row")},
            "text": one["text"].removeprefix(f"{one.get('seq')} "),  # its number stands beside it as a link
        }
        for one in found[:MOST_LINES]
    ]
