"""Sums kept ready beside the ledger: a projection of its amounts that can be thrown away at any time."""

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
