"""The table of workbooks that were handed in; what it holds of their content is erased with the file."""

from pathlib import Path
from typing import Final

from django.db import models

WAITING: Final = "waiting"  # stored, not read yet
READING: Final = "reading"
READY: Final = "ready"  # read and compared; somebody has to say go
UNREADABLE: Final = "unreadable"
IMPORTING: Final = "importing"
IMPORTED: Final = "imported"
KNOWN: Final = "known"  # the ledger had all of it
STATES: Final = (WAITING, READING, READY, UNREADABLE, IMPORTING, IMPORTED, KNOWN)


class Delivery(models.Model):
    """One workbook on its way into the ledger, handed in for the subtree of ``unit``.

    ``together`` is what was handed in at once. ``stage`` of ``stages`` tells how far the work in the background is.
    ``guesses`` are corrected guesses of columns, by the signature of a table; ``preview`` is what the import would do
    and ``summary`` its counts alone, ``outcome`` what it did, ``seq`` the position of its row in the log.
    """

    uuid = models.UUIDField(unique=True)
    together = models.UUIDField(db_index=True)
    account = models.UUIDField()
    unit = models.UUIDField()
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    received_at = models.DateTimeField(db_index=True)
    changed_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=WAITING)
    stage = models.SmallIntegerField(default=0)
    stages = models.SmallIntegerField(default=0)
    reason = models.TextField(blank=True)
    guesses = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    summary = models.JSONField(null=True)
    preview = models.JSONField(null=True)
    outcome = models.JSONField(null=True)
    seq = models.BigIntegerField(null=True, db_index=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="collecting_delivery_known_state"),
        )

    def __str__(self) -> str:
        return self.name

    def file_in(self, folder: Path) -> Path:
        """Where the workbook lies; its own name counts, because it may name unit and period."""
        return folder / self.uuid.hex / self.name
