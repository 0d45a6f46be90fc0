"""A moment as its reader says it: day and time where the body is."""

from datetime import datetime

from django.utils.timezone import localtime


def moment_told(moment: datetime | None) -> str:
    """Day and time: 2026-06-30 09:12; a dash before anything happened."""
    return f"{localtime(moment):%Y-%m-%d %H:%M}" if moment else "—"
