"""An entry or reversal in the shape that scripts and programs rely on."""

from typing import Any

from shilu.ledger.entry import Entry
from shilu.lib.amounts import plain_number
from shilu.organisation.structure import Structure


def entry_json(entry: Entry, *, structure: Structure) -> dict[str, Any]:
    """The entry as plain JSON: unit by its code, days in ISO form, amounts as numbers; ``title`` may be null."""
    source = {"file": entry.texts.file, "sheet": entry.texts.sheet, "row": entry.texts.line}
    return {
        "seq": entry.seq,
        "uuid": str(entry.uuid),
        "type": entry.type,
        "kind": entry.kind,
        "title": entry.texts.title or None,
        "unit": structure.units[entry.unit].code,
        "from": entry.first.isoformat(),
        "to": entry.last.isoformat(),
        "whole": entry.whole,
        "labels": dict(entry.labels),
        "quantities": {key: plain_number(amount) for key, amount in entry.quantities.items()},
        "occasion": str(entry.occasion) if entry.occasion else None,
        "reverses": entry.reverses,
        "corrects": entry.corrects,
        "reversed_by": entry.reversed_by,
        "source": source if entry.texts.file else None,
        "received": entry.received.isoformat(),
        "import": entry.batch,
        "erased": entry.erased,
    }
