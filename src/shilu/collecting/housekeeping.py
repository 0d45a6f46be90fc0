"""What is thrown away in time: uploaded workbooks with what was kept of their content."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from shilu.collecting.files import erase
from shilu.collecting.models import IMPORTED, IMPORTING, Delivery

KEPT_DAYS: Final = 30  # how long an uploaded workbook lies here


def erase_old(folder: Path, *, now: datetime, days: int = KEPT_DAYS) -> int:
    """Erase uploaded files after ``days``, with what was kept of their content; return how many."""
    old = Delivery.objects.filter(erased_at=None, received_at__lt=now - timedelta(days=days)).exclude(state=IMPORTING)
    count = 0
    for delivery in old:
        erase(delivery.file_in(folder))
        delivery.preview, delivery.outcome, delivery.guesses, delivery.erased_at = None, None, {}, now
        delivery.save(update_fields=["preview", "outcome", "guesses", "erased_at"])
        count += 1
    Delivery.objects.filter(erased_at__lt=now - timedelta(days=days)).exclude(state=IMPORTED).delete()
    return count
