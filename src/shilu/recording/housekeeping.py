"""What is thrown away in time: answers under callers' keys, and files that came with forms nobody finished."""

from datetime import datetime, timedelta
from typing import Final

from shilu.recording.models import Staged
from shilu.recording.once import forget_acknowledged

KEYS_KEPT: Final = timedelta(days=30)
FILES_KEPT: Final = timedelta(days=7)


def throw_away(now: datetime) -> int:
    """Throw away what has been kept long enough; return how many rows there were."""
    forgotten = forget_acknowledged(before=now - KEYS_KEPT)
    return forgotten + Staged.objects.filter(waiting=None, made_at__lt=now - FILES_KEPT).delete()[0]
