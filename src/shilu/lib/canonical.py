"""The one way in which a value is written before it is hashed."""

import json
from collections.abc import Mapping
from typing import Any, Final

_WRITER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Any) -> str:
    """JSON with sorted keys, no blanks and no escaped letters (RFC 8785 for the strings, integers and lists used here)."""
    return _WRITER.encode(value)


def canonical_or_empty(value: Mapping[str, Any]) -> str:
    """The canonical form, and the empty string for an empty mapping."""
    return canonical(value) if value else ""
