"""Sums kept ready beside the ledger, a projection that can be thrown away at any time; and the views that people keep."""

from django.db import models


class Mark(models.Model):
    """The one row that says which amounts the kept sums hold: all up to this position and this id."""

    position = models.BigIntegerField(default=0)
    amount = models.BigIntegerField(default=0)


class Sum(models.Model):
    """The sums of one series in one bucket, by unit: packed arrays of units, thousandths and entries less reversals.

    ``matters`` are the entries that state more than nothing, kept only for what sums a longer time. A bucket is the month yyyymm00 for facts of one day, and the exact first and last day for what sums a longer time.
    """

    series = models.IntegerField()
    since = models.IntegerField()
    last = models.IntegerField()
    units = models.BinaryField()
    amounts = models.BinaryField()
    counts = models.BinaryField()
    matters = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("series", "last", "since"), name="figures_sum_bucket"),)


class Seen(models.Model):
    """Which units ever recorded anything of a series, cancelled or not."""

    series = models.IntegerField()
    unit = models.IntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("series", "unit"), name="figures_seen_once"),)


class View(models.Model):
    """A view of figures that an account keeps under a name, and may share with all who read its unit."""

    uuid = models.UUIDField(unique=True)
    account = models.UUIDField()
    name = models.CharField(max_length=60)
    unit = models.UUIDField()
    question = models.JSONField()
    shared = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "name"), name="figures_view_named_once"),)

    def __str__(self) -> str:
        return self.name
